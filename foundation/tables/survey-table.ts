/**
 * The first look at a whole file: what its cells say about decimal marks and the order of day and month, and which
 * statements it holds. Nothing is converted yet.
 */
import { createCellDictionary } from "./cell-dictionary.ts";
import { addDateEvidence, type DateEvidence, noDateEvidence } from "./date-cells.ts";
import type { ColumnRole } from "./layout.ts";
import type { LayoutMatch } from "./match-layout.ts";
import { addEvidence, type NumberEvidence, noEvidence } from "./number-cells.ts";
import { cellText, type Records } from "./records.ts";
import { classifyRecord } from "./table-reading.ts";
import { dayEnd } from "./time-cells.ts";

export interface TableSurvey {
  /** Data records, ragged and broken ones too. */
  readonly records: number;
  readonly numbers: Readonly<Record<string, NumberEvidence>>;
  readonly dates: Readonly<Record<string, DateEvidence>>;
  /** Distinct cells of each date column, without times of day. */
  readonly days: Readonly<Record<string, readonly string[]>>;
  /** Distinct cells of the statement column, in their order; [""] where there is no such column. */
  readonly statements: readonly string[];
}

/** Bytes of consecutive records of one statement. */
export type RunListener = (statement: number, bytes: Uint8Array, from: number, to: number) => void;

export interface TableSurveyor {
  add(records: Records): void;
  end(): TableSurvey;
}

const DATES: readonly ColumnRole[] = ["statement", "period", "from", "until", "consent"];
const NUMBERS: readonly ColumnRole[] = ["quantity", "amount"];

/** @param onRun hears the bytes of each statement in the order of the file, for its hash */
export function createTableSurveyor(
  match: LayoutMatch,
  headerLine: number,
  width: number,
  onRun: RunListener,
): TableSurveyor {
  const columnsOf = (roles: readonly ColumnRole[]): { readonly key: string; readonly column: number }[] =>
    Object.entries(match.columns)
      .filter(([key]) => roles.includes(match.layout.columns[key]?.role as ColumnRole))
      .map(([key, column]) => ({ key, column }));
  const numbers = columnsOf(NUMBERS).map(({ key, column }) => ({ key, column, evidence: noEvidence() }));
  const dates = Object.entries(match.columns)
    .map(([key, column]) => ({ key, column, spec: match.layout.columns[key] }))
    .filter(({ spec }) => spec && (DATES.includes(spec.role) || spec.item === "published"))
    .map(({ key, column }) => ({
      key,
      column,
      evidence: noDateEvidence(),
      cells: createCellDictionary(),
      seen: 0,
    }));
  const statementColumn = columnsOf(["statement"])[0]?.column ?? -1;
  const statements = createCellDictionary();
  const needed = Math.max(-1, ...Object.values(match.columns));
  let count = 0;

  return {
    add(records) {
      let run = -1;
      let runFrom = 0;
      for (let record = 0; record < records.count; record++) {
        const kind = classifyRecord(records, record, headerLine, width, needed);
        if (kind === "preamble" || kind === "header" || kind === "blank") continue;
        count++;
        const first = records.cells[record] as number;
        let statement = 0;
        if (kind === "data") {
          for (const { column, evidence } of numbers) {
            if (column + first >= (records.cells[record + 1] as number)) continue;
            lookAtNumber(records, first + column, evidence);
          }
          for (const each of dates) {
            if (each.column + first >= (records.cells[record + 1] as number)) continue;
            const cell = first + each.column;
            const end = records.to[cell] as number;
            records.to[cell] = dayEnd(records, cell);
            const id = each.cells.idOf(records, cell);
            records.to[cell] = end;
            if (id === each.seen) {
              each.seen++;
              addDateEvidence(each.evidence, each.cells.texts[id] as string);
            }
          }
          if (statementColumn >= 0) statement = statements.idOf(records, first + statementColumn);
        } else if (statementColumn >= 0) statement = run < 0 ? 0 : run;
        if (statement !== run) {
          if (run >= 0) onRun(run, records.bytes, runFrom, records.starts[record] as number);
          run = statement;
          runFrom = records.starts[record] as number;
        }
      }
      if (run >= 0) onRun(run, records.bytes, runFrom, records.starts[records.count] as number);
    },
    end: () => ({
      records: count,
      numbers: Object.fromEntries(numbers.map(({ key, evidence }) => [key, evidence])),
      dates: Object.fromEntries(dates.map(({ key, evidence }) => [key, evidence])),
      days: Object.fromEntries(dates.map(({ key, cells }) => [key, cells.texts])),
      statements: statementColumn >= 0 ? [...statements.texts] : [""],
    }),
  };
}

/** Digits with at most one point that cannot group thousands are counted without making a string. */
function lookAtNumber(records: Records, cell: number, evidence: NumberEvidence): void {
  const { bytes } = records;
  const start = records.from[cell] as number;
  const end = records.to[cell] as number;
  let point = -1;
  for (let at = start; at < end; at++) {
    const c = bytes[at] as number;
    if (c >= 48 && c <= 57) continue;
    if (c === 46 && point < 0) {
      point = at;
      continue;
    }
    if (c === 45 && at === start) continue;
    addEvidence(evidence, cellText(records, cell));
    return;
  }
  if (point < 0) return;
  if (end - point !== 4 || bytes[start] === 48) evidence.point++;
  else addEvidence(evidence, cellText(records, cell));
}
