/** From values to places in a picture, and the marks that let one read back. */

import { clockText, numberText } from "../../foundation/look/figure-text.ts";
import { log2 } from "../../foundation/numbers/elementary.ts";

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Scale {
  /** Place in the picture, in its units; values beyond the ends go on in a straight line. */
  at(value: number): number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Stands in front of a level axis: "Hz". */
  readonly unit?: string;
}

/** `low` stands at `from`, `high` at `to`; a tick at every multiple of `step`. */
export function linearScale(
  low: number,
  high: number,
  from: number,
  to: number,
  step: number,
  label: (value: number) => string = (value) => numberText(value, step < 1 ? 1 : 0),
): Scale {
  const ticks: Tick[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9; n++) {
    ticks.push({ value: n * step, label: label(n * step) });
  }
  const slope = (to - from) / (high - low);
  return { at: (value) => from + (value - low) * slope, low, high, ticks };
}

const TIME_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const LEAST_PIXELS_PER_MARK = 76;

/** Time from 0 to `seconds`, marked in m:ss. */
export function timeScale(seconds: number, from: number, to: number): Scale {
  const high = Math.max(seconds, 0.01);
  const most = Math.max(1, Math.floor((to - from) / LEAST_PIXELS_PER_MARK));
  const step = TIME_STEPS.find((each) => high / each <= most) ?? high;
  return linearScale(0, high, from, to, step, (value) => clockText(value, step < 1 ? 1 : 0));
}

const OCTAVES_HZ = [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16_000];

/** 20 Hz to 20 kHz, every octave the same width, marked at the octave centres. */
export function frequencyScale(from: number, to: number): Scale {
  const low = 20;
  const high = 20_000;
  const slope = (to - from) / log2(high / low);
  const label = (hz: number): string => (hz >= 1000 ? `${hz / 1000}k` : `${hz}`);
  const ticks = OCTAVES_HZ.map((value) => ({ value, label: label(value) }));
  return {
    at: (hz) => from + log2(Math.max(hz, 1) / low) * slope,
    low,
    high,
    ticks: [{ value: low, label: "20" }, ...ticks, { value: high, label: "" }],
    unit: "Hz",
  };
}

/**
 * The ends of a decibel axis on multiples of `step` around `values`: room above the highest, `most` dB down from there
 * at the most and `least` dB at the least.
 */
export function decibelSpan(
  values: Iterable<number>,
  { step, least, most }: { readonly step: number; readonly least: number; readonly most: number },
): { readonly low: number; readonly high: number } {
  let top = -Infinity;
  let bottom = Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    top = Math.max(top, value);
    bottom = Math.min(bottom, value);
  }
  if (top === -Infinity) return { low: -least, high: 0 };
  const high = Math.ceil((top + step * 0.15) / step) * step;
  const low = Math.floor((bottom - step * 0.15) / step) * step;
  return { high, low: Math.max(high - most, Math.min(high - least, low)) };
}
