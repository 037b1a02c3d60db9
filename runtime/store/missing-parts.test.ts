import { expect, test } from "vitest";
import { missingParts } from "./missing-parts.ts";

const stored = (key: string, part: string, active = 1) => ({ account: "", layout: "dsr", key, part, active });

test("a statement of three parts of which one is there, one was replaced and one never came", () => {
  expect(
    missingParts([
      stored("May", "1of3"),
      stored("May", "3of3", 0),
      stored("June", "1of2"),
      stored("June", "2of2"),
      stored("July", ""),
    ]),
  ).toEqual([{ account: "", layout: "dsr", statement: "May", have: ["1of3"], missing: ["2of3", "3of3"] }]);
});
