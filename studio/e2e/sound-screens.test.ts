/** Listen, Mix, Export and History on the example, as a person uses them. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../foundation/plan/index.ts";
import { madeExample } from "./made-example.testing.ts";
import { pathOf } from "./screens.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
let id: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = await madeExample("first-light");
  studio = await openTestStudio(folder);
  id = studio.id as string;
}, 300_000);
afterAll(() => studio?.close());

const planOf = (path: string): Plan => JSON.parse(readFileSync(join(folder, path), "utf8")) as Plan;
const decision = (path: string, name: string) => planOf(path).decisions.find((each) => each.id === name);
/** In the player: "A", "B". */
const version = (page: Page, letter: string) =>
  page.locator(".versions").getByRole("button", { name: letter, exact: true });
const pressed = async (page: Page, letter: string): Promise<void> => {
  await expect.poll(() => version(page, letter).getAttribute("aria-pressed")).toBe("true");
};

test("Listen: versions by key at equal loudness, a stretch again and again, a blind test to its answer", async ({
  skip,
}) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("listen", id));
  await page.getByText(/equal loudness \(/).waitFor({ timeout: 30_000 });
  // How much each is turned down is shown; the quieter one by nothing.
  const row = page.getByRole("row", { name: /first-light\.master\.wav/ });
  await expect.poll(() => row.innerText()).toMatch(/−[1-9][\d.]*\u202fdB/);
  await page.keyboard.press("2");
  await pressed(page, "B");
  await expect.poll(() => page.locator(".versions").innerText()).toMatch(/equal loudness \(−\d/);
  await page.keyboard.press("x");
  await pressed(page, "A");
  await page.keyboard.press("x");
  await pressed(page, "B");
  await page.keyboard.press("1");
  await pressed(page, "A");
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Pause (Space)" }).waitFor();
  await expect.poll(() => page.locator(".meters dd").first().innerText()).toMatch(/^−?\d/);
  await page.keyboard.press("l");
  await page.getByRole("button", { name: "Stop going round (L)" }).waitFor();
  await page.keyboard.press("l");
  await page.getByRole("button", { name: "Go round the section heard (L)" }).waitFor();
  // Intro, two verses, an end: each is gone round when it is clicked.
  const sections = page.getByRole("list", { name: /^Sections/ });
  await sections.getByRole("button", { name: "B", exact: true }).first().click();
  await page.getByRole("button", { name: "Stop going round (L)" }).waitFor();
  expect(await sections.getByRole("listitem").count()).toBeGreaterThanOrEqual(3);
  await page.keyboard.press("l");
  await page.getByRole("button", { name: "Blind test" }).click();
  for (let trial = 0; trial < 12; trial++) {
    await page.getByRole("button", { name: "Hear X" }).click();
    await page.getByRole("button", { name: trial % 2 ? "X is B" : "X is A" }).click();
  }
  await page.getByText(/^\d+ of 12 right\./).waitFor();
  await page.getByRole("button", { name: "End the test" }).click();
  await page.keyboard.press(" ");
  await page.close();
});

