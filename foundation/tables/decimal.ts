/**
 * Exact decimals, for money: digits × 10^-scale, digits a whole number of any length. Never binary fractions.
 */
export interface Decimal {
  readonly digits: bigint;
  /** Digits behind the point, 0 or more. */
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

const PLAIN_DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads "12", "-0.50", "1e-05"; null for anything else. */
export function readDecimal(text: string): Decimal | null {
  const match = PLAIN_DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = "", part = "", power = "0"] = match;
  if (whole === "" && part === "") return null;
  let digits = BigInt(whole + part);
  let scale = part.length - Number(power);
  if (scale < 0) {
    digits *= powerOfTen(-scale);
    scale = 0;
  }
  return { digits: sign === "-" ? -digits : digits, scale };
}

function powerOfTen(zeros: number): bigint {
  return BigInt(`1${"0".repeat(zeros)}`);
}

/** Text without exponent: as many digits behind the point as the scale says. */
export function decimalText({ digits, scale }: Decimal): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, "0");
  const point = text.length - scale;
  return `${negative ? "-" : ""}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ""}`;
}

/** The same value without zeros at its end. */
export function trimDecimal({ digits, scale }: Decimal): Decimal {
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return { digits, scale };
}

/** The same value with at least this many digits behind the point. */
export function widenDecimal(value: Decimal, scale: number): Decimal {
  return scale <= value.scale ? value : { digits: value.digits * powerOfTen(scale - value.scale), scale };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = a.scale > b.scale ? a.scale : b.scale;
  return { digits: widenDecimal(a, scale).digits + widenDecimal(b, scale).digits, scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { digits: -b.digits, scale: b.scale });
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Negative, 0 or positive, as for sorting. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const { digits } = subtractDecimals(a, b);
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

/** Rounded half to even at `scale` digits behind the point (IEEE 754, roundTiesToEven). */
export function roundDecimal(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return widenDecimal(value, scale);
  const unit = powerOfTen(value.scale - scale);
  const negative = value.digits < 0n;
  const size = negative ? -value.digits : value.digits;
  let digits = size / unit;
  const twice = (size % unit) * 2n;
  if (twice > unit || (twice === unit && digits % 2n === 1n)) digits++;
  return { digits: negative ? -digits : digits, scale };
}

/** Nearest double, for pictures and statistics only. */
export function decimalNumber(value: Decimal): number {
  return Number(decimalText(value));
}
