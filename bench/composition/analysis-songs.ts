/** Melody, chords and phrase borders of POP909. */
import { analyseScore, type ScoreAnalysis } from "../../composition/analyse/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { fMeasure, lowest, type RowResult, type Scored } from "./analysis-scores.ts";
import { mergedSong, type PopSong, popChords, thirdCode } from "./score-material.ts";
import { type LabelledBars, labelledBars } from "./structure-bars.ts";

export function melodyRow(songs: readonly PopSong[]): RowResult {
  let time = 0;
  const scores = songs.map((song): Scored => {
    const { score, melody } = mergedSong(song);
    const start = performance.now();
    const found = analyseScore(score).melody.value;
    time += performance.now() - start;
    const right = found.filter(({ index }) => melody[index]).length;
    const value = fMeasure(right, found.length, melody.filter(Boolean).length);
    return { name: song.name, chosen: song.chosen, weight: 1, value };
  });
  const lines = [`melody, lowest: ${lowest(scores, 8)}; ${(time / songs.length).toFixed(0)} ms a song`];
  return { what: "melody among all notes, POP909, F", must: "0.88", scores, lines };
}

export function chordRow(songs: readonly PopSong[]): RowResult {
  const scores = songs.map((song): Scored => {
    const { right, time } = chordsRight(song, analyseScore(song.score));
    return { name: song.name, chosen: song.chosen, weight: time, value: right / time };
  });
  return {
    what: "chords, POP909, root and third by time",
    must: "0.88",
    scores,
    lines: [`chords, lowest: ${lowest(scores, 8)}`],
  };
}

/** Seconds with the root and third that were written, of all that count. */
export function chordsRight(
  song: PopSong,
  { chords }: ScoreAnalysis,
): { readonly right: number; readonly time: number } {
  let right = 0;
  let time = 0;
  for (const { from, to, seconds, code } of popChords(song)) {
    if (code === null || to <= from) continue;
    let same = 0;
    for (const chord of chords.value) {
      const shared = Math.min(to, chord.to / song.score.division) - Math.max(from, chord.from / song.score.division);
      if (shared > 0 && thirdCode(chord.root, chord.quality) === code) same += shared;
    }
    right += (seconds * same) / (to - from);
    time += seconds;
  }
  return { right, time };
}

export function phraseRows(songs: readonly PopSong[]): RowResult[] {
  const given: Scored[] = [];
  const own: Scored[] = [];
  const lines: Scored[] = [];
  for (const song of songs) {
    const { name, chosen, score } = song;
    const labels = labelledBars(song);
    const withBars = analyseScore(writtenInBars(score, labels));
    const alone = analyseScore(score);
    given.push({ name, chosen, weight: 1, value: bordersRight(withBars, labels) });
    own.push({ name, chosen, weight: 1, value: bordersRight(alone, labels) });
    lines.push({ name, chosen, weight: 1, value: barLinesRight(alone, labels) });
  }
  return [
    {
      what: "phrase borders, POP909, exact bar, F (bars as in melody.txt)",
      must: "0.55",
      scores: given,
      lines: [`phrases, lowest: ${lowest(given, 8)}`],
    },
    { what: "the same, bars found too", must: "–", scores: own },
    { what: "bar lines found that are bar lines of melody.txt", must: "–", scores: lines },
  ];
}

function bordersRight(analysis: ScoreAnalysis, labels: LabelledBars): number {
  const { right, found } = bordersFound(analysis, labels);
  return fMeasure(right, found, labels.inner.size);
}

/** Inner borders of phrases that were found, and how many of them people drew. */
export function bordersFound(
  { phrases, metre, division }: ScoreAnalysis,
  labels: LabelledBars,
): { readonly right: number; readonly found: number } {
  const found = new Set<number>();
  for (const { from } of phrases.value.slice(1)) {
    const bars = labels.barsAt((metre.value.barLines[from] as number) / division);
    const near = Math.round(bars);
    // What lies between two bar lines is no border of a bar, but it was found.
    if (near > 0 && near < labels.bars) found.add(Math.abs(bars - near) < 0.2 ? near : near + 0.5);
  }
  const right = [...found].filter((bar) => labels.inner.has(bar)).length;
  return { right, found: found.size };
}

function barLinesRight({ metre, division }: ScoreAnalysis, labels: LabelledBars): number {
  const bars = metre.value.barLines.map((tick) => labels.barsAt(tick / division));
  const inner = bars.filter((bar) => bar > 0 && bar < labels.bars);
  return inner.filter((bar) => Math.abs(bar - Math.round(bar)) < 0.1).length / Math.max(1, inner.length);
}

/** The song with the bars of melody.txt as notation would have them: a spelling makes its bars believed. */
function writtenInBars(score: Score, labels: LabelledBars): Score {
  const starts: number[] = [];
  let next = Number.NEGATIVE_INFINITY;
  const end = score.lengthTicks / score.division;
  for (let quarters = -1; quarters <= end + 4; quarters += 0.25) {
    const bars = labels.barsAt(quarters);
    if (bars < next - 0.01 || Math.abs(bars - Math.round(bars)) > 0.02) continue;
    if (quarters >= 0) starts.push(Math.round(quarters * score.division));
    next = Math.round(bars) + 1;
  }
  const first = starts[0] as number;
  const lines = first > 0 ? [0, ...starts] : starts;
  const bars = lines.slice(0, -1).map((tick, at) => ({
    tick,
    duration: (lines[at + 1] as number) - tick,
    number: first > 0 ? at : at + 1,
  }));
  const last = lines[lines.length - 1] as number;
  const parts = score.parts.map((part) => ({
    ...part,
    notes: part.notes.map((note) => ({ ...note, spelling: { step: "C" as const, alter: 0, octave: 4 } })),
  }));
  const metres = [{ tick: 0, beats: labels.barUnits / 4, beatUnit: 4 }];
  return { ...score, parts, bars, metres, lengthTicks: Math.max(last, score.lengthTicks) };
}
