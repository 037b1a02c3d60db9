import { expect, test } from "vitest";
import { inMinorUnits, isPayable, minorDigits, moneyText } from "./currency.ts";

/** ISO 4217, list one: column "Minor unit". */
test.each([
  ["EUR", 2],
  ["USD", 2],
  ["JPY", 0],
  ["KRW", 0],
  ["ISK", 0],
  ["XOF", 0],
  ["KWD", 3],
  ["TND", 3],
  ["CLF", 4],
  ["HUF", 2],
])("%s has %i digits behind the point", (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test("amounts add up in whole minor units", () => {
  expect(inMinorUnits([33.4, 33.3, 33.3], 100, "JPY")).toEqual([34, 33, 33]);
  expect(inMinorUnits([1 / 3, 1 / 3, 0, 1 / 3], 1, "EUR")).toEqual([0.34, 0.33, 0, 0.33]);
  expect(inMinorUnits([1 / 3, 1 / 3, 1 / 3], 1, "KWD")).toEqual([0.334, 0.333, 0.333]);
  expect(moneyText(1234.5, "JPY")).toBe("1235");
  expect(moneyText(1.5, "BHD")).toBe("1.500");
  expect([isPayable(12.5, "JPY"), isPayable(12.5, "EUR"), isPayable(0.001, "KWD")]).toEqual([false, true, true]);
});
