/** Which experts are asked about a series: by its length, seasons, signs and zeros. */
import { adjusted, medianLevel } from "./adjust-season.ts";
import { autoregression } from "./autoregression.ts";
import { complexExpert } from "./complex-smoothing.ts";
import { decayExpert, peakOf } from "./decay-curve.ts";
import { seasonalMedian, seasonalNaive } from "./seasonal.ts";
import { dampedSmoothing } from "./smoothing.ts";
import type { Paths, Task } from "./task.ts";
import { thetaExpert } from "./theta.ts";
import { inLogs, logOffset, outOfLogs } from "./transform.ts";

export interface Expert {
  /** "autoregression, logs", "median of 5 cycles of 24". */
  readonly name: string;
  readonly paths: Paths;
}

/** Seasons as long as this are left to medians and smoothing: a level beside them says nothing more. */
const LONG_SEASON = 24;
/** Fewer values than this show no trend that is not chance. */
const FEWEST_FOR_TRENDS = 10;
/** Of the ridge, in units of one row. */
const PENALTY = 0.02;

/** `release`: the place of the day of release, where it is known. */
export function askExperts(task: Task, seasons: readonly number[], release: number | null): Expert[] {
  const { values, origins } = task;
  const first = origins[0]!;
  const experts: Expert[] = [];
  const ask = (name: string, paths: Paths): void => {
    experts.push({ name, paths });
  };
  const offset = logOffset(values);
  const logs = offset === null ? null : inLogs(task, offset);
  const both = (name: string, work: (of: Task) => Paths): void => {
    ask(name, work(task));
    if (logs && offset !== null) ask(`${name}, logs`, outOfLogs(work(logs), offset));
  };
  const [short = 1, long = null] = seasons.filter((period) => period <= first);
  const lags = lagsFor(short, long, first);
  const enough = values.length >= FEWEST_FOR_TRENDS;
  if (lags.length > 0 && enough) both("autoregression", (of) => autoregression(of, lags, PENALTY));
  ask(short > 1 ? `last ${short}` : "last value", seasonalNaive(task, short));
  const medians = (period: number, cycles: number): void => {
    if (first >= period * Math.min(cycles, 3))
      ask(`median of ${cycles} of ${period}`, seasonalMedian(task, period, cycles));
  };
  if (short === 1) ask("median of 5", seasonalMedian(task, 1, 5));
  else for (const cycles of [5, 16]) medians(short, cycles);
  if (long !== null) {
    ask(`last ${long}`, seasonalNaive(task, long));
    medians(long, 3);
  }
  if (short === 1 && enough) both("damped smoothing", (of) => dampedSmoothing(of, [], false));
  else if (short > 1)
    both(`damped smoothing, season ${short}`, (of) => dampedSmoothing(of, first >= 2 * short ? [short] : [], true));
  if (long !== null && short > 1 && first >= 2 * long)
    both(`damped smoothing, seasons ${short} and ${long}`, (of) => dampedSmoothing(of, [short, long], true));
  if (short < LONG_SEASON) {
    for (const cycles of [4, 12])
      if (short > 1 && first >= cycles * short)
        ask(`level of ${cycles} of ${short}`, adjusted(task, short, medianLevel(cycles * short)));
    if (enough) ask("Theta", adjusted(task, short, thetaExpert()));
    if (short === 1 && enough) ask("complex smoothing", adjusted(task, short, complexExpert()));
  }
  if (offset !== null && fades(values, first, release))
    ask("decay curve", adjusted(task, short < LONG_SEASON ? short : 1, decayExpert(floorOf(values), release)));
  return experts;
}

/** Released on a known day, or highest in the first half and less than 70 % of that since. */
function fades(values: Float64Array, first: number, release: number | null): boolean {
  if (release !== null) return true;
  const peak = peakOf(values.subarray(0, first));
  return peak < first / 2 && first - peak >= 4 && values[first - 1]! < 0.7 * values[peak]!;
}

/** One hundredth of the mean: what a zero is taken as where logarithms are asked of it. */
function floorOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return Math.max((0.01 * sum) / values.length, 1e-300);
}

/** Lags near now, near one and two seasons ago, and near a longer season; at least three rows for each. */
export function lagsFor(short: number, long: number | null, length: number): number[] {
  const near = short > 1 ? [1, 2, 3] : [1, 2, 3, 4, 5, 6];
  const lags = new Set(near);
  if (short > 1) for (const lag of [short - 1, short, short + 1, 2 * short, 3 * short]) lags.add(lag);
  if (long !== null) for (const lag of [long - short, long - 1, long, long + 1, long + short]) lags.add(lag);
  const rising = [...lags].filter((lag) => lag >= 1).sort((a, b) => a - b);
  return rising.filter((lag, at) => length - lag >= 3 * (at + 1) && lag <= 0.6 * length);
}
