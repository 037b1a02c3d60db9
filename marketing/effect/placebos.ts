/** The judge of methods: tests of nothing, on the same data, before anything was done. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { createEffectTester } from "./conformal.ts";
import { counterfactual, type GeoMethod } from "./counterfactual-weights.ts";
import { type GeoPanel, geoTest } from "./geo-panel.ts";

export interface PlaceboScore {
  readonly method: GeoMethod;
  readonly tests: number;
  /** Root of the mean square of what was found where nothing was, in per cent of what was there. */
  readonly errorPercent: number;
  /** Share of tests in which nothing was taken for something, at 5 %. */
  readonly falseAlarms: number;
  /** False: false alarms are over what chance allows at 8 %. */
  readonly offered: boolean;
}

const METHODS: readonly GeoMethod[] = ["synthetic-control", "augmented", "difference"];
const TESTS = 24;
/** Days before a placebo's window that weights need. */
const FEWEST_DAYS = 30;

/**
 * Methods with the smallest error first, those that raise false alarms last. Windows end before the real test begins, and
 * none of its places takes part.
 */
export function choosePlacebo(
  panel: GeoPanel,
  {
    treated,
    start,
    end,
    seed,
  }: { readonly treated: readonly string[]; readonly start: number; readonly end: number; readonly seed: number },
): PlaceboScore[] {
  const length = end - start + 1;
  const random = createRandom(seed + 17);
  const others = panel.locations.filter((location) => !treated.includes(location));
  const size = Math.min(treated.length, Math.max(1, Math.floor(others.length / 3)));
  const before: GeoPanel = {
    locations: others,
    days: panel.days.slice(0, start),
    values: panel.locations.flatMap((location, at) =>
      treated.includes(location) ? [] : [(panel.values[at] as Float64Array).slice(0, start)],
    ),
  };
  const first = Math.min(FEWEST_DAYS, Math.floor(start / 2));
  if (start - length < first)
    return METHODS.map((method) => ({
      method,
      tests: 0,
      errorPercent: Number.NaN,
      falseAlarms: 0,
      offered: method === "synthetic-control",
    }));
  const tests = Array.from({ length: TESTS }, () => {
    const begin = random.integer(first, start - length);
    const places = random.shuffle([...others]).slice(0, size);
    const cut: GeoPanel = {
      locations: before.locations,
      days: before.days.slice(0, begin + length),
      values: before.values.map((series) => series.slice(0, begin + length)),
    };
    return geoTest(cut, places, begin, begin + length - 1);
  });
  const scores = METHODS.map((method): PlaceboScore => {
    let squares = 0;
    let alarms = 0;
    for (const test of tests) {
      const pre = Array.from({ length: test.start }, (_, day) => day);
      const { predicted } = counterfactual(test.treated, test.donors, pre, method);
      let difference = 0;
      let expected = 0;
      for (let day = test.start; day <= test.end; day++) {
        difference += (test.treated[day] as number) - (predicted[day] as number);
        expected += predicted[day] as number;
      }
      squares += ((100 * difference) / expected) ** 2;
      if (createEffectTester(test, method).pValue(0) <= 0.05) alarms++;
    }
    const falseAlarms = alarms / tests.length;
    return {
      method,
      tests: tests.length,
      errorPercent: Math.sqrt(squares / tests.length),
      falseAlarms,
      offered: falseAlarms <= 0.08,
    };
  });
  return scores.sort((a, b) => Number(b.offered) - Number(a.offered) || a.errorPercent - b.errorPercent);
}
