/** One finished mix to its masters: analyse, plan, perform, for every target and format. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import {
  type Decision,
  InputError,
  type Json,
  makeDecision,
  makePlan,
  type Plan,
  type PlanMaterial,
  type Run,
  stage,
} from "../../foundation/plan/index.ts";
import type { SoundTags } from "../../foundation/sound/audio.ts";
import type { DitherKind, PeakEnvelope, Phase } from "../../foundation/sound/index.ts";
import {
  type Adjustments,
  type AskedEdges,
  chainIsNeutral,
  correctTone,
  createLoudnessModel,
  croppedBlocks,
  edgesOf,
  idForTarget,
  leastOfInterest,
  type MasterBrief,
  type MasterTarget,
  type MeterEnvelope,
  planFor,
  planMaster,
  renderBeforeLimiter,
  type SoundProfile,
  targetName,
} from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";
import { moveInto, refuseExisting } from "../project/files.ts";
import { programVersion } from "../project/version.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { openRemoteMeter } from "../sound/meter-thread.ts";
import { createScratch, type OwnedScratch } from "../sound/scratch.ts";
import { type Delivery, deliver, type Prepared, trialSpectrum } from "./deliver.ts";
import { type DeliveryFormat, parseFormat } from "./formats.ts";
import { type KeptPlan, keepPlan } from "./keep-plan.ts";

export interface MasterRequest {
  readonly path: string;
  readonly out: string;
  readonly targets: readonly (MasterTarget | null)[];
  /** Empty: each target's own. */
  readonly formats: readonly DeliveryFormat[];
  readonly sound: SoundProfile | null;
  readonly soundIsReference: boolean;
  /** For the plan: what the sound was taken from. */
  readonly soundMaterial: readonly PlanMaterial[];
  readonly amount: number;
  readonly maxLimitingDb: number | null;
  /** Numbers a person typed, in place of every target's. */
  readonly askedLufs?: number | null;
  readonly askedCeilingDbtp?: number | null;
  readonly adjustments: Adjustments;
  readonly askedPhase?: Phase | null;
  readonly askedDither?: DitherKind | null;
  /** Trimming and fades; nothing where left out. */
  readonly edges?: AskedEdges | undefined;
  readonly seed: number;
  readonly force: boolean;
  /** Threads to use, 1 or more; the result does not depend on it. */
  readonly workers: number;
  readonly brief: Readonly<Record<string, Json>>;
  /** A plan to perform instead of making one; with `identical`, its gain too (`--same-as`). */
  readonly given: { readonly plan: Plan; readonly identical: boolean } | null;
  /** An earlier plan: what a person set or locked there is kept in the new one. */
  readonly keep?: Plan | null;
  /** In place of the mix's own, member by member. */
  readonly tags?: SoundTags | undefined;
  /** Comment of a master that has none otherwise. */
  readonly disclosure?: string | null;
  /** Analysed already, so that it is not done again. */
  readonly analysed?: AnalysedFile | undefined;
}

/** Which decisions were a machine's, as services ask: in the comment, unless there is one. */
export function disclosed({ disclosure }: Pick<MasterRequest, "disclosure">): SoundTags {
  return disclosure ? { comment: disclosure } : {};
}

export interface MasteredSong {
  readonly source: AnalysedFile;
  readonly plan: Plan;
  /** What became of the plan to keep. */
  readonly kept: Pick<KeptPlan, "kept" | "lost"> | null;
  readonly deliveries: readonly (Delivery & { readonly target: string })[];
}

export async function planSong(request: MasterRequest, source: AnalysedFile, run?: Run): Promise<KeptPlan> {
  const decisions = new Map<string, Decision>();
  for (const target of request.targets) {
    const brief: MasterBrief = { ...request, target };
    for (const decision of planMaster(source.analysis, brief)) {
      const id = idForTarget(decision.id, targetName(target));
      if (!decisions.has(id)) decisions.set(id, { ...decision, id });
    }
  }
  const fresh = makePlan({
    craft: "master",
    version: programVersion(),
    material: [{ name: source.path, sha256: await fileHash(source.path, run) }, ...request.soundMaterial],
    seed: request.seed,
    brief: request.brief,
    decisions: [...decisions.values()],
  });
  return request.keep ? keepPlan(request.keep, fresh) : { plan: fresh, kept: [], lost: [] };
}

