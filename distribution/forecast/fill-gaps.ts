/** Gaps filled, so that experts can step through a series; what was filled in is never learned from nor judged by. */

export interface Filled {
  readonly values: Float64Array;
  /** 1 where observed, 0 where filled in. */
  readonly observed: Uint8Array;
  /** How many were filled in. */
  readonly filled: number;
}

/**
 * `values` with NaN for missing, at least one present. A gap takes the same place of the period before (its own level
 * if that is missing too: the last value); at the beginning, that of the period after, or the first value.
 */
export function fillGaps(values: Float64Array, period: number): Filled {
  const out = Float64Array.from(values);
  const observed = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  let filled = 0;
  const first = observed.indexOf(1);
  for (let t = 0; t < out.length; t++) {
    if (observed[t]) continue;
    filled++;
    if (t < first) continue;
    const before = t - period;
    out[t] = before >= first ? out[before]! : out[t - 1]!;
  }
  for (let t = first - 1; t >= 0; t--) {
    const after = t + period;
    out[t] = after < out.length && period > 1 ? out[after]! : out[first]!;
  }
  return { values: out, observed, filled };
}
