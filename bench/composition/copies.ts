/** Planted copies of sixteen notes and more, and false alarms between songs. */
import { copiedPassage } from "../../composition/originality/copied-passages.ts";
import type { Line, LineNote } from "../../composition/originality/line.ts";
import { lineOfSong } from "../../composition/originality/line-of-song.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { type Part, table } from "../table.ts";
import { popSongs } from "./corpus.ts";

type Change = (notes: LineNote[], random: Random) => LineNote[];

const stretched =
  (scale: number): Change =>
  (notes) =>
    notes.map((note) => ({ ...note, onset: note.onset * scale }));

const KINDS: readonly (readonly [name: string, must: string, change: Change])[] = [
  ["transposed", "95 %", (notes) => notes],
  ["half as fast or twice", "95 %", (notes, random) => stretched(random.pick([0.5, 2]))(notes, random)],
  [
    "one note in five changed",
    "85 %",
    (notes, random) =>
      notes.map((note, at) =>
        at % 5 === random.split("at").integer(0, 4)
          ? { ...note, pitch: note.pitch + random.pick([-3, -2, -1, 1, 2, 3]) }
          : note,
      ),
  ],
  [
    "one note in five ornamented",
    "85 %",
    (notes, random) =>
      notes.flatMap((note, at) => {
        const next = notes[at + 1];
        return at % 5 === 1 && next
          ? [note, { ...note, onset: (note.onset + next.onset) / 2, pitch: note.pitch + random.pick([-2, -1, 1, 2]) }]
          : [note];
      }),
  ],
];

function planted(from: Line, into: Line, change: Change, random: Random): Line | null {
  const length = random.integer(16, 24);
  if (from.notes.length <= length) return null;
  const start = random.integer(0, from.notes.length - length - 1);
  const shift = random.integer(-7, 7);
  const first = from.notes[start]?.onset ?? 0;
  const copy = change(
    from.notes
      .slice(start, start + length)
      .map((note) => ({ ...note, onset: note.onset - first, pitch: note.pitch + shift })),
    random,
  );
  const at = random.integer(0, into.notes.length - 1);
  const onset = into.notes[at]?.onset ?? 0;
  const room = (copy[copy.length - 1]?.onset ?? 0) + 1;
  return {
    name: "planted",
    notes: [
      ...into.notes.slice(0, at),
      ...copy.map((note) => ({ ...note, onset: note.onset + onset })),
      ...into.notes.slice(at).map((note) => ({ ...note, onset: note.onset + room })),
    ],
  };
}

export const copiesPart: Part = {
  name: "copies",
  title: "Planted copies of 16 to 24 notes of other songs (200 of each kind), and false alarms",
  run: async (data) => {
    const lines = (await popSongs(data)).map(lineOfSong);
    const rows: [string, string, string][] = [];
    const figures: Record<string, number> = {};
    for (const [name, must, change] of KINDS) {
      let found = 0;
      let all = 0;
      for (let turn = 0; turn < 200; turn++) {
        const random = createRandom(turn + 1).split(name);
        const [from, into] = [random.pick(lines), random.pick(lines)];
        const line = from === into ? null : planted(from, into, change, random);
        if (!line) continue;
        all++;
        if (copiedPassage(line, from)) found++;
      }
      figures[name] = found / all;
      rows.push([name, `${((100 * found) / all).toFixed(1)} % of ${all} found`, must]);
    }
    let alarms = 0;
    const pairs = 4000;
    for (let turn = 0; turn < pairs; turn++) {
      const random = createRandom(turn + 1).split("pair");
      const [a, b] = [random.integer(0, lines.length - 1), random.integer(0, lines.length - 2)];
      if (copiedPassage(lines[a] as Line, lines[b >= a ? b + 1 : b] as Line)) alarms++;
    }
    figures["false alarms"] = alarms / pairs;
    rows.push([
      `false alarms over ${pairs} pairs of different songs`,
      `${((100 * alarms) / pairs).toFixed(2)} %`,
      "at most 2 %",
    ]);
    return { figures, lines: table(["copies", "measured", "must"], rows) };
  },
};
