/** The studio's player and preview without its screens: for measuring them from outside. */

import type { Plan } from "../../../foundation/plan/index.ts";
import { createEnergyMeter, integratedLoudness, windowMeans } from "../../../foundation/sound/index.ts";
import { getJson } from "../../api/request.ts";
import { token } from "../../api/token.ts";
import type { PlanAnswer, ProjectFile } from "../../api/types.ts";
import deckUrl from "../../player/deck.worklet.ts?worker&url";
import type { FeederStart, FeederWord } from "../../player/feeder.worker.ts";
import { matchingOffsets } from "../../player/playing.ts";
import {
  createDeckMemory,
  FILLED,
  PLAYED,
  PLAYING,
  QUANTUM,
  SELECTED,
  SONG_FRAMES,
  viewDeck,
} from "../../player/shared-deck.ts";
import { mixMaterial } from "../../preview/live-mix.ts";
import type { PreviewAnswer, PreviewWord } from "../../preview/preview.worker.ts";
import { type LiveFigures, measureLive } from "./live-figures.ts";

export interface HeardVersion {
  readonly integratedLufs: number | null;
  /** Frames by which it lies behind the first; over a second in the middle. */
  readonly lag: number;
}

export interface Lab {
  /** Versions as the deck plays them, matched, the audio thread's own code in an offline context. */
  versions(project: string, files: readonly string[]): Promise<readonly HeardVersion[]>;
  /** SHA-256 of the whole mix as rendered here: frames of left and right as 32-bit floats. */
  wholeMix(project: string): Promise<{ readonly sha256: string; readonly frames: number }>;
  live(project: string, seconds: number): Promise<LiveFigures>;
}

declare global {
  interface Window {
    lab: Lab;
  }
}

async function versions(project: string, paths: readonly string[]): Promise<readonly HeardVersion[]> {
  const { files } = await getJson<{ files: ProjectFile[] }>(`/api/projects/${project}/files`);
  const chosen = paths.map((path) => files.find((file) => file.path === path) as ProjectFile);
  const tracks = await Promise.all(
    chosen.map(async ({ id }) => {
      const { sampleRate, channels, frames } = await getJson<{ sampleRate: number; channels: number; frames: number }>(
        `/api/projects/${project}/files/${id}/sound`,
      );
      return { url: `/api/projects/${project}/files/${id}/pcm`, sampleRate, channels, frames };
    }),
  );
  const loudness = await Promise.all(
    chosen.map(
      async ({ id }) =>
        (
          await getJson<{ measurement: { integratedLufs: number | null } }>(
            `/api/projects/${project}/files/${id}/measurement`,
          )
        ).measurement.integratedLufs,
    ),
  );
  const [first] = tracks;
  if (!first) return [];
  const rate = first.sampleRate;
  const frames = Math.floor(first.frames / QUANTUM) * QUANTUM;
  const memory = createDeckMemory(tracks.length, frames + 2 * 16_384);
  const deck = viewDeck(memory);
  deck.control[SONG_FRAMES] = frames;
  const feeder = new Worker(new URL("../../player/feeder.worker.ts", import.meta.url), { type: "module" });
  const start: FeederStart = { deck: memory, token, sampleRate: rate, tracks, aheadSeconds: 10_000 };
  feeder.postMessage({ kind: "start", start } satisfies FeederWord);
  while (Atomics.load(deck.control, FILLED) < frames) await new Promise((done) => setTimeout(done, 50));
  feeder.terminate();
  matchingOffsets(loudness).forEach((db, at) => {
    deck.gains[at] = 10 ** (db / 20);
  });
  deck.control[PLAYING] = 1;
  const heard: Float32Array[][] = [];
  for (const [at] of tracks.entries()) {
    deck.control[SELECTED] = at;
    deck.control[PLAYED] = 0;
    const context = new OfflineAudioContext(2, frames, rate);
    await context.audioWorklet.addModule(deckUrl);
    const node = new AudioWorkletNode(context, "songwright-deck", { numberOfInputs: 0, outputChannelCount: [2] });
    node.port.postMessage(memory);
    node.connect(context.destination);
    // The message has to be there before the first block.
    await new Promise((done) => setTimeout(done, 200));
    const sound = await context.startRendering();
    heard.push([sound.getChannelData(0), sound.getChannelData(1)]);
  }
  return heard.map((block) => {
    const meter = createEnergyMeter(rate, 2);
    meter.push(block);
    return {
      integratedLufs: integratedLoudness(windowMeans(meter.finish().weightedPower, 40, 10)),
      lag: lagOf(heard[0]?.[0] as Float32Array, block[0] as Float32Array, rate),
    };
  });
}

/** Where the two correlate most, within 50 ms. */
function lagOf(a: Float32Array, b: Float32Array, rate: number): number {
  const from = Math.floor(a.length / 2);
  const reach = Math.floor(rate / 20);
  let best = { lag: 0, sum: -Infinity };
  for (let lag = -reach; lag <= reach; lag++) {
    let sum = 0;
    for (let n = 0; n < rate; n++) sum += (a[from + n] ?? 0) * (b[from + n + lag] ?? 0);
    if (sum > best.sum) best = { lag, sum };
  }
  return best.lag;
}

async function planOf(project: string): Promise<{ readonly plan: Plan; readonly files: readonly ProjectFile[] }> {
  const answer = await getJson<PlanAnswer>(`/api/projects/${project}/plans?line=mixes/plan.json`);
  const { files } = await getJson<{ files: ProjectFile[] }>(`/api/projects/${project}/files`);
  return { plan: answer.plan as unknown as Plan, files };
}

async function wholeMix(project: string): Promise<{ sha256: string; frames: number }> {
  const { plan, files } = await planOf(project);
  const { stems, settings, sampleRate } = await mixMaterial(project, plan, files);
  const worker = new Worker(new URL("../../preview/preview.worker.ts", import.meta.url), { type: "module" });
  const done = new Promise<PreviewAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => resolve(data);
  });
  worker.postMessage({
    kind: "whole",
    start: { token, sampleRate, stems, settings },
    step: 16_384,
  } satisfies PreviewWord);
  const answer = await done;
  worker.terminate();
  if (answer.kind !== "whole") throw new Error(JSON.stringify(answer));
  return { sha256: answer.sha256, frames: answer.frames };
}

window.lab = {
  versions,
  wholeMix,
  async live(project, seconds) {
    const { plan, files } = await planOf(project);
    return measureLive(await mixMaterial(project, plan, files), token, seconds);
  },
};
