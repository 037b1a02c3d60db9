/** `songwright help` and `songwright help <verb>`. */
import { GENERAL_OPTIONS, optionsOf, valueShown } from "./command-line.ts";
import type { Option, Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

const CRAFTS = ["production", "composition", "distribution", "marketing", "all"] as const;

export async function helpForAll(version: string): Promise<string> {
  const all = await Promise.all(Object.values(verbs).map((load) => load()));
  const width = Math.max(...all.map((verb) => head(verb).length));
  const lines = [`Songwright ${version}`, "", "  songwright <verb> [material...] [options]"];
  for (const craft of CRAFTS) {
    const mine = all.filter((verb) => verb.craft === craft);
    if (mine.length === 0) continue;
    lines.push("", craft === "all" ? "all crafts" : craft);
    for (const verb of mine) lines.push(`  ${head(verb).padEnd(width)}  ${verb.summary}`);
  }
  lines.push("", "Every verb takes --json, --quiet and --help. Details and an example: songwright help <verb>");
  lines.push("Try: songwright make examples/first-light");
  return lines.join("\n");
}

export function helpForVerb(verb: Verb): string {
  const lines = [`songwright ${head(verb)} [options]`, "", `  ${verb.summary}`];
  if (verb.details !== undefined) lines.push("", ...verb.details.split("\n").map((line) => `  ${line}`));
  const rows = Object.entries(optionsOf(verb)).map(([name, option]) => [usage(name, option), about(option)] as const);
  const width = Math.min(36, Math.max(...rows.map(([left]) => left.length)));
  lines.push("", "options");
  for (const [left, right] of rows) {
    if (left.length <= width) lines.push(`  ${left.padEnd(width)}  ${right}`);
    else lines.push(`  ${left}`, `  ${" ".repeat(width)}  ${right}`);
  }
  lines.push("", "example", `  ${verb.example}`);
  return lines.join("\n");
}

/** What `help --json` gives: the same as data. */
export async function helpDocument(version: string): Promise<unknown> {
  const all = await Promise.all(Object.values(verbs).map((load) => load()));
  return {
    version,
    verbs: all.map(({ name, craft, summary, material, example, ...rest }) => ({
      ...{ name, craft, summary, material: material.shown, example },
      options: Object.keys(optionsOf({ name, craft, summary, material, example, ...rest })),
    })),
    general: Object.keys(GENERAL_OPTIONS),
  };
}

function head(verb: Verb): string {
  return verb.material.shown === "" ? verb.name : `${verb.name} ${verb.material.shown}`;
}

function usage(name: string, option: Option): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  const value = option.kind === "number" ? "N" : valueShown(option);
  return `${short}--${name}${value === "" ? "" : ` ${value}`}`;
}

function about(option: Option): string {
  const range = option.kind === "number" ? `; ${valueShown(option)}` : "";
  const standard = "default" in option && option.default !== undefined ? ` (default ${option.default})` : "";
  return `${option.about}${range}${standard}`;
}
