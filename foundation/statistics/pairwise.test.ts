import { expect, test } from "vitest";
import { fitPairwise, type LabelledRow, pairwiseProbabilities } from "./pairwise.ts";
import { createRandom } from "./random.ts";

// Iris setosa and versicolor: R. A. Fisher, Annals of Eugenics 7, 1936, table I; sepal length and width, petal length
// and width, mm.
const SETOSA =
  "51 35 14 2;49 30 14 2;47 32 13 2;46 31 15 2;50 36 14 2;54 39 17 4;46 34 14 3;50 34 15 2;44 29 14 2;49 31 15 1;54 37 15 2;48 34 16 2;48 30 14 1;43 30 11 1;58 40 12 2;57 44 15 4;54 39 13 4;51 35 14 3;57 38 17 3;51 38 15 3;54 34 17 2;51 37 15 4;46 36 10 2;51 33 17 5;48 34 19 2;50 30 16 2;50 34 16 4;52 35 15 2;52 34 14 2;47 32 16 2;48 31 16 2;54 34 15 4;52 41 15 1;55 42 14 2;49 31 15 2;50 32 12 2;55 35 13 2;49 36 14 1;44 30 13 2;51 34 15 2;50 35 13 3;45 23 13 3;44 32 13 2;50 35 16 6;51 38 19 4;48 30 14 3;51 38 16 2;46 32 14 2;53 37 15 2;50 33 14 2";
const VERSICOLOR =
  "70 32 47 14;64 32 45 15;69 31 49 15;55 23 40 13;65 28 46 15;57 28 45 13;63 33 47 16;49 24 33 10;66 29 46 13;52 27 39 14;50 20 35 10;59 30 42 15;60 22 40 10;61 29 47 14;56 29 36 13;67 31 44 14;56 30 45 15;58 27 41 10;62 22 45 15;56 25 39 11;59 32 48 18;61 28 40 13;63 25 49 15;61 28 47 12;64 29 43 13;66 30 44 14;68 28 48 14;67 30 50 17;60 29 45 15;57 26 35 10;55 24 38 11;55 24 37 10;58 27 39 12;60 27 51 16;54 30 45 15;60 34 45 16;67 31 47 15;63 23 44 13;56 30 41 13;55 25 40 13;55 26 44 12;61 30 46 14;58 26 40 12;50 23 33 10;56 27 42 13;57 30 42 12;57 29 42 13;62 29 43 13;51 25 30 11;57 28 41 13";
const rowsOf = (text: string, label: number): LabelledRow[] =>
  text.split(";").map((line) => ({ x: line.split(" ").map((mm) => Number(mm) / 10), label, weight: 1 }));

test("finds Fisher's own discriminant of setosa and versicolor", () => {
  const model = fitPairwise([...rowsOf(SETOSA, 0), ...rowsOf(VERSICOLOR, 1)], 2, 0);
  const [pair] = model.pairs;
  const raw = (pair?.weights ?? []).map((weight, k) => weight / (model.spread[k] as number));
  // Page 182: X = x1 + 5.9037 x2 - 7.1299 x3 - 10.1036 x4.
  [1, 5.9037, -7.1299, -10.1036].forEach((wanted, k) => {
    expect((raw[k] as number) / (raw[0] as number)).toBeCloseTo(wanted, 3);
  });
  expect([pair?.first, pair?.second]).toEqual([1, 0]);
});

test("every flower of the two is told by the pair, none by more than the doubt allows", () => {
  const rows = [...rowsOf(SETOSA, 0), ...rowsOf(VERSICOLOR, 1)];
  const model = fitPairwise(rows, 2, 0.2);
  for (const { x, label } of rows) {
    const probabilities = pairwiseProbabilities(model, x);
    expect(probabilities[label]).toBeGreaterThan(0.5);
    expect(probabilities[label]).toBeLessThan(0.9);
    expect((probabilities[0] as number) + (probabilities[1] as number)).toBeCloseTo(1, 12);
  }
});

test("three clouds: each point is given to its own; a class without rows has no probability", () => {
  const random = createRandom(4);
  const centres = [
    [0, 0],
    [6, 0],
    [0, 6],
  ] as const;
  const rows = Array.from({ length: 90 }, (_, n): LabelledRow => {
    const [x, y] = centres[n % 3] as readonly [number, number];
    return { x: [random.normal(x), random.normal(y)], label: n % 3, weight: random.uniform(0.5, 2) };
  });
  const model = fitPairwise(rows, 4, 0.3);
  expect(model.pairs).toHaveLength(3);
  let right = 0;
  for (const { x, label } of rows) {
    const probabilities = pairwiseProbabilities(model, x);
    expect(probabilities[3]).toBe(0);
    if (probabilities[label] === Math.max(...probabilities)) right++;
  }
  expect(right).toBeGreaterThanOrEqual(88);
});

test("weights count as copies do", () => {
  const rows: LabelledRow[] = [
    { x: [1, 2], label: 0, weight: 2 },
    { x: [2, 1], label: 0, weight: 1 },
    { x: [4, 4], label: 1, weight: 1 },
    { x: [5, 3], label: 1, weight: 3 },
  ];
  const copies = rows.flatMap((row) => Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })));
  const [a, b] = [fitPairwise(rows, 2, 0.1), fitPairwise(copies, 2, 0.1)];
  a.pairs[0]?.weights.forEach((weight, k) => {
    expect(weight).toBeCloseTo(b.pairs[0]?.weights[k] as number, 10);
  });
});

test("no rows, no discriminants", () => {
  expect(() => fitPairwise([], 2, 0.1)).toThrow(RangeError);
});
