/** `effect geo`: what a campaign in some places did, against what those places would have done without it. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { createEffectTester, effectInterval } from "./conformal.ts";
import { counterfactual, type GeoMethod } from "./counterfactual-weights.ts";
import { type GeoPanel, type GeoTest, geoTest } from "./geo-panel.ts";
import { choosePlacebo, type PlaceboScore } from "./placebos.ts";

/** Placebo errors are themselves uncertain by about a seventh. */
const NEARLY = 0.85;

export interface GeoQuestion {
  readonly treated: readonly string[];
  /** Rows of the test, both included. */
  readonly start: number;
  readonly end: number;
  /** Null: chosen by placebos. */
  readonly method: GeoMethod | null;
  /** Cost of one unit; null where not known. */
  readonly cost: number | null;
  /** What the test cost; null where not known. */
  readonly spent: number | null;
  readonly seed: number;
}

export interface GeoEffect {
  readonly method: GeoMethod;
  /** Mean per treated location per day. */
  readonly att: number;
  /** att × locations × days. */
  readonly incremental: number;
  /** Of what the treated would have had in the test. */
  readonly liftPercent: number;
  readonly l2Imbalance: number;
  /** Over that of equal weights: 0 perfect, 1 no better. */
  readonly l2ImbalanceScaled: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly interval90: {
    readonly att: readonly [number, number];
    readonly incremental: readonly [number, number];
    readonly liftPercent: readonly [number, number];
  };
  /** The one to believe: windows of the same length. */
  readonly pValueBlock: number;
  readonly pValueIid: number;
  /** Cost of a unit × incremental, as GeoLift has it; null where no cost was given. */
  readonly investment: number | null;
  /** What was spent over what came of it, with the ends of the interval; null where nothing was said of spending, or nothing came. */
  readonly costPerIncremental: {
    readonly value: number;
    readonly low: number;
    /** Null: the interval goes down to nothing. */
    readonly high: number | null;
  } | null;
  readonly placebos: readonly PlaceboScore[];
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
}

export function geoEffect(panel: GeoPanel, question: GeoQuestion): GeoEffect {
  const { treated, start, end, seed, spent, cost } = question;
  const test = geoTest(panel, treated, start, end);
  const placebos = question.method === null ? choosePlacebo(panel, question) : [];
  const method = question.method ?? bestOf(placebos);
  const pre = Array.from({ length: start }, (_, day) => day);
  const { weights, predicted } = counterfactual(test.treated, test.donors, pre, method);
  const days = end - start + 1;
  let difference = 0;
  let expected = 0;
  for (let day = start; day <= end; day++) {
    difference += (test.treated[day] as number) - (predicted[day] as number);
    expected += predicted[day] as number;
  }
  const att = difference / days;
  const imbalance = distanceOver(test.treated, predicted, pre);
  const even = counterfactual(test.treated, test.donors, pre, "difference").predicted;
  const uniform = distanceOver(test.treated, even, pre);
  const tester = createEffectTester(test, method);
  const scale = Math.max(
    1e-9 * Math.abs(expected / days),
    (0.7 * imbalance) / Math.sqrt(pre.length) / Math.sqrt(Math.min(days, 7)),
  );
  const [low, high] = effectInterval(tester, att, scale, 0.1);
  // No effect of one size fits this method's residuals: plain weights, which always have one near, are believed instead.
  if (low === high && question.method === null && method !== "synthetic-control")
    return { ...geoEffect(panel, { ...question, method: "synthetic-control" }), placebos };
  const times = treated.length * days;
  const lift = (effect: number): number => (100 * effect * days) / expected;
  return {
    method,
    att,
    incremental: att * times,
    liftPercent: lift(att),
    l2Imbalance: imbalance,
    l2ImbalanceScaled: uniform > 0 ? imbalance / uniform : 0,
    weights: Object.fromEntries(
      test.donorNames
        .map((name, at): [string, number] => [name, weights[at] as number])
        .filter(([, weight]) => Math.abs(weight) > 1e-4)
        .sort((a, b) => b[1] - a[1]),
    ),
    interval90: { att: [low, high], incremental: [low * times, high * times], liftPercent: [lift(low), lift(high)] },
    pValueBlock: tester.pValue(0),
    pValueIid: tester.shuffledPValue(0, createRandom(seed), 2000),
    investment: cost === null ? null : cost * att * times,
    costPerIncremental: costOf(spent, att * times, low * times, high * times),
    placebos,
    observed: [...test.treated],
    predicted: [...predicted],
  };
}

/** Of methods that are about as good, the one whose weights can be read. */
function bestOf(placebos: readonly PlaceboScore[]): GeoMethod {
  const offered = placebos.filter((each) => each.offered);
  const plain = offered.find(({ method }) => method === "synthetic-control");
  const best = offered[0];
  return best && (!plain || best.errorPercent < NEARLY * plain.errorPercent) ? best.method : "synthetic-control";
}

/** Euclidean distance over some days. */
export function distanceOver(a: Float64Array, b: Float64Array, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += ((a[row] as number) - (b[row] as number)) ** 2;
  return Math.sqrt(sum);
}

function costOf(spent: number | null, incremental: number, low: number, high: number): GeoEffect["costPerIncremental"] {
  if (spent === null || incremental <= 0) return null;
  return { value: spent / incremental, low: spent / high, high: low > 0 ? spent / low : null };
}

export type { GeoTest };
