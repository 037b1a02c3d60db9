import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type ChartCell, chartDynamics, chartRuns } from "./chart.ts";
import { popularityOf } from "./popularity.ts";
import { attributeTrends, type Entry } from "./trends.ts";

const cell = (week: number, recording: string, rank: number): ChartCell => ({
  territory: "DE",
  recording,
  artist: recording,
  day: 18_993 + 7 * week,
  rank,
});

test("runs: what was there before, what came back, what is there still", () => {
  const steady = Array.from({ length: 60 }, (_, week) => cell(week, "steady", 1));
  const cells = [...steady, cell(3, "a", 9), cell(4, "a", 5), cell(5, "a", 7), cell(50, "a", 8), cell(59, "b", 4)];
  const runs = chartRuns(cells);
  expect(
    runs.map(({ recording, charts, peak, toPeak, cutOff, open, first }) => [
      recording,
      charts,
      peak,
      toPeak,
      cutOff,
      open,
      first,
    ]),
  ).toEqual([
    ["steady", 60, 1, 0, true, true, true],
    ["a", 3, 5, 1, false, false, true],
    ["a", 1, 8, 0, false, false, false],
    ["b", 1, 4, 0, false, true, true],
  ]);
  expect(chartDynamics(cells, runs)[0]).toMatchObject({ charts: 60, halfLife: { value: 3 }, oneChart: 0.5 });
});

function entries(slope: number, seed: number): Entry[] {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, (_, at): Entry => {
    const day = 18_993 + Math.floor((at * 1096) / 400);
    const tempo = 120 + slope * ((day - 18_993) / 365) + random.normal(0, 20);
    return { territory: "DE", recording: `${at}`, artist: `${at % 120}`, day, attributes: { tempo } };
  });
}

test("a clear trend is found with its size, seasons are taken out, and chance alone is not announced", () => {
  const [found] = attributeTrends(entries(15, 1));
  expect(found).toMatchObject({ attribute: "tempo", territory: "DE", seasonal: true, artists: 120 });
  expect(found!.low).toBeLessThan(15);
  expect(found!.high).toBeGreaterThan(15);
  expect(found!.adjusted).toBeLessThan(0.05);
  expect([2, 3, 4, 5, 6].map((seed) => attributeTrends(entries(0, seed))[0]!.adjusted).filter((p) => p < 0.05)).toEqual(
    [],
  );
});

test("one album on one day is not forty songs", () => {
  const album = entries(0, 7).map((entry, at): Entry => {
    const late = at >= 360;
    return late ? { ...entry, artist: "one", day: 20_050, attributes: { tempo: 160 } } : entry;
  });
  expect(attributeTrends(album)[0]!.adjusted).toBeGreaterThan(0.05);
});

test("a few charts are not enough, and it says what would be", () => {
  const question = { attributes: () => ({}), territory: null, own: [] };
  expect(popularityOf([cell(0, "a", 1)], question)).toMatchObject({ status: "not-enough-data" });
});
