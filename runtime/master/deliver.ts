/** From the sound in front of the limiter to one finished file: solved, rendered, measured, and done again if need be. */
import { rm } from "node:fs/promises";
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { checkpoint, type Decision, type Run } from "../../foundation/plan/index.ts";
import type { Block, SoundTags, SoundWarning } from "../../foundation/sound/audio.ts";
import {
  createMidSideAnalyser,
  createQuantiser,
  createResampler,
  type DitherKind,
  type MidSideSpectrum,
} from "../../foundation/sound/index.ts";
import {
  ditherOf,
  type LoudnessModel,
  limitedBlocks,
  limiterSettings,
  numberOf,
  type Scratch,
  type Solution,
  type SoundAnalysis,
  solveLoudness,
  spectrumSize,
} from "../../production/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { unfinishedPath } from "../project/files.ts";
import { analyseFile, startAnalyser } from "../sound/analyse-file.ts";
import { openRemoteMeter } from "../sound/meter-thread.ts";
import { type DeliveryFormat, deliveryRate } from "./formats.ts";

/** A song that has been through the chain and waits for its limiter. */
export interface Prepared {
  readonly scratch: Scratch;
  readonly model: LoudnessModel;
  readonly frames: number;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Nothing in front of the limiter changed the sound, whose word length is this; null: it did. */
  readonly untouchedBits: number | null;
}

export interface Delivery {
  /** Where it belongs. */
  readonly path: string;
  /** Where it lies until the whole run has gone well. */
  readonly part: string;
  readonly format: DeliveryFormat;
  readonly sampleRate: number;
  readonly solution: Solution;
  /** Ceiling that was used in the end: lower than asked where a codec overshoots. */
  readonly ceilingDbtp: number;
  readonly analysis: SoundAnalysis;
  readonly warnings: readonly SoundWarning[];
  readonly renderings: number;
  /** Why it was not reached, where there is more to say than the figures tell. */
  readonly why?: string;
  /** The least gain (factor, limiting included) in each of at most 2,000 stretches: for pictures. */
  readonly gainLows: Float32Array;
}

export interface DeliveryOptions {
  readonly seed: number;
  readonly tags: SoundTags;
  /** dB: the gain is given (a plan's own) and not solved. */
  readonly fixedGainDb: number | null;
  /** 2: measuring goes on in a second thread. */
  readonly threads: number;
}

export const MOST_RENDERINGS = 8;
/** Left between ceiling and limiter for what interpolation by 4 cannot see. */
const FIRST_MARGIN_DB = 0.03;
export const LOUDNESS_TOLERANCE_LU = 0.03;
/** What the meter may read too little. */
const METER_ERROR_DB = 0.002;

/** How far a true peak is over what a file may have, dB: a codec may pass the ceiling, but never full scale. */
export function overDb(truePeakDbtp: number | null, { samples }: DeliveryFormat, ceilingDbtp: number): number {
  return (truePeakDbtp ?? -200) - (samples === null ? -0.01 : ceilingDbtp - METER_ERROR_DB);
}

/**
 * Renders until the measured file has the loudness (within 0.03 LU, where limiting allows) and keeps the ceiling; a
 * lossy file is decoded and must stay under full scale. The file lies at `part`: the caller moves it to `path`.
 */
export async function deliver(
  given: Prepared,
  decisions: readonly Decision[],
  format: DeliveryFormat,
  path: string,
  options: DeliveryOptions,
  run?: Run,
): Promise<Delivery> {
  const target = numberOf(decisions, "loudness.target");
  const ceiling = numberOf(decisions, "limiter.ceiling");
  const most = numberOf(decisions, "limiter.most");
  const lossy = format.samples === null;
  const dither = ditherOf(decisions);
  const model = given.model.limitedBy(limiterSettings(decisions));
  const prepared = { ...given, model };
  let margin = FIRST_MARGIN_DB;
  let correction = 0;
  for (let rendering = 1; ; rendering++) {
    const solution =
      options.fixedGainDb === null
        ? solveLoudness(model, target, ceiling - margin, most, correction)
        : fixedGain(model, options.fixedGainDb, ceiling - margin);
    const part = unfinishedPath(path);
    try {
      const rendered = await renderFile(prepared, solution, format, part, { ...options, dither }, run);
      const { truePeakDbtp, integratedLufs } = rendered.analysis.measurement;
      const over = overDb(truePeakDbtp, format, ceiling);
      const missed = solution.reached && integratedLufs !== null ? integratedLufs - target : 0;
      const settled = options.fixedGainDb !== null || Math.abs(missed) <= LOUDNESS_TOLERANCE_LU;
      if ((over <= 0 && settled) || rendering === MOST_RENDERINGS) {
        const ceilingDbtp = lossy ? ceiling - (margin - FIRST_MARGIN_DB) : ceiling;
        const reached = solution.reached && settled && over <= 0;
        return {
          ...rendered,
          path,
          part,
          format,
          solution: { ...solution, reached },
          ceilingDbtp,
          renderings: rendering,
        };
      }
      if (over > 0) margin += over + (lossy ? 0.05 : 0.004);
      if (!settled) correction += missed;
    } catch (cause) {
      await rm(part, { force: true });
      throw cause;
    }
    await rm(part, { force: true });
  }
}

