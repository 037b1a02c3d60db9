/** One thread beside this one for measuring, started when first wanted and never kept waiting for. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Block } from "../../foundation/sound/audio.ts";
import type { MeterAnswer, MeterRequest } from "./meters.worker.ts";
import { revived } from "./thread-errors.ts";

/** A meter in the other thread. A block is copied before `push` comes back. */
export interface RemoteMeter<T> {
  /** Waits while the other thread is behind. */
  push(block: Block): Promise<void>;
  finish(): Promise<T>;
  /** Gives up: nothing more is sent, nothing is kept. */
  drop(): void;
}

type Opening<K> = K extends "block" | "finish" ? never : Omit<Extract<MeterRequest, { kind: K }>, "slots">;
type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

const SLOTS = 4;
const SLOT_FRAMES = 65_536;

interface Pending {
  waiting: number;
  resume: (() => void) | null;
  resolve: (result: unknown) => void;
  reject: (cause: unknown) => void;
}

let worker: Worker | null = null;
let next = 1;
const pending = new Map<number, Pending>();

/** Starts the thread early, so that it is there when it is wanted. */
export function warmMeterThread(): void {
  thread();
}

function thread(): Worker {
  if (worker) return worker;
  const started = new Worker(new URL(`./meters.worker${extname(import.meta.url)}`, import.meta.url));
  started.on("message", (message: MeterAnswer) => {
    const entry = pending.get(message.id);
    if (!entry) return;
    if (message.kind === "taken") {
      entry.waiting--;
      entry.resume?.();
      entry.resume = null;
      return;
    }
    settle(message.id);
    if (message.kind === "result") entry.resolve(message.result);
    else entry.reject(revived(message.cause));
  });
  started.on("error", (cause) => {
    worker = null;
    for (const [id, entry] of pending) {
      settle(id);
      entry.resume?.();
      entry.reject(cause);
    }
  });
  started.unref();
  worker = started;
  return started;
}

function settle(id: number): void {
  pending.delete(id);
}

let waits = 0;

/** The process stays while something is waited for, and may end when nothing is. */
async function held<T>(promise: Promise<T>): Promise<T> {
  waits++;
  worker?.ref();
  try {
    return await promise;
  } finally {
    waits--;
    if (waits === 0) worker?.unref();
  }
}

function open<T>(request: Unnumbered<MeterRequest>): { id: number; entry: Pending; result: Promise<T> } {
  const id = next++;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  promise.catch(() => {});
  const entry: Pending = { waiting: 0, resume: null, resolve, reject };
  pending.set(id, entry);
  thread().postMessage({ ...request, id });
  return { id, entry, result: promise as Promise<T> };
}

export function openRemoteMeter<T>(request: Unnumbered<Opening<"spectral" | "envelope" | "spectrum">>): RemoteMeter<T> {
  const { channelCount } = request;
  // Slots that are written here and read there, in turn: nothing is allocated while blocks go by.
  const slots = Array.from({ length: SLOTS }, () =>
    Array.from({ length: channelCount }, () => new Float32Array(new SharedArrayBuffer(SLOT_FRAMES * 4))),
  );
  const { id, entry, result } = open<T>({ ...request, slots });
  let slot = 0;
  const send = async (block: Block, from: number, frames: number): Promise<void> => {
    if (entry.waiting === SLOTS && pending.has(id)) {
      await held(
        new Promise<void>((resume) => {
          entry.resume = resume;
        }),
      );
    }
    block.forEach((samples, c) => {
      slots[slot]?.[c]?.set(samples.subarray(from, from + frames));
    });
    entry.waiting++;
    thread().postMessage({ kind: "block", id, slot, frames });
    slot = (slot + 1) % SLOTS;
  };
  return {
    push: async (block) => {
      const total = block[0]?.length ?? 0;
      for (let from = 0; from < total; from += SLOT_FRAMES) {
        await send(block, from, Math.min(SLOT_FRAMES, total - from));
      }
    },
    finish: () => {
      thread().postMessage({ kind: "finish", id });
      return held(result);
    },
    drop: () => {
      if (!pending.has(id)) return;
      settle(id);
      thread().postMessage({ kind: "drop", id });
    },
  };
}

/** A whole file measured in the other thread. */
export function analyseRemotely<T>(path: string, wholeSpectrumHop: boolean): Promise<T> {
  return held(open<T>({ kind: "file", path, wholeSpectrumHop }).result);
}
