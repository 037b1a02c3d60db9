/** One sound file measured, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { analyseFile } from "../sound/analyse-file.ts";

const { path } = workerData as { readonly path: string };
const { analysis } = await analyseFile(path, undefined, { wholeSpectrumHop: true });
parentPort?.postMessage(analysis);
