/** The sound of one stem out of the server's cache, in chunks at the song's rate. */
import type { Block } from "../../foundation/sound/audio.ts";
import { createResampler } from "../../foundation/sound/index.ts";
import { CHUNK } from "./shared-stems.ts";

export interface StemFile {
  /** Of its PCM. */
  readonly url: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
}

export interface StemSource {
  /** At the song's rate. */
  readonly frames: number;
  /** Chunk `index`: frames from index × CHUNK on, fewer at the end; one channel or two. */
  load(index: number): Promise<Block>;
}

export const framesAt = ({ frames, sampleRate }: StemFile, rate: number): number =>
  sampleRate === rate ? frames : Math.round((frames * rate) / sampleRate);

/** @param rate of the song; a stem of another rate is converted as a whole when it is first wanted */
export function createStemSource(file: StemFile, rate: number, token: string): StemSource {
  const frames = framesAt(file, rate);
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
  return {
    frames,
    async load(index) {
      const from = index * CHUNK;
      const count = Math.min(CHUNK, frames - from);
      if (file.sampleRate === rate) return fetchFrames(from, count);
      whole ??= converted();
      return (await whole).map((samples) => samples.subarray(from, from + count));
    },
  };
}
