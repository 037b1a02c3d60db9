// RFC 9639, 9.1.8 and 9.3: CRC-8 x^8 + x^2 + x + 1 over frame headers, CRC-16 x^16 + x^15 + x^2 + 1 over frames.

const crc8Table = new Uint8Array(256);
const crc16Table = new Uint16Array(256);
const crc16NextTable = new Uint16Array(256);
for (let byte = 0; byte < 256; byte++) {
  let short = byte;
  let long = byte << 8;
  for (let bit = 0; bit < 8; bit++) {
    short = (short & 0x80) !== 0 ? (short << 1) ^ 0x07 : short << 1;
    long = (long & 0x8000) !== 0 ? (long << 1) ^ 0x8005 : long << 1;
  }
  crc8Table[byte] = short;
  crc16Table[byte] = long;
}
for (let byte = 0; byte < 256; byte++) {
  const once = crc16Table[byte]!;
  crc16NextTable[byte] = ((once << 8) & 0xffff) ^ crc16Table[once >> 8]!;
}

export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) crc = crc8Table[crc ^ bytes[at]!]!;
  return crc;
}

export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  let at = from;
  for (; at + 1 < to; at += 2)
    crc = crc16NextTable[(crc >> 8) ^ bytes[at]!]! ^ crc16Table[(crc & 255) ^ bytes[at + 1]!]!;
  if (at < to) crc = ((crc << 8) & 0xffff) ^ crc16Table[(crc >> 8) ^ bytes[at]!]!;
  return crc;
}
