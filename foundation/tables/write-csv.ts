/** Rows as CSV (RFC 4180) that a spreadsheet opens without running anything in it. */

/** Texts that a spreadsheet would take for a formula, also behind spaces or within a cell (OWASP, CSV injection). */
const FORMULA = /(?:^|[\r\n])[\s\u00a0]*[=+\-@\t]/;

/** One cell: numbers stay numbers, text that looks like a formula gets an apostrophe before it, null is empty. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? `${value}` : "";
  const text = FORMULA.test(value) || /^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines end with LF. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return `${rows.map((row) => row.map(csvCell).join(",")).join("\n")}\n`;
}
