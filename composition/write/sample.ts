/** Drawing from distributions. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";

/**
 * A candidate drawn by its probability: sharpened by `temperature` (below 1: the likelier more often), leaned by `lean`
 * (added to log probabilities; -Infinity forbids) and cut to the likeliest that make up `mass`. -1 where all are forbidden.
 */
export function draw(
  probabilities: Float64Array,
  count: number,
  random: Random,
  {
    temperature = 1,
    mass = 0.98,
    lean,
  }: { temperature?: number; mass?: number; lean?: (candidate: number) => number } = {},
): number {
  const weights = new Float64Array(count);
  let sum = 0;
  for (let c = 0; c < count; c++) {
    const leaning = lean?.(c) ?? 0;
    if (leaning === -Infinity) continue;
    weights[c] = exp((log((probabilities[c] as number) + 1e-12) + leaning) / temperature);
    sum += weights[c] as number;
  }
  if (!(sum > 0)) return -1;
  const order = Array.from(weights.keys()).sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
  let kept = 0;
  let size = 0;
  while (size < order.length && kept < mass * sum && (weights[order[size] as number] as number) > 0)
    kept += weights[order[size++] as number] as number;
  let at = random.uniform(0, kept);
  for (let k = 0; k < size; k++) {
    at -= weights[order[k] as number] as number;
    if (at < 0) return order[k] as number;
  }
  return order[Math.max(0, size - 1)] as number;
}
