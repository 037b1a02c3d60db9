/** The room and the echo around the instruments. */
import { decayFactor } from "./oscillators.ts";

/** Delay lines in ms, with no common measure, so that the echoes do not fall together. */
const LINES = [29.7, 37.1, 41.1, 43.7, 53.3, 59.9, 67.3, 73.1];

/**
 * Adds the sound of a room to a stereo stem: eight delay lines that feed each other (J.-M. Jot, A. Chaigne, "Digital
 * delay networks for designing artificial reverberators", AES 90, 1991). `seconds` is the time to fall by 60 dB.
 */
export function addRoom(stem: readonly Float32Array[], sampleRate: number, gain: number, seconds: number): void {
  const [left, right] = stem as [Float32Array, Float32Array];
  const lines = LINES.map((ms) => new Float64Array(Math.round((ms / 1000) * sampleRate)));
  const falls = lines.map((line) => decayFactor(seconds / 6.908 / (line.length / sampleRate), 1));
  const dull = decayFactor(0.00004, sampleRate);
  const at = new Int32Array(8);
  const held = new Float64Array(8);
  const taps = new Float64Array(8);
  let lowLeft = 0;
  let lowRight = 0;
  const highPass = 1 - decayFactor(0.0008, sampleRate);
  for (let n = 0; n < left.length; n++) {
    let sum = 0;
    for (let k = 0; k < 8; k++) {
      const tap = (lines[k] as Float64Array)[at[k] as number] as number;
      const soft = (held[k] as number) * dull + tap * (1 - dull);
      held[k] = soft;
      taps[k] = soft * (falls[k] as number);
      sum += taps[k] as number;
    }
    // What lies under 200 Hz stays out of the room.
    lowLeft += highPass * ((left[n] as number) - lowLeft);
    lowRight += highPass * ((right[n] as number) - lowRight);
    const inLeft = (left[n] as number) - lowLeft;
    const inRight = (right[n] as number) - lowRight;
    let outLeft = 0;
    let outRight = 0;
    for (let k = 0; k < 8; k++) {
      // Householder's reflection: energy goes round, none is made.
      const line = lines[k] as Float64Array;
      const tap = taps[k] as number;
      line[at[k] as number] = tap - 0.25 * sum + (k % 2 === 0 ? inLeft : inRight);
      at[k] = (at[k] as number) + 1 === line.length ? 0 : (at[k] as number) + 1;
      if (k % 2 === 0) outLeft += k % 4 === 0 ? tap : -tap;
      else outRight += k % 4 === 1 ? tap : -tap;
    }
    left[n] = (left[n] as number) + gain * outLeft;
    right[n] = (right[n] as number) + gain * outRight;
  }
}

/** Adds echoes that go from side to side, `seconds` apart, each 0.42 of the one before. */
export function addEcho(stem: readonly Float32Array[], sampleRate: number, seconds: number, gain: number): void {
  const [left, right] = stem as [Float32Array, Float32Array];
  const delay = Math.round(seconds * sampleRate);
  const toLeft = new Float64Array(delay);
  const toRight = new Float64Array(delay);
  for (let n = 0, at = 0; n < left.length; n++, at = at + 1 === delay ? 0 : at + 1) {
    const fromLeft = toLeft[at] as number;
    const fromRight = toRight[at] as number;
    toRight[at] = 0.5 * ((left[n] as number) + (right[n] as number)) + 0.42 * fromLeft;
    toLeft[at] = 0.42 * fromRight;
    left[n] = (left[n] as number) + gain * fromLeft;
    right[n] = (right[n] as number) + gain * fromRight;
  }
}
