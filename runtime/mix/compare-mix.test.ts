import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Block } from "../../foundation/sound/audio.ts";
import { openSound } from "../codecs/open-sound.ts";
import { temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { mixRequest, session } from "../report/mix-songs.testing.ts";
import { beats } from "../report/report-songs.testing.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { compareMix } from "./compare-mix.ts";
import { mixSong } from "./mix-song.ts";

const folder = temporaryFolder();

async function samplesOf(path: string): Promise<Float32Array[]> {
  const source = await openSound(path);
  const blocks: Block[] = [];
  for await (const block of source.blocks()) blocks.push(block.map((samples) => samples.slice()));
  await source.close();
  return [0, 1].map((c) => Float32Array.from(blocks.flatMap((block) => [...(block[c] as Float32Array)])));
}

test("the sum is the stems' own, both are equally loud and as long as the mix, and nothing else is left", async () => {
  const rate = 16_000;
  // More than are summed at once; one is mono.
  const stems = Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [
      `stem ${n}`,
      beats(2 + 0.1 * n, 0.05 + 0.01 * n, 0.08, rate).slice(0, n === 4 ? 1 : 2),
    ]),
  );
  const out = join(folder, "out");
  mkdirSync(out);
  const song = await mixSong(mixRequest(await session(join(folder, "stems"), stems, rate), out, { planOnly: false }));
  const compare = await compareMix(song, out, false);
  if (compare === null) throw new Error("no comparison");
  const [before, after] = await Promise.all([compare.before, compare.after].map((path) => analyseFile(path)));
  for (const { analysis } of [before, after] as [typeof before & object, typeof after & object]) {
    expect(analysis.measurement.frames).toBe(song.frames);
    expect(analysis.measurement.integratedLufs).toBeCloseTo(compare.integratedLufs, 2);
    expect(analysis.measurement.truePeakDbtp).toBeLessThan(-0.45);
  }
  const written = await samplesOf(compare.before);
  const gain = 10 ** (compare.beforeGainDb / 20);
  let most = 0;
  for (const c of [0, 1])
    written[c]?.forEach((sample, n) => {
      const sum = Object.values(stems).reduce((total, channels) => total + ((channels[c] ?? channels[0])?.[n] ?? 0), 0);
      most = Math.max(most, Math.abs(sample - gain * sum));
    });
  expect(most).toBeLessThan(4e-7);
  await expect(compareMix(song, out, false)).rejects.toThrow(/before\.wav/);
});

test("silence is compared with nothing", async () => {
  const stems = await session(join(folder, "silent"), { a: [new Float32Array(16_000)] });
  const out = join(folder, "silent-out");
  mkdirSync(out);
  const song = await mixSong(mixRequest(stems, out, { planOnly: false }));
  expect(await compareMix(song, out, false)).toBeNull();
});
