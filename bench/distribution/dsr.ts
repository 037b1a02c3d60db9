/** DDEX flat files: made from the schemas, good and with one fault each; the samples; speed on a large file. */

import { spawnSync } from "node:child_process";
import { closeSync, globSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFlatReader } from "../../distribution/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { createRecordSplitter, type Rejection } from "../../foundation/tables/index.ts";
import { type Part, table } from "../table.ts";
import { type DsrSchema, fileText, makeFile, plantFault, readSchemas, readValues } from "./dsr-world.ts";

const FAULT_KINDS = 15;

export const dsr: Part = {
  name: "dsr",
  title: "DDEX flat files",
  async run(data) {
    const folder = join(data, "streams/ddex-dsr");
    const schemas = allSchemas(join(folder, "schemas"));
    const random = createRandom(2026);
    const good = schemas.flatMap((schema) =>
      [1, 3, 6].map((blocks) => ({ schema, lines: makeFile(schema, random, blocks) })),
    );
    let accepted = 0;
    const refused: string[] = [];
    for (const { schema, lines } of good) {
      const { rejected } = readText(fileText(lines));
      if (rejected.length === 0) accepted++;
      else refused.push(`${schema.profile} ${schema.version}: ${JSON.stringify(rejected[0])}`);
    }
    const faults: { readonly what: string; readonly exact: boolean; readonly found: boolean; readonly note: string }[] =
      [];
    for (let kind = 0; kind < FAULT_KINDS; kind++) {
      for (let at = 0; at < good.length; at += 7) {
        const { schema, lines } = good[(at + kind) % good.length] as (typeof good)[number];
        const fault = plantFault(lines, kind, random);
        if (!fault) continue;
        const { rejected } = readText(fault.text);
        const [first] = rejected;
        const exact = rejected.length === 1 && first?.at === fault.line && first.column === fault.cell;
        faults.push({
          what: fault.what,
          exact,
          found: rejected.length > 0,
          note: `${schema.profile} ${schema.version} ${fault.line} ${fault.cell} ${JSON.stringify(rejected.slice(0, 2))}`,
        });
      }
    }
    const samples = globSync("testdata/**/*.tsv", { cwd: folder });
    let read = 0;
    for (const sample of samples) {
      const {
        records,
        accepted: taken,
        rejectedCount,
        ignoredCount,
      } = readText(readFileSync(join(folder, sample), "utf8"));
      if (records === taken + rejectedCount + ignoredCount) read++;
    }
    const speed = largeFile(
      schemas.find(({ profile, version }) => profile === "BasicAudioProfile" && version === "1.2") as DsrSchema,
    );
    const exact = faults.filter((fault) => fault.exact).length;
    return {
      lines: [
        ...table(
          ["", "files", "result"],
          [
            ["good, from the schemas", `${good.length}`, `${accepted} accepted whole`],
            [
              "with one planted fault",
              `${faults.length}`,
              `${exact} refused at the exact line and cell, ${faults.filter(({ found }) => !found).length} not seen`,
            ],
            ["samples (not labelled)", `${samples.length}`, `${read} read with every record accounted for`],
            [
              `one file of ${speed.megabytes.toFixed(0)} MB, imported`,
              "1",
              `${speed.rate.toFixed(0)} MB/s with all checks and storing, ${speed.memory.toFixed(0)} MiB`,
            ],
          ],
        ),
        ...refused.slice(0, 5),
        ...faults
          .filter((fault) => !fault.exact)
          .slice(0, 12)
          .map(({ what, note }) => `${what}: ${note}`),
      ],
      figures: { good: good.length, accepted, faults: faults.length, exact, speed },
    };
  },
};

export function allSchemas(folder: string): DsrSchema[] {
  const values = readValues(join(folder, "avs/current/avs.xsd"));
  return globSync("*Profile*/*/*.xsd", { cwd: folder })
    .sort()
    .flatMap((path) => readSchemas(join(folder, path), path.split("/")[1] as string, values));
}

function readText(text: string): {
  readonly rejected: readonly Rejection[];
  readonly records: number;
  readonly accepted: number;
  readonly rejectedCount: number;
  readonly ignoredCount: number;
} {
  const splitter = createRecordSplitter(9, false);
  const reader = createFlatReader(() => {});
  reader.add(splitter.push(new TextEncoder().encode(text)));
  reader.add(splitter.end());
  return reader.end(splitter.lines).accounting;
}

/** 500 MB of blocks, imported by the command in a process of its own. */
function largeFile(schema: DsrSchema): {
  readonly megabytes: number;
  readonly rate: number;
  readonly memory: number;
  readonly seconds: number;
} {
  const folder = mkdtempSync(join(tmpdir(), "songwright-dsr-"));
  try {
    const path = join(folder, "DSR_A_B_Service_2026-01_AU_1of1_20260203T102030.tsv");
    const lines = makeFile(schema, createRandom(5), 2000);
    const first = lines.findIndex(({ type }) => !type.startsWith("SY") && type !== "HEAD");
    const text = (part: typeof lines): string => fileText(part);
    const out = openSync(path, "w");
    writeSync(out, text(lines.slice(0, first)));
    const body = lines.slice(first, -1);
    let written = 0;
    let blocks = 0;
    let total = first;
    for (let round = 0; written < 500e6; round++) {
      for (const line of body)
        for (const cell of line.cells)
          if (cell.name === "BlockId") cell.value = `${round * 2000 + (Number(cell.value) % 2000) + 1}`;
      written += writeSync(out, text(body));
      blocks += 2000;
      total += body.length;
    }
    const foot = lines.at(-1) as (typeof lines)[number];
    for (const cell of foot.cells) {
      if (/Lines/.test(cell.name)) cell.value = `${total + 1}`;
      if (/Blocks/.test(cell.name)) cell.value = `${blocks}`;
    }
    writeSync(out, text([foot]));
    closeSync(out);
    const start = performance.now();
    const result = spawnSync(
      "/usr/bin/time",
      [
        "-f",
        "%M",
        process.execPath,
        new URL("../../runtime/cli/main.ts", import.meta.url).pathname,
        "import",
        path,
        "--project",
        folder,
        "--json",
        "--quiet",
      ],
      { encoding: "utf8", maxBuffer: 1e9 },
    );
    const seconds = (performance.now() - start) / 1000;
    const ledger = JSON.parse(result.stdout).files[0].tables[0];
    if (ledger.rejectedCount > 0) throw new Error(`large file refused: ${JSON.stringify(ledger.rejected[0])}`);
    const megabytes = statSync(path).size / 1e6;
    return {
      megabytes,
      rate: megabytes / seconds,
      memory: Number(result.stderr.trim().split("\n").at(-1)) / 1024,
      seconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
