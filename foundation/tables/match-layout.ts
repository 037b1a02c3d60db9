/** Which layout a header line is of. */
import { type ColumnSpec, type Layout, type MeasureSpec, plainHeader } from "./layout.ts";

/** A layout found in a file: which column of the file each of its keys is. */
export interface LayoutMatch {
  readonly layout: Layout;
  /** Column of the file for each key; keys that the file lacks are absent. */
  readonly columns: Readonly<Record<string, number>>;
  /** Currency codes in header names, by key. */
  readonly currencies: Readonly<Record<string, string>>;
  /** Columns of the file that the layout does not know. */
  readonly unknown: readonly number[];
}

const CURRENCY = "{currency}";

const plainNames = new Map<string, string>();

/** The names of layouts are the same for every line that is looked at. */
function plainName(name: string): string {
  let plain = plainNames.get(name);
  if (plain === undefined) {
    plain = plainHeader(name);
    plainNames.set(name, plain);
  }
  return plain;
}

function matchName(spec: ColumnSpec, header: string): { readonly currency: string | null } | null {
  for (const name of spec.names) {
    const plain = plainName(name);
    if (plain === header) return { currency: null };
    const at = plain.indexOf(CURRENCY);
    if (at < 0) continue;
    const [before, after] = [plain.slice(0, at), plain.slice(at + CURRENCY.length)];
    const code = header.slice(before.length, header.length - after.length);
    if (header.startsWith(before) && header.endsWith(after) && /^[a-z]{3}$/.test(code)) {
      return { currency: code.toUpperCase() };
    }
  }
  return null;
}

/** Keys of the columns of which a measure needs one. */
export function measureKeys({ quantity, amount, each = [] }: MeasureSpec): string[] {
  return [quantity, amount, ...each].filter((key) => key !== undefined);
}

/** The layout laid on a header; null where a column that it cannot do without is missing, or any figure. */
export function matchLayout(layout: Layout, header: readonly string[]): LayoutMatch | null {
  const plain = header.map(plainHeader);
  const columns: Record<string, number> = {};
  const currencies: Record<string, string> = {};
  const taken = new Set<number>();
  for (const [key, spec] of Object.entries(layout.columns)) {
    let found = -1;
    for (let at = 0; at < plain.length && found < 0; at++) {
      if (taken.has(at)) continue;
      const match = matchName(spec, plain[at] as string);
      if (!match) continue;
      found = at;
      if (match.currency) currencies[key] = match.currency;
    }
    if (found >= 0) {
      columns[key] = found;
      taken.add(found);
    } else if (!spec.optional) return null;
  }
  const unknown = plain.map((_, at) => at).filter((at) => !taken.has(at));
  if (layout.strict && unknown.length > 0) return null;
  const counts = layout.measures.some((measure) => measureKeys(measure).some((key) => key in columns));
  return counts || layout.fans ? { layout, columns, currencies, unknown } : null;
}

/** First names of the columns that the layout cannot do without and the header lacks. */
export function missingColumns(layout: Layout, header: readonly string[]): string[] {
  const plain = header.map(plainHeader);
  return Object.values(layout.columns)
    .filter((spec) => !spec.optional && !plain.some((name) => matchName(spec, name)))
    .map(({ names }) => names[0] ?? "");
}

/**
 * Layouts that a header may be of, best first: the one that leaves the fewest columns unexplained, then the one that
 * uses the most. Two that are equal in both are a question for the person.
 */
export function matchLayouts(layouts: readonly Layout[], header: readonly string[]): LayoutMatch[] {
  return layouts
    .map((layout) => matchLayout(layout, header))
    .filter((match): match is LayoutMatch => match !== null)
    .sort(compareMatches);
}

/** Negative: the first explains the header better. */
export function compareMatches(a: LayoutMatch, b: LayoutMatch): number {
  return a.unknown.length - b.unknown.length || Object.keys(b.columns).length - Object.keys(a.columns).length;
}
