import { describe, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { createEffectTester } from "./conformal.ts";
import { counterfactualEffect } from "./counterfactual-effect.ts";
import { counterfactual } from "./counterfactual-weights.ts";
import { geoEffect } from "./geo-effect.ts";
import { geoPanel, geoTest } from "./geo-panel.ts";
import { geoPlan } from "./geo-plan.ts";
import { normalEquations, projectOnSimplex, simplexWeights } from "./simplex-weights.ts";
import { inverseGamma } from "./structural-model.ts";

test("projection on the simplex: worked by hand", () => {
  const project = (...values: number[]): number[] => {
    const point = Float64Array.from(values);
    projectOnSimplex(point);
    return [...point];
  };
  expect(project(0.2, 0.3, 0.5)).toEqual([0.2, 0.3, 0.5]);
  expect(project(2, 0, 0)).toEqual([1, 0, 0]);
  expect(project(1, 1)).toEqual([0.5, 0.5]);
  for (const value of project(0.9, 0.8, -1))
    expect([0.55, 0.45, 0].some((each) => Math.abs(each - value) < 1e-12)).toBe(true);
});

test("weights that made a series are found; a series outside goes to the nearest corner", () => {
  const random = createRandom(2);
  const rows = Array.from({ length: 60 }, (_, at) => at);
  const donors = Array.from({ length: 6 }, () => Float64Array.from(rows, () => random.normal()));
  const made = Float64Array.from(rows, (at) => 0.7 * (donors[1]![at] as number) + 0.3 * (donors[4]![at] as number));
  const weights = simplexWeights(normalEquations(donors, made, rows));
  expect(weights[1]).toBeCloseTo(0.7, 6);
  expect(weights[4]).toBeCloseTo(0.3, 6);
  const far = Float64Array.from(rows, (at) => 5 * (donors[2]![at] as number));
  expect(simplexWeights(normalEquations(donors, far, rows))[2]).toBeGreaterThan(0.9);
});

/** Places that share a rhythm and have noise of their own; `lift` on the first two in the last days. */
function world(seed: number, lift: number, days = 80, length = 14) {
  const random = createRandom(seed);
  const rhythm = Array.from({ length: days }, (_, day) => 0.05 * day + 3 * ((day % 7) - 3) + 4 * random.normal());
  return geoPanel(
    Array.from({ length: 16 }, (_, place) => place).flatMap((place) => {
      const size = 100 + 20 * place;
      const share = 0.6 + 0.8 * random.uniform();
      return rhythm.map((value, day) => ({
        location: `place ${String.fromCharCode(97 + place)}`,
        day: `2026-${`${1 + Math.floor(day / 28)}`.padStart(2, "0")}-${`${1 + (day % 28)}`.padStart(2, "0")}`,
        value: (size + share * value + 3 * random.normal()) * (place < 2 && day >= days - length ? 1 + lift : 1),
        line: 2,
      }));
    }),
  );
}
const question = { treated: ["place a", "place b"], start: 66, end: 79, cost: null, spent: null, seed: 1 } as const;

describe("geo", () => {
  test.each(["synthetic-control", "augmented", "difference"] as const)("%s finds a planted tenth", (method) => {
    const effect = geoEffect(world(4, 0.1), { ...question, method, spent: 100 });
    expect(effect.liftPercent).toBeGreaterThan(8);
    expect(effect.liftPercent).toBeLessThan(12);
    expect(effect.interval90.liftPercent[0]).toBeLessThanOrEqual(effect.liftPercent);
    expect(effect.interval90.liftPercent[1]).toBeGreaterThanOrEqual(effect.liftPercent);
    expect(effect.incremental).toBeCloseTo(effect.att * 2 * 14, 8);
    expect(effect.costPerIncremental?.value).toBeCloseTo(100 / effect.incremental, 10);
  });

  test("nothing is not taken for something more often than said: 120 worlds", () => {
    let alarms = 0;
    for (let seed = 0; seed < 120; seed++) {
      const panel = world(100 + seed, 0);
      if (createEffectTester(geoTest(panel, question.treated, 66, 79), "synthetic-control").pValue(0) <= 0.05) alarms++;
    }
    expect(alarms / 120).toBeLessThan(0.1);
  });

  test("unit means are removed: a level of its own is no effect", () => {
    const panel = world(7, 0);
    const raised = {
      ...panel,
      values: panel.values.map((series, at) => (at < 2 ? series.map((value) => value + 5000) : series)),
    };
    const [a, b] = [panel, raised].map((each) => {
      const test_ = geoTest(each, question.treated, 66, 79);
      return counterfactual(
        test_.treated,
        test_.donors,
        Array.from({ length: 66 }, (_, day) => day),
        "synthetic-control",
      ).weights;
    });
    for (const [at, weight] of a!.entries()) expect(b![at]).toBeCloseTo(weight, 6);
  });

  test("a plan says what a test could see, and that larger effects are seen", () => {
    const [row] = geoPlan(world(9, 0), {
      among: null,
      sets: [["place a", "place b"]],
      sizes: [],
      lengths: [14],
      cost: 2,
      effect: 0.1,
    });
    expect(row?.detectable).toBeGreaterThan(0);
    expect(row?.detectable).toBeLessThanOrEqual(0.2);
    expect(row?.investment).toBeCloseTo(2 * (row?.units ?? 0), 8);
  });

  test("a value that is there twice or missing is named", () => {
    const row = { location: "a", day: "2026-01-01", value: 1, line: 7 };
    expect(() => geoPanel([row, row])).toThrow(/line 7.*a second for a on 2026-01-01/);
    expect(() => geoPanel([row, { ...row, location: "b" }, { ...row, location: "b", day: "2026-01-02" }])).toThrow(
      /a value for a on every day, given none on 2026-01-02/,
    );
  });
});

describe("counterfactual", () => {
  const random = createRandom(12);
  const control = Float64Array.from({ length: 100 }, (_, at) => 50 + 0.1 * at + 3 * random.normal());
  const others = Array.from({ length: 9 }, () => Float64Array.from({ length: 100 }, () => random.normal()));
  const series = control.map((value, at) => 20 + 1.5 * value + random.normal() + (at >= 70 ? 6 : 0));
  const asked = { pre: [0, 69], post: [70, 99], levelDeviation: 0.01, seed: 3 } as const;

  test("a planted effect is found, the control that matters is used, the other mostly not", () => {
    const { average, cumulative, inclusion, p } = counterfactualEffect(series, [control, ...others], asked);
    // Within two standard deviations of what is believed, and those are no excuse.
    expect(Math.abs(average.effect - 6)).toBeLessThan(2 * average.sd);
    expect(average.sd).toBeLessThan(0.6);
    expect(average.interval95[0]).toBeLessThan(6);
    expect(average.interval95[1]).toBeGreaterThan(6);
    expect(cumulative.effect).toBeCloseTo(30 * average.effect, 8);
    expect(inclusion[0]).toBeGreaterThan(0.95);
    // Three of ten are expected to matter before anything is seen; of these nine none does.
    for (const share of inclusion.slice(1)) expect(share).toBeLessThan(0.3);
    expect(p).toBeLessThan(0.01);
  });

  test("the same seed gives the same figures; gaps before are no obstacle; without controls the level carries", () => {
    expect(counterfactualEffect(series, [control], asked)).toEqual(counterfactualEffect(series, [control], asked));
    const gappy = series.map((value, at) => (at % 9 === 4 && at < 70 ? Number.NaN : value));
    const gaps = counterfactualEffect(gappy, [control], asked).average;
    expect(Math.abs(gaps.effect - 6)).toBeLessThan(2 * gaps.sd);
    const flat = Float64Array.from(
      { length: 100 },
      (_, at) => 10 + (at >= 70 ? 3 : 0) + 0.5 * createRandom(at).normal(),
    );
    expect(counterfactualEffect(flat, [], asked).average.effect).toBeCloseTo(3, 0);
  });

  test("inverse gamma variates have their mean: rate / (shape - 1)", () => {
    const draws = Array.from({ length: 20_000 }, () => inverseGamma(5, 8, random));
    expect(draws.reduce((sum, value) => sum + value, 0) / draws.length).toBeCloseTo(2, 1);
  });
});
