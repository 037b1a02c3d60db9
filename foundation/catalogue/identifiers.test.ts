import { expect, test } from "vitest";
import { readBarcode, readGrid, readIpi, readIsni, readIsrc, readIswc } from "./identifiers.ts";

test.each([
  ["US-RC1-76-07839", "USRC17607839"],
  ["usrc17607839", "USRC17607839"],
  ["ISRC US RC1 76 07839", "USRC17607839"],
  ["USRC1760783", null],
  ["1SRC17607839", null],
  ["", null],
])("ISRC %s", (text, expected) => expect(readIsrc(text)).toBe(expected));

// The worked example of GS1's General Specifications is 6291041500213; 036000291452 is the UPC-A of many textbooks.
test.each([
  ["6291041500213", "6291041500213"],
  ["036000291452", "0036000291452"],
  ["36000291452", "0036000291452"],
  ["036000291453", null],
  ["73513537", "0000073513537"],
  ["abc", null],
])("barcode %s", (text, expected) => expect(readBarcode(text)).toBe(expected));

// T-034.524.680-1 is the example of ISO 15707; the two others are values of DDEX's samples.
test.each([
  ["T-034.524.680-1", "T-034.524.680-1"],
  ["T0702472794", "T-070.247.279-4"],
  ["T-910.924.731-6", "T-910.924.731-6"],
  ["T-034.524.680-2", null],
])("ISWC %s", (text, expected) => expect(readIswc(text)).toBe(expected));

// 0000 0001 2103 2683 and 0000 0001 2150 090X are in ISNI's own documents.
test.each([
  ["0000 0001 2103 2683", "0000000121032683"],
  ["https://isni.org/isni/000000012150090X", "000000012150090X"],
  ["0000000063037346", "0000000063037346"],
  ["0000000121032684", null],
])("ISNI %s", (text, expected) => expect(readIsni(text)).toBe(expected));

// The example of the GRid Standard.
test.each([
  ["A1-2425G-ABC1234002-M", "A1-2425G-ABC1234002-M"],
  ["a12425gabc1234002m", "A1-2425G-ABC1234002-M"],
  ["A1-2425G-ABC1234002-N", null],
])("GRid %s", (text, expected) => expect(readGrid(text)).toBe(expected));

// 00000000199 and 00000000297 are the interested parties of the worked examples of CWR files.
test("IPI: one changed digit is found", () => {
  expect(readIpi("00000000199")).toBe("00000000199");
  expect(readIpi("000000297")).toBe("00000000297");
  for (let at = 0; at < 9; at++) {
    const digits = [..."00000000199"];
    digits[at] = `${(Number(digits[at]) + 1) % 10}`;
    expect(readIpi(digits.join(""))).toBeNull();
  }
});
