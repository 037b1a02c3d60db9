/** Marketing: what resonates, where to spend, did it work. */
export {
  type CounterfactualEffect,
  type CounterfactualQuestion,
  counterfactualEffect,
} from "./effect/counterfactual-effect.ts";
export type { GeoMethod } from "./effect/counterfactual-weights.ts";
export { type GeoEffect, type GeoQuestion, geoEffect } from "./effect/geo-effect.ts";
export { type GeoPanel, type GeoRow, geoPanel } from "./effect/geo-panel.ts";
export { type GeoPlanQuestion, type GeoPlanRow, geoPlan } from "./effect/geo-plan.ts";
