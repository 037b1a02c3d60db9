import type { SoundSource } from "../audio.ts";

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every kind of integer of `bits` bits: both ends, zero, small, random; as floats of full scale 1. */
export function integerChannels(bits: number, channelCount: number, frames: number, seed = 1): Float64Array[] {
  const random = seeded(seed);
  const half = 2 ** (bits - 1);
  return Array.from({ length: channelCount }, () =>
    Float64Array.from({ length: frames }, (_, n) => {
      const value =
        n === 0 ? -half : n === 1 ? half - 1 : n === 2 ? 0 : n === 3 ? -1 : Math.floor(random() * 2 * half) - half;
      return value / half;
    }),
  );
}

/** Something like music: a few decaying partials and noise, in [-0.9, 0.9], rounded to `bits`. */
export function tones(
  bits: number,
  channelCount: number,
  frames: number,
  sampleRate = 44_100,
  seed = 1,
): Float32Array[] {
  const random = seeded(seed);
  const scale = 2 ** (bits - 1);
  const common = Float64Array.from({ length: frames }, () => random() - 0.5);
  return Array.from({ length: channelCount }, (_, c) =>
    Float32Array.from({ length: frames }, (_, n) => {
      const time = n / sampleRate;
      const envelope = 0.3 + 0.2 * Math.sin(2 * Math.PI * 0.7 * time + c);
      const sum =
        Math.sin(2 * Math.PI * 220 * time) + 0.5 * Math.sin(2 * Math.PI * (447 + 3 * c) * time + c) + 0.1 * common[n]!;
      return Math.round(envelope * sum * 0.9 * scale) / scale + 0; // no -0: integers have none
    }),
  );
}

/** The whole of a source, one array per channel. */
export async function wholeSound(source: SoundSource): Promise<Float32Array[]> {
  const blocks: (readonly Float32Array[])[] = [];
  for await (const block of source.blocks()) blocks.push(block);
  const frames = blocks.reduce((sum, block) => sum + block[0]!.length, 0);
  return Array.from({ length: source.format.channelCount }, (_, c) => {
    const channel = new Float32Array(frames);
    let at = 0;
    for (const block of blocks) {
      channel.set(block[c]!, at);
      at += block[c]!.length;
    }
    return channel;
  });
}

/** As wholeSound, by way of exactBlocks. */
export async function wholeExact(source: SoundSource): Promise<Float64Array[]> {
  const channels: number[][] = Array.from({ length: source.format.channelCount }, () => []);
  for await (const block of source.exactBlocks!()) {
    for (const [c, channel] of block.entries()) for (const value of channel) channels[c]!.push(value);
  }
  return channels.map((channel) => Float64Array.from(channel));
}

/** The frame by which `found` is late against `wanted` (within +/- `reach`), by the largest cross-correlation. */
export function lateBy(wanted: Float32Array, found: Float32Array, reach = 3000): number {
  let best = Number.NEGATIVE_INFINITY;
  let late = 0;
  const from = reach;
  const to = Math.min(wanted.length, found.length) - reach;
  for (let shift = -reach; shift <= reach; shift++) {
    let sum = 0;
    for (let n = from; n < to; n++) sum += wanted[n]! * found[n + shift]!;
    if (sum > best) {
      best = sum;
      late = shift;
    }
  }
  return late;
}

/** A copy of `bytes` with some of them changed, some taken out, or its end cut off. */
export function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const kind = Math.floor(random() * 3);
  if (kind === 0) return bytes.slice(0, Math.floor(random() * bytes.length));
  const copy = bytes.slice();
  const changes = 1 + Math.floor(random() * 8);
  for (let n = 0; n < changes; n++) {
    const at = Math.floor((random() < 0.5 ? Math.min(200, copy.length) : copy.length) * random());
    copy[at] = random() < 0.3 ? 255 : random() < 0.3 ? 0 : Math.floor(random() * 256);
  }
  if (kind === 1) return copy;
  const at = Math.floor(random() * copy.length);
  const length = Math.floor(random() * 100);
  copy.copyWithin(at, at + length);
  return copy.subarray(0, Math.max(0, copy.length - length));
}
