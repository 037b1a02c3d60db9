/**
 * What each explanation of a surge lets expect of its measures. Bought streams and the innocent explanations are weighed
 * against each other by likelihood. The ranges are wide on purpose and stand on what distributors and services say of
 * each (decisions/0019); they are not fitted.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Measured, PlaceKind, ShapeKind, SurgeMeasures } from "./measure-surge.ts";

export type Innocent = "viral" | "broadcast" | "season" | "release" | "playlist" | "listener";
type Range = readonly [low: number, high: number, weight: number];

interface Expectation {
  readonly saves: readonly Range[];
  readonly repeats: readonly Range[];
  readonly week: readonly Range[];
  readonly place: Readonly<Record<PlaceKind, number>>;
  readonly shape: Readonly<Record<ShapeKind, number>>;
  /** Probability that one service alone has it, where there are several. */
  readonly oneService: number;
}

/** New listeners elsewhere may have a week of their own: a flat one alone refuses nothing. */
const HUMAN_WEEK: readonly Range[] = [
  [0.5, 1.5, 0.9],
  [-0.5, 0.5, 0.1],
];
const MADE_WEEK: readonly Range[] = [
  [-0.4, 0.4, 0.75],
  [0.5, 1.5, 0.25],
];
const FEW_REPEATS: readonly Range[] = [[-0.7, 0.4, 1]];

/** Logarithms of ratios in `repeats`: 1.1 is three times as many. */
const BOUGHT: Expectation = {
  saves: [
    [-0.1, 0.3, 0.85],
    [0.3, 1.2, 0.15],
  ],
  repeats: [
    [-0.7, 0.9, 0.7],
    [0.9, 3.5, 0.3],
  ],
  week: MADE_WEEK,
  place: { few: 0.45, usual: 0.3, other: 0.25 },
  shape: { plateau: 0.8, decay: 0.06, rise: 0.04, open: 0.1 },
  oneService: 0.9,
};

const INNOCENT: Readonly<Record<Innocent, Expectation>> = {
  viral: {
    saves: [[0.6, 2, 1]],
    repeats: FEW_REPEATS,
    week: HUMAN_WEEK,
    place: { few: 0.04, usual: 0.48, other: 0.48 },
    shape: { plateau: 0.04, decay: 0.75, rise: 0.06, open: 0.15 },
    oneService: 0.08,
  },
  broadcast: {
    saves: [[0.5, 2, 1]],
    repeats: FEW_REPEATS,
    week: HUMAN_WEEK,
    place: { few: 0.85, usual: 0.05, other: 0.1 },
    shape: { plateau: 0.04, decay: 0.85, rise: 0.03, open: 0.08 },
    oneService: 0.08,
  },
  season: {
    saves: [[0.35, 1.2, 1]],
    repeats: FEW_REPEATS,
    week: HUMAN_WEEK,
    place: { few: 0.04, usual: 0.86, other: 0.1 },
    shape: { plateau: 0.15, decay: 0.1, rise: 0.6, open: 0.15 },
    oneService: 0.06,
  },
  release: {
    saves: [[0.6, 3, 1]],
    repeats: [[-0.7, 0.6, 1]],
    week: HUMAN_WEEK,
    place: { few: 0.05, usual: 0.75, other: 0.2 },
    shape: { plateau: 0.04, decay: 0.8, rise: 0.03, open: 0.13 },
    oneService: 0.06,
  },
  playlist: {
    saves: [[0.2, 1, 1]],
    repeats: [[-0.8, 0.3, 1]],
    week: HUMAN_WEEK,
    place: { few: 0.3, usual: 0.35, other: 0.35 },
    shape: { plateau: 0.65, decay: 0.15, rise: 0.05, open: 0.15 },
    oneService: 0.85,
  },
  listener: {
    saves: [[-0.1, 0.3, 1]],
    repeats: [[0.9, 7, 1]],
    week: MADE_WEEK,
    place: { few: 0.8, usual: 0.05, other: 0.15 },
    shape: { plateau: 0.55, decay: 0.15, rise: 0.15, open: 0.15 },
    oneService: 0.95,
  },
};
/** More than one person plays of one recording a day. */
const MOST_OF_ONE = 150;

export const INNOCENT_NAMES: readonly Innocent[] = Object.keys(INNOCENT) as Innocent[];

/** One measure under one explanation. */
export interface Weight {
  readonly measure: "saves" | "repeats" | "week" | "places" | "shape" | "services" | "release" | "season" | "size";
  /** Log likelihood. */
  readonly log: number;
}

export function weightsOf(explanation: "bought" | Innocent, measures: SurgeMeasures): Weight[] {
  const expected = explanation === "bought" ? BOUGHT : INNOCENT[explanation];
  const weights: Weight[] = [];
  const put = (measure: Weight["measure"], likelihood: number): void => {
    weights.push({ measure, log: log(likelihood) });
  };
  if (measures.saves) put("saves", likelihood(measures.saves, expected.saves, 0.06));
  if (measures.repeats) put("repeats", likelihood(measures.repeats, expected.repeats, 0.08));
  if (measures.week) put("week", likelihood(measures.week, expected.week, 0.1));
  if (measures.placeKind) put("places", expected.place[measures.placeKind]);
  if (measures.shape) put("shape", expected.shape[measures.shape]);
  if (measures.oneService !== null)
    put("services", measures.oneService ? expected.oneService : 1 - expected.oneService);
  if (explanation === "release") put("release", measures.atRelease ? 1 : 0.0005);
  else if (measures.atRelease) put("release", explanation === "bought" ? 0.05 : 0.1);
  if (explanation === "listener")
    put("size", measures.excess / (measures.until - measures.from + 1) < MOST_OF_ONE ? 1 : 0.0005);
  if (explanation === "season")
    put("season", measures.recurs === null ? (measures.atYearEnd ? 0.5 : 0.02) : measures.recurs ? 1 : 0.005);
  else if (measures.recurs) put("season", 0.05);
  return weights;
}

/** Mean Gaussian density over the ranges; a hundredth is kept for what nobody thought of. */
function likelihood({ value, error }: Measured, ranges: readonly Range[], least: number): number {
  const spread = Math.max(error, least);
  let sum = 0;
  for (const [low, high, weight] of ranges) {
    const steps = 24;
    let part = 0;
    for (let n = 0; n < steps; n++) {
      const z = (value - (low + ((high - low) * (n + 0.5)) / steps)) / spread;
      part += exp(-0.5 * Math.min(z * z, 200));
    }
    sum += (weight * part) / steps / spread;
  }
  return 0.99 * sum * 0.3989422804 + 0.01 * 0.25;
}
