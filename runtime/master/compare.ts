/** Before and after at equal loudness: louder must not win by being louder. */
import { rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { createQuantiser } from "../../foundation/sound/index.ts";
import { croppedBlocks, type Edges, edgesOf, planFor } from "../../production/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { moveInto, refuseExisting, unfinishedPath } from "../project/files.ts";
import type { MasteredSong } from "./master-song.ts";

export interface Comparison {
  readonly before: string;
  readonly after: string;
  /** What was taken off each to make them equally loud, dB. */
  readonly beforeGainDb: number;
  readonly afterGainDb: number;
  readonly integratedLufs: number;
}

const HIGHEST_DBTP = -0.5;

/**
 * Writes mix and master as 24-bit WAV, at the louder loudness that keeps either under -0.5 dBTP; what was trimmed off
 * the master is left out of the mix too, so that both run in step. `stem` begins the names. Null for silence.
 */
export async function writeComparison(
  song: MasteredSong,
  out: string,
  force: boolean,
  stem: string = basename(song.source.path, extname(song.source.path)),
): Promise<Comparison | null> {
  const { source } = song;
  const delivery = song.deliveries.find(({ format }) => format.samples !== null) ?? song.deliveries[0];
  const before = source.analysis.measurement;
  const after = delivery?.analysis.measurement;
  if (!delivery || !after || before.integratedLufs === null || after.integratedLufs === null) return null;
  const room = (peak: number | null, lufs: number): number => lufs + (HIGHEST_DBTP - (peak ?? 0));
  const level = Math.min(
    after.integratedLufs,
    room(before.truePeakDbtp, before.integratedLufs),
    room(after.truePeakDbtp, after.integratedLufs),
  );
  const paths = { before: join(out, `${stem}.compare-before.wav`), after: join(out, `${stem}.compare-after.wav`) };
  const beforeGainDb = level - before.integratedLufs;
  const afterGainDb = level - after.integratedLufs;
  const kept = edgesOf(planFor(song.plan.decisions, delivery.target), before.sampleRate, before.frames);
  await writeAt(source.path, paths.before, beforeGainDb, force, kept);
  await writeAt(delivery.path, paths.after, afterGainDb, force, null);
  return { ...paths, beforeGainDb, afterGainDb, integratedLufs: level };
}

async function writeAt(
  from: string,
  to: string,
  gainDb: number,
  force: boolean,
  kept: Pick<Edges, "from" | "to"> | null,
): Promise<void> {
  await refuseExisting(to, force);
  const source = await openSound(from);
  const part = unfinishedPath(to);
  try {
    const { sampleRate, channelCount } = source.format;
    const frames = kept ? kept.to - kept.from : source.format.frames;
    const samples = { kind: "integer", bits: 24 } as const;
    const sink = await createSound(part, { container: "wav", sampleRate, channelCount, frames, samples }, {});
    const quantiser = createQuantiser(24, "tpdf", 1, channelCount);
    const gain = amplitudeFromDecibels(gainDb);
    try {
      for await (const block of kept ? croppedBlocks(source.blocks(), kept) : source.blocks()) {
        await sink.write(quantiser.push(block.map((samples) => samples.map((sample) => sample * gain))));
      }
      await sink.finish();
    } catch (cause) {
      await sink.abort();
      throw cause;
    }
    await moveInto(part, to, force);
  } finally {
    await source.close();
    await rm(part, { force: true });
  }
}
