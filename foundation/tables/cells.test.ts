// Decimals, numbers and dates as cells hold them.
import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import {
  addDateEvidence,
  civilDay,
  dayNumber,
  decideDayOrder,
  isoDay,
  noDateEvidence,
  readDate,
} from "./date-cells.ts";
import { addDecimals, decimalText, multiplyDecimals, readDecimal, roundDecimal } from "./decimal.ts";
import { readAmount, writeAmount, writeLongAmount } from "./fact-batch.ts";
import { addEvidence, decideMark, noEvidence, readNumber } from "./number-cells.ts";

const shown = (text: string, mark: "." | ","): string | null => {
  const value = readNumber(text, mark);
  return value && decimalText(value);
};

test.each([
  ["1,234.50", ".", "1234.50"],
  ["1.234,50", ",", "1234.50"],
  ["1\u00a0234,50", ",", "1234.50"],
  ["1\u202f234", ",", "1234"],
  ["1'234.5", ".", "1234.5"],
  ["12,34,567.5", ".", "1234567.5"],
  ["(5.00)", ".", "-5.00"],
  ["5-", ".", "-5"],
  ["\u22125", ".", "-5"],
  ["$1.20", ".", "1.20"],
  ["1,20 €", ",", "1.20"],
  ["USD 3", ".", "3"],
  ["-$3.10", ".", "-3.10"],
  ["5.1%", ".", "5.1"],
  ["1e-05", ".", "0.00001"],
  ["1.404009620672", ".", "1.404009620672"],
  ["1,23,4", ".", null],
  ["1.2.3", ".", null],
  ["", ".", null],
  ["n/a", ".", null],
  ["12a", ".", null],
])("%s with the mark %s", (text, mark, expected) => expect(shown(text, mark as ".")).toBe(expected));

test("what a column's marks mean is decided from all of its cells", () => {
  const decide = (cells: string[], whole = false, others: "." | "," | null = null) => {
    const evidence = noEvidence();
    for (const cell of cells) addEvidence(evidence, cell);
    return decideMark(evidence, whole, others);
  };
  expect(decide(["1,234", "0.5"])).toEqual({ mark: ".", why: "cells" });
  expect(decide(["1.234", "0,5"])).toEqual({ mark: ",", why: "cells" });
  expect(decide(["1,234", "12"], true)).toEqual({ mark: ".", why: "whole numbers" });
  expect(decide(["1.234", "12"], true)).toEqual({ mark: ",", why: "whole numbers" });
  expect(decide(["1,234"], false, ",")).toEqual({ mark: ",", why: "the other columns" });
  expect(decide(["1,234"])).toEqual({ mark: null, example: "1,234" });
  expect(decide(["1.234.567"])).toEqual({ mark: ",", why: "cells" });
  expect(decide(["12", "7"])).toEqual({ mark: ".", why: "no marks" });
});

test("day numbers are those of the calendar: every day of 400 years", () => {
  for (let days = dayNumber(1900, 1, 1) as number; days <= (dayNumber(2199, 12, 31) as number); days += 1) {
    const { year, month, day } = civilDay(days);
    if (dayNumber(year, month, day) !== days) expect.fail(`day ${days}`);
  }
  // The engine's calendar is another implementation.
  const random = createRandom(3);
  for (let round = 0; round < 2000; round++) {
    const days = random.integer(-25_000, 80_000);
    expect(isoDay(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
  }
  expect(dayNumber(2023, 2, 29)).toBeNull();
  expect(dayNumber(2024, 2, 29)).not.toBeNull();
});

test.each([
  ["2026-03-01", "2026-03-01", "2026-03-01"],
  ["2026/03/01", "2026-03-01", "2026-03-01"],
  ["20151001", "2015-10-01", "2015-10-01"],
  ["2026-01", "2026-01-01", "2026-01-31"],
  ["02/2024", "2024-02-01", "2024-02-29"],
  ["Feb 2024", "2024-02-01", "2024-02-29"],
  ["2024M02", "2024-02-01", "2024-02-29"],
  ["2015-Q4", "2015-10-01", "2015-12-31"],
  ["2015", "2015-01-01", "2015-12-31"],
  ["Jan 13, 2026", "2026-01-13", "2026-01-13"],
  ["13 January 2026", "2026-01-13", "2026-01-13"],
  ["13-Jan-26", "2026-01-13", "2026-01-13"],
  ["1/2/26 10:01am", "2026-02-01", "2026-02-01"],
  ["2026-03-01T23:59:59Z", "2026-03-01", "2026-03-01"],
  ["01.02.2026", "2026-02-01", "2026-02-01"],
])("%s", (text, from, until) => {
  const span = readDate(text, "day-first");
  expect(span && [isoDay(span.from), isoDay(span.until)]).toEqual([from, until]);
});

test.each(["", "32/01/2026", "2026-13-01", "2026-02-30", "Foo 2026", "13", "1/2", "n/a"])("%s is no date", (text) =>
  expect(readDate(text, "day-first")).toBeNull(),
);

test("the order of day and month is decided from all dates, or asked", () => {
  const decide = (...cells: string[]) => {
    const evidence = noDateEvidence();
    for (const cell of cells) addDateEvidence(evidence, cell);
    return decideDayOrder(evidence);
  };
  expect(decide("01/02/2026", "13/02/2026")).toBe("day-first");
  expect(decide("01/02/2026", "02/13/2026")).toBe("month-first");
  expect(decide("01/02/2026", "03/04/2026")).toBeNull();
  expect(decide("01/01/2026", "2026-02-03")).toBe("day-first");
});

test("decimals are exact", () => {
  const sum = (a: string, b: string): string => decimalText(addDecimals(readDecimal(a)!, readDecimal(b)!));
  expect(sum("0.1", "0.2")).toBe("0.3");
  expect(sum("-0.005", "1")).toBe("0.995");
  expect(decimalText(multiplyDecimals(readDecimal("1.10")!, readDecimal("-3")!))).toBe("-3.30");
  // Half to even: IEEE 754, 4.3.1.
  expect(["0.5", "1.5", "2.5", "-2.5", "2.51"].map((text) => decimalText(roundDecimal(readDecimal(text)!, 0)))).toEqual(
    ["0", "2", "2", "-2", "3"],
  );
});

test("amounts as 128 bits: 20,000 values against whole numbers of any length", () => {
  const random = createRandom(5);
  const words = new Uint32Array(4);
  for (let round = 0; round < 20_000; round++) {
    const scale = random.integer(0, 20);
    const mantissa = (random.integer(0, 1) ? 1 : -1) * random.integer(0, 10 ** random.integer(0, 15));
    writeAmount(words, 0, mantissa, scale);
    const expected = BigInt(mantissa) * 10n ** BigInt(20 - scale);
    if (readAmount(words, 0) !== expected) expect.fail(`${mantissa} × 10^-${scale}`);
    expect(writeLongAmount(words, 0, BigInt(mantissa), scale)).toBe(expected < 10n ** 38n && expected > -(10n ** 38n));
  }
  expect(writeLongAmount(words, 0, 10n ** 18n, 0)).toBe(false);
});
