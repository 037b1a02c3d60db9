import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { MeasuredEffect } from "../../distribution/index.ts";
import { readMeasured } from "./market-files.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-measured-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(...rows: readonly unknown[]): Promise<MeasuredEffect[]> {
  const path = join(folder, "measured.json");
  writeFileSync(path, JSON.stringify(rows));
  return readMeasured(path);
}

test("an effect with its 90 % interval is its logarithm's standard error", async () => {
  // The logarithm of 2 in either direction over 1.645: 0.421.
  const [effect] = await read({ territory: "Japan", effect: 4, low: 2, high: 8 });
  expect(effect).toMatchObject({ territory: "JP", value: 4 });
  expect(effect?.error).toBeCloseTo(0.4214, 4);
});

test("a campaign that brought nothing, or less, says so", async () => {
  const [nothing, less] = await read(
    { territory: "DE", effect: 0, low: -0.5, high: 0.6 },
    { territory: "FR", effect: -1, low: -2, high: 0.2 },
  );
  expect(nothing?.value).toBeCloseTo(0.03, 9);
  expect(nothing?.error).toBeCloseTo(Math.log(20) / (2 * 1.6448536), 5);
  expect(less?.value).toBeCloseTo(0.01, 9);
});

test.each([
  [{ territory: "XX", effect: 1, low: 0, high: 2 }],
  [{ territory: "DE", effect: null, low: 0, high: 2 }],
  [{ territory: "DE", effect: 3, low: 0, high: 2 }],
  [{ territory: "DE", effect: -3, low: -4, high: -2 }],
  [null],
])("%j is refused with its entry", async (row) => {
  await expect(read({ territory: "DE", effect: 1, low: 0, high: 2 }, row)).rejects.toThrow("entry 2");
});
