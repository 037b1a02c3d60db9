/** Territories: ISO 3166-1 codes from codes and names as exports write them, in the languages that exports come in. */
import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import cs from "i18n-iso-countries/langs/cs.json" with { type: "json" };
import de from "i18n-iso-countries/langs/de.json" with { type: "json" };
import en from "i18n-iso-countries/langs/en.json" with { type: "json" };
import es from "i18n-iso-countries/langs/es.json" with { type: "json" };
import fr from "i18n-iso-countries/langs/fr.json" with { type: "json" };
import it from "i18n-iso-countries/langs/it.json" with { type: "json" };
import ja from "i18n-iso-countries/langs/ja.json" with { type: "json" };
import kk from "i18n-iso-countries/langs/kk.json" with { type: "json" };
import nl from "i18n-iso-countries/langs/nl.json" with { type: "json" };
import pl from "i18n-iso-countries/langs/pl.json" with { type: "json" };
import pt from "i18n-iso-countries/langs/pt.json" with { type: "json" };
import ru from "i18n-iso-countries/langs/ru.json" with { type: "json" };
import sv from "i18n-iso-countries/langs/sv.json" with { type: "json" };
import tr from "i18n-iso-countries/langs/tr.json" with { type: "json" };
import uk from "i18n-iso-countries/langs/uk.json" with { type: "json" };
import zh from "i18n-iso-countries/langs/zh.json" with { type: "json" };

interface Locale {
  readonly countries: Readonly<Record<string, string | readonly string[]>>;
}

const locales: readonly Locale[] = [en, de, fr, es, it, pt, nl, sv, pl, cs, ru, uk, kk, tr, ja, zh];

/** ISO 3166-1 reserves ZZ and others for users: a place that is said, but is no country. */
export const UNKNOWN_TERRITORY = "ZZ";
/** All territories together, as charts and statements have it. */
export const WORLD = "WORLD";

const WORLD_NAMES = ["world", "worldwide", "global", "all", "all countries", "all territories", "ww", "glo", "monde"];

/** Common names that the lists lack, or write otherwise. */
const ALSO: Readonly<Record<string, string>> = {
  uk: "GB",
  england: "GB",
  macedonia: "MK",
  swaziland: "SZ",
  burma: "MM",
  "ivory coast": "CI",
  "cape verde": "CV",
  "east timor": "TL",
  vietnam: "VN",
  laos: "LA",
  brunei: "BN",
  moldova: "MD",
  bolivia: "BO",
  venezuela: "VE",
  tanzania: "TZ",
  syria: "SY",
  macau: "MO",
  macao: "MO",
  "hong kong": "HK",
  taiwan: "TW",
  russia: "RU",
  россия: "RU",
  сша: "US",
  великобритания: "GB",
  "korea, south": "KR",
  "south korea": "KR",
  korea: "KR",
  curacao: "CW",
  reunion: "RE",
  kosovo: "XK",
  "democratic republic of congo": "CD",
  "congo, the democratic republic of the": "CD",
};

function plainName(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’`]/g, "'").replace(/\s+/g, " ").trim();
}

const alpha2 = new Set<string>(["XK"]);
const byAlpha3 = new Map<string, string>();
const byName = new Map<string, string>();

function load(): void {
  for (const row of codes as readonly (readonly string[])[]) {
    alpha2.add(row[0] as string);
    byAlpha3.set(row[1] as string, row[0] as string);
  }
  const shared = new Set<string>();
  for (const { countries } of locales) {
    for (const [code, names] of Object.entries(countries)) {
      for (const name of typeof names === "string" ? [names] : names) {
        const plain = plainName(name);
        const known = byName.get(plain);
        if (known !== undefined && known !== code) shared.add(plain);
        byName.set(plain, code);
      }
    }
  }
  // "Congo" is two countries.
  for (const name of shared) byName.delete(name);
  for (const [name, code] of Object.entries(ALSO)) byName.set(plainName(name), code);
}

/** "DE" from "de", "DEU", "Germany", "Deutschland", "Германия"; WORLD from "Global"; null where the text names no place. */
export function readTerritory(text: string): string | null {
  if (alpha2.size === 1) load();
  const bare = text.trim();
  const upper = bare.toUpperCase();
  if (upper.length === 2) return alpha2.has(upper) ? upper : upper === "UK" ? "GB" : null;
  const plain = plainName(bare);
  if (WORLD_NAMES.includes(plain)) return WORLD;
  if (upper.length === 3 && byAlpha3.has(upper)) return byAlpha3.get(upper) as string;
  return byName.get(plain) ?? null;
}

/** The English name of a code; the code itself where there is none. */
export function territoryName(code: string): string {
  if (code === WORLD) return "World";
  if (code === UNKNOWN_TERRITORY) return "Unknown place";
  if (code === "XK") return "Kosovo";
  const name = (en as Locale).countries[code];
  // Where there are several, the last short one is what people say: "South Korea" stands first, "China" second.
  return typeof name === "string" ? name : (SHORT_NAMES[code] ?? name?.[0] ?? code);
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  CN: "China",
  CD: "DR Congo",
  CG: "Congo",
  CI: "Côte d’Ivoire",
  CZ: "Czechia",
  GM: "Gambia",
  IR: "Iran",
  MK: "North Macedonia",
  PS: "Palestine",
  RU: "Russia",
  TW: "Taiwan",
  TZ: "Tanzania",
  US: "United States",
};

/** "840" for "US": how maps number countries. Null where there is none. */
export function territoryNumber(code: string): string | null {
  const row = (codes as readonly (readonly string[])[]).find(([two]) => two === code);
  return row?.[2] ?? null;
}
