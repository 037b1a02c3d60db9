/**
 * Whether an effect of a given size can be refused: exact conformal inference (Chernozhukov, Wüthrich and Zhu 2021, JASA
 * 116). The effect is taken off, the counterfactual is fitted on all days, and the residuals of the test are compared with
 * those of all other windows of the same length. Weights fitted on the days before only would leave the test's residuals
 * larger than the others also without any effect.
 */
import type { Random } from "../../foundation/statistics/random.ts";
import { counterfactual, type GeoMethod } from "./counterfactual-weights.ts";
import type { GeoTest } from "./geo-panel.ts";

export interface EffectTester {
  /** Share of cyclic shifts of the residuals that are as large in the test's window. */
  pValue(effect: number): number;
  /** The same for shuffled residuals: too small where days hang together. */
  shuffledPValue(effect: number, random: Random, times: number): number;
}

export function createEffectTester({ treated, donors, start, end }: GeoTest, method: GeoMethod): EffectTester {
  const days = treated.length;
  const all = Array.from({ length: days }, (_, day) => day);
  let near: Float64Array | undefined;
  const sizes = (effect: number): Float64Array => {
    const without = treated.map((value, day) => (day >= start && day <= end ? value - effect : value));
    const { weights, predicted } = counterfactual(without, donors, all, method, near);
    if (method === "synthetic-control") near = weights;
    return without.map((value, day) => Math.abs(value - (predicted[day] as number)));
  };
  const length = end - start + 1;
  const windowSum = (residuals: Float64Array, shift: number): number => {
    let sum = 0;
    for (let day = 0; day < length; day++) sum += residuals[(start + day + shift) % days] as number;
    return sum;
  };
  return {
    pValue(effect) {
      const residuals = sizes(effect);
      const own = windowSum(residuals, 0);
      let asLarge = 0;
      for (let shift = 0; shift < days; shift++)
        if (windowSum(residuals, shift) >= own - 1e-9 * Math.abs(own)) asLarge++;
      return asLarge / days;
    },
    shuffledPValue(effect, random, times) {
      const residuals = [...sizes(effect)];
      const own = windowSum(Float64Array.from(residuals), 0);
      let asLarge = 1;
      for (let round = 0; round < times; round++) {
        if (windowSum(Float64Array.from(random.shuffle(residuals)), 0) >= own - 1e-9 * Math.abs(own)) asLarge++;
      }
      return asLarge / (times + 1);
    },
  };
}

/** Steps either way in which an effect that fits is looked for. */
const FAR = 30;

/**
 * Effects that are not refused at `level`: from the estimate outwards in steps until three in a row are refused, then the
 * border by halving.
 *
 * @param scale size of a step: about a standard error
 */
export function effectInterval(tester: EffectTester, estimate: number, scale: number, level: number): [number, number] {
  const refused = (effect: number): boolean => tester.pValue(effect) <= level;
  let middle = estimate;
  if (refused(estimate)) {
    // What was found itself does not fit: the effect that fits best stands in the middle.
    let best = tester.pValue(estimate);
    for (let step = -FAR; step <= FAR; step++) {
      const chance = tester.pValue(estimate + step * scale);
      if (chance <= best) continue;
      best = chance;
      middle = estimate + step * scale;
    }
  }
  const border = (sign: 1 | -1): number => {
    let last = 0;
    let misses = 0;
    for (let step = 1; step <= 60 && misses < 3; step++) {
      if (refused(middle + sign * step * scale)) misses++;
      else {
        last = step;
        misses = 0;
      }
    }
    let low = last;
    let high = last + 1;
    for (let round = 0; round < 8; round++) {
      const half = (low + high) / 2;
      if (refused(middle + sign * half * scale)) high = half;
      else low = half;
    }
    return middle + sign * low * scale;
  };
  return [border(-1), border(1)];
}
