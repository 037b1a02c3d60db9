/** Renders the mix a moment ahead of what is heard, so that a change is heard at once; or all of it, for comparison. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import type { Block } from "../../foundation/sound/audio.ts";
import type { MixSettings } from "../../production/mix/index.ts";
import {
  append,
  type DeckMemory,
  FILLED,
  JUMP_TO,
  JUMPED,
  JUMPS,
  LOOP_FROM,
  LOOP_TO,
  MISSED,
  PLAYED,
  QUANTUM,
  SONG_FRAMES,
  viewDeck,
} from "../player/shared-deck.ts";
import { createMixRender } from "./mix-render.ts";
import { createStemSource, type StemFile, type StemSource } from "./stem-source.ts";

export interface PreviewStart {
  readonly deck: DeckMemory;
  readonly token: string;
  readonly sampleRate: number;
  readonly stems: readonly StemFile[];
  readonly settings: MixSettings;
  /** Amplitude: of the mix bus. */
  readonly gain: number;
}

export type PreviewWord =
  | { readonly kind: "start"; readonly start: PreviewStart }
  | { readonly kind: "change"; readonly settings: MixSettings }
  | { readonly kind: "whole"; readonly start: Omit<PreviewStart, "deck" | "gain">; readonly step: number };

export type PreviewAnswer =
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "load"; readonly realtime: number }
  /** SHA-256 of the frames, left and right in turn, as 32-bit floats. */
  | { readonly kind: "whole"; readonly sha256: string; readonly frames: number; readonly peak: number };

/** Frames rendered at once: 11 ms at 48 kHz. */
const STEP = 512;
/**
 * Frames rendered ahead of what is heard: a fader is heard after this and what the sound card takes. A machine that is
 * too busy for it, so that sound was missing, gets more.
 */
const AHEAD = 7 * STEP;
const MOST_AHEAD = 24 * STEP;
/** Frames of the stems that are here ahead of their rendering. */
const FETCHED = 196_608;
const IDLE_MS = 2;
/** After a jump the chains are warmed up on what lies before, unheard. */
const WARM_UP = 24_576;

let settings: MixSettings | null = null;
let changed = false;

addEventListener("message", ({ data }: MessageEvent<PreviewWord>) => {
  const failed = (error: unknown): void =>
    postMessage({ kind: "failed", message: String(error) } satisfies PreviewAnswer);
  if (data.kind === "start") preview(data.start).catch(failed);
  else if (data.kind === "change") {
    settings = data.settings;
    changed = true;
  } else renderWhole(data.start, data.step).catch(failed);
});

/** Lets messages in between two steps, without the 4 ms that timers wait. */
const channel = new MessageChannel();
const breathe = (): Promise<void> =>
  new Promise((done) => {
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(null);
  });
const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function blocksFor(stems: readonly unknown[]): Block[] {
  return stems.map(() => [new Float32Array(STEP), new Float32Array(STEP)]);
}

function readStep(
  sources: readonly StemSource[],
  plan: MixSettings,
  blocks: readonly Block[],
  frame: number,
  frames: number,
): (Block | null)[] {
  return sources.map((source, s) => {
    const block = (blocks[s] as Block).map((samples) => samples.subarray(0, frames));
    return source.read(frame - (plan.stems[s]?.shiftFrames ?? 0), block) ? null : block;
  });
}

