import { expect, test } from "vitest";
import { clockText, hertzText, numberText, shortest, signedText, withUnit } from "./figure-text.ts";

test("figures have a true minus, no -0, and thousands in groups", () => {
  expect(numberText(-14, 1)).toBe("\u221214.0");
  expect(numberText(-0.04, 1)).toBe("0.0");
  expect(numberText(null, 1)).toBe("\u2013");
  expect(numberText(Number.NaN, 1)).toBe("\u2013");
  expect(numberText(2_117_568, 0)).toBe("2\u202f117\u202f568");
  expect(numberText(4410, 0)).toBe("4410");
  expect(signedText(0.04, 1)).toBe("0.0");
  expect(signedText(0.5, 1)).toBe("+0.5");
  expect(withUnit(null, "LUFS", 1)).toBe("\u2013");
  expect(shortest(-1)).toBe("\u22121");
  expect(shortest(100)).toBe("100");
});

test("times and frequencies", () => {
  expect(clockText(59.999)).toBe("1:00");
  expect(clockText(61.25, 2)).toBe("1:01.25");
  expect(clockText(3725)).toBe("1:02:05");
  expect(hertzText(31.5)).toBe("31.5\u202fHz");
  expect(hertzText(1250)).toBe("1.25\u202fkHz");
});
