/** Writes the stems of the example song where they are missing. */
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import type { Sound } from "../../foundation/sound/audio.ts";
import { exampleStem, STEM_NAMES } from "../../foundation/sound/example/index.ts";
import { createSound } from "../codecs/create-sound.ts";

/** Frames handed to a writer at once. */
const BLOCK = 65_536;

export interface ExampleFiles {
  /** Absolute paths. */
  readonly stems: readonly string[];
  /** Those of them that were made now. */
  readonly made: readonly string[];
}

/** Files that exist stay as they are unless `force`. */
export async function makeExample(
  place: { readonly stems: string; readonly title: string; readonly artist: string },
  seed: number,
  force: boolean,
  run?: Run,
): Promise<ExampleFiles> {
  const stems = STEM_NAMES.map((name) => join(place.stems, `${name}.wav`));
  const made = stems.filter((path) => force || !existsSync(path));
  for (const [at, name] of STEM_NAMES.entries()) {
    checkpoint(run, { done: at, total: STEM_NAMES.length, doing: `playing ${name}` });
    const path = stems[at] as string;
    if (!made.includes(path)) continue;
    // Lets Ctrl-C through between two stems.
    await new Promise(setImmediate);
    await writeSound(path, exampleStem(name, seed), `${place.title} (${name})`, place.artist, run);
  }
  checkpoint(run, { done: 1, total: 1, doing: "playing" });
  return { stems, made };
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
