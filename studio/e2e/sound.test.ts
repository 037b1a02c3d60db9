import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {} from "./lab/lab.ts";
import { buildLab } from "./lab.testing.ts";
import { madeExample } from "./made-example.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = await madeExample("first-light");
  studio = await openTestStudio(folder, await buildLab());
}, 180_000);
afterAll(() => studio?.close());

test("versions are heard at one loudness within 0.1 LU, and not a sample apart", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window();
  const files = ["mixes/first-light.wav", "masters/first-light.master.wav", "mixes/first-light.wav"];
  const heard = await page.evaluate(([id, paths]) => window.lab.versions(id as string, paths as string[]), [
    studio.id,
    files,
  ] as const);
  const [mix] = heard;
  for (const { integratedLufs, lag } of heard) {
    expect(Math.abs((integratedLufs as number) - (mix?.integratedLufs as number))).toBeLessThanOrEqual(0.1);
    expect(lag).toBe(0);
  }
  await page.close();
});

test("the browser renders the samples that the command line wrote", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window();
  const { sha256, frames } = await page.evaluate((id) => window.lab.wholeMix(id as string), studio.id);
  const wav = readFileSync(join(folder, "mixes/first-light.wav"));
  const at = wav.indexOf("data") + 8;
  const samples = wav.subarray(at, at + wav.readUInt32LE(at - 4));
  expect(samples.length).toBe(frames * 8);
  expect(createHash("sha256").update(samples).digest("hex")).toBe(sha256);
  await page.close();
});
