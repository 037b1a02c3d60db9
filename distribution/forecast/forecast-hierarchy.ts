/** Totals over series: forecast like the others, then all brought together so that the parts add up. */
import type { Forecast, NamedSeries, TableForecast } from "./forecast-table.ts";
import { type Hierarchy, reconcile } from "./reconcile.ts";

/**
 * The series of a table with a total for each parent of `parents` (child to parent, of any depth). Values must stand on
 * the same steps; a total is missing where any part is. Throws RangeError on a circle or on series of other lengths.
 */
export function withTotals(
  table: readonly NamedSeries[],
  parents: ReadonlyMap<string, string>,
): { readonly table: readonly NamedSeries[]; readonly hierarchy: Hierarchy } {
  const length = table[0]?.values.length ?? 0;
  if (table.some(({ values }) => values.length !== length)) throw new RangeError("series of different lengths");
  const above = new Map<string, number[]>();
  table.forEach(({ id }, at) => {
    const seen = new Set([id]);
    for (let up = parents.get(id); up !== undefined; up = parents.get(up)) {
      if (seen.has(up)) throw new RangeError(`${up} is above itself`);
      seen.add(up);
      above.set(up, [...(above.get(up) ?? []), at]);
    }
  });
  const totals = [...above].map(([id, of]) => {
    const values = new Float64Array(length);
    for (const at of of) for (let t = 0; t < length; t++) values[t] = values[t]! + table[at]!.values[t]!;
    return { series: { id, values }, of };
  });
  return {
    table: [...table, ...totals.map(({ series }) => series)],
    hierarchy: {
      bottom: table.map(({ id }) => id),
      nodes: [
        ...table.map(({ id }, at) => ({ id, of: [at] })),
        ...totals.map(({ series: { id }, of }) => ({ id, of })),
      ],
    },
  };
}

/**
 * Forecasts of all nodes, adding up; each interval moves with its forecast. Null where a node has no forecast: then
 * nothing can add up.
 */
export function addedUp(hierarchy: Hierarchy, forecasts: readonly TableForecast[]): Forecast[] | null {
  const done = forecasts.filter((each): each is Forecast => each.status === "done");
  if (done.length < hierarchy.nodes.length) return null;
  const positive = done.every(({ lower }) => lower.every((value) => value >= 0));
  const paths = done.map(({ path }) => path);
  const first = reconcile(hierarchy, paths, "structural");
  // A part below nothing is nothing; the totals follow.
  const floored = positive ? first.map((row) => row.map((value) => Math.max(0, value))) : first;
  const together = positive ? reconcile(hierarchy, floored, "bottom-up") : first;
  return done.map((each, at) => {
    const path = together[at]!;
    const moved = (end: Float64Array): Float64Array =>
      end.map((value, h) => {
        const to = value + path[h]! - each.path[h]!;
        return positive ? Math.max(0, to) : to;
      });
    return { ...each, path, lower: moved(each.lower), upper: moved(each.upper) };
  });
}
