/** Totals over series: forecast like the others, then all brought together so that the parts add up. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { fillGaps } from "./fill-gaps.ts";
import type { Forecast, NamedSeries, TableForecast } from "./forecast-table.ts";
import { type Hierarchy, reconcile } from "./reconcile.ts";

export interface TableWithTotals {
  /** The series given, then the totals. */
  readonly table: readonly NamedSeries[];
  /** Of the series that are part of a total, and the totals. */
  readonly hierarchy: Hierarchy;
}

/**
 * A total for each parent of `parents` (child to parent, of any depth) over the series of the table, which all end at
 * the same moment. What lies before the first value of a part counts as nothing; gaps are filled, a period of `season`
 * steps before. Throws RangeError on a circle.
 */
export function withTotals(
  table: readonly NamedSeries[],
  parents: ReadonlyMap<string, string>,
  season: number,
): TableWithTotals {
  const parts = table.filter(({ id, values }) => parents.has(id) && values.some((value) => !Number.isNaN(value)));
  const above = new Map<string, number[]>();
  parts.forEach(({ id }, at) => {
    const seen = new Set([id]);
    for (let up = parents.get(id); up !== undefined; up = parents.get(up)) {
      if (seen.has(up)) throw new RangeError(`${up} is above itself`);
      seen.add(up);
      above.set(up, [...(above.get(up) ?? []), at]);
    }
  });
  const whole = parts.map(({ values }) => fillGaps(values, season).values);
  const totals = [...above].map(([id, of]) => {
    const length = Math.max(...of.map((at) => whole[at]!.length));
    const values = new Float64Array(length);
    for (const at of of) {
      const part = whole[at]!;
      for (let t = 0; t < part.length; t++) {
        const place = length - part.length + t;
        values[place] = values[place]! + part[t]!;
      }
    }
    return { series: { id, values }, of };
  });
  return {
    table: [...table, ...totals.map(({ series }) => series)],
    hierarchy: {
      bottom: parts.map(({ id }) => id),
      nodes: [
        ...parts.map(({ id }, at) => ({ id, of: [at] })),
        ...totals.map(({ series: { id }, of }) => ({ id, of })),
      ],
    },
  };
}

/**
 * Logarithms of factors by which known things change a total, from those of its parts (history, then `horizon`): each
 * counts by its share, ahead by that of its last steps without the effect. Parts end together; null where nothing is known.
 */
export function effectsOnTotal(
  parts: readonly NamedSeries[],
  effects: readonly (Float64Array | null)[],
  horizon: number,
): Float64Array | null {
  if (effects.every((each) => each === null)) return null;
  const length = Math.max(...parts.map(({ values }) => values.length));
  const changed = new Float64Array(length + horizon);
  const plain = new Float64Array(length + horizon);
  parts.forEach(({ values }, at) => {
    const effect = effects[at];
    const start = length - values.length;
    let level = 0;
    for (let t = 0; t < values.length + horizon; t++) {
      const known = exp(effect?.[t] ?? 0);
      const value = values[t] ?? Number.NaN;
      const base = Number.isNaN(value) ? level : value / known;
      if (!Number.isNaN(value)) level += (base - level) / Math.min(t + 1, LEVEL_STEPS);
      plain[start + t] = plain[start + t]! + base;
      changed[start + t] = changed[start + t]! + base * known;
    }
  });
  return changed.map((value, t) => (value > 0 && plain[t]! > 0 ? log(value / plain[t]!) : 0));
}

/** A part's level is a mean over about so many steps. */
const LEVEL_STEPS = 28;

/**
 * The forecasts, those of the hierarchy adding up; each interval moves with its forecast. The ids of what has no forecast
 * but is part of a total, where there are any: then nothing can add up.
 */
export function addedUp(
  hierarchy: Hierarchy,
  forecasts: readonly TableForecast[],
): { readonly forecasts: readonly TableForecast[] } | { readonly lacking: readonly string[] } {
  const byId = new Map(forecasts.map((each) => [each.id, each]));
  const nodes = hierarchy.nodes.map(({ id }) => byId.get(id));
  const done = nodes.filter((each): each is Forecast => each?.status === "done");
  if (done.length < nodes.length)
    return { lacking: hierarchy.nodes.map(({ id }) => id).filter((id) => byId.get(id)?.status !== "done") };
  const positive = done.every(({ lower }) => lower.every((value) => value >= 0));
  const paths = done.map(({ path }) => path);
  // How far each may move follows from how unsure it is: the widths of the intervals stand for past errors.
  const widths = done.map(({ lower, upper }) => [0, ...upper.map((end, h) => end - lower[h]!)]);
  const first = reconcile(hierarchy, paths, "diagonal", widths);
  // A part below nothing is nothing; the totals follow.
  const floored = positive ? first.map((row) => row.map((value) => Math.max(0, value))) : first;
  const together = positive ? reconcile(hierarchy, floored, "bottom-up") : first;
  const moved = new Map(
    done.map((each, at) => {
      const path = together[at]!;
      const along = (end: Float64Array): Float64Array =>
        end.map((value, h) => {
          const to = value + path[h]! - each.path[h]!;
          return positive ? Math.max(0, to) : to;
        });
      return [each.id, { ...each, path, lower: along(each.lower), upper: along(each.upper) }] as const;
    }),
  );
  return { forecasts: forecasts.map((each) => moved.get(each.id) ?? each) };
}
