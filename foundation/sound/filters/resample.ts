import type { Block, Hertz } from "../audio.ts";
import { createKernels, type KernelMemory, type Region } from "../kernels/instance.ts";
import { kaiser, kaiserBeta, sinc } from "./kaiser.ts";
import type { Processor } from "./processor.ts";

/** Alias and images are this far down. */
const STOP_DB = 126;
/** Of the lower Nyquist frequency: what passes unchanged. What reaches the stop band is at the Nyquist frequency itself. */
const PASS = 0.907;
const CHUNK = 8192;

/**
 * Converts the sample rate by the ratio of two whole numbers: a Kaiser-windowed sinc in polyphase form, linear phase,
 * nothing late: frame n of the output lies at n / to seconds. As many frames come out as `round(frames to / from)`.
 * R. E. Crochiere and L. R. Rabiner, Multirate Digital Signal Processing, section 3.3.
 */
export function createResampler(from: Hertz, to: Hertz, channelCount: number): Processor {
  const divisor = greatestCommonDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const { rows, taps } = polyphaseRows(from, to, up);
  const channels = Array.from({ length: channelCount }, () => createChannel(rows, taps, up, down));
  let pushed = 0;
  let given = 0;

  const push = (block: Block): Block => {
    pushed += block[0]?.length ?? 0;
    const out = channels.map((channel, c) => convert(channel, block[c] as Float32Array, up, down, taps));
    given += out[0]?.length ?? 0;
    return out;
  };
  return {
    push,
    flush: () => {
      const wanted = Math.round((pushed * to) / from);
      const missing = wanted - given;
      const silence = new Float32Array(Math.ceil((Math.max(0, missing) * from) / to) + taps + 8);
      return push(channels.map(() => silence)).map((samples) => samples.subarray(0, missing));
    },
  };
}

interface Channel {
  readonly kernels: KernelMemory["kernels"];
  readonly x: Region<Float32Array>;
  readonly out: Region<Float32Array>;
  readonly rows: Region<Float32Array>;
  readonly phase: Region<Int32Array>;
  filled: number;
  /** Where the next output's row begins, in frames of `x`. */
  at: number;
}

function createChannel(rows: Float32Array, taps: number, up: number, down: number): Channel {
  const outRoom = Math.ceil((CHUNK * up) / down) + 16;
  const { kernels, floats, integers } = createKernels((rows.length + CHUNK + 2 * taps + outRoom + 64) * 4 + 1024);
  const region = floats(rows.length);
  region.view.set(rows);
  return {
    kernels,
    x: floats(CHUNK + 2 * taps + 16),
    out: floats(outRoom),
    rows: region,
    phase: integers(4),
    // Half a filter of silence before the first frame.
    filled: taps / 2 - 1,
    at: 0,
  };
}

function convert(channel: Channel, samples: Float32Array, up: number, down: number, taps: number): Float32Array {
  const { kernels, x, out, rows, phase } = channel;
  const parts: Float32Array[] = [];
  for (let start = 0; start < samples.length; start += CHUNK) {
    const part = samples.subarray(start, start + CHUNK);
    x.view.set(part, channel.filled);
    channel.filled += part.length;
    // Outputs whose last tap still lies in x: at + floor((phase + n down) / up) + taps <= filled.
    const room = channel.filled - taps - channel.at;
    if (room < 0) continue;
    const count = Math.floor(((room + 1) * up - 1 - (phase.view[0] as number)) / down) + 1;
    channel.at = kernels.resample(x.at, out.at, count, channel.at, phase.at, up, down, taps, rows.at);
    parts.push(out.view.slice(0, count));
    const drop = Math.min(channel.at, channel.filled);
    x.view.copyWithin(0, drop, channel.filled);
    channel.filled -= drop;
    channel.at -= drop;
  }
  if (parts.length === 1) return parts[0] as Float32Array;
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function polyphaseRows(from: Hertz, to: Hertz, up: number): { rows: Float32Array; taps: number } {
  const lower = Math.min(from, to);
  const transition = ((1 - PASS) * lower) / 2 / from; // of the input rate
  const taps = Math.ceil((STOP_DB - 7.95) / (14.36 * transition) / 8) * 8;
  const cutoff = (((1 + PASS) / 2) * lower) / from; // of the input's Nyquist frequency
  const beta = kaiserBeta(STOP_DB);
  const rows = new Float32Array(up * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - taps / 2 + 1 - phase / up;
      const value = cutoff * sinc(cutoff * distance) * kaiser(distance / (taps / 2), beta);
      row[k] = value;
      sum += value;
    }
    // Every phase has unit gain at 0 Hz: no ripple of its own on a constant.
    for (let k = 0; k < taps; k++) rows[phase * taps + k] = (row[k] as number) / sum;
  }
  return { rows, taps };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
