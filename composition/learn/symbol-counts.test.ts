import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { ContextIndex } from "./context-index.ts";
import { contextKey } from "./context-key.ts";
import { SymbolCounts } from "./symbol-counts.ts";

// Both are judged by the plainest structure that does the same: a Map.

test("an index gives the same number to the same key, and numbers in order of arrival", () => {
  const random = createRandom(3);
  const index = new ContextIndex();
  const known = new Map<number, number>();
  for (let turn = 0; turn < 20_000; turn++) {
    const key = contextKey(random.integer(0, 3), random.integer(0, 50), random.integer(0, 50));
    const number = index.number(key);
    if (!known.has(key)) known.set(key, known.size);
    expect(number).toBe(known.get(key));
  }
  expect(index.size).toBe(known.size);
});

test("keys of different kinds and orders differ", () => {
  const keys = new Set<number>();
  for (let kind = 0; kind < 40; kind++)
    for (let a = -2; a < 60; a++) for (let b = -2; b < 60; b++) keys.add(contextKey(kind, a, b));
  expect(keys.size).toBe(40 * 62 * 62);
});

test("counts are those of a map, also after taking back", () => {
  const random = createRandom(4);
  const counts = new SymbolCounts(4);
  const map = new Map<string, number>();
  const added: [number, number][] = [];
  for (let turn = 0; turn < 5000; turn++) {
    const [context, symbol] = [random.integer(0, 300), random.integer(0, 700)];
    counts.add(context, symbol, 1);
    added.push([context, symbol]);
    map.set(`${context} ${symbol}`, (map.get(`${context} ${symbol}`) ?? 0) + 1);
  }
  for (const [context, symbol] of added.slice(0, 2000)) {
    counts.add(context, symbol, -1);
    map.set(`${context} ${symbol}`, (map.get(`${context} ${symbol}`) as number) - 1);
  }
  const row = new Float32Array(701);
  for (let context = 0; context <= 300; context++) {
    counts.fill(context, row);
    let sum = 0;
    for (let symbol = 0; symbol <= 700; symbol++) {
      expect(row[symbol]).toBe(map.get(`${context} ${symbol}`) ?? 0);
      sum += row[symbol] as number;
    }
    expect(counts.total(context)).toBe(sum);
    counts.clear(context, row);
  }
  expect(row.every((count) => count === 0)).toBe(true);
});
