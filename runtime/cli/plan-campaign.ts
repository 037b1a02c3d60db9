/** `campaign plan`: from what the project knows to a plan, and from a plan to files. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { FormatError, InputError, NeedError, type Plan } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { type Campaign, campaignOfPlan } from "../../marketing/index.ts";
import { campaignClips } from "../marketing/campaign-clips.ts";
import { type CampaignMaterial, campaignMaterial } from "../marketing/campaign-material.ts";
import type { RenderedClip } from "../marketing/render-clips.ts";
import { writeCampaign } from "../marketing/write-campaign.ts";
import { campaignLines } from "../report/campaign-sentences.ts";
import { type CampaignPlanOptions, makeCampaignPlan } from "./make-campaign-plan.ts";
import type { Context } from "./verb.ts";

export async function performCampaignPlan(context: Context): Promise<void> {
  const options = context.options as unknown as CampaignPlanOptions;
  if (context.plan !== null && options.keep !== null) throw new InputError("--keep", "either --plan or --keep", "both");
  const beside = (["brief", "budget", "currency", "from", "days", "markets"] as const).find(
    (name) => options[name] !== null,
  );
  if (context.plan !== null && beside)
    throw new InputError(`--${beside}`, "either --plan, which has it all, or --brief and the rest", "both");
  if (context.out === null && !context.dryRun)
    throw new InputError("--out", "the folder that the campaign goes to", "nothing");
  if (!existsSync(options.project)) throw new InputError("--project", "a folder that is there", options.project);
  const material = await campaignMaterial(options.project, options.markets, options.master);
  const plan =
    context.plan === null ? await makeCampaignPlan(options, material, context) : await givenPlan(context, material);
  if (plan === null) return;
  const campaign = campaignOfPlan(plan);
  const out = context.out;
  const shown = out === null ? plan : relativePlan(plan, out);
  const { paths: files, template } =
    context.dryRun || out === null
      ? { paths: [], template: null }
      : await writeCampaign({ plan: shown, campaign, out, force: context.force, template: options.template });
  const clips =
    out === null || context.dryRun || options["no-clips"] ? [] : await clipsOf(plan, campaign, out, context);
  for (const line of campaignLines(plan, campaign)) context.say(line);
  for (const path of [...files, ...clips.map(({ path }) => path)]) context.say(`  ${path}`);
  if (template !== null) {
    context.say(`of the template ${template.filled.join(", ")} were filled, the rest was left empty:`);
    for (const { header, why } of template.empty) context.say(`  ${header}: ${why}`);
  }
  context.write({ status: "done", plan: shown, files, clips, ...(template === null ? {} : { template }) });
}

/** Without ffmpeg the rest of the campaign stands all the same. */
async function clipsOf(
  plan: Plan,
  campaign: Campaign,
  out: string,
  context: Context,
): Promise<readonly RenderedClip[]> {
  try {
    return await campaignClips(plan, campaign, join(out, "clips"), context.run);
  } catch (error) {
    if (!(error instanceof NeedError)) throw error;
    context.warn(`no clips: ${error.message}`);
    return [];
  }
}

/** Names in a saved plan are relative to it. */
function relativePlan(plan: Plan, out: string): Plan {
  return { ...plan, material: plan.material.map((each) => ({ ...each, name: relative(out, each.name) })) };
}

async function givenPlan(context: Context, { hashes }: CampaignMaterial): Promise<Plan> {
  const path = context.plan as string;
  const plan = readPlan(await readFile(path, "utf8"));
  if (plan.craft !== "campaign") throw new InputError(path, "a plan for a campaign", `a plan for ${plan.craft}`);
  const material = plan.material.map((each) => ({ ...each, name: resolve(dirname(path), each.name) }));
  const other = material.find(({ sha256 }) => !hashes.some((each) => each.sha256 === sha256));
  if (other && !context.force) {
    const now = hashes.map(({ name, sha256 }) => `${sha256} (${name})`).join(", ") || "none of it";
    throw new FormatError(
      "plan",
      0,
      `material with SHA-256 ${other.sha256} (${other.name})`,
      `${now}; --force performs it all the same`,
    );
  }
  return { ...plan, material };
}
