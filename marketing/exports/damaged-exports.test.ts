// Every layout, cut, shuffled, thinned and damaged: an answer or a FormatError, and every record accounted for.
import { describe, expect, test } from "vitest";
import { FormatError } from "../../foundation/plan/errors.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { createFanConverter } from "../../foundation/tables/convert-fans.ts";
import { decideReading } from "../../foundation/tables/decide-reading.ts";
import { detectTable } from "../../foundation/tables/detect-table.ts";
import type { ColumnSpec, Layout } from "../../foundation/tables/layout.ts";
import { createRecordSplitter } from "../../foundation/tables/records.ts";
import { findStackedTables, stackedTableText } from "../../foundation/tables/stacked-tables.ts";
import { createTableSurveyor } from "../../foundation/tables/survey-table.ts";
import { readTable } from "../../foundation/tables/tables.testing.ts";
import { exportLayouts } from "./layouts/index.ts";

const ODD = [
  "",
  "undefined",
  "-",
  "--",
  "1.22158E+17",
  "12,5",
  "1 234,56",
  "(5)",
  "Total",
  "Lifetime",
  "@you, hi",
  '"',
  "a\u0000b",
  "\x1f",
  "Jane Roe",
  "jane@example.org",
  "NaN",
  "1e999",
  "-0",
  "9".repeat(40),
  "02/30/2026",
  "February 29",
  "2026-13-45",
  "ünï 🎤",
  "=1+1",
];

function cellOf(spec: ColumnSpec, layout: Layout, random: Random, at: number): string {
  const { role, item } = spec;
  if (random.uniform() < 0.08) return ODD[random.integer(0, ODD.length - 1)] as string;
  if (role === "period") return layout.countedDays ? `${at}`.padStart(4, "0") : `2026-03-${10 + (at % 20)}`;
  if (role === "from" || role === "until" || item === "published" || role === "consent")
    return `2026-03-${10 + (at % 20)} 10:${10 + (at % 50)}`;
  if (role === "quantity" || role === "purchases") return `${random.integer(0, 5000)}`;
  if (role === "amount") return `${random.integer(0, 900)}.${random.integer(10, 99)}`;
  if (role === "currency") return "EUR";
  if (role === "territory") return ["DE", "Germany", "US", ""][random.integer(0, 3)] as string;
  if (role === "email") return `fan${at}@example.org`;
  if (item === "id") return `18${`${random.integer(0, 1e9)}`.padStart(15, "0")}`;
  if (item === "permalink") return `https://www.example.org/video/${random.integer(1e6, 1e9)}`;
  return ["Push", "Berlin", "new song", "IG reel"][random.integer(0, 3)] as string;
}

interface Made {
  readonly header: string[];
  readonly rows: string[][];
}

/** Columns in any order, optional ones dropped half of the time, others doubled or unknown now and then. */
function make(layout: Layout, random: Random): Made {
  const specs = random.shuffle(
    Object.values(layout.columns).filter(({ optional }) => !optional || random.uniform() < 0.5),
  );
  const header = specs.map(({ names }) =>
    (names[random.integer(0, names.length - 1)] as string).replace("{currency}", "EUR"),
  );
  const rows = Array.from({ length: random.integer(0, 12) }, (_, at) =>
    specs.map((spec) => cellOf(spec, layout, random, at)),
  );
  if (random.uniform() < 0.3) {
    header.push("Unknown column");
    for (const row of rows) row.push("x");
  }
  return { header, rows };
}

