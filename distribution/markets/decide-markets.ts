/** Which markets to take: the first ten, unless a person says otherwise. */
import { type Decision, makeDecision, overrideDecision } from "../../foundation/plan/decision.ts";
import type { RankedMarket } from "./rank-markets.ts";

export interface PersonsChoices {
  /** Take these and no others; [] for no word on it. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  /** Priorities beside 1. */
  readonly weights: ReadonlyMap<string, number>;
}

export const TAKEN = 10;

/** @param ranked the best first */
export function decisionsOf(ranked: readonly RankedMarket[], { only, exclude, weights }: PersonsChoices): Decision[] {
  let free = TAKEN;
  return ranked.flatMap(({ market: { evidence }, bestTen }, at) => {
    const { territory } = evidence;
    const weight = weights.get(territory);
    // A market that a person leaves out makes room for the next.
    const proposal = makeDecision({
      id: `markets.take@${territory}`,
      what: "Take this market",
      value: free > 0 && !exclude.includes(territory),
      confidence: bestTen,
      reasons: [{ code: "markets.rank", facts: { rank: at + 1 } }],
    });
    if (proposal.value) free--;
    const person = only.length > 0 ? only.includes(territory) : null;
    const take: Decision = exclude.includes(territory)
      ? overrideDecision({ ...proposal, value: at < TAKEN }, false)
      : person === null
        ? proposal
        : overrideDecision(proposal, person);
    if (weight === undefined) return [take];
    const usual = makeDecision({ id: `markets.weight@${territory}`, what: "Priority beside others", value: 1 });
    return [take, overrideDecision(usual, weight)];
  });
}
