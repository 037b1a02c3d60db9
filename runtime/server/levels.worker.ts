/** One sound file measured, or looked through for its sections, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { analyseFile } from "../sound/analyse-file.ts";
import { findForm } from "../sound/find-form.ts";

const { path, what } = workerData as { readonly path: string; readonly what: "levels" | "sections" };
if (what === "sections") parentPort?.postMessage((await findForm(path, [])).sections);
else {
  const { analysis, music } = await analyseFile(path, undefined, { wholeSpectrumHop: true, music: true });
  parentPort?.postMessage({ analysis, music });
}
