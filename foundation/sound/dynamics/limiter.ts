import { exp, log } from "../../numbers/elementary.ts";
import type { Block } from "../audio.ts";
import type { PeakEnvelope } from "./peak-envelope.ts";

/** How the limiter moves. All times in milliseconds. */
export interface LimiterSettings {
  /** Length of the window in which the gain moves down before a peak and starts back up after it. */
  readonly lookAheadMs: number;
  /** Time constant of the way back from a single peak. */
  readonly releaseMs: number;
  /** Share (0 to 1) of the reduction usual in the passage that is held between peaks, so that dense music is not pumped. */
  readonly heldShare: number;
  /** Time constants of what is "usual in the passage": rising, falling. */
  readonly heldAttackMs: number;
  readonly heldReleaseMs: number;
}

export const limiterDefaults: LimiterSettings = {
  lookAheadMs: 7,
  releaseMs: 27,
  heldShare: 0.48,
  heldAttackMs: 700,
  heldReleaseMs: 1500,
};

/** Gains at the centre of each bin of an envelope; between them the gain is a uniform cubic B-spline. */
export interface LimiterCurve {
  readonly binFrames: number;
  /** Amplitude factors, `gain` included. */
  readonly controls: Float32Array;
  /** What the limiter takes away, dB (>= 0): the largest, and the 99th percentile over time. */
  readonly mostReductionDb: number;
  readonly percentile99Db: number;
}

const BOXES = 3;
const DB = 8.685889638065037;

/** The natural logarithms of an envelope: computed once, used for every gain that is tried. */
export function logEnvelope({ peaks }: PeakEnvelope): Float32Array {
  return Float32Array.from(peaks, (peak) => (peak > 1e-7 ? log(peak) : -16));
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
  const { binFrames, sampleRate } = envelope;
  const binsPerMs = sampleRate / binFrames / 1000;
  const width = 2 * Math.floor((settings.lookAheadMs * binsPerMs) / BOXES / 2) + 1;
  const reach = (BOXES * (width - 1)) / 2 + 2;
  const offset = log(gain / ceiling);
  const reduction = slidingMaximum(levels, offset, reach);
  release(reduction, binsPerMs, settings);
  for (let k = 0; k < BOXES; k++) boxAverage(reduction, width);
  return toCurve(reduction, gain, binFrames);
}

/** out[i] = max(0, offset + levels[i - reach .. i + reach]), by a queue of candidates in falling order. */
function slidingMaximum(levels: Float32Array, offset: number, reach: number): Float64Array {
  const count = levels.length;
  const out = new Float64Array(count);
  const queue = new Int32Array(count + 1);
  let head = 0;
  let tail = 0;
  let next = 0;
  for (let i = 0; i < count; i++) {
    for (; next < count && next <= i + reach; next++) {
      const value = levels[next] as number;
      if (value + offset <= 0) continue;
      while (tail > head && (levels[queue[tail - 1] as number] as number) <= value) tail--;
      queue[tail++] = next;
    }
    while (head < tail && (queue[head] as number) < i - reach) head++;
    if (head < tail) out[i] = (levels[queue[head] as number] as number) + offset;
  }
  return out;
}

function release(reduction: Float64Array, binsPerMs: number, settings: LimiterSettings): void {
  const back = exp(-1 / (settings.releaseMs * binsPerMs));
  const rise = exp(-1 / (settings.heldAttackMs * binsPerMs));
  const fall = exp(-1 / (settings.heldReleaseMs * binsPerMs));
  const share = settings.heldShare;
  let now = 0;
  let usual = 0;
  for (let i = 0; i < reduction.length; i++) {
    const base = usual * share;
    const wanted = reduction[i] as number;
    now = base + (now - base) * back;
    if (wanted > now) now = wanted;
    usual = now + (usual - now) * (now > usual ? rise : fall);
    reduction[i] = now;
  }
}

/** Centred mean over `width` bins (odd); beyond the ends the end value goes on. */
function boxAverage(values: Float64Array, width: number): void {
  if (width <= 1) return;
  const half = (width - 1) / 2;
  const count = values.length;
  const source = values.slice();
  const at = (i: number): number => source[i < 0 ? 0 : i >= count ? count - 1 : i] as number;
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    values[i] = sum / width;
    sum += at(i + half + 1) - at(i - half);
  }
}

function toCurve(reduction: Float64Array, gain: number, binFrames: number): LimiterCurve {
  const controls = new Float32Array(reduction.length);
  let most = 0;
  const histogram = new Uint32Array(4096);
  for (let i = 0; i < reduction.length; i++) {
    const value = reduction[i] as number;
    if (value > most) most = value;
    const cell = Math.min(4095, Math.floor(value * DB * 100));
    histogram[cell] = (histogram[cell] as number) + 1;
    controls[i] = value > 1e-9 ? gain * exp(-value) : gain;
  }
  let percentile = 0;
  for (let cell = 4095, above = 0; cell > 0; cell--) {
    above += histogram[cell] as number;
    if (above > reduction.length * 0.01) {
      percentile = (cell + 1) / 100;
      break;
    }
  }
  return { binFrames, controls, mostReductionDb: most * DB, percentile99Db: Math.min(percentile, most * DB) };
}

/**
 * Multiplies a block that begins at `frame` by the curve, in place. Uniform cubic B-spline: with t from 0 to 1 between
 * two controls, weights (1-t)^3/6, (3t^3-6t^2+4)/6, (-3t^3+3t^2+3t+1)/6, t^3/6.
 */
export function applyCurve(curve: LimiterCurve, block: Block, frame: number): void {
  const { binFrames, controls } = curve;
  const weights = splineWeights(binFrames);
  const last = controls.length - 1;
  const frames = block[0]?.length ?? 0;
  const control = (i: number): number => controls[i < 0 ? 0 : i > last ? last : i] as number;
  for (let n = 0; n < frames; ) {
    // Controls stand at bin centres: half a bin late.
    const shifted = frame + n + binFrames / 2;
    const bin = Math.floor(shifted / binFrames) - 1;
    const phase = shifted % binFrames;
    const a = control(bin - 1);
    const b = control(bin);
    const c = control(bin + 1);
    const d = control(bin + 2);
    const count = Math.min(frames - n, binFrames - phase);
    const flat = a === b && b === c && c === d;
    for (const samples of block) {
      for (let k = 0, w = phase * 4; k < count; k++, w += 4) {
        const g = flat
          ? a
          : a * (weights[w] as number) +
            b * (weights[w + 1] as number) +
            c * (weights[w + 2] as number) +
            d * (weights[w + 3] as number);
        samples[n + k] = (samples[n + k] as number) * g;
      }
    }
    n += count;
  }
}

const weightTables = new Map<number, Float64Array>();

function splineWeights(binFrames: number): Float64Array {
  let table = weightTables.get(binFrames);
  if (!table) {
    table = new Float64Array(binFrames * 4);
    for (let phase = 0; phase < binFrames; phase++) {
      const t = (phase + 0.5) / binFrames;
      const u = 1 - t;
      table[phase * 4] = (u * u * u) / 6;
      table[phase * 4 + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
      table[phase * 4 + 2] = (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
      table[phase * 4 + 3] = (t * t * t) / 6;
    }
    weightTables.set(binFrames, table);
  }
  return table;
}