/** Throws InputError for a sound of more than two channels, and for files that are there already. */
export async function masterSong(request: MasterRequest, run?: Run): Promise<MasteredSong> {
  const jobs = request.targets.flatMap((target) =>
    (request.formats.length > 0 ? request.formats : [defaultFormat(target)]).map((format) => ({ target, format })),
  );
  const names = outputNames(request.path, jobs);
  for (const name of names) await refuseExisting(join(request.out, name), request.force);
  const [analysing, preparing, delivering] = stage(run, 1, 2, 2 * jobs.length) as [Run, Run, Run];
  const bands = wantsBands(request);
  const heard = request.analysed ?? (await analyseFile(request.path, analysing, { threads: request.workers, bands }));
  const source = { ...heard, tags: { ...disclosed(request), ...heard.tags, ...request.tags } };
  const { channelCount } = source.format;
  if (channelCount > 2)
    throw new InputError(request.path, "1 or 2 channels to be mastered", `${channelCount} channels`);
  const planned = request.given ? null : await planSong(request, source, analysing);
  const fresh = planned?.plan ?? (request.given as NonNullable<MasterRequest["given"]>).plan;

  const own: Decision[] = [];
  const deliveries: (Delivery & { target: string })[] = [];
  const prepared = new Map<string, Prepared>();
  const scratches: OwnedScratch[] = [];
  const shares = stage(delivering, ...jobs.map(() => 1));
  // A chain serves all targets that decide the same in front of the limiter: the loudest of all sets what it looks for.
  const least = Math.min(
    ...request.targets.map((target) =>
      leastOfInterest(planFor(fresh.decisions, targetName(target)), source.analysis.measurement.integratedLufs),
    ),
  );
  const ready = async (decisions: readonly Decision[]): Promise<Prepared> => {
    const key = chainKey(decisions);
    const known = prepared.get(key);
    if (known) return known;
    const scratch = createScratch(channelCount);
    scratches.push(scratch);
    const made = await prepare(source, decisions, { workers: request.workers, least }, scratch, preparing);
    prepared.set(key, made);
    return made;
  };
  try {
    for (const [at, { target, format }] of jobs.entries()) {
      const name = targetName(target);
      const render = async (decisions: readonly Decision[]): Promise<Delivery> =>
        deliver(
          await ready(decisions),
          decisions,
          format,
          join(request.out, names[at] as string),
          {
            seed: request.seed,
            tags: source.tags,
            fixedGainDb: request.given?.identical ? givenGain(decisions) : null,
            threads: request.workers,
          },
          shares[at],
        );
      let decisions = planFor([...fresh.decisions, ...own], name);
      const first = !own.some(({ id }) => id === `loudness.gain@${name}`);
      if (first && request.sound && !request.given && request.amount === 1) {
        const limited = await trialSpectrum(await ready(decisions), decisions, request.workers, run);
        const corrected = limited && correctTone(decisions, source.analysis, limited, request.sound);
        for (const decision of corrected ?? []) {
          if (!decisions.includes(decision)) own.push({ ...decision, id: `${decision.id}@${name}` });
        }
        decisions = corrected ?? decisions;
      }
      const delivery = await render(decisions);
      deliveries.push({ ...delivery, target: name });
      if (first) own.push(solvedGain(`loudness.gain@${name}`, delivery));
    }
    for (const { part, path } of deliveries) await moveInto(part, path, request.force);
  } finally {
    for (const scratch of scratches) await scratch.discard();
    for (const { part } of deliveries) await rm(part, { force: true });
  }
  const kept = fresh.decisions.filter(({ id }) => !own.some((decision) => decision.id === id));
  return {
    source,
    plan: { ...fresh, decisions: [...kept, ...own] },
    kept: request.keep ? planned : null,
    deliveries,
  };
}

