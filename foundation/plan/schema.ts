/**
 * The shape of a plan file, for checking what comes from outside. Only plan-file.ts imports this: Zod takes 50 ms to
 * load, and most runs read no plan.
 */
import { z } from "zod";
import type { Alternative, Decision } from "./decision.ts";
import type { Finding, Json, Place, Reason } from "./finding.ts";
import { PLAN_SCHEMA, type Plan, type PlanMaterial } from "./plan.ts";

export const jsonSchema: z.ZodType<Json> = z.json();

export const placeSchema: z.ZodType<Place> = z.strictObject({
  from: z.number().min(0).exactOptional(),
  to: z.number().min(0).exactOptional(),
  fromHz: z.number().min(0).exactOptional(),
  toHz: z.number().min(0).exactOptional(),
  channel: z.int().min(0).exactOptional(),
  material: z.string().exactOptional(),
});

export const reasonSchema: z.ZodType<Reason> = z.strictObject({
  code: z.string().min(1),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  where: placeSchema.exactOptional(),
});

/** A finding whose value has the given shape. */
export function findingSchema<T>(value: z.ZodType<T>): z.ZodType<Finding<T>> {
  return z.strictObject({
    value,
    unit: z.string(),
    uncertainty: z.number().min(0).nullable(),
    reasons: z.array(reasonSchema),
  }) as unknown as z.ZodType<Finding<T>>;
}

export const alternativeSchema: z.ZodType<Alternative> = z.strictObject({
  value: jsonSchema,
  reasons: z.array(reasonSchema),
});

export const decisionSchema: z.ZodType<Decision> = z.strictObject({
  id: z.string().min(1),
  what: z.string(),
  value: jsonSchema,
  unit: z.string(),
  reasons: z.array(reasonSchema),
  confidence: z.number().min(0).max(1).nullable(),
  alternatives: z.array(alternativeSchema),
  by: z.enum(["machine", "person"]),
  locked: z.boolean(),
  proposed: jsonSchema,
});

export const planMaterialSchema: z.ZodType<PlanMaterial> = z.strictObject({
  name: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal digits"),
});

export const planSchema: z.ZodType<Plan> = z.strictObject({
  schema: z.literal(PLAN_SCHEMA),
  craft: z.string().min(1),
  version: z.string().min(1),
  material: z.array(planMaterialSchema),
  seed: z.int().min(0),
  brief: z.record(z.string(), jsonSchema),
  decisions: z.array(decisionSchema),
});
