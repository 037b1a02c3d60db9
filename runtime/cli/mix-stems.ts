/** `songwright mix`: from a folder of stems to a mix, its master, plan, report and sessions. */
import { access, mkdir, readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { InputError, type Plan, planText, stage } from "../../foundation/plan/index.ts";
import type { BalanceMode } from "../../production/mix/index.ts";
import { readMixBrief } from "../mix/mix-brief.ts";
import { type MixedSong, type MixRequest, mixSong } from "../mix/mix-song.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import type { Context } from "./verb.ts";

interface MixOptions {
  readonly reference: readonly string[];
  readonly brief: string | null;
  readonly balance: string | null;
  readonly keep: string | null;
  readonly name: string;
  readonly accept: readonly string[];
  readonly "print-stems": boolean;
  readonly session: string;
  readonly compare: boolean;
  readonly "no-master": boolean;
}

type MixContext = Omit<Context, "options"> & { readonly options: MixOptions };

export async function mixStems(given: Context): Promise<void> {
  const context = given as unknown as MixContext;
  const { options, out } = context;
  if (out === null) throw new InputError("--out", "a folder for the mix", "none");
  const [mixing, mastering, comparing] = stage(context.run, 3, 2, ...(options.compare ? [1] : []));
  const request = await readRequest(context, out);
  // Refused before the work, not after it.
  for (const path of options.reference) await access(resolve(path));
  if (!context.dryRun) {
    for (const name of ["plan.json", "report.html"]) await refuseExisting(join(out, name), context.force);
    await mkdir(out, { recursive: true });
  }
  const song = await mixSong(request, mixing);
  // Told and counted as the frame does it for every verb: what could be mixed is, and the exit code is 3.
  const { failed } = await context.each(
    song.failed.map(({ path }) => path),
    async (_, __, at) => {
      throw song.failed[at]?.cause;
    },
  );
  for (const { path, warnings } of song.stems)
    for (const { message } of warnings) context.warn(`${basename(path)}: ${message}`);
  const plan = relativePlan(song.plan, out);
  if (song.mix === null) {
    sayPlan(context, song);
    return context.write({ plan, stems: stemDocuments(song), mix: null, master: null, report: null });
  }
  const planPath = join(out, "plan.json");
  await writeWhole(planPath, planText(plan), request.force);
  const master = options["no-master"]
    ? null
    : await masterMix(given.within(mastering ?? context.run), song.mix.path, options);
  const compare = options.compare
    ? await (await import("../mix/compare-mix.ts")).compareMix(song, out, request.force, comparing)
    : null;
  const { mixReport } = await import("../report/mix-report.ts");
  const { maskedShares } = await import("../report/mix-masking.ts");
  const report = join(out, "report.html");
  const shares = maskedShares(song.song, song.settings);
  await writeWhole(report, mixReport(song, out, compare, shares), request.force);
  sayMix(context, song);
  context.say(`report: ${report}`);
  context.write({
    plan,
    planPath,
    stems: stemDocuments(song),
    mix: {
      path: song.mix.path,
      sampleRate: song.sampleRate,
      frames: song.frames,
      gainDb: song.mix.gainDb,
      glueDb: song.mix.glueDb,
    },
    masking: {
      before: shares.before,
      after: shares.after,
      stems: [...shares.stems].map(([id, share]) => ({ id, ...share })),
    },
    printed: song.stems
      .flatMap(({ printed }) => (printed === null ? [] : [printed]))
      .concat(song.mix.returns.flatMap(({ printed }) => (printed === null ? [] : [printed]))),
    sessions: song.mix.sessions,
    proposals: song.faults.filter(({ harmless }) => !harmless),
    ...(options.compare ? { compare } : {}),
    master,
    report,
    ...(failed.length > 0 ? { failed } : {}),
  });
}

async function readRequest(
  { options, material, seed, force, workers, plan, dryRun }: MixContext,
  out: string,
): Promise<MixRequest> {
  const file = options.brief === null ? {} : await readMixBrief(options.brief);
  const balance = (options.balance ?? file.balance ?? null) as BalanceMode | null;
  const effects = file.effects ?? true;
  if (!/^[^/\\:*?"<>|]+$/.test(options.name))
    throw new InputError("--name", "a file's name without a path", options.name);
  if (plan !== null && options.keep !== null) throw new InputError("--keep", "either --plan or --keep", "both");
  return {
    folder: material[0] as string,
    out,
    brief: { balance, accepted: options.accept, effects, roles: file.roles ?? {} },
    references: options.reference.map((path) => resolve(path)),
    asked: {
      balance,
      effects,
      roles: file.roles ?? {},
      accepted: options.accept,
      references: options.reference.map((path) => basename(path)),
    },
    name: options.name,
    seed,
    force,
    workers,
    given: plan === null ? null : await mixPlan(plan),
    kept: options.keep === null ? null : await mixPlan(options.keep),
    printStems: options["print-stems"],
    session: options.session as MixRequest["session"],
    planOnly: dryRun,
  };
}

async function mixPlan(path: string): Promise<Plan> {
  const { readPlan } = await import("../../foundation/plan/plan-file.ts");
  const plan = readPlan(await readFile(path, "utf8"));
  if (plan.craft !== "mix") throw new InputError(path, "a plan for a mix", `a plan for ${plan.craft}`);
  return plan;
}

/** Paths of the plan are relative to the folder it lies in. */
function relativePlan(plan: Plan, out: string): Plan {
  return { ...plan, material: plan.material.map((each) => ({ ...each, name: relative(out, each.name) })) };
}

/** The master craft on the mix, by its own verb: one way to master, whoever asks. */
async function masterMix(context: Context, mix: string, options: MixOptions): Promise<unknown> {
  const out = context.out as string;
  const references = options.reference.flatMap((path) => ["--reference", resolve(path)]);
  const { performVerb } = await import("./perform-verb.ts");
  return performVerb(await context.verb("master"), [mix, "--out", join(out, "master"), ...references], out, context);
}

function stemDocuments({ stems, plan }: MixedSong): object[] {
  const value = (id: string): unknown => plan.decisions.find((decision) => decision.id === id)?.value ?? null;
  return stems.map(({ id, path, printed, shaped, format }) => ({
    id,
    path,
    sampleRate: format.sampleRate,
    channels: format.channelCount,
    role: value(`role@${id}`),
    bus: value(`bus@${id}`),
    faderDb: value(`fader@${id}`),
    pan: value(`pan@${id}`),
    printed,
    shaped,
  }));
}

function sayPlan(context: MixContext, { plan, song }: MixedSong): void {
  const value = (id: string): unknown => plan.decisions.find((decision) => decision.id === id)?.value;
  const tempo = value("song.tempo");
  context.say(
    `${song.stems.length} stems, ${Math.round(song.seconds)} s, ${typeof tempo === "number" && tempo > 0 ? `${Math.round(tempo)} beats a minute` : "no tempo found"}, ${value("song.key") || "no key found"}; levels: ${value("balance.mode")}`,
  );
  for (const { id } of song.stems) {
    const fader = value(`fader@${id}`) as number;
    context.say(`  ${id}: ${value(`role@${id}`)}, fader ${fader >= 0 ? "+" : ""}${fader.toFixed(1)} dB`);
  }
}

function sayMix(context: MixContext, song: MixedSong): void {
  sayPlan(context, song);
  if (song.mix)
    context.say(
      `${song.mix.path}\n  highest sample ${song.settings.peakDbfs} dBFS, gain of the mix bus ${song.mix.gainDb.toFixed(1)} dB`,
    );
}
