/** How loud each stem is: what people do with such stems, and how much the levels that came in are worth. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Reason } from "../../foundation/plan/index.ts";
import type { StemFindings } from "./findings.ts";
import { expectedLevel, type LevelModel } from "./knowledge.ts";
import type { KindProbabilities } from "./roles.ts";

export type BalanceMode = "keep" | "refine" | "new";

export interface BalancedStem {
  readonly stem: StemFindings;
  /** Where the name, or a person, says what it is. */
  readonly kinds: KindProbabilities | null;
}

export interface Balance {
  readonly mode: BalanceMode;
  /** Whether the levels that came in are those of a mix, 0 to 1. */
  readonly plausibility: number;
  /** How much of a stem's difference from what is expected stays, 0 to 1. */
  readonly trust: number;
  /** For each stem: change of its level, dB; 0 for what never sounds. */
  readonly movesDb: readonly number[];
  /** Level expected of each, LU relative to the middle of the song's stems; null for what never sounds. */
  readonly expectedLu: readonly (number | null)[];
  readonly differenceDb: readonly (number | null)[];
  readonly reasons: readonly Reason[];
}

/** Levels that were never set lie this far around anything, dB: recordings at whatever level they came. */
const UNSET_SPREAD_DB = 7;
/** A refined stem moves by at most this. */
const MOST_REFINED_DB = 1.5;
const REFINED_SHARE = 0.15;
/** No stem is moved further; of what hardly sounds, little can be said. */
const MOST_DB = 18;
const MOST_SHORT_DB = 6;
const SHORT_SECONDS = 3;
/** Stems whose peaks lie this close together were normalised, each by itself. */
const NORMALISED_SPREAD_DB = 0.6;

/**
 * Each level that came in is taken for a measurement of what was meant. Where the levels as a whole look like a mix
 * (their differences from what is expected are no larger than between mixes of people), they count in full; else by the
 * share of people's own spread in people's and that of levels never set (the mean of the posterior of two normals).
 */
export function balanceStems(stems: readonly BalancedStem[], model: LevelModel, asked: BalanceMode | null): Balance {
  const expected = stems.map(({ stem, kinds }) =>
    stem.features === null ? null : expectedLevel(model, stem.features, kinds),
  );
  const incoming = stems.map(({ stem }) => stem.activity.levelLufs);
  const raw = stems.map((_, s) =>
    expected[s] === null || incoming[s] === null ? null : (incoming[s] as number) - (expected[s] as number),
  );
  const known = raw.filter((value): value is number => value !== null);
  const centre = median(known);
  const difference = raw.map((value) => (value === null ? null : value - centre));
  const residuals = difference.filter((value): value is number => value !== null);
  const spread2 = spreadSquared(residuals);
  const model2 = model.spreadDb ** 2;
  const unset2 = model2 + UNSET_SPREAD_DB ** 2;
  const normalised = peaksAreNormalised(stems);
  const plausibility = normalised ? 0.02 : meantProbability(residuals, model2, unset2);
  const mode = asked ?? (plausibility >= 0.5 ? "refine" : "new");
  // Levels that were never set still lean towards what was meant: by the share of the spread that is people's own.
  const leaning = normalised ? 0 : model2 / unset2;
  const meant = asked === "new" ? 0 : plausibility;
  const trust = mode === "new" ? meant + (1 - meant) * leaning : 1;
  const movesDb = difference.map((value, s) => {
    if (value === null || mode === "keep") return 0;
    if (mode === "refine") return Math.max(-MOST_REFINED_DB, Math.min(MOST_REFINED_DB, -REFINED_SHARE * value));
    const move = (trust - 1) * value;
    const most = (stems[s]?.stem.activity.activeSeconds ?? 0) < SHORT_SECONDS ? MOST_SHORT_DB : MOST_DB;
    return value === 0 ? 0 : Math.max(-most, Math.min(most, move));
  });
  const reasons: Reason[] = [
    {
      code: normalised
        ? "balance.peaks-normalised"
        : plausibility >= 0.5
          ? "balance.like-a-mix"
          : "balance.unlike-a-mix",
      facts: { plausibility, spreadDb: Math.sqrt(spread2), usualSpreadDb: model.spreadDb, stems: residuals.length },
    },
  ];
  return { mode, plausibility, trust, movesDb, expectedLu: expected, differenceDb: difference, reasons };
}

/** How much likelier the differences are under mixes of people than under levels that were never set. */
function meantProbability(residuals: readonly number[], model2: number, unset2: number): number {
  if (residuals.length < 2) return 0;
  // One degree of freedom went into the middle.
  const weight = (residuals.length - 1) / residuals.length;
  let logRatio = 0;
  for (const value of residuals) {
    // Heavy tails: single stems may lie anywhere in a real mix (Student's t of 4 degrees).
    logRatio += weight * (logStudent(value, model2) - logStudent(value, unset2));
  }
  // Two or three stems can look like a mix by chance.
  const before = Math.min(1, ((residuals.length - 1) / 4) ** 2);
  return 1 / (1 + exp(-Math.max(-30, Math.min(30, logRatio + log(before)))));
}

function logStudent(value: number, variance: number): number {
  const scale2 = variance / 2;
  return -0.5 * log(scale2) - 2.5 * log(1 + (value * value) / (4 * scale2));
}

function peaksAreNormalised(stems: readonly BalancedStem[]): boolean {
  const peaks = stems.flatMap(({ stem }) => (stem.trace.peak > 0 ? [(20 / Math.LN10) * log(stem.trace.peak)] : []));
  if (peaks.length < 4) return false;
  const middle = median(peaks);
  const near = peaks.filter((peak) => Math.abs(peak - middle) <= NORMALISED_SPREAD_DB).length;
  return middle > -7 && near >= 0.8 * peaks.length;
}

/** Half from the median, which single stems cannot pull, half from the squares. */
function spreadSquared(residuals: readonly number[]): number {
  if (residuals.length < 2) return 0;
  const middle = 1.4826 * median(residuals.map(Math.abs));
  const square = residuals.reduce((sum, each) => sum + each * each, 0) / (residuals.length - 1);
  return 0.5 * middle * middle + 0.5 * square;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}
