/** From a fresh start to a master, as somebody does it who was never here. */
import { statSync } from "node:fs";
import { writeSong } from "../../studio/e2e/sounds.testing.ts";
import { openTestStudio } from "../../studio/e2e/studio.testing.ts";
import { type Part, table } from "../table.ts";

const SECONDS = 180;

export const firstMasterPart: Part = {
  name: "first-master",
  title: `From a fresh start to a master of ${SECONDS} seconds`,
  async run() {
    const begun = performance.now();
    const studio = await openTestStudio(null);
    try {
      const page = await studio.window("/");
      await page.getByRole("heading", { name: "What have you got?" }).waitFor();
      const stands = performance.now();
      const song = writeSong("night drive.wav", SECONDS);
      const ready = performance.now();
      // The first action.
      await page.getByLabel("Files", { exact: true }).setInputFiles(song);
      const button = page.getByRole("button", { name: "Master it" });
      await button.waitFor();
      // The second.
      await button.click();
      await page.getByRole("heading", { name: "Delivered" }).waitFor({ timeout: 300_000 });
      const done = performance.now();
      const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
      return {
        lines: table(
          ["what", "measured", "wanted"],
          [
            ["actions: drop, “Master it”", "2", "≤ 3"],
            ["from the start of the studio until its first page stands", seconds(stands - begun), ""],
            [`from the drop (${(statSync(song).size / 1e6).toFixed(0)} MB) to the master`, seconds(done - ready), ""],
            ["both together", seconds(done - ready + stands - begun), "≤ 60 s"],
          ],
        ),
        figures: { actions: 2, startMs: stands - begun, masterMs: done - ready },
      };
    } finally {
      await studio.close();
    }
  },
};
