import { expect, test } from "vitest";
import { falseDiscoveryAdjusted } from "./multiple-tests.ts";

// Y. Benjamini, Y. Hochberg, JRSS B 57 (1995), section 3.2: of 15 hypotheses the first four are rejected at 0.05.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

test("the worked example of Benjamini and Hochberg, in any order", () => {
  const adjusted = falseDiscoveryAdjusted(published);
  expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4);
  expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  expect(falseDiscoveryAdjusted([...published].reverse())).toEqual([...adjusted].reverse());
  expect(falseDiscoveryAdjusted([])).toEqual([]);
});
