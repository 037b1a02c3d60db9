// Nobody is seen alone: whatever the counts, what is shown with the total gives no cell under ten away.
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { shownCells } from "./small-cells.ts";

const shown = (...people: number[]) =>
  shownCells(people.map((count, at) => [`c${at}`, count])).map((cell) => cell.shown);

test("cells under ten, and what would give them away", () => {
  expect(shown(30, 20)).toEqual(["30", "20"]);
  expect(shown(30, 20, 9)).toEqual(["30", "not shown", "under 10"]);
  expect(shown(30, 9, 8)).toEqual(["30", "under 10", "under 10"]);
  expect(shown(30, 2, 3)).toEqual(["not shown", "under 10", "under 10"]);
  expect(shown(9)).toEqual(["under 10"]);
  expect(shown(10)).toEqual(["10"]);
  expect(shown(0, 12)).toEqual(["12"]);
});

test("any counts", () => {
  const random = createRandom(3);
  for (let round = 0; round < 2000; round++) {
    const counts = Array.from({ length: random.integer(1, 8) }, (_, at) => [`c${at}`, random.integer(0, 25)] as const);
    const cells = shownCells(counts);
    const total = counts.reduce((sum, [, people]) => sum + people, 0);
    const left = total - cells.reduce((sum, { people }) => sum + (people ?? 0), 0);
    for (const { people } of cells) expect(people ?? 10).toBeGreaterThanOrEqual(10);
    const hidden = cells.filter(({ people }) => people === null).length;
    // All hidden: the total is not shown either.
    if (hidden > 0 && hidden < cells.length) expect([hidden > 1, left >= 10]).toEqual([true, true]);
  }
});
