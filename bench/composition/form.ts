/** Whether the form that was asked for is found again in the notes: inner borders of sections, within a bar. */
import { analyseScore } from "../../composition/analyse/index.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { readMidi, writeMidi } from "../../foundation/score/index.ts";
import { type Part, table } from "../table.ts";
import { defaultMaker } from "./maker.ts";

const FORMS = [
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
  run: async () => {
    const counts = { found: 0, asked: 0, hit: 0, right: 0 };
    for (let seed = 1; seed <= SONGS; seed++) {
      const form = FORMS[seed % FORMS.length] as string;
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
      counts.asked += asked.length;
      counts.found += found.length;
      counts.hit += asked.filter((at) => found.some((other) => Math.abs(other - at) <= 1)).length;
      counts.right += found.filter((at) => asked.some((other) => Math.abs(other - at) <= 1)).length;
    }
    const recall = counts.hit / counts.asked;
    const precision = counts.right / counts.found;
    const f = (2 * recall * precision) / (recall + precision);
    return {
      figures: { recall, precision, f },
      lines: table(
        ["recall", "precision", "F", "must"],
        [[recall.toFixed(3), precision.toFixed(3), f.toFixed(3), "0.85"]],
      ),
    };
  },
};
