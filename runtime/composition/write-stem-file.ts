/** One stem of a score to a WAV file. */
import type { PlayedStem } from "../../composition/sound/play-score.ts";
import { createSound } from "../codecs/create-sound.ts";

const BLOCK = 65_536;

/** 32-bit float WAV; nothing may be at `path`. */
export async function writeStemFile({ sampleRate, channels }: PlayedStem, name: string, path: string): Promise<void> {
  const sink = await createSound(
    path,
    { container: "wav", sampleRate, channelCount: channels.length, samples: { kind: "float", bits: 32 } },
    { title: name },
  );
  try {
    const frames = channels[0]?.length ?? 0;
    for (let from = 0; from < frames; from += BLOCK)
      await sink.write(channels.map((channel) => channel.subarray(from, from + BLOCK)));
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
