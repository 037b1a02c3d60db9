/** Whether the form that was asked for is found again in the notes: inner borders of sections, within a bar. */
import { join } from "node:path";
import { analyseScore } from "../../composition/analyse/index.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { readMidi, writeMidi } from "../../foundation/score/index.ts";
import { type Part, table } from "../table.ts";
import { defaultMaker } from "./maker.ts";
import { linesOf, type PopSong, popSongs } from "./score-material.ts";
import { labelledBars } from "./structure-bars.ts";

export const ASKED_FORMS: readonly string[] = [
  "song",
  "pop",
  "aaba",
  "intro 4, verse 8, chorus 8, verse 8, chorus 8, outro 4",
  "A 8, B 8, A 8, C 8, A 8",
];
const SONGS = 50;

export const formPart: Part = {
  name: "form",
  title: `Borders of sections of ${SONGS} composed songs, found again by the analyser in the MIDI file without its markers`,
  run: async (data) => {
    const counts = noCounts();
    for (let seed = 1; seed <= SONGS; seed++) {
      const form = ASKED_FORMS[seed % ASKED_FORMS.length] as string;
      const { plan } = writeSong(defaultMaker(), {
        brief: { form, metre: "4/4" },
        seed,
        fixed: new Map(),
        redo: new Map(),
        version: "bench",
      });
      const score = performSong(plan);
      const starts = score.bars.map(({ tick }) => tick);
      const asked = score.sections.slice(1).map(({ from }) => starts.indexOf(from));
      const heard = analyseScore(readMidi(writeMidi({ ...score, sections: [], chords: [] })));
      const bar = (score.bars[0]?.duration ?? 1) / score.division;
      const lines = heard.metre.value.barLines;
      const found = heard.sections.value.slice(1).map(({ from }) => (lines[from] as number) / heard.division / bar);
      count(counts, asked, found);
    }
    const songs = popSongs(data);
    const rows = [
      ["composed", ...shares(counts)],
      ["POP909 001 to 080, changes of letter", ...shares(popCounts(songs.filter(({ chosen }) => chosen)))],
      ["POP909, others", ...shares(popCounts(songs.filter(({ chosen }) => !chosen)))],
    ] as const;
    return {
      figures: rows,
      lines: table(
        ["songs", "recall", "precision", "F", "must"],
        rows.map(([name, ...values], at) => [name, ...values.map((value) => value.toFixed(3)), at === 0 ? "0.85" : ""]),
      ),
    };
  },
};

interface Counts {
  found: number;
  asked: number;
  hit: number;
  right: number;
}

const noCounts = (): Counts => ({ found: 0, asked: 0, hit: 0, right: 0 });

/** Bars; within one bar is found. */
function count(counts: Counts, asked: readonly number[], found: readonly number[]): void {
  counts.asked += asked.length;
  counts.found += found.length;
  counts.hit += asked.filter((at) => found.some((other) => Math.abs(other - at) <= 1)).length;
  counts.right += found.filter((at) => asked.some((other) => Math.abs(other - at) <= 1)).length;
}

/** Recall, precision, F. */
function shares({ found, asked, hit, right }: Counts): readonly number[] {
  const [recall, precision] = [hit / asked, right / found];
  return [recall, precision, (2 * recall * precision) / (recall + precision)];
}

/** Where people wrote another letter than before, and where the analyser did. */
function popCounts(songs: readonly PopSong[]): Counts {
  const counts = noCounts();
  for (const song of songs) {
    const bars = labelledBars(song);
    const text = linesOf(join(song.structureFolder, "human_label1.txt")).join("");
    const letters = [...text.matchAll(/([A-Za-z])\d+/g)].map(([, letter]) => letter);
    const asked = [...bars.inner].filter((_, at) => letters[at + 1] !== letters[at]);
    const { sections, metre, division } = analyseScore(song.score);
    const found = sections.value
      .filter(({ label }, at) => at > 0 && label !== sections.value[at - 1]?.label)
      .map(({ from }) => bars.barsAt((metre.value.barLines[from] as number) / division));
    count(counts, asked, found);
  }
  return counts;
}
