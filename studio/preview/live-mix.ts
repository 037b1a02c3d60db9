/** The mix of the plan that is on the screen, on the deck: every change of the plan is heard as it is made. */
import type { Plan } from "../../foundation/plan/index.ts";
import { type MixSettings, mixSettings, stemIds } from "../../production/mix/index.ts";
import { getJson } from "../api/request.ts";
import { token } from "../api/token.ts";
import type { ProjectFile } from "../api/types.ts";
import { loadRendered } from "../player/player.ts";
import { say } from "../state/notices.ts";
import { api, type OpenProject } from "../state/project.ts";
import { createStore } from "../state/store.ts";
import type { PreviewAnswer, PreviewStart, PreviewWord } from "./preview.worker.ts";
import type { StemFile } from "./stem-source.ts";

export interface LiveMix {
  readonly title: string;
  /** Share of real time that rendering takes: at 1 it would break off. */
  readonly load: number | null;
}

/** Null: what plays is something else. */
export const liveMix = createStore<LiveMix | null>(null);

let worker: Worker | null = null;

export interface MixMaterial {
  readonly stems: readonly StemFile[];
  readonly settings: MixSettings;
  readonly sampleRate: number;
  readonly frames: number;
}

/** Stems of a plan, found among the project's files by name. Throws where one is missing. */
export async function mixMaterial(project: string, plan: Plan, files: readonly ProjectFile[]): Promise<MixMaterial> {
  const names = plan.material.map(({ name }) => name.split(/[\\/]/).at(-1) as string);
  const stems = await Promise.all(
    names.map(async (name): Promise<StemFile> => {
      const file = files.find((each) => each.place === "stems" && each.name === name);
      if (!file) throw new Error(`The stem ${name} is not in the project any more.`);
      const { sampleRate, channels, frames } = await getJson<{ sampleRate: number; channels: number; frames: number }>(
        api(project, `/files/${file.id}/sound`),
      );
      return { url: api(project, `/files/${file.id}/pcm`), sampleRate, channels, frames };
    }),
  );
  const sampleRate = usualRate(stems);
  const settings = mixSettings(plan.decisions, stemIds(names));
  const frames = Math.max(
    ...stems.map(
      (stem, s) =>
        Math.round((stem.frames * sampleRate) / stem.sampleRate) + Math.max(0, settings.stems[s]?.shiftFrames ?? 0),
    ),
  );
  return { stems, settings, sampleRate, frames };
}

/** The rate that most stems have; of several the highest. */
function usualRate(stems: readonly StemFile[]): number {
  const counts = new Map<number, number>();
  for (const { sampleRate } of stems) counts.set(sampleRate, (counts.get(sampleRate) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 48_000;
}

/** @param gainDb of the mix bus, as the last rendering had it */
export async function startLiveMix(title: string, material: MixMaterial, gainDb: number): Promise<void> {
  const { sampleRate, frames, stems, settings } = material;
  await loadRendered(title, sampleRate, frames, 32_768, (deck, rate) => {
    const mine = new Worker(new URL("./preview.worker.ts", import.meta.url), { type: "module" });
    worker = mine;
    mine.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
      if (data.kind === "failed") say({ kind: "error", text: `The mix cannot be heard: ${data.message}` });
      else if (data.kind === "load") liveMix.set({ title, load: data.realtime });
    };
    const start: PreviewStart = { deck, token, sampleRate: rate, stems, settings, gain: 10 ** (gainDb / 20) };
    mine.postMessage({ kind: "start", start } satisfies PreviewWord);
    liveMix.set({ title, load: null });
    return () => {
      mine.terminate();
      if (worker === mine) {
        worker = null;
        liveMix.set(null);
      }
    };
  });
}

/** What was changed, heard with the next step. Nothing where no live mix plays. */
export function changeLiveMix(settings: MixSettings): void {
  worker?.postMessage({ kind: "change", settings } satisfies PreviewWord);
}

/** Stems as they are, summed: what a song that was just written sounds like before it is mixed. */
export async function hearStems(open: OpenProject, files: readonly ProjectFile[]): Promise<void> {
  const title = `${open.details.title}, unmixed`;
  const stems = await Promise.all(
    files.map(async (file): Promise<StemFile> => {
      const { sampleRate, channels, frames } = await getJson<{ sampleRate: number; channels: number; frames: number }>(
        api(open.id, `/files/${file.id}/sound`),
      );
      return { url: api(open.id, `/files/${file.id}/pcm`), sampleRate, channels, frames };
    }),
  );
  const key = files.map(({ id, modifiedAt }) => id + modifiedAt).join();
  if (liveMix.get()?.title === title && heard === key) return;
  heard = key;
  const sampleRate = usualRate(stems);
  const frames = Math.max(...stems.map((stem) => Math.round((stem.frames * sampleRate) / stem.sampleRate)));
  const settings = plainSettings(stemIds(files.map(({ name }) => name)));
  await startLiveMix(title, { stems, settings, sampleRate, frames }, -6);
}

let heard = "";

/** No effect, every fader at 0 dB. */
function plainSettings(ids: readonly string[]): MixSettings {
  const stems = ids.map((id) => ({
    id,
    role: "keys" as const,
    bus: "music" as const,
    muted: false,
    flipped: false,
    shiftFrames: 0,
    offsets: [0],
    channelGainsDb: [0, 0] as const,
    mono: false,
    sideDb: 0,
    equaliser: [],
    gate: null,
    compressor: null,
    makeUpDb: 0,
    deEsser: null,
    momentCuts: [],
    momentMakeUpDb: 0,
    automation: [],
    faderDb: 0,
    pan: 0,
    reverbDb: null,
    echoDb: null,
  }));
  return {
    stems,
    buses: [],
    reverb: { decaySeconds: 1.5, dampingHz: 5000, preDelayMs: 20, size: 0.7 },
    echo: { seconds: 0.4, feedback: 0.3, dampingHz: 4000 },
    peakDbfs: -6,
  };
}
