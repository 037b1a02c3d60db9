/** What tells a voice beside its pitch: sibilants between vowels, syllables, formants that move, partials and noise in turn. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { ERB_BANDS } from "./erb.ts";
import type { StemBands } from "./stem-bands.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

export interface VoiceFeatures {
  /** Correlation of the levels over 4.2 kHz and from 185 Hz to 1 kHz: sibilants come where vowels pause. */
  readonly highWithMid: number;
  /** Standard deviation of their difference, dB. */
  readonly highAgainstMidDb: number;
  /** Share of the movement of level from 185 Hz to 4.2 kHz that is over 2 Hz: syllables and beats, not phrases. */
  readonly syllables: number;
  /** How far partials stand out from 215 Hz to 2.6 kHz and from 3 to 8 kHz, octaves over 1 dB: noise has 1 to 1.7.
   * `tonalChange`: standard deviation of the first, likewise. */
  readonly tonalMid: number;
  readonly tonalHigh: number;
  readonly tonalChange: number;
  /** Share of the frames in which the first is over 8 dB: 1 for instruments with pitch, 0 for noise. */
  readonly tonalShare: number;
  /** Mean movement of the centre of 440 Hz to 4.2 kHz within 100 ms, ERB: formants. */
  readonly formants: number;
}

export function voiceFeatures(trace: StemTrace, bands: StemBands): VoiceFeatures {
  return { ...alternation(bands), ...tonality(trace, bands), ...syllables(bands), formants: formants(bands) };
}

function alternation({ sounding, groups }: StemBands): Pick<VoiceFeatures, "highWithMid" | "highAgainstMidDb"> {
  const mid = groups[1] as Float64Array;
  const high = groups[3] as Float64Array;
  let [count, m, h, mm, hh, mh] = [1e-9, 0, 0, 0, 0, 0];
  const most = sounding.reduce((top, at) => Math.max(top, high[at] as number), -110);
  for (const at of sounding) {
    const a = mid[at] as number;
    const b = Math.max(most - 60, high[at] as number);
    count++;
    m += a;
    h += b;
    mm += a * a;
    hh += b * b;
    mh += a * b;
  }
  const varianceOfMid = Math.max(0, mm / count - (m / count) ** 2);
  const varianceOfHigh = Math.max(0, hh / count - (h / count) ** 2);
  const covariance = mh / count - (m / count) * (h / count);
  return {
    highWithMid: covariance / Math.sqrt((varianceOfMid + 1) * (varianceOfHigh + 1)),
    highAgainstMidDb: Math.sqrt(Math.max(0, varianceOfMid + varianceOfHigh - 2 * covariance)),
  };
}

function tonality(
  { tonality: eighths }: StemTrace,
  { sounding }: StemBands,
): Pick<VoiceFeatures, "tonalMid" | "tonalHigh" | "tonalChange" | "tonalShare"> {
  let [mid, squares, high, over] = [0, 0, 0, 0];
  for (const at of sounding) {
    const here = (eighths[2 * at] as number) / 8;
    mid += here;
    squares += here * here;
    high += (eighths[2 * at + 1] as number) / 8;
    if (here > 8) over++;
  }
  const count = Math.max(1, sounding.length);
  return {
    tonalMid: log2(Math.max(0.1, mid / count)),
    tonalHigh: log2(Math.max(0.1, high / count)),
    tonalChange: log2(Math.max(0.1, Math.sqrt(Math.max(0, squares / count - (mid / count) ** 2)))),
    tonalShare: over / count,
  };
}

/** S. Greenberg, B. Kingsbury, The modulation spectrogram, Proc. ICASSP 1997. Movement within half a second over that within three. */
function syllables({ sounding, groups, count }: StemBands): Pick<VoiceFeatures, "syllables"> {
  const levels = Float64Array.from({ length: count }, (_, at) =>
    Math.max((groups[1] as Float64Array)[at] as number, (groups[2] as Float64Array)[at] as number),
  );
  const top = sounding.reduce((most, at) => Math.max(most, levels[at] as number), -110);
  const held = levels.map((level) => Math.max(top - 40, level));
  const smooth = (width: number): Float64Array => {
    const out = new Float64Array(count);
    let sum = (2 * width + 1) * (held[0] as number);
    for (let at = 0; at < count + width; at++) {
      sum += held[Math.min(count - 1, at)] as number;
      sum -= held[Math.max(0, at - 2 * width - 1)] as number;
      if (at >= width) out[at - width] = sum / (2 * width + 1);
    }
    return out;
  };
  const around = smooth(TRACE_RATE / 4);
  const wide = smooth(1.5 * TRACE_RATE);
  let [all, band] = [1, 0];
  for (const at of sounding) {
    band += ((held[at] as number) - (around[at] as number)) ** 2;
    all += ((held[at] as number) - (wide[at] as number)) ** 2;
  }
  return { syllables: Math.min(1.5, band / all) };
}

function formants({ sounding, over }: StemBands): number {
  const centre = (at: number): number | null => {
    let sum = 0;
    let first = 0;
    for (let b = 8; b < 26; b++) {
      const weight = (over[at * ERB_BANDS + b] as number) ** 2;
      sum += weight;
      first += weight * b;
    }
    return sum > 3000 ? first / sum : null;
  };
  let moved = 0;
  let count = 0;
  for (const at of sounding) {
    if (at < 2) continue;
    const now = centre(at);
    const before = centre(at - 2);
    if (now === null || before === null) continue;
    moved += Math.abs(now - before);
    count++;
  }
  return count > 0 ? moved / count : 0;
}
