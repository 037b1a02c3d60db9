/** One channel of a media mix, from the draws: what it brought, what the next unit would bring, how it carries over and saturates. */
import type { Finding } from "../../foundation/plan/finding.ts";
import { middle90, quantile } from "../../foundation/statistics/quantile.ts";
import { meanLagWeeks } from "./adstock.ts";
import { moments } from "./mix-baseline.ts";
import type { ChannelGrid, GridCell, MixChannel } from "./mix-grid.ts";
import type { MixDraw } from "./mix-sampler.ts";
import type { ChannelResponse } from "./mix-split.ts";
import { type CurveShape, marginal, saturated } from "./saturation.ts";

export interface Estimate {
  /** Mean of what is believed. */
  readonly value: number;
  readonly interval90: readonly [number, number];
}

export interface ChannelFinding {
  readonly name: string;
  readonly spend: number;
  /** In the unit of the series, over all weeks. */
  readonly contribution: Estimate;
  /** Parts of the whole series. */
  readonly share: Estimate;
  readonly chanceOfNothing: number;
  /** Standard deviation of the share over that before any data: near 1 where the data say nothing of it. */
  readonly spreadOfThatBefore: number;
  /** Of all that was spent. */
  readonly returnPerUnit: Estimate;
  /** Of the next unit, at present spend every week. */
  readonly marginalReturn: Estimate;
  /** Weeks after it is spent that money works on average. */
  readonly carryOver: Finding<number>;
  /** Marginal return over return, at present spend: 1 in a line, 0 where more brings nothing. */
  readonly saturation: Finding<number>;
  readonly presentSpend: number;
  readonly observed: readonly [number, number];
  /** Mean contribution of each week. */
  readonly path: Float64Array;
  /** What a steady weekly spend brings a week, over what was observed. */
  readonly curve: readonly {
    readonly spend: number;
    readonly response: number;
    readonly low: number;
    readonly high: number;
  }[];
}

const CURVE_POINTS = 41;
/** Below this part of the prior's spread the data have said something. */
export const TOLD = 0.8;

export function channelFinding(
  channel: MixChannel,
  grid: ChannelGrid,
  draws: readonly MixDraw[],
  at: number,
  mean: number,
  presentWeeks: number,
  spreadOfWeight: number,
): ChannelFinding {
  const weeks = channel.spend.length;
  const spend = channel.spend.reduce((sum, value) => sum + value, 0);
  const weights = Float64Array.from(draws, (draw) => draw.weights[at] as number);
  const shares = estimate(weights);
  const scaled = ({ value, interval90: [low, high] }: Estimate, by: number): Estimate => ({
    value: value * by,
    interval90: [low * by, high * by],
  });
  const contribution = scaled(shares, mean * weeks);
  const response = channelResponse(channel, grid, draws, at, mean, presentWeeks);
  const { present, observed } = response;
  const cellOf = (draw: MixDraw): GridCell => grid.cells[draw.cells[at] as number] as GridCell;
  const path = new Float64Array(weeks);
  for (const draw of draws) {
    const column = grid.columns[draw.cells[at] as number] as Float64Array;
    const weight = (draw.weights[at] as number) * (mean / draws.length);
    if (weight > 0)
      for (let week = 0; week < weeks; week++) path[week] = (path[week] as number) + weight * (column[week] as number);
  }
  return {
    name: channel.name,
    spend,
    contribution,
    share: shares,
    chanceOfNothing: weights.filter((weight) => weight === 0).length / weights.length,
    spreadOfThatBefore: moments(weights).spread / spreadOfWeight,
    returnPerUnit: scaled(contribution, 1 / spend),
    marginalReturn: estimate(
      Float64Array.from(draws, (draw) => {
        const { curve, scale } = cellOf(draw);
        return (draw.weights[at] as number) * mean * scale * marginal(curve, present);
      }),
    ),
    carryOver: carryOver(grid, draws, at),
    saturation: saturation(grid, draws, at, present),
    presentSpend: present,
    observed,
    path,
    curve: Array.from({ length: CURVE_POINTS }, (_, point) => {
      const each = (observed[1] * point) / (CURVE_POINTS - 1);
      const [low, high] = middle90(response.draws(each));
      return { spend: each, response: response.expected(each), low, high };
    }),
  };
}

