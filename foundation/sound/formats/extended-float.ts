import { viewOf } from "./bytes.ts";

/** An 80-bit extended float (IEEE 754; sign, 15 bits of exponent, 64 of mantissa), as AIFF states its sample rate. */
export function readExtended(bytes: Uint8Array, at: number): number {
  const view = viewOf(bytes);
  const head = view.getUint16(at);
  const exponent = (head & 0x7fff) - 16383;
  const high = view.getUint32(at + 2) * 2 ** (exponent - 31);
  const low = view.getUint32(at + 6) * 2 ** (exponent - 63);
  return (head & 0x8000 ? -1 : 1) * (high + low);
}

/** The ten bytes of a number from 1 to 2^31. */
export function extendedBytes(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(10);
  const view = viewOf(bytes);
  let exponent = 0;
  while (2 ** (exponent + 1) <= value) exponent++;
  const mantissa = value * 2 ** (31 - exponent);
  view.setUint16(0, 16383 + exponent);
  view.setUint32(2, Math.floor(mantissa));
  view.setUint32(6, Math.floor((mantissa % 1) * 2 ** 32));
  return bytes;
}
