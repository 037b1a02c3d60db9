import { expect, test } from "vitest";
import { firstStrayDay } from "./stray-days.ts";

const year = (count: number): number[] => Array.from({ length: count }, (_, at) => 20_454 + at);

test("a date years after all others is odd, an old one is not", () => {
  expect(firstStrayDay([...year(60), 47_300], [])).toBe(47_300);
  expect(firstStrayDay([17_900, ...year(60)], [])).toBeNull();
  expect(firstStrayDay(year(60), [])).toBeNull();
  // Few dates say nothing of each other, and what streams reach is the present.
  expect(firstStrayDay([20_454, 47_300], [])).toBeNull();
  expect(firstStrayDay([...year(60), 22_000], [21_900])).toBeNull();
});

test("as many as one in fifty may be odd; more of them are the account's own", () => {
  expect(firstStrayDay([...year(98), 47_300, 47_301], [])).toBe(47_300);
  expect(firstStrayDay([...year(60), 47_300, 47_301, 47_302], [])).toBeNull();
});
