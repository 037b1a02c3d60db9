import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { misfits } from "./layout.testing.ts";
import { madeExample } from "./made-example.testing.ts";
import { goTo, newProject, PROJECT_SCREENS, pathOf, SCREENS } from "./screens.testing.ts";
import { noChromium, openTestStudio, root, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let id: string;
let axe: string;
beforeAll(async () => {
  if (noChromium) return;
  axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
  studio = await openTestStudio(await madeExample("first-light"));
  id = studio.id as string;
}, 300_000);
afterAll(() => studio?.close());

/** Violations of WCAG 2.2 A and AA and of best practice, as lines. */
async function violations(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations: all } = await page.evaluate(
      (options) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
      // Nothing but colours is other in the dark.
      colorScheme === "light" ? {} : { runOnly: ["cat.color"] },
    );
    for (const { id: rule, nodes } of all)
      for (const { html, failureSummary } of nodes)
        found.push(`${where}, ${colorScheme}: ${rule}: ${html.slice(0, 160)} ${failureSummary?.split("\n")[1] ?? ""}`);
  }
  return found;
}

test("no violation on any screen with the example, light or dark", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window("/", { calm: true });
  await page.evaluate(axe);
  const found: string[] = [];
  for (const screen of SCREENS) {
    await goTo(page, screen, id);
    for (const summary of await page.locator(".decision > button").all()) {
      await summary.click();
      break;
    }
    found.push(...(await violations(page, screen)));
    if (screen === "help") await page.keyboard.press("Escape");
  }
  expect(found).toEqual([]);
  await page.close();
}, 180_000);

test("no violation with nothing, nor with an error shown", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const empty = await newProject(studio, "Nothing Yet");
  const page = await studio.window(pathOf("listen", empty), { calm: true });
  await page.evaluate(axe);
  const found: string[] = [];
  // What cannot be made: said on whatever screen one looks at.
  await page.getByLabel("Files", { exact: true }).setInputFiles({
    name: "setup.exe",
    mimeType: "application/octet-stream",
    buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4]),
  });
  await page.getByText("no sound, score, table or document").waitFor();
  await page.getByRole("button", { name: "Make everything" }).click();
  await page.locator(".notice.error, .notice.done").first().waitFor();
  for (const screen of PROJECT_SCREENS) {
    await goTo(page, screen, empty);
    found.push(...(await violations(page, `${screen}, nothing`)));
  }
  expect(found).toEqual([]);
  await page.close();
}, 180_000);

for (const [name, width, height] of [
  ["a tablet", 1024, 768],
  ["200 % zoom", 720, 450],
] as const)
  test(`nothing is cut off or lies on something else at ${name}`, async ({ skip }) => {
    if (noChromium) skip(noChromium);
    const page = await studio.window("/", { width, height, calm: true });
    const found: string[] = [];
    for (const screen of SCREENS) {
      await goTo(page, screen, id);
      found.push(...(await misfits(page)).map((what) => `${screen}: ${what}`));
      if (screen === "help") await page.keyboard.press("Escape");
    }
    expect(found).toEqual([]);
    await page.close();
  }, 120_000);
