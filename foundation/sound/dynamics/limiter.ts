import { exp, log } from "../../numbers/elementary.ts";
import type { Block } from "../audio.ts";
import { createKernels } from "../kernels/instance.ts";
import { type PeakEnvelope, PIECE_BINS } from "./peak-envelope.ts";

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
  lookAheadMs: 10,
  releaseMs: 19.5,
  heldShare: 0.82,
  heldFromDb: 0.3,
  heldAttackMs: 1500,
  heldReleaseMs: 3000,
};

/** What the limiter takes away, dB (>= 0): the largest, and the 99th percentile over time. */
export interface Limiting {
  readonly mostReductionDb: number;
  readonly percentile99Db: number;
}

/**
 * Gains at the centre of each bin of an envelope; between them the gain is a uniform cubic B-spline. They are worked
 * out while they are used: an hour of sound has ten million of them.
 */
export interface LimiterCurve {
  readonly binFrames: number;
  /** How many gains there are. */
  readonly bins: number;
  /** Amplitude factors (the gain in front of the limiter included) from the first on; each piece is good until the next. */
  pieces(): Generator<Float32Array, Limiting>;
}

const BOXES = 3;
/** Divides PIECE_BINS. */
const CHUNK = 16_384;
/** ln of the level that stands for silence: under 24 bits. */
const SILENT = -16;
const DB = 8.685889638065037;

/** The natural logarithms of an envelope, for every gain that is tried; made of its peaks, which are gone then. */
export interface PeakLevels extends Omit<PeakEnvelope, "pieces"> {
  readonly pieces: readonly Float32Array[];
  readonly highestPeak: number;
}

/** In place: an hour of sound needs no second copy. */
export function takeLevels(envelope: PeakEnvelope): PeakLevels {
  let highestPeak = 0;
  for (const piece of envelope.pieces) {
    for (let i = 0; i < piece.length; i++) {
      const peak = piece[i] as number;
      if (peak > highestPeak) highestPeak = peak;
      piece[i] = peak > 1e-7 ? log(peak) : SILENT;
    }
  }
  return { ...envelope, highestPeak };
}

/**
 * The gain curve that keeps `gain` times the sound at or under `ceiling` (amplitudes).
 * In the log domain, per bin: r = max(0, ln(peak gain / ceiling)); its maximum over the look-ahead window; a release
 * towards a share of its own slow average; three box averages as long together as the window, so that the curve never
 * lies under r: in front of a peak it has arrived. The bins to either side that a cubic B-spline draws on are part of
 * the window (convex hull property). D. Giannoulis, M. Massberg, J. D. Reiss, JAES 60(6), 2012, for the stages.
 */
export function limiterCurve(
  levels: PeakLevels,
  gain: number,
  ceiling: number,
  settings: LimiterSettings = limiterDefaults,
): LimiterCurve {
  return {
    binFrames: levels.binFrames,
    bins: levels.bins,
    pieces: () => controlPieces(levels, gain, ceiling, settings),
  };
}

/** Shows all gains of a curve to `visit`, piece by piece with the bin each begins at, and sums up what they take away. */
export function walkCurve(curve: LimiterCurve, visit: (controls: Float32Array, at: number) => void): Limiting {
  const pieces = curve.pieces();
  let at = 0;
  let next = pieces.next();
  for (; !next.done; next = pieces.next()) {
    visit(next.value, at);
    at += next.value.length;
  }
  return next.value;
}

function* controlPieces(
  levels: PeakLevels,
  gain: number,
  ceiling: number,
  settings: LimiterSettings,
): Generator<Float32Array, Limiting> {
  const { binFrames, sampleRate, bins: total } = levels;
  const binsPerMs = sampleRate / binFrames / 1000;
  const width = 2 * Math.floor((settings.lookAheadMs * binsPerMs) / BOXES / 2) + 1;
  const half = (BOXES * (width - 1)) / 2;
  const reach = half + 2;
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
    const piece = levels.pieces[Math.floor(fed / PIECE_BINS)];
    if (piece && real > 0) input.view.set(piece.subarray(fed % PIECE_BINS, (fed % PIECE_BINS) + real));
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
    if (skip < count) yield output.view.subarray(skip, count);
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

/** Multiplies a sound by a curve. */
export interface CurveApplier {
  /** In place; blocks in their order. */
  apply(block: Block): void;
}

/**
 * The curve between its controls is a uniform cubic B-spline: with t from 0 to 1 between two controls, weights
 * (1-t)^3/6, (3t^3-6t^2+4)/6, (-3t^3+3t^2+3t+1)/6, t^3/6. Beyond the ends the end controls go on.
 * `onControls` hears each piece of the curve as it comes up.
 */
export function createCurveApplier(
  curve: LimiterCurve,
  onControls: (controls: Float32Array, at: number) => void = () => {},
): CurveApplier {
  const { binFrames } = curve;
  const chunkControls = CHUNK / binFrames + 8;
  const { kernels, floats, doubles } = createKernels((CHUNK + chunkControls) * 4 + binFrames * 32 + 512);
  const x = floats(CHUNK);
  const four = floats(chunkControls);
  const weights = doubles(binFrames * 4);
  weights.view.set(splineWeights(binFrames));
  const controls = createControlWindow(curve, onControls);
  let frame = 0;
  return {
    apply: (block) => {
      const frames = block[0]?.length ?? 0;
      for (let start = 0; start < frames; start += CHUNK) {
        const count = Math.min(CHUNK, frames - start);
        // Controls stand at bin centres: half a bin late.
        const shifted = frame + start + binFrames / 2;
        const first = Math.floor(shifted / binFrames) - 2;
        controls(first, four.view.subarray(0, Math.ceil(count / binFrames) + 5));
        for (const samples of block) {
          const part = samples.subarray(start, start + count);
          x.view.set(part);
          kernels.applySpline(x.at, count, four.at, weights.at, shifted % binFrames, binFrames);
          part.set(x.view.subarray(0, count));
        }
      }
      frame += frames;
    },
  };
}

/** Fills `into` with the controls from bin `first` on (never less than before), by holding one piece and a few before it. */
function createControlWindow(
  curve: LimiterCurve,
  onControls: (controls: Float32Array, at: number) => void,
): (first: number, into: Float32Array) => void {
  const pieces = curve.pieces();
  const last = curve.bins - 1;
  let held = new Float32Array(0);
  let from = 0;
  return (first, into) => {
    const end = Math.min(last, first + into.length - 1);
    while (from + held.length <= end) {
      const { value, done } = pieces.next();
      if (done) break;
      const here = from + held.length;
      onControls(value, here);
      const kept = held.subarray(Math.max(0, Math.min(held.length, first - from)));
      const joined = new Float32Array(kept.length + value.length);
      joined.set(kept);
      joined.set(value, kept.length);
      from = here - kept.length;
      held = joined;
    }
    for (let i = 0; i < into.length; i++) {
      into[i] = held[Math.max(0, Math.min(last, first + i)) - from] as number;
    }
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
