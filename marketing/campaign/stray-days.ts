/** Dates that nobody can have meant: a post of 2099 in an account of 2026. */

/** Days: two years of silence, then one post. */
const SILENCE = 730;
/** Of fewer dates none is said to be the odd one. */
const LEAST = 5;
const MOST_SHARE = 0.02;

/**
 * The first of the few dates that lie years after all others, in days from 1970-01-01; null where there are none. Old
 * dates are no odd ones: accounts are old.
 *
 * @param dated days of posts and ads
 * @param others days that something else is known of: statements of streams
 */
export function firstStrayDay(dated: readonly number[], others: readonly number[]): number | null {
  if (dated.length < LEAST) return null;
  const days = [...dated].sort((a, b) => a - b);
  const known = others.reduce((newest, day) => Math.max(newest, day), Number.NEGATIVE_INFINITY);
  const most = Math.max(1, Math.floor(MOST_SHARE * days.length));
  for (let count = most; count > 0; count--) {
    const day = days[days.length - count] as number;
    const before = Math.max(days[days.length - count - 1] as number, known);
    if (day - before > SILENCE) return day;
  }
  return null;
}
