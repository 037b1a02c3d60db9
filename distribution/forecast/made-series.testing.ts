/** Series made for tests, the same at every run. */
import { createRandom } from "../../foundation/statistics/random.ts";
import type { Task } from "./task.ts";

export function madeSeries(length: number, of: (t: number, noise: () => number) => number, seed = 1): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, (_, t) => of(t, () => random.normal()));
}

/** Weekly pattern of a week around 100, with noise of `spread`. */
export function madeWeeks(length: number, spread = 0.05, seed = 1): Float64Array {
  const week = [1, 0.9, 0.9, 0.95, 1.2, 1.4, 1.1];
  return madeSeries(length, (t, noise) => 100 * week[t % 7]! * (1 + spread * noise()), seed);
}

export function taskOf(values: ArrayLike<number>, horizon: number, origins: readonly number[] = [values.length]): Task {
  return {
    values: Float64Array.from(values),
    observed: new Uint8Array(values.length).fill(1),
    horizon,
    origins,
  };
}
