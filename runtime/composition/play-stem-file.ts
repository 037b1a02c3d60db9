/** One stem of a score to a WAV file. */
import { playStem, type StemSpec } from "../../composition/sound/play-score.ts";
import type { Score } from "../../foundation/score/index.ts";
import { createSound } from "../codecs/create-sound.ts";

const BLOCK = 65_536;

/** 32-bit float WAV; nothing may be at `path`. */
export async function playStemFile(
  score: Score,
  spec: StemSpec,
  sampleRate: number,
  seed: number,
  path: string,
): Promise<void> {
  const stem = playStem(score, spec, sampleRate, seed);
  const sink = await createSound(
    path,
    { container: "wav", sampleRate, channelCount: stem.channels.length, samples: { kind: "float", bits: 32 } },
    { title: spec.name },
  );
  try {
    const frames = stem.channels[0]?.length ?? 0;
    for (let from = 0; from < frames; from += BLOCK)
      await sink.write(stem.channels.map((channel) => channel.subarray(from, from + BLOCK)));
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
