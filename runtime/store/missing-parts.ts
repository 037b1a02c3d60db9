/** Statements in several files of which some are not there: each file counts its own records only, so nothing else shows it. */
import type { StoredStatement } from "./state-database.ts";

export interface MissingParts {
  readonly account: string;
  readonly layout: string;
  readonly statement: string;
  readonly have: readonly string[];
  /** As file names say them: "2of3". */
  readonly missing: readonly string[];
}

/** By names of files as DDEX has them (DSRF part 1: `..._1of2_...`); versions that were replaced do not count. */
export function missingParts(
  statements: readonly Pick<StoredStatement, "account" | "layout" | "key" | "part" | "active">[],
): MissingParts[] {
  const whole = new Map<string, { readonly of: MissingParts; readonly count: number; readonly have: Set<number> }>();
  for (const { account, layout, key, part, active } of statements) {
    const [, number, count] = /^(\d+)of(\d+)$/.exec(part) ?? [];
    if (!active || number === undefined || count === undefined || Number(count) > MOST_PARTS) continue;
    const id = JSON.stringify([account, layout, key, Number(count)]);
    const known = whole.get(id) ?? {
      of: { account, layout, statement: key, have: [], missing: [] },
      count: Number(count),
      have: new Set<number>(),
    };
    known.have.add(Number(number));
    whole.set(id, known);
  }
  return [...whole.values()].flatMap(({ of, count, have }) => {
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    const named = (wanted: boolean): string[] =>
      numbers.filter((number) => have.has(number) === wanted).map((number) => `${number}of${count}`);
    return have.size < count ? [{ ...of, have: named(true), missing: named(false) }] : [];
  });
}

/** More are no parts but something else in a name. */
const MOST_PARTS = 1000;
