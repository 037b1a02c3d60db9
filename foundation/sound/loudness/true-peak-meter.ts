import type { Block, Hertz } from "../audio.ts";
import { interpolationBound, interpolationTaps } from "../filters/interpolation.ts";
import { createKernels, type KernelMemory, type Region } from "../kernels/instance.ts";

/** Peaks of a sound, sample by sample and between the samples, as amplitudes (1 is 0 dBFS, 0 dBTP). */
export interface Peaks {
  readonly truePeak: number;
  readonly samplePeak: number;
  /** True peak of each stretch of 100 ms (over all channels); within 0.7 dB, exact where it is the sound's largest. */
  readonly per100ms: Float64Array;
}

export interface TruePeakMeter {
  push(block: Block): void;
  /** The largest so far, but for the last few milliseconds, which wait for what follows them. */
  sofar(): Pick<Peaks, "truePeak" | "samplePeak">;
  finish(): Peaks;
}

const PHASES = 4;
const TAPS = 32;
const FINE_PHASES = 32;
const FINE_TAPS = 256;
const GROUP = 16;
/** Frames kept before the first group: the reach of the fine filter. */
const HISTORY = 160;
/** Frames that must follow the last group looked at. */
const AHEAD = 160;
const CHUNK = 16_384;
/**
 * What interpolation by 4 may read too little by: cos(pi/8) for the crest of a wave at the Nyquist frequency between
 * its values, the rest for the loss of its short filter up there.
 */
const COARSE_MISS = 0.85;
/** Within 100 ms, a group this far below the largest is not looked at (it may still be for the sound's own peak). */
const STRETCH_GATE = 1.3;

const coarseRows = interpolationTaps(PHASES, TAPS, 5);
const coarseBound = interpolationBound(coarseRows, TAPS);
const fineRows = interpolationTaps(FINE_PHASES, FINE_TAPS, 10);

/**
 * True peak (ITU-R BS.1770-5, Annex 2) by interpolation to 4 times the rate, then to 32 times around every crest that
 * could be the largest: under-reads by 0.011 dB at most. A group of frames is left out only where the filter's bound
 * proves that it cannot hold the peak.
 */
export function createTruePeakMeter(sampleRate: Hertz, channelCount: number): TruePeakMeter {
  const stretch = Math.max(1, Math.round(sampleRate / 10));
  const channels = Array.from({ length: channelCount }, createChannel);
  const peaks: number[] = [];
  const largest = { fine: 0, sample: 0 };

  const push = (block: Block): void => {
    const total = block[0]?.length ?? 0;
    for (let start = 0; start < total; start += CHUNK) {
      for (let c = 0; c < channelCount; c++) {
        append(channels[c] as Channel, (block[c] as Float32Array).subarray(start, Math.min(total, start + CHUNK)));
        scan(channels[c] as Channel, stretch, peaks, largest);
      }
    }
  };
  return {
    push,
    sofar: () => ({ truePeak: largest.fine, samplePeak: largest.sample }),
    finish: () => {
      const silence = new Float32Array(AHEAD + GROUP);
      for (const channel of channels) {
        const end = channel.position + channel.filled;
        append(channel, silence);
        scan(channel, stretch, peaks, largest);
        const stretches = Math.ceil(end / stretch);
        if (peaks.length > stretches && stretches > 0) {
          // Ringing into the padding belongs to the last stretch.
          for (const extra of peaks.splice(stretches)) {
            peaks[stretches - 1] = Math.max(peaks[stretches - 1] as number, extra);
          }
        }
      }
      return { truePeak: largest.fine, samplePeak: largest.sample, per100ms: Float64Array.from(peaks) };
    },
  };
}

interface Channel {
  readonly kernels: KernelMemory["kernels"];
  readonly x: Region<Float32Array>;
  readonly levels: Region<Float32Array>;
  readonly between: Region<Float32Array>;
  readonly rows: Region<Float32Array>;
  readonly list: Region<Int32Array>;
  /** Frames in `x` after the leading history; frame number of the first of them. */
  filled: number;
  position: number;
}

function createChannel(): Channel {
  const room = CHUNK + HISTORY + AHEAD + 4 * GROUP;
  const groups = room / GROUP;
  const { kernels, floats, integers } = createKernels(
    (room + 2 * groups + PHASES * GROUP + coarseRows.length) * 4 + 1024,
  );
  const rows = floats(coarseRows.length);
  rows.view.set(coarseRows);
  return {
    kernels,
    x: floats(room),
    levels: floats(groups),
    between: floats(PHASES * GROUP),
    rows,
    list: integers(groups + 1),
    filled: 0,
    position: 0,
  };
}

