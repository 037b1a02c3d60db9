/** Where something begins: how much louder bands of hearing become from one moment to the next. */
import { exp, log, log2, log10 } from "../../../foundation/numbers/elementary.ts";
import type { Hertz } from "../../../foundation/sound/index.ts";
import { createPairedSpectra } from "./paired-spectra.ts";

/** Onsets are followed apart in so many neighbouring groups of bands, the lowest first. */
export const ONSET_GROUPS = 4;

export interface OnsetStrength {
  /** Values a second: 80 to 200. */
  readonly rate: Hertz;
  /** ONSET_GROUPS envelopes: mean rise of the group's bands in dB, less what is usual around (one second), 0 or more. */
  readonly groups: readonly Float32Array[];
  /** Level of the loudest band of all, dB; -Infinity for silence. */
  readonly loudest: number;
}

export interface OnsetMeter {
  push(samples: Float32Array): void;
  finish(): OnsetStrength;
}

const BANDS = 40;
const FROM_HZ = 30;
const UNTIL_HZ = 11_000;
/** Below the loudest band nothing counts any more: noise of the room would rise and fall by decibels, dB. */
const FLOOR_DB = -80;
/** One rise counts for no more, dB: after a silence all bands rise by tens. */
const MOST_RISE_DB = 30;

const mel = (hz: Hertz): number => 1127 * log(1 + hz / 700);

/**
 * The onset envelope of D. P. W. Ellis, "Beat tracking by dynamic programming", JNMR 36(1), 2007, section 3.1: levels of
 * 40 mel bands in dB, half-wave rectified differences, their mean. Here in groups of ten bands, so that a bass drum is not
 * outvoted by thirty bands of cymbals, with windows of about 45 ms every 11 ms. Memory: 14 kB a second.
 */
export function createOnsetMeter(sampleRate: Hertz): OnsetMeter {
  const size = 2 ** Math.max(5, Math.round(log2(sampleRate / 22)));
  const hop = size / 4;
  const edges = bandEdges(sampleRate, size);
  const bands = edges.length - 1;
  let levels = new Float32Array(bands * 4096);
  let frames = 0;
  let loudest = Number.NEGATIVE_INFINITY;
  const spectra = createPairedSpectra(size, hop, (edges[bands] as number) + 1, (power) => {
    if ((frames + 1) * bands > levels.length) {
      const longer = new Float32Array(levels.length * 2);
      longer.set(levels);
      levels = longer;
    }
    for (let band = 0; band < bands; band++) {
      let sum = 1e-20;
      for (let k = edges[band] as number; k < (edges[band + 1] as number); k++) sum += power[k] as number;
      const level = 10 * log10(sum);
      levels[frames * bands + band] = level;
      if (level > loudest) loudest = level;
    }
    frames++;
  });
  return {
    push: spectra.push,
    finish() {
      spectra.finish();
      const rate = sampleRate / hop;
      const groups = Array.from({ length: ONSET_GROUPS }, (_, group) => {
        const [from, to] = [group, group + 1].map((at) => Math.round((at * bands) / ONSET_GROUPS)) as [number, number];
        return lessLocalMean(risesOf(levels, frames, bands, from, to, loudest + FLOOR_DB), Math.round(rate / 2));
      });
      return { rate, groups, loudest: loudest > -190 ? loudest : Number.NEGATIVE_INFINITY };
    },
  };
}

/** First bins of BANDS mel bands of one width and one past the last; each holds a bin or more, so that low ones are wider. */
function bandEdges(sampleRate: Hertz, size: number): number[] {
  const top = Math.min(UNTIL_HZ, 0.475 * sampleRate);
  const step = (mel(top) - mel(FROM_HZ)) / BANDS;
  const edges: number[] = [];
  for (let band = 0; band <= BANDS; band++) {
    const hz = 700 * (exp((mel(FROM_HZ) + band * step) / 1127) - 1);
    const bin = Math.max(1 + (edges.at(-1) ?? 0), Math.round((hz * size) / sampleRate));
    if (bin < size / 2) edges.push(bin);
  }
  return edges;
}

function risesOf(
  levels: Float32Array,
  frames: number,
  bands: number,
  from: number,
  to: number,
  floor: number,
): Float32Array {
  const rises = new Float32Array(Math.max(0, frames - 1));
  for (let at = 0; at < rises.length; at++) {
    let sum = 0;
    for (let band = from; band < to; band++) {
      const before = Math.max(floor, levels[at * bands + band] as number);
      const rise = (levels[(at + 1) * bands + band] as number) - before;
      if (rise > 0) sum += Math.min(MOST_RISE_DB, rise);
    }
    rises[at] = to > from ? sum / (to - from) : 0;
  }
  return rises;
}

/** Less the mean of `reach` values before and after each, what is under it as 0. */
function lessLocalMean(values: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(values.length);
  let sum = 0;
  for (let at = 0; at < Math.min(reach, values.length); at++) sum += values[at] as number;
  for (let at = 0; at < values.length; at++) {
    if (at + reach < values.length) sum += values[at + reach] as number;
    if (at > reach) sum -= values[at - reach - 1] as number;
    out[at] = Math.max(0, (values[at] as number) - sum / (2 * reach + 1));
  }
  return out;
}
