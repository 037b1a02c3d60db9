import { expect, test } from "vitest";
import { type CalibratedFinding, confidenceCurves, confidenceOf } from "./confidence.ts";

const findings = Object.keys(confidenceCurves) as CalibratedFinding[];

test.each(findings)("%s: the clearer, the surer; never certain; the same beyond what was seen", (finding) => {
  const [low, high] = confidenceCurves[finding].range;
  const values = Array.from({ length: 21 }, (_, at) => confidenceOf(finding, low + ((high - low) * at) / 20));
  for (let at = 1; at < values.length; at++) expect(values[at]).toBeGreaterThan(values[at - 1] as number);
  expect(values[0]).toBeGreaterThan(0.1);
  expect(values.at(-1)).toBeLessThan(1);
  expect(confidenceOf(finding, low - 5)).toBe(values[0]);
  expect(confidenceOf(finding, high + 5)).toBe(values.at(-1));
});