async function preview({ deck: memory, token, sampleRate, stems, settings: first, gain }: PreviewStart): Promise<void> {
  const deck = viewDeck(memory);
  const { control } = deck;
  const sources = stems.map((file) => createStemSource(file, sampleRate, token));
  settings = first;
  let render = createMixRender(settings, sampleRate);
  const blocks = blocksFor(stems);
  let song = Atomics.load(control, JUMP_TO);
  let jumps = -1;
  let fetching: Promise<unknown> | null = null;
  let busy = 0;
  let rendered = 0;
  let keptAhead = AHEAD;
  let missed = Atomics.load(control, MISSED);
  for (;;) {
    if (changed) {
      changed = false;
      render.change(settings);
    }
    const gone = Atomics.load(control, MISSED);
    // What is missing before the first sound, and after a jump, is waiting.
    if (gone > missed && rendered > AHEAD) keptAhead = Math.min(keptAhead + 2 * STEP, MOST_AHEAD);
    missed = gone;
    const asked = Atomics.load(control, JUMPS);
    if (asked !== jumps) {
      jumps = asked;
      song = Atomics.load(control, JUMP_TO);
      const keep = Atomics.load(control, PLAYED) + 2 * QUANTUM;
      if (Atomics.load(control, FILLED) > keep) Atomics.store(control, FILLED, keep);
      render = createMixRender(settings, sampleRate);
      const from = Math.max(0, song - WARM_UP);
      await Promise.all(sources.map((source) => source.prepare(from, song - from + STEP)));
      for (let at = from; at < song; at += STEP) {
        const frames = Math.min(STEP, song - at);
        render.step(readStep(sources, settings, blocks, at, frames), at, frames);
      }
    }
    const end = Atomics.load(control, SONG_FRAMES);
    const loopTo = Atomics.load(control, LOOP_TO);
    if (loopTo > 0 && song >= loopTo) song = Atomics.load(control, LOOP_FROM);
    const ahead = Atomics.load(control, FILLED) - Atomics.load(control, PLAYED);
    if (song >= end || ahead >= keptAhead) {
      Atomics.store(control, JUMPED, jumps);
      await rest(IDLE_MS);
      continue;
    }
    const lowest = Math.min(0, ...settings.stems.map(({ shiftFrames }) => -shiftFrames));
    const at = song;
    if (fetching === null)
      fetching = Promise.all(sources.map((source) => source.prepare(at + lowest, FETCHED))).finally(() => {
        fetching = null;
      });
    const reach = Math.max(...settings.stems.map(({ shiftFrames }) => Math.abs(shiftFrames)));
    if (!sources.every((source) => source.has(at - reach, STEP + 2 * reach))) {
      await fetching;
      continue;
    }
    const frames = Math.min(STEP, Math.floor((end - song) / QUANTUM) * QUANTUM || end - song);
    const begun = performance.now();
    const mix = render.step(readStep(sources, settings, blocks, song, frames), song, frames);
    for (const samples of mix) for (let n = 0; n < frames; n++) samples[n] = (samples[n] as number) * gain;
    append(deck, [mix], song, Math.max(QUANTUM, Math.floor(frames / QUANTUM) * QUANTUM));
    Atomics.store(control, JUMPED, jumps);
    song += frames;
    busy += performance.now() - begun;
    rendered += frames;
    if (rendered >= 2 * sampleRate) {
      postMessage({ kind: "load", realtime: busy / 1000 / (rendered / sampleRate) } satisfies PreviewAnswer);
      busy = 0;
      rendered = 0;
    }
    await breathe();
  }
}

/** The whole mix in steps of the command line's length: for telling whether both render the same samples. */
async function renderWhole(start: Omit<PreviewStart, "deck" | "gain">, step: number): Promise<void> {
  const { token, sampleRate, stems } = start;
  const sources = stems.map((file) => createStemSource(file, sampleRate, token));
  const render = createMixRender(start.settings, sampleRate);
  const frames = Math.max(
    ...sources.map((source, s) => source.frames + Math.max(0, start.settings.stems[s]?.shiftFrames ?? 0)),
  );
  const all = new Float32Array(2 * frames);
  let peak = 0;
  const blocks = stems.map((): Block => [new Float32Array(step), new Float32Array(step)]);
  for (let at = 0; at < frames; at += step) {
    const count = Math.min(step, frames - at);
    await Promise.all(sources.map((source) => source.prepare(at - step, count + 2 * step)));
    const [left, right] = render.step(readStep(sources, start.settings, blocks, at, count), at, count) as [
      Float32Array,
      Float32Array,
    ];
    for (let n = 0; n < count; n++) {
      peak = Math.max(peak, Math.abs(left[n] as number), Math.abs(right[n] as number));
      all[2 * (at + n)] = left[n] as number;
      all[2 * (at + n) + 1] = right[n] as number;
    }
  }
  const gain = peak > 0 ? amplitudeFromDecibels(start.settings.peakDbfs) / peak : 1;
  for (let n = 0; n < all.length; n++) all[n] = (all[n] as number) * gain;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", all.buffer));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  postMessage({ kind: "whole", sha256, frames, peak } satisfies PreviewAnswer);
}
