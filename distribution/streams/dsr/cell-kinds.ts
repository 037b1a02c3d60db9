/** Whether a cell of a flat file is of its kind (XML Schema part 2 for the plain kinds; DSRF for the others). */

import { allowedValues } from "./allowed-values.ts";
import { isCalendarDay } from "./calendar.ts";

/** What a cell should have been, and a test of its text. */
export interface CellKind {
  readonly expected: string;
  test(text: string): boolean;
}

const pattern = (expected: string, regex: RegExp): CellKind => ({ expected, test: (text) => regex.test(text) });

const plainKinds: Readonly<Record<string, CellKind>> = {
  text: { expected: "text", test: () => true },
  // The reader finds the profile by this cell: what it does not know is refused there.
  ProfileId: { expected: "a profile", test: () => true },
  whole: pattern("a whole number", /^[+-]?\d+$/),
  decimal: pattern("a decimal number", /^[+-]?(?:\d+\.?\d*|\.\d+)$/),
  flag: pattern("true or false", /^(?:true|false|1|0)$/i),
  date: {
    expected: "a date like 2026-03-01",
    test: (text) => /^\d{4}(?:-\d{2}){0,2}$/.test(text) && isCalendarDay(text),
  },
  moment: {
    expected: "a date with time like 2026-03-01T12:00:00",
    test: (text) =>
      /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/.test(text) &&
      isCalendarDay(text.slice(0, 10)),
  },
  duration: pattern(
    "a duration like PT3M25S",
    /^-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  ),
  isrc: pattern("an ISRC", /^[A-Za-z]{2}[A-Za-z0-9]{3}\d{7}$/),
  iswc: pattern("an ISWC like T0345246801", /^T\d{10}$/),
  icpn: pattern("12 to 14 digits", /^\d{12,14}$/),
  isan: pattern("an ISAN", /^(?:[A-Fa-f0-9]{12}|[A-Fa-f0-9]{24}|[A-Fa-f0-9]{16}[A-Za-z][A-Fa-f0-9]{8}[A-Za-z])$/),
  party: pattern("namespace::identifier", /::/),
  dpid: pattern("a DPID like PADPIDA2014111801Y", /^PADPIDA[A-Za-z0-9]+$/),
  one: pattern("1", /^1$/),
  message: pattern("dsrf/ and its version", /^dsrf\//),
  version: pattern("1.0 or 1.1", /^1\.[01]$/),
  CurrentTerritoryCode: pattern("a territory", /^(?:[A-Z]{2}|\d{1,4}|[A-Z]{2}-[A-Z]{2,3}|Worldwide)$/),
  IsoLanguageCode: pattern("a language code", /^[a-z]{2,3}$/),
};

/** Kinds by name; unknown names are mistakes of ours. */
export function cellKind(name: string): CellKind {
  const plain = plainKinds[name];
  if (plain) return name === "CurrentTerritoryCode" ? territoryKind : plain;
  const values = allowedValues[name];
  if (values === undefined) throw new Error(`no kind ${name}`);
  const set = new Set(values.split(" "));
  const shown = [...set].slice(0, 4).join(", ");
  return { expected: `one of ${name} (${shown}${set.size > 4 ? ", …" : ""})`, test: (text) => set.has(text) };
}

const countries = new Set((allowedValues.Territories ?? "").split(" "));
/** ISO 3166-1 with codes that were withdrawn, TIS numbers, subdivisions in use, and Worldwide. */
const territoryKind: CellKind = {
  expected: "a territory code or Worldwide",
  test: (text) => countries.has(text) || /^\d{1,4}$/.test(text),
};
