import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { barsOf, fitForm, formNames, readForm } from "./forms.ts";

test("named forms have their usual lengths: 32 bars of AABA, 12 of each blues chorus", () => {
  expect(barsOf(readForm("aaba"))).toBe(32);
  expect(readForm("blues").map(({ bars }) => bars)).toEqual([12, 12, 12]);
});

test("sections in words and bars; one of another length has another name", () => {
  expect(readForm("verse 8, chorus 8, verse 6")).toEqual([
    { label: "verse", bar: 0, bars: 8 },
    { label: "chorus", bar: 8, bars: 8 },
    { label: "verse'", bar: 16, bars: 6 },
  ]);
  for (const wrong of ["", "verses", "verse 0", "8", "verse 8,,", "verse -2"])
    expect(() => readForm(wrong)).toThrow("form");
});

test("a form fits any number of bars, with no gap and one length for each name", () => {
  const random = createRandom(1);
  for (let turn = 0; turn < 400; turn++) {
    const bars = random.integer(1, 200);
    const fitted = fitForm(readForm(random.pick(formNames)), bars);
    expect(barsOf(fitted)).toBe(bars);
    let bar = 0;
    const lengths = new Map<string, number>();
    for (const section of fitted) {
      expect(section.bar).toBe(bar);
      expect(section.bars).toBeGreaterThan(0);
      expect(lengths.get(section.label) ?? section.bars).toBe(section.bars);
      lengths.set(section.label, section.bars);
      bar += section.bars;
    }
  }
});
