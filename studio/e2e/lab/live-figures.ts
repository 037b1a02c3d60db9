/** The live mix timed: first sound, a fader, drop-outs, the load of rendering. */
import deckUrl from "../../player/deck.worklet.ts?worker&url";
import { createDeckMemory, MISSED, PLAYED, PLAYING, SONG_FRAMES, viewDeck } from "../../player/shared-deck.ts";
import type { MixMaterial } from "../../preview/live-mix.ts";
import type { PreviewAnswer, PreviewWord } from "../../preview/preview.worker.ts";
import probeUrl from "./probe.worklet.ts?worker&url";

export interface LiveFigures {
  /** From pressing play to the first quantum that is not silence, ms; the sound card's own latency is not in it. */
  readonly firstSoundMs: number;
  /** From a change of all faders by -40 dB to the first quantum that is 20 dB down, ms, one for each of some tries. */
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

export async function measureLive(material: MixMaterial, token: string, seconds: number): Promise<LiveFigures> {
  const { sampleRate, frames, stems, settings } = material;
  const context = new AudioContext({ sampleRate, latencyHint: "interactive" });
  await Promise.all([context.audioWorklet.addModule(deckUrl), context.audioWorklet.addModule(probeUrl)]);
  const node = new AudioWorkletNode(context, "songwright-deck", { numberOfInputs: 0, outputChannelCount: [2] });
  const probe = new AudioWorkletNode(context, "songwright-probe", { outputChannelCount: [2] });
  node.connect(probe).connect(context.destination);
  await context.resume();
  let heard: (power: number) => void = () => {};
  probe.port.onmessage = ({ data }: MessageEvent<readonly [number, number]>) => heard(data[1]);
  const until = (fits: (power: number) => boolean): Promise<void> =>
    new Promise((done) => {
      heard = (power) => {
        if (!fits(power)) return;
        heard = () => {};
        done();
      };
    });
  const loads: number[] = [];
  const begun = performance.now();
  const memory = createDeckMemory(1, 32_768);
  const deck = viewDeck(memory);
  deck.control[SONG_FRAMES] = frames;
  node.port.postMessage(memory);
  const worker = new Worker(new URL("../../preview/preview.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
    if (data.kind === "load") loads.push(data.realtime);
    else if (data.kind === "failed") throw new Error(data.message);
  };
  worker.postMessage({
    kind: "start",
    start: { deck: memory, token, sampleRate, stems, settings, gain: 1 },
  } satisfies PreviewWord);
  Atomics.store(deck.control, PLAYING, 1);
  await until((power) => power > 1e-10);
  const firstSoundMs = performance.now() - begun;
  const missedAtFirst = Atomics.load(deck.control, MISSED);
  const faderMs: number[] = [];
  for (let n = 0; n < TRIES; n++) {
    await until((power) => power > 1e-5);
    const changed = performance.now();
    const quieter = settings.stems.map((stem) => ({ ...stem, faderDb: stem.faderDb - 60 }));
    worker.postMessage({ kind: "change", settings: { ...settings, stems: quieter } } satisfies PreviewWord);
    await until((power) => power < 1e-8);
    faderMs.push(performance.now() - changed);
    worker.postMessage({ kind: "change", settings } satisfies PreviewWord);
    await new Promise((done) => setTimeout(done, 500));
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
