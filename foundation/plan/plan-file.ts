/** Reads what a plan file holds. Loads Zod: import it only where a plan is read. */
import { FormatError, InputError } from "./errors.ts";
import { memberPath } from "./json.ts";
import { makePlan, PLAN_SCHEMA, type Plan } from "./plan.ts";
import { planSchema } from "./schema.ts";

/**
 * The plan in the text of a plan file. Throws FormatError where the text is not JSON, InputError with the JSON path
 * of the first place that is not as a plan should be, or when a newer Songwright made it.
 */
export function readPlan(text: string): Plan {
  const data = parseJson(text);
  refuseOtherSchemas(data);
  const result = planSchema.safeParse(data);
  if (!result.success) {
    const issue = deepest(result.error.issues as unknown as Issue[]);
    const path = issue.path.reduce<string>((at, key) => memberPath(at, key), "$");
    throw new InputError(path, expected(issue), shown(valueAt(data, issue.path)));
  }
  return makePlan(result.data);
}

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** Inside unions Zod nests its issues; the one that got furthest is the one a person can act on. */
function deepest(issues: readonly Issue[]): Issue {
  const first = issues[0] as Issue;
  let best = first;
  for (const branch of first.errors ?? []) {
    if (branch.length === 0) continue;
    const inner = deepest(branch);
    if (inner.path.length > 0 && first.path.length + inner.path.length > best.path.length) {
      best = { ...inner, path: [...first.path, ...inner.path] };
    }
  }
  return best;
}

function expected(issue: Issue): string {
  if (issue.code === "unrecognized_keys") return `no member called ${issue.keys?.join(", ")}`;
  const [, wanted] = /expected (.*?)(, received .*)?$/.exec(issue.message) ?? [];
  return (wanted ?? issue.message).replace(/ to be (<=|>=|<|>)/, " $1 ");
}

function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const key of path) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function refuseOtherSchemas(data: unknown): void {
  const schema = valueAt(data, ["schema"]);
  if (schema === PLAN_SCHEMA) return;
  const version = typeof schema === "string" ? /^songwright\.plan\/(\d+)$/.exec(schema) : null;
  const given = version === null ? shown(schema) : `${shown(schema)}, made by a newer Songwright: update to read it`;
  throw new InputError("$.schema", JSON.stringify(PLAN_SCHEMA), given);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = / position (\d+)/.exec((error as Error).message)?.[1];
    const at = position === undefined ? text.length : Number(position);
    const rest = text.slice(at, at + 20);
    const offset = new TextEncoder().encode(text.slice(0, at)).length;
    throw new FormatError("JSON", offset, "JSON", rest === "" ? "the end of the text" : JSON.stringify(rest));
  }
}
