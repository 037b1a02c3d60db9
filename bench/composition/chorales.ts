/** Composed four-voice pieces against the pieces they were learned from: faults of voice leading per 100 changes. */
import { join } from "node:path";
import { createGridModel } from "../../composition/learn/grid/grid-model.ts";
import type { GridRows } from "../../composition/learn/grid/grid-piece.ts";
import { voiceLeadingFaults } from "../../composition/write/chorale/voice-leading.ts";
import { writeChorale } from "../../composition/write/chorale/write-chorale.ts";
import { readGridFile } from "../../runtime/composition/grid-file.ts";
import { learnGrid } from "../../runtime/composition/learn-grid.ts";
import { type Part, table } from "../table.ts";

const KINDS = ["parallelFifths", "parallelOctaves", "crossings", "outOfRange"] as const;

function rates(pieces: readonly GridRows[]): Record<(typeof KINDS)[number], number> {
  const sums = { changes: 0, parallelFifths: 0, parallelOctaves: 0, crossings: 0, outOfRange: 0 };
  for (const rows of pieces) {
    const faults = voiceLeadingFaults(rows);
    for (const kind of ["changes", ...KINDS] as const) sums[kind] += faults[kind];
  }
  return Object.fromEntries(KINDS.map((kind) => [kind, (100 * sums[kind]) / sums.changes])) as Record<
    (typeof KINDS)[number],
    number
  >;
}

export const choralesPart: Part = {
  name: "chorales",
  title: "Voice leading of 20 composed four-voice pieces, faults per 100 changes of chord",
  run: async (data) => {
    const file = await readGridFile(`${join(data, "scores/jsb-chorales/Jsb16thSeparated.train-valid.json")}#train`);
    const pieces = file.pieces.map(({ rows }) => rows);
    const weights = await learnGrid(pieces, 2);
    const composed = Array.from({ length: 20 }, (_, at) =>
      writeChorale({
        model: createGridModel(pieces, weights),
        key: { tonic: (at * 7) % 12, mode: at % 2 ? "minor" : "major" },
        bars: 12,
        seed: at + 1,
      }),
    );
    const theirs = rates(pieces);
    const ours = rates(composed);
    return {
      figures: { theirs, ours },
      lines: table(
        ["fault", "corpus", "composed", "at most (1.5 times)"],
        KINDS.map((kind) => [kind, theirs[kind].toFixed(2), ours[kind].toFixed(2), (1.5 * theirs[kind]).toFixed(2)]),
      ),
    };
  },
};
