/** What is known of territories beside their names: people, languages, currency. */

import continents from "country-json/src/country-by-continent.json" with { type: "json" };
import currencies from "country-json/src/country-by-currency-code.json" with { type: "json" };
import languages from "country-json/src/country-by-languages.json" with { type: "json" };
import populations from "country-json/src/country-by-population.json" with { type: "json" };
import { readTerritory } from "./territory.ts";

export interface TerritoryFacts {
  /** People, as of 2018 (World Bank figures in country-json); null where not known. */
  readonly people: number | null;
  /** English names, the most spoken first. */
  readonly languages: readonly string[];
  /** ISO 4217. */
  readonly currency: string | null;
  readonly continent: string | null;
}

const NONE: TerritoryFacts = { people: null, languages: [], currency: null, continent: null };
const known = new Map<string, { -readonly [K in keyof TerritoryFacts]: TerritoryFacts[K] }>();

function load(): void {
  const put = <K extends keyof TerritoryFacts>(country: string, key: K, value: TerritoryFacts[K] | undefined): void => {
    const code = readTerritory(country);
    if (code === null || value === null || value === undefined) return;
    const facts = known.get(code) ?? { ...NONE };
    facts[key] = value;
    known.set(code, facts);
  };
  for (const { country, population } of populations as { country: string; population: number | null }[]) {
    put(country, "people", population);
  }
  for (const row of languages as { country: string; languages: string[] | null }[])
    put(row.country, "languages", row.languages ?? []);
  for (const { country, currency_code } of currencies as { country: string; currency_code: string | null }[]) {
    put(country, "currency", currency_code);
  }
  for (const { country, continent } of continents as { country: string; continent: string | null }[]) {
    put(country, "continent", continent);
  }
}

export function territoryFacts(code: string): TerritoryFacts {
  if (known.size === 0) load();
  return known.get(code) ?? NONE;
}
