/** How long the studio takes from a click or a key to the next frame, on a walk through all of its screens. */
import type { Page } from "playwright-core";
import { madeExample } from "../../studio/e2e/made-example.testing.ts";
import { goTo, PROJECT_SCREENS } from "../../studio/e2e/screens.testing.ts";
import { openTestStudio } from "../../studio/e2e/studio.testing.ts";
import { median, type Part, table } from "../table.ts";

interface Interaction {
  readonly screen: string;
  readonly name: string;
  readonly id: number;
  readonly milliseconds: number;
}

const ROUNDS = 3;
/** Faster than anybody presses one thing after the other. */
const BETWEEN_MS = 60;
/** Of one screen, what is pressed on the way: enough to be many, few enough that no job begins. */
const KEYS = ["Tab", "Tab", "Tab", "ArrowDown", "1", "2", "x", "l", "l", " ", " "] as const;

export const interactionsPart: Part = {
  name: "interactions",
  title: "From a click or a key to the next frame, on a walk through all screens",
  async run() {
    const studio = await openTestStudio(await madeExample("first-light"));
    try {
      const page = await studio.window(`/project/${studio.id}/listen`);
      await page.getByText(/equal loudness/).waitFor({ timeout: 60_000 });
      await watch(page);
      for (let round = 0; round < ROUNDS; round++)
        for (const screen of PROJECT_SCREENS) {
          await page.evaluate((now) => {
            (window as unknown as { screenNow: string }).screenNow = now;
          }, screen);
          await page.getByRole("navigation").getByRole("link", { name: screen }).click();
          await goTo(page, screen, studio.id as string);
          const between = (): Promise<void> => page.waitForTimeout(BETWEEN_MS);
          for (const key of KEYS) await page.keyboard.press(key).then(between);
          for (const line of (await page.locator(".decision > button").all()).slice(0, 4))
            await line.click().then(between);
          for (const item of (await page.locator(".list-button").all()).slice(0, 3)) await item.click().then(between);
          await page.waitForTimeout(200);
        }
      const all = await page.evaluate(() => (window as unknown as { interactions: Interaction[] }).interactions);
      // Several events of one press are one interaction: the longest of them (web.dev, INP).
      const byId = new Map<number, Interaction>();
      for (const each of all) if (each.milliseconds > (byId.get(each.id)?.milliseconds ?? -1)) byId.set(each.id, each);
      const each = [...byId.values()];
      const times = each.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
      const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
      const slowest = each.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
      return {
        lines: [
          ...table(
            ["interactions", "median", "95 of 100 within", "longest", "wanted"],
            [
              [
                String(times.length),
                `${median(times)} ms`,
                `${p95} ms`,
                `${times.at(-1)} ms`,
                "95 of 100 within 100 ms",
              ],
            ],
          ),
          "",
          `- the longest: ${slowest.map(({ screen, name, milliseconds }) => `${screen}, ${name} ${milliseconds} ms`).join("; ")}`,
        ],
        figures: { count: times.length, p95, median: median(times), slowest },
      };
    } finally {
      await studio.close();
    }
  },
};

/** Event Timing: durations to the next paint, in steps of 8 ms; what takes less than 16 ms is not told and counts as 16. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const kept: Interaction[] = [];
    Object.assign(window, { interactions: kept, screenNow: "listen" });
    // Without a screen Chromium tells of a frame only with the one behind it: so that there always is one.
    const pulse = document.body.appendChild(document.createElement("div"));
    pulse.style.cssText = "position:fixed;left:0;top:0;width:1px;height:1px";
    const beat = (time: number): void => {
      pulse.style.background = time % 2 < 1 ? "#000001" : "#000002";
      requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[])
        if (entry.interactionId > 0)
          kept.push({
            screen: (window as unknown as { screenNow: string }).screenNow,
            name: entry.name,
            id: entry.interactionId,
            milliseconds: Math.max(16, entry.duration),
          });
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
}
