/**
 * Seasons taken out and put back (classical decomposition by centred moving averages, the
 * median of each place), for experts that know levels and
 * trends alone. Factors where all values are over 0, else differences.
 */
import type { Paths, Task } from "./task.ts";

export interface Season {
  /** One for each place of the period, place 0 at the first value. Mean 1 (factors) or 0 (differences). */
  readonly indices: Float64Array;
  readonly factors: boolean;
}

/** Needs two periods; a period of 1 gives no season. */
export function seasonOf(values: Float64Array, length: number, period: number): Season {
  let low = Infinity;
  for (let t = 0; t < length; t++) low = Math.min(low, values[t]!);
  const factors = low > 0;
  const indices = new Float64Array(period).fill(factors ? 1 : 0);
  if (period < 2 || length < 2 * period) return { indices, factors };
  const half = period >> 1;
  const even = period % 2 === 0;
  const seen = Array.from({ length: period }, (): number[] => []);
  let sum = 0;
  for (let t = 0; t < period; t++) sum += values[t]!;
  for (let t = half; t + half < length; t++) {
    // `sum` covers t - half to t - half + period - 1; an even period takes half of each end.
    const mean = (even ? sum + (values[t + half]! - values[t - half]!) / 2 : sum) / period;
    seen[t % period]!.push(factors ? values[t]! / mean : values[t]! - mean);
    sum += (values[t - half + period] ?? 0) - values[t - half]!;
  }
  let mean = 0;
  for (let place = 0; place < period; place++) {
    const found = Float64Array.from(seen[place]!).sort();
    indices[place] = found.length > 0 ? middle(found) : factors ? 1 : 0;
    mean += indices[place]! / period;
  }
  for (let place = 0; place < period; place++)
    indices[place] = factors ? Math.max(1e-6, indices[place]! / mean) : indices[place]! - mean;
  return { indices, factors };
}

/** An expert without seasons: one path of `horizon` values from a history; `late` where it may learn from all of it. */
export type LevelExpert = (history: Float64Array, horizon: number, late: boolean) => Float64Array;

/** At every origin: the season so far taken out, the expert asked, the season put back. */
export function adjusted(task: Task, period: number, expert: LevelExpert): Paths {
  const { values, horizon, origins } = task;
  const paths = new Float64Array(origins.length * horizon);
  origins.forEach((origin, at) => {
    const { indices, factors } = seasonOf(values, origin, period);
    const history = values.slice(0, origin);
    for (let t = 0; t < origin; t++)
      history[t] = factors ? history[t]! / indices[t % period]! : history[t]! - indices[t % period]!;
    const path = expert(history, horizon, at === origins.length - 1);
    for (let h = 0; h < horizon; h++) {
      const index = indices[(origin + h) % period]!;
      paths[at * horizon + h] = factors ? path[h]! * index : path[h]! + index;
    }
  });
  return paths;
}

/** Of rising values. */
export function middle(rising: Float64Array): number {
  const half = rising.length >> 1;
  return rising.length % 2 ? rising[half]! : (rising[half - 1]! + rising[half]!) / 2;
}

/** The median of the last `count` values, for ever. */
export function medianLevel(count: number): LevelExpert {
  return (history, horizon) =>
    new Float64Array(horizon).fill(middle(history.slice(Math.max(0, history.length - count)).sort()));
}
