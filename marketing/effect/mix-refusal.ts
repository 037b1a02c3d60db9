/** When a media mix would only repeat what was believed before: too few weeks, spend that stands still, channels that move together. */
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";
import type { MixQuestion } from "./media-mix.ts";
import { baseline, dot, moments } from "./mix-baseline.ts";

export interface MixRefusal {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
  /** Of the channels that it is about; empty where it is about all. */
  readonly channels: readonly string[];
}

export const FEWEST_WEEKS = 52;
/** Weeks with spend, below which there is no curve to see. */
const FEWEST_SPENT = 6;
/** Standard deviation of weekly spend over its mean. */
const LEAST_VARIATION = 0.15;
/** Part of a channel's movement that the other channels, or level, trend and season, also make. */
const SAME_MOVEMENT = 0.95;

/** Null where the data can carry the model. */
export function mixRefusal(question: MixQuestion): MixRefusal | null {
  const { y, channels } = question;
  const refuse = (names: readonly string[], missing: string, cheapestNextStep: string): MixRefusal => ({
    status: "not-enough-data",
    missing,
    cheapestNextStep,
    channels: names,
  });
  if (y.length < FEWEST_WEEKS)
    return refuse(
      [],
      `${FEWEST_WEEKS} weeks; there are ${y.length}`,
      `${geoTest(channels[0]?.name ?? "a channel")}. Or wait ${FEWEST_WEEKS - y.length} weeks and vary the spend until then`,
    );
  for (const { name, spend } of channels) {
    const spent = spend.filter((value) => value > 0).length;
    if (spent < FEWEST_SPENT)
      return refuse(
        [name],
        `${FEWEST_SPENT} weeks with spend on ${name}; there are ${spent}`,
        `${geoTest(name)}. Or leave ${name} out of the channels`,
      );
    const { mean, spread } = moments(spend);
    if (spread / mean < LEAST_VARIATION)
      return refuse(
        [name],
        `spend on ${name} that varies: its weeks differ by ${percent(spread / mean)} of their mean, and it takes ${percent(LEAST_VARIATION)}`,
        `${geoTest(name)}. Or spend nothing and double by turns for a few weeks`,
      );
  }
  const still = channels.map(({ name, spend }) => ({ name, values: withoutConstant(spend) }));
  for (const [at, { name, values }] of still.entries()) {
    const others = still.filter((_, other) => other !== at);
    if (
      explainedPart(
        values,
        others.map((each) => each.values),
      ) < SAME_MOVEMENT
    )
      continue;
    const together = others.filter((other) => explainedPart(values, [other.values]) > 0.5).map((each) => each.name);
    const names = [name, ...(together.length > 0 ? together : others.map((each) => each.name))];
    return refuse(
      names,
      `channels that move apart: ${names.join(" and ")} are spent together`,
      `${geoTest(name)}. Or give ${names.join(" and ")} as one channel`,
    );
  }
  const slow = baseline({ weeks: y.length, season: question.season, trend: question.trend, controls: [], events: [] });
  for (const { name, values } of still) {
    const columns = slow.columns.slice(1).map((column) => withoutConstant(column.values));
    if (columns.length === 0 || explainedPart(values, columns) < SAME_MOVEMENT) continue;
    return refuse(
      [name],
      `spend on ${name} that moves apart from trend and season`,
      `${geoTest(name)}. Or move some of its spend to weeks when it is usually low`,
    );
  }
  return null;
}

function geoTest(channel: string): string {
  return `a test in a few places: \`songwright effect geo-plan streams-by-city.csv\` says which; there, stop ${channel} (or double it) for 14 days, and measure with \`songwright effect geo\``;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function withoutConstant(values: Float64Array): Float64Array {
  const { mean } = moments(values);
  return values.map((value) => value - mean);
}

/** R² of a regression on the columns. */
function explainedPart(values: Float64Array, columns: readonly Float64Array[]): number {
  if (columns.length === 0) return 0;
  const own = dot(values, values);
  const matrix = columns.map((a, i) => columns.map((b, j) => dot(a, b) + (i === j ? 1e-9 * dot(a, a) + 1e-300 : 0)));
  const right = columns.map((column) => dot(column, values));
  const weights = solveSymmetric(matrix, right);
  return right.reduce((sum, value, at) => sum + value * (weights[at] as number), 0) / own;
}
