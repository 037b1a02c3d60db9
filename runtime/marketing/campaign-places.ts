/** Where a campaign may run, from the list of markets or from the cities of the exports. */
import { readFile } from "node:fs/promises";
import { territoryFacts } from "../../foundation/catalogue/world.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import type { Place } from "../../marketing/index.ts";
import type { DailyPanel } from "./daily-panel.ts";

/** Half-width of 90 % in standard deviations. */
const TWO_SIDED_90: number = normalQuantile(0.95);
/** Of a market's uncertainty this much is shared by all of them (logs): it says nothing about where to spend. */
const COMMON = 0.42;
const LEAST_DEVIATION = 0.15;
/** Markets that a small campaign looks at. */
const MOST_PLACES = 12;

interface ListedMarket {
  readonly territory: string;
  readonly streamsPerEuro: {
    readonly value: number;
    readonly reasons: readonly { readonly facts: Record<string, number> }[];
  };
  readonly capacity: number;
  readonly euro: number;
}

/**
 * Markets of `markets.json` that the list gives money, the best first; gains are in streams for a unit of the currency.
 *
 * @param perEuro units of the currency for a euro
 * @throws FormatError where the file is no such list
 */
export async function readMarketPlaces(path: string, perEuro: number): Promise<Place[]> {
  const wrong = (found: string): never => {
    throw new FormatError("list of markets", 0, 'markets.json of "songwright markets --out DIR"', found);
  };
  let data: { readonly schema?: unknown; readonly status?: unknown; readonly markets?: unknown };
  try {
    data = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return wrong(error.message);
    throw error;
  }
  if (data?.schema !== "songwright.markets/1") return wrong(JSON.stringify(data?.schema ?? "something else"));
  if (!Array.isArray(data.markets)) return wrong("a list without markets");
  const markets = data.markets as readonly ListedMarket[];
  return markets
    .filter(({ euro, capacity }) => euro > 0 && capacity > 0)
    .slice(0, MOST_PLACES)
    .map(({ territory, streamsPerEuro, capacity }) => {
      const { low = 0, high = 0 } = streamsPerEuro.reasons[0]?.facts ?? {};
      const whole = low > 0 && high > low ? Math.log(high / low) / (2 * TWO_SIDED_90) : COMMON;
      const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, whole * whole - COMMON * COMMON)));
      return { id: territory, gain: streamsPerEuro.value / perEuro, deviation, capacity: capacity * perEuro };
    });
}

/** Streams in three months for a euro, where nothing says more (docs/markets.md), and for how many euro each stream a day is good. */
const ASSUMED_GAIN = 3;
const CAPACITY_A_STREAM = 4;
const CITY_DEVIATION = 0.3;

/** Cities as places, all alike but for their size: whichever answers best is not known. */
export function cityPlaces({ locations, values }: DailyPanel, perEuro: number): Place[] {
  return locations
    .map((id, at) => {
      const series = values[at] as Float64Array;
      const daily = series.reduce((sum, value) => sum + value, 0) / series.length;
      return {
        id,
        gain: ASSUMED_GAIN / perEuro,
        deviation: CITY_DEVIATION,
        capacity: Math.max(20, CAPACITY_A_STREAM * daily) * perEuro,
      };
    })
    .sort((a, b) => b.capacity - a.capacity);
}

/**
 * Languages spoken in each place, the most spoken first; none where nothing says which territory a city is in.
 *
 * @param territoryOf ISO 3166 codes of cities
 */
export function languagesOf(
  places: readonly Place[],
  territoryOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    places.map(({ id }) => {
      const territory = /^[A-Z]{2}$/.test(id) ? id : territoryOf.get(id);
      return [id, territory === undefined ? [] : territoryFacts(territory).languages];
    }),
  );
}