/** Dynamics in bands are decided where no sound is to be matched, and for a lathe always. */
export function wantsBands({ sound, targets }: Pick<MasterRequest, "sound" | "targets">): boolean {
  return sound === null || targets.some((target) => target?.vinyl === true);
}

/** The chain in front of the limiter, and everything the limiter wants to know. */
export async function prepare(
  source: AnalysedFile,
  decisions: readonly Decision[],
  { workers, least }: Pick<MasterRequest, "workers"> & { readonly least: number },
  scratch: OwnedScratch,
  run?: Run,
): Promise<Prepared> {
  const { sampleRate, channelCount, samples } = source.format;
  const edges = edgesOf(decisions, sampleRate, source.analysis.measurement.frames);
  const reader = await openSound(source.path);
  try {
    const blocks = croppedBlocks(reader.blocks(run?.signal), edges);
    const incoming = { blocks, sampleRate, channelCount, frames: edges.to - edges.from, fades: edges.fades };
    const before = await renderBeforeLimiter(
      incoming,
      decisions,
      least,
      scratch,
      run,
      workers > 1 ? remoteEnvelope : undefined,
    );
    const bits = samples?.kind === "integer" ? samples.bits : (source.analysis.measurement.effectiveBits ?? null);
    return {
      scratch,
      model: createLoudnessModel(before),
      frames: before.frames,
      sampleRate,
      channelCount,
      untouchedBits: chainIsNeutral(decisions) && edges.fades.length === 0 ? bits : null,
    };
  } finally {
    await reader.close();
  }
}

const remoteEnvelope: MeterEnvelope = (sampleRate, channelCount, threshold) =>
  openRemoteMeter<PeakEnvelope>({ kind: "envelope", sampleRate, channelCount, threshold });

/** The same for decisions that make the same chain in front of the limiter. */
export function chainKey(decisions: readonly Decision[]): string {
  return JSON.stringify(
    decisions.filter(({ id }) => !/^(loudness|limiter|delivery)/.test(id)).map(({ id, value }) => [id, value]),
  );
}

function solvedGain(id: string, { solution, analysis }: Delivery): Decision {
  const { gain, reached, limited, mostReductionDb, percentile99Db } = solution;
  return makeDecision({
    id,
    what: "Gain in front of the limiter",
    value: Math.round(decibelsFromAmplitude(gain) * 10_000) / 10_000,
    unit: "dB",
    reasons: [
      {
        code: !limited ? "gain.plain" : reached ? "gain.solved" : "gain.limiting-spent",
        facts: {
          measuredLufs: analysis.measurement.integratedLufs,
          mostReductionDb,
          percentile99Db,
        },
      },
    ],
    confidence: 1,
  });
}

/** The gain that a plan holds, dB; null where it was never performed. */
export function givenGain(decisions: readonly Decision[]): number | null {
  const value = decisions.find(({ id }) => id === "loudness.gain")?.value;
  return typeof value === "number" ? value : null;
}

export function defaultFormat(target: MasterTarget | null): DeliveryFormat {
  return parseFormat(target?.format ?? "wav24");
}

/** "song.spotify.wav"; where two would be the same, the format comes in: "song.spotify.wav16@44100.wav". */
export function outputNames(
  path: string,
  jobs: readonly { readonly target: MasterTarget | null; readonly format: DeliveryFormat }[],
): string[] {
  const stem = basename(path, extname(path));
  const short = jobs.map(({ target, format }) => `${stem}.${targetName(target)}.${format.extension}`);
  return short.map((name, at) => {
    if (short.filter((other) => other === name).length === 1) return name;
    const { target, format } = jobs[at] as (typeof jobs)[number];
    return `${stem}.${targetName(target)}.${format.name.replace("@", "-")}.${format.extension}`;
  });
}

export async function fileHash(path: string, run?: Run): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) {
    run?.signal?.throwIfAborted();
    hash.update(bytes as Uint8Array);
  }
  return hash.digest("hex");
}
