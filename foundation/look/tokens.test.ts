import { expect, test } from "vitest";
import { type Colours, dark, light, textColours } from "./tokens.ts";

/** Contrast of two colours "#rrggbb": WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }) as [number, number];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

test("black on white is 21", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5));

const themes: [string, Colours][] = [
  ["light", light],
  ["dark", dark],
  ["paper", { ...light, ground: "#ffffff" }],
];
test.each(themes)("text has a contrast of 4.5 or more: %s", (_, colours) => {
  for (const name of textColours) {
    for (const ground of [colours.ground, colours.raised]) {
      expect(contrast(colours[name], ground), name).toBeGreaterThanOrEqual(4.5);
    }
  }
});
