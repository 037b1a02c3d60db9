/** `npm run bench -- NAME [--data DIR] [--font FILE] [--only PART,PART] [--json FILE]`: what the program claims, measured. */
import { existsSync, writeFileSync } from "node:fs";
import { arch, cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import type { Part } from "./table.ts";

const benchmarks: Readonly<Record<string, () => Promise<readonly Part[]>>> = {
  master: async () => (await import("./master/parts.ts")).parts,
  mix: async () => (await import("./mix/parts.ts")).parts,
  composition: async () => (await import("./composition/parts.ts")).parts,
  distribution: async () => (await import("./distribution/parts.ts")).parts,
  marketing: async () => (await import("./marketing/parts.ts")).parts,
  measure: async () => (await import("./measure/parts.ts")).parts,
  crash: async () => (await import("./crash/parts.ts")).parts,
  live: async () => (await import("./live/parts.ts")).parts,
  studio: async () => (await import("./studio/parts.ts")).parts,
  server: async () => (await import("./server/parts.ts")).parts,
};

const words = process.argv.slice(2);
const option = (name: string): string | null => {
  const at = words.indexOf(name);
  return at >= 0 ? (words[at + 1] ?? null) : null;
};
const name = words.find((word) => !word.startsWith("-")) ?? "";
const load = benchmarks[name];
if (!load) {
  console.error(`npm run bench -- NAME, one of: ${Object.keys(benchmarks).join(", ")}`);
  process.exit(2);
}
const data = resolve(option("--data") ?? "../shared/data");
if (!existsSync(data)) {
  console.error(`no test material in ${data}: give its folder with --data DIR`);
  process.exit(4);
}
const only = option("--only")?.split(",") ?? null;
const machine = `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${arch()}, Node ${process.version}`;
console.log(machine);
const results: Record<string, unknown> = { machine };
for (const part of await load()) {
  if (only && !only.includes(part.name)) continue;
  const start = performance.now();
  const result = await part.run(data, { font: option("--font") });
  console.log(`\n## ${part.title}\n`);
  for (const line of result.lines) console.log(line);
  console.log(`(${((performance.now() - start) / 1000).toFixed(0)} s)`);
  results[part.name] = result.figures;
}
const file = option("--json");
if (file) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
