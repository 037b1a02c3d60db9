/** The sound of one stem out of the server's cache, fetched a little ahead in blocks; mono goes to both channels. */
import type { Block } from "../../foundation/sound/audio.ts";
import { createResampler } from "../../foundation/sound/index.ts";

export interface StemFile {
  /** Of its PCM. */
  readonly url: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
}

export interface StemSource {
  /** Whether all of these frames are here. */
  has(frame: number, frames: number): boolean;
  /** Copies frames into a stereo block, silence beyond both ends; true where there was no sound at all. */
  read(frame: number, into: Block): boolean;
  /** Begins to fetch what covers these frames, and forgets what lies before them; waits until it is here. */
  prepare(frame: number, frames: number): Promise<void>;
  /** At the song's rate. */
  readonly frames: number;
}

const CHUNK = 65_536;

/** @param rate of the song; a stem of another rate is converted as a whole when it is first wanted */
export function createStemSource(file: StemFile, rate: number, token: string): StemSource {
  const frames = file.sampleRate === rate ? file.frames : Math.round((file.frames * rate) / file.sampleRate);
  const chunks = new Map<number, Block>();
  const coming = new Map<number, Promise<void>>();
  let whole: Promise<Block> | null = null;

  const fetchFrames = async (from: number, count: number): Promise<Block> => {
    const response = await fetch(`${file.url}?from=${from}&frames=${count}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const all = new Float32Array(await response.arrayBuffer());
    const each = all.length / file.channels;
    return Array.from({ length: Math.min(2, file.channels) }, (_, c) => all.subarray(c * each, (c + 1) * each));
  };
  const converted = async (): Promise<Block> => {
    const converter = createResampler(file.sampleRate, rate, Math.min(2, file.channels));
    const parts: Block[] = [];
    for (let from = 0; from < file.frames; from += CHUNK)
      parts.push(converter.push(await fetchFrames(from, Math.min(CHUNK, file.frames - from))));
    parts.push(converter.flush());
    return (parts[0] as Block).map((_, c) => {
      const samples = new Float32Array(frames);
      let at = 0;
      for (const part of parts) {
        samples.set((part[c] as Float32Array).subarray(0, frames - at), at);
        at += (part[c] as Float32Array).length;
      }
      return samples;
    });
  };
  const load = async (index: number): Promise<void> => {
    const from = index * CHUNK;
    const count = Math.min(CHUNK, frames - from);
    if (file.sampleRate === rate) {
      chunks.set(index, await fetchFrames(from, count));
      return;
    }
    whole ??= converted();
    chunks.set(
      index,
      (await whole).map((samples) => samples.subarray(from, from + count)),
    );
  };
  const range = (frame: number, count: number): readonly number[] => {
    const first = Math.max(0, Math.floor(frame / CHUNK));
    const last = Math.floor((Math.min(frame + count, frames) - 1) / CHUNK);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  };
  return {
    frames,
    has: (frame, count) => range(frame, count).every((index) => chunks.has(index)),
    read(frame, into) {
      let silent = true;
      const count = (into[0] as Float32Array).length;
      for (const samples of into) samples.fill(0);
      for (const index of range(frame, count)) {
        const chunk = chunks.get(index) as Block;
        const start = index * CHUNK;
        const from = Math.max(frame, start);
        const to = Math.min(frame + count, start + (chunk[0] as Float32Array).length);
        if (to <= from) continue;
        for (const [c, samples] of into.entries()) {
          const source = (chunk[c] ?? (chunk[0] as Float32Array)).subarray(from - start, to - start);
          samples.set(source, from - frame);
          if (silent) silent = source.every((sample) => sample === 0);
        }
      }
      return silent;
    },
    async prepare(frame, count) {
      const wanted = range(frame, count);
      for (const index of chunks.keys())
        if (index < Math.floor(frame / CHUNK) || index > (wanted.at(-1) ?? 0) + 1) chunks.delete(index);
      await Promise.all(
        wanted.map((index) => {
          if (chunks.has(index)) return null;
          let promise = coming.get(index);
          if (promise === undefined) {
            promise = load(index).finally(() => coming.delete(index));
            coming.set(index, promise);
          }
          return promise;
        }),
      );
    },
  };
}
