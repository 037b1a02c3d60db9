/** What an audit compares: what one service paid for, by month, against what was counted there. */
export interface StatementTable {
  readonly service: string;
  /** Of the amounts; null where they are in several: rates are then not compared. */
  readonly currency: string | null;
  readonly territories: readonly string[];
  readonly recordings: readonly string[];
  /** Months times territories. */
  readonly paidByTerritory: Float64Array;
  readonly amountByTerritory: Float64Array;
  /** Months times recordings. */
  readonly paidByRecording: Float64Array;
  /** The same by a dashboard; NaN where it does not cover a month; null: none is split so. */
  readonly countedByTerritory: Float64Array | null;
  readonly countedByRecording: Float64Array | null;
}

/** The last two are no faults of a statement: a currency or a tax, a recording that was taken down everywhere. */
export type AuditKind =
  | "missing month"
  | "missing territory"
  | "rate drop"
  | "unpaid recording"
  | "shared rate drop"
  | "removed recording";

export interface AuditFinding {
  readonly kind: AuditKind;
  /** "" for what all services share. */
  readonly service: string;
  /** Null: all of them. */
  readonly territory: string | null;
  readonly recording: string | null;
  /** Places of months, both included. */
  readonly from: number;
  readonly until: number;
  /** Streams, or money for a thousand streams where the rate dropped. */
  readonly expected: number;
  readonly observed: number;
  /** What the expectation stands on. */
  readonly against: "counted" | "paid before and after";
}

/** Sums over the columns of a months-times-columns table. */
export function monthSums(table: Float64Array, columns: number): Float64Array {
  const months = columns > 0 ? table.length / columns : 0;
  return Float64Array.from({ length: months }, (_, month) => {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += table[month * columns + k]!;
    return sum;
  });
}

export function columnOf(table: Float64Array, columns: number, at: number): Float64Array {
  return Float64Array.from({ length: table.length / columns }, (_, month) => table[month * columns + at]!);
}

export function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
