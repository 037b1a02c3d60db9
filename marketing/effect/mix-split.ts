/** What the same money would bring if it were split otherwise, each channel inside what was ever spent on it in a week. */
import { middle90 } from "../../foundation/statistics/quantile.ts";

/** What is believed of one channel: draws of what a steady weekly spend brings a week. */
export interface ChannelResponse {
  readonly name: string;
  /** Least and most that was spent in a week. */
  readonly observed: readonly [number, number];
  /** A week, as it is now. */
  readonly present: number;
  /** Mean of what is believed. */
  expected(spend: number): number;
  /** By each draw, in the same order for all channels. */
  draws(spend: number): Float64Array;
}

export interface MixSplit {
  /** A week more than now, for the same money. */
  readonly gain: number;
  readonly interval90: readonly [number, number];
  /** Gain as a part of what all channels bring now. */
  readonly gainPercent: number | null;
  /** Chance that the split brings more than the present one. */
  readonly chance: number;
  /** "change", or "keep": the gain could as well be nothing. */
  readonly recommended: "change" | "keep";
  /** A week. */
  readonly budget: number;
  readonly channels: readonly {
    readonly name: string;
    readonly now: number;
    /** Where the expected response is largest. */
    readonly best: number;
    readonly observed: readonly [number, number];
    /** Response of the next unit at `best`; equal for all that do not stand at an end of what was observed. */
    readonly marginalReturn: number;
  }[];
}

const STEPS = 200;
/** A change is recommended where it is this likely to bring more. */
const CREDIBLE = 0.9;

/**
 * The largest sum of the expected responses for the present money, by dynamic programming over 200 steps, so that curves which
 * begin slowly are no trap. Inside the range this is equal marginal return.
 */
export function mixSplit(responses: readonly ChannelResponse[]): MixSplit {
  const budget = responses.reduce((sum, { present }) => sum + present, 0);
  const best = bestSplit(responses, budget);
  const sum = (spends: readonly number[]): Float64Array => {
    const draws = responses.map((response, at) => response.draws(spends[at] as number));
    return (draws[0] as Float64Array).map((_, draw) =>
      draws.reduce((total, values) => total + (values[draw] as number), 0),
    );
  };
  const now = sum(responses.map(({ present }) => present));
  const gains = sum(best).map((value, draw) => value - (now[draw] as number));
  const mean = (values: Float64Array): number => values.reduce((total, value) => total + value, 0) / values.length;
  const gain = mean(gains);
  const chance = gains.filter((value) => value > 0).length / gains.length;
  const before = mean(now);
  return {
    gain,
    interval90: middle90(gains),
    gainPercent: before > 0 ? (100 * gain) / before : null,
    chance,
    recommended: chance >= CREDIBLE && gain > 0 ? "change" : "keep",
    budget,
    channels: responses.map((response, at) => {
      const spend = best[at] as number;
      const step = (response.observed[1] - response.observed[0]) / 1000;
      return {
        name: response.name,
        now: response.present,
        best: spend,
        observed: response.observed,
        marginalReturn:
          step > 0
            ? (response.expected(spend + step) - response.expected(Math.max(0, spend - step))) /
              (step + Math.min(step, spend))
            : 0,
      };
    }),
  };
}

function bestSplit(responses: readonly ChannelResponse[], budget: number): number[] {
  const least = responses.map(({ observed }) => observed[0]);
  const step = (budget - least.reduce((sum, value) => sum + value, 0)) / STEPS;
  if (!(step > 0)) return responses.map(({ present }) => present);
  let reached = new Float64Array(STEPS + 1).fill(Number.NEGATIVE_INFINITY);
  reached[0] = 0;
  const choices: Int32Array[] = [];
  for (const [at, response] of responses.entries()) {
    const most = Math.min(STEPS, Math.floor((response.observed[1] - response.observed[0]) / step + 1e-9));
    const values = Float64Array.from({ length: most + 1 }, (_, n) =>
      response.expected((least[at] as number) + n * step),
    );
    const next = new Float64Array(STEPS + 1).fill(Number.NEGATIVE_INFINITY);
    const choice = new Int32Array(STEPS + 1);
    for (let whole = 0; whole <= STEPS; whole++)
      for (let n = 0; n <= Math.min(most, whole); n++) {
        const value = (reached[whole - n] as number) + (values[n] as number);
        if (value > (next[whole] as number)) {
          next[whole] = value;
          choice[whole] = n;
        }
      }
    choices.push(choice);
    reached = next;
  }
  // Ends that are no whole number of steps may leave the last steps without a place.
  let left = STEPS;
  while (left > 0 && reached[left] === Number.NEGATIVE_INFINITY) left--;
  const split = new Array<number>(responses.length).fill(0);
  for (let at = responses.length - 1; at >= 0; at--) {
    const n = (choices[at] as Int32Array)[left] as number;
    split[at] = (least[at] as number) + n * step;
    left -= n;
  }
  let over = budget - split.reduce((sum, value) => sum + value, 0);
  for (const [at, { observed }] of responses.entries()) {
    const more = Math.min(over, observed[1] - (split[at] as number));
    if (more <= 0) continue;
    split[at] = (split[at] as number) + more;
    over -= more;
  }
  return split;
}
