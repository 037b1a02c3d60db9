import { describe, expect, test } from "vitest";
import { exp } from "../../foundation/numbers/elementary.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { dayNumber, isoDay } from "../../foundation/tables/index.ts";
import { audienceOf } from "./audience.ts";
import { chooseBasis } from "./choose-basis.ts";
import { concentrationOf } from "./concentration.ts";
import { growthOf } from "./growth.ts";
import { commonWeight, lookalikesOf } from "./lookalikes.ts";
import { monthlySums, monthsBetween } from "./monthly.ts";
import type { PanelCell } from "./panel.ts";
import { peopleCounts } from "./people.ts";
import { weekdayFactors, weekdayOf } from "./seasonality.ts";

const day = (text: string): number => {
  const [year, month, date] = text.split("-").map(Number) as [number, number, number];
  return dayNumber(year, month, date) as number;
};
const cell = (from: string, until: string, quantity: number, more: Partial<PanelCell> = {}): PanelCell => ({
  basis: "paid",
  unit: "streams",
  service: "Spotify",
  territory: null,
  recording: "",
  from: day(from),
  until: day(until),
  quantity,
  ...more,
});

test("half a month is not a small month", () => {
  const months = monthsBetween(day("2026-01-01"), day("2026-03-31"));
  expect(months.map(({ key }) => key)).toEqual(["2026-01", "2026-02", "2026-03"]);
  const cells = [
    cell("2026-01-01", "2026-01-31", 5),
    cell("2026-02-01", "2026-02-27", 7),
    cell("2026-03-01", "2026-03-31", 0),
  ];
  expect(monthlySums(cells, months)).toEqual([5, Number.NaN, 0]);
});

test("one basis is used, the others stand beside it with their ratio", () => {
  const months = monthsBetween(day("2026-01-01"), day("2026-03-31"));
  const paid = ["01-31", "02-28", "03-31"].map((end) => cell(`2026-${end.slice(0, 2)}-01`, `2026-${end}`, 100));
  const counted = ["01-31", "02-28"].map((end) =>
    cell(`2026-${end.slice(0, 2)}-01`, `2026-${end}`, 120, { basis: "counted", recording: null }),
  );
  const year = cell("2025-01-01", "2025-12-31", 9999, { basis: "counted", recording: null });
  const chosen = chooseBasis([...counted, ...paid, year], months);
  expect(chosen?.used.basis).toBe("paid");
  expect(chosen?.others.map(({ set, ratio, months: shared }) => [set.basis, ratio, shared])).toEqual([
    ["counted", 1.2, 2],
    ["counted", null, 0],
  ]);
});

test("Herfindahl index: four equal places are as four; one place is as one", () => {
  expect(concentrationOf([5, 5, 5, 5])).toEqual({ herfindahl: 0.25, effective: 4, top: [0.25, 0.75, 1] });
  expect(concentrationOf([7, 0])?.effective).toBe(1);
  expect(concentrationOf([0, 0])).toBeNull();
});

test("1970-01-01 was a Thursday, 2026-01-01 too", () => {
  expect(weekdayOf(0)).toBe(3);
  expect(weekdayOf(day("2026-01-01"))).toBe(3);
  expect(weekdayOf(-1)).toBe(2);
});

test("a planted week is found, whatever the trend", () => {
  const factors = [0.9, 0.9, 0.95, 1, 1.2, 1.15, 0.9];
  const first = day("2026-01-05");
  const values = Array.from({ length: 70 }, (_, at) => 1000 * exp(0.01 * at) * (factors[at % 7] as number));
  const found = weekdayFactors(first, values);
  const centre = factors.reduce((product, factor) => product * factor, 1) ** (1 / 7);
  for (const [at, factor] of factors.entries()) expect(found?.[at]?.factor).toBeCloseTo(factor / centre, 2);
  expect(weekdayFactors(first, values.slice(0, 20))).toBeNull();
});