function textOf({ header, rows }: Made, mark: string): string {
  const cell = (text: string): string => (/["\r\n;,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[header, ...rows].map((row) => row.map(cell).join(mark)).join("\n")}\n`;
}

function damaged(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const kind = random.integer(0, 4);
  if (kind === 0) return bytes;
  if (kind === 1) return bytes.slice(0, random.integer(0, bytes.length));
  if (kind === 2) {
    const from = random.integer(0, bytes.length);
    return Uint8Array.from([...bytes.slice(0, from), ...bytes.slice(from + random.integer(0, 20))]);
  }
  const copy = bytes.slice();
  for (let i = 0; i < (kind === 3 ? 3 : 40) && copy.length > 0; i++)
    copy[random.integer(0, copy.length - 1)] = random.integer(0, 255);
  return copy;
}

/** Reads with every question answered; accounting must add up. Gives how many records were accepted. */
function readWhole(bytes: Uint8Array, layouts: readonly Layout[]): number {
  const answers: Record<string, string> = {};
  for (let round = 0; round < 4; round++) {
    const { accounting, questions, facts } = readTable(bytes, layouts, { answers, step: 4096 });
    for (const { id, choices } of questions) {
      answers[id] =
        choices[0] ??
        (id.startsWith("year")
          ? "2026"
          : id.startsWith("period")
            ? "2026-03"
            : id.startsWith("currency")
              ? "EUR"
              : "TikTok");
    }
    if (questions.length > 0) continue;
    if (accounting === null) return 0;
    const { records, accepted, rejectedCount, ignoredCount, rejected, doubts } = accounting;
    expect(accepted + rejectedCount + ignoredCount).toBe(records);
    expect(new Set(facts.map(({ unit }) => unit)).has("")).toBe(false);
    for (const { found } of [...rejected, ...doubts]) expect(found).not.toMatch(/jane/i);
    return accepted;
  }
  throw new Error("the same questions again and again");
}

function readFans(bytes: Uint8Array, layout: Layout): number {
  const table = detectTable(bytes, [layout]);
  const match = table?.matches[0];
  if (!table || !match) return 0;
  const splitter = createRecordSplitter(table.delimiter);
  const surveyor = createTableSurveyor(match, table.headerLine, table.header.length, () => {});
  surveyor.add(splitter.push(bytes));
  surveyor.add(splitter.end());
  const file = { shown: "", names: ["fans.csv"], hash: "0123456789abcdef", written: null, preamble: table.preamble };
  const decided = decideReading(match, table.header, surveyor.end(), file, {});
  const reading = {
    ...decided,
    match,
    delimiter: table.delimiter,
    headerLine: table.headerLine,
    quoting: true,
    width: table.header.length,
  };
  const second = createRecordSplitter(table.delimiter);
  let fans = 0;
  const converter = createFanConverter(reading, table.header, () => {
    fans++;
    return null;
  });
  converter.add(second.push(bytes));
  converter.add(second.end());
  const { records, accepted, rejectedCount, ignoredCount, rejected } = converter.end(second.lines);
  expect(accepted + rejectedCount + ignoredCount).toBe(records);
  expect(fans).toBe(accepted);
  for (const { found } of rejected)
    expect(found).toMatch(/^(?:nothing|none to the end of the file|\d+|(?:text|digits) of \d+ characters?)$/);
  return accepted;
}

describe.each(exportLayouts.map((layout) => [layout.id, layout] as const))("%s", (_, layout) => {
  test("40 damaged exports", () => {
    let accepted = 0;
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed).split(layout.id);
      const made = make(layout, random);
      const bytes = damaged(textOf(made, [",", ";", "\t"][random.integer(0, 2)] as string), random);
      try {
        accepted += layout.fans
          ? readFans(bytes, layout)
          : readWhole(bytes, seed % 2 ? exportLayouts.filter(({ fans }) => !fans) : [layout]);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
    // The tables are good enough to be read where they are whole.
    expect(accepted).toBeGreaterThan(10);
  });
});

test("several tables in one text, damaged: each line in at most one of them", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = createRandom(seed);
    const lines = Array.from(
      { length: 30 },
      () => ["", "# Start date: 20260101", "a,b", "1,2", "sep=,", '"x'][random.integer(0, 5)],
    );
    const text = `# report\n${lines.join("\n")}`;
    const tables = findStackedTables(text);
    for (const [at, table] of tables.entries()) {
      expect(table.from).toBeGreaterThan(tables[at - 1]?.until ?? 0);
      expect(stackedTableText(text, table).split("\n")).toHaveLength(table.until);
    }
  }
});
