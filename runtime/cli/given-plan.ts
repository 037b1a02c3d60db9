/** Plans that are given on the command line, `--plan` and `--same-as`, and what they say of a request. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError, type Plan } from "../../foundation/plan/index.ts";
import { type MasterTarget, masterTargets } from "../../production/index.ts";
import { parseFormat } from "../master/formats.ts";
import { fileHash, type MasterRequest } from "../master/master-song.ts";
import type { MasterContext, SongRequest } from "./master-sound.ts";

/** `--plan`: for this material only, unless --force. `--same-as`: for other material, and everything in it as it was. */
export async function givenPlan(context: MasterContext, path: string): Promise<MasterRequest["given"]> {
  const given = await readGivenPlan(context);
  if (given === null) return null;
  if (given.plan.brief.album === true) {
    const allowed = "a song's plan; an album's goes with --album and as many files as the album has songs";
    throw new InputError(given.option, allowed, "an album's plan");
  }
  if (!given.identical && !context.force) refuseOtherMaterial(given.plan, 0, await fileHash(path), path);
  return given;
}

/** The plan that `--plan` or `--same-as` names; null where neither does. */
export async function readGivenPlan({
  plan,
  options,
}: MasterContext): Promise<{ readonly plan: Plan; readonly identical: boolean; readonly option: string } | null> {
  const option = plan !== null ? "--plan" : "--same-as";
  const file = plan ?? options["same-as"];
  if (file === null) return null;
  const { readPlan } = await import("../../foundation/plan/plan-file.ts");
  const given: Plan = readPlan(await readFile(file, "utf8"));
  if (given.craft !== "master") throw new InputError(file, "a plan for a master", `a plan for ${given.craft}`);
  return { plan: given, identical: plan === null, option };
}

/** Throws FormatError with both hashes where the plan's material at this place is another file. */
export function refuseOtherMaterial(plan: Plan, at: number, hash: string, path: string): void {
  const known = plan.material[at];
  if (!known || known.sha256 === hash) return;
  throw new FormatError(
    "plan",
    0,
    `material with SHA-256 ${known.sha256} (${known.name})`,
    `${hash} (${path}); --force performs it all the same`,
  );
}

/** What a plan says of its own: targets, seed, phase, dither, and formats where none are asked for now. */
export function fromPlan(plan: Plan, request: SongRequest): Partial<SongRequest> {
  const { brief, decisions, seed } = plan;
  const prefix = "loudness.target@";
  const targets = decisions
    .filter(({ id }) => id.startsWith(prefix) && !id.slice(prefix.length).includes("@"))
    .map(({ id, value }): MasterTarget => {
      const name = id.slice(prefix.length);
      const known = masterTargets.find((each) => each.name === name);
      const numbers = { name, label: name, loudnessLufs: value as number, ceilingDbtp: -1 };
      return known ?? { ...numbers, format: "wav24", lowMonoHz: null, source: "the plan" };
    });
  const formats = Array.isArray(brief.formats) ? (brief.formats as string[]).map(parseFormat) : [];
  return {
    targets: targets.length > 0 ? targets : request.targets,
    seed,
    phase: brief.phase === "linear" ? "linear" : "minimum",
    dither: brief.dither === "shaped" ? "shaped" : "tpdf",
    formats: request.formats.length > 0 ? request.formats : formats,
  };
}
