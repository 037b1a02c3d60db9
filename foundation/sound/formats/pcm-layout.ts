/** How one PCM sample lies in a file. Integers that fill fewer bits than their bytes are left-justified. */
export interface PcmLayout {
  readonly kind: "integer" | "float";
  readonly bytes: 1 | 2 | 3 | 4 | 8;
  readonly littleEndian: boolean;
  /** 8-bit WAV counts from 0 to 255 with 128 as silence. */
  readonly unsigned: boolean;
}

/** Whether this machine's typed arrays are little-endian. */
export const machineIsLittleEndian: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** True where a typed array can look at the bytes as they lie. */
export function liesNative(bytes: Uint8Array, layout: PcmLayout): boolean {
  return layout.littleEndian === machineIsLittleEndian && bytes.byteOffset % layout.bytes === 0;
}

/** True where little-endian bytes can be looked at as 32-bit words. */
export function liesInWords(bytes: Uint8Array, layout: PcmLayout): boolean {
  return layout.littleEndian && machineIsLittleEndian && bytes.byteOffset % 4 === 0;
}
