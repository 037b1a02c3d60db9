/**
 * Periods that a series repeats with, from its autocorrelation. A season found is a proposal: experts that use it still
 * have to earn their weight.
 */

/** Lengths of a day, a week, a month, a year in the steps that people count in. */
const CUSTOMARY = [4, 7, 12, 24, 52, 168, 364];
/** A day within a week, a week within a year: people live by both. */
const COMPANIONS: Readonly<Record<number, number>> = { 24: 168, 7: 364 };
/** Of the variance that is left, a longer season must explain this much. */
const LONGER_AT_LEAST = 0.2;
const SHORTEST_AT_LEAST = 0.3;

/**
 * Rising periods, at most two: the hint (or, without one, the strongest customary period) and the longer one that best
 * explains what the first leaves. `hint` 1: no short season, longer ones are looked for all the same. A hint needs two
 * cycles, what is looked for a little more.
 */
export function findSeasons(values: Float64Array, hint: number | null): number[] {
  const { length } = values;
  const fits = (period: number): boolean => length >= 2 * period + Math.min(period, 8);
  const changes = differences(values);
  let base = hint !== null && hint > 1 && length >= 2 * hint ? hint : 1;
  if (hint === null) {
    const found = strongest(changes, CUSTOMARY.filter(fits), SHORTEST_AT_LEAST);
    base = found ?? 1;
  }
  if (base === 1 && hint === null) return [];
  const companion = COMPANIONS[base];
  if (companion !== undefined && fits(companion)) return [base, companion];
  const rest = base > 1 ? withoutSeason(values, base) : changes;
  const longer = CUSTOMARY.filter((period) => period > base && period % base === 0 && fits(period));
  for (const times of [2, 3, 4, 5, 6]) if (base > 1 && fits(base * times)) longer.push(base * times);
  const found = strongest(rest, [...new Set(longer)], LONGER_AT_LEAST);
  return [...(base > 1 ? [base] : []), ...(found === null ? [] : [found])];
}

function differences(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - 1 }, (_, t) => values[t + 1]! - values[t]!);
}

/** What is left by the mean of each place of the period within a window of about five cycles: levels may wander. */
function withoutSeason(values: Float64Array, period: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let t = 0; t < values.length; t++) {
    let sum = 0;
    let count = 0;
    for (let cycle = -2; cycle <= 2; cycle++) {
      const s = t + cycle * period;
      if (s < 0 || s >= values.length) continue;
      sum += values[s]!;
      count++;
    }
    out[t] = values[t]! - sum / count;
  }
  return out;
}

/** The candidate with the highest autocorrelation, if it is over `least` and over twice its standard error. */
function strongest(values: Float64Array, candidates: readonly number[], least: number): number | null {
  let best: number | null = null;
  let highest = -Infinity;
  for (const period of candidates) {
    const r = autocorrelation(values, period);
    const error = 1 / Math.sqrt(values.length - period);
    if (r < Math.max(least, 2.6 * error)) continue;
    // A slope is near to itself at every distance; a season more than half a period off it.
    if (r < autocorrelation(values, period + (period >> 1)) + least / 2) continue;
    // The shorter of two that explain as much.
    if (r > highest + (best !== null && period % best === 0 ? 0.05 : 0)) {
      highest = r;
      best = period;
    }
  }
  return best;
}

/** Of pairs `lag` apart, from -1 to 1 (each side with its own mean and spread); 0 for constants. */
export function autocorrelation(values: Float64Array, lag: number): number {
  const count = values.length - lag;
  let ma = 0;
  let mb = 0;
  for (let t = 0; t < count; t++) {
    ma += values[t]! / count;
    mb += values[t + lag]! / count;
  }
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let t = 0; t < count; t++) {
    const a = values[t]! - ma;
    const b = values[t + lag]! - mb;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
