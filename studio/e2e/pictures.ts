/**
 * `npm run pictures -- [DIR] [--all]`: every screen photographed. Without --all the light and dark ones of the example
 * at 1440 by 900, for the documentation; with it also 1024 by 768, with nothing, with an error and with something
 * running.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { buildStudio } from "../../runtime/server/build-studio.ts";
import { madeExample } from "./made-example.testing.ts";
import { goTo, newProject, PROJECT_SCREENS, SCREENS, type ScreenName } from "./screens.testing.ts";
import { noChromium, openTestStudio, root, type TestStudio } from "./studio.testing.ts";

const words = process.argv.slice(2);
const into = resolve(words.find((word) => !word.startsWith("-")) ?? "docs/pictures/studio");
const all = words.includes("--all");

if (noChromium) throw new Error(noChromium);
await buildStudio(join(root, "dist", "studio"), console.log);
mkdirSync(into, { recursive: true });
// The song of notes is shown where one composes, the recording everywhere else.
const first = await openTestStudio(await madeExample("first-light"));
const second = await openTestStudio(await madeExample("low-tide"));

const SIZES = all
  ? ([
      [1440, 900],
      [1024, 768],
    ] as const)
  : ([[1440, 900]] as const);

for (const [width, height] of SIZES)
  for (const dark of [false, true]) {
    const name = (screen: ScreenName, state: string): string =>
      join(into, `${screen}-${state === "example" && !all ? "" : `${state}-${width}-`}${dark ? "dark" : "light"}.png`);
    const page = await open(first, "home", { width, height, dark });
    for (const screen of SCREENS.filter((each) => each !== "compose")) {
      await goTo(page, screen, first.id as string);
      if (screen === "listen") await page.waitForFunction(() => !/[Mm]easuring|Reading/.test(document.body.innerText));
      await photograph(page, name(screen, "example"));
      if (screen === "help") await page.keyboard.press("Escape");
    }
    await page.close();
    const song = await open(second, "compose", { width, height, dark });
    await song.waitForTimeout(500);
    await photograph(song, name("compose", "example"));
    await song.close();
    if (!all) continue;
    const empty = await newProject(first, "Nothing Yet");
    const nothing = await open(first, "home", { width, height, dark });
    for (const screen of PROJECT_SCREENS) {
      await goTo(nothing, screen, empty);
      await photograph(nothing, name(screen, "nothing"));
    }
    // What nobody can mix: it fails, and says so on every screen.
    for (const screen of PROJECT_SCREENS) {
      await goTo(nothing, screen, empty);
      if (screen === "listen") await nothing.getByRole("button", { name: "Make everything" }).click();
      await nothing
        .locator(".notice.error")
        .first()
        .waitFor({ timeout: 30_000 })
        .catch(() => {});
      await photograph(nothing, name(screen, "error"));
    }
    await nothing.close();
    const busy = await open(second, "home", { width, height, dark });
    await second.ask(`/api/projects/${second.id}/jobs`, {
      verb: "mix",
      material: ["stems"],
      options: { force: true, "no-master": true, session: "none", name: `busy ${width} ${dark}` },
    });
    for (const screen of PROJECT_SCREENS) {
      await goTo(busy, screen, second.id as string);
      await photograph(busy, name(screen, "running"));
    }
    const { jobs } = await second.ask<{ jobs: { id: number; state: string }[] }>(`/api/projects/${second.id}/jobs`);
    for (const { id, state } of jobs)
      if (state === "running" || state === "queued")
        await second.ask(`/api/projects/${second.id}/jobs/${id}/cancel`, {});
    await busy.close();
  }
for (const studio of [first, second]) {
  if (studio.complaints.length > 0) console.log([...new Set(studio.complaints)].join("\n"));
  await studio.close();
}

function open(
  studio: TestStudio,
  screen: ScreenName,
  looks: { readonly width: number; readonly height: number; readonly dark: boolean },
): Promise<Page> {
  return studio.window("/", { ...looks, calm: true }).then(async (page) => {
    await goTo(page, screen, studio.id as string);
    return page;
  });
}

async function photograph(page: Page, path: string): Promise<void> {
  await page.waitForTimeout(250);
  writeFileSync(path, await page.screenshot());
}
