/** What a series would have been without the channels, and what events and controls did to it. */
import { middle90 } from "../../foundation/statistics/quantile.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { MixQuestion } from "./media-mix.ts";
import {
  type Baseline,
  type BaselineSetting,
  coefficients,
  decorrelated,
  productsWith,
  upward,
} from "./mix-baseline.ts";
import type { Estimate } from "./mix-channel.ts";
import type { ChannelGrid } from "./mix-grid.ts";
import type { MixDraw } from "./mix-sampler.ts";

export interface NamedEstimate extends Estimate {
  readonly name: string;
}

export interface BaseFinding extends Estimate {
  /** Parts of the whole series. */
  readonly share: Estimate;
  /** Mean of each week, events and controls included. */
  readonly path: Float64Array;
  /** What a week of an event at its strongest adds. */
  readonly events: readonly NamedEstimate[];
  /** What one standard deviation more of a control adds to a week. */
  readonly controls: readonly NamedEstimate[];
}

const DRAWS = 400;

export function baseFinding(
  { y, events, controls }: MixQuestion,
  base: Baseline,
  grids: readonly ChannelGrid[],
  draws: readonly MixDraw[],
  mean: number,
  random: Random,
): BaseFinding {
  const weeks = y.length;
  const total = mean * weeks;
  const chosen = Array.from(
    { length: Math.min(DRAWS, draws.length) },
    (_, at) => draws[Math.floor((at * draws.length) / Math.min(DRAWS, draws.length))] as MixDraw,
  );
  const path = new Float64Array(weeks);
  const drawn = chosen.map(({ cells, weights, setting, noise }) => {
    const rest = y.map((value) => value / mean);
    for (const [channel, weight] of weights.entries()) {
      const column = grids[channel]?.columns[cells[channel] as number] as Float64Array;
      if (weight > 0)
        for (let week = 0; week < weeks; week++)
          rest[week] = (rest[week] as number) - weight * (column[week] as number);
    }
    const prior = base.settings[setting] as BaselineSetting;
    const centre = coefficients(prior, productsWith(base, decorrelated(rest, prior.memory)));
    for (const [at, { values }] of base.columns.entries())
      for (let week = 0; week < weeks; week++)
        path[week] =
          (path[week] as number) + ((centre[at] as number) * (values[week] as number) * mean) / chosen.length;
    const chance = upward(
      prior,
      Float64Array.from(centre, () => random.normal()),
    );
    return centre.map((value, at) => (value + noise * (chance[at] as number)) * mean);
  });
  const named = (name: string, at: number): NamedEstimate => {
    const values = drawn.map((each) => each[at] as number);
    return { name, value: values.reduce((sum, value) => sum + value, 0) / values.length, interval90: middle90(values) };
  };
  const first = base.columns.length - events.length - controls.length;
  // What is not of the channels is of the base: the noise sums to nothing.
  const parts = draws.map(({ weights }) => 1 - weights.reduce((sum, weight) => sum + weight, 0));
  const value = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const [low, high] = middle90(parts);
  return {
    value: value * total,
    interval90: [low * total, high * total],
    share: { value, interval90: [low, high] },
    path,
    controls: controls.map(({ name }, at) => named(name, first + at)),
    events: events.map(({ name }, at) => named(name, first + controls.length + at)),
  };
}
