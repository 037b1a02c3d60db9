import { expect, test } from "vitest";
import { bestMoments } from "./cut-path.ts";

const worth = (text: string): Float64Array =>
  Float64Array.from(text, (each) => (each === "x" ? -1e9 : each === "." ? -0.1 : Number(each)));

test("a cut stands where it is worth something, and goes out before it must", () => {
  expect([...bestMoments(worth("xx222222xx"), 1)]).toEqual([0, 0, 4, 4, 4, 3, 2, 1, 0, 0]);
});

test("gaps that cost little are bridged, single frames are left alone", () => {
  expect([...bestMoments(worth("222..222"), 1)]).toEqual([4, 4, 4, 4, 4, 3, 2, 1]);
  expect([...bestMoments(worth("..1...............2..."), 1)].every((step) => step === 0)).toBe(true);
});

test("nothing to gain: nothing is done", () => {
  expect([...bestMoments(new Float64Array(20).fill(-0.1), 1)].every((step) => step === 0)).toBe(true);
  expect(bestMoments(new Float64Array(0), 1)).toHaveLength(0);
});
