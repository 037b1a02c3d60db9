/** Every screen of the studio, and how to wait until one stands. */
import type { Page } from "playwright-core";
import type { TestStudio } from "./studio.testing.ts";

export const PROJECT_SCREENS = [
  "listen",
  "compose",
  "mix",
  "master",
  "audience",
  "campaign",
  "data",
  "export",
  "jobs",
  "history",
] as const;
export const SCREENS = ["home", ...PROJECT_SCREENS, "settings", "help"] as const;
export type ScreenName = (typeof SCREENS)[number];

/** The address of a screen of a project; help is opened on Home. */
export function pathOf(screen: ScreenName, project: string): string {
  if (screen === "home" || screen === "help") return "/";
  return screen === "settings" ? "/settings" : `/project/${project}/${screen}`;
}

/** Goes to another screen as a link does: without loading the page again. */
export async function goTo(page: Page, screen: ScreenName, project: string): Promise<void> {
  await page.evaluate(
    (path) => {
      history.pushState(null, "", path + location.hash);
      dispatchEvent(new PopStateEvent("popstate"));
    },
    pathOf(screen, project),
  );
  await settled(page);
  if (screen === "help") await page.keyboard.press("?");
  await settled(page);
}

/** Until nothing is being read any more, and the screen has drawn what it has. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1, main h2").first().waitFor();
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 120))));
}

/** A project of the studio's own, made by its API. */
export async function newProject(studio: TestStudio, title: string): Promise<string> {
  return (await studio.ask<{ id: string }>("/api/projects", { title, artist: "Me" })).id;
}
