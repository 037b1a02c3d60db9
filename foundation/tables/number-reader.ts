/** Numbers read from bytes without making strings, where they are written plainly; anything else goes the long way. */
import type { Decimal } from "./decimal.ts";
import { type DecimalMark, readNumber } from "./number-cells.ts";
import { cellText, type Records } from "./records.ts";

export interface NumberReader {
  /** Reads a cell: "empty", "bad", or "number" (then `mantissa` and `scale` hold it, or `long` where it is too long). */
  read(records: Records, cell: number): "empty" | "bad" | "number";
  readonly mantissa: number;
  readonly scale: number;
  /** Set where the mantissa is over 15 digits. */
  readonly long: Decimal | null;
}

/** @param missing cells that say "missing", beside empty ones */
export function createNumberReader(mark: DecimalMark, missing: readonly string[] = []): NumberReader {
  const point = mark.charCodeAt(0);
  const state = { mantissa: 0, scale: 0, long: null as Decimal | null };
  const readLong = (text: string): "empty" | "bad" | "number" => {
    const bare = text.trim();
    if (bare === "" || missing.includes(bare.toLowerCase())) return "empty";
    const value = readNumber(bare, mark);
    if (!value) return "bad";
    if (value.digits < 1_000_000_000_000_000n && value.digits > -1_000_000_000_000_000n) {
      state.mantissa = Number(value.digits);
      state.scale = value.scale;
      state.long = null;
    } else state.long = value;
    return "number";
  };
  return {
    get mantissa() {
      return state.mantissa;
    },
    get scale() {
      return state.scale;
    },
    get long() {
      return state.long;
    },
    read(records, cell) {
      const { bytes } = records;
      const start = records.from[cell] as number;
      const end = records.to[cell] as number;
      if (end === start) return "empty";
      let at = start;
      const negative = bytes[at] === 45;
      if (negative) at++;
      if (end - at > 16 || at === end) return readLong(cellText(records, cell));
      let value = 0;
      let behind = -1;
      const begin = at;
      for (; at < end; at++) {
        const c = bytes[at] as number;
        if (c >= 48 && c <= 57) value = value * 10 + (c - 48);
        else if (c === point && behind < 0) behind = at;
        else return readLong(cellText(records, cell));
      }
      const digits = end - begin - (behind < 0 ? 0 : 1);
      if (digits === 0 || digits > 15) return readLong(cellText(records, cell));
      state.mantissa = negative ? -value : value;
      state.scale = behind < 0 ? 0 : end - behind - 1;
      state.long = null;
      return "number";
    },
  };
}
