/** A deck of stems in a thread of its own. Steps are written into shared memory. */
import { parentPort } from "node:worker_threads";
import type { Block } from "../../foundation/sound/audio.ts";
import { plainError } from "../sound/thread-errors.ts";
import { createStemDeck, type DeckProgramme } from "./stem-deck.ts";

export type DeckRequest =
  | { kind: "open"; id: number; path: string }
  | { kind: "analyse"; id: number; at: number; sampleRate: number }
  | { kind: "start"; id: number; programme: DeckProgramme; slots: readonly (readonly Block[])[] }
  | { kind: "step"; id: number; frame: number; frames: number; slot: number }
  | { kind: "finish"; id: number }
  | { kind: "close"; id: number };

export type DeckAnswer = { kind: "done"; id: number; result: unknown } | { kind: "failed"; id: number; cause: unknown };

const port = parentPort;
if (!port) throw new Error("deck.worker.ts is a worker");
const deck = createStemDeck();
/** [slot][stem]: stereo. */
let slots: readonly (readonly Block[])[] = [];

async function perform(request: DeckRequest): Promise<unknown> {
  switch (request.kind) {
    case "open":
      return deck.open(request.path);
    case "analyse":
      return deck.analyse(request.at, request.sampleRate);
    case "start":
      slots = request.slots;
      return deck.start(request.programme);
    case "step": {
      const sounding: boolean[] = [];
      for (const [at, block] of (slots[request.slot] as readonly Block[]).entries())
        sounding.push(
          await deck.step(
            at,
            request.frame,
            block.map((samples) => samples.subarray(0, request.frames)),
          ),
        );
      return sounding;
    }
    case "finish":
      return deck.finish();
    case "close":
      return deck.close();
  }
}

// One after the other, in the order they came.
let last: Promise<unknown> = Promise.resolve();
port.on("message", (request: DeckRequest) => {
  last = last.then(async () => {
    try {
      port.postMessage({ kind: "done", id: request.id, result: await perform(request) } satisfies DeckAnswer);
    } catch (cause) {
      port.postMessage({ kind: "failed", id: request.id, cause: plainError(cause) } satisfies DeckAnswer);
    }
  });
});
