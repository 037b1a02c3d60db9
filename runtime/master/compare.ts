/** Before and after at equal loudness: louder must not win by being louder. */
import { rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { createQuantiser } from "../../foundation/sound/index.ts";
import { croppedBlocks, type Edges, edgesOf, type Measurement, planFor } from "../../production/index.ts";
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
  const level = equalLevel(before, after) as number;
  const paths = { before: join(out, `${stem}.compare-before.wav`), after: join(out, `${stem}.compare-after.wav`) };
  const beforeGainDb = level - before.integratedLufs;
  const afterGainDb = level - after.integratedLufs;
  const kept = edgesOf(planFor(song.plan.decisions, delivery.target), before.sampleRate, before.frames);
  await writeAt(source.path, paths.before, beforeGainDb, force, kept);
  await writeAt(delivery.path, paths.after, afterGainDb, force, null);
  return { ...paths, beforeGainDb, afterGainDb, integratedLufs: level };
}

type Level = Pick<Measurement, "integratedLufs" | "truePeakDbtp">;

/** The loudness of the second, or as much less as keeps either under -0.5 dBTP; null where one is silent. */
export function equalLevel(before: Level, after: Level): number | null {
  const room = ({ truePeakDbtp, integratedLufs }: Level): number | null =>
    integratedLufs === null ? null : integratedLufs + (HIGHEST_DBTP - (truePeakDbtp ?? 0));
  const [first, second] = [room(before), room(after)];
  if (first === null || second === null || after.integratedLufs === null) return null;
  return Math.min(after.integratedLufs, first, second);
}

/** Writes a sound as 24-bit WAV, moved by a gain; `kept` leaves out the rest. */
export async function writeAt(
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
