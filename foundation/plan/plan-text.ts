/** Plans as text. Reading is in plan-file.ts, which loads the schema. */
import { stableJson } from "./json.ts";
import type { Plan } from "./plan.ts";

const ORDER = [
  ...["schema", "craft", "version", "material", "name", "sha256", "seed", "brief", "decisions"],
  ...["id", "what", "value", "unit", "by", "locked", "proposed", "confidence", "reasons", "code", "facts", "where"],
  ...["alternatives", "from", "to", "fromHz", "toHz", "channel"],
];

/** The text of a plan file: the same bytes for the same plan. Throws InputError where a value is not JSON. */
export function planText(plan: Plan): string {
  return stableJson(plan, ORDER);
}
