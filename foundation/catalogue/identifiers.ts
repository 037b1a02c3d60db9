/**
 * Identifiers of recordings, releases, works and parties: read as people and systems write them, checked, and given in one
 * form. A reader gives null where the text cannot be the identifier; check digits are verified where there are any.
 */

/** ISRC (ISO 3901:2019): two letters, three letters or digits, year, five digits. It has no check digit. "USRC17607839". */
export function readIsrc(text: string): string | null {
  const bare = text
    .replace(/[\s\u2010-\u2015-]/g, "")
    .toUpperCase()
    .replace(/^ISRC:?/, "");
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(bare) ? bare : null;
}

/**
 * UPC-A, EAN-13, EAN-8 and GTIN-14 (GS1 General Specifications, 7.9): weights 3 and 1 from the right, sum a multiple of
 * ten. Given as 13 digits, so that a UPC and its EAN with a leading zero are the same; spreadsheets drop leading zeros,
 * which come back. "0198000000017".
 */
export function readBarcode(text: string): string | null {
  const bare = text.replace(/[\s-]/g, "").replace(/\.0$/, "");
  if (!/^\d{8,14}$/.test(bare)) return null;
  const digits = bare.padStart(14, "0");
  let sum = 0;
  for (let at = 0; at < 14; at++) sum += Number(digits[at]) * (at % 2 === 0 ? 3 : 1);
  if (sum % 10 !== 0) return null;
  return digits.startsWith("0") ? digits.slice(1) : digits;
}

/**
 * ISWC (ISO 15707, annex A): T, nine digits, a check digit with (1 + Σ i·dᵢ + check) a multiple of ten. "T-034.524.680-1".
 */
export function readIswc(text: string): string | null {
  const bare = text.replace(/[\s.-]/g, "").toUpperCase();
  if (!/^T\d{10}$/.test(bare)) return null;
  let sum = 1;
  for (let i = 1; i <= 9; i++) sum += i * Number(bare[i]);
  if ((sum + Number(bare[10])) % 10 !== 0) return null;
  return `T-${bare.slice(1, 4)}.${bare.slice(4, 7)}.${bare.slice(7, 10)}-${bare[10]}`;
}

/** ISNI (ISO 27729): 16 characters, the last by ISO 7064 MOD 11-2. "0000000063037346". */
export function readIsni(text: string): string | null {
  const bare = text
    .replace(/[\s-]/g, "")
    .toUpperCase()
    .replace(/^(?:HTTPS?:\/\/)?(?:WWW\.)?ISNI(?:\.ORG\/(?:ISNI\/)?|:)?/, "");
  if (!/^\d{15}[\dX]$/.test(bare)) return null;
  let product = 0;
  for (const digit of bare.slice(0, 15)) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return bare[15] === (check === 10 ? "X" : `${check}`) ? bare : null;
}

/**
 * IPI name number (CISAC): eleven digits; with weights 10 down to 2 on the first nine, the last two are
 * (101 - Σ mod 101) mod 100. "00199701739".
 */
export function readIpi(text: string): string | null {
  const bare = text.replace(/[\s.-]/g, "").replace(/^IPI:?/i, "");
  if (!/^\d{9,11}$/.test(bare)) return null;
  const digits = bare.padStart(11, "0");
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at);
  return Number(digits.slice(9)) === ((101 - (sum % 101)) % 101) % 100 ? digits : null;
}

const GRID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** GRid (GRid Standard 2.1): A1, issuer 5, release 10, check 1; ISO 7064 MOD 37,36. "A1-2425G-ABC1234002-M". */
export function readGrid(text: string): string | null {
  const bare = text
    .replace(/[\s-]/g, "")
    .toUpperCase()
    .replace(/^GRID:?/, "");
  if (!/^A1[A-Z0-9]{16}$/.test(bare)) return null;
  let product = 36;
  for (const letter of bare.slice(0, 17)) {
    const sum = (product + GRID_LETTERS.indexOf(letter)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  if ((product + GRID_LETTERS.indexOf(bare[17] as string)) % 36 !== 1) return null;
  return `${bare.slice(0, 2)}-${bare.slice(2, 7)}-${bare.slice(7, 17)}-${bare.slice(17)}`;
}
