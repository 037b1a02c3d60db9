/** Money in whole minor units: how many digits a currency has behind the point (ISO 4217, list one of 2024-06-25). */

const NO_MINOR_UNIT: ReadonlySet<string> = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "),
);
const THOUSANDTHS: ReadonlySet<string> = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));
const TEN_THOUSANDTHS: ReadonlySet<string> = new Set(["CLF", "UYW"]);

/** 2 for most currencies and for what is none. */
export function minorDigits(currency: string): number {
  if (NO_MINOR_UNIT.has(currency)) return 0;
  if (THOUSANDTHS.has(currency)) return 3;
  return TEN_THOUSANDTHS.has(currency) ? 4 : 2;
}

/** Minor units in one of the currency: 100 for EUR, 1 for JPY. */
export function minorUnits(currency: string): number {
  return [1, 10, 100, 1000, 10_000][minorDigits(currency)] as number;
}

/** "12.50" of EUR, "13" of JPY, "12.500" of KWD. */
export function moneyText(amount: number, currency: string): string {
  return amount.toFixed(minorDigits(currency));
}

/** True where the amount can be paid: it is a whole number of the currency's minor units. */
export function isPayable(amount: number, currency: string): boolean {
  const units = amount * minorUnits(currency);
  return Math.abs(units - Math.round(units)) < 1e-6;
}

/**
 * Amounts in whole minor units that add up to `total` by these proportions: what rounding leaves goes to the largest
 * remainders. Nothing stays nothing.
 *
 * @param total in the currency; what is less than a minor unit of it is rounded
 */
export function inMinorUnits(amounts: readonly number[], total: number, currency: string): number[] {
  const times = minorUnits(currency);
  const units = amounts.map((each) => Math.floor(times * each + 1e-6));
  let rest = Math.round(times * total) - units.reduce((sum, each) => sum + each, 0);
  const remainder = (at: number): number => times * (amounts[at] as number) - (units[at] as number);
  const order = [...amounts.keys()]
    .filter((at) => (amounts[at] as number) > 0)
    .sort((a, b) => remainder(b) - remainder(a));
  for (let at = 0; rest > 0 && order.length > 0; at++, rest--) {
    const place = order[at % order.length] as number;
    units[place] = (units[place] as number) + 1;
  }
  return units.map((each) => each / times);
}
