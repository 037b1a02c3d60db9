/** What comes before the first page stands, and when it stands. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openTestStudio, root } from "../../studio/e2e/studio.testing.ts";
import { median, type Part, table } from "../table.ts";

const TIMES = 9;

export const openingPart: Part = {
  name: "opening",
  title: "Opening the studio: JavaScript that comes first, and the largest paint",
  async run() {
    const studio = await openTestStudio(null);
    try {
      const paints: number[] = [];
      let scripts: readonly string[] = [];
      for (let time = 0; time < TIMES; time++) {
        // A context of its own each time: nothing is cached.
        const page = await studio.window("/");
        await page.getByRole("heading", { name: "To try things on" }).waitFor();
        await page.waitForTimeout(500);
        const found = await page.evaluate(
          () =>
            new Promise<{ paint: number; scripts: string[] }>((done) => {
              new PerformanceObserver((list) => {
                done({
                  paint: list.getEntries().at(-1)?.startTime ?? Number.NaN,
                  scripts: performance
                    .getEntriesByType("resource")
                    .map(({ name }) => new URL(name).pathname)
                    .filter((path) => path.endsWith(".js")),
                });
              }).observe({ type: "largest-contentful-paint", buffered: true });
            }),
        );
        paints.push(found.paint);
        scripts = found.scripts;
        await page.close();
      }
      const sizes = scripts.map(
        (path) => gzipSync(readFileSync(join(root, "dist", "studio", path)), { level: 9 }).length,
      );
      const bytes = sizes.reduce((sum, each) => sum + each, 0);
      return {
        lines: table(
          ["what", "measured", "wanted"],
          [
            [
              `JavaScript before the first page stands, gzip (${scripts.length} files)`,
              `${kilobytes(bytes)} kB`,
              "≤ 150 kB",
            ],
            [`largest contentful paint, median of ${TIMES}`, `${seconds(median(paints))} s`, "≤ 1.0 s"],
            ["the slowest of them", `${seconds(Math.max(...paints))} s`, ""],
          ],
        ),
        figures: { javascriptBytes: bytes, paintsMs: paints },
      };
    } finally {
      await studio.close();
    }
  },
};

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
