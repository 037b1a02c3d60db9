/** What statements pay for a stream. */
import {
  addDecimals,
  type Decimal,
  decimalNumber,
  decimalText,
  multiplyDecimals,
  readDecimal,
  ZERO,
} from "../../foundation/tables/decimal.ts";
import type { RateTable } from "../audience/money.ts";

/** Money that statements paid for streams of a territory. */
export interface PayoutCell {
  readonly territory: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Exact decimal. */
  readonly amount: string;
  readonly streams: number;
}

/** Money that is in no figure, and why. */
export interface LeftOutMoney {
  readonly currency: string;
  /** Exact decimal, and the streams it was paid for. */
  readonly amount: string;
  readonly streams: number;
  readonly why: string;
}

export interface OneCurrency {
  /** One for each territory, all in one currency. */
  readonly payouts: readonly PayoutCell[];
  readonly leftOut: readonly LeftOutMoney[];
}

/**
 * Payouts in one currency: that of the rates given, or without rates that of most streams. What has no rate is left out, and
 * said: nothing is converted by a rate that nobody stated.
 */
export function inOneCurrency(money: readonly PayoutCell[], rates: RateTable | null): OneCurrency {
  const paid = money.filter(({ streams }) => streams > 0);
  const streams = new Map<string, number>();
  for (const cell of paid) streams.set(cell.currency, (streams.get(cell.currency) ?? 0) + cell.streams);
  const [most] = [...streams].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const into = rates?.to ?? most?.[0] ?? "";
  const rateOf = (currency: string): Decimal | null =>
    currency === into ? ONE : readDecimal(rates?.rates[currency] ?? "");
  const places = new Map<string, { amount: Decimal; streams: number }>();
  const left = new Map<string, { amount: Decimal; streams: number }>();
  for (const { territory, currency, amount, streams: count } of paid) {
    const read = readDecimal(amount) ?? ZERO;
    const rate = rateOf(currency);
    const [sums, key, value] = rate ? [places, territory, multiplyDecimals(read, rate)] : [left, currency, read];
    const before = sums.get(key) ?? { amount: ZERO, streams: 0 };
    sums.set(key, { amount: addDecimals(before.amount, value), streams: before.streams + count });
  }
  return {
    payouts: [...places].map(([territory, sum]) => ({
      territory,
      currency: into,
      amount: decimalText(sum.amount),
      streams: sum.streams,
    })),
    leftOut: [...left].map(([currency, sum]) => ({
      currency,
      amount: decimalText(sum.amount),
      streams: sum.streams,
      why: rates
        ? `the rates say nothing of ${currency}`
        : `most streams were paid in ${into}; give rates to count it (--rates FILE)`,
    })),
  };
}

const ONE: Decimal = { digits: 1n, scale: 0 };

/** Streams whose payout counts as much as what is common. */
const COMMON_STREAMS = 200;

/** Drawn towards the common payout where few streams were paid. */
export function perStreamOf({ amount, streams }: PayoutCell, all: readonly PayoutCell[]): number {
  const paid = (text: string): number => decimalNumber(readDecimal(text) ?? { digits: 0n, scale: 0 });
  const common =
    all.reduce((sum, each) => sum + paid(each.amount), 0) / all.reduce((sum, each) => sum + each.streams, 0);
  return (paid(amount) + COMMON_STREAMS * common) / (streams + COMMON_STREAMS);
}
