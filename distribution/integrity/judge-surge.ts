/** From measures to one of: evidence, look, explained. */
import { exp } from "../../foundation/numbers/elementary.ts";
import { INNOCENT_NAMES, type Innocent, type Weight, weightsOf } from "./explanations.ts";
import type { SurgeMeasures } from "./measure-surge.ts";

export type Verdict = "evidence" | "look" | "explained";

export interface WeighedExplanation {
  readonly explanation: Innocent;
  /** How many times more likely what was seen is if streams were bought. */
  readonly against: number;
  readonly refused: boolean;
  /** Measures that speak against it, the heaviest first, as log ratios. */
  readonly because: readonly { readonly measure: Weight["measure"]; readonly weight: number }[];
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The smallest ratio of likelihoods over the innocent explanations. */
  readonly ratio: number;
  readonly innocent: readonly WeighedExplanation[];
}

/** An explanation is refused when what was seen is this many times likelier without it. */
export const REFUSED = 12;
/** Nearer to an innocent explanation than this is explained; small surges, of which quiet years are full, sooner. */
const EXPLAINED = 0.2;
const EXPLAINED_SMALL = 1.5;
/** Times the usual streams that came on top. */
const SMALL = 0.8;
const LEAST_EXCESS = 0.2;

export function judgeSurge(measures: SurgeMeasures): Judgement {
  const bought = weightsOf("bought", measures);
  const innocent = INNOCENT_NAMES.map((explanation): WeighedExplanation => {
    const own = weightsOf(explanation, measures);
    const sum = (weights: readonly Weight[]): number => weights.reduce((all, { log }) => all + log, 0);
    const at = (weights: readonly Weight[], name: Weight["measure"]): number =>
      weights.find(({ measure }) => measure === name)?.log ?? 0;
    const names = new Set([...own, ...bought].map(({ measure }) => measure));
    const because = [...names]
      .map((measure) => ({ measure, weight: at(bought, measure) - at(own, measure) }))
      .filter(({ weight }) => weight > 0.7)
      .sort((a, b) => b.weight - a.weight);
    const against = exp(Math.min(50, sum(bought) - sum(own)));
    return { explanation, against, refused: against >= REFUSED, because };
  });
  const ratio = Math.min(...innocent.map(({ against }) => against));
  const times = measures.excess / Math.max(1, measures.usual);
  const least = times < SMALL ? EXPLAINED_SMALL : EXPLAINED;
  const verdict = times < LEAST_EXCESS || ratio < least ? "explained" : ratio >= REFUSED ? "evidence" : "look";
  return { verdict, ratio, innocent };
}
