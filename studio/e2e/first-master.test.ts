import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSong } from "./sounds.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
beforeAll(async () => {
  if (noChromium === null) studio = await openTestStudio(null);
});
afterAll(() => studio?.close());

test("from a fresh start to a master: drop the song, master it", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window();
  // The first action.
  await page.getByLabel("Files", { exact: true }).setInputFiles(writeSong("night drive.wav"));
  // The second: what it is stands there, and what one would most likely want is the first button.
  await page.getByText("WAV, 44.1 kHz").waitFor();
  await page.getByRole("button", { name: "Master it" }).click();
  await page
    .getByText("Mastered.")
    .or(page.getByRole("heading", { name: "Delivered" }))
    .first()
    .waitFor({ timeout: 60_000 });
  await page.getByText("night drive.master.wav").first().waitFor();
  const [project] = readdirSync(studio.home);
  const masters = join(studio.home, project as string, "masters");
  expect(existsSync(join(masters, "night drive.master.wav"))).toBe(true);
  expect(existsSync(join(masters, "night drive.plan.json"))).toBe(true);
  await page.getByText("True-peak ceiling").first().waitFor();
  expect(studio.complaints).toEqual([]);
  await page.close();
});
