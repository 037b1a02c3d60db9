import { expect, test } from "vitest";
import { romanNumeral } from "./roman-numeral.ts";

const C = { tonic: 0, mode: "major" } as const;
const Am = { tonic: 9, mode: "minor" } as const;

// The usual names, as in W. Piston, Harmony: small for minor and diminished, an added sign for the quality.
test.each([
  [0, "maj", null, C, "I"],
  [2, "min7", null, C, "ii7"],
  [7, "7", 11, C, "V7/3"],
  [11, "hdim7", null, C, "vii\u00f87"],
  [10, "maj", null, C, "bVII"],
  [9, "min", null, Am, "i"],
  [5, "maj", null, Am, "VI"],
  [7, "maj", null, Am, "VII"],
  [8, "dim", null, Am, "#vii\u00b0"],
  [4, "7", null, Am, "V7"],
] as const)("%i %s over %s in %j is %s", (root, quality, bass, key, roman) => {
  expect(romanNumeral(root, quality, bass, key)).toBe(roman);
});
