/**
 * Facts as columns of numbers, as a database takes them. Texts are numbered: each batch brings the entries that are new
 * in its dictionaries.
 */

/** Digits behind the point of an amount as it is stored. */
export const AMOUNT_SCALE = 20;
/** No value: a missing quantity or amount, a service, recording or context that is not said. */
export const NONE: number = -1;

export interface RecordingEntry {
  readonly isrc: string;
  readonly title: string;
  readonly version: string;
  readonly artist: string;
  readonly release: string;
  readonly label: string;
  readonly upc: string;
  readonly address: string;
}

export interface FactBatch {
  count: number;
  /** Offset of the record in the text, in bytes. */
  readonly place: Float64Array;
  readonly statement: Int32Array;
  /** Days from 1970-01-01, both included. */
  readonly from: Int32Array;
  readonly until: Int32Array;
  /** Numbers of dictionary entries, NONE where not said. */
  readonly recording: Int32Array;
  readonly territory: Int32Array;
  readonly service: Int32Array;
  readonly context: Int32Array;
  readonly item: Int32Array;
  readonly unit: Int32Array;
  readonly currency: Int32Array;
  /** Whole numbers up to 2^53; NaN: missing. */
  readonly quantity: Float64Array;
  /** 128-bit two's complement, little endian, four words each, in units of 10^-AMOUNT_SCALE. */
  readonly amount: Uint32Array;
  /** 1 where there is an amount. */
  readonly hasAmount: Uint8Array;
  /** Entries that are new since the last batch. Items are packed: item-entry.ts. */
  items: string[];
  recordings: RecordingEntry[];
  /** As in the file; territory codes are made by the catalogue. */
  territories: string[];
  services: string[];
  contexts: string[];
  units: string[];
  currencies: string[];
}

export function createFactBatch(capacity: number): FactBatch {
  const integers = (): Int32Array => new Int32Array(capacity);
  return {
    count: 0,
    place: new Float64Array(capacity),
    statement: integers(),
    from: integers(),
    until: integers(),
    recording: integers(),
    territory: integers(),
    service: integers(),
    context: integers(),
    item: integers(),
    unit: integers(),
    currency: integers(),
    quantity: new Float64Array(capacity),
    amount: new Uint32Array(4 * capacity),
    hasAmount: new Uint8Array(capacity),
    items: [],
    recordings: [],
    territories: [],
    services: [],
    contexts: [],
    units: [],
    currencies: [],
  };
}

const POWERS: readonly (readonly number[])[] = Array.from({ length: AMOUNT_SCALE + 1 }, (_, power) => {
  const value = BigInt(`1${"0".repeat(power)}`);
  return [0n, 1n, 2n, 3n, 4n].map((limb) => Number((value >> (16n * limb)) & 0xffffn));
});
const limbs = new Float64Array(9);

/**
 * Writes mantissa × 10^(AMOUNT_SCALE - scale) as 128 bits. Schoolbook multiplication in limbs of 16 bits: products and
 * their sums stay under 2^36, which doubles hold exactly.
 *
 * @param mantissa a whole number of at most 2^53
 * @param scale 0 to AMOUNT_SCALE
 */
export function writeAmount(words: Uint32Array, at: number, mantissa: number, scale: number): void {
  const negative = mantissa < 0;
  let rest = negative ? -mantissa : mantissa;
  const power = POWERS[AMOUNT_SCALE - scale] as readonly number[];
  limbs.fill(0);
  for (let i = 0; i < 4 && rest > 0; i++) {
    const low = rest % 65536;
    rest = (rest - low) / 65536;
    for (let j = 0; j < 5; j++) limbs[i + j]! += low * (power[j] as number);
  }
  let carry = 0;
  for (let i = 0; i < 8; i++) {
    const sum = (limbs[i] as number) + carry;
    const low = sum % 65536;
    carry = (sum - low) / 65536;
    limbs[i] = low;
  }
  let borrow = 1;
  for (let word = 0; word < 4; word++) {
    let value = (limbs[2 * word] as number) + 65536 * (limbs[2 * word + 1] as number);
    if (negative) {
      value = 0xffffffff - value + borrow;
      borrow = value > 0xffffffff ? 1 : 0;
    }
    words[at + word] = value >>> 0;
  }
}

/** The same for a value of any size; false where it does not fit. */
export function writeLongAmount(words: Uint32Array, at: number, digits: bigint, scale: number): boolean {
  const value = digits * BigInt(`1${"0".repeat(AMOUNT_SCALE - scale)}`);
  // DECIMAL(38) of databases ends there, before 128 bits do.
  if (value >= 10n ** 38n || value <= -(10n ** 38n)) return false;
  const bits = BigInt.asUintN(128, value);
  for (let word = 0n; word < 4n; word++) words[at + Number(word)] = Number((bits >> (32n * word)) & 0xffffffffn);
  return true;
}

/** Reads what `writeAmount` wrote. */
export function readAmount(words: Uint32Array, at: number): bigint {
  let bits = 0n;
  for (let word = 3; word >= 0; word--) bits = (bits << 32n) | BigInt(words[at + word] as number);
  return BigInt.asIntN(128, bits);
}
