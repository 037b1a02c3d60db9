/** Money by service, in the currency it was paid in; in one currency only where a person states the rates. */
import { figureName } from "../../foundation/tables/figure.ts";
import {
  addDecimals,
  type Basis,
  type Decimal,
  decimalNumber,
  decimalText,
  multiplyDecimals,
  readDecimal,
  roundDecimal,
} from "../../foundation/tables/index.ts";

export interface MoneyCell {
  readonly basis: Basis;
  readonly service: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Exact, as text. */
  readonly amount: string;
  /** Streams that it was paid for; null where something else was. */
  readonly streams: number | null;
}

/** What one unit of a currency is worth in the currency wanted. */
export interface RateTable {
  readonly to: string;
  /** Exact, as text, by currency. */
  readonly rates: Readonly<Record<string, string>>;
}

export interface MoneyLine {
  readonly figure: string;
  readonly service: string;
  readonly basis: Basis;
  readonly currency: string;
  readonly amount: string;
  /** For a thousand streams; null where not streams were paid. */
  readonly perThousand: number | null;
  /** By the rates that were stated, to two decimals half to even; null without a rate. */
  readonly converted: { readonly currency: string; readonly amount: string } | null;
}

export interface MoneySummary {
  readonly lines: readonly MoneyLine[];
  /** Exact sum of each basis and currency. */
  readonly sums: readonly { readonly basis: Basis; readonly currency: string; readonly amount: string }[];
  /** Currencies that would need a rate. */
  readonly withoutRate: readonly string[];
}

export function moneySummary(cells: readonly MoneyCell[], rates: RateTable | null): MoneySummary {
  const lines = cells.map(({ basis, service, currency, amount, streams }): MoneyLine => {
    const exact = readDecimal(amount) as Decimal;
    const rate = rates ? (currency === rates.to ? "1" : rates.rates[currency]) : undefined;
    const value = rate === undefined ? null : readDecimal(rate);
    return {
      figure: figureName({ unit: "money", basis, service, currency }),
      service,
      basis,
      currency,
      amount,
      perThousand: streams !== null && streams > 0 ? (1000 * decimalNumber(exact)) / streams : null,
      converted:
        rates && value
          ? { currency: rates.to, amount: decimalText(roundDecimal(multiplyDecimals(exact, value), 2)) }
          : null,
    };
  });
  lines.sort(
    (a, b) =>
      (a.basis < b.basis ? -1 : a.basis > b.basis ? 1 : 0) ||
      (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0) ||
      Number(b.amount) - Number(a.amount),
  );
  const sums = new Map<string, { basis: Basis; currency: string; amount: Decimal }>();
  for (const { basis, currency, amount } of cells) {
    const known = sums.get(`${basis} ${currency}`);
    const exact = readDecimal(amount) as Decimal;
    sums.set(`${basis} ${currency}`, { basis, currency, amount: known ? addDecimals(known.amount, exact) : exact });
  }
  const missing = rates
    ? [...new Set(lines.filter(({ converted }) => !converted).map(({ currency }) => currency))]
    : [];
  return {
    lines,
    sums: [...sums.values()].map(({ basis, currency, amount }) => ({ basis, currency, amount: decimalText(amount) })),
    withoutRate: missing.sort(),
  };
}
