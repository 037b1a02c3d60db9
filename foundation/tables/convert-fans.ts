/**
 * Lists of people: of each an address to hash, a country, a purchase class and a day of consent. Nothing else is read, and of what
 * is refused nothing is shown but kind and length.
 */
import { readTerritory } from "../catalogue/territory.ts";
import { type Accounting, createAccounting, ignore, reject, shownCell } from "./accounting.ts";
import { createConversion } from "./conversion.ts";
import { readDate } from "./date-cells.ts";
import { createIgnoreRules } from "./ignore-rules.ts";
import { cellText, type Records } from "./records.ts";
import { classifyRecord, type TableReading } from "./table-reading.ts";
import { dayEnd } from "./time-cells.ts";

export type PurchaseClass = "none" | "one" | "several";

export interface ListedFan {
  /** Lower-cased, without spaces around: to be hashed, never kept. */
  readonly email: string;
  /** ISO 3166-1; null: not said. */
  readonly territory: string | null;
  readonly purchases: PurchaseClass | null;
  /** Day from 1970-01-01; null: not said. */
  readonly consent: number | null;
}

export interface FanConverter {
  add(records: Records): void;
  end(lines: number): Accounting;
}

/** @param onFan takes one; gives the reason where it is not kept after all */
export function createFanConverter(
  reading: TableReading,
  header: readonly string[],
  onFan: (fan: ListedFan) => string | null,
): FanConverter {
  const conversion = createConversion(reading, header);
  const { keysOf, columnOf, headerOf } = conversion;
  const accounting = createAccounting();
  const needed = Math.max(-1, ...Object.values(reading.match.columns));
  const whyIgnored = createIgnoreRules(conversion);
  let line = 0;

  /** Null where the record was refused; undefined where the cell is empty. */
  const read = <T>(
    records: Records,
    first: number,
    after: number,
    key: string | undefined,
    expected: string,
    of: (text: string) => T | null,
  ): T | null | undefined => {
    const cell = key === undefined ? after : first + columnOf(key);
    const text = cell < after ? cellText(records, cell).trim() : "";
    if (text === "") return undefined;
    const value = of(text);
    if (value === null)
      reject(accounting, { at: line, column: headerOf(key as string), expected, found: shownCell(text, true, true) });
    return value;
  };

  const convert = (records: Records, record: number): void => {
    const first = records.cells[record] as number;
    const after = records.cells[record + 1] as number;
    const why = whyIgnored(records, first, after);
    if (why !== null) {
      ignore(accounting, { at: line, why });
      return;
    }
    const [emailKey] = keysOf("email");
    const email = read(records, first, after, emailKey, "an e-mail address", readEmail);
    if (email === null) return;
    if (email === undefined) {
      reject(accounting, {
        at: line,
        column: headerOf(emailKey as string),
        expected: "an e-mail address",
        found: "nothing",
      });
      return;
    }
    const territory = read(records, first, after, keysOf("territory")[0], "a country code or name", readTerritory);
    if (territory === null) return;
    const purchases = read(records, first, after, keysOf("purchases")[0], "a whole number", readPurchases);
    if (purchases === null) return;
    let consent: number | null | undefined;
    for (const key of keysOf("consent")) {
      consent = read(records, first, after, key, "a date", (text) => readDay(text, key));
      if (consent !== undefined) break;
    }
    if (consent === null) return;
    const refused = onFan({
      email,
      territory: territory ?? null,
      purchases: purchases ?? null,
      consent: consent ?? null,
    });
    if (refused === null) accounting.accepted++;
    else ignore(accounting, { at: line, why: refused });
  };

  const readDay = (text: string, key: string): number | null => {
    const bytes = new TextEncoder().encode(text);
    const cell = { bytes, from: [0], to: [bytes.length] } as unknown as Records;
    const day = new TextDecoder().decode(bytes.subarray(0, dayEnd(cell, 0)));
    const span = readDate(day, reading.orders[key] ?? "day-first");
    return span && span.from === span.until ? span.from : null;
  };

  return {
    add(records) {
      for (let record = 0; record < records.count; record++) {
        line = records.lines[record] as number;
        const kind = classifyRecord(records, record, reading.headerLine, reading.width, needed);
        if (kind === "preamble" || kind === "header") continue;
        if (kind === "blank") {
          accounting.lines.blank++;
          continue;
        }
        accounting.records++;
        const count = (records.cells[record + 1] as number) - (records.cells[record] as number);
        if (kind === "broken")
          reject(accounting, {
            at: line,
            column: null,
            expected: "a closing quote",
            found: "none to the end of the file",
          });
        else if (kind === "ragged")
          reject(accounting, { at: line, column: null, expected: `${reading.width} cells`, found: `${count}` });
        else convert(records, record);
      }
    },
    end(lines) {
      accounting.lines.total = lines;
      accounting.lines.header = Math.min(lines, reading.headerLine);
      return accounting;
    },
  };
}

/** An address as it is compared: lower case, without spaces around; null where it is none. */
export function readEmail(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return plain.length <= 254 && /^[^\s@,;<>"()]+@[^\s@,;<>"()]+\.[^\s@,;<>"().]+$/.test(plain) ? plain : null;
}

function readPurchases(text: string): PurchaseClass | null {
  if (!/^\d{1,9}$/.test(text)) return null;
  const count = Number(text);
  return count === 0 ? "none" : count === 1 ? "one" : "several";
}
