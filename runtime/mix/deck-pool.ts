/** All stems of a song, spread over threads. What comes out does not depend on how many there are. */
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Block } from "../../foundation/sound/audio.ts";
import { revived } from "../sound/thread-errors.ts";
import type { DeckAnswer, DeckRequest } from "./deck.worker.ts";
import {
  type AnalysedStem,
  createStemDeck,
  type DeckProgramme,
  type OpenedStem,
  STEP_FRAMES,
  type StemDeck,
} from "./stem-deck.ts";

/** One deck, wherever it is. `play` fills the slot's blocks and tells which of them sound. */
interface Player {
  open(path: string): Promise<OpenedStem>;
  analyse(at: number, sampleRate: number, signal?: AbortSignal): Promise<AnalysedStem>;
  start(programme: DeckProgramme, slots: readonly (readonly Block[])[]): Promise<void>;
  play(frame: number, frames: number, slot: number): Promise<readonly boolean[]>;
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface DeckPool {
  /** In the order of the paths: the stem, or why it cannot be opened. */
  open(paths: readonly string[]): Promise<readonly (OpenedStem | { readonly cause: unknown })[]>;
  /** In the order of `open`, for those that could be opened. */
  analyse(
    sampleRate: number,
    onDone: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<readonly (AnalysedStem | { readonly cause: unknown } | null)[]>;
  /** Plays the stems `used` (numbers of `open`) and gives every step to `take`, in order. */
  play(
    used: readonly number[],
    programme: Omit<DeckProgramme, "stems">,
    take: (placed: readonly (Block | null)[], frame: number, frames: number) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Steps that are under way at once: one is played while the one before is mixed. */
const SLOTS = 2;

export async function createDeckPool(threads: number): Promise<DeckPool> {
  const players = threads < 2 ? [localPlayer()] : Array.from({ length: threads }, remotePlayer);
  /** Of each stem: its player, and its number there. */
  let places: ({ player: number; at: number } | null)[] = [];

  const assign = async (paths: readonly string[]): Promise<number[]> => {
    // The largest first, each to the player with the least so far.
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => null))?.size ?? 0));
    const loads = players.map(() => 0);
    const order = paths.map((_, at) => at).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
    const owner = paths.map(() => 0);
    for (const at of order) {
      const least = loads.indexOf(Math.min(...loads));
      owner[at] = least;
      loads[least] = (loads[least] as number) + (sizes[at] as number) + 1;
    }
    return owner;
  };

