/**
 * A second reader of statements, written apart from the importer and slowly: whole file into memory, character by character,
 * decimals as whole numbers of any length. It knows each file's columns by name and guesses nothing.
 */
import { readFileSync } from "node:fs";

export interface SecondColumns {
  readonly delimiter: string;
  readonly decimal: "." | ",";
  /** Lines before the header. */
  readonly skip?: number;
  /** Header of the count, and of the money with its currency (a header, or a code). */
  readonly quantity: string;
  readonly money?: { readonly amount: string; readonly currency: string };
  /** Rows that do not count. */
  readonly without?: { readonly column: string; readonly value: string };
}

export interface SecondSums {
  readonly rows: number;
  readonly quantity: bigint;
  /** By currency, as text without zeros at the end. */
  readonly money: Readonly<Record<string, string>>;
}

export function readSecond(path: string, columns: SecondColumns): SecondSums {
  const bytes = readFileSync(path);
  const text =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? bytes.toString("utf16le").slice(1)
      : bytes.toString("utf8").replace(/^\ufeff/, "");
  const rows = rowsOf(text, columns.delimiter).slice(columns.skip ?? 0);
  const header = rows[0] as string[];
  const at = (name: string): number => header.indexOf(name);
  let quantity = 0n;
  let count = 0;
  const money: Record<string, [bigint, number]> = {};
  for (const row of rows.slice(1)) {
    if (row.length < 2) continue;
    if (columns.without && row[at(columns.without.column)] === columns.without.value) continue;
    count++;
    const [units] = decimalOf(row[at(columns.quantity)] ?? "", columns.decimal);
    quantity += units;
    if (!columns.money) continue;
    const currency =
      at(columns.money.currency) >= 0 ? (row[at(columns.money.currency)] as string) : columns.money.currency;
    const [digits, scale] = decimalOf(row[at(columns.money.amount)] ?? "", columns.decimal);
    const [sum, sumScale] = money[currency] ?? [0n, 0];
    const wide = Math.max(scale, sumScale);
    money[currency] = [sum * 10n ** BigInt(wide - sumScale) + digits * 10n ** BigInt(wide - scale), wide];
  }
  return {
    rows: count,
    quantity,
    money: Object.fromEntries(
      Object.entries(money).map(([currency, [digits, scale]]) => [currency, textOf(digits, scale)]),
    ),
  };
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string;
    if (quoted) {
      if (letter === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[i + 1] === "\n") i++;
      row.push(cell);
      rows.push(row);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

function decimalOf(text: string, mark: string): [bigint, number] {
  let digits = "";
  let scale = 0;
  let behind = false;
  for (const letter of text) {
    if (letter >= "0" && letter <= "9") {
      digits += letter;
      if (behind) scale++;
    } else if (letter === mark) behind = true;
    else if (letter === "-") digits = `-${digits}`;
  }
  return [BigInt(digits === "" || digits === "-" ? "0" : digits), scale];
}

function textOf(digits: bigint, scale: number): string {
  const text = `${digits < 0n ? -digits : digits}`.padStart(scale + 1, "0");
  const part = text.slice(text.length - scale).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${text.slice(0, text.length - scale)}${scale > 0 && part ? `.${part}` : ""}`;
}
