/** Locations by days: what a geo test is judged on. */
import { InputError } from "../../foundation/plan/errors.ts";

export interface GeoPanel {
  readonly locations: readonly string[];
  /** ISO days, ascending, without gaps in what was measured. */
  readonly days: readonly string[];
  /** One series a location, one value a day. */
  readonly values: readonly Float64Array[];
}

export interface GeoRow {
  readonly location: string;
  readonly day: string;
  readonly value: number;
  /** For messages. */
  readonly line: number;
}

/** Throws InputError with the line where a value is there twice, and with what is missing where one is not there. */
export function geoPanel(rows: readonly GeoRow[]): GeoPanel {
  const locations = [...new Set(rows.map(({ location }) => location))].sort();
  const days = [...new Set(rows.map(({ day }) => day))].sort();
  const place = new Map(locations.map((location, at) => [location, at]));
  const moment = new Map(days.map((day, at) => [day, at]));
  const values = locations.map(() => new Float64Array(days.length).fill(Number.NaN));
  for (const { location, day, value, line } of rows) {
    const series = values[place.get(location) as number] as Float64Array;
    const at = moment.get(day) as number;
    if (!Number.isNaN(series[at]))
      throw new InputError(
        `$.rows[line ${line}]`,
        "one value for a location and day",
        `a second for ${location} on ${day}`,
      );
    series[at] = value;
  }
  for (const [at, location] of locations.entries()) {
    const missing = days.filter((_, day) => Number.isNaN((values[at] as Float64Array)[day]));
    if (missing.length > 0) {
      throw new InputError(
        "$.rows",
        `a value for ${location} on every day`,
        `none on ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ` and ${missing.length - 3} more` : ""}`,
      );
    }
  }
  return { locations, days, values };
}

/** Treated and donors of one test. */
export interface GeoTest {
  /** Mean of the treated locations. */
  readonly treated: Float64Array;
  readonly donors: readonly Float64Array[];
  readonly donorNames: readonly string[];
  /** Rows of the test, both included. */
  readonly start: number;
  readonly end: number;
}

/** @param treated names; all others are donors */
export function geoTest(
  { locations, values, days }: GeoPanel,
  treated: readonly string[],
  start: number,
  end: number,
): GeoTest {
  const chosen = new Set(treated);
  const mean = new Float64Array(days.length);
  for (const [at, location] of locations.entries()) {
    if (!chosen.has(location)) continue;
    const series = values[at] as Float64Array;
    for (let day = 0; day < days.length; day++)
      mean[day] = (mean[day] as number) + (series[day] as number) / chosen.size;
  }
  const others = locations.flatMap((location, at) => (chosen.has(location) ? [] : [at]));
  return {
    treated: mean,
    donors: others.map((at) => values[at] as Float64Array),
    donorNames: others.map((at) => locations[at] as string),
    start,
    end,
  };
}
