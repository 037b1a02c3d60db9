import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../openapi-document.ts";
import { CLIENT_TYPES, clientTypes } from "./build-client.ts";
import { apiTables } from "./tables.ts";

test("the studio's types are those of the server's schemas: else run `npm run client`", async () => {
  const folder = mkdtempSync(join(tmpdir(), "songwright-client-"));
  try {
    // Formatted as all files are.
    copyFileSync(new URL("../../../biome.json", import.meta.url), join(folder, "biome.json"));
    const path = join(folder, "types.ts");
    writeFileSync(path, await clientTypes());
    const biome = new URL("../../../node_modules/.bin/biome", import.meta.url);
    execFileSync(biome.pathname, ["check", "--write", "--vcs-enabled=false", path], { cwd: folder, stdio: "pipe" });
    expect(readFileSync(CLIENT_TYPES, "utf8")).toBe(readFileSync(path, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("every route is in the OpenAPI document, with its parameters and a refusal", () => {
  const { paths } = openApiDocument() as {
    paths: Record<string, Record<string, { responses: object; parameters?: object[] }>>;
  };
  for (const name of Object.keys(apiTables)) {
    const [method, url] = name.split(" ") as [string, string];
    const operation = paths[url.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation, name).toBeDefined();
    expect(Object.keys(operation?.responses ?? {})).toContain("default");
    expect(operation?.parameters?.length ?? 0).toBeGreaterThanOrEqual((url.match(/:/g) ?? []).length);
  }
});
