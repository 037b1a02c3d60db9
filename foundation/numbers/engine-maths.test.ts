import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// What may give other bits in another engine, or at another time, has no place where samples, notes and figures are
// made. Math.sqrt, abs, floor, round and the like are exact by ECMAScript, and allowed.
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  [
    "engine maths: use foundation/numbers/elementary.ts",
    /\bMath\s*\.\s*(a?sinh?|a?cosh?|a?tanh?|atan2|exp|expm1|log|log2|log10|log1p|pow|cbrt|hypot)\b/,
  ],
  ["chance without a seed: use foundation/statistics/random.ts", /\bMath\s*\.\s*random\b|\bcrypto\b/],
  // 2 ** bits is exact in every engine; so is x ** 2 to every engine that multiplies.
  ["`**` with an exponent that may not be whole: use pow", /(?<!(?<![\w.])2n? )\*\*=?(?!\s*-?\d+n?\b(?!\.))/],
  ["a clock", /\bDate\s*[.(]|\bnew Date\b|\bperformance\s*\./],
  ["Math taken apart, where the rule cannot see what is used", /=\s*Math\s*[;,]|\bMath\s*\[/],
];

/** Comments and strings blanked out, so that a rule may be named without being broken. */
function code(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (text) =>
    text.replace(/[^\n]/g, " "),
  );
}

function breaches(file: string, source: string): string[] {
  const lines = code(source).split("\n");
  return lines.flatMap((line, at) =>
    FORBIDDEN.filter(([, pattern]) => pattern.test(line)).map(([why]) => `${file}:${at + 1}: ${why}`),
  );
}

test("foundation and the crafts use no engine maths, unseeded chance or clock", () => {
  const root = new URL("../../", import.meta.url).pathname;
  const files = globSync("{foundation,production,composition,distribution,marketing}/**/*.ts", { cwd: root }).filter(
    (file) => !/\.(test|testing|wasm)\.ts$|\/build\.ts$|\/assembly\//.test(file),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((file) => breaches(file, readFileSync(root + file, "utf8")))).toEqual([]);
});

test.each([
  ["Math.sin(x)", 1],
  ["Math . hypot(a, b)", 1],
  ["Math.random()", 1],
  ["x ** 0.5", 1],
  ["x ** y", 1],
  ["x **= y", 1],
  ["new Date()", 1],
  ["Date.now()", 1],
  ["performance.now()", 1],
  ["const { sin } = Math;", 1],
  ["Math[name](x)", 1],
  ["12 ** y", 1],
  ["x ** 2 + 2 ** 32 + 2n ** 64n + 2 ** (bits - 1)", 0],
  ["Math.sqrt(Math.abs(x)) // not Math.sin(x)", 0],
  ['throw new Error("no Math.random()")', 0],
])("%s has %i breaches", (line, count) => {
  expect(breaches("planted.ts", line)).toHaveLength(count);
});