test("Mix: heard live, a fader by keyboard, undone, locked, planned anew around it, rendered", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("mix", id));
  await page.getByRole("button", { name: "Hear it live" }).click();
  await expect.poll(() => page.locator(".meters dd").first().innerText(), { timeout: 20_000 }).toMatch(/^−?\d/);
  await page.getByText("Live: what you change is heard at once.").waitFor();
  await page.locator("main").getByRole("button", { name: "Pause" }).click();

  const before = Number(decision("mixes/plan.json", "fader@vocal")?.value);
  const fader = page.getByRole("slider", { name: "Fader of vocal" });
  await fader.focus();
  for (let n = 0; n < 5; n++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => decision("mixes/plan.json", "fader@vocal")?.by).toBe("person");
  await expect.poll(() => Number(decision("mixes/plan.json", "fader@vocal")?.value)).toBeCloseTo(before + 0.5, 1);
  await page.getByRole("complementary", { name: "Plan" }).getByText("yours").first().waitFor();
  // Keys in a row are one change.
  await page.keyboard.press("Control+z");
  await expect.poll(() => decision("mixes/plan.json", "fader@vocal")?.value).toBe(before);
  await expect.poll(() => decision("mixes/plan.json", "fader@vocal")?.by).toBe("machine");

  // A number typed with its unit, then locked.
  await page.getByRole("button", { name: "vocal", exact: true }).click();
  await page.getByRole("button", { name: /^Fader of vocal [+−\d]/ }).click();
  const value = page.getByRole("textbox", { name: /^Value/ });
  await value.fill("−3 dB");
  await value.press("Enter");
  await expect.poll(() => decision("mixes/plan.json", "fader@vocal")?.value).toBe(-3);
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect.poll(() => decision("mixes/plan.json", "fader@vocal")?.locked).toBe(true);
  await page.getByRole("button", { name: "Re-plan the rest" }).click();
  await page.getByText("Planned anew around what is yours.").waitFor({ timeout: 60_000 });
  expect(decision("mixes/plan.json", "fader@vocal")).toMatchObject({ value: -3, locked: true, by: "person" });
  const mix = (): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, "mixes/first-light.wav")))
      .digest("hex");
  const made = mix();
  await page.getByRole("button", { name: "Mute", exact: true }).first().click();
  await expect.poll(() => decision("mixes/plan.json", "mute@hats")?.value).toBe(true);
  await page.getByRole("button", { name: "Render this plan" }).click();
  await page.getByText("Rendered as the plan says.").waitFor({ timeout: 60_000 });
  expect(mix()).not.toBe(made);
  await page.close();
}, 150_000);

test("History: a version gone back to, a branch made and left again", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("history", id));
  await page.getByRole("button", { name: /^Mix/ }).click();
  expect(decision("mixes/plan.json", "mute@hats")?.value).toBe(true);
  await page.getByRole("button", { name: "Go back to this" }).last().click();
  await expect.poll(() => decision("mixes/plan.json", "mute@hats")?.value).toBe(false);
  await page.getByRole("textbox", { name: "A new branch from here" }).fill("loud");
  await page.getByRole("textbox", { name: "A new branch from here" }).press("Enter");
  await page.getByRole("button", { name: "Branch", exact: true }).click();
  const branches = page.getByRole("region", { name: "Branches" });
  await expect.poll(() => branches.getByRole("button", { name: "loud" }).getAttribute("aria-pressed")).toBe("true");
  await branches.getByRole("button", { name: "A", exact: true }).click();
  await expect
    .poll(() => branches.getByRole("button", { name: "A", exact: true }).getAttribute("aria-pressed"))
    .toBe("true");
  await page.close();
});

test("Export: checksums are those of the files, sessions are written, the record is shown", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("export", id));
  await page.getByRole("combobox", { name: "Show" }).selectOption("masters");
  await page.getByRole("button", { name: "Checksums of all" }).click();
  const path = "masters/first-light.master.wav";
  const sum = createHash("sha256")
    .update(readFileSync(join(folder, path)))
    .digest("hex");
  await page.getByText(sum).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save first-light.master.wav" }).click();
  const saved = readFileSync((await (await download).path()) as string);
  expect(createHash("sha256").update(saved).digest("hex")).toBe(sum);
  await page.getByText("decisions").first().waitFor();
  await page.getByRole("region", { name: "AI-use record", exact: true }).getByRole("row").nth(1).waitFor();
  const reaper = join(folder, "mixes/session/first-light.rpp");
  expect(existsSync(reaper)).toBe(true);
  await page.getByRole("combobox", { name: "Stems in it" }).selectOption("raw");
  await page.getByRole("button", { name: "Write sessions and stems" }).click();
  await page.getByText("Sessions and stems are written.").waitFor({ timeout: 60_000 });
  expect(readFileSync(reaper, "utf8")).toContain("vocal");
  expect(existsSync(join(folder, "mixes/session/first-light.dawproject"))).toBe(true);
  await page.close();
}, 120_000);

test("nothing was complained of in the console", ({ skip }) => {
  if (noChromium) skip(noChromium);
  expect(studio.complaints).toEqual([]);
});
