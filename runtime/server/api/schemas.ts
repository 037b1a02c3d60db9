/** All schemas of the API by the names that their types have: what the studio's types are made of. */
import { z } from "zod";
import * as history from "./history.ts";
import * as jobs from "./jobs.ts";
import * as problem from "./problem.ts";
import * as project from "./project.ts";
import * as uploads from "./uploads.ts";

/** Types whose names say more than their schemas'. */
const NAMES: Readonly<Record<string, string>> = { job: "JobView", jobs: "JobViews", soundFormat: "SoundShape" };

export function namedSchemas(): ReadonlyMap<string, z.ZodType> {
  const named = new Map<string, z.ZodType>();
  for (const module of [problem, project, uploads, jobs, history]) {
    for (const [name, value] of Object.entries(module)) {
      if (!(value instanceof z.ZodType)) continue;
      named.set(NAMES[name] ?? name.slice(0, 1).toUpperCase() + name.slice(1), value);
    }
  }
  // Modules list what they export in an order that depends on how they were loaded.
  return new Map([...named].sort(([a], [b]) => (a < b ? -1 : 1)));
}
