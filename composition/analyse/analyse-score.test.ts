import { expect, test } from "vitest";
import {
  krumhanslKessler,
  makeScore,
  type Note,
  profileCorrelations,
  readAbc,
  type Score,
} from "../../foundation/score/index.ts";
import { analyseScore, contourOf, sketchOfAnalysis } from "./index.ts";

const abc = (lines: string): Score => readAbc(new TextEncoder().encode(`X:1\nT:Test\n${lines}\n`))[0] as Score;

// "Twinkle, twinkle": Ah! vous dirai-je, maman, 18th century; in D.
const twinkle = abc("M:4/4\nL:1/4\nK:D\nDDAA|BBA2|GGFF|EED2|AAGG|FFE2|AAGG|FFE2|DDAA|BBA2|GGFF|EED2|");

/** The tune over broken chords in eighths, played from a MIDI file: no bars, no names, no spelling, one part. */
function played(shiftTicks = 0): Score {
  const division = 480;
  const notes: Note[] = [];
  const add = (quarter: number, length: number, pitch: number): void => {
    notes.push({
      tick: quarter * division + shiftTicks,
      duration: length * division,
      pitch,
      spelling: null,
      velocity: 80,
      voice: 1,
      shiftSeconds: 0,
      lyric: null,
    });
  };
  for (const note of (twinkle.parts[0] as Score["parts"][number]).notes)
    add(note.tick / twinkle.division, note.duration / twinkle.division, note.pitch);
  // D, G/D as D G D A D by halves of bars, each as root, fifth, third, fifth.
  const halves = "D D G D G D A D D G D A D G D A D D G D G D A D".split(" ");
  const roots: Readonly<Record<string, number>> = { D: 38, G: 43, A: 45 };
  halves.forEach((name, half) => {
    const root = roots[name] as number;
    for (const [k, above] of [0, 7, 16, 7].entries()) add(half * 2 + k / 2, 0.5, root + above);
  });
  notes.sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);
  const part = { id: "P1", name: "", program: null, percussion: false, notes, pedal: [] };
  return makeScore({ division, parts: [part] });
}

test("a tune in notation: its own bars, its key, its only line", () => {
  const { key, metre, melody, bass } = analyseScore({ ...twinkle, keys: [] });
  expect(key.value.name).toBe("D major");
  expect(metre.value).toMatchObject({ beats: 4, beatUnit: 4, source: "written", firstBarTick: 0 });
  expect(metre.value.barLines).toHaveLength(13);
  expect(melody.value).toHaveLength(42);
  expect(bass.value.length).toBeGreaterThan(0);
});

test("a tune over broken chords in one part of a MIDI file", () => {
  const score = played();
  const { key, metre, chords, melody, division } = analyseScore(score);
  expect(key.value.name).toBe("D major");
  expect(metre.value).toMatchObject({ beats: 4, beatUnit: 4, source: "heard", firstBarTick: 0 });
  const heard = melody.value.map(({ index }) => score.parts[0]!.notes[index]!.pitch);
  const truth = twinkle.parts[0]!.notes.map(({ pitch }) => pitch);
  expect(heard).toEqual(truth);
  const at = (quarter: number): string | null =>
    chords.value.find(({ from, to }) => from <= quarter * division && quarter * division < to)?.roman ?? null;
  expect([0, 4, 6, 12, 14].map(at)).toEqual(["I", "IV", "I", "V", "I"]);
});

test("the beat is found where the file is shifted against its ticks", () => {
  const { metre } = analyseScore(played(130));
  expect(metre.value.firstBarTick % 480).toBeCloseTo(130, -1);
});

test("chord symbols are believed and named as degrees", () => {
  const { chords } = analyseScore(abc('M:3/4\nL:1/4\nK:Am\n"Am"A2c|"Dm/F"d2f|"E7"e2^g|"Am"a3|'));
  expect(chords.value.map(({ roman }) => roman)).toEqual(["i", "iv/b3", "V7", "i"]);
  expect(chords.reasons[0]?.code).toBe("chords.written");
});

