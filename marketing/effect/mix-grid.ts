/** The carry-overs and curves that a channel may have: every combination as a column, with what is believed of it before. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { adstock, type CarryOver } from "./adstock.ts";
import { type Curve, saturated } from "./saturation.ts";

/** What a test elsewhere has found that a channel's spend in some weeks brought in them. */
export interface Experiment {
  /** Rows, both included. */
  readonly from: number;
  readonly until: number;
  /** In the unit of the series. */
  readonly incremental: number;
  /** Standard deviation of `incremental`, over 0. */
  readonly sd: number;
}

export interface MixChannel {
  readonly name: string;
  /** A value a week, 0 or more, not all 0. */
  readonly spend: Float64Array;
  readonly experiments: readonly Experiment[];
}

export interface GridCell {
  readonly carry: CarryOver;
  readonly curve: Curve;
  /** Makes the mean of the column 1. */
  readonly scale: number;
}

export interface ChannelGrid {
  readonly cells: readonly GridCell[];
  /** What a cell lets expect for each week, with mean 1. */
  readonly columns: readonly Float64Array[];
  /** What each cell was believed before, adding up to 1. */
  readonly priors: Float64Array;
  readonly logPriors: Float64Array;
  /** For each experiment, what a cell lets expect for its weeks per unit of the channel's weight. */
  readonly tested: readonly Float64Array[];
}

/** Strongest in the week itself, or half a week to two weeks later; short carry-over is believed a little more than long. */
const CARRIES: readonly { readonly carry: CarryOver; readonly odds: number }[] = [
  ...[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((retention) => carrying("at-once", retention, 0)),
  ...[0.5, 1, 1.5, 2].flatMap((peak) => [0.1, 0.3, 0.6].map((retention) => carrying("delayed", retention, peak))),
];
/** Half-way points as parts of the largest spend: from spent far beyond sense to nearly in a line; most likely 0.6. */
const HALVES = [0.1, 0.15, 0.22, 0.33, 0.5, 0.75, 1.1, 1.7, 2.5];
const CENTRE = 0.6;
const WIDTH = 1.2;
/** Three forms of less and less, and half as often one that begins slowly. */
const SHAPES = [
  { shape: "exponential", odds: 1 },
  { shape: "logistic", odds: 1 },
  { shape: "hyperbolic", odds: 1 },
  { shape: "s-shaped", odds: 0.5 },
] as const;
const LINEAR = 0.1;

export function channelGrid({ spend, experiments }: MixChannel): ChannelGrid {
  const most = spend.reduce((high, value) => Math.max(high, value), 0);
  const curves: { curve: Curve; chance: number }[] = [{ curve: { shape: "linear", half: most }, chance: LINEAR }];
  const bell = HALVES.map((half) => exp(-0.5 * (log(half / CENTRE) / WIDTH) ** 2));
  const all = total(bell) * total(SHAPES.map(({ odds }) => odds));
  for (const { shape, odds } of SHAPES)
    for (const [at, half] of HALVES.entries())
      curves.push({ curve: { shape, half: half * most }, chance: ((1 - LINEAR) * odds * (bell[at] as number)) / all });
  const cells: GridCell[] = [];
  const columns: Float64Array[] = [];
  const priors: number[] = [];
  const tested = experiments.map((): number[] => []);
  const carries = total(CARRIES.map(({ odds }) => odds));
  for (const { carry, odds } of CARRIES) {
    const pressure = adstock(spend, carry);
    const without = experiments.map(({ from, until }) =>
      adstock(
        spend.map((value, week) => (week >= from && week <= until ? 0 : value)),
        carry,
      ),
    );
    for (const { curve, chance } of curves) {
      const raw = pressure.map((value) => saturated(curve, value));
      const scale = raw.length / total(raw);
      cells.push({ carry, curve, scale });
      columns.push(raw.map((value) => value * scale));
      priors.push((chance * odds) / carries);
      for (const [test, { from, until }] of experiments.entries()) {
        let sum = 0;
        for (let week = from; week <= until; week++)
          sum += (raw[week] as number) - saturated(curve, (without[test] as Float64Array)[week] as number);
        (tested[test] as number[]).push(sum * scale);
      }
    }
  }
  return {
    cells,
    columns,
    priors: Float64Array.from(priors),
    logPriors: Float64Array.from(priors, log),
    tested: tested.map((values) => Float64Array.from(values)),
  };
}

function carrying(kind: CarryOver["kind"], retention: number, peak: number): { carry: CarryOver; odds: number } {
  return { carry: { kind, retention, peak }, odds: 1 - 0.6 * retention };
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum;
}
