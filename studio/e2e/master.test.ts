/** Master: targets, a reference, a plan that was edited; an album in another order. On short songs. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../foundation/plan/index.ts";
import { ffmpegPresent } from "../../runtime/codecs/outside-programs.testing.ts";
import { pathOf } from "./screens.testing.ts";
import { writeSong } from "./sounds.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
let id: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = mkdtempSync(join(tmpdir(), "songwright-master-"));
  mkdirSync(join(folder, "mixes"));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/1", title: "Two Songs", artist: "Me", mixes: [] }),
  );
  copyFileSync(writeSong("one.wav", 6), join(folder, "mixes", "one.wav"));
  copyFileSync(writeSong("two.wav", 7, 44_100, 0.2), join(folder, "mixes", "two.wav"));
  mkdirSync(join(folder, "references"));
  copyFileSync(
    writeSong("a song that I like.wav", 8, 44_100, 0.7),
    join(folder, "references", "a song that I like.wav"),
  );
  copyFileSync(writeSong("another.wav", 6, 44_100, 0.5), join(folder, "references", "another.wav"));
  studio = await openTestStudio(folder);
  id = studio.id as string;
});
afterAll(() => studio?.close());

const plan = (path: string): Plan => JSON.parse(readFileSync(join(folder, path), "utf8")) as Plan;

test("targets and a reference; then a decision changed and the plan rendered", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("master", id));
  await page.getByRole("checkbox", { name: "preview what codecs make of it" }).uncheck();
  await page.getByRole("checkbox", { name: "Apple Music" }).check();
  await page.getByRole("checkbox", { name: "Spotify, normal loudness" }).check();
  await page.getByRole("combobox", { name: "Should sound like" }).selectOption({ label: "a song that I like.wav" });
  await page.getByRole("button", { name: "Master it" }).click();
  await page.getByText("Mastered.").waitFor({ timeout: 60_000 });
  const line = "masters/one.plan.json";
  expect(plan(line).decisions.some((each) => each.id === "loudness.target@spotify")).toBe(true);
  await page.getByRole("heading", { name: "Delivered" }).waitFor();
  const delivered = page.getByRole("region", { name: "Delivered", exact: true });
  expect(await delivered.getByRole("row").count()).toBeGreaterThanOrEqual(3);
  await page.getByText("Tone").first().waitFor();

  const plans = page.getByRole("complementary", { name: "Plan" });
  await plans
    .getByRole("button", { name: /^True-peak ceiling/ })
    .first()
    .click();
  const value = plans.getByRole("textbox", { name: /^Value/ });
  await value.fill("-2");
  await value.press("Enter");
  await plans.getByText("yours").first().waitFor();
  await page.getByRole("button", { name: "Render this plan" }).click();
  await page.getByText("Rendered as the plan says.").waitFor({ timeout: 60_000 });
  const changed = plan(line).decisions.find(({ by }) => by === "person");
  expect(changed).toMatchObject({ value: -2, unit: "dBTP" });
  await page.close();
}, 120_000);

test("a sound learned from two songs is aimed at; what a codec makes of the master is heard against it", async ({
  skip,
}) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("master", id));
  await page.getByRole("button", { name: "Learn one sound from all references" }).click();
  await page.getByText("Their sound is learned").waitFor({ timeout: 60_000 });
  await page.getByRole("combobox", { name: "Should sound like" }).selectOption({ label: "the sound of references" });
  await page.getByRole("button", { name: "Master anew, keep what is mine" }).click();
  await page.getByText("Mastered.").waitFor({ timeout: 60_000 });
  const reasons = JSON.stringify(plan("masters/one.plan.json"));
  expect(reasons).toContain("references");
  if (!ffmpegPresent) skip("ffmpeg is missing");
  await page.getByRole("button", { name: /against what aac-128 makes of it/ }).click();
  await page.locator(".versions").getByRole("button", { name: "B", exact: true }).waitFor();
  await page.getByText(/equal loudness \(/).waitFor({ timeout: 30_000 });
  // Tried, not delivered.
  await page.goto(page.url().replace("/master", "/export"));
  await page.getByRole("button", { name: "Checksums of all" }).waitFor();
  expect(await page.getByText("aac-128").count()).toBe(0);
  await page.close();
}, 120_000);

test("an album: the order changed by keyboard, and mastered in it", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("master", id));
  await page.getByRole("checkbox", { name: "together as an album" }).check();
  await page.getByRole("heading", { name: "Album of 2" }).waitFor();
  await page.getByRole("checkbox", { name: "preview what codecs make of it" }).uncheck();
  const songs = page.getByRole("region", { name: "Sequence" }).getByRole("listitem");
  expect(await songs.first().innerText()).toContain("one.wav");
  await songs.first().getByRole("button", { name: "Later" }).focus();
  await page.keyboard.press("Enter");
  expect(await songs.first().innerText()).toContain("two.wav");
  await page.getByRole("button", { name: "Master it" }).click();
  await page.getByText("Mastered.").waitFor({ timeout: 60_000 });
  await page
    .getByRole("complementary", { name: "Plan" })
    .getByText(/^\d+ decisions/)
    .waitFor();
  expect(existsSync(join(folder, "masters/album.plan.json"))).toBe(true);
  expect(plan("masters/album.plan.json").material.map(({ name }) => name.split("/").at(-1))).toEqual([
    "two.wav",
    "one.wav",
  ]);
  expect(studio.complaints).toEqual([]);
  await page.close();
}, 90_000);
