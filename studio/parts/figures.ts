/** Figures as people read them, beyond foundation/look. */
import { numberText } from "../../foundation/look/figure-text.ts";

/** Of 0 to 1: "43 %". */
export function percentText(share: number | null): string {
  return share === null ? "–" : `${numberText(100 * share, 0)}\u202f%`;
}

/** "centre", "35 % left" */
export function panText(pan: number): string {
  const percent = Math.round(100 * Math.abs(pan));
  return percent === 0 ? "centre" : `${percent}\u202f% ${pan < 0 ? "left" : "right"}`;
}

/** 0 to 1 in words: "about 3 in 4". */
export function oddsText(chance: number): string {
  if (chance >= 0.985) return "almost certain";
  if (chance <= 0.015) return "almost never";
  const fractions: readonly (readonly [number, string])[] = [
    [1 / 20, "1 in 20"],
    [1 / 10, "1 in 10"],
    [1 / 5, "1 in 5"],
    [1 / 4, "1 in 4"],
    [1 / 3, "1 in 3"],
    [1 / 2, "1 in 2"],
    [2 / 3, "2 in 3"],
    [3 / 4, "3 in 4"],
    [4 / 5, "4 in 5"],
    [9 / 10, "9 in 10"],
    [19 / 20, "19 in 20"],
  ];
  const [, words] = fractions.reduce((best, each) =>
    Math.abs(each[0] - chance) < Math.abs(best[0] - chance) ? each : best,
  );
  return `about ${words}`;
}
