import { expect, test } from "vitest";
import { fitRidge, predictRidge, solveSymmetric } from "./ridge.ts";

test("without a penalty it is least squares: Anscombe's first set, y = 3.00 + 0.500 x (F. J. Anscombe, 1973)", () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const model = fitRidge(
    x.map((each, at) => ({ x: [each], y: y[at] as number, weight: 1 })),
    0,
  );
  expect(predictRidge(model, [0])).toBeCloseTo(3.0, 2);
  expect(predictRidge(model, [10]) - predictRidge(model, [0])).toBeCloseTo(5.0, 2);
});

test("a penalty of p shrinks one standardised coefficient by 1 / (1 + p)", () => {
  const data = [-2, -1, 0, 1, 2].map((x) => ({ x: [x], y: 3 * x + 1, weight: 1 }));
  const [free, held] = [fitRidge(data, 0), fitRidge(data, 0.25)];
  expect((held.coefficients[0] as number) / (free.coefficients[0] as number)).toBeCloseTo(0.8, 12);
  expect(held.intercept).toBe(free.intercept);
});

test("an observation of weight 2 counts as two", () => {
  const data = [1, 2, 4].map((x) => ({ x: [x, x * x], y: x + x * x + (x === 2 ? 1 : 0), weight: 1 }));
  const twice = fitRidge([...data, data[1] as (typeof data)[0]], 0.1);
  const heavy = fitRidge(
    data.map((each, at) => ({ ...each, weight: at === 1 ? 2 : 1 })),
    0.1,
  );
  expect(predictRidge(heavy, [3, 9])).toBeCloseTo(predictRidge(twice, [3, 9]), 12);
});

test("Cholesky's decomposition solves the Hilbert matrix of 3, and refuses what is not positive definite", () => {
  const hilbert = [0, 1, 2].map((i) => [0, 1, 2].map((j) => 1 / (i + j + 1)));
  const solved = solveSymmetric(hilbert, [1, 0, 0]);
  // First column of the inverse: 9, -36, 30.
  [9, -36, 30].forEach((value, at) => {
    expect(solved[at]).toBeCloseTo(value, 9);
  });
  expect(() =>
    solveSymmetric(
      [
        [1, 2],
        [2, 1],
      ],
      [1, 1],
    ),
  ).toThrow(RangeError);
  expect(() => fitRidge([], 1)).toThrow(RangeError);
});
