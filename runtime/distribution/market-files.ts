/** What a person says of markets in files: prices, and effects that campaigns were measured to have. */
import { readFile } from "node:fs/promises";
import type { MeasuredEffect } from "../../distribution/index.ts";
import { readTerritory } from "../../foundation/catalogue/territory.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import { csvRows, numberOf, refuseCell } from "../project/csv-rows.ts";

/** Half-width of 90 % in standard deviations of a normal distribution. */
const TWO_SIDED_90 = 1.6448536269514722;

/** Rows of territory and euro per thousand impressions, with a header. */
export async function readCosts(path: string): Promise<ReadonlyMap<string, number>> {
  const [header, ...rows] = csvRows(await readFile(path, "utf8"));
  if (!header) throw new FormatError("CSV", 0, "a header: territory, cost", "an empty file");
  if (header.cells[0]?.toLowerCase() !== "territory") refuseCell(header, 0, 'the header "territory"');
  const costs = new Map<string, number>();
  for (const row of rows) {
    const territory = readTerritory(row.cells[0] ?? "") ?? refuseCell(row, 0, "a territory");
    const cost = numberOf(row.cells[1] ?? "");
    if (cost === null || !(cost > 0)) refuseCell(row, 1, "euro per thousand impressions, over 0");
    if (costs.has(territory)) refuseCell(row, 0, "a territory that no row above has");
    costs.set(territory, cost);
  }
  return costs;
}

/**
 * `[{ "territory": "JP", "effect": 3.1, "low": 1.9, "high": 5 }]`: extra streams for a euro with the ends of the 90 %
 * interval. Logarithms have no 0: what lies under a twentieth of the high end counts as that, so that a campaign that
 * brought nothing says so too.
 */
export async function readMeasured(path: string): Promise<MeasuredEffect[]> {
  let rows: unknown;
  try {
    rows = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new FormatError("JSON", 0, "a list of measured effects", (error as Error).message);
  }
  if (!Array.isArray(rows)) throw new FormatError("JSON", 0, "a list of measured effects", typeof rows);
  return rows.map((row: Record<string, unknown>, at) => {
    const territory = readTerritory(String(row?.territory ?? ""));
    const [value, low, high] = [row?.effect, row?.low, row?.high].map((each) =>
      typeof each === "number" ? each : Number.NaN,
    ) as [number, number, number];
    if (territory === null || !(high > 0 && low <= value && value <= high))
      throw new FormatError(
        "JSON",
        0,
        `territory, effect, low and high around it, high over 0, in entry ${at + 1}`,
        JSON.stringify(row),
      );
    const least = high / 20;
    const error = (Math.log(high) - Math.log(Math.max(low, least))) / (2 * TWO_SIDED_90);
    return { territory, value: Math.max(value, least), error: Math.max(0.01, error) };
  });
}
