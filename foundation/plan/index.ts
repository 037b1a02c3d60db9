/** Findings, decisions, plans, runs and errors: what every craft returns and takes. Reading plan files: plan-file.ts. */
export {
  type Alternative,
  type Decision,
  decisionId,
  lockDecision,
  machineValue,
  makeDecision,
  overrideDecision,
  type Proposal,
  putBackDecision,
  unlockDecision,
} from "./decision.ts";
export { diffPlans } from "./diff.ts";
export { FormatError, InputError, NeedError } from "./errors.ts";
export type { Estimate, Finding, Json, Place, Reason } from "./finding.ts";
export { sameJson, stableJson } from "./json.ts";
export {
  findDecision,
  type LostOverride,
  lock,
  makePlan,
  override,
  PLAN_SCHEMA,
  type Plan,
  type PlanMaterial,
  putBack,
  type Replanned,
  replan,
  unlock,
} from "./plan.ts";
export { planText } from "./plan-text.ts";
export { checkpoint, type Progress, type Run, stage } from "./run.ts";