function append(channel: Channel, samples: Float32Array): void {
  channel.x.view.set(samples, HISTORY + channel.filled);
  channel.filled += samples.length;
}

/** Looks at all whole groups that have enough sound after them, then keeps the rest and the history. */
function scan(channel: Channel, stretch: number, peaks: number[], largest: { fine: number; sample: number }): void {
  const { kernels, x, levels, rows, between, list } = channel;
  const count = Math.floor((channel.filled - AHEAD) / GROUP);
  if (count < 1) return;
  kernels.groupPeaks(x.at + (HISTORY - GROUP) * 4, count + 2, levels.at);
  for (let from = 0; from < count; ) {
    const at = Math.floor((channel.position + from * GROUP) / stretch);
    const to = Math.min(count, Math.max(from + 1, Math.ceil(((at + 1) * stretch - channel.position) / GROUP)));
    const peak = kernels.scanPeaks(
      x.at + HISTORY * 4,
      from,
      to,
      levels.at,
      rows.at,
      TAPS,
      PHASES,
      coarseBound,
      STRETCH_GATE,
      largest.fine,
      COARSE_MISS,
      between.at,
      list.at,
    );
    while (peaks.length <= at) peaks.push(0);
    if (peak > (peaks[at] as number)) peaks[at] = peak;
    const listed = list.view[0] as number;
    const before = largest.fine;
    for (let i = 1; i <= listed; i++) refine(channel, list.view[i] as number, largest);
    if (largest.fine > before && largest.fine > (peaks[at] as number)) peaks[at] = largest.fine;
    from = to;
  }
  for (let g = 1; g <= count; g++) largest.sample = Math.max(largest.sample, levels.view[g] as number);
  const consumed = count * GROUP;
  x.view.copyWithin(0, consumed, HISTORY + channel.filled);
  channel.filled -= consumed;
  channel.position += consumed;
}

/** Raises `largest.fine` where a crest in group g, interpolated finely, proves to be higher. */
function refine(channel: Channel, g: number, largest: { fine: number }): void {
  const { kernels, x, between, rows } = channel;
  const first = HISTORY + g * GROUP;
  const peak = kernels.interpolate(x.at + first * 4, GROUP, rows.at, TAPS, PHASES, between.at);
  if (peak < largest.fine * COARSE_MISS) return;
  const y = between.view;
  for (let n = 0; n < GROUP; n++) {
    for (let f = 0; f < PHASES; f++) {
      const value = Math.abs(y[f * GROUP + n] as number);
      if (value < Math.max(peak, largest.fine) * COARSE_MISS) continue;
      const before = f > 0 ? y[(f - 1) * GROUP + n] : n > 0 ? y[(PHASES - 1) * GROUP + n - 1] : 0;
      const after = f < PHASES - 1 ? y[(f + 1) * GROUP + n] : n < GROUP - 1 ? y[n + 1] : 0;
      if (value < Math.abs(before as number) || value < Math.abs(after as number)) continue;
      const crest = finePeak(x.view, first + n, (f * FINE_PHASES) / PHASES);
      if (crest > largest.fine) largest.fine = crest;
    }
  }
}

/** The crest within a quarter of a frame either side of frame n + phase/32, climbing in steps of 1/32. */
function finePeak(x: Float32Array, n: number, phase: number): number {
  let best = fineValue(x, n, phase);
  const step = fineValue(x, n, phase + 1) > best ? 1 : -1;
  for (let k = 1; k <= FINE_PHASES / PHASES; k++) {
    const value = fineValue(x, n, phase + k * step);
    if (value <= best) break;
    best = value;
  }
  return best;
}

function fineValue(x: Float32Array, n: number, phase: number): number {
  if (phase < 0) return fineValue(x, n - 1, phase + FINE_PHASES);
  if (phase >= FINE_PHASES) return fineValue(x, n + 1, phase - FINE_PHASES);
  if (phase === 0) return Math.abs(x[n] as number);
  const row = (phase - 1) * FINE_TAPS;
  const from = n - FINE_TAPS / 2 + 1;
  let sum = 0;
  for (let k = 0; k < FINE_TAPS; k++) sum += (fineRows[row + k] as number) * (x[from + k] as number);
  return Math.abs(sum);
}
