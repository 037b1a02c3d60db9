/** Exports as text in, what became of them out; for tests. */
import { expect } from "vitest";
import { type ReadTable, readTable } from "../../foundation/tables/tables.testing.ts";
import { exportLayouts } from "./layouts/index.ts";

export const read = (text: string | Uint8Array, options: Parameters<typeof readTable>[2] = {}): ReadTable =>
  readTable(text, exportLayouts, options);

/** UTF-16, little endian, with its mark. */
export function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + 2 * at, text.charCodeAt(at), true);
  return bytes;
}

/** Records, and how many were accepted, rejected and ignored: the three must be the first. */
export function accounted({ accounting, questions }: ReadTable): number[] {
  expect(questions).toEqual([]);
  const { records, accepted, rejectedCount, ignoredCount } = accounting!;
  expect(accepted + rejectedCount + ignoredCount).toBe(records);
  return [records, accepted, rejectedCount, ignoredCount];
}

/** Unit and number of each figure. */
export const figures = ({ facts }: ReadTable): [string, number | null][] =>
  facts.map(({ unit, quantity }) => [unit, quantity]);
