/**
 * Memory that the window, the thread that fetches (or renders) and the audio thread share. All tracks have one clock, the
 * stream: frame s of every track is heard together, so that versions stay locked to the sample whichever is selected.
 * What place of the song a stretch of 128 frames is, `songAt` says: after a seek or at the end of a loop the stream goes
 * on and the song jumps.
 */
export const QUANTUM = 128;

/** Places in `control`. */
export const PLAYING = 0;
export const SELECTED = 1;
/** Frames of the stream that were played: written by the audio thread only. */
export const PLAYED = 2;
/** Frames of the stream that are there: written by the filling thread only. */
export const FILLED = 3;
/** Quanta that were to be played and were not there. */
export const MISSED = 4;
/** Grows with every jump: written by the window. */
export const JUMPS = 5;
/** Song frame to jump to. */
export const JUMP_TO = 6;
export const LOOP_FROM = 7;
/** 0: no loop. */
export const LOOP_TO = 8;
/** Frames of the song: where it ends. */
export const SONG_FRAMES = 9;
/** The last jump that the filling thread carried out. */
export const JUMPED = 10;
const CONTROLS = 16;

export interface SharedDeck {
  readonly capacity: number;
  readonly tracks: number;
  readonly control: Int32Array;
  /** Song frame of each quantum of the stream, modulo the capacity. */
  readonly songAt: Int32Array;
  /** [track]: amplitude, for loudness that matches. */
  readonly gains: Float32Array;
  /** [track][channel]: `capacity` frames, modulo. */
  readonly sound: readonly (readonly [Float32Array, Float32Array])[];
}

export interface DeckMemory {
  readonly buffer: SharedArrayBuffer;
  /** Frames, a multiple of 128. */
  readonly capacity: number;
  readonly tracks: number;
}

export function createDeckMemory(tracks: number, capacity: number): DeckMemory {
  const quanta = capacity / QUANTUM;
  return {
    buffer: new SharedArrayBuffer(4 * (CONTROLS + quanta + tracks + 2 * tracks * capacity)),
    capacity,
    tracks,
  };
}

export function viewDeck({ buffer, capacity, tracks }: DeckMemory): SharedDeck {
  const quanta = capacity / QUANTUM;
  let at = 0;
  const take = (count: number): number => {
    const from = at;
    at += 4 * count;
    return from;
  };
  return {
    capacity,
    tracks,
    control: new Int32Array(buffer, take(CONTROLS), CONTROLS),
    songAt: new Int32Array(buffer, take(quanta), quanta),
    gains: new Float32Array(buffer, take(tracks), tracks),
    sound: Array.from({ length: tracks }, () => [
      new Float32Array(buffer, take(capacity), capacity),
      new Float32Array(buffer, take(capacity), capacity),
    ]),
  };
}

/** Copies `frames` frames of a track to the stream from frame `stream` on, around the end of the memory if need be. */
function putSound(
  deck: SharedDeck,
  track: number,
  stream: number,
  block: readonly Float32Array[],
  frames: number,
): void {
  for (const c of [0, 1] as const) {
    const into = (deck.sound[track] as readonly [Float32Array, Float32Array])[c];
    const from = block[c] ?? (block[0] as Float32Array);
    const at = stream % deck.capacity;
    const first = Math.min(frames, deck.capacity - at);
    into.set(from.subarray(0, first), at);
    if (first < frames) into.set(from.subarray(first, frames), 0);
  }
}

/** The next `frames` frames of all tracks, which begin at frame `song` of the song: [track][channel]. */
export function append(
  deck: SharedDeck,
  blocks: readonly (readonly Float32Array[])[],
  song: number,
  frames: number,
): void {
  const { control, songAt, capacity } = deck;
  const filled = Atomics.load(control, FILLED);
  for (const [track, block] of blocks.entries()) putSound(deck, track, filled, block, frames);
  const quanta = capacity / QUANTUM;
  for (let n = 0; n < frames; n += QUANTUM) songAt[((filled + n) / QUANTUM) % quanta] = song + n;
  Atomics.store(control, FILLED, filled + frames);
}
