/** Statements: what is owed, and what only looks so. */
import { expect, test } from "vitest";
import { auditStatements } from "./audit-statements.ts";
import { nowcastMoney } from "./nowcast-money.ts";
import type { StatementTable } from "./statement-table.ts";

const MONTHS = 14;
const territories = ["DE", "US", "GB", "FR"];
const recordings = ["A", "B", "C"];
const STREAMS = [4000, 3000, 2000, 500];
const RATES = [0.003, 0.004, 0.0035, 0.003];

interface Change {
  readonly paid?: (month: number, k: number) => number;
  readonly rate?: (month: number, k: number) => number;
  readonly recording?: (month: number, r: number) => number;
  readonly counted?: (month: number, r: number) => number;
}

function table(
  service: string,
  { paid = () => 1, rate = () => 1, recording = () => 1, counted }: Change = {},
): StatementTable {
  const cells = (columns: number, of: (month: number, k: number) => number): Float64Array =>
    Float64Array.from({ length: MONTHS * columns }, (_, at) => of(Math.floor(at / columns), at % columns));
  return {
    service,
    currency: "EUR",
    territories,
    recordings,
    paidByTerritory: cells(4, (month, k) => STREAMS[k]! * paid(month, k)),
    amountByTerritory: cells(4, (month, k) => STREAMS[k]! * paid(month, k) * RATES[k]! * rate(month, k)),
    paidByRecording: cells(3, (month, r) => 3000 * recording(month, r)),
    countedByTerritory: null,
    countedByRecording: counted ? cells(3, (month, r) => 3100 * counted(month, r)) : null,
  };
}

const told = (tables: readonly StatementTable[]): unknown[] =>
  auditStatements(tables, MONTHS - 1).map(({ kind, service, territory, recording, from, until }) => [
    kind,
    service,
    territory ?? recording,
    from,
    until,
  ]);

test("nothing is said of statements in order", () => {
  expect(told([table("S"), table("T", { counted: () => 1 })])).toEqual([]);
});

test("a month is missing once, not in each of its places", () => {
  const gone = (month: number): number => (month === 6 ? 0 : 1);
  expect(told([table("S", { paid: gone, recording: gone })])).toEqual([["missing month", "S", null, 6, 6]]);
});

test("a service that reports later than others is late, not missing", () => {
  const late = (month: number): number => (month >= 12 ? 0 : 1);
  expect(told([table("S"), table("T", { paid: late, recording: late })])).toEqual([]);
});

test("a place, a recording and a rate are told with their months", () => {
  expect(told([table("S", { paid: (month, k) => (k === 1 && month >= 5 && month <= 6 ? 0 : 1) })])).toEqual([
    ["missing territory", "S", "US", 5, 6],
  ]);
  expect(told([table("S", { recording: (month, r) => (r === 2 && month === 8 ? 0 : 1), counted: () => 1 })])).toEqual([
    ["unpaid recording", "S", "C", 8, 8],
  ]);
  expect(told([table("S", { rate: (month, k) => (k === 0 && month >= 9 ? 0.75 : 1) })])).toEqual([
    ["rate drop", "S", "DE", 9, 13],
  ]);
});

test("what all services share is no service's fault", () => {
  const fallen = { rate: (month: number, k: number): number => (k === 2 && month >= 9 ? 0.75 : 1) };
  expect(told(["S", "T", "U"].map((name) => table(name, fallen)))).toEqual([["shared rate drop", "", "GB", 9, 13]]);
  const down = { recording: (month: number, r: number): number => (r === 0 && month >= 10 ? 0 : 1) };
  expect(told(["S", "T"].map((name) => table(name, down)))).toEqual([["removed recording", "", "A", 10, 13]]);
});

test("money follows what was counted, and too little is an answer", () => {
  const counted = Array.from({ length: 15 }, (_, month) => 10_000 + 500 * month);
  const money = counted.map((streams, month) => (month < 12 ? 0.004 * streams : Number.NaN));
  const found = nowcastMoney([{ service: "S", money, counted }], 11, 14);
  expect(found.status).toBe("done");
  if (found.status !== "done") return;
  expect(found.value).toBeCloseTo(0.004 * (counted[12]! + counted[13]! + counted[14]!), 3);
  expect(found.low).toBeLessThan(found.value);
  expect(nowcastMoney([{ service: "S", money: [1, 2], counted: null }], 1, 4).status).toBe("not-enough-data");
});
