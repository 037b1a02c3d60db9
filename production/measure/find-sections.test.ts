/** Parts of songs whose parts are known, because they were put together from them. */
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { findSections } from "./find-sections.ts";
import { createHookAnalyser, type HookFrames } from "./hook-frames.ts";

const RATE = 11_025;

/** A cycle of four chords of a second each, as semitones over A, and the overtones of who plays them. */
const PARTS: Readonly<Record<string, { readonly chords: readonly number[]; readonly overtones: readonly number[] }>> = {
  A: { chords: [0, 5, 7, 0], overtones: [1, 2, 3] },
  B: { chords: [9, 2, 4, 9], overtones: [1, 2, 3, 4, 5, 6, 8] },
  C: { chords: [8, 3, 10, 1], overtones: [2, 4, 7] },
};
const PART_SECONDS = 16;

function song(form: string, seed: number): HookFrames {
  const random = createRandom(seed);
  const samples = Float32Array.from({ length: form.length * PART_SECONDS * RATE }, (_, n) => {
    const t = n / RATE;
    const { chords, overtones } = PARTS[form[Math.floor(t / PART_SECONDS)] as string] as (typeof PARTS)[string];
    const root = 220 * 2 ** ((chords[Math.floor(t) % chords.length] as number) / 12);
    const ringing = Math.exp(-1.5 * (t % 0.5));
    const chord = [1, 1.26, 1.5].reduce(
      (sum, ratio) => sum + overtones.reduce((own, n) => own + Math.sin(2 * Math.PI * root * ratio * n * t) / n, 0),
      0,
    );
    return 0.1 * ringing * chord + 0.003 * random.uniform(-1, 1);
  });
  const analyser = createHookAnalyser(RATE);
  analyser.push(samples, samples);
  return analyser.finish();
}

test.each([["ABAB"], ["AABA"], ["ABCAB"], ["ABABCB"]])(
  "%s: borders within 1.5 s, parts of one letter alike",
  (form) => {
    const found = findSections(song(form, 7));
    const borders = [...form].flatMap((letter, at) => (at > 0 && letter !== form[at - 1] ? [at * PART_SECONDS] : []));
    // A part that comes twice in a row may be told as one or as two.
    for (const border of borders)
      expect(Math.min(...found.map(({ from }) => Math.abs(from - border))), `${border} s`).toBeLessThanOrEqual(1.5);
    const others = found.filter(({ from }) => Math.abs(((from + 8) % PART_SECONDS) - 8) > 1.5);
    expect(others.length).toBeLessThanOrEqual(1);
    const letterAt = (second: number): string =>
      found.find(({ from, to }) => second >= from && second < to)?.label ?? "";
    const middles = [...form].map((letter, at) => [letter, letterAt((at + 0.5) * PART_SECONDS)] as const);
    for (const [letter, label] of middles)
      for (const [other, its] of middles) expect(label === its, `${letter} and ${other}`).toBe(letter === other);
  },
);

test("the parts touch each other from the start to the end", () => {
  const frames = song("ABCAB", 3);
  const found = findSections(frames);
  expect(found[0]?.from).toBe(0);
  expect(found.at(-1)?.to).toBe(frames.count / 4);
  found.slice(1).forEach(({ from }, at) => {
    expect(from).toBe(found[at]?.to);
  });
});

test("a short sound and one in which nothing changes have one part", () => {
  expect(findSections(song("A", 1))).toEqual([{ from: 0, to: 15.75, label: "A" }]);
  const analyser = createHookAnalyser(RATE);
  const tone = Float32Array.from({ length: 60 * RATE }, (_, n) => 0.1 * Math.sin(n * 0.2));
  analyser.push(tone, tone);
  expect(findSections(analyser.finish())).toHaveLength(1);
  const silence = createHookAnalyser(RATE);
  silence.push(new Float32Array(60 * RATE), new Float32Array(60 * RATE));
  expect(findSections(silence.finish())).toHaveLength(1);
});
