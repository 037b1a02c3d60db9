/** Marketing: what resonates, where to spend, did it work. */
export type { AdResult } from "./campaign/ad-result.ts";
export { AD_SHEET_COLUMNS, type AdSheetRow, adSheet, campaignName } from "./campaign/ad-sheet.ts";
export { type CalendarEntry, calendarText } from "./campaign/calendar-text.ts";
export {
  type CampaignLift,
  type CampaignSpan,
  campaignLift,
  detectableLift,
  liftPower,
  SEEN,
} from "./campaign/campaign-lift.ts";
export { type AdSet, type Campaign, type CampaignPost, campaignOfPlan } from "./campaign/campaign-of-plan.ts";
export {
  CHANNELS,
  type Channel,
  type ChannelFactor,
  channelFactors,
  mainCurrency,
} from "./campaign/channel-factors.ts";
export { type CreativeRate, creativeRates, creativeShares, drawCreative } from "./campaign/creative-shares.ts";
export { fitBudget } from "./campaign/fit-budget.ts";
export { informedPlaces, type MeasuredGain } from "./campaign/informed-places.ts";
export {
  type MeasuredCampaign,
  measureCampaign,
  quietBefore,
  quietWindows,
  type RanCampaign,
  type Refused,
  ranCampaigns,
} from "./campaign/measure-campaign.ts";
export { LEAST_HOLDOUTS, type MeasurementDesign } from "./campaign/measurement-design.ts";
export {
  type CampaignQuestion,
  type HookRange,
  LEAST_A_DAY,
  type PlannedCampaign,
  planCampaign,
} from "./campaign/plan-campaign.ts";
export { CATEGORIES, type Category, type SensitiveWord, sensitiveWords } from "./campaign/sensitive-subjects.ts";
export type { Place, SpendPlan } from "./campaign/spend-plan.ts";
export { firstStrayDay } from "./campaign/stray-days.ts";
export { plainName, trackedLink } from "./campaign/tracked-link.ts";
export { type AccountContent, accountContent, type ContentQuestion, LEAST_POSTS } from "./content/account-content.ts";
export { advertisedPosts } from "./content/advertised-posts.ts";
export type { LevelClaim } from "./content/level-claims.ts";
export type { FactorEffects, LevelEffect } from "./content/level-effects.ts";
export type { NextTest } from "./content/next-tests.ts";
export { OUTCOMES, type Outcome, usualOutcome } from "./content/outcome.ts";
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
