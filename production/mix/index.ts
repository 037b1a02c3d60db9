/** Mixing: stems traced, described, planned and performed. */

export { type Activity, activityOf } from "./activity.ts";
export { type CheckedStem, checkSession } from "./check-session.ts";
export { type Balance, type BalanceMode, balanceStems } from "./decide-balance.ts";
export { describeSong, stemIds, type TracedStem } from "./describe-stems.ts";
export { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
export { FAULT_KINDS, type FaultKind, type SessionFault } from "./faults.ts";
export type { SongFindings, StemFindings } from "./findings.ts";
export { type KindExample, type KindModel, kindProbabilities, learnKinds } from "./kind-model.ts";
export { LEVEL_FEATURES, type LevelModel, levelVariables, type MixKnowledge, mixKnowledge } from "./knowledge.ts";
export { type MaskedStem, type Masking, maskingOf } from "./masking.ts";
export { aimOf, type MixAim } from "./mix-aim.ts";
export { createMixer, type Mixer, type MixStep } from "./mixer.ts";
export type { MomentCut } from "./moment-cuts.ts";
export { movedTrace } from "./moved-trace.ts";
export { type MixBrief, plainMixBrief, planMix } from "./plan-mix.ts";
export { nameWords, roleFromName } from "./role-names.ts";
export {
  BUSES,
  type Bus,
  type KindProbabilities,
  ROLE_KINDS,
  ROLES,
  type Role,
  type RoleGuess,
  type RoleKind,
  roleFacts,
} from "./roles.ts";
export { createStemSketcher, type StemSketch, type StemSketcher } from "./session-sketch.ts";
export { createStemChain, panGains, type StemChain } from "./stem-chain.ts";
export { FEATURES, type StemFeatures, stemFeatures } from "./stem-features.ts";
export { createStemPlayer, keepFinite, type StemPlayer } from "./stem-player.ts";
export { type AutomationPoint, type MixSettings, mixSettings, type StemSettings } from "./stem-settings.ts";
export { createStemTracer, type StemTrace, type StemTracer } from "./stem-trace.ts";
