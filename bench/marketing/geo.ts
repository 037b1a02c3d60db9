/** Geo tests: figures that GeoLift published, and tests of nothing. */
import { join } from "node:path";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type GeoEffect, type GeoPanel, geoEffect, geoPlan } from "../../marketing/index.ts";
import { readGeoFile } from "../../runtime/marketing/geo-file.ts";
import { type Part, table } from "../table.ts";

const FILE = "social/geolift/GeoLift_PreTest.csv";
const TESTS = 400;

export const geoPublished: Part = {
  name: "geo-published",
  title: "Market selection on GeoLift's own data",
  async run(data) {
    const panel = await readGeoFile(join(data, FILE));
    const rows = geoPlan(panel, {
      among: null,
      sets: [["chicago", "portland"]],
      sizes: [],
      lengths: [15, 10],
      cost: 7.5,
      effect: 0.1,
    });
    const long = rows.find(({ days }) => days === 15);
    const short = rows.find(({ days }) => days === 10);
    return {
      lines: table(
        ["chicago and portland, +10 %", "here", "published"],
        [
          ["ATT, 15 days", (long?.att ?? 0).toFixed(4), "290.0071"],
          ["scaled L2 imbalance", (long?.l2ImbalanceScaled ?? 0).toFixed(7), "0.1738778"],
          ["investment, 15 days", (long?.investment ?? 0).toFixed(2), "64563.75"],
          ["share of all", (long?.share ?? 0).toFixed(8), "0.03306537"],
          ["investment, 10 days", (short?.investment ?? 0).toFixed(2), "43646.25"],
        ],
      ),
      figures: rows,
    };
  },
};

export const geoPlacebos: Part = {
  name: "geo-placebos",
  title: "Tests of nothing: 1 to 4 random places, ends from day 50 on, the method chosen by placebos",
  async run(data) {
    const panel = await readGeoFile(join(data, FILE));
    const random = createRandom(50);
    const rows: string[][] = [];
    for (const length of [10, 15, 20]) {
      const chosen = { "synthetic-control": 0, augmented: 0, difference: 0 };
      let alarms = 0;
      let inside = 0;
      let slowest = 0;
      const start = performance.now();
      for (let round = 0; round < TESTS; round++) {
        const end = random.integer(49, panel.days.length - 1);
        const treated = random.shuffle([...panel.locations]).slice(0, random.integer(1, 4));
        const begin = performance.now();
        const { method, pValueBlock, interval90 } = judge(panel, treated, end - length + 1, end);
        slowest = Math.max(slowest, performance.now() - begin);
        if (pValueBlock <= 0.05) alarms++;
        if (interval90.att[0] <= 0 && interval90.att[1] >= 0) inside++;
        chosen[method]++;
      }
      rows.push([
        `${length} days`,
        `${TESTS}`,
        `${((100 * alarms) / TESTS).toFixed(1)} %`,
        `${((100 * inside) / TESTS).toFixed(1)} %`,
        `${((performance.now() - start) / TESTS).toFixed(0)} ms`,
        `${slowest.toFixed(0)} ms`,
        `${chosen["synthetic-control"]}, ${chosen.augmented}, ${chosen.difference}`,
      ]);
    }
    return {
      lines: table(
        [
          "length",
          "tests",
          "false alarms at 5 %",
          "90 % interval holds 0",
          "time each",
          "slowest",
          "synthetic, augmented, difference",
        ],
        rows,
      ),
      figures: rows,
    };
  },
};

function judge(whole: GeoPanel, treated: readonly string[], start: number, end: number): GeoEffect {
  const panel = {
    ...whole,
    days: whole.days.slice(0, end + 1),
    values: whole.values.map((series) => series.slice(0, end + 1)),
  };
  return geoEffect(panel, { treated, start, end, method: null, cost: null, spent: null, seed: 1 });
}
