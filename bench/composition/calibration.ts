/** Whether confidences hold: what is claimed of keys, chords, melody and phrases, beside how often it is right. */
import {
  analyseScore,
  type CalibratedFinding,
  confidenceCurves,
  confidenceOf,
  type LogisticCurve,
} from "../../composition/analyse/index.ts";
import { type Part, type PartResult, table } from "../table.ts";
import { bordersFound, chordsRight } from "./analysis-songs.ts";
import { mergedSong, nottinghamTunes, type PopSong, popKey, popSongs } from "./score-material.ts";
import { labelledBars } from "./structure-bars.ts";

/** A finding of one song: its clearness, and the share of it that holds. */
interface Case {
  readonly clearness: number;
  readonly held: number;
}

const FINDINGS: readonly CalibratedFinding[] = ["key", "chords", "melody", "phrases"];
const HOLDS: Readonly<Record<CalibratedFinding, string>> = {
  key: "the key is right (songs in one key)",
  chords: "time with the right root and third",
  melody: "notes found that are the melody's, from all notes in one part",
  phrases: "inner borders that people drew, melody known; sections carry the same",
};

export const calibrationPart: Part = {
  name: "calibration",
  title: "Confidences of findings, and how often they hold",
  run: async (data) => calibrate(data),
};

function calibrate(data: string): PartResult {
  const songs = popSongs(data);
  const odd = casesOf(songs.filter(({ name }) => Number(name) % 2 === 1));
  const even = casesOf(songs.filter(({ name }) => Number(name) % 2 === 0));
  const tunes = nottinghamTunes(data).map(({ score, key }): Case => {
    const { value, reasons } = analyseScore(score).key;
    const held = value.tonic + (value.mode === "minor" ? 12 : 0) === key ? 1 : 0;
    return { clearness: reasons[0]?.facts.lead as number, held };
  });
  const judged = [
    ...FINDINGS.map((finding) => ({
      finding,
      short: finding as string,
      name: `${finding}: ${HOLDS[finding]}`,
      cases: even[finding],
    })),
    {
      finding: "key" as const,
      short: "key, Nottingham",
      name: "key, Nottingham tunes, on which no curve was fitted",
      cases: tunes,
    },
  ].map((each) => ({ ...each, deciles: decilesOf(each.cases, (clearness) => confidenceOf(each.finding, clearness)) }));
  const fitted = FINDINGS.map((finding) => {
    const cases = odd[finding];
    const sorted = cases.map(({ clearness }) => clearness).sort((a, b) => a - b);
    return { finding, ...fitLogistic(cases), range: [sorted[0] as number, sorted[sorted.length - 1] as number] };
  });
  const lines = [
    "Curves were fitted on songs with odd numbers; these are those with even ones, by decile of what is claimed.",
    "",
    ...table(
      ["finding holds where", "cases", "claimed, mean", "held, mean", "mean gap by decile", "largest gap"],
      judged.map(({ name, cases, deciles }) => [
        name,
        `${cases.length}`,
        meanOf(deciles.map(({ claimed }) => claimed)).toFixed(3),
        meanOf(cases.map(({ held }) => held)).toFixed(3),
        meanOf(deciles.map(({ claimed, held }) => Math.abs(claimed - held))).toFixed(3),
        Math.max(...deciles.map(({ claimed, held }) => Math.abs(claimed - held))).toFixed(3),
      ]),
    ),
    "",
    ...table(
      ["decile, claimed / held", ...Array.from({ length: 10 }, (_, at) => `${at + 1}`)],
      judged.map(({ short, deciles }) => [
        short,
        ...deciles.map(({ claimed, held }) => `${claimed.toFixed(2)} / ${held.toFixed(2)}`),
      ]),
    ),
    "",
    ...fitted.map(({ finding, offset, slope, range }) => {
      const there = confidenceCurves[finding];
      const text = (curve: LogisticCurve): string => `${curve.offset.toFixed(2)} + ${curve.slope.toFixed(2)} x`;
      return `${finding}: fitted again ${text({ offset, slope })}, from ${range.map((end) => end?.toFixed(2)).join(" to ")}; in use ${text(there)}`;
    }),
  ];
  return { lines, figures: { judged: judged.map(({ name, deciles }) => ({ name, deciles })), fitted } };
}

function casesOf(songs: readonly PopSong[]): Record<CalibratedFinding, Case[]> {
  const cases: Record<CalibratedFinding, Case[]> = { key: [], chords: [], melody: [], phrases: [] };
  for (const song of songs) {
    const analysis = analyseScore(song.score);
    const fact = (reasons: typeof analysis.key.reasons, name: string): number => reasons[0]?.facts[name] as number;
    const key = popKey(song);
    const { tonic, mode } = analysis.key.value;
    if (key !== null)
      cases.key.push({
        clearness: fact(analysis.key.reasons, "lead"),
        held: tonic + (mode === "minor" ? 12 : 0) === key ? 1 : 0,
      });
    const { right, time } = chordsRight(song, analysis);
    cases.chords.push({ clearness: fact(analysis.chords.reasons, "meanFit"), held: right / time });
    const borders = bordersFound(analysis, labelledBars(song));
    if (borders.found > 0)
      cases.phrases.push({
        clearness: fact(analysis.phrases.reasons, "clearness"),
        held: borders.right / borders.found,
      });
    const { score, melody } = mergedSong(song);
    const heard = analyseScore(score).melody;
    const found = heard.value.filter(({ index }) => melody[index]).length;
    if (heard.value.length > 0)
      cases.melody.push({ clearness: fact(heard.reasons, "clearness"), held: found / heard.value.length });
  }
  return cases;
}

interface Decile {
  readonly claimed: number;
  readonly held: number;
}

function decilesOf(cases: readonly Case[], claim: (clearness: number) => number): Decile[] {
  const sorted = cases
    .map(({ clearness, held }) => ({ claimed: claim(clearness), held }))
    .sort((a, b) => a.claimed - b.claimed);
  return Array.from({ length: 10 }, (_, at) => {
    const part = sorted.slice(Math.floor((at * sorted.length) / 10), Math.floor(((at + 1) * sorted.length) / 10));
    return { claimed: meanOf(part.map(({ claimed }) => claimed)), held: meanOf(part.map(({ held }) => held)) };
  });
}

/** The likeliest curve for shares between 0 and 1, by Newton's method; a little ridge keeps a small half from bending it. */
function fitLogistic(cases: readonly Case[]): LogisticCurve {
  const centre = meanOf(cases.map(({ clearness }) => clearness));
  const scale = Math.sqrt(meanOf(cases.map(({ clearness }) => (clearness - centre) ** 2))) || 1;
  let a = 0;
  let b = 0;
  for (let step = 0; step < 50; step++) {
    let [ga, gb, haa, hab, hbb] = [0, -0.5 * b, 1e-9, 0, 0.5];
    for (const { clearness, held } of cases) {
      const x = (clearness - centre) / scale;
      const p = 1 / (1 + Math.exp(-(a + b * x)));
      const w = p * (1 - p);
      ga += held - p;
      gb += (held - p) * x;
      haa += w;
      hab += w * x;
      hbb += w * x * x;
    }
    const det = haa * hbb - hab * hab;
    a += (hbb * ga - hab * gb) / det;
    b += (haa * gb - hab * ga) / det;
  }
  return { offset: a - (b * centre) / scale, slope: b / scale };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
