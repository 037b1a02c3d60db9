/** Finished songs that a mix aims at, listened to at the rate of its stems. */
import { basename } from "node:path";
import { FormatError, type Run } from "../../foundation/plan/index.ts";
import { createResampler } from "../../foundation/sound/index.ts";
import { aimOf, createStemTracer, type MixAim, type StemTrace } from "../../production/mix/index.ts";
import { openSound } from "../codecs/open-sound.ts";

/** Null without songs. Throws what is wrong with the first that cannot be read. */
export async function readAim(paths: readonly string[], sampleRate: number, run?: Run): Promise<MixAim | null> {
  if (paths.length === 0) return null;
  const traces: StemTrace[] = [];
  for (const path of paths) traces.push(await traceOfSong(path, sampleRate, run?.signal));
  return aimOf(traces, paths.map((path) => basename(path)).join(", "));
}

async function traceOfSong(path: string, sampleRate: number, signal?: AbortSignal): Promise<StemTrace> {
  const source = await openSound(path);
  try {
    const { format } = source;
    const channels = Math.min(2, format.channelCount);
    const convert = format.sampleRate === sampleRate ? null : createResampler(format.sampleRate, sampleRate, channels);
    const tracer = createStemTracer(sampleRate, channels);
    let frames = 0;
    for await (const block of source.blocks(signal)) {
      const stereo = block.slice(0, 2);
      const part = convert ? convert.push(stereo) : stereo;
      frames += part[0]?.length ?? 0;
      if (part[0]?.length) tracer.push(part);
    }
    const rest = convert?.flush();
    if (rest?.[0]?.length) tracer.push(rest);
    if (frames === 0) throw new FormatError(format.container, 0, "sound", "not one frame");
    return tracer.finish();
  } finally {
    await source.close();
  }
}
