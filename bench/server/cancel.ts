/** How soon a job that is cancelled has ended. */
import { setTimeout as pause } from "node:timers/promises";
import type { JobView } from "../../runtime/server/api/jobs.ts";
import { median, type Part } from "../table.ts";
import { sawtoothSong } from "./songs.ts";
import { startStudioProcess } from "./studio-process.ts";
import { keepBytes } from "./uploads.ts";

const TIMES = 20;

export const cancelPart: Part = {
  name: "cancel",
  title: "Cancelling a master",
  async run() {
    const studio = await startStudioProcess();
    try {
      const id = await keepBytes(studio, "song.wav", sawtoothSong(200, 110), "mixes");
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const asked = { verb: "master", material: [id], options: { target: ["spotify"], loudness: -20 + n / 10 } };
        const job = await studio.json<JobView>(`${studio.base}/jobs`, "POST", asked);
        const view = (): Promise<JobView> => studio.json<JobView>(`${studio.base}/jobs/${job.id}`);
        while ((await view()).progress === null) await pause(20);
        await pause(50 * (n % 10));
        const from = performance.now();
        let { state } = await studio.json<JobView>(`${studio.base}/jobs/${job.id}/cancel`, "POST");
        while (state === "running") {
          await pause(2);
          ({ state } = await view());
        }
        if (state === "cancelled") times.push(performance.now() - from);
      }
      const longest = Math.max(...times);
      return {
        lines: [
          `- ${times.length} cancelled while they ran: ended after ${median(times).toFixed(0)} ms (median), ${longest.toFixed(0)} ms (longest)`,
        ],
        figures: { times: times.length, median: median(times), longest },
      };
    } finally {
      await studio.close();
    }
  },
};
