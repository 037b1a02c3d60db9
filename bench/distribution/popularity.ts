/** `popularity` on made-up charts: false alarms without trends, what is found of planted ones; and real charts. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ANNOUNCED_UNDER,
  type AttributeTrend,
  attributeTrends,
  type ChartCell,
  chartDynamics,
  chartRuns,
  type Entry,
} from "../../distribution/index.ts";
import { csvRows } from "../../runtime/project/csv-rows.ts";
import { type Part, table } from "../table.ts";
import { type ChartWorld, chartWorld, type PlantedTrend } from "./chart-world.ts";

/** Reported; the method was set on 1 to 40. */
const FIRST_SEED = 2001;
const WITHOUT = 200;
const WITH = 100;
const PLANTED = 2;

function announced({ cells, songs }: ChartWorld): AttributeTrend[] {
  const entries = chartRuns(cells)
    .filter(({ cutOff }) => !cutOff)
    .map(
      ({ territory, recording, artist, entry }): Entry => ({
        territory,
        recording,
        artist,
        day: entry,
        attributes: songs.get(recording)?.attributes ?? {},
      }),
    );
  return attributeTrends(entries).filter(({ adjusted }) => adjusted <= ANNOUNCED_UNDER);
}

/** A trend of one territory is in all charts together too, weaker. */
const isTrue = (planted: readonly PlantedTrend[], { attribute, territory, slope }: AttributeTrend): boolean =>
  planted.some(
    (one) =>
      one.attribute === attribute &&
      (one.territory === null || one.territory === territory || territory === null) &&
      one.size > 0 === slope > 0,
  );

export function runPopularity(
  first: number,
  without: number,
  withTrends: number,
): { lines: string[]; figures: unknown } {
  let alarms = 0;
  for (let seed = first; seed < first + without; seed++) if (announced(chartWorld(seed, 0)).length > 0) alarms++;
  let all = 0;
  let falseOnes = 0;
  let proportion = 0;
  const found = new Map<string, [number, number]>();
  for (let seed = first; seed < first + withTrends; seed++) {
    const world = chartWorld(seed, PLANTED);
    const said = announced(world);
    const wrong = said.filter((each) => !isTrue(world.planted, each)).length;
    all += said.length;
    falseOnes += wrong;
    proportion += said.length > 0 ? wrong / said.length : 0;
    for (const one of world.planted) {
      const key = `${Math.abs(one.size)} ${one.territory === null ? "everywhere" : "one territory's own songs"}`;
      const [hits, count] = found.get(key) ?? [0, 0];
      const hit = said.some((each) => each.attribute === one.attribute && isTrue([one], each));
      found.set(key, [hits + Number(hit), count + 1]);
    }
  }
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, [hits, count]]) => [key.replace(" ", " deviations a year, "), `${count}`, percent(hits / count)]);
  return {
    lines: [
      ...table(
        ["charts", "worlds", "result"],
        [
          ["without any trend", `${without}`, `${alarms} announce one: ${percent(alarms / without)}`],
          [
            `with ${PLANTED} planted trends`,
            `${withTrends}`,
            `${falseOnes} of ${all} announced are false: ${percent(falseOnes / Math.max(1, all))}; mean over worlds ${percent(proportion / withTrends)}`,
          ],
        ],
      ),
      "",
      ...table(["planted", "trends", "found"], rows),
      "",
      `Seeds from ${first}; five territories, 156 weeks, 60 places, six attributes: 36 tests a world.`,
    ],
    figures: { alarms, all, falseOnes, rows },
  };
}

/** The dynamics of real weekly charts. */
function realCharts(data: string): string[] {
  const folder = join(data, "streams/billboard");
  const cells: ChartCell[] = readdirSync(folder)
    .filter((name) => /^\d{4}$/.test(name))
    .flatMap((year) =>
      readdirSync(join(folder, year)).flatMap((name) =>
        csvRows(readFileSync(join(folder, year, name), "utf8"))
          .slice(1)
          .map(
            ({ cells: [week = "", rank = "", title = "", artist = ""] }): ChartCell => ({
              territory: "US",
              recording: `${title} / ${artist}`,
              artist,
              day: Date.parse(week) / 86_400_000,
              rank: Number(rank),
            }),
          ),
      ),
    );
  return chartDynamics(cells, chartRuns(cells)).flatMap((each) =>
    table(
      ["real weekly chart, 2022 to 2024", "value"],
      [
        ["charts, places, recordings", `${each.charts}, ${each.places}, ${each.recordings}`],
        ["entries a chart", each.entries],
        ["median peak; charts to it", `${each.medianPeak}; ${each.medianToPeak}`],
        ["highest on the first chart", `${(100 * each.debutPeak).toFixed(1)} %`],
        ["one chart only", `${(100 * each.oneChart).toFixed(1)} %`],
        ["half-life in charts (95 %)", `${each.halfLife.value} (${each.halfLife.low} to ${each.halfLife.high})`],
        ...[5, 10, 19, 20, 40].map((time): [string, string] => [
          `still there after ${time} charts`,
          `${(100 * (each.survival.filter((step) => step.time <= time).at(-1)?.share ?? 1)).toFixed(1)} %`,
        ]),
      ],
    ),
  );
}

export const popularity: Part = {
  name: "popularity",
  title: "Popularity",
  async run(data) {
    const { lines, figures } = runPopularity(FIRST_SEED, WITHOUT, WITH);
    return { lines: [...lines, "", ...realCharts(data)], figures };
  },
};
