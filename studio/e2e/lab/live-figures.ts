/** The live mix timed: first sound, a fader, drop-outs, the load of rendering. */
import deckUrl from "../../player/deck.worklet.ts?worker&url";
import { createDeckMemory, MISSED, PLAYED, PLAYING, SONG_FRAMES, viewDeck } from "../../player/shared-deck.ts";
import type { MixMaterial } from "../../preview/live-mix.ts";
import type { PreviewAnswer, PreviewWord } from "../../preview/preview.worker.ts";
import probeUrl from "./probe.worklet.ts?worker&url";

export interface LiveFigures {
  /** From pressing play to the first quantum that is not silence, ms; the sound card's own latency is not in it. */
  readonly firstSoundMs: number;
  /** From a change of a fader by -60 dB to the first quantum in which its stem, a tone, is 20 dB down, ms; each try. */
  readonly faderMs: readonly number[];
  /** Quanta that were not there after the first sound. */
  readonly missed: number;
  readonly seconds: number;
  /** Rendering over real time. */
  readonly load: number;
  /** Of the sound card, ms. */
  readonly outputLatencyMs: number;
  readonly stems: number;
}

const TRIES = 8;
const PATIENCE_MS = 20_000;

export async function measureLive(material: MixMaterial, token: string, seconds: number): Promise<LiveFigures> {
  const { sampleRate, frames, stems, settings } = material;
  const context = new AudioContext({ sampleRate, latencyHint: "interactive" });
  await Promise.all([context.audioWorklet.addModule(deckUrl), context.audioWorklet.addModule(probeUrl)]);
  const node = new AudioWorkletNode(context, "songwright-deck", { numberOfInputs: 0, outputChannelCount: [2] });
  const probe = new AudioWorkletNode(context, "songwright-probe", { outputChannelCount: [2] });
  node.connect(probe).connect(context.destination);
  await context.resume();
  type Fits = (power: number, tone: number) => boolean;
  let heard: (power: number, tone: number) => void = () => {};
  let tone = 0;
  probe.port.onmessage = ({ data: [power, now] }: MessageEvent<readonly [number, number]>) => {
    heard(power, now);
    tone = 0.9 * tone + 0.1 * now;
  };
  let failed: (error: Error) => void = () => {};
  const until = (what: string, fits: Fits): Promise<void> =>
    new Promise((done, reject) => {
      failed = reject;
      const timer = setTimeout(() => reject(new Error(`${what} was not heard within ${PATIENCE_MS} ms`)), PATIENCE_MS);
      heard = (power, now) => {
        if (!fits(power, now)) return;
        heard = () => {};
        clearTimeout(timer);
        done();
      };
    });
  const loads: number[] = [];
  const begun = performance.now();
  const memory = createDeckMemory(1, 32_768);
  const deck = viewDeck(memory);
  deck.control[SONG_FRAMES] = frames;
  deck.gains[0] = 1;
  node.port.postMessage(memory);
  const worker = new Worker(new URL("../../preview/preview.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
    if (data.kind === "load") loads.push(data.realtime);
    else if (data.kind === "failed") failed(new Error(data.message));
  };
  worker.postMessage({
    kind: "start",
    start: { deck: memory, token, sampleRate, stems, settings, gain: 1 },
  } satisfies PreviewWord);
  Atomics.store(deck.control, PLAYING, 1);
  await until("the first sound", (power) => power > 1e-10);
  const firstSoundMs = performance.now() - begun;
  const missedAtFirst = Atomics.load(deck.control, MISSED);
  const faderMs: number[] = [];
  const moved = settings.stems.findIndex(({ id }) => id.startsWith("tone"));
  const quieter = settings.stems.map((stem, s) => (s === moved ? { ...stem, faderDb: stem.faderDb - 60 } : stem));
  await new Promise((done) => setTimeout(done, 1500));
  for (let n = 0; n < TRIES && moved >= 0; n++) {
    const before = tone;
    const changed = performance.now();
    worker.postMessage({ kind: "change", settings: { ...settings, stems: quieter } } satisfies PreviewWord);
    await until("the fader", (_, now) => now < before / 100);
    faderMs.push(performance.now() - changed);
    worker.postMessage({ kind: "change", settings } satisfies PreviewWord);
    await new Promise((done) => setTimeout(done, 800));
  }
  while (Atomics.load(deck.control, PLAYED) < Math.min(seconds * sampleRate, frames - sampleRate))
    await new Promise((done) => setTimeout(done, 100));
  const missed = Atomics.load(deck.control, MISSED) - missedAtFirst;
  const played = Atomics.load(deck.control, PLAYED) / sampleRate;
  worker.terminate();
  const outputLatencyMs = 1000 * (context.outputLatency || context.baseLatency);
  await context.close();
  return {
    firstSoundMs,
    faderMs,
    missed,
    seconds: played,
    load: Math.max(...loads),
    outputLatencyMs,
    stems: stems.length,
  };
}
