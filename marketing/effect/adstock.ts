import { pow } from "../../foundation/numbers/elementary.ts";

/**
 * Spend works on after its week (S. Broadbent 1979). "at-once" is geometric adstock, strongest in the week itself; "delayed" is
 * strongest `peak` weeks later (Y. Jin et al. 2017, "Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects",
 * equations 1, 2 and 5). Both are normalised, so that the same spend every week gives that spend.
 */
export interface CarryOver {
  readonly kind: "at-once" | "delayed";
  /** Share of a week's pressure that is left a week later, 0 to under 1; delayed: to the power of the squared distance from the peak. */
  readonly retention: number;
  /** Weeks; 0 at once. */
  readonly peak: number;
}

/** Weeks whose mean stands for what was spent before the first row. */
const BEFORE = 4;
/** Weeks that delayed spend works on. */
const REACH = 13;

/** @param spend a value a week, 0 or more */
export function adstock(spend: Float64Array, carry: CarryOver): Float64Array {
  const first = Math.min(BEFORE, spend.length);
  let before = 0;
  for (let week = 0; week < first; week++) before += (spend[week] as number) / first;
  if (carry.kind === "at-once") {
    let pressure = before;
    return spend.map((value) => {
      pressure = (1 - carry.retention) * value + carry.retention * pressure;
      return pressure;
    });
  }
  const weights = delayedWeights(carry);
  return spend.map((_, week) => {
    let sum = 0;
    for (const [lag, weight] of weights.entries())
      sum += weight * (lag > week ? before : (spend[week - lag] as number));
    return sum;
  });
}

/** How many weeks after it is spent money works on average. */
export function meanLagWeeks(carry: CarryOver): number {
  if (carry.kind === "at-once") return carry.retention / (1 - carry.retention);
  return delayedWeights(carry).reduce((sum, weight, lag) => sum + weight * lag, 0);
}

function delayedWeights({ retention, peak }: CarryOver): number[] {
  const weights = Array.from({ length: REACH }, (_, lag) => pow(retention, (lag - peak) * (lag - peak)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
