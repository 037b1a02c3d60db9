/** What a stem is, from its sound alone: a linear discriminant for each pair of kinds, taken together. */
import { log } from "../../foundation/numbers/elementary.ts";
import { fitPairwise, type PairwiseModel, pairwiseProbabilities } from "../../foundation/statistics/pairwise.ts";
import { KIND_LEARNED } from "./kind-weights.ts";
import { type KindProbabilities, ROLE_KINDS, type RoleKind } from "./roles.ts";
import { FEATURES, type FeatureName, type StemFeatures } from "./stem-features.ts";

/** Classes are ROLE_KINDS, variables KIND_FEATURES, both in order. */
export type KindModel = PairwiseModel;

export interface KindExample {
  readonly features: StemFeatures;
  readonly kind: RoleKind;
  readonly weight: number;
}

/**
 * Left out: what panning or limiting changes (width, crest factor), what differs between sounds made for practice and
 * recorded ones (tremor, spread), and what other features say already.
 */
const UNUSED: readonly FeatureName[] = [
  "crestDb",
  "widthDb",
  "tremorDb",
  "spreadErb",
  "voiced",
  "leaps",
  "noteOctaves",
];
export const KIND_FEATURES: readonly FeatureName[] = FEATURES.filter((name) => !UNUSED.includes(name));

const SHRINKAGE = 0.6;

export function learnKinds(examples: readonly KindExample[]): KindModel {
  return fitPairwise(
    examples.map(({ features, kind, weight }) => ({ x: variables(features), label: ROLE_KINDS.indexOf(kind), weight })),
    ROLE_KINDS.length,
    SHRINKAGE,
  );
}

const variables = (features: StemFeatures): number[] => KIND_FEATURES.map((name) => features[name]);

export function kindProbabilities(model: KindModel, features: StemFeatures): KindProbabilities {
  const probabilities = pairwiseProbabilities(model, variables(features));
  return Object.fromEntries(ROLE_KINDS.map((kind, c) => [kind, probabilities[c] as number])) as KindProbabilities;
}

/** How sure a name is: people misname, and some names mean two things. */
const NAME_TRUST = 0.95;

export function kindsFromName(kind: RoleKind): KindProbabilities {
  const rest = (1 - NAME_TRUST) / (ROLE_KINDS.length - 1);
  return Object.fromEntries(ROLE_KINDS.map((each) => [each, each === kind ? NAME_TRUST : rest])) as KindProbabilities;
}

/** Entropy of the guess over that of not knowing, 0 (sure) to 1. */
export function doubt(kinds: KindProbabilities): number {
  return (
    ROLE_KINDS.reduce((sum, kind) => sum - (kinds[kind] > 0 ? kinds[kind] * log(kinds[kind]) : 0), 0) /
    log(ROLE_KINDS.length)
  );
}

export const KIND_WEIGHTS: KindModel = KIND_LEARNED;
