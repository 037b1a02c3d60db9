/** Gaps, seasons, level shifts, shared days, origins. */
import { expect, test } from "vitest";
import { fillGaps } from "./fill-gaps.ts";
import { findSeasons } from "./find-seasons.ts";
import { findLevelShift } from "./level-shift.ts";
import { madeSeries, madeWeeks } from "./made-series.testing.ts";
import { findSharedDays, sensitivity } from "./shared-days.ts";
import { rollingOrigins } from "./task.ts";

const NONE = Number.NaN;

test("gaps take the season before, the beginning the one after", () => {
  const { values, observed, filled } = fillGaps(Float64Array.of(NONE, 2, 3, 4, NONE, NONE, 7), 3);
  expect([...values]).toEqual([4, 2, 3, 4, 2, 3, 7]);
  expect([...observed]).toEqual([0, 1, 1, 1, 0, 0, 1]);
  expect(filled).toBe(3);
  expect([...fillGaps(Float64Array.of(NONE, 5, NONE), 7).values]).toEqual([5, 5, 5]);
});

test("origins: one horizon before the end, then back by steps; in short histories later ones", () => {
  expect(rollingOrigins(100, 10, 7, 3, 50)).toEqual([76, 83, 90, 100]);
  expect(rollingOrigins(6, 12, 3, 12, 3)).toEqual([3, 4, 5, 6]);
  expect(rollingOrigins(3, 5, 1, 12, 3)).toEqual([2, 3]);
  for (let length = 3; length < 60; length++)
    for (const horizon of [1, 5, 30]) {
      const origins = rollingOrigins(length, horizon, 3, 12, Math.max(3, Math.floor(length / 3)));
      expect(origins.every((origin, at) => at === 0 || origin > origins[at - 1]!)).toBe(true);
      expect(origins[origins.length - 1]).toBe(length);
      expect(origins.length).toBeGreaterThan(1);
      expect(origins[0]).toBeGreaterThan(0);
    }
});

test("a week is found without a hint, a day within a week with one; a slope is no season", () => {
  expect(findSeasons(madeWeeks(140), null)).toEqual([7]);
  const hours = madeSeries(700, (t, noise) => 50 + 20 * Math.sin((t * Math.PI) / 12) + noise());
  expect(findSeasons(hours, 24)).toEqual([24, 168]);
  expect(
    findSeasons(
      madeSeries(100, (t) => t),
      null,
    ),
  ).toEqual([]);
  expect(
    findSeasons(
      madeSeries(300, (_, noise) => noise()),
      null,
    ),
  ).toEqual([]);
  expect(
    findSeasons(
      madeSeries(10, (t) => t),
      52,
    ),
  ).toEqual([]);
});

test("a jump to three times the level is found, at its place; growth and a random walk are none", () => {
  const jump = madeWeeks(200).map((value, t) => (t < 150 ? value : 3 * value));
  const shift = findLevelShift(jump, 7);
  expect(shift?.at).toBe(150);
  expect(Math.abs(shift!.ratio / 3 - 1)).toBeLessThan(0.05);
  expect(
    findLevelShift(
      madeSeries(200, (t) => 100 * 1.01 ** t),
      1,
    ),
  ).toBeNull();
  let level = 100;
  expect(
    findLevelShift(
      madeSeries(300, (_, noise) => (level *= 1 + 0.05 * noise())),
      1,
    ),
  ).toBeNull();
  expect(findLevelShift(new Float64Array(100), 7)).toBeNull();
});

test("a day that most series leave together is shared; one of a single series is not", () => {
  const table = Array.from({ length: 12 }, (_, seed) => {
    const values = madeWeeks(500, 0.05, seed + 1);
    values[200] = values[200]! * (seed % 2 ? 0.3 : 0.5);
    if (seed === 3) values[300] = 1000;
    return values;
  });
  const days = findSharedDays(table, 7, 365)!;
  expect(days.effect[200]).toBeLessThan(-0.4);
  expect(days.effect[300]).toBe(0);
  expect(days.again[200]! / days.effect[200]!).toBeGreaterThan(0.8);
  expect(sensitivity(table[1]!, 7, days)).toBeGreaterThan(sensitivity(table[0]!, 7, days));
  expect(findSharedDays(table.slice(0, 7), 7, 365)).toBeNull();
  expect(
    findSharedDays(
      table.map((series) => series.slice(0, 300)),
      7,
      365,
    ),
  ).toBeNull();
});