/**
 * Spectra of what the first rendering would be, without writing it: what the limiter does to the tone. Null where
 * nothing is limited.
 */
export async function trialSpectrum(
  prepared: Prepared,
  decisions: readonly Decision[],
  threads: number,
  run?: Run,
): Promise<MidSideSpectrum | null> {
  const { sampleRate, channelCount } = prepared;
  const model = prepared.model.limitedBy(limiterSettings(decisions));
  const solution = solveLoudness(
    model,
    numberOf(decisions, "loudness.target"),
    numberOf(decisions, "limiter.ceiling") - FIRST_MARGIN_DB,
    numberOf(decisions, "limiter.most"),
  );
  if (!solution.limited) return null;
  const size = spectrumSize(sampleRate);
  const request = { kind: "spectrum", sampleRate, channelCount, size } as const;
  const meter = threads > 1 ? openRemoteMeter<MidSideSpectrum>(request) : createMidSideAnalyser(sampleRate, size);
  for await (const block of limitedBlocks(prepared.scratch, model.curve(solution), run?.signal))
    await meter.push(block);
  return meter.finish();
}

interface Rendered {
  readonly sampleRate: number;
  readonly analysis: SoundAnalysis;
  readonly warnings: readonly SoundWarning[];
  readonly gainLows: Float32Array;
}

async function renderFile(
  prepared: Prepared,
  solution: Solution,
  format: DeliveryFormat,
  path: string,
  options: DeliveryOptions & { readonly dither: DitherKind },
  run?: Run,
): Promise<Rendered> {
  const { channelCount, frames } = prepared;
  const curve = prepared.model.curve(solution);
  const lows = columnLows(curve.bins);
  const sampleRate = deliveryRate(format, prepared.sampleRate);
  const { samples } = format;
  const convert =
    sampleRate === prepared.sampleRate ? null : createResampler(prepared.sampleRate, sampleRate, channelCount);
  const bits = samples?.kind === "integer" ? samples.bits : null;
  const asItIs =
    !convert && isIdentity(solution) && prepared.untouchedBits !== null && prepared.untouchedBits <= (bits ?? 0);
  const quantiser = bits === null || asItIs ? null : createQuantiser(bits, options.dither, options.seed, channelCount);
  const analyser = startAnalyser(sampleRate, channelCount, { lossless: true }, options.threads);
  const { container, bitsPerSecond } = format;
  const target = { container, sampleRate, channelCount, samples, bitsPerSecond };
  const outFrames = convert ? Math.round((frames * sampleRate) / prepared.sampleRate) : frames;
  const sink = await createSound(path, { ...target, frames: outFrames }, options.tags);
  try {
    let done = 0;
    const take = async (block: Block): Promise<void> => {
      if (!block[0]?.length) return;
      const final = quantiser ? quantiser.push(block) : block;
      if (samples) await analyser.push(final);
      await sink.write(final);
      done += block[0].length;
      checkpoint(run, { done, total: outFrames, doing: `writing ${format.name}` });
    };
    for await (const block of limitedBlocks(prepared.scratch, curve, run?.signal, lows.take)) {
      await take(convert ? convert.push(block) : block);
    }
    if (convert) await take(convert.flush());
    await sink.finish();
  } catch (cause) {
    analyser.close();
    await sink.abort();
    throw cause;
  }
  const analysis = samples
    ? await analyser.finish()
    : (await analyseFile(path, run, { threads: options.threads })).analysis;
  analyser.close();
  return { sampleRate, analysis, warnings: sink.warnings, gainLows: lows.columns };
}

/** Neither gain nor limiting: what went in comes out, bit by bit. */
function isIdentity({ gain, limited }: Solution): boolean {
  return gain === 1 && !limited;
}

function fixedGain(model: LoudnessModel, gainDb: number, ceilingDbtp: number): Solution {
  const drive = model.drive(amplitudeFromDecibels(gainDb), amplitudeFromDecibels(ceilingDbtp));
  return { ...drive, reached: true, limited: drive.mostReductionDb > 0.01 };
}

/** The least of `bins` gains in each of at most 2,000 columns, gathered as they come. */
export function columnLows(bins: number): {
  columns: Float32Array;
  take: (controls: Float32Array, at: number) => void;
} {
  const columns = new Float32Array(Math.min(2000, bins)).fill(Infinity);
  return {
    columns,
    take: (controls, at) => {
      for (let i = 0; i < controls.length; i++) {
        const column = Math.floor(((at + i) * columns.length) / bins);
        if ((controls[i] as number) < (columns[column] as number)) columns[column] = controls[i] as number;
      }
    },
  };
}
