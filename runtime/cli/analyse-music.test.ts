/** The verb `analyse`: its document, its words, its report, and files that are none. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-analyse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tunes = join(folder, "tunes");
mkdirSync(tunes);
// "Ah! vous dirai-je, maman" and "Frère Jacques", both of the 18th century.
writeFileSync(
  join(tunes, "two.abc"),
  "X:1\nT:Ah! vous dirai-je <maman>\nM:4/4\nL:1/4\nK:C\nCCGG|AAG2|FFEE|DDC2|GGFF|EED2|GGFF|EED2|CCGG|AAG2|FFEE|DDC2|\n\n" +
    "X:2\nT:Frère Jacques\nM:4/4\nL:1/4\nK:G\nGABG|GABG|Bcd2|Bcd2|d/2e/2d/2c/2BG|d/2e/2d/2c/2BG|GDG2|GDG2|\n",
);

async function command(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return runWords(folder, words);
}

test("a folder: every piece with findings, and what is typical of all", async () => {
  const { code, out } = await command("analyse", tunes, "--json");
  expect(code).toBe(0);
  const { pieces, corpus } = JSON.parse(out);
  expect(pieces).toHaveLength(2);
  for (const field of ["key", "tempo", "metre", "chords", "melody", "bass", "sections", "phrases", "motifs", "repeats"])
    expect(pieces[0][field]).toMatchObject({ confidence: expect.any(Number), reasons: expect.any(Array) });
  expect(pieces.map((piece: { key: { value: { name: string } } }) => piece.key.value.name)).toEqual([
    "C major",
    "G major",
  ]);
  expect(corpus.pieces).toBe(2);
  expect(corpus.metres).toEqual([{ what: "4/4", count: 2, pieces: 2 }]);
  // Huron's shares and the degrees' add up to the whole.
  expect(corpus.degrees.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 10);
});

test("a report that is well-formed and says everything", async () => {
  const path = join(folder, "report.html");
  const { code, out } = await command("analyse", tunes, "--report", path);
  expect(code).toBe(0);
  expect(out).toContain("C major");
  const report = readFileSync(path, "utf8");
  expect(faultsOf(report)).toEqual([]);
  expect(slipsOf(report)).toEqual([]);
  expect(report).toContain("2 pieces, analysed");
});

test("a file that is no music is named, the others are done", async () => {
  const bad = join(folder, "bad.mid");
  writeFileSync(bad, "no notes");
  const { code, out } = await command("analyse", bad, join(tunes, "two.abc"), "--json");
  expect(code).toBe(3);
  const { pieces, failed } = JSON.parse(out);
  expect(pieces).toHaveLength(2);
  expect(failed).toMatchObject([{ path: bad, error: { kind: "format" } }]);
});
