/** The measures of the M4 competition (S. Makridakis, E. Spiliotis, V. Assimakopoulos, IJF 36, 2020) and its naive methods. */

type Row = ArrayLike<number>;

/** Mean of 200 |y - f| / (|y| + |f|), per cent; missing targets skipped, 0/0 taken as 0. */
export function smape(truth: Row, forecast: Row): number {
  return mean(truth, (y, h) => {
    const size = Math.abs(y) + Math.abs(forecast[h]!);
    return size === 0 ? 0 : (200 * Math.abs(y - forecast[h]!)) / size;
  });
}

export function meanAbsoluteError(truth: Row, forecast: Row): number {
  return mean(truth, (y, h) => Math.abs(y - forecast[h]!));
}

/** Mean absolute difference of values one period apart: what MASE and MSIS divide by. */
export function naiveError(history: Row, period: number): number {
  const late = Array.from(history).slice(period);
  return mean(late, (y, t) => Math.abs(y - history[t]!));
}

/** Mean interval score for 1 - `alpha` (T. Gneiting, A. E. Raftery, JASA 102, 2007), not yet divided by the naive error. */
export function intervalScore(truth: Row, lower: Row, upper: Row, alpha = 0.05): number {
  return mean(truth, (y, h) => {
    const below = Math.max(0, lower[h]! - y);
    const above = Math.max(0, y - upper[h]!);
    return upper[h]! - lower[h]! + (2 / alpha) * (below + above);
  });
}

/** Whether each truth lies inside; null where it is missing. */
export function insideOf(truth: Row, lower: Row, upper: Row): (boolean | null)[] {
  return Array.from(truth, (y, h) => (Number.isNaN(y) ? null : y >= lower[h]! && y <= upper[h]!));
}

function mean(values: Row, of: (value: number, at: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = Number.isNaN(values[at]!) ? Number.NaN : of(values[at]!, at);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

export function seasonalNaive(history: Row, period: number, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => history[history.length - period + (h % period)]!);
}

/** Naive2 as the competition's code has it: a multiplicative season where a test at 90 % finds one, then the last value. */
export function naive2(history: Row, period: number, horizon: number): Float64Array {
  const { length } = history;
  const indices = isSeasonal(history, period) ? classicalIndices(history, period) : new Float64Array(period).fill(1);
  const last = history[length - 1]! / indices[(length - 1) % period]!;
  return Float64Array.from({ length: horizon }, (_, h) => last * indices[(length + h) % period]!);
}

function isSeasonal(history: Row, period: number): boolean {
  const { length } = history;
  if (period < 2 || length < 3 * period) return false;
  const all = Array.from(history);
  const average = all.reduce((sum, value) => sum + value, 0) / length;
  const whole = all.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const at = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < length; t++) sum += (all[t]! - average) * (all[t - lag]! - average);
    return sum / whole;
  };
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += at(lag) ** 2;
  return Math.abs(at(period)) > 1.645 * Math.sqrt((1 + 2 * squares) / length);
}

/** Means of value over centred moving average, brought to a mean of 1. */
function classicalIndices(history: Row, period: number): Float64Array {
  const half = period >> 1;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = half; t < history.length - half; t++) {
    let trend = 0;
    for (let d = -half; d <= half; d++) trend += history[t + d]! * (period % 2 === 0 && Math.abs(d) === half ? 0.5 : 1);
    sums[t % period] = sums[t % period]! + (history[t]! * period) / trend;
    counts[t % period] = counts[t % period]! + 1;
  }
  const indices = sums.map((sum, place) => sum / counts[place]!);
  const average = indices.reduce((sum, value) => sum + value, 0) / period;
  return indices.map((value) => value / average);
}
