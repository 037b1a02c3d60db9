/** Levels: decibels and the amplitudes and powers they stand for, the same on every machine. */
import { exp, log10 } from "./elementary.ts";

const LN10_BY_20 = 0.11512925464970229;
const LN10_BY_10 = 0.23025850929940458;

/** 20 log10 |x|: full scale 1 is 0 dBFS; 0 gives -Infinity. */
export function decibelsFromAmplitude(x: number): number {
  return 20 * log10(Math.abs(x));
}

/** 10^(decibels / 20); -Infinity gives 0. Relative error below 1e-14 from -400 to 400 dB. */
export function amplitudeFromDecibels(decibels: number): number {
  return exp(decibels * LN10_BY_20);
}

/** 10 log10 x; 0 gives -Infinity, less than 0 NaN. */
export function decibelsFromPower(x: number): number {
  return 10 * log10(x);
}

/** 10^(decibels / 10); -Infinity gives 0. Relative error below 1e-14 from -200 to 200 dB. */
export function powerFromDecibels(decibels: number): number {
  return exp(decibels * LN10_BY_10);
}
