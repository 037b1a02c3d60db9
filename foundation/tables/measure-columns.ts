/** The figures of a record: whole quantities and exact amounts with their unit and currency. */
import { BAD, type CellInterpreter, createCellInterpreter } from "./cell-interpreter.ts";
import { type Conversion, createNaming, doubt } from "./conversion.ts";
import { AMOUNT_SCALE, NONE, writeAmount, writeLongAmount } from "./fact-batch.ts";
import type { MeasureSpec } from "./layout.ts";
import { measureKeys } from "./match-layout.ts";
import { createNumberReader, type NumberReader } from "./number-reader.ts";
import { cellText, type Records } from "./records.ts";
import { isBlankCell } from "./table-reading.ts";

/** Why a record is refused. */
export interface Refusal {
  readonly column: string;
  readonly expected: string;
  readonly text: string;
}

export interface MeasureReader {
  /** Reads one measure of a record into row `at` of the batch; "none" where the record does not have it. */
  read(records: Records, first: number, after: number, at: number): "fact" | "none" | Refusal;
}

interface NumberColumn {
  readonly lenient: boolean;
  readonly column: number;
  readonly header: string;
  readonly numbers: NumberReader;
}

/** One reader for each measure of the layout that the file has a column for. */
export function createMeasureReaders(conversion: Conversion): MeasureReader[] {
  const unitId = createNaming(conversion, "units");
  const currencyId = createNaming(conversion, "currencies");
  const { columns } = conversion.reading.match;
  return conversion.layout.measures
    .filter((spec) => measureKeys(spec).some((key) => key in columns))
    .map((spec) => createMeasureReader(conversion, spec, unitId, currencyId));
}

function createMeasureReader(
  conversion: Conversion,
  { quantity: quantityKey, amount: amountKey, unit, currency, amountUnit, each = [] }: MeasureSpec,
  unitId: (name: string) => number,
  currencyId: (code: string) => number,
): MeasureReader {
  const { layout, reading } = conversion;
  const { columns, currencies } = reading.match;
  const numberColumn = (key: string | undefined): NumberColumn | null =>
    key === undefined || !(key in columns)
      ? null
      : {
          lenient: layout.columns[key]?.lenient === true,
          column: conversion.columnOf(key),
          header: conversion.headerOf(key),
          numbers: createNumberReader(reading.marks[key] ?? ".", layout.columns[key]?.missing),
        };
  const quantity = numberColumn(quantityKey);
  const amount = numberColumn(amountKey);
  const otherUnit = unitId(
    typeof unit === "string" ? unit : "named" in unit ? (unit.named[reading.facts.metric ?? ""] ?? "") : unit.other,
  );
  const counted = each.filter((key) => key in columns).map((key) => conversion.columnOf(key));
  const unitOf: CellInterpreter | null =
    typeof unit === "object" && "column" in unit && unit.column in columns
      ? createCellInterpreter(conversion, unit.column, "", (text) => unitId(unit.map[text.toLowerCase()] ?? unit.other))
      : null;
  const code =
    amountUnit ??
    (typeof currency === "string" ? currency : undefined) ??
    (amountKey === undefined ? undefined : currencies[amountKey]) ??
    reading.facts.currency;
  const fixedCurrency = code === undefined || !amount ? NONE : currencyId(code);
  const currencyOf: CellInterpreter | null =
    typeof currency === "object" && currency.column in columns
      ? createCellInterpreter(conversion, currency.column, "a three-letter currency code", (text) =>
          /^[A-Za-z]{3}$/.test(text) ? currencyId(text.toUpperCase()) : null,
        )
      : null;

  return {
    read(records, first, after, at) {
      const { batch } = conversion;
      let count = Number.NaN;
      if (quantity && first + quantity.column < after) {
        const { numbers, header } = quantity;
        const cell = first + quantity.column;
        const state = numbers.read(records, cell);
        if (state === "bad") return { column: header, expected: "a number", text: cellText(records, cell) };
        if (state === "number") {
          count = numbers.long ? Number.NaN : wholeOf(numbers.mantissa, numbers.scale);
          if (Number.isNaN(count)) return { column: header, expected: "a whole number", text: cellText(records, cell) };
        }
      }
      let money = NONE;
      let has = false;
      if (amount && first + amount.column < after) {
        const { numbers, header, lenient } = amount;
        const cell = first + amount.column;
        const refused = (expected: string): Refusal => ({ column: header, expected, text: cellText(records, cell) });
        const state = numbers.read(records, cell);
        if (state === "bad" && !lenient) return refused("an amount");
        if (state === "bad") doubt(conversion, header, "an amount", cellText(records, cell));
        if (state === "number") {
          const { mantissa, scale, long } = numbers;
          if ((long ? long.scale : scale) > AMOUNT_SCALE) return refused(`at most ${AMOUNT_SCALE} decimals`);
          if (!long) writeAmount(batch.amount, 4 * at, mantissa, scale);
          else if (!writeLongAmount(batch.amount, 4 * at, long.digits, long.scale))
            return refused("an amount under 10^18");
          has = true;
          money = currencyOf ? currencyOf.valueOf(records, first, after) : fixedCurrency;
          if (money === NONE) money = fixedCurrency;
          if (currencyOf && (money === BAD || money === NONE)) {
            const { column, header: name, expected } = currencyOf;
            return { column: name, expected, text: first + column < after ? cellText(records, first + column) : "" };
          }
        }
      }
      for (const column of counted) {
        if (first + column < after && !isBlankCell(records, first + column)) count = 1;
      }
      if (Number.isNaN(count) && !has) return "none";
      const named = unitOf ? unitOf.valueOf(records, first, after) : otherUnit;
      batch.unit[at] = named < 0 ? otherUnit : named;
      batch.currency[at] = money;
      batch.quantity[at] = count;
      batch.hasAmount[at] = has ? 1 : 0;
      return "fact";
    },
  };
}

/** A whole number from mantissa × 10^-scale; NaN where it has a fraction. */
function wholeOf(mantissa: number, scale: number): number {
  let value = mantissa;
  for (let i = 0; i < scale; i++) {
    if (value % 10 !== 0) return Number.NaN;
    value /= 10;
  }
  return value;
}
