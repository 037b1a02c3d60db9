import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { targetProfile } from "../../distribution/popularity/target-profile.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { readTowards } from "./target-profile-file.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-towards-"));
const path = join(folder, "target.json");
const entries = Array.from({ length: 40 }, (_, n) => ({
  attributes: { tempo: 110 + (n % 5), length: 178 + (n % 3), loudness: -9, major: n % 8 === 0 ? 1 : 0 },
}));
writeFileSync(
  path,
  JSON.stringify(targetProfile(entries as never, [], { territory: "US", from: "2025-01-01", until: "2025-12-31" })),
);

test("middles are taken, and a mode where most songs have it", async () => {
  expect(await readTowards(path)).toEqual({ tempo: 112, seconds: 179, major: false, loudnessLufs: -9 });
});

test("compose goes towards it, and what is asked for stands before it", async () => {
  const words = ["compose", "--towards", path, "--mode", "major", "--no-sound", "--out", "song", "--json"];
  const { code, err } = await runWords(folder, words);
  expect([code, err]).toEqual([0, ""]);
  const plan = JSON.parse(readFileSync(join(folder, "song", "plan.json"), "utf8")) as {
    decisions: { id: string; value: unknown }[];
  };
  const value = (id: string): unknown => plan.decisions.find((decision) => decision.id === id)?.value;
  expect([value("song.tempo"), value("song.mode")]).toEqual([112, "major"]);
  const bars = (value("song.form") as { bars: number }[]).reduce((sum, each) => sum + each.bars, 0);
  // 179 s at 112 quarter notes a minute are 84 bars of 4/4.
  expect(bars).toBe(84);
});

test("a document that is something else is refused with its place", async () => {
  writeFileSync(join(folder, "other.json"), '{"schema":"songwright.markets/1"}');
  await expect(readTowards(join(folder, "other.json"))).rejects.toThrow("a target profile of songwright popularity");
  writeFileSync(join(folder, "text.json"), "tempo 120");
  await expect(readTowards(join(folder, "text.json"))).rejects.toThrow("expected JSON");
});
