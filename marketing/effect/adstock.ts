/**
 * Spend works on after its week: geometric adstock (S. Broadbent 1979; Y. Jin et al. 2017, "Bayesian Methods for Media Mix
 * Modeling with Carryover and Shape Effects", section 2.1), normalised so that the same spend every week gives that spend.
 */

/** Weeks whose mean stands for what was spent before the first row. */
const BEFORE = 4;

/**
 * @param spend a value a week, 0 or more
 * @param retention share of a week's pressure that is left a week later, 0 to under 1
 * @param delay whole weeks until a week's spend begins to work
 */
export function geometricAdstock(spend: Float64Array, retention: number, delay = 0): Float64Array {
  const first = Math.min(BEFORE, spend.length);
  let before = 0;
  for (let week = 0; week < first; week++) before += (spend[week] as number) / first;
  let pressure = before;
  return spend.map((_, week) => {
    const value = week < delay ? before : (spend[week - delay] as number);
    pressure = (1 - retention) * value + retention * pressure;
    return pressure;
  });
}

/** How many weeks after it is spent money works on average. */
export function meanLagWeeks(retention: number, delay: number): number {
  return delay + retention / (1 - retention);
}
