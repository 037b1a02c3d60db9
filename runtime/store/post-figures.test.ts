import { expect, test } from "vitest";
import { createPostFigures, type FigureSpan } from "./post-figures.ts";

const spans: FigureSpan[] = [
  { length: 0, reach: 100, source: 1 },
  { length: 90, reach: 100, source: 2 },
  { length: 90, reach: 120, source: 3 },
  { length: 90, reach: 120, source: 4 },
];

test("days add up; a span goes before them; of spans the longest, then the farthest, then the last imported", () => {
  const figures = createPostFigures(2, 2, spans);
  expect(figures.get(0, 0)).toBeNull();
  figures.addDay(0, 0, 3);
  figures.addDay(0, 0, 4);
  expect(figures.get(0, 0)).toBe(7);
  figures.addSpan(0, 0, 20, 0);
  figures.addDay(0, 0, 4);
  expect(figures.get(0, 0)).toBe(20);
  for (const [value, span] of [
    [30, 1],
    [50, 3],
    [40, 2],
    [60, 0],
  ] as const)
    figures.addSpan(0, 0, value, span);
  expect(figures.get(0, 0)).toBe(50);
  expect(figures.get(0, 1)).toBeNull();
  figures.addSpan(1, 1, 0, 0);
  expect(figures.get(1, 1)).toBe(0);
});
