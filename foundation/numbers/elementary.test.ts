import { expect, test } from "vitest";
import { createRandom, type Random } from "../statistics/random.ts";
import * as elementary from "./elementary.ts";
import * as truth from "./high-precision.testing.ts";

const { ulpsBetween } = truth;
const own: Record<string, (x: number) => number> = { ...elementary, pow: Number, atan2: Number };
const exactly = { ...truth } as unknown as Record<string, (x: number) => truth.Fixed>;

/** 20,000 arguments a function: a third of moderate size, a third spread over all exponents between the limits. */
const COUNT = 20_000;

function spread(random: Random, fromExponent: number, toExponent: number): number {
  return random.uniform(1, 2) * 2 ** random.integer(fromExponent, toExponent);
}

interface Range {
  readonly moderate: (random: Random) => number;
  readonly exponents: readonly [number, number];
  readonly signed: boolean;
  readonly edges: readonly number[];
  /** As found; the promise is 1. */
  readonly within: number;
}

const TINY = [5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1e-310, 1e-20, 3.7e-9, 1e-8];
const TURNS = [0.7853981633974483, 0.7853981633974484, 1.5707963267948966, Math.PI, 6.5e6, 6.6e6, 1e22];
// The double that comes closest to a multiple of pi/2: 6381956970095103 * 2^797 (J.-M. Muller, Elementary Functions, 2006).
const HARDEST_ANGLE = 6381956970095103 * 2 ** 797;

const angles: Range = {
  moderate: (random) => random.uniform(-100, 100),
  exponents: [-60, 1023],
  signed: true,
  edges: [...TINY, ...TURNS, HARDEST_ANGLE, Number.MAX_VALUE],
  within: 0.85,
};
const powers: Range = {
  moderate: (random) => random.uniform(-30, 30),
  exponents: [-70, 9],
  signed: true,
  edges: [...TINY, 709.782712893384, -708.3964185322641, -744.4400719213812, -745.1332191019411, 0.34657359027997264],
  within: 0.75,
};
const logarithms: Range = {
  moderate: (random) => random.uniform(0, 4),
  exponents: [-1074, 1023],
  signed: false,
  edges: [...TINY, 0.9999999999999999, 1.0000000000000002, Math.SQRT2, 0.7071067811865475, Number.MAX_VALUE],
  within: 0.85,
};
const anything: Range = {
  moderate: (random) => random.uniform(-4, 4),
  exponents: [-1074, 1023],
  signed: true,
  edges: [...TINY, 1, 0.0625, 0.1875, 8, 1e16, 1e19, Number.MAX_VALUE],
  within: 0.75,
};

const functions: readonly (readonly [string, Range])[] = [
  ["sin", angles],
  ["cos", angles],
  ["tan", { ...angles, within: 0.75 }],
  ["exp", powers],
  ["expm1", { ...powers, edges: [...powers.edges, 43.99, -39.99] }],
  ["tanh", { ...anything, exponents: [-70, 6], edges: [...TINY, 0.17328679513998632, 18.9, 20.99, 22] }],
  ["log", logarithms],
  ["log2", logarithms],
  ["log10", logarithms],
  ["log1p", { ...logarithms, moderate: (random) => random.uniform(-1, 4), exponents: [-70, 1023], edges: TINY }],
  ["atan", { ...anything, exponents: [-70, 70] }],
  ["cbrt", anything],
];

test.each(functions)("%s is within 1 ulp of the true value", (name, range) => {
  const mine = own[name]!;
  const exact = exactly[name]!;
  const random = createRandom(2026).split(name);
  let worst = 0;
  let at = 0;
  const judge = (x: number): void => {
    const ulps = Math.abs(ulpsBetween(mine(x), exact(x)));
    if (!(ulps <= worst)) {
      worst = ulps;
      at = x;
    }
  };
  for (let n = 0; n < COUNT; n++) {
    const wide = n % 3 === 0 ? spread(random, ...range.exponents) : range.moderate(random);
    judge(range.signed && n % 2 === 0 ? -wide : wide);
  }
  for (const edge of range.edges) {
    judge(edge);
    if (range.signed) judge(-edge);
  }
  expect(worst, `at ${at}`).toBeLessThan(range.within);
});

