/** `songwright master`: from the words of the command line to masters on disk, with plan and report. */
import { mkdir } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { InputError, planText, stage } from "../../foundation/plan/index.ts";
import {
  type AskedEdges,
  dithers,
  type MasterTarget,
  masterTargets,
  parseAdjustments,
  phases,
} from "../../production/index.ts";
import type { CodecPreview } from "../master/codec-preview.ts";
import type { Comparison } from "../master/compare.ts";
import { parseFormats } from "../master/formats.ts";
import { learnSound, readSoundProfile, referenceSound } from "../master/learn-sound.ts";
import { type MasteredSong, type MasterRequest, masterSong, planSong } from "../master/master-song.ts";
import { outputDocument } from "../master/output-document.ts";
import { readTags } from "../master/tags-file.ts";
import { masterDisclosure } from "../project/ai-use-record.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { readTowards } from "../project/target-profile-file.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { fromPlan, givenPlan } from "./given-plan.ts";
import { keptDocument, readKeptPlan, sayKept } from "./kept-plan.ts";
import type { Context } from "./verb.ts";

/** The verb's own options, as verbs/master.ts describes them. */
interface MasterOptions {
  readonly target: readonly string[];
  readonly loudness: number | null;
  readonly towards: string | null;
  readonly ceiling: number | null;
  readonly reference: readonly string[];
  readonly sound: string | null;
  readonly "learn-sound": string | null;
  readonly amount: number;
  readonly "max-limiting": number | null;
  readonly album: boolean;
  readonly "album-levels": string;
  readonly formats: readonly string[];
  readonly adjust: string | null;
  readonly "same-as": string | null;
  readonly keep: string | null;
  readonly trim: boolean;
  readonly "fade-in": number | null;
  readonly "fade-out": number | null;
  readonly phase: string | null;
  readonly dither: string | null;
  readonly tags: string | null;
  readonly compare: boolean;
  readonly "codec-preview": boolean;
  readonly "codec-files": boolean;
}

export type MasterContext = Omit<Context, "options"> & { readonly options: MasterOptions };

export async function masterSound(context: MasterContext): Promise<void> {
  const { options, out, material } = context;
  if (options["learn-sound"] !== null) return learn(context, options["learn-sound"]);
  if (material.length === 0) throw new InputError("FILE", "at least one mix to master", "none");
  if (out === null) throw new InputError("--out", "a folder for the masters", "none");
  // The first song is measured here while its reference is measured in the other thread. Its own errors come later, in
  // their place.
  const early = material.length === 1 && options.reference.length > 0 && context.workers > 1;
  const [wanted, first] = await Promise.all([
    readRequest(context, out),
    early
      ? analyseFile(material[0] as string, context.run, { bands: options.target.includes("vinyl-premaster") }).catch(
          () => undefined,
        )
      : undefined,
  ]);
  if (!context.dryRun) await mkdir(out, { recursive: true });
  const request = { ...wanted, disclosure: await masterDisclosure(out) };
  if (options.album) {
    const { masterAlbumFiles } = await import("./master-album-files.ts");
    return masterAlbumFiles(context, request);
  }
  const tags = options.tags === null ? [] : await readTags(options.tags, material.length);
  const { done, failed } = await context.each(material, async (path, run, at) => {
    const given = await givenPlan(context, path);
    const song = {
      ...request,
      ...(given ? fromPlan(given.plan, request) : {}),
      path,
      given,
      analysed: first,
      tags: tags[at],
    };
    if (context.dryRun) return dryRun(context, song);
    return finishSong(context, song, await masterSong(song, run));
  });
  const songs = done.map(({ path, result }) => ({ file: path, ...result }));
  const rest = failed.length > 0 ? { failed } : {};
  if (material.length === 1 && songs[0]) context.write({ ...songs[0], ...rest });
  else context.write({ songs, ...rest });
}

export type SongRequest = Omit<MasterRequest, "path" | "given">;

async function readRequest(context: MasterContext, out: string): Promise<SongRequest> {
  const { options, seed, force, run, workers } = context;
  if (options.sound !== null && options.reference.length > 0) {
    throw new InputError("--sound", "either --sound or --reference", "both");
  }
  const formats = parseFormats(options.formats);
  const keep = await readKeptPlan(context);
  const [referenceRun] = stage(run, 1, 4);
  const heard =
    options.sound !== null
      ? await readSoundProfile(options.sound)
      : options.reference.length > 0
        ? await referenceSound(
            options.reference.map((path) => resolve(path)),
            referenceRun,
            workers,
          )
        : null;
  const towards = options.towards === null ? null : (await readTowards(options.towards)).loudnessLufs;
  const loudnessLufs = options.loudness ?? (options.target.length > 0 ? null : towards);
  return {
    out,
    targets: readTargets(options),
    formats,
    sound: heard?.profile ?? null,
    soundIsReference: options.sound === null,
    soundMaterial: heard?.material ?? [],
    amount: options.amount,
    maxLimitingDb: options["max-limiting"],
    askedLufs: loudnessLufs,
    askedCeilingDbtp: options.ceiling,
    adjustments: options.adjust === null ? {} : parseAdjustments(options.adjust),
    askedPhase: phases.find((phase) => phase === options.phase) ?? null,
    askedDither: dithers.find((dither) => dither === options.dither) ?? null,
    keep,
    edges: askedEdges(options),
    seed,
    force,
    workers,
    brief: {
      targets: options.target,
      loudnessLufs,
      ceilingDbtp: options.ceiling,
      references: options.reference.map((path) => basename(path)),
      sound: heard?.profile.name ?? null,
      amount: options.amount,
      maxLimitingDb: options["max-limiting"],
      adjust: options.adjust,
      ...(options.trim ? { trim: true } : {}),
      ...(options["fade-in"] === null ? {} : { fadeInSeconds: options["fade-in"] }),
      ...(options["fade-out"] === null ? {} : { fadeOutSeconds: options["fade-out"] }),
      phase: options.phase,
      dither: options.dither,
      formats: options.formats,
    },
  };
}

