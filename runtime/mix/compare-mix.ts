/** The plain sum of the stems and the mix, at equal loudness: what mixing did, and not how loud it is. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../../foundation/plan/index.ts";
import type { Block } from "../../foundation/sound/audio.ts";
import { createResampler } from "../../foundation/sound/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { type Comparison, equalLevel, writeAt } from "../master/compare.ts";
import { refuseExisting, unfinishedPath } from "../project/files.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { createScratch, type OwnedScratch } from "../sound/scratch.ts";
import type { MixedSong } from "./mix-song.ts";
import { STEP_FRAMES } from "./stem-deck.ts";
import { createStepReader } from "./step-reader.ts";

/** Files that are open at once; what is summed so far lies in a scratch between two rounds. */
const TOGETHER = 8;

type Summed = Pick<MixedSong, "stems" | "frames" | "sampleRate">;

/** Writes listen/before.wav and listen/after.wav in `out`, 24-bit and in step. Null where there is only silence, or no mix. */
export async function compareMix(song: MixedSong, out: string, force: boolean, run?: Run): Promise<Comparison | null> {
  if (song.mix === null) return null;
  const folder = join(out, "listen");
  const paths = { before: join(folder, "before.wav"), after: join(folder, "after.wav") };
  for (const path of [paths.before, paths.after]) await refuseExisting(path, force);
  const plain = unfinishedPath(join(out, "sum.wav"));
  try {
    await writeSum(song, plain, run);
    const before = (await analyseFile(plain, run)).analysis.measurement;
    const after = (await analyseFile(song.mix.path, run)).analysis.measurement;
    const level = equalLevel(before, after);
    if (level === null) return null;
    await mkdir(folder, { recursive: true });
    const beforeGainDb = level - (before.integratedLufs ?? level);
    const afterGainDb = level - (after.integratedLufs ?? level);
    await writeAt(plain, paths.before, beforeGainDb, force, null);
    await writeAt(song.mix.path, paths.after, afterGainDb, force, null);
    return { ...paths, beforeGainDb, afterGainDb, integratedLufs: level };
  } finally {
    await rm(plain, { force: true });
  }
}

/** All stems as they came, added up from their first frames on, at the rate and length of the mix. */
async function writeSum(song: Summed, path: string, run?: Run): Promise<void> {
  let sum: OwnedScratch | null = null;
  try {
    for (let from = 0; from < song.stems.length; from += TOGETHER) {
      const last: OwnedScratch | null = sum;
      sum = await addStems(song, from, last, run);
      await last?.discard();
    }
    const target = {
      container: "wav",
      sampleRate: song.sampleRate,
      channelCount: 2,
      samples: { kind: "float", bits: 32 },
      frames: song.frames,
    } as const;
    const sink = await createSound(path, target, {});
    try {
      if (sum !== null) for await (const block of sum.blocks(run?.signal)) await sink.write(block);
      await sink.finish();
    } catch (cause) {
      await sink.abort();
      throw cause;
    }
  } finally {
    await sum?.discard();
  }
}

async function addStems(
  { stems, frames, sampleRate }: Summed,
  from: number,
  sum: OwnedScratch | null,
  run?: Run,
): Promise<OwnedScratch> {
  const into = createScratch(2);
  const sources = await Promise.all(stems.slice(from, from + TOGETHER).map(({ path }) => openSound(path)));
  const readers = [
    ...(sum === null ? [] : [createStepReader(sum.blocks(run?.signal))]),
    ...sources.map((source) => createStepReader(atRate(source.blocks(run?.signal), source.format, sampleRate))),
  ];
  const step: Block = [new Float32Array(STEP_FRAMES), new Float32Array(STEP_FRAMES)];
  try {
    for (let frame = 0; frame < frames; frame += STEP_FRAMES) {
      run?.signal?.throwIfAborted();
      const count = Math.min(STEP_FRAMES, frames - frame);
      const total: Block = [new Float32Array(count), new Float32Array(count)];
      const part = step.map((samples) => samples.subarray(0, count));
      for (const reader of readers) if (!(await reader.read(part))) add(total, part);
      await into.write(total);
      run?.onProgress?.({
        done: from * frames + (frame + count) * sources.length,
        total: stems.length * frames,
        doing: "adding up the stems",
      });
    }
    return into;
  } catch (cause) {
    await into.discard();
    throw cause;
  } finally {
    for (const reader of readers) await reader.close().catch(() => {});
    for (const source of sources) await source.close();
  }
}

/** What is no number is silence, as in the mix. */
function add(total: Block, part: Block): void {
  for (const [c, samples] of part.entries()) {
    const into = total[c] as Float32Array;
    for (let n = 0; n < samples.length; n++) {
      const sample = samples[n] as number;
      if (Number.isFinite(sample)) into[n] = (into[n] as number) + sample;
    }
  }
}

async function* atRate(
  blocks: AsyncIterable<Block>,
  format: { readonly sampleRate: number; readonly channelCount: number },
  sampleRate: number,
): AsyncGenerator<Block> {
  const convert =
    format.sampleRate === sampleRate
      ? null
      : createResampler(format.sampleRate, sampleRate, Math.min(2, format.channelCount));
  for await (const block of blocks) yield convert ? convert.push(block.slice(0, 2)) : block;
  if (convert) yield convert.flush();
}
