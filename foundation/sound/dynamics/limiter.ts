import { exp, log } from "../../numbers/elementary.ts";
import type { Block } from "../audio.ts";
import { createKernels } from "../kernels/instance.ts";
import type { PeakEnvelope } from "./peak-envelope.ts";

/** How the limiter moves. All times in milliseconds. */
export interface LimiterSettings {
  /** Length of the window in which the gain moves down before a peak and starts back up after it. */
  readonly lookAheadMs: number;
  /** Time constant of the way back from a single peak. */
  readonly releaseMs: number;
  /** Share (0 to 1) of the reduction usual in the passage that is held between peaks, so that dense music is not pumped. */
  readonly heldShare: number;
  /** What is usual counts from here: single peaks far apart hold nothing down. */
  readonly heldFromDb: number;
  /** Time constants of what is "usual in the passage": rising, falling. */
  readonly heldAttackMs: number;
  readonly heldReleaseMs: number;
}

export const limiterDefaults: LimiterSettings = {
  lookAheadMs: 7,
  releaseMs: 26,
  heldShare: 0.75,
  heldFromDb: 0.35,
  heldAttackMs: 1500,
  heldReleaseMs: 3000,
};

/** What the limiter takes away, dB (>= 0): the largest, and the 99th percentile over time. */
export interface Limiting {
  readonly mostReductionDb: number;
  readonly percentile99Db: number;
}

/** Gains at the centre of each bin of an envelope; between them the gain is a uniform cubic B-spline. */
export interface LimiterCurve extends Limiting {
  readonly binFrames: number;
  /** Amplitude factors, `gain` included. */
  readonly controls: Float32Array;
}

const BOXES = 3;
const CHUNK = 16_384;
/** ln of the level that stands for silence: under 24 bits. */
const SILENT = -16;
const DB = 8.685889638065037;

/** The natural logarithms of an envelope: computed once, used for every gain that is tried. */
export function logEnvelope({ peaks }: PeakEnvelope): Float32Array {
  return logarithms(peaks, new Float32Array(peaks.length));
}

/** Into `levels`, which may be `peaks` itself. */
export function logarithms(peaks: Float32Array, levels: Float32Array): Float32Array {
  for (let i = 0; i < peaks.length; i++) {
    const peak = peaks[i] as number;
    levels[i] = peak > 1e-7 ? log(peak) : SILENT;
  }
  return levels;
}

/**
 * The gain curve that keeps `gain` times the sound at or under `ceiling` (amplitudes).
 * In the log domain, per bin: r = max(0, ln(peak gain / ceiling)); its maximum over the look-ahead window; a release
 * towards a share of its own slow average; three box averages as long together as the window, so that the curve never
 * lies under r: in front of a peak it has arrived. The bins to either side that a cubic B-spline draws on are part of
 * the window (convex hull property). D. Giannoulis, M. Massberg, J. D. Reiss, JAES 60(6), 2012, for the stages.
 */
export function limiterCurve(
  levels: Float32Array,
  envelope: Pick<PeakEnvelope, "binFrames" | "sampleRate">,
  gain: number,
  ceiling: number,
  settings: LimiterSettings = limiterDefaults,
): LimiterCurve {
  const controls = new Float32Array(levels.length);
  const limiting = walkLimiter(levels, envelope, gain, ceiling, (part, at) => controls.set(part, at), settings);
  return { ...limiting, binFrames: envelope.binFrames, controls };
}

