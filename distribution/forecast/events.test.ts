import { expect, test } from "vitest";
import { eventEffects } from "./events.ts";
import { forecastSeries } from "./forecast-series.ts";
import { madeWeeks } from "./made-series.testing.ts";

const song = madeWeeks(200).map((value, t) => (t >= 150 && t < 180 ? 2 * value : value));
const table = [
  { id: "song", values: song },
  { id: "other", values: madeWeeks(200, 0.05, 4) },
];

test("a playlist that doubled the streams is measured, and expected to do so again", () => {
  const { found, effects } = eventEffects(
    table,
    [
      { id: "song", effect: "playlist", from: 150, until: 180 },
      { id: "other", effect: "playlist", from: 205, until: 210 },
    ],
    7,
    14,
  );
  expect(found).toHaveLength(1);
  expect(Math.exp(found[0]!.size)).toBeGreaterThan(1.6);
  expect(Math.exp(found[0]!.size)).toBeLessThan(2.1);
  const request = { horizon: 14, season: 7, share: 0.95 };
  const plain = forecastSeries(table[1]!.values, request);
  const helped = forecastSeries(table[1]!.values, request, { effects: effects[1]!, release: null });
  for (let h = 0; h < 14; h++) {
    const ratio = helped.path[h]! / plain.path[h]!;
    if (h >= 5 && h < 10) expect(ratio).toBeGreaterThan(1.5);
    else expect(ratio).toBeCloseTo(1, 10);
  }
});

test("noise is no effect, and what was never seen changes nothing", () => {
  const quiet = eventEffects(table, [{ id: "other", effect: "post", from: 100, until: 103 }], 7, 5);
  expect(Math.abs(quiet.found[0]!.size)).toBeLessThan(0.06);
  const unseen = eventEffects(table, [{ id: null, effect: "tour", from: 201, until: 204 }], 7, 5);
  expect(unseen).toEqual({ found: [], effects: [null, null] });
});