test("repeats, letters and descriptors of a tune in A B A", () => {
  const { sections, repeats, descriptors, phrases } = analyseScore(twinkle);
  const first = sections.value[0];
  const last = sections.value.at(-1);
  expect(first?.label).toBe("A");
  expect(last?.label).toBe("A");
  expect(phrases.value.map(({ from }) => from)).toContain(8);
  expect(repeats.value[0]).toMatchObject({ of: { from: 0, to: 4 }, at: { from: 8, to: 12 }, transposition: 0 });
  // Eight bars of twelve repeat none before them but for bar 7 and 8 (as 5 and 6) and 9 to 12 (as 1 to 4).
  expect(descriptors.value.exactBarRepeatShare).toBeCloseTo(6 / 12, 10);
  expect(descriptors.value.scaleConsistency).toBe(1);
});

test("a sketch of what was heard has chords and sections without gaps", () => {
  const score = played();
  const sketch = sketchOfAnalysis(score, analyseScore(score));
  expect(sketch?.key).toEqual({ tonic: 2, mode: "major" });
  expect(sketch?.melody).toHaveLength(42);
  const bars = sketch?.bars ?? 0;
  expect(sketch?.chords.reduce((sum, { length }) => sum + length, 0)).toBe(bars * 16);
  expect(sketch?.sections.reduce((sum, section) => sum + section.bars, 0)).toBe(bars);
});

test("seven eighths in notation", () => {
  const { metre } = analyseScore(abc("M:7/8\nL:1/8\nK:G\nGABcdef|gfedcBA|G7|"));
  expect(metre.value).toMatchObject({ beats: 7, beatUnit: 8 });
  expect(metre.value.barLines).toHaveLength(4);
});

test.each([
  ["no parts", makeScore({ division: 480, parts: [] })],
  ["rests only", abc("M:4/4\nL:1/4\nK:C\nz4|z4|")],
  ["one note", abc("M:4/4\nL:1/4\nK:C\nC4|")],
  [
    "percussion only",
    makeScore({ division: 480, parts: played().parts.map((part) => ({ ...part, percussion: true })) }),
  ],
])("%s: an analysis without inventions", (what, score) => {
  const analysis = analyseScore(score);
  if (what !== "one note") {
    expect(analysis.melody.value).toEqual([]);
    expect(analysis.melody.confidence).toBe(0);
    expect(analysis.key.confidence).toBe(0);
    expect(sketchOfAnalysis(score, analysis)).toBeNull();
  }
  expect(JSON.stringify(analysis)).not.toContain("NaN");
});

// C. L. Krumhansl, Cognitive Foundations of Musical Pitch (1990), p. 38: the profile of C major correlates with those of
// A minor .651, G and F major .591 and C minor .511.
test("correlations between key profiles as published", () => {
  const values = profileCorrelations(Float64Array.from(krumhanslKessler.major), krumhanslKessler);
  expect(values[0]).toBeCloseTo(1, 10);
  expect(values[21]).toBeCloseTo(0.651, 2);
  expect(values[7]).toBeCloseTo(0.591, 2);
  expect(values[5]).toBeCloseTo(0.591, 2);
  expect(values[12]).toBeCloseTo(0.511, 2);
});

// Huron (1996) describes "arch" as the commonest class: first note below the mean of the middle, last note below it too.
test.each([
  [[60, 64, 67, 60], "arch"],
  [[67, 60, 60, 67], "bowl"],
  [[60, 62, 64], "ascending"],
  [[64, 62, 60], "descending"],
  [[60, 60, 60], "level"],
  [[60, 64, 64], "ascending-level"],
] as const)("contour of %j", (pitches, contour) => {
  expect(contourOf(pitches.map((pitch, tick) => ({ tick, end: tick + 1, pitch })))).toBe(contour);
});

test("a signature settles what the notes leave open", () => {
  const open = abc("M:4/4\nL:1/4\nK:C\nCEGc|GEC2|");
  const inF = { ...open, keys: [{ tick: 0, fifths: -1, mode: "major" as const }] };
  expect(analyseScore(open).key.value.name).toBe("C major");
  expect(analyseScore(abc("M:4/4\nL:1/4\nK:F\nCFAc|AFC2|FGAc|F4|")).key.value.name).toBe("F major");
  expect(analyseScore(inF).key.confidence).toBeLessThanOrEqual(analyseScore(open).key.confidence);
});
