/** Bass, keyboard and plucked string: one note at a time, added to a stereo stem. */
import { exp } from "../../numbers/elementary.ts";
import type { Random } from "../../statistics/random.ts";
import { createSaw, createStateVariable, decayFactor, frequencyOf, ramp, sineOfTurns } from "./oscillators.ts";
import { type Note, SECONDS_PER_BEAT } from "./song.ts";

const INVERSE_TWO_PI = 0.15915494309189535;

function startOf(note: Note, sampleRate: number): number {
  return Math.max(0, Math.round(note.beat * SECONDS_PER_BEAT * sampleRate));
}

/** A saw tooth through a filter that closes, over a sine of the same pitch. */
export function playBass(note: Note, out: Float32Array, sampleRate: number): void {
  const start = startOf(note, sampleRate);
  const held = note.beats * SECONDS_PER_BEAT;
  const length = Math.min(out.length - start, Math.round((held + 0.08) * sampleRate));
  const frequency = frequencyOf(note.pitch);
  const saw = createSaw(sampleRate, 0.5);
  const filter = createStateVariable(sampleRate);
  for (let n = 0; n < length; n++) {
    const t = n / sampleRate;
    if (n % 16 === 0) filter.tune(140 + (500 + 900 * note.velocity) * exp(-t / 0.16) + 1.5 * frequency, 0.9);
    filter.next(saw(frequency));
    const shape = ramp(t / 0.006) * ramp((held + 0.08 - t) / 0.08) * (0.7 + 0.3 * exp(-t / 0.4));
    out[start + n] =
      (out[start + n] as number) + note.velocity * shape * (0.55 * filter.low + 0.6 * sineOfTurns(frequency * t));
  }
}

/** Two saws a little apart, one to each side, behind a soft filter: a pad. `bright` is the filter's corner in Hz. */
export function playPad(
  note: Note,
  out: readonly Float32Array[],
  sampleRate: number,
  random: Random,
  bright: number,
): void {
  const start = startOf(note, sampleRate);
  const held = note.beats * SECONDS_PER_BEAT;
  const release = 0.45;
  for (const [side, channel] of out.entries()) {
    const length = Math.min(channel.length - start, Math.round((held + release) * sampleRate));
    const frequency = frequencyOf(note.pitch + (side === 0 ? -0.06 : 0.06) + random.normal(0, 0.01));
    const near = createSaw(sampleRate, random.uniform());
    const far = createSaw(sampleRate, random.uniform());
    const filter = createStateVariable(sampleRate);
    filter.tune(bright, 1.3);
    for (let n = 0; n < length; n++) {
      const t = n / sampleRate;
      const shape = ramp(t / 0.12) * ramp((held + release - t) / release);
      filter.next(near(frequency) + 0.6 * far(frequency * 1.0021));
      channel[start + n] = (channel[start + n] as number) + note.velocity * shape * filter.low;
    }
  }
}

/** An electric piano: frequency modulation of a sine by its own pitch and by a short bell (J. Chowning, 1973). */
export function playKeys(note: Note, out: readonly Float32Array[], sampleRate: number, pan: number): void {
  const start = startOf(note, sampleRate);
  const held = note.beats * SECONDS_PER_BEAT;
  const [left, right] = out as [Float32Array, Float32Array];
  const length = Math.min(left.length - start, Math.round((held + 0.12) * sampleRate));
  const frequency = frequencyOf(note.pitch);
  const ring = decayFactor(0.9, sampleRate);
  const bell = decayFactor(0.05, sampleRate);
  let body = note.velocity;
  let strike = note.velocity;
  for (let n = 0; n < length; n++) {
    const t = n / sampleRate;
    const turns = frequency * t;
    const bend = 0.9 * body * sineOfTurns(turns) + 0.25 * strike * sineOfTurns(7 * turns);
    const shape = ramp(t / 0.003) * ramp((held + 0.12 - t) / 0.12);
    const value = body * shape * sineOfTurns(turns + INVERSE_TWO_PI * bend);
    left[start + n] = (left[start + n] as number) + value * (1 - pan);
    right[start + n] = (right[start + n] as number) + value * (1 + pan);
    body *= ring;
    strike *= bell;
  }
}

/** A plucked string: noise round a delay line that dulls it (K. Karplus, A. Strong, 1983), tuned by an all-pass. */
export function pluck(note: Note, out: readonly Float32Array[], sampleRate: number, random: Random, pan: number): void {
  const start = startOf(note, sampleRate);
  const [left, right] = out as [Float32Array, Float32Array];
  const length = Math.min(left.length - start, Math.round(1.6 * sampleRate));
  const period = sampleRate / frequencyOf(note.pitch);
  // The averaging in the loop delays by half a sample, the all-pass by what is left over.
  const whole = Math.floor(period - 0.5 - 0.3);
  const fraction = period - 0.5 - whole;
  const tuning = (1 - fraction) / (1 + fraction);
  const line = new Float64Array(whole);
  const soft = createStateVariable(sampleRate);
  soft.tune(1200 + 5200 * note.velocity, 1.2);
  for (let n = 0; n < whole; n++) {
    soft.next(random.uniform(-1, 1));
    line[n] = soft.low;
  }
  const loss = exp(-6.9 / (frequencyOf(note.pitch) * 2.6));
  let last = 0;
  let passIn = 0;
  let passOut = 0;
  for (let n = 0, at = 0; n < length; n++, at = at + 1 === whole ? 0 : at + 1) {
    const now = line[at] as number;
    const averaged = loss * 0.5 * (now + last);
    last = now;
    passOut = tuning * (averaged - passOut) + passIn;
    passIn = averaged;
    line[at] = passOut;
    const t = n / sampleRate;
    const value = now * note.velocity * ramp(t / 0.001) * ramp((1.6 - t) / 0.3);
    left[start + n] = (left[start + n] as number) + value * (1 - pan);
    right[start + n] = (right[start + n] as number) + value * (1 + pan);
  }
}