function askedEdges(options: MasterOptions): AskedEdges | undefined {
  const { trim, "fade-in": fadeInSeconds, "fade-out": fadeOutSeconds } = options;
  return trim || fadeInSeconds !== null || fadeOutSeconds !== null
    ? { trim, fadeInSeconds, fadeOutSeconds }
    : undefined;
}

/** [null]: no target, everything is decided, but for the numbers that were typed. */
function readTargets({ target }: MasterContext["options"]): (MasterTarget | null)[] {
  if (target.length === 0) return [null];
  return [...new Set(target)].map((name) => masterTargets.find((each) => each.name === name) as MasterTarget);
}

async function dryRun(context: MasterContext, request: MasterRequest): Promise<object> {
  const planned = request.given
    ? null
    : await planSong(request, await analyseFile(request.path, context.run, { bands: true }));
  const plan = planned?.plan ?? (request.given as NonNullable<MasterRequest["given"]>).plan;
  if (request.keep) sayKept(context, planned);
  const { decisionSentence } = await import("../report/decision-sentence.ts");
  for (const decision of plan.decisions) context.say(`  ${decisionSentence(decision)}`);
  return { plan, outputs: [], report: null, ...keptDocument(request.keep ? planned : null) };
}

/** Writes plan and report beside the masters and says how it went. */
async function finishSong(context: MasterContext, request: MasterRequest, song: MasteredSong): Promise<object> {
  const stem = basename(request.path, extname(request.path));
  const planPath = join(request.out, `${stem}.plan.json`);
  const material = song.plan.material.map((each) => ({ ...each, name: relative(dirname(planPath), each.name) }));
  await writeWhole(planPath, planText({ ...song.plan, material }), request.force);
  const outputs = song.deliveries.map((delivery) => outputDocument(delivery, song.source.tags));
  for (const output of outputs) {
    context.say(
      `${output.path}\n  ${output.integratedLufs?.toFixed(1) ?? "no"} LUFS, ${output.truePeakDbtp?.toFixed(2) ?? "no"} dBTP` +
        (output.reached ? "" : `; not reached: ${output.why}`),
    );
    for (const { pass, say } of output.store) if (!pass) context.say(`  to do: ${say}`);
  }
  sayKept(context, song.kept);
  for (const { message } of song.source.warnings) context.warn(`${request.path}: ${message}`);
  const extras: { compare?: Comparison | null; codecPreview?: readonly CodecPreview[] } = {};
  const { options } = context;
  if (options.compare) {
    const { writeComparison } = await import("../master/compare.ts");
    extras.compare = await writeComparison(song, request.out, request.force);
  }
  if (
    options["codec-preview"] ||
    options["codec-files"] ||
    song.deliveries.some(({ format }) => format.samples === null)
  ) {
    const { previewCodecs } = await import("../master/codec-preview.ts");
    extras.codecPreview = await previewCodecs(
      song.deliveries,
      { keep: options["codec-files"], force: request.force, warn: context.warn },
      context.run,
    );
  }
  const reportPath = join(request.out, `${stem}.report.html`);
  await refuseExisting(reportPath, request.force);
  const { masterReport } = await import("../report/master-report.ts");
  await writeWhole(reportPath, masterReport(song, outputs, extras, request.out), request.force);
  context.say(`report: ${reportPath}`);
  return { plan: song.plan, planPath, outputs, report: reportPath, ...extras, ...keptDocument(song.kept) };
}

/** `--learn-sound DIR --out profile.json` */
async function learn({ out, force, say, write, run }: MasterContext, folder: string): Promise<void> {
  if (out === null || !out.endsWith(".json"))
    throw new InputError("--out", "a file for the profile, such as profile.json", out ?? "none");
  const { profile, failed } = await learnSound(resolve(folder), run);
  await writeWhole(out, `${JSON.stringify(profile, null, 2)}\n`, force);
  say(`${profile.name}: ${profile.songs} songs, ${profile.integratedLufs.toFixed(1)} LUFS on average\n${out}`);
  write({ profile: out, songs: profile.songs, failed });
}
