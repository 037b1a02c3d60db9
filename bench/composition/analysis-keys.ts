/** Keys of pieces in one key, beside simple profiles. */
import { analyseScore } from "../../composition/analyse/index.ts";
import {
  albrechtShanahan,
  bellmanBudge,
  bestKey,
  chordPitchClasses,
  type KeyProfile,
  krumhanslKessler,
  profileCorrelations,
  type Score,
  temperley,
} from "../../foundation/score/index.ts";
import type { RowResult } from "./analysis-scores.ts";
import { type PopSong, popKey, type Tune } from "./score-material.ts";

const PROFILES: Readonly<Record<string, KeyProfile>> = {
  "Krumhansl-Kessler": krumhanslKessler,
  Temperley: temperley,
  "Albrecht-Shanahan": albrechtShanahan,
  "Bellman-Budge": bellmanBudge,
};

interface Keyed {
  readonly name: string;
  readonly chosen: boolean;
  readonly score: Score;
  readonly key: number;
}

export function keyRows(songs: readonly PopSong[], tunes: readonly Tune[]): RowResult[] {
  const single = songs.flatMap(({ name, chosen, score }, at): Keyed[] => {
    const key = popKey(songs[at] as PopSong);
    return key === null ? [] : [{ name, chosen, score, key }];
  });
  return [keyRow("key, Nottingham, tunes with one K:", tunes), keyRow("key, POP909 001-240, songs in one key", single)];
}

function keyRow(what: string, pieces: readonly Keyed[]): RowResult {
  const scores = pieces.map(({ name, chosen, score, key }) => {
    const { tonic, mode } = analyseScore(score).key.value;
    return { name, chosen, weight: 1, value: tonic + (mode === "minor" ? 12 : 0) === key ? 1 : 0 };
  });
  const simple = Object.entries(PROFILES).map(([name, profile]) => {
    const right = pieces.filter(({ score, key }) => bestKey(profileCorrelations(durations(score), profile)) === key);
    return `${name} ${((100 * right.length) / pieces.length).toFixed(1)} %`;
  });
  return {
    what,
    must: "0.95",
    scores,
    lines: [`${what}: ${pieces.length} pieces; simple profiles: ${simple.join(", ")}`],
  };
}

function durations(score: Score): Float64Array {
  const weights = new Float64Array(12);
  for (const part of score.parts) for (const note of part.notes) weights[note.pitch % 12]! += note.duration;
  for (const { root, quality, duration } of score.chords)
    for (const pitchClass of chordPitchClasses(root, quality)) weights[pitchClass]! += duration;
  return weights;
}
