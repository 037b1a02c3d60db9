/** A platform's own template, supplied by the user: its headers are filled with what the plan says, and nothing else. */
import { FormatError } from "../../foundation/plan/errors.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import type { AdSheetRow, Campaign } from "../../marketing/index.ts";
import { csvRows } from "../project/csv-rows.ts";

type Fill = (row: AdSheetRow, campaign: Campaign) => string | number;

/** Headers as ads managers name them; the first that fits is taken. */
const HEADERS: readonly (readonly [RegExp, Fill])[] = [
  [/^campaign(?: name)?$/i, (row) => row.campaign],
  [/^(?:ad ?set|ad ?group)(?: name)?$/i, (row) => row.ad_set],
  [/^(?:campaign |ad set |ad group )?daily budget$/i, (row) => row.budget_a_day],
  [/^(?:campaign |ad set |ad group )?(?:lifetime )?budget$/i, (row) => row.budget],
  [/^currency(?: code)?$/i, (row) => row.currency],
  [/(?:^|\b)start (?:date|time)$/i, (row) => row.from],
  [/(?:^|\b)(?:end|stop) (?:date|time)$/i, (row) => row.until],
  [/^(?:countries|country|locations?|geo)$/i, (row) => row.place],
  [/^(?:link|website url|final url|destination url|url)$/i, (row) => row.link],
  [/^special ad categor(?:y|ies)$/i, (row) => (row.category === "none" ? "NONE" : row.category)],
];

/** Throws FormatError where the template has no header that is known. */
export function fillTemplate(name: string, file: Uint8Array, campaign: Campaign, rows: readonly AdSheetRow[]): string {
  const [header] = csvRows(file);
  if (!header) throw new FormatError("template", 0, "a line of headers", `nothing in ${name}`);
  const headers = header.cells.map((cell) => cell.replace(/^\ufeff/, ""));
  const fills = headers.map((cell) => HEADERS.find(([pattern]) => pattern.test(cell))?.[1] ?? null);
  if (fills.every((fill) => fill === null)) {
    const known = "a header like Campaign Name, Ad Set Name, Ad Set Lifetime Budget, Start Time";
    throw new FormatError("template", 0, known, `${headers.slice(0, 6).join(", ")} in ${name}`);
  }
  return csvText([headers, ...rows.map((row) => fills.map((fill) => (fill === null ? "" : fill(row, campaign))))]);
}
