import { exp, log, sin } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";
import { createKernels } from "../kernels/instance.ts";

export interface ReverbSettings {
  /** Time in which low and middle frequencies fall by 60 dB, s. */
  readonly decaySeconds: number;
  /** Where the time has halved, Hz. */
  readonly dampingHz: Hertz;
  readonly preDelayMs: number;
  /** Size of the room: 1 has delays of 30 to 90 ms; 0.5 half of them. */
  readonly size: number;
}

/** A stereo sound in, the reverberation alone out, in place. */
export interface Reverb {
  apply(block: Block): void;
}

const LINES = 16;
const SHORTEST_MS = 29;
const LONGEST_MS = 89;
const CHUNK = 4096;

/**
 * All-passes, then a feedback delay network of 16 lines with prime lengths, spaced evenly in logarithm: see
 * kernels/assembly/reverb.ts.
 * The gain of a line of m frames is 10^(-3 m / (rate T)); its low-pass doubles that loss, in decibels, at `dampingHz`.
 */
export function createReverb(sampleRate: Hertz, settings: ReverbSettings): Reverb {
  const { decaySeconds, dampingHz, preDelayMs, size } = settings;
  const lengths = lineLengths(sampleRate, size);
  const total = lengths.reduce((sum, each) => sum + each, 0);
  const { kernels, floats, doubles, integers } = createKernels((total + 2 * CHUNK) * 4 + LINES * 48 + 1024);
  const lines = floats(total);
  const [left, right] = [floats(CHUNK), floats(CHUNK)];
  const [starts, counts, positions] = [integers(LINES), integers(LINES), integers(LINES)];
  const [gains, poles, held, work] = [doubles(LINES), doubles(LINES), doubles(LINES), doubles(LINES)];
  let start = 0;
  lengths.forEach((length, k) => {
    starts.view[k] = start;
    counts.view[k] = length;
    start += length;
    const gain = exp((-3 * Math.LN10 * length) / (sampleRate * decaySeconds));
    gains.view[k] = gain;
    poles.view[k] = dampingPole(gain, dampingHz, sampleRate);
  });
  const delays = [0, 1].map(() => createPreDelay(Math.round((preDelayMs * sampleRate) / 1000)));
  const diffusers = [0, 1].map((c) => createDiffuser(sampleRate, size, c));
  return {
    apply: (block) => {
      const frames = block[0]?.length ?? 0;
      for (let from = 0; from < frames; from += CHUNK) {
        const count = Math.min(CHUNK, frames - from);
        const [a, b] = block.map((samples) => samples.subarray(from, from + count)) as [Float32Array, Float32Array];
        delays[0]?.(a);
        delays[1]?.(b);
        diffusers[0]?.(a);
        diffusers[1]?.(b);
        left.view.set(a);
        right.view.set(b);
        kernels.reverb(
          left.at,
          right.at,
          count,
          lines.at,
          starts.at,
          counts.at,
          positions.at,
          gains.at,
          poles.at,
          held.at,
          work.at,
        );
        a.set(left.view.subarray(0, count));
        b.set(right.view.subarray(0, count));
      }
    },
  };
}

/** Primes, so that no two lines repeat together. */
function lineLengths(sampleRate: Hertz, size: number): number[] {
  const lengths: number[] = [];
  for (let k = 0; k < LINES; k++) {
    const ms = SHORTEST_MS * exp((k / (LINES - 1)) * log(LONGEST_MS / SHORTEST_MS)) * size;
    let length = Math.max(3, Math.round((ms * sampleRate) / 1000));
    while (!isPrime(length) || lengths.includes(length)) length++;
    lengths.push(length);
  }
  // Neighbours in length go to different ears and signs.
  return lengths.map((_, k) => lengths[(k * 7) % LINES] as number);
}

function isPrime(value: number): boolean {
  if (value < 2) return false;
  for (let factor = 2; factor * factor <= value; factor++) if (value % factor === 0) return false;
  return true;
}

/** p of (1 - p) / (1 - p z^-1) whose magnitude at `hz` is `gain`: the loss of a pass, in decibels, once more. */
function dampingPole(gain: number, hz: Hertz, sampleRate: Hertz): number {
  if (hz >= sampleRate / 2 || gain >= 1) return 0;
  const g2 = gain * gain;
  const c = 1 - 2 * sineSquared((Math.PI * hz) / sampleRate);
  const half = 1 - g2 * c;
  return (half - Math.sqrt(Math.max(0, half * half - (1 - g2) ** 2))) / (1 - g2);
}

function sineSquared(x: number): number {
  const s = sin(x);
  return s * s;
}

/** Delays of the all-passes in front of the lines, ms; those of the right ear are longer by a seventh. */
const DIFFUSER_MS = [4.3, 6.9, 10.1, 14.7];
const DIFFUSION = 0.65;

/**
 * All-passes in a row: each answers a click with many, so that the lines are fed densely from the start. M. R.
 * Schroeder, JAES 10(3), 1962.
 */
function createDiffuser(sampleRate: Hertz, size: number, channel: number): (samples: Float32Array) => void {
  const lines = DIFFUSER_MS.map((ms) => {
    let length = Math.max(2, Math.round(((ms * (1 + channel / 7) * size) / 1000) * sampleRate));
    while (!isPrime(length)) length++;
    return { line: new Float64Array(length), at: 0 };
  });
  return (samples) => {
    for (const each of lines) {
      const { line } = each;
      let { at } = each;
      for (let n = 0; n < samples.length; n++) {
        const held = line[at] as number;
        const into = (samples[n] as number) + DIFFUSION * held;
        line[at] = into;
        samples[n] = held - DIFFUSION * into;
        at = at + 1 === line.length ? 0 : at + 1;
      }
      each.at = at;
    }
  };
}

function createPreDelay(frames: number): (samples: Float32Array) => void {
  if (frames === 0) return () => {};
  const line = new Float32Array(frames);
  let at = 0;
  return (samples) => {
    for (let n = 0; n < samples.length; n++) {
      const out = line[at] as number;
      line[at] = samples[n] as number;
      samples[n] = out;
      at = at + 1 === frames ? 0 : at + 1;
    }
  };
}
