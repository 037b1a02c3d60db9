/** Fetches the sound of files, a few seconds ahead of what is heard, into the shared deck. */
import { createResampler } from "../../foundation/sound/index.ts";
import {
  append,
  type DeckMemory,
  FILLED,
  JUMP_TO,
  JUMPED,
  JUMPS,
  LOOP_FROM,
  LOOP_TO,
  PLAYED,
  QUANTUM,
  SONG_FRAMES,
  viewDeck,
} from "./shared-deck.ts";

export interface FedTrack {
  /** Of the file's PCM: `…/pcm`. */
  readonly url: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
}

export interface FeederStart {
  readonly deck: DeckMemory;
  readonly token: string;
  /** Of the audio context. */
  readonly sampleRate: number;
  readonly tracks: readonly FedTrack[];
  /** Seconds that are kept ready ahead of what is heard. */
  readonly aheadSeconds: number;
}

export type FeederWord = { readonly kind: "start"; readonly start: FeederStart } | { readonly kind: "stop" };
export type FeederAnswer = { readonly kind: "failed"; readonly track: number; readonly message: string };

/** Frames, of the context, that are fetched at once. */
const BLOCK = 16_384;
/** Around a converted block, so that the converter's filter is past its beginning. */
const MARGIN = 4096;
const IDLE_MS = 20;
const KEPT_BLOCKS = 24;

let stopped = true;
let turn = 0;

addEventListener("message", ({ data }: MessageEvent<FeederWord>) => {
  turn++;
  stopped = data.kind === "stop";
  if (data.kind === "start") void feed(data.start, turn);
});

async function feed(
  { deck: memory, token, sampleRate, tracks, aheadSeconds }: FeederStart,
  mine: number,
): Promise<void> {
  const deck = viewDeck(memory);
  const { control } = deck;
  const loaders = tracks.map((track) => createLoader(track, token, sampleRate));
  const failed = new Set<number>();
  let song = Atomics.load(control, JUMP_TO);
  let jumps = Atomics.load(control, JUMPS);
  const current = (): boolean => !stopped && mine === turn;
  while (current()) {
    const asked = Atomics.load(control, JUMPS);
    if (asked !== jumps) {
      jumps = asked;
      song = Atomics.load(control, JUMP_TO);
      // What is ahead and not yet heard is replaced; a little of it stays, since it may be under way.
      const keep = Atomics.load(control, PLAYED) + 2 * QUANTUM;
      if (Atomics.load(control, FILLED) > keep) Atomics.store(control, FILLED, keep);
    }
    const filled = Atomics.load(control, FILLED);
    const ahead = filled - Atomics.load(control, PLAYED);
    const loopTo = Atomics.load(control, LOOP_TO);
    if (loopTo > 0 && song >= loopTo) song = Atomics.load(control, LOOP_FROM);
    const end = Atomics.load(control, SONG_FRAMES);
    const room = Math.min(aheadSeconds * sampleRate, deck.capacity - BLOCK) - ahead;
    if (room < BLOCK || song >= end) {
      Atomics.store(control, JUMPED, jumps);
      await new Promise((done) => setTimeout(done, IDLE_MS));
      continue;
    }
    const until = loopTo > song ? Math.min(loopTo, end) : end;
    // The first block after a jump is short: it is heard sooner.
    const most = ahead < BLOCK / 2 ? BLOCK / 4 : BLOCK;
    const frames = Math.max(QUANTUM, Math.floor(Math.min(most, until - song) / QUANTUM) * QUANTUM);
    const blocks = await Promise.all(
      loaders.map((loader, t) =>
        loader(song, frames).catch((error: unknown) => {
          if (!failed.has(t)) postMessage({ kind: "failed", track: t, message: String(error) } satisfies FeederAnswer);
          failed.add(t);
          return [new Float32Array(frames)];
        }),
      ),
    );
    if (!current()) return;
    if (Atomics.load(control, JUMPS) !== jumps) continue;
    append(deck, blocks, song, frames);
    Atomics.store(control, JUMPED, jumps);
    song += frames;
  }
}

type Loader = (song: number, frames: number) => Promise<readonly Float32Array[]>;

/** Blocks of a file at the context's rate; the last few that were fetched are kept. */
function createLoader(track: FedTrack, token: string, sampleRate: number): Loader {
  const kept = new Map<number, Promise<readonly Float32Array[]>>();
  const chunk = async (index: number): Promise<readonly Float32Array[]> => {
    const from = index * BLOCK;
    const frames = Math.min(BLOCK, track.frames - from);
    if (frames <= 0) return Array.from({ length: track.channels }, () => new Float32Array(BLOCK));
    const response = await fetch(`${track.url}?from=${from}&frames=${frames}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const all = new Float32Array(await response.arrayBuffer());
    return Array.from({ length: track.channels }, (_, c) => {
      const block = new Float32Array(BLOCK);
      block.set(all.subarray(c * frames, (c + 1) * frames));
      return block;
    });
  };
  /** Frames of the file itself, silence beyond both ends. */
  const read = async (from: number, frames: number): Promise<readonly Float32Array[]> => {
    const out = Array.from({ length: Math.min(2, track.channels) }, () => new Float32Array(frames));
    for (let index = Math.max(0, Math.floor(from / BLOCK)); index * BLOCK < from + frames; index++) {
      let block = kept.get(index);
      if (block === undefined) {
        block = chunk(index);
        kept.set(index, block);
        block.catch(() => kept.delete(index));
        if (kept.size > KEPT_BLOCKS) kept.delete(kept.keys().next().value as number);
      }
      const sound = await block;
      const start = Math.max(from, index * BLOCK);
      const end = Math.min(from + frames, (index + 1) * BLOCK);
      for (const [c, samples] of out.entries())
        samples.set((sound[c] as Float32Array).subarray(start - index * BLOCK, end - index * BLOCK), start - from);
    }
    return out;
  };
  if (track.sampleRate === sampleRate) return read;
  return async (song, frames) => {
    // Frame n of the file lies at n / rate seconds; a whole number of periods keeps both grids together.
    const divisor = greatestCommonDivisor(track.sampleRate, sampleRate);
    const [own, given] = [track.sampleRate / divisor, sampleRate / divisor];
    const start = Math.floor(song / given) * given;
    const from = (start / given) * own - Math.ceil(MARGIN / own) * own;
    const skipped = Math.ceil(MARGIN / own) * given + (song - start);
    const wanted = skipped + frames;
    const source = await read(from, Math.ceil((wanted * own) / given) + MARGIN);
    const converter = createResampler(track.sampleRate, sampleRate, source.length);
    const first = converter.push([...source]);
    const rest = converter.flush();
    return first.map((samples, c) => {
      const whole = new Float32Array(wanted);
      const head = Math.min(samples.length, wanted);
      whole.set(samples.subarray(0, head));
      whole.set((rest[c] as Float32Array).subarray(0, wanted - head), head);
      return whole.subarray(skipped);
    });
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
