/** Seasons repeated: the last one, or the middle of several. */
import type { Paths, Task } from "./task.ts";

/** The value one period before (again and again beyond one period). A period of 1 is the naive forecast. */
export function seasonalNaive({ values, horizon, origins }: Task, period: number): Paths {
  const paths = new Float64Array(origins.length * horizon);
  origins.forEach((origin, at) => {
    for (let h = 0; h < horizon; h++) paths[at * horizon + h] = values[origin - period + (h % period)]!;
  });
  return paths;
}

/** The median of what was observed at the same place of the last `cycles` periods; the last value where none was. */
export function seasonalMedian({ values, observed, horizon, origins }: Task, period: number, cycles: number): Paths {
  const paths = new Float64Array(origins.length * horizon);
  const found = new Float64Array(cycles);
  origins.forEach((origin, at) => {
    for (let h = 0; h < horizon; h++) {
      let count = 0;
      for (let cycle = 1; cycle <= cycles; cycle++) {
        const t = origin - cycle * period + (h % period);
        if (t >= 0 && observed[t]) found[count++] = values[t]!;
      }
      const sorted = found.subarray(0, count).sort();
      const middle = count >> 1;
      paths[at * horizon + h] =
        count === 0 ? values[origin - 1]! : count % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    }
  });
  return paths;
}
