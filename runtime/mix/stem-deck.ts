/** Some of a song's stems: opened, analysed, then played step by step. The same code in this thread and in a worker. */
import { FormatError } from "../../foundation/plan/index.ts";
import type { Block, SoundFormat, SoundSource, SoundWarning } from "../../foundation/sound/audio.ts";
import { createResampler, isSilent } from "../../foundation/sound/index.ts";
import {
  createStemPlayer,
  createStemSketcher,
  createStemTracer,
  keepFinite,
  type StemPlayer,
  type StemSettings,
  type StemSketch,
  type StemTrace,
} from "../../production/mix/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { createScratch, type OwnedScratch } from "../sound/scratch.ts";
import { createStepReader, type StepReader } from "./step-reader.ts";

/** Frames that are played at once. */
export const STEP_FRAMES = 16_384;

export interface OpenedStem {
  readonly format: SoundFormat;
}

export interface AnalysedStem {
  readonly trace: StemTrace;
  readonly sketch: StemSketch;
  readonly warnings: readonly SoundWarning[];
}

/** What is to be played. */
export interface DeckProgramme {
  /** Numbers of the deck's stems, in the order of `open`. */
  readonly stems: readonly number[];
  /** For each of them. */
  readonly settings: readonly StemSettings[];
  /** Where the shaped sound of each stem is written as 32-bit float WAV; null: it is not. */
  readonly shaped: readonly (string | null)[];
  readonly frames: number;
}

export interface StemDeck {
  open(path: string): Promise<OpenedStem>;
  /** Analyses stem `at` at the song's rate, and keeps its sound within reach. */
  analyse(at: number, sampleRate: number, signal?: AbortSignal): Promise<AnalysedStem>;
  start(programme: DeckProgramme): Promise<void>;
  /** The stem at place `at` of the programme, placed, from `frame` on into `into`. False where it is silent and nothing was written. */
  step(at: number, frame: number, into: Block): Promise<boolean>;
  /** After the last step: files of shaped sound are finished. */
  finish(): Promise<void>;
  /** Lets go of everything; unfinished files are taken away. */
  close(): Promise<void>;
}

interface Stem {
  readonly path: string;
  source: SoundSource | null;
  scratch: OwnedScratch | null;
}

interface Player {
  readonly player: StemPlayer;
  readonly reader: StepReader;
  readonly sink: Awaited<ReturnType<typeof createSound>> | null;
}

export function createStemDeck(folder?: string): StemDeck {
  const stems: Stem[] = [];
  let rate = 0;
  let players: Player[] = [];
  let finished = false;

  const soundOf = (stem: Stem): AsyncIterable<Block> => {
    if (stem.scratch) return stem.scratch.blocks();
    if (!stem.source) throw new RangeError("a stem is played before it is opened");
    return stem.source.blocks();
  };

  return {
    open: async (path) => {
      const source = await openSound(path);
      stems.push({ path, source, scratch: null });
      return { format: source.format };
    },
    analyse: async (at, sampleRate, signal) => {
      rate = sampleRate;
      const stem = stems[at] as Stem;
      const source = stem.source as SoundSource;
      const { format } = source;
      const channels = Math.min(2, format.channelCount);
      const convert =
        format.sampleRate === sampleRate ? null : createResampler(format.sampleRate, sampleRate, channels);
      // A file that can be read again as it is needs no copy.
      const scratch = convert || format.lossy || format.channelCount > 2 ? createScratch(channels, folder) : null;
      stem.scratch = scratch;
      const tracer = createStemTracer(sampleRate, channels);
      const sketcher = createStemSketcher(sampleRate, channels);
      let frames = 0;
      const take = async (block: Block): Promise<void> => {
        if (!block[0]?.length) return;
        frames += block[0].length;
        tracer.push(block);
        sketcher.push(block);
        await scratch?.write(block);
      };
      for await (const given of source.blocks(signal)) {
        const stereo = given.slice(0, 2);
        const block = stereo.every(isSilent) ? stereo : finite(stereo);
        await take(convert ? convert.push(block) : block);
      }
      if (convert) await take(convert.flush());
      if (frames === 0) throw new FormatError(format.container, 0, "sound", "not one frame");
      if (scratch) {
        await source.close();
        stem.source = null;
      }
      return { trace: tracer.finish(), sketch: sketcher.finish(), warnings: source.warnings };
    },
    start: async (programme) => {
      const { settings, shaped, frames } = programme;
      players = [];
      for (const [at, number] of programme.stems.entries()) {
        const stem = stems[number] as Stem;
        const own = settings[at] as StemSettings;
        const path = shaped[at] ?? null;
        const target = {
          container: "wav",
          sampleRate: rate,
          channelCount: 2,
          samples: { kind: "float", bits: 32 },
          frames,
        } as const;
        players.push({
          player: createStemPlayer(own, rate),
          reader: createStepReader(soundOf(stem), own.shiftFrames),
          sink: path === null ? null : await createSound(path, target, {}),
        });
      }
    },
    step: async (at, frame, into) => {
      const { player, reader, sink } = players[at] as Player;
      const silent = await reader.read(into);
      const sounding = player.shape(into, frame, silent);
      await sink?.write(into);
      return sounding && player.place(into, frame);
    },
    finish: async () => {
      for (const { sink, reader } of players) {
        await sink?.finish();
        await reader.close();
      }
      finished = true;
    },
    close: async () => {
      if (!finished) for (const { sink } of players) await sink?.abort();
      for (const { reader } of players) await reader.close().catch(() => {});
      for (const { source, scratch } of stems) {
        await source?.close();
        await scratch?.discard();
      }
      players = [];
      stems.length = 0;
    },
  };
}

function finite(block: Block): Block {
  for (const samples of block) keepFinite(samples);
  return block;
}
