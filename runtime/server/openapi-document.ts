/** The API as an OpenAPI 3.1 document, made of the schemas that the server checks with. */
import { z } from "zod";
import { programVersion } from "../project/version.ts";
import { problem } from "./api/problem.ts";
import type { RouteContract } from "./api/routes.ts";
import { apiTables } from "./api/tables.ts";

type Document = { [key: string]: z.infer<ReturnType<typeof z.json>> };

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Document {
  const { $schema: _, "~standard": __, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Document;
  return rest;
}

let known: Document | null = null;

export function openApiDocument(): Document {
  known ??= makeDocument();
  return known;
}

function makeDocument(): Document {
  const paths: Record<string, Document> = {};
  for (const [name, contract] of Object.entries(apiTables)) {
    const [method, url] = name.split(" ") as [string, string];
    const path = url.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(contract) };
  }
  const refusal = {
    description: "a refusal",
    content: { "application/problem+json": { schema: jsonSchema(problem, "output") } },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Songwright's server", version: programVersion() },
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: { Refusal: refusal },
    },
    paths,
  };
}

function operation({ about, params, query, body, answer, status = 200, bytes }: RouteContract): Document {
  const parameters = [...parametersOf(params, "path"), ...parametersOf(query, "query")];
  const content: Document = answer
    ? { "application/json": { schema: jsonSchema(answer, "output") } }
    : { "application/octet-stream": {} };
  const taken: Document | null = bytes
    ? { "application/octet-stream": {} }
    : body
      ? { "application/json": { schema: jsonSchema(body, "input") } }
      : null;
  return {
    summary: about,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(taken ? { requestBody: { required: true, content: taken } } : {}),
    responses: {
      [status]: status === 204 ? { description: "done" } : { description: about, content },
      default: { $ref: "#/components/responses/Refusal" },
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, where: "path" | "query"): Document[] {
  if (!schema) return [];
  const { properties, required } = jsonSchema(schema, "input") as { properties?: Document; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, of]) => ({
    name,
    in: where,
    required: where === "path" || (required ?? []).includes(name),
    schema: of,
  }));
}
