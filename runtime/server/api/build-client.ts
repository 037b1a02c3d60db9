/**
 * The API as TypeScript for the studio, written into studio/api/types.ts when run (`npm run client`): an interface for each schema,
 * and what each route takes and answers.
 */
import { writeFileSync } from "node:fs";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { z } from "zod";
import { namedSchemas } from "./schemas.ts";
import { apiTables } from "./tables.ts";

const HEAD = `/** Made by \`npm run client\` from the server's schemas (runtime/server/api): change those. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
`;

interface Schema {
  [key: string]: unknown;
}

/** From this folder. */
export const CLIENT_TYPES: URL = new URL("../../../studio/api/types.ts", import.meta.url);

/** The text of studio/api/types.ts. */
export async function clientTypes(): Promise<string> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of namedSchemas()) registry.add(schema, { id });
  const routes: Record<string, z.ZodType> = {};
  for (const [name, { params, query, body, answer, bytes }] of Object.entries(apiTables)) {
    routes[name] = z.object({
      ...(params && { params }),
      ...(query && { query }),
      ...(body && { body }),
      ...(bytes && { body: z.literal("bytes") }),
      answer: answer ?? z.literal("bytes"),
    });
  }
  registry.add(z.object(routes), { id: "Routes" });
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    uri: (id) => `#/definitions/${id}`,
    unrepresentable: "any",
  });
  const definitions: Record<string, Schema> = {};
  for (const [id, schema] of Object.entries(schemas)) {
    if (id !== "__shared") definitions[id] = cleaned(schema as Schema) as Schema;
  }
  const whole = { title: "Api", type: "object", definitions, additionalProperties: false } as JSONSchema;
  const text = await compile(whole, "Api", {
    additionalProperties: false,
    bannerComment: "",
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
  // The wrapper that all definitions stand in.
  return `${HEAD}\n${text
    .replace(/export interface Api \{\s*\}\n?/, "")
    .replace(/\/\*\*\n \* This interface was referenced by[\s\S]*?\*\/\n/g, "")
    .trim()}\n`;
}

const CHECKS: ReadonlySet<string> = new Set(["$schema", "$id", "id", "$defs", "pattern", "default"]);

/** Members have any names: "id", "default". */
function mapped(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, cleaned(each)]));
}

/** Without what only checks, and with recursive JSON by its name. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  const schema = value as Schema;
  if (typeof schema.$ref === "string" && schema.$ref.includes("__shared")) return { tsType: "Json" };
  if (typeof schema.$ref === "string" && /#\/\$defs\/|^#$/.test(schema.$ref)) return { tsType: "Json" };
  const members = Object.entries(schema).filter(([key]) => !CHECKS.has(key));
  return Object.fromEntries(
    members.map(([key, each]) => [key, key === "properties" ? mapped(each as Schema) : cleaned(each)]),
  );
}

if (import.meta.main) writeFileSync(CLIENT_TYPES, await clientTypes());
