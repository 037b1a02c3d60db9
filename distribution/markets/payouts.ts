/** What statements pay for a stream. */
import { decimalNumber, readDecimal } from "../../foundation/tables/index.ts";

/** Money that statements paid for streams of a territory. */
export interface PayoutCell {
  readonly territory: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Exact decimal. */
  readonly amount: string;
  readonly streams: number;
}

/** Of the currency that most territories are paid in; others are not converted. */
export function mainCurrency(money: readonly PayoutCell[]): PayoutCell[] {
  const streams = new Map<string, number>();
  for (const cell of money) streams.set(cell.currency, (streams.get(cell.currency) ?? 0) + cell.streams);
  const [main] = [...streams].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return main ? money.filter(({ currency, streams: count }) => currency === main[0] && count > 0) : [];
}

/** Streams whose payout counts as much as what is common. */
const COMMON_STREAMS = 200;

/** Drawn towards the common payout where few streams were paid. */
export function perStreamOf({ amount, streams }: PayoutCell, all: readonly PayoutCell[]): number {
  const paid = (text: string): number => decimalNumber(readDecimal(text) ?? { digits: 0n, scale: 0 });
  const common =
    all.reduce((sum, each) => sum + paid(each.amount), 0) / all.reduce((sum, each) => sum + each.streams, 0);
  return (paid(amount) + COMMON_STREAMS * common) / (streams + COMMON_STREAMS);
}