/** A count with this mean: sums of exponentials. */
function poisson(mean: number, random: ReturnType<typeof createRandom>): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let count = 0;
  for (let product = random.uniform(); product > exp(-mean); product *= random.uniform()) count++;
  return count;
}

describe("growth", () => {
  test("95 % intervals hold about as often as they say: 300 worlds of places, large and small", () => {
    const random = createRandom(17);
    let inside = 0;
    let of = 0;
    for (let world = 0; world < 300; world++) {
      const truths: number[] = [];
      const series = Array.from({ length: 25 }, (_, at) => {
        const growth = 0.1 + 0.25 * random.normal();
        truths.push(growth);
        const level = 10 ** (0.7 + 4 * random.uniform());
        return {
          key: `${at}`,
          values: Array.from({ length: 6 }, (_, month) =>
            poisson(level * exp((month < 3 ? 0 : growth) + 0.08 * random.normal()), random),
          ),
        };
      });
      const model = growthOf(series);
      for (const { key, mean, spread } of model?.growths ?? []) {
        of++;
        if (Math.abs(mean - (truths[Number(key)] as number)) < 1.96 * spread) inside++;
      }
    }
    expect(inside / of).toBeGreaterThan(0.92);
    expect(inside / of).toBeLessThan(0.985);
  });

  test("a place of three streams is drawn to the rest, one of a million hardly", () => {
    const series = Array.from({ length: 12 }, (_, at) => ({
      key: `${at}`,
      values: [1e6, 1e6, 1e6, 1.1e6, 1.1e6, 1.1e6],
    }));
    const model = growthOf([
      ...series,
      { key: "few", values: [0, 1, 0, 2, 1, 3] },
      { key: "many", values: [1e6, 1e6, 1e6, 2e6, 2e6, 2e6] },
    ]);
    const of = (key: string) => exp(model?.growths.find((each) => each.key === key)?.mean ?? 0);
    expect(of("few")).toBeLessThan(1.4);
    expect(of("many")).toBeGreaterThan(1.85);
  });

  test("nothing to compare: null", () => {
    expect(growthOf([])).toBeNull();
    expect(growthOf([{ key: "a", values: [5] }])).toBeNull();
    expect(growthOf([{ key: "a", values: [Number.NaN, 5] }])).toBeNull();
  });
});

test("lookalikes: what differs by chance alone is not told apart; planted twins are found", () => {
  const random = createRandom(4);
  const recordings = Array.from({ length: 20 }, () => exp(random.normal()));
  const draw = (key: string, shape: readonly number[], total: number) => {
    const sum = shape.reduce((all, value) => all + value, 0);
    return { key, counts: shape.map((value) => poisson((total * value) / sum, random)) };
  };
  const same = Array.from({ length: 12 }, (_, at) => draw(`${at}`, recordings, 500));
  expect(commonWeight(same)).toBeGreaterThan(1000);
  const other = recordings.map(() => exp(random.normal()));
  const twins = [...same, draw("A", other, 5000), draw("B", other, 5000)];
  expect(lookalikesOf(twins, 1).find(({ key }) => key === "A")?.like).toBe("B");
  expect(lookalikesOf(twins, 1).find(({ key }) => key === "B")?.like).toBe("A");
});

test("nothing imported is an answer", () => {
  const answer = audienceOf(
    { totals: [], places: [], recordings: [], profiles: [], people: [], contexts: [], titles: {} },
    { unit: "streams", from: null, until: null, people: () => null },
  );
  expect(answer).toMatchObject({
    status: "not-enough-data",
    cheapestNextStep: expect.stringContaining("songwright import"),
  });
});

test("people are shown as counted, with what they were four weeks before", () => {
  const days = Array.from({ length: 40 }, (_, at) =>
    cell(isoDay(day("2026-01-01") + at), isoDay(day("2026-01-01") + at), 100 + at, {
      unit: "followers",
      basis: "counted",
      recording: null,
    }),
  );
  expect(peopleCounts(days)).toMatchObject([
    { unit: "followers", day: "2026-02-09", value: 139, before: { day: "2026-01-12", value: 111 }, median: 120 },
  ]);
});
