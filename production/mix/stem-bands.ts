/** Levels of a trace by wide bands, and which of its frames sound. */
import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { ERB_BANDS } from "./erb.ts";
import { type StemTrace, TRACE_FLOOR_DB } from "./stem-trace.ts";

/** Bands of ERBs: 52 to 185 Hz, 185 to 980 Hz, 1 to 4.2 kHz, over 4.2 kHz. */
const GROUPS: readonly (readonly [from: number, to: number])[] = [
  [0, 4],
  [4, 14],
  [14, 26],
  [26, ERB_BANDS],
];
/** Levels this far under a band's highest are its floor, dB: what is under it is leakage and noise. */
export const FLOOR_UNDER_DB = 40;

export interface StemBands {
  readonly count: number;
  /** Frames within 25 dB of the loudest tenth. */
  readonly sounding: readonly number[];
  /** [group][frame], dB. */
  readonly groups: readonly Float64Array[];
  /** [frame * ERB_BANDS + band], dB over the floor of that band (0 to FLOOR_UNDER_DB): no equaliser changes it. */
  readonly over: Float32Array;
}

const powers = Float64Array.from({ length: 256 }, (_, step) =>
  step === 0 ? 0 : powerFromDecibels(step / 2 + TRACE_FLOOR_DB),
);

export function stemBands({ excitation, cents }: StemTrace): StemBands {
  const count = cents.length;
  const highest = new Float64Array(ERB_BANDS);
  const frameMost = new Uint8Array(count);
  const groups = GROUPS.map(() => new Float64Array(count));
  for (let at = 0; at < count; at++) {
    const first = at * ERB_BANDS;
    for (let b = 0; b < ERB_BANDS; b++) {
      const step = excitation[first + b] as number;
      if (step > (highest[b] as number)) highest[b] = step;
      if (step > (frameMost[at] as number)) frameMost[at] = step;
    }
    for (const [g, [from, to]] of GROUPS.entries()) {
      let sum = 1e-11;
      for (let b = from; b < to; b++) sum += powers[excitation[first + b] as number] as number;
      (groups[g] as Float64Array)[at] = (frameMost[at] as number) === 0 ? -110 : decibelsFromPower(sum);
    }
  }
  const over = new Float32Array(count * ERB_BANDS);
  for (let n = 0, b = 0; n < over.length; n++, b = b + 1 === ERB_BANDS ? 0 : b + 1)
    over[n] = Math.max(0, ((excitation[n] as number) - (highest[b] as number)) / 2 + FLOOR_UNDER_DB);
  const sorted = frameMost.filter((level) => level > 0).sort();
  const loud = sorted[sorted.length - 1 - Math.floor(sorted.length / 10)] ?? 0;
  const sounding: number[] = [];
  for (let at = 0; at < count; at++) {
    const level = frameMost[at] as number;
    if (level > 0 && level > loud - 50) sounding.push(at);
  }
  return { count, sounding, groups, over };
}
