import { expect, test } from "vitest";
import { checkpoint, type Progress, stage } from "./run.ts";

test("a checkpoint tells how far it is, and throws once cancelled", () => {
  const seen: Progress[] = [];
  const controller = new AbortController();
  const run = { signal: controller.signal, onProgress: (progress: Progress) => void seen.push(progress) };
  checkpoint(run, { done: 1, total: 4, doing: "reading" });
  expect(seen).toEqual([{ done: 1, total: 4, doing: "reading" }]);
  controller.abort();
  expect(() => checkpoint(run, { done: 2, total: 4, doing: "reading" })).toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
  expect(seen).toHaveLength(1);
  checkpoint(undefined, { done: 0, total: 0, doing: "" });
});

test("parts add up by their weights, one after the other or side by side", () => {
  const seen: Progress[] = [];
  const [reading, mixing] = stage({ onProgress: (progress) => void seen.push(progress) }, 1, 3);
  checkpoint(reading, { done: 5, total: 10, doing: "reading" });
  checkpoint(mixing, { done: 1, total: 3, doing: "mixing" });
  checkpoint(reading, { done: 10, total: 10, doing: "reading" });
  checkpoint(mixing, { done: 3, total: 3, doing: "mixing" });
  expect(seen).toEqual([
    { done: 0.5, total: 4, doing: "reading" },
    { done: 1.5, total: 4, doing: "mixing" },
    { done: 2, total: 4, doing: "reading" },
    { done: 4, total: 4, doing: "mixing" },
  ]);
});

test("stages nest, carry the signal, and never leave 0 to the total", () => {
  const seen: number[] = [];
  const signal = AbortSignal.abort();
  const [, outer] = stage({ onProgress: ({ done }) => void seen.push(done) }, 1, 1);
  const [inner] = stage(outer, 2, 2);
  inner?.onProgress?.({ done: 7, total: 5, doing: "" });
  inner?.onProgress?.({ done: 0, total: 0, doing: "" });
  expect(seen).toEqual([0.5, 0.5]);
  expect(() => checkpoint(stage({ signal }, 1)[0], { done: 0, total: 1, doing: "" })).toThrow();
});
