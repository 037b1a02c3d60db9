// Who may import whom (ARCHITECTURE.md) is enforced by Biome's rules and by TypeScript's project references. Here
// breaches are planted in an empty copy of the rooms: if one is not refused, the rule has stopped working.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = import.meta.dirname;
const rooms = [
  "foundation",
  "production",
  "composition",
  "distribution",
  "marketing",
  "runtime",
  "bench",
  "studio",
] as const;
const house = mkdtempSync(join(tmpdir(), "songwright-rooms-"));

interface Breach {
  readonly what: string;
  readonly file: string;
  readonly source: string;
  /** What Biome's report must name; null where only the compiler sees it. */
  readonly lint: string | null;
  readonly types: string | null;
}

const breaches: readonly Breach[] = [
  {
    what: "a craft imports runtime",
    file: "production/master/imports-runtime.ts",
    source: 'import { room } from "../../runtime/room.ts";\nexport const other: number = room;\n',
    lint: "noRestrictedImports",
    types: "TS6307",
  },
  {
    what: "a craft imports another craft",
    file: "distribution/imports-composition.ts",
    source: 'import { room } from "../composition/room.ts";\nexport const other: number = room;\n',
    lint: "noRestrictedImports",
    types: "TS6307",
  },
  {
    what: "marketing imports distribution",
    file: "marketing/imports-distribution.ts",
    source: 'import { room } from "../distribution/room.ts";\nexport const other: number = room;\n',
    lint: "noRestrictedImports",
    types: "TS6307",
  },
  {
    what: "foundation imports a craft",
    file: "foundation/sound/imports-production.ts",
    source: 'import { room } from "../../production/room.ts";\nexport const other: number = room;\n',
    lint: "noRestrictedImports",
    types: "TS6307",
  },
  {
    what: "a craft uses node:fs",
    file: "production/reads-files.ts",
    source: 'import { readFileSync } from "node:fs";\nexport const read: unknown = readFileSync;\n',
    lint: "noRestrictedImports",
    types: "TS2591",
  },
  {
    what: "foundation uses node:fs",
    file: "foundation/reads-files.ts",
    source: 'import { readFileSync } from "node:fs";\nexport const read: unknown = readFileSync;\n',
    lint: "noRestrictedImports",
    types: "TS2591",
  },
  {
    what: "a craft imports node lazily",
    file: "production/imports-lazily.ts",
    source: 'export const fs: Promise<unknown> = import("node:fs");\n',
    lint: "noRestrictedImports",
    types: "TS2591",
  },
  {
    what: "a craft fetches",
    file: "production/fetches.ts",
    source: 'export const page: Promise<Response> = fetch("https://example.org");\n',
    lint: "noRestrictedGlobals",
    types: null,
  },
  {
    what: "foundation looks at the process",
    file: "foundation/looks-around.ts",
    source: "export const arguments_: string[] = process.argv;\n",
    lint: "noRestrictedGlobals",
    types: "TS2591",
  },
  {
    what: "the command line imports the bench",
    file: "runtime/imports-bench.ts",
    source: 'import { room } from "../bench/room.ts";\nexport const other: number = room;\n',
    lint: null,
    types: "TS6307",
  },
  {
    what: "the studio imports runtime",
    file: "studio/imports-runtime.ts",
    source: 'import { room } from "../runtime/room.ts";\nexport const other: number = room;\n',
    lint: "noRestrictedImports",
    types: "TS6307",
  },
  {
    what: "two files import each other",
    file: "foundation/ring.ts",
    source: 'import { two } from "./ring-two.ts";\nexport const one = (): number => two();\n',
    lint: "noImportCycles",
    types: null,
  },
];

const run = promisify(execFile);
let lintReport = "";
let typesReport = "";

async function report(script: string, ...options: string[]): Promise<string> {
  const command = run(process.execPath, [join(root, "node_modules", script), ...options], {
    cwd: house,
    maxBuffer: 1e8,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const { stdout, stderr } = await command.catch((failed: { stdout: string; stderr: string }) => failed);
  return stdout + stderr;
}

beforeAll(async () => {
  for (const file of ["biome.json", "tsconfig.base.json", ".gitignore", "package.json"]) {
    cpSync(join(root, file), join(house, file));
  }
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  for (const room of rooms) {
    mkdirSync(join(house, room));
    cpSync(join(root, room, "tsconfig.json"), join(house, room, "tsconfig.json"));
    writeFileSync(join(house, room, "room.ts"), "export const room: number = 1;\n");
  }
  mkdirSync(join(house, "production/master"));
  mkdirSync(join(house, "foundation/sound"));
  writeFileSync(
    join(house, "production/keeps-the-rules.ts"),
    'import { room } from "../foundation/room.ts";\nexport const twice: number = 2 * room;\n',
  );
  writeFileSync(
    join(house, "foundation/ring-two.ts"),
    'import { one } from "./ring.ts";\nexport const two = (): number => one();\n',
  );
  for (const { file, source } of breaches) writeFileSync(join(house, file), source);
  const lint = report("@biomejs/biome/bin/biome", "lint", "--max-diagnostics=none", "--reporter=github", ".");
  typesReport = await report("typescript/bin/tsc", "--build", ...rooms);
  lintReport = await lint;
}, 60_000);

afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(breaches)("refused: $what", ({ file, lint, types }) => {
  if (lint !== null) {
    const lines = lintReport.split("\n").filter((line) => line.includes(file) && line.startsWith("::error"));
    expect(lines.join("\n"), lintReport).toContain(lint);
  }
  if (types !== null) {
    const lines = typesReport.split("\n").filter((line) => line.startsWith(`${file}(`));
    expect(lines.join("\n"), typesReport).toContain(types);
  }
});

test("what keeps the rules is not refused", () => {
  expect(lintReport).not.toContain("keeps-the-rules");
  expect(typesReport).not.toContain("keeps-the-rules");
});