/** What the draws let expect of a steady weekly spend. */
export function channelResponse(
  { name, spend }: MixChannel,
  grid: ChannelGrid,
  draws: readonly MixDraw[],
  at: number,
  mean: number,
  presentWeeks: number,
): ChannelResponse {
  // Draws of the same cell are summed once: the mean curve is asked for often.
  const weightOfCell = new Float64Array(grid.cells.length);
  for (const draw of draws) {
    const cell = draw.cells[at] as number;
    weightOfCell[cell] = (weightOfCell[cell] as number) + (draw.weights[at] as number) / draws.length;
  }
  const used = grid.cells.flatMap(({ curve, scale }, cell) =>
    (weightOfCell[cell] as number) > 0 ? [{ curve, height: (weightOfCell[cell] as number) * scale * mean }] : [],
  );
  const last = spend.slice(Math.max(0, spend.length - presentWeeks));
  return {
    name,
    observed: [
      spend.reduce((low, value) => Math.min(low, value)),
      spend.reduce((high, value) => Math.max(high, value)),
    ],
    present: last.reduce((sum, value) => sum + value, 0) / last.length,
    expected: (value) => used.reduce((sum, { curve, height }) => sum + height * saturated(curve, value), 0),
    draws: (value) =>
      Float64Array.from(draws, (draw) => {
        const { curve, scale } = grid.cells[draw.cells[at] as number] as GridCell;
        const weight = draw.weights[at] as number;
        return weight === 0 ? 0 : weight * mean * scale * saturated(curve, value);
      }),
  };
}

export function estimate(values: Float64Array): Estimate {
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, interval90: middle90(values) };
}

function carryOver(grid: ChannelGrid, draws: readonly MixDraw[], at: number): Finding<number> {
  const lag = ({ carry }: GridCell): number => meanLagWeeks(carry);
  const working = draws.filter((draw) => (draw.weights[at] as number) > 0);
  const cells = working.map((draw) => grid.cells[draw.cells[at] as number] as GridCell);
  const part = (of: (cell: GridCell) => number): number =>
    cells.reduce((sum, cell) => sum + of(cell), 0) / Math.max(1, cells.length);
  return finding(cells.map(lag), spreadBefore(grid, lag), "week", {
    code: "mix.carry-over",
    facts: { chanceOfLatePeak: part(({ carry }) => (carry.kind === "delayed" ? 1 : 0)) },
  });
}

function saturation(grid: ChannelGrid, draws: readonly MixDraw[], at: number, present: number): Finding<number> {
  const ratio = ({ curve }: GridCell): number => {
    const height = saturated(curve, present);
    return height > 0 ? (marginal(curve, present) * present) / height : 1;
  };
  const working = draws.filter((draw) => (draw.weights[at] as number) > 0);
  const cells = working.map((draw) => grid.cells[draw.cells[at] as number] as GridCell);
  const shapes: Record<CurveShape, number> = { linear: 0, exponential: 0, logistic: 0, hyperbolic: 0, "s-shaped": 0 };
  for (const { curve } of cells) shapes[curve.shape] += 1 / cells.length;
  return finding(cells.map(ratio), spreadBefore(grid, ratio), "", { code: "mix.curves", facts: { ...shapes } });
}

/** Says whether the data told it, or whether it is what was believed before. */
function finding(
  values: readonly number[],
  before: number,
  unit: string,
  reason: Finding<number>["reasons"][number],
): Finding<number> {
  if (values.length < 20)
    return { value: 0, unit, uncertainty: null, reasons: [{ code: "mix.channel-does-nothing", facts: {} }] };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const rising = Float64Array.from(values).sort();
  const part = before > 0 ? spread / before : 1;
  return {
    value: mean,
    unit,
    uncertainty: (quantile(rising, 0.975) - quantile(rising, 0.025)) / 2,
    reasons: [
      reason,
      { code: part < TOLD ? "mix.told-by-data" : "mix.mostly-assumed", facts: { spreadOfThatBefore: part } },
    ],
  };
}

/** Standard deviation over the grid before any data. */
function spreadBefore({ cells, priors }: ChannelGrid, of: (cell: GridCell) => number): number {
  let mean = 0;
  for (const [at, cell] of cells.entries()) mean += (priors[at] as number) * of(cell);
  let square = 0;
  for (const [at, cell] of cells.entries()) square += (priors[at] as number) * (of(cell) - mean) ** 2;
  return Math.sqrt(square);
}
