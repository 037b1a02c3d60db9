/** How long the API takes while two songs are being rendered. */
import { setTimeout as pause } from "node:timers/promises";
import type { JobView } from "../../runtime/server/api/jobs.ts";
import { median, type Part, table } from "../table.ts";
import { sawtoothSong } from "./songs.ts";
import { answered, type StudioProcess, startStudioProcess } from "./studio-process.ts";
import { keepBytes } from "./uploads.ts";

const SECONDS = 200;

export const latencyPart: Part = {
  name: "latency",
  title: "The API while two songs are mastered",
  async run() {
    const studio = await startStudioProcess();
    try {
      const songs = [sawtoothSong(SECONDS, 110), sawtoothSong(SECONDS, 147)];
      const ids: string[] = [];
      for (const [n, bytes] of songs.entries()) ids.push(await keepBytes(studio, `song ${n}.wav`, bytes, "mixes"));
      await asked(studio, ids[0] as string, 2000, async () => false); // loads what is loaded once
      const idle = await asked(studio, ids[0] as string, 5000, async () => false);
      const jobs = await Promise.all(
        ids.map((id) =>
          studio.json<JobView>(`${studio.base}/jobs`, "POST", {
            verb: "master",
            material: [id],
            options: { target: ["spotify"] },
          }),
        ),
      );
      const running = async (): Promise<boolean> => {
        const views = await Promise.all(jobs.map(({ id }) => studio.json<JobView>(`${studio.base}/jobs/${id}`)));
        return views.some(({ state }) => state === "queued" || state === "running");
      };
      const busy = await asked(studio, ids[0] as string, 120_000, async () => !(await running()));
      const views = await Promise.all(jobs.map(({ id }) => studio.json<JobView>(`${studio.base}/jobs/${id}`)));
      const rows = [...busy].map(([name, times]) => {
        const quiet = idle.get(name) as number[];
        return [
          name,
          `${times.length}`,
          ms(median(times)),
          ms(share(times, 0.99)),
          ms(Math.max(...times)),
          ms(share(quiet, 0.99)),
        ];
      });
      const all = [...busy.values()].flat();
      return {
        lines: [
          ...table(
            ["request", "times", "median", "99 of 100 within", "longest", "the same with nothing running"],
            rows,
          ),
          "",
          `- all ${all.length} requests: median ${ms(median(all))}, 99 of 100 within ${ms(share(all, 0.99))}`,
          `- jobs: ${views.map(({ state }) => state).join(", ")}; largest resident set of the server ${studio.peakMiB().toFixed(0)} MiB`,
        ],
        figures: {
          p99: share(all, 0.99),
          median: median(all),
          peakMiB: studio.peakMiB(),
          states: views.map(({ state }) => state),
        },
      };
    } finally {
      await studio.close();
    }
  },
};

const ms = (value: number): string => `${value.toFixed(1)} ms`;

function share(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] as number;
}

/** Asks as a studio does that shows jobs and plays a song, one request after the other; times in milliseconds. */
async function asked(
  studio: StudioProcess,
  file: string,
  most: number,
  over: () => Promise<boolean>,
): Promise<Map<string, number[]>> {
  const { base } = studio;
  const paths: Readonly<Record<string, (n: number) => string>> = {
    "GET start": () => "/api/start",
    "GET jobs": () => `${base}/jobs`,
    "GET files": () => `${base}/files`,
    "GET pcm, 16,384 frames": (n) => `${base}/files/${file}/pcm?from=${(n * 16_384) % 8_000_000}&frames=16384`,
  };
  const times = new Map(Object.keys(paths).map((name) => [name, [] as number[]]));
  const begun = performance.now();
  for (let n = 0; performance.now() - begun < most; n++) {
    for (const [name, path] of Object.entries(paths)) {
      const from = performance.now();
      await answered(studio.options(path(n), "GET"));
      times.get(name)?.push(performance.now() - from);
      await pause(10);
    }
    if (n % 10 === 9 && (await over())) break;
  }
  return times;
}
