/** One verb of the command line, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { runCommandLine } from "../cli/frame.ts";
import type { VerbAnswer, VerbInput } from "./run-jobs.ts";

const port = parentPort as NonNullable<typeof parentPort>;
const { words, folder } = workerData as VerbInput;
const controller = new AbortController();
port.on("message", () => controller.abort(new DOMException("cancelled", "AbortError")));

let out = "";
let err = "";
const tell = (answer: VerbAnswer): void => port.postMessage(answer);
/** Milliseconds between two tellings of progress. */
const EVERY = 100;
let told = 0;

const code = await runCommandLine([...words, "--json"], {
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  terminal: false,
  columns: 80,
  folder,
  signal: controller.signal,
  now: () => performance.now(),
  progress: {
    show(progress) {
      const now = performance.now();
      if (now - told < EVERY) return;
      told = now;
      tell({ kind: "progress", progress });
    },
    clear: () => {},
  },
});
tell({ kind: "ended", code, out, err });
port.close();
