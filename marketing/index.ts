/** Marketing: what resonates, where to spend, did it work. */
export { creativeShares, drawCreative } from "./campaign/creative-shares.ts";
export {
  type CounterfactualEffect,
  type CounterfactualQuestion,
  counterfactualEffect,
} from "./effect/counterfactual-effect.ts";
export type { GeoMethod } from "./effect/counterfactual-weights.ts";
export { type GeoEffect, type GeoQuestion, geoEffect } from "./effect/geo-effect.ts";
export { type GeoPanel, type GeoRow, geoPanel } from "./effect/geo-panel.ts";
export { type GeoPlanQuestion, type GeoPlanRow, geoPlan } from "./effect/geo-plan.ts";
export { type Decision, type JudgedTest, type JudgedTests, judgeTests } from "./effect/judge-tests.ts";
export { type MediaMix, type MixQuestion, mediaMix, YEAR_WEEKS } from "./effect/media-mix.ts";
export type { BaseFinding, NamedEstimate } from "./effect/mix-base.ts";
export type { NamedColumn } from "./effect/mix-baseline.ts";
export { type ChannelFinding, type Estimate, TOLD } from "./effect/mix-channel.ts";
export type { Experiment, MixChannel } from "./effect/mix-grid.ts";
export type { MixRefusal } from "./effect/mix-refusal.ts";
export type { MixSplit } from "./effect/mix-split.ts";
export { splitChance, trialsNeeded } from "./effect/test-size.ts";
export {
  chanceSecondBetter,
  expectedLoss,
  posteriorMean,
  posteriorQuantile,
  RATIOS,
  type RatioPosterior,
  type RatioSpread,
  ratioPosterior,
  ratioSpread,
  TESTS_FOR_SPREAD,
  USUAL_SPREAD,
  type Variant,
  type VariantTest,
} from "./effect/variant-tests.ts";