test("pow is within 1 ulp of the true value", () => {
  const random = createRandom(2026).split("pow");
  let worst = 0;
  let at: number[] = [];
  for (let n = 0; n < COUNT; n++) {
    const x =
      n % 3 === 0 ? spread(random, -1074, 1023) : n % 3 === 1 ? random.uniform(0, 100) : 1 + random.normal(0, 1e-3);
    // The exponent such that the result lies anywhere a double can.
    const y = n % 2 === 0 ? random.uniform(-20, 20) : random.uniform(-745, 709) / Math.log(x);
    const ulps = Math.abs(ulpsBetween(elementary.pow(x, y), truth.pow(x, y)));
    if (!(ulps <= worst)) [worst, at] = [ulps, [x, y]];
  }
  expect(worst, `at ${at}`).toBeLessThan(0.75);
});

test("atan2 is within 1 ulp of the true value", () => {
  const random = createRandom(2026).split("atan2");
  let worst = 0;
  let at: number[] = [];
  for (let n = 0; n < COUNT; n++) {
    const sign = (): number => (random.integer(0, 1) === 0 ? -1 : 1);
    const y = n % 3 === 0 ? sign() * spread(random, -40, 40) : random.uniform(-1, 1);
    const x = n % 3 === 0 ? sign() * spread(random, -40, 40) : random.uniform(-1, 1);
    const ulps = Math.abs(ulpsBetween(elementary.atan2(y, x), truth.atan2(y, x)));
    if (!(ulps <= worst)) [worst, at] = [ulps, [y, x]];
  }
  for (const [y, x] of [
    [5e-324, 1],
    [5e-324, -5e-324],
    [1e-310, 3e-312],
    [1e308, -1.7e308],
    [-1e-300, -1e300],
    [1e10, 1e-12],
  ] as const) {
    expect(Math.abs(ulpsBetween(elementary.atan2(y, x), truth.atan2(y, x))), `${y}, ${x}`).toBeLessThan(1);
  }
  expect(worst, `at ${at}`).toBeLessThan(0.75);
});

test("what is exact comes out exactly", () => {
  for (let n = 0; n <= 22; n++) expect(elementary.pow(10, n)).toBe(Number(`1e${n}`));
  for (let n = -1074; n <= 1023; n++) {
    expect(elementary.log2(2 ** n)).toBe(n);
    expect(elementary.pow(2, n)).toBe(2 ** n);
  }
  for (let n = 0; n <= 22; n++) expect(elementary.log10(10 ** n)).toBe(n);
  for (let n = -1000; n <= 1000; n++) {
    expect(elementary.cbrt(n * n * n)).toBe(n);
    expect(elementary.pow(n, 3)).toBe(n * n * n);
    expect(elementary.pow(n * n, 0.5)).toBe(Math.abs(n));
  }
});

// ECMA-262, section 21.3.2: the results it fixes, which every engine has.
test("NaN, infinities and signed zeros are as in ECMAScript", () => {
  const values = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    0.5,
    -0.5,
  ];
  const edges = [...values, 2 ** 53, -(2 ** 53) - 2, 1e300, -1e300, 5e-324, -5e-324];
  for (const [name] of functions) {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, -1]) {
      const engine = (Math[name as keyof Math] as (x: number) => number)(x);
      const mine = own[name]!(x);
      if (Number.isInteger(engine) || !Number.isFinite(engine)) expect(mine, `${name}(${x})`).toBe(engine);
    }
  }
  expect(elementary.atan(Number.POSITIVE_INFINITY)).toBe(Math.PI / 2);
  for (const x of edges) {
    for (const y of edges) {
      if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
        expect(elementary.atan2(x, y), `atan2(${x}, ${y})`).toBe(Math.atan2(x, y));
      }
      const engine = x ** y;
      if (Object.is(engine, 0) || Object.is(engine, -0) || !Number.isFinite(engine)) {
        expect(elementary.pow(x, y), `pow(${x}, ${y})`).toBe(engine);
      }
    }
  }
});

// Published values, so that the reference itself is judged from outside: OEIS A001113, A002162, A000796.
test("the reference knows e, ln 2 and pi", () => {
  const decimals = ({ n, p }: truth.Fixed): string => ((n * 10n ** 40n) >> p).toString();
  expect(decimals(truth.exp(1))).toBe("27182818284590452353602874713526624977572");
  expect(decimals(truth.log(2))).toBe("6931471805599453094172321214581765680755");
  expect(decimals({ n: truth.pi(300n), p: 300n })).toBe("31415926535897932384626433832795028841971");
  expect(decimals({ n: 4n * truth.atan(1).n, p: truth.atan(1).p })).toBe("31415926535897932384626433832795028841971");
});
