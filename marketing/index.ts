/** Marketing: what resonates, where to spend, did it work. */
export type { AdResult } from "./campaign/ad-result.ts";
export { creativeShares, drawCreative } from "./campaign/creative-shares.ts";
export type { Post, PostCounts } from "./content/post.ts";
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
export {
  downloadChoices,
  downloadTable,
  exportLayouts,
  FEWEST_SHOWN,
  isPostDownload,
  isPrivateFile,
  type PeopleCell,
  shownCells,
} from "./exports/index.ts";
