/** Files into the store of a project, one after the other; what has questions is left out whole. */
import { FormatError } from "../../foundation/plan/errors.ts";
import type { Run } from "../../foundation/plan/run.ts";
import { stage } from "../../foundation/plan/run.ts";
import { blankContacts, createAccounting, type Question } from "../../foundation/tables/index.ts";
import type { TableLedger } from "./import-ledger.ts";
import { type ImportOptions, type PreparedTable, prepareTable } from "./prepare-table.ts";
import type { ProjectStore } from "./project-store.ts";
import { blankPath } from "./shown-paths.ts";
import { storeFans } from "./store-fans.ts";
import { storeFlatFile } from "./store-flat-file.ts";
import { storeTable } from "./store-table.ts";
import { type DetectedSource, detectSource } from "./table-job.ts";
import { listTables, type TableSource } from "./table-source.ts";

export interface FileLedger {
  readonly path: string;
  readonly tables: readonly TableLedger[];
  /** Members of an archive that are no tables. */
  readonly other: readonly string[];
  readonly questions: readonly Question[];
}

/** @param sheet of workbooks; null: the first */
export async function importFile(
  store: ProjectStore,
  path: string,
  sheet: string | null,
  options: ImportOptions,
  run: Run,
): Promise<FileLedger> {
  const { tables, other } = listTables(path, sheet);
  if (tables.length === 0) {
    throw new FormatError(
      "ZIP",
      0,
      "a .csv, .tsv or .txt in the archive",
      other.slice(0, 5).map(blankContacts).join(", ") || "none",
    );
  }
  const prepared: {
    readonly source: TableSource;
    readonly detected: DetectedSource;
    readonly table: PreparedTable | null;
  }[] = [];
  const runs = stage(run, ...tables.map(({ bytes }) => Math.max(1, bytes)));
  for (const [at, source] of tables.entries()) {
    const detected = detectSource(source, options.layouts);
    const table = detected.flat ? null : await prepareTable(source, detected, options, runs[at] ?? run);
    prepared.push({ source, detected, table });
  }
  const [only] = prepared;
  if (prepared.length === 1 && only && !only.detected.flat && only.table === null) {
    // What the file holds may be anybody's: it is not shown.
    const found = only.detected.begins.trim() === "" ? "nothing" : "text that is none";
    throw new FormatError("export", 0, "a table with a header and at least one column of figures", found);
  }
  const questions = prepared.flatMap(({ table }) => table?.questions ?? []);
  const ledgers: TableLedger[] = [];
  for (const [at, { source, detected, table }] of prepared.entries()) {
    const part = runs[at] ?? run;
    if (detected.flat) {
      const flat = questions.length > 0 ? emptyLedger(source, "questions", []) : null;
      ledgers.push(flat ?? (await storeFlatFile(store, source, detected, options.account ?? "", part)));
    } else if (!table) ledgers.push(emptyLedger(source, "no table", []));
    else if (questions.length > 0) ledgers.push(emptyLedger(source, "questions", table.questions));
    else {
      const keep = table.match.layout.fans ? storeFans : storeTable;
      const stored = await keep(store, table, options.answers, part);
      if ("id" in stored) {
        questions.push(stored);
        ledgers.push(emptyLedger(source, "questions", [stored]));
      } else ledgers.push(stored);
    }
  }
  return { path: blankPath(path), tables: ledgers, other: other.map(blankContacts), questions };
}

function emptyLedger(
  { path, member }: TableSource,
  status: TableLedger["status"],
  questions: readonly Question[],
): TableLedger {
  return {
    path: blankPath(path),
    member: member === null ? null : blankContacts(member),
    sha256: "",
    status,
    layout: null,
    layoutTitle: null,
    encoding: null,
    ...createAccounting(),
    period: null,
    statements: [],
    totals: { units: [], money: [], measures: [] },
    changed: null,
    definitions: [],
    questions,
  };
}
