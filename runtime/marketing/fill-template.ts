/** A platform's own template, supplied by the user: its headers are filled with what the plan says, and nothing else. */
import { FormatError } from "../../foundation/plan/errors.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import type { AdSheetRow } from "../../marketing/index.ts";
import { csvRows } from "../project/csv-rows.ts";
import { type HeaderFill, headerFill, whyEmpty } from "./template-headers.ts";

export interface FilledTemplate {
  /** The file as CSV. */
  readonly text: string;
  readonly filled: readonly string[];
  /** Headers that were left empty. */
  readonly empty: readonly EmptyHeader[];
}

export interface EmptyHeader {
  readonly header: string;
  readonly why: string;
}

/** A platform takes one budget: that of the ad set before the campaign's, of the whole time before a day's. */
const BUDGETS = ["ad set budget", "ad set budget a day", "budget", "budget a day"];

/** Throws FormatError where the template has no header that is known. */
export function fillTemplate(name: string, file: Uint8Array, rows: readonly AdSheetRow[]): FilledTemplate {
  const [header] = csvRows(file);
  if (!header) throw new FormatError("template", 0, "a line of headers", `nothing in ${name}`);
  const headers = header.cells.map((cell) => cell.replace(/^\ufeff/, ""));
  const fills = headers.map(headerFill);
  if (fills.every((fill) => fill === null)) {
    const known = "a header like Campaign Name, Ad Set Name, Ad Set Lifetime Budget, Start Time";
    throw new FormatError("template", 0, known, `${headers.slice(0, 6).join(", ")} in ${name}`);
  }
  const budget = fills.reduce<HeaderFill | null>((best, fill) => {
    const at = BUDGETS.indexOf(fill?.kind ?? "");
    return at >= 0 && (best === null || at < BUDGETS.indexOf(best.kind)) ? fill : best;
  }, null);
  const budgetAt = fills.indexOf(budget);
  const reasons = headers.map((each, at): string | null => {
    const fill = fills[at] ?? null;
    if (fill === null) return whyEmpty(each);
    if (BUDGETS.includes(fill.kind) && at !== budgetAt)
      return `"${headers[budgetAt]}" has the budget: a platform takes one of them`;
    return rows.every((row) => fill.value(row) === "") ? fill.without : null;
  });
  const cells = rows.map((row) => fills.map((fill, at) => (reasons[at] === null && fill ? fill.value(row) : "")));
  return {
    text: csvText([headers, ...cells]),
    filled: headers.filter((_, at) => reasons[at] === null),
    empty: headers.flatMap((each, at) => (reasons[at] === null ? [] : [{ header: each, why: reasons[at] as string }])),
  };
}
