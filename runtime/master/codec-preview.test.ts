/** What codecs make of a master: measured, and kept for listening where asked. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runWords } from "../cli/run-words.testing.ts";
import { openSound } from "../codecs/open-sound.ts";
import { ffmpegPresent, temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { beats, writeSound } from "../report/report-songs.testing.ts";

const folder = temporaryFolder();

async function left(path: string): Promise<Float64Array> {
  const source = await openSound(path);
  const samples: number[] = [];
  for await (const [channel = new Float32Array()] of source.blocks())
    for (const sample of channel) samples.push(sample);
  await source.close();
  return Float64Array.from(samples);
}

/** Frames by which b lies behind a, of up to 2000 either way: where their product is largest. */
function lag(a: Float64Array, b: Float64Array): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let by = -2000; by <= 2000; by++) {
    let sum = 0;
    for (let n = 30_000; n < 50_000; n++) sum += (a[n] ?? 0) * (b[n + by] ?? 0);
    if (sum > most) [best, most] = [by, sum];
  }
  return best;
}

describe.skipIf(!ffmpegPresent)("codecs", () => {
  test("are measured; with --codec-files kept, as long as the master and in step with it", async () => {
    const song = await writeSound(join(folder, "song.wav"), beats(4, 0.4, 0.35));
    const out = join(folder, "out");
    const run = (...words: string[]) => runWords(folder, ["master", song, "--out", out, "--force", "--json", ...words]);
    const measured = JSON.parse((await run("--codec-preview")).out).codecPreview as { codec: string; path: null }[];
    expect(measured.map(({ codec, path }) => [codec, path])).toEqual([
      ["mp3-128", null],
      ["aac-128", null],
      ["opus-96", null],
    ]);
    expect(existsSync(join(out, "codecs"))).toBe(false);
    const kept = JSON.parse((await run("--codec-files")).out).codecPreview as { codec: string; path: string }[];
    expect(readdirSync(join(out, "codecs")).sort()).toEqual([
      "song.master.aac-128.m4a",
      "song.master.mp3-128.mp3",
      "song.master.opus-96.opus",
    ]);
    const master = await left(join(out, "song.master.wav"));
    for (const { codec, path } of kept.filter(({ codec }) => codec !== "opus-96")) {
      const coded = await left(path);
      expect(Math.abs(lag(master, coded)), codec).toBeLessThanOrEqual(1);
      expect(Math.abs(coded.length - master.length), codec).toBeLessThanOrEqual(1024);
    }
  }, 60_000);
});
