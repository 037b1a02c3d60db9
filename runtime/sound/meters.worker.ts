/** The other thread of measuring: meters that blocks are sent to, and whole files. Same code, same figures. */
import { parentPort } from "node:worker_threads";
import type { Block } from "../../foundation/sound/audio.ts";
import { createMidSideAnalyser, createPeakEnvelopeMeter, type PeakEnvelope } from "../../foundation/sound/index.ts";
import { type AnalyserOptions, createSpectralPart } from "../../production/index.ts";
import { analyseFile } from "./analyse-file.ts";
import { plainError } from "./thread-errors.ts";

/** `open` a meter, send it blocks (answered one by one, so that the sender can wait), `finish` it; or do a `file`. */
export type MeterRequest =
  | { kind: "spectral"; id: number; sampleRate: number; channelCount: number; options: AnalyserOptions; slots: Slots }
  | { kind: "envelope"; id: number; sampleRate: number; channelCount: number; threshold: number; slots: Slots }
  | { kind: "spectrum"; id: number; sampleRate: number; channelCount: number; size: number; slots: Slots }
  | { kind: "block"; id: number; slot: number; frames: number }
  | { kind: "finish"; id: number }
  | { kind: "drop"; id: number }
  | { kind: "file"; id: number; path: string; wholeSpectrumHop: boolean };

/** Shared memory that blocks come in: slot, then channel. */
export type Slots = readonly (readonly Float32Array[])[];

export type MeterAnswer =
  | { kind: "taken"; id: number }
  | { kind: "result"; id: number; result: unknown }
  | { kind: "failed"; id: number; cause: unknown };

interface Meter {
  push(block: Block): void;
  finish(): unknown;
}

const port = parentPort;
if (!port) throw new Error("meters.worker.ts is a worker");
const meters = new Map<number, Meter>();
const slots = new Map<number, Slots>();
const answer = (message: MeterAnswer): void => port.postMessage(message);

port.on("message", async (request: MeterRequest) => {
  const { id } = request;
  try {
    switch (request.kind) {
      case "spectral":
        slots.set(id, request.slots);
        meters.set(id, createSpectralPart(request.sampleRate, request.channelCount, request.options));
        break;
      case "envelope":
        slots.set(id, request.slots);
        meters.set(id, createPeakEnvelopeMeter(request.sampleRate, request.channelCount, request.threshold));
        break;
      case "spectrum":
        slots.set(id, request.slots);
        meters.set(id, createMidSideAnalyser(request.sampleRate, request.size));
        break;
      case "block":
        meters
          .get(id)
          ?.push((slots.get(id)?.[request.slot] ?? []).map((samples) => samples.subarray(0, request.frames)));
        answer({ kind: "taken", id });
        break;
      case "finish":
        {
          const result = meters.get(id)?.finish();
          // An envelope is large and not wanted here any more: it moves over instead of being copied.
          const { pieces = [] } = (result ?? {}) as Partial<PeakEnvelope>;
          const moved = pieces.map(({ buffer }) => buffer);
          port.postMessage({ kind: "result", id, result } satisfies MeterAnswer, moved);
        }
        meters.delete(id);
        slots.delete(id);
        break;
      case "drop":
        meters.delete(id);
        slots.delete(id);
        break;
      case "file":
        answer({ kind: "result", id, result: await analyseFile(request.path, undefined, request) });
        break;
    }
  } catch (cause) {
    answer({ kind: "failed", id, cause: plainError(cause) });
  }
});
