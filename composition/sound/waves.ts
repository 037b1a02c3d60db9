/** Band-limited waves from tables: one table an octave, so that no harmonic passes half the sampling rate. */
import { pow, sin } from "../../foundation/numbers/elementary.ts";

const SIZE = 2048;
const TURN = 6.283185307179586;

const sine: Float32Array = Float32Array.from({ length: SIZE + 1 }, (_, at) => sin((TURN * at) / SIZE));

/** Tables with 1, 2, 4 ... 512 harmonics; harmonic k has the height 1 / k. Made when first wanted. */
const saws: (Float32Array | undefined)[] = [];

function sawTable(octave: number): Float32Array {
  const known = saws[octave];
  if (known) return known;
  const table = new Float32Array(SIZE + 1);
  const harmonics = 2 ** octave;
  for (let k = 1; k <= harmonics; k++) {
    // Lanczos' sigma factors take Gibbs' ripples away.
    const x = (Math.PI * k) / (harmonics + 1);
    const height = ((sin(x) / x) * 0.6) / k;
    for (let at = 0; at <= SIZE; at++) table[at]! += height * (sine[(at * k) % SIZE] as number);
  }
  saws[octave] = table;
  return table;
}

/** Frequency in Hz of a MIDI key with cents; A4 (69) is 440 Hz. */
export function frequencyOf(key: number, cents = 0): number {
  return 440 * pow(2, (key - 69 + cents / 100) / 12);
}

/** The saw table for a frequency in Hz: its harmonics end below 0.45 of the sampling rate. */
export function sawFor(frequency: number, sampleRate: number): Float32Array {
  let octave = 0;
  while (octave < 9 && frequency * 2 ** (octave + 1) < 0.45 * sampleRate) octave++;
  return sawTable(octave);
}

/** A table's value at a phase in turns, 0 (included) to 1 (excluded); linear between its 2048 points. */
export function tableAt(table: Float32Array, phase: number): number {
  const x = phase * SIZE;
  const at = x | 0;
  const low = table[at] as number;
  return low + (x - at) * ((table[at + 1] as number) - low);
}

/** Sine of a phase in turns, any number from 0 on. */
export function sineAt(phase: number): number {
  return tableAt(sine, phase - (phase | 0));
}

/** The factor that takes a level down by 60 dB in `seconds`, applied once a sample. */
export function fallPerSample(seconds: number, sampleRate: number): number {
  return pow(10, -3 / Math.max(1, seconds * sampleRate));
}
