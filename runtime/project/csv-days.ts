/** Whether day or month stands first in the dates of a small CSV file: told by all of them, never by one. */
import { FormatError } from "../../foundation/plan/errors.ts";
import { addDateEvidence, type DayOrder, decideDayOrder, noDateEvidence } from "../../foundation/tables/date-cells.ts";
import type { CsvRow } from "./csv-rows.ts";

/** @throws FormatError with line and column where every date can be read both ways */
export function dayOrderOf(rows: readonly CsvRow[], column: number, names: readonly string[]): DayOrder {
  const evidence = noDateEvidence();
  for (const { cells } of rows) addDateEvidence(evidence, cells[column] ?? "");
  const order = decideDayOrder(evidence);
  if (order !== null) return order;
  const row = rows.find(({ cells }) => cells[column] === evidence.example);
  throw new FormatError(
    "table",
    row?.offset ?? 0,
    `dates that can be read in one way on line ${row?.line}, column ${names[column]}: write them like 2026-03-01`,
    `${JSON.stringify(evidence.example)}, and no other date of the file tells day from month`,
  );
}
