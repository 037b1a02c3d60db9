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
import { createStemMemory, fetchWanted, hasFrames, readFrames, type SharedStems, viewStems } from "./shared-stems.ts";
import { createStemSource, framesAt, type StemFile } from "./stem-source.ts";
import type { StemsStart } from "./stems.worker.ts";

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

/** Frames rendered at once: 5 ms at 48 kHz. */
const STEP = 256;
/**
 * Frames rendered ahead of what is heard: a fader is heard after this and what the sound card takes. A machine that is
 * too busy for it, so that sound was missing, gets more.
 */
const AHEAD = 11 * STEP;
const MOST_AHEAD = 48 * STEP;
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
  stems: SharedStems,
  plan: MixSettings,
  blocks: readonly Block[],
  frame: number,
  frames: number,
): (Block | null)[] {
  return blocks.map((whole, s) => {
    const block = whole.map((samples) => samples.subarray(0, frames));
    return readFrames(stems, s, frame - (plan.stems[s]?.shiftFrames ?? 0), block) ? null : block;
  });
}

/** Frames by which a stem may be moved. */
const reachOf = ({ stems }: MixSettings): number =>
  Math.max(0, ...stems.map(({ shiftFrames }) => Math.abs(shiftFrames)));

async function preview({ deck: memory, token, sampleRate, stems, settings: first, gain }: PreviewStart): Promise<void> {
  const deck = viewDeck(memory);
  const { control } = deck;
  const stemMemory = createStemMemory(stems.map((file) => framesAt(file, sampleRate)));
  const shared = viewStems(stemMemory);
  const fetching = new Worker(new URL("./stems.worker.ts", import.meta.url), { type: "module" });
  fetching.onmessage = ({ data }: MessageEvent<string>) =>
    postMessage({ kind: "failed", message: data } satisfies PreviewAnswer);
  fetching.postMessage({ memory: stemMemory, stems, sampleRate, token } satisfies StemsStart);
  /** Tells what is wanted next, and waits until it is here. */
  const here = async (from: number, count: number): Promise<void> => {
    Atomics.store(shared.wanted, 0, Math.max(0, from));
    while (!hasFrames(shared, from, count)) await rest(IDLE_MS);
  };
  settings = first;
  let render = createMixRender(settings, sampleRate);
  const blocks = blocksFor(stems);
  let song = Atomics.load(control, JUMP_TO);
  let jumps = -1;
  let busy = 0;
  let rendered = 0;
  /** Rendered since it began or jumped, and what of it is not given out yet. */
  let lead = 0;
  const opening: { readonly mix: Block; readonly song: number; readonly frames: number }[] = [];
  let keptAhead = AHEAD;
  let missed = Atomics.load(control, MISSED);
  for (;;) {
    if (changed) {
      changed = false;
      render.change(settings);
    }
    const gone = Atomics.load(control, MISSED);
    // What is missing before the first sound, and after a jump, is waiting.
    if (gone > missed && rendered > AHEAD) keptAhead = Math.min(keptAhead + 4 * STEP, MOST_AHEAD);
    missed = gone;
    const asked = Atomics.load(control, JUMPS);
    if (asked !== jumps) {
      jumps = asked;
      song = Atomics.load(control, JUMP_TO);
      const keep = Atomics.load(control, PLAYED) + 2 * QUANTUM;
      if (Atomics.load(control, FILLED) > keep) Atomics.store(control, FILLED, keep);
      lead = 0;
      opening.length = 0;
      render = createMixRender(settings, sampleRate);
      const from = Math.max(0, song - WARM_UP);
      await here(from - reachOf(settings), song - from + STEP + 2 * reachOf(settings));
      for (let at = from; at < song; at += STEP) {
        const frames = Math.min(STEP, song - at);
        render.step(readStep(shared, settings, blocks, at, frames), at, frames);
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
    const reach = reachOf(settings);
    Atomics.store(shared.wanted, 0, Math.max(0, song - reach));
    if (!hasFrames(shared, song - reach, STEP + 2 * reach)) {
      await rest(IDLE_MS);
      continue;
    }
    const frames = Math.min(STEP, Math.floor((end - song) / QUANTUM) * QUANTUM || end - song);
    const begun = performance.now();
    const mix = render.step(readStep(shared, settings, blocks, song, frames), song, frames);
    for (const samples of mix) for (let n = 0; n < frames; n++) samples[n] = (samples[n] as number) * gain;
    opening.push({ mix: mix.map((samples) => samples.slice(0, frames)), song, frames });
    song += frames;
    // The first steps are slow, until the engine has warmed up: it does not begin before a lead is there.
    lead += frames;
    if (lead >= keptAhead || song >= end) {
      for (const each of opening)
        append(deck, [each.mix], each.song, Math.max(QUANTUM, Math.floor(each.frames / QUANTUM) * QUANTUM));
      opening.length = 0;
      Atomics.store(control, JUMPED, jumps);
    }
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
  const shared = viewStems(createStemMemory(sources.map(({ frames: length }) => length)));
  const render = createMixRender(start.settings, sampleRate);
  const reach = reachOf(start.settings);
  const frames = Math.max(
    ...sources.map((source, s) => source.frames + Math.max(0, start.settings.stems[s]?.shiftFrames ?? 0)),
  );
  const all = new Float32Array(2 * frames);
  let peak = 0;
  const blocks = stems.map((): Block => [new Float32Array(step), new Float32Array(step)]);
  for (let at = 0; at < frames; at += step) {
    const count = Math.min(step, frames - at);
    Atomics.store(shared.wanted, 0, Math.max(0, at - reach));
    while (!hasFrames(shared, at - reach, count + 2 * reach)) await fetchWanted(shared, sources);
    const [left, right] = render.step(readStep(shared, start.settings, blocks, at, count), at, count) as [
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
