/** What analysing claims, measured. */
import { analyseScore } from "../../composition/analyse/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { type Part, type PartResult, table } from "../table.ts";
import { keyRows } from "./analysis-keys.ts";
import { liederRows } from "./analysis-lieder.ts";
import { meanOf, type RowResult } from "./analysis-scores.ts";
import { chordRow, melodyRow, phraseRows } from "./analysis-songs.ts";
import { lieder, nottinghamTunes, type PopSong, popSongs } from "./score-material.ts";

export const analysisPart: Part = {
  name: "analysis",
  title: "Keys, melody, chords, phrases heard in scores",
  run: async (data) => analyseAll(data),
};

function analyseAll(data: string): PartResult {
  const songs = popSongs(data);
  const rows: RowResult[] = [
    ...keyRows(songs, nottinghamTunes(data)),
    melodyRow(songs),
    chordRow(songs),
    ...phraseRows(songs),
    ...liederRows(lieder(data)),
  ];
  const chosen = (row: RowResult, is: boolean): number => meanOf(row.scores.filter((score) => score.chosen === is));
  const figures = rows.map((row) => ({
    what: row.what,
    must: row.must,
    pieces: row.scores.length,
    all: meanOf(row.scores),
    chosen: chosen(row, true),
    rest: chosen(row, false),
  }));
  const lines = [
    "Constants were chosen on POP909 001-080, every third Nottingham tune and every third Lied.",
    "",
    ...table(
      ["what", "must", "pieces", "all", "chosen on", "rest"],
      figures.map(({ what, must, pieces, all, chosen: on, rest }) => [
        what,
        must,
        `${pieces}`,
        all.toFixed(4),
        on.toFixed(4),
        rest.toFixed(4),
      ]),
    ),
    "",
    ...rows.flatMap((row) => row.lines ?? []),
    "",
    timeLine(songs),
  ];
  return { lines, figures };
}

/** The song that lasts nearest to four minutes, and the slowest of all. */
function timeLine(songs: readonly PopSong[]): string {
  const timed = songs.map(({ name, score }) => ({ name, ...timeOf(score) }));
  const four = timed.reduce((best, each) =>
    Math.abs(each.seconds - 240) < Math.abs(best.seconds - 240) ? each : best,
  );
  const slowest = timed.reduce((most, each) => (each.milliseconds > most.milliseconds ? each : most));
  const cold = timed[0] as (typeof timed)[number];
  return (
    `Time: ${four.name} (${four.seconds.toFixed(0)} s of music) ${four.milliseconds.toFixed(0)} ms; ` +
    `slowest ${slowest.name} (${slowest.seconds.toFixed(0)} s) ${slowest.milliseconds.toFixed(0)} ms; ` +
    `${cold.name} ${cold.milliseconds.toFixed(0)} ms; must 500 ms`
  );
}

function timeOf(score: Score): { seconds: number; milliseconds: number } {
  const start = performance.now();
  const { seconds } = analyseScore(score);
  return { seconds, milliseconds: performance.now() - start };
}
