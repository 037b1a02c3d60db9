/** The lowest point of a function of a few variables within bounds: J. A. Nelder, R. Mead, Computer Journal 7, 1965. */

/** At most `evaluations` calls of `cost`; points outside the bounds are brought to them first. */
export function minimise(
  cost: (point: Float64Array) => number,
  start: readonly number[],
  low: readonly number[],
  high: readonly number[],
  evaluations: number,
): number[] {
  const size = start.length;
  const clip = (point: Float64Array): Float64Array => {
    for (let i = 0; i < size; i++) point[i] = Math.min(high[i]!, Math.max(low[i]!, point[i]!));
    return point;
  };
  let calls = 0;
  const at = (point: Float64Array): { point: Float64Array; cost: number } => {
    calls++;
    const value = cost(clip(point));
    return { point, cost: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  const simplex = [at(Float64Array.from(start))];
  for (let i = 0; i < size; i++) {
    const point = Float64Array.from(start);
    const room = high[i]! - low[i]!;
    point[i] = start[i]! + (start[i]! + 0.25 * room <= high[i]! ? 0.25 : -0.25) * room;
    simplex.push(at(point));
  }
  const mix = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
    a.map((v, i) => v + share * (b[i]! - v));
  while (calls < evaluations) {
    simplex.sort((a, b) => a.cost - b.cost);
    const best = simplex[0]!;
    const worst = simplex[size]!;
    if (worst.cost - best.cost <= 1e-7 * Math.abs(best.cost)) break;
    const centre = new Float64Array(size);
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) centre[k] = centre[k]! + simplex[i]!.point[k]! / size;
    const reflected = at(mix(centre, worst.point, -1));
    if (reflected.cost < best.cost) {
      const expanded = at(mix(centre, worst.point, -2));
      simplex[size] = expanded.cost < reflected.cost ? expanded : reflected;
    } else if (reflected.cost < simplex[size - 1]!.cost) simplex[size] = reflected;
    else {
      const inside = reflected.cost < worst.cost ? mix(centre, reflected.point, 0.5) : mix(centre, worst.point, 0.5);
      const contracted = at(inside);
      if (contracted.cost < Math.min(worst.cost, reflected.cost)) simplex[size] = contracted;
      else for (let i = 1; i <= size; i++) simplex[i] = at(mix(best.point, simplex[i]!.point, 0.5));
    }
  }
  simplex.sort((a, b) => a.cost - b.cost);
  return [...simplex[0]!.point];
}
