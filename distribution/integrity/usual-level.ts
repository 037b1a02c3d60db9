/** What is usual on each day: a median over four months, so that two months of something else do not move it. */

/** Days on each side of the median. */
const REACH = 60;

/**
 * Median of the 121 days around each day; near the ends of the same number of days, as far as there are as many.
 *
 * @param from place of the first day that counts (a recording's first day); before it the level is 0
 */
export function usualLevel(values: Float64Array, from: number): Float64Array {
  const out = new Float64Array(values.length);
  const length = values.length - from;
  const width = Math.min(length, 2 * REACH + 1);
  if (width < 1) return out;
  const sorted = values.slice(from, from + width).sort();
  let start = from;
  for (let day = from; day < values.length; day++) {
    const wanted = Math.max(from, Math.min(day - REACH, values.length - width));
    while (start < wanted) {
      replace(sorted, values[start]!, values[start + width]!);
      start++;
    }
    const middle = width >> 1;
    out[day] = width % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }
  return out;
}

/** Takes one value out of a sorted row and puts another in. */
function replace(sorted: Float64Array, old: number, fresh: number): void {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < old) low = middle + 1;
    else high = middle;
  }
  let at = low;
  while (at + 1 < sorted.length && sorted[at + 1]! < fresh) {
    sorted[at] = sorted[at + 1]!;
    at++;
  }
  while (at > 0 && sorted[at - 1]! > fresh) {
    sorted[at] = sorted[at - 1]!;
    at--;
  }
  sorted[at] = fresh;
}
