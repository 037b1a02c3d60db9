/** What has to hold for any series: scale, gaps, zeros, shortness, and that nothing is not a number. */
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type ForecastRequest, forecastSeries, type SeriesForecast } from "./forecast-series.ts";
import { madeSeries, madeWeeks } from "./made-series.testing.ts";

const request: ForecastRequest = { horizon: 14, season: 7, share: 0.95 };

function sane({ path, interval: { lower, upper }, experts }: SeriesForecast): void {
  for (let h = 0; h < path.length; h++) {
    const slack = 1e-9 * Math.abs(path[h]!);
    expect(lower[h]! <= path[h]! + slack && path[h]! <= upper[h]! + slack, `step ${h}`).toBe(true);
    expect(Number.isFinite(lower[h]!) && Number.isFinite(upper[h]!)).toBe(true);
  }
  expect(experts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
}

test("a week with noise: near the truth, and the truth inside", () => {
  const all = madeWeeks(154);
  const found = forecastSeries(all.slice(0, 140), request);
  sane(found);
  expect(found.seasons).toEqual([7]);
  for (let h = 0; h < 14; h++) {
    expect(Math.abs(found.path[h]! / all[140 + h]! - 1)).toBeLessThan(0.2);
  }
  const inside = [...all.slice(140)].filter((y, h) => y >= found.interval.lower[h]! && y <= found.interval.upper[h]!);
  expect(inside.length).toBeGreaterThanOrEqual(12);
});

test.each([8, 2 ** -20, 10, 1e250, 1e-250])("%d times the values, %d times the forecast", (factor) => {
  const values = madeWeeks(120, 0.2);
  const plain = forecastSeries(values, request);
  const large = forecastSeries(
    values.map((value) => factor * value),
    request,
  );
  for (let h = 0; h < 14; h++) {
    expect(large.path[h]! / factor / plain.path[h]!).toBeCloseTo(1, 4);
    expect(large.interval.upper[h]! / factor / plain.interval.upper[h]!).toBeCloseTo(1, 4);
  }
});

test("a tenth of the values missing changes little; the end missing is forecast over", () => {
  const values = madeWeeks(140);
  const random = createRandom(3);
  const gaps = values.map((value) => (random.uniform() < 0.1 ? Number.NaN : value));
  const found = forecastSeries(gaps, request);
  sane(found);
  expect(found.filled).toBe(gaps.filter((value) => Number.isNaN(value)).length);
  const whole = forecastSeries(values, request);
  for (let h = 0; h < 14; h++) expect(found.path[h]! / whole.path[h]!).toBeCloseTo(1, 0);
  const cut = forecastSeries(
    values.map((value, t) => (t < 133 ? value : Number.NaN)),
    request,
  );
  const later = forecastSeries(values.slice(0, 133), { ...request, horizon: 21 });
  expect([...cut.path]).toEqual([...later.path.slice(7)]);
});

test("constants and zeros stay as they are, with no width", () => {
  for (const value of [0, 5, -3]) {
    const { path, interval } = forecastSeries(new Float64Array(60).fill(value), request);
    for (let h = 0; h < 14; h++)
      expect([path[h], interval.lower[h], interval.upper[h]].map((each) => each! + 0)).toEqual([
        expect.closeTo(value, 9),
        expect.closeTo(value, 6),
        expect.closeTo(value, 6),
      ]);
  }
});

test("nothing under 0 where nothing ever was; negative values are no error", () => {
  const rare = madeSeries(150, (_, noise) => Math.max(0, noise() - 1.5));
  const found = forecastSeries(rare, request);
  sane(found);
  expect(Math.min(...found.interval.lower, ...found.path)).toBeGreaterThanOrEqual(0);
  sane(
    forecastSeries(
      madeSeries(150, (_, noise) => noise()),
      request,
    ),
  );
});

test("a level that tripled is forecast at the new level, and said", () => {
  const found = forecastSeries(
    madeWeeks(200).map((value, t) => (t < 170 ? value : 3 * value)),
    request,
  );
  expect(found.shift?.at).toBe(170);
  expect(found.path.reduce((sum, value) => sum + value / 14, 0)).toBeGreaterThan(290);
});

test("six points are enough for an answer, two are not", () => {
  sane(forecastSeries(Float64Array.of(5, 7, 6, 9, 8, 10), { horizon: 12, season: 12, share: 0.95 }));
  sane(forecastSeries(Float64Array.of(1, 2, 3), { horizon: 4, season: null, share: 0.95 }));
  expect(() => forecastSeries(Float64Array.of(1, Number.NaN, 2), request)).toThrow(RangeError);
});

test("any kind of series, length, horizon and season gives numbers in order", () => {
  const random = createRandom(11);
  const kinds: ((t: number, noise: () => number) => number)[] = [
    (_, noise) => noise(),
    (t, noise) => 100 * 1.05 ** t * (1 + 0.1 * noise()),
    (t) => (t % 30 === 7 ? 1e6 : 0),
    (_, noise) => (noise() > 1 ? Math.floor(5 * Math.abs(noise())) : 0),
    (t, noise) => 1e5 / (1 + t) + noise(),
    (t) => t % 2,
    (_, noise) => (noise() > 1.2 ? Number.NaN : 50 + noise()),
  ];
  for (let trial = 0; trial < 60; trial++) {
    const kind = random.pick(kinds);
    const values = madeSeries(random.integer(8, 130), kind, trial + 1);
    if (values.filter((value) => !Number.isNaN(value)).length < 3) continue;
    const season = random.pick([null, 1, 7, 12, 24]);
    sane(forecastSeries(values, { horizon: random.integer(1, 40), season, share: random.pick([0.5, 0.8, 0.95]) }));
  }
});

test("fifty thousand values take seconds, not minutes", () => {
  const values = madeSeries(50_000, (t, noise) => 100 + 40 * Math.sin((t * Math.PI) / 12) + 5 * noise());
  sane(forecastSeries(values, { horizon: 48, season: 24, share: 0.95 }));
}, 30_000);
