/**
 * Shrunken autoregression: y(t) = c + sum of b(j) y(t - lag(j)), by least squares with a ridge penalty (A. E. Hoerl,
 * R. W. Kennard, Technometrics 12(1), 1970), all origins from one pass over the rows.
 */
import type { Paths, Task } from "./task.ts";

/**
 * `lags`: steps back, rising. `penalty`: added to the sum of squares of each lag, where the variance of the series is 1;
 * over 0. Paths stay within one whole range of what was seen at their origin.
 */
export function autoregression(task: Task, lags: readonly number[], penalty: number): Paths {
  const { values, observed, horizon, origins } = task;
  const size = lags.length;
  const width = size + 1;
  const longest = lags[size - 1]!;
  const first = origins[0]!;
  let mean = 0;
  for (let t = 0; t < first; t++) mean += values[t]! / first;
  let spread = 0;
  for (let t = 0; t < first; t++) spread += (values[t]! - mean) ** 2 / first;
  spread = Math.sqrt(spread) || 1;
  const scaled = new Float64Array(values.length + horizon);
  for (let t = 0; t < values.length; t++) scaled[t] = (values[t]! - mean) / spread;
  // Sums of products of the lags, of a one, and of the target, in one lower triangle.
  const full = width + 1;
  const sums = new Float64Array(full * full);
  const row = new Float64Array(full);
  const paths = new Float64Array(origins.length * horizon);
  let t = longest;
  origins.forEach((origin, at) => {
    for (; t < origin; t++) {
      if (!observed[t]) continue;
      for (let j = 0; j < size; j++) row[j] = scaled[t - lags[j]!]!;
      row[size] = 1;
      row[width] = scaled[t]!;
      for (let i = 0; i < full; i++) {
        const value = row[i]!;
        const base = i * full;
        for (let j = 0; j <= i; j++) sums[base + j] = sums[base + j]! + value * row[j]!;
      }
    }
    const b = solve(sums, size, penalty);
    const path = scaled.slice(0, origin + horizon);
    let low = Infinity;
    let high = -Infinity;
    for (let s = 0; s < origin; s++) {
      low = Math.min(low, path[s]!);
      high = Math.max(high, path[s]!);
    }
    const room = high - low;
    for (let h = 0; h < horizon; h++) {
      const s = origin + h;
      let sum = b[size]!;
      for (let j = 0; j < size; j++) sum += b[j]! * path[s - lags[j]!]!;
      path[s] = Math.min(high + room, Math.max(low - room, sum));
      paths[at * horizon + h] = mean + spread * path[s]!;
    }
  });
  return paths;
}

/** Coefficients and, last, the constant. */
function solve(sums: Float64Array, size: number, penalty: number): Float64Array {
  const full = size + 2;
  const count = sums[size * full + size]!;
  const b = new Float64Array(size + 1);
  if (!(count > 0)) return b;
  const lower = new Float64Array(size * size);
  const half = new Float64Array(size);
  const mean = (j: number): number => sums[size * full + j]! / count;
  const target = sums[(size + 1) * full + size]! / count;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = sums[i * full + j]! - count * mean(i) * mean(j);
      if (i === j) sum += penalty;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * size + j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = sums[(size + 1) * full + i]! - count * mean(i) * target;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * half[k]!;
    half[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = half[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * b[k]!;
    b[i] = sum / lower[i * size + i]!;
  }
  let constant = target;
  for (let j = 0; j < size; j++) constant -= b[j]! * mean(j);
  b[size] = constant;
  return b;
}