/** The same without keeping the curve: `visit` is given its controls piece by piece, good until it returns. */
export function walkLimiter(
  levels: Float32Array,
  envelope: Pick<PeakEnvelope, "binFrames" | "sampleRate">,
  gain: number,
  ceiling: number,
  visit: (controls: Float32Array, at: number) => void,
  settings: LimiterSettings = limiterDefaults,
): Limiting {
  const { binFrames, sampleRate } = envelope;
  const binsPerMs = sampleRate / binFrames / 1000;
  const width = 2 * Math.floor((settings.lookAheadMs * binsPerMs) / BOXES / 2) + 1;
  const half = (BOXES * (width - 1)) / 2;
  const reach = half + 2;
  const total = levels.length;
  let ring = 64;
  while (ring < 2 * reach + 2) ring *= 2;
  const { kernels, floats, doubles, integers } = createKernels(
    CHUNK * 8 + ring * 12 + BOXES * width * 8 + 4096 * 4 + 1024,
  );
  const input = floats(CHUNK);
  const output = floats(CHUNK);
  const coefficients = doubles(8);
  const factor = (ms: number): number => exp(-1 / (ms * binsPerMs));
  coefficients.view.set([log(gain / ceiling), factor(settings.releaseMs), factor(settings.heldAttackMs)]);
  coefficients.view.set([factor(settings.heldReleaseMs), settings.heldShare, gain, settings.heldFromDb / DB], 3);
  const state = doubles(6);
  const counters = integers(4);
  const queue = doubles(ring);
  integers(ring); // follows the queue: the bins its values came from
  const lines = doubles(BOXES * width);
  const histogram = integers(4096);

  const late = reach + half;
  for (let fed = 0; fed < total + late; fed += CHUNK) {
    const count = Math.min(CHUNK, total + late - fed);
    const real = Math.max(0, Math.min(count, total - fed));
    input.view.set(levels.subarray(fed, fed + real));
    input.view.fill(SILENT, real, count);
    kernels.limiterControls(
      input.at,
      count,
      output.at,
      reach,
      width,
      coefficients.at,
      state.at,
      counters.at,
      queue.at,
      ring - 1,
      lines.at,
      histogram.at,
      late,
      total,
    );
    const skip = Math.max(0, late - fed);
    if (skip < count) visit(output.view.subarray(skip, count), fed + skip - late);
  }
  const most = (state.view[5] as number) * DB;
  return {
    mostReductionDb: most,
    percentile99Db: Math.min(most, percentile99(histogram.view, total)),
  };
}

/** The 99th percentile of counts in steps of 0.01 dB. */
function percentile99(histogram: Int32Array, total: number): number {
  for (let cell = histogram.length - 1, above = 0; cell > 0; cell--) {
    above += histogram[cell] as number;
    if (above > total * 0.01) return (cell + 1) / 100;
  }
  return 0;
}

/** Multiplies blocks by a curve. */
export interface CurveApplier {
  /** In place, from `frame` of the sound on. */
  apply(block: Block, frame: number): void;
}

/**
 * The curve between its controls is a uniform cubic B-spline: with t from 0 to 1 between two controls, weights
 * (1-t)^3/6, (3t^3-6t^2+4)/6, (-3t^3+3t^2+3t+1)/6, t^3/6. Beyond the ends the end controls go on.
 */
export function createCurveApplier({ binFrames, controls }: LimiterCurve): CurveApplier {
  const chunkControls = CHUNK / binFrames + 8;
  const { kernels, floats, doubles } = createKernels((CHUNK + chunkControls) * 4 + binFrames * 32 + 512);
  const x = floats(CHUNK);
  const four = floats(chunkControls);
  const weights = doubles(binFrames * 4);
  weights.view.set(splineWeights(binFrames));
  const last = controls.length - 1;
  return {
    apply: (block, frame) => {
      const frames = block[0]?.length ?? 0;
      for (let start = 0; start < frames; start += CHUNK) {
        const count = Math.min(CHUNK, frames - start);
        // Controls stand at bin centres: half a bin late.
        const shifted = frame + start + binFrames / 2;
        const first = Math.floor(shifted / binFrames) - 2;
        const needed = Math.ceil(count / binFrames) + 5;
        for (let i = 0; i < needed; i++) four.view[i] = controls[Math.max(0, Math.min(last, first + i))] as number;
        for (const samples of block) {
          const part = samples.subarray(start, start + count);
          x.view.set(part);
          kernels.applySpline(x.at, count, four.at, weights.at, shifted % binFrames, binFrames);
          part.set(x.view.subarray(0, count));
        }
      }
    },
  };
}

function splineWeights(binFrames: number): Float64Array {
  const table = new Float64Array(binFrames * 4);
  for (let phase = 0; phase < binFrames; phase++) {
    const t = (phase + 0.5) / binFrames;
    const u = 1 - t;
    table[phase * 4] = (u * u * u) / 6;
    table[phase * 4 + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    table[phase * 4 + 2] = (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
    table[phase * 4 + 3] = (t * t * t) / 6;
  }
  return table;
}