  return {
    open: async (paths) => {
      const owner = await assign(paths);
      places = paths.map(() => null);
      const results: (OpenedStem | { cause: unknown })[] = [];
      await Promise.all(
        players.map(async (player, p) => {
          let at = 0;
          for (const [stem, path] of paths.entries()) {
            if (owner[stem] !== p) continue;
            try {
              results[stem] = await player.open(path);
              places[stem] = { player: p, at: at++ };
            } catch (cause) {
              results[stem] = { cause };
            }
          }
        }),
      );
      return results;
    },
    analyse: async (sampleRate, onDone, signal) => {
      const results: (AnalysedStem | { cause: unknown } | null)[] = places.map(() => null);
      const total = places.filter((place) => place !== null).length;
      let done = 0;
      await Promise.all(
        players.map(async (player, p) => {
          for (const [stem, place] of places.entries()) {
            if (place?.player !== p) continue;
            signal?.throwIfAborted();
            try {
              results[stem] = await player.analyse(place.at, sampleRate, signal);
            } catch (cause) {
              signal?.throwIfAborted();
              results[stem] = { cause };
            }
            onDone(++done, total);
          }
        }),
      );
      return results;
    },
    play: async (used, programme, take, signal) => {
      const blocks = used.map(() => Array.from({ length: SLOTS }, stereoSlot));
      const lists = players.map((_, p) =>
        used.flatMap((stem, u) => {
          const place = places[stem];
          return place?.player === p ? [{ u, at: place.at }] : [];
        }),
      );
      await Promise.all(
        players.map((player, p) => {
          const list = lists[p] as { u: number; at: number }[];
          return player.start(
            {
              stems: list.map(({ at }) => at),
              settings: list.map(({ u }) => programme.settings[u] as DeckProgramme["settings"][number]),
              shaped: list.map(({ u }) => programme.shaped[u] ?? null),
              frames: programme.frames,
            },
            Array.from({ length: SLOTS }, (_, slot) => list.map(({ u }) => (blocks[u] as Block[])[slot] as Block)),
          );
        }),
      );
      const ask = (frame: number, slot: number): Promise<readonly (readonly boolean[])[]> => {
        const frames = Math.min(STEP_FRAMES, programme.frames - frame);
        const asked = Promise.all(players.map((player) => player.play(frame, frames, slot)));
        asked.catch(() => {});
        return asked;
      };
      let coming = ask(0, 0);
      for (let frame = 0, slot = 0; frame < programme.frames; frame += STEP_FRAMES, slot = (slot + 1) % SLOTS) {
        const sounding = await coming;
        signal?.throwIfAborted();
        const next = frame + STEP_FRAMES;
        if (next < programme.frames) coming = ask(next, (slot + 1) % SLOTS);
        const frames = Math.min(STEP_FRAMES, programme.frames - frame);
        const placed: (Block | null)[] = used.map(() => null);
        lists.forEach((list, p) => {
          list.forEach(({ u }, k) => {
            if (!sounding[p]?.[k]) return;
            placed[u] = ((blocks[u] as Block[])[slot] as Block).map((samples) => samples.subarray(0, frames));
          });
        });
        await take(placed, frame, frames);
      }
      await Promise.all(players.map((player) => player.finish()));
    },
    close: async () => {
      await Promise.all(players.map((player) => player.close().catch(() => {})));
    },
  };
}

function stereoSlot(): Block {
  return [0, 1].map(() => new Float32Array(new SharedArrayBuffer(STEP_FRAMES * 4)));
}

function localPlayer(): Player {
  const deck: StemDeck = createStemDeck();
  let slots: readonly (readonly Block[])[] = [];
  return {
    open: deck.open,
    analyse: deck.analyse,
    start: (programme, given) => {
      slots = given;
      return deck.start(programme);
    },
    play: async (frame, frames, slot) => {
      const sounding: boolean[] = [];
      for (const [k, block] of (slots[slot] as readonly Block[]).entries()) {
        const part = block.map((samples) => samples.subarray(0, frames));
        sounding.push(await deck.step(k, frame, part));
      }
      return sounding;
    },
    finish: deck.finish,
    close: deck.close,
  };
}

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

function remotePlayer(): Player {
  const worker = new Worker(new URL(`./deck.worker${extname(import.meta.url)}`, import.meta.url));
  const pending = new Map<number, { resolve: (result: never) => void; reject: (cause: unknown) => void }>();
  let next = 1;
  const failAll = (cause: unknown): void => {
    for (const { reject } of pending.values()) reject(cause);
    pending.clear();
  };
  worker.on("message", (answer: DeckAnswer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.kind === "done") waiting?.resolve(answer.result as never);
    else waiting?.reject(revived(answer.cause));
  });
  worker.on("error", failAll);
  worker.on("exit", () => failAll(new Error("a thread of the mix ended before its work")));
  const ask = <T>(request: Unnumbered<DeckRequest>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const id = next++;
      pending.set(id, { resolve: resolve as (result: never) => void, reject });
      worker.postMessage({ ...request, id });
    });
  return {
    open: (path) => ask({ kind: "open", path }),
    analyse: (at, sampleRate) => ask({ kind: "analyse", at, sampleRate }),
    start: (programme, slots) => ask({ kind: "start", programme, slots }),
    play: (frame, frames, slot) => ask({ kind: "step", frame, frames, slot }),
    finish: () => ask({ kind: "finish" }),
    close: async () => {
      await ask({ kind: "close" }).catch(() => {});
      await worker.terminate();
    },
  };
}
