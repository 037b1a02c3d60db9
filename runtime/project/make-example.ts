/** Writes the stems and the mix of the example song where they are missing. */
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import type { Sound } from "../../foundation/sound/audio.ts";
import {
  addStem,
  EXAMPLE_SAMPLE_RATE,
  EXAMPLE_SECONDS,
  exampleStem,
  STEM_NAMES,
} from "../../foundation/sound/example/index.ts";
import { createSound } from "../codecs/create-sound.ts";

/** Frames handed to a writer at once. */
const BLOCK = 65_536;

export interface ExampleFiles {
  /** Absolute paths. */
  readonly stems: readonly string[];
  readonly mix: string;
  /** Those of them that were made now. */
  readonly made: readonly string[];
}

/** Files that exist stay as they are unless `force`. The sum of the stem files is the mix file, sample for sample. */
export async function makeExample(
  place: { readonly stems: string; readonly mix: string; readonly title: string; readonly artist: string },
  seed: number,
  force: boolean,
  run?: Run,
): Promise<ExampleFiles> {
  const stems = STEM_NAMES.map((name) => join(place.stems, `${name}.wav`));
  const missing = (path: string): boolean => force || !existsSync(path);
  const made = [...stems, place.mix].filter(missing);
  if (made.length === 0) return { stems, mix: place.mix, made };
  const frames = Math.round(EXAMPLE_SECONDS * EXAMPLE_SAMPLE_RATE);
  const mix = { sampleRate: EXAMPLE_SAMPLE_RATE, channels: [new Float32Array(frames), new Float32Array(frames)] };
  for (const [at, name] of STEM_NAMES.entries()) {
    checkpoint(run, { done: at, total: STEM_NAMES.length, doing: `playing ${name}` });
    // Lets Ctrl-C through between two stems.
    await new Promise(setImmediate);
    const path = stems[at] as string;
    if (!missing(path) && !missing(place.mix)) continue;
    const stem = exampleStem(name, seed);
    addStem(mix, stem);
    if (missing(path)) await writeSound(path, stem, `${place.title} (${name})`, place.artist, run);
  }
  if (missing(place.mix)) await writeSound(place.mix, mix, place.title, place.artist, run);
  checkpoint(run, { done: 1, total: 1, doing: "playing" });
  return { stems, mix: place.mix, made };
}

async function writeSound(path: string, sound: Sound, title: string, artist: string, run?: Run): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const sink = await createSound(
    path,
    {
      container: "wav",
      sampleRate: sound.sampleRate,
      channelCount: sound.channels.length,
      samples: { kind: "float", bits: 32 },
    },
    { title, artist },
  );
  try {
    const frames = sound.channels[0]?.length ?? 0;
    for (let from = 0; from < frames; from += BLOCK) {
      run?.signal?.throwIfAborted();
      await sink.write(sound.channels.map((channel) => channel.subarray(from, from + BLOCK)));
    }
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
