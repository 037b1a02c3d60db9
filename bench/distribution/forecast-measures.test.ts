/** The measures reproduce what the M4 competition published for its naive methods; by hand where there is no data. */
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { readSeriesFile } from "../../runtime/distribution/series-file.ts";
import {
  insideOf,
  intervalScore,
  meanAbsoluteError,
  naive2,
  naiveError,
  seasonalNaive,
  smape,
} from "./forecast-measures.ts";

const folder = "../shared/data/streams/m4";
const none = existsSync(folder) ? "" : `no series in ${folder}`;

test("by hand", () => {
  expect(smape([1, 0, Number.NaN], [3, 0, 9])).toBe(50);
  expect(meanAbsoluteError([1, Number.NaN], [3, 9])).toBe(2);
  expect(naiveError([1, 2, 4, 8], 2)).toBe(4.5);
  // Width 2; one truth 1 above: 2 / 0.05 for it.
  expect(intervalScore([1, 3], [0, 0], [2, 2])).toBe(22);
  expect(insideOf([1, 3, Number.NaN], [0, 0, 0], [2, 2, 2])).toEqual([true, false, null]);
});

test.skipIf(none !== "")(`published figures of M4 Hourly (Makridakis et al. 2020)${none && ` (${none})`}`, async () => {
  const { series } = await readSeriesFile(`${folder}/Hourly-train.csv`);
  const truths = new Map(
    (await readSeriesFile(`${folder}/Hourly-test.csv`)).series.map(({ id, values }) => [id, values]),
  );
  const mean = (of: (history: Float64Array) => Float64Array): [string, string] => {
    let error = 0;
    let scaled = 0;
    for (const { id, values } of series) {
      const forecast = of(values);
      error += smape(truths.get(id)!, forecast) / series.length;
      scaled += meanAbsoluteError(truths.get(id)!, forecast) / naiveError(values, 24) / series.length;
    }
    return [error.toFixed(3), scaled.toFixed(3)];
  };
  expect(mean((history) => naive2(history, 24, 48))).toEqual(["18.383", "2.395"]);
  expect(mean((history) => seasonalNaive(history, 24, 48))).toEqual(["13.912", "1.193"]);
});
