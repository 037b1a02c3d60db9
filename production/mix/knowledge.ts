/** What was learned from mixes of people: how loud stems of a kind are in them. */
import { predictRidge, type RidgeModel } from "../../foundation/statistics/ridge.ts";
import { KIND_WEIGHTS, type KindModel } from "./kind-model.ts";
import { LEVEL_WEIGHTS } from "./level-weights.ts";
import { type KindProbabilities, ROLE_KINDS } from "./roles.ts";
import type { FeatureName, StemFeatures } from "./stem-features.ts";

/** Everything learned, together: benchmarks leave a song out and learn the rest anew. */
export interface MixKnowledge {
  readonly levels: LevelModel;
  readonly kinds: KindModel;
}

export interface LevelModel {
  /** From the sound alone; level relative to the middle of the song's stems, LU. */
  readonly sound: RidgeModel;
  /** From sound and kind. */
  readonly kind: RidgeModel;
  /** How far people's levels lie from these, LU (standard deviation). */
  readonly spreadDb: number;
}

/** Few and physical: how low the stem is, how much of it is where the ear is keen, how peaked and how wide. */
export const LEVEL_FEATURES: readonly FeatureName[] = ["subDb", "lowDb", "midDb", "crestDb", "widthDb"];

/** Variables of the two models. */
export function levelVariables(features: StemFeatures, kinds: KindProbabilities | null): number[] {
  const sound = LEVEL_FEATURES.map((name) => features[name]);
  return kinds === null ? sound : [...sound, ...ROLE_KINDS.map((kind) => kinds[kind])];
}

/** Expected level relative to the middle of the song's stems, LU. `kinds` where the name says what it is. */
export function expectedLevel(model: LevelModel, features: StemFeatures, kinds: KindProbabilities | null): number {
  return predictRidge(kinds === null ? model.sound : model.kind, levelVariables(features, kinds));
}

export const mixKnowledge: MixKnowledge = { levels: LEVEL_WEIGHTS, kinds: KIND_WEIGHTS };
