import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { asUtf8, createUtf8Check, detectEncoding } from "./encoding.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const textOf = (raw: Uint8Array, encoding: ReturnType<typeof detectEncoding>): string =>
  [...asUtf8([raw.subarray(0, 3), raw.subarray(3)], encoding)].map((block) => new TextDecoder().decode(block)).join("");

test("marks and zeros tell the encoding", () => {
  expect(detectEncoding(bytes(0xef, 0xbb, 0xbf, 65))).toEqual({ encoding: "utf-8", mark: 3 });
  expect(detectEncoding(bytes(0xff, 0xfe, 65, 0))).toEqual({ encoding: "utf-16le", mark: 2 });
  expect(detectEncoding(bytes(0xfe, 0xff, 0, 65))).toEqual({ encoding: "utf-16be", mark: 2 });
  expect(detectEncoding(bytes(65, 0, 66, 0, 67, 0))).toEqual({ encoding: "utf-16le", mark: 0 });
  expect(detectEncoding(bytes(0, 65, 0, 66, 0, 67))).toEqual({ encoding: "utf-16be", mark: 0 });
  expect(detectEncoding(bytes(65, 66))).toEqual({ encoding: "utf-8", mark: 0 });
});

test("texts come out as UTF-8, also where a block ends within a letter", () => {
  const raw = bytes(0xff, 0xfe, 0x4b, 0, 0xf6, 0, 0x6c, 0, 0x3d, 0xd8, 0x00, 0xde);
  expect(textOf(raw, detectEncoding(raw))).toBe("Köl😀");
  expect(textOf(bytes(0x4b, 0xf6, 0x6c, 0x6e, 0x80), { encoding: "windows-1252", mark: 0 })).toBe("Köln€");
});

test("the check agrees with the engine's decoder on 20,000 random texts", () => {
  const random = createRandom(8);
  const pieces = [
    [65],
    [0xc3, 0xa4],
    [0xe2, 0x82, 0xac],
    [0xf0, 0x9f, 0x98, 0x80],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xff],
    [0xe2, 0x82],
    [0xf4, 0x90, 0x80, 0x80],
  ];
  for (let round = 0; round < 20_000; round++) {
    const raw = Uint8Array.from(Array.from({ length: random.integer(1, 4) }, () => random.pick(pieces)).flat());
    const cut = random.integer(0, raw.length);
    const check = createUtf8Check();
    check.add(raw.subarray(0, cut));
    check.add(raw.subarray(cut));
    let valid = true;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(raw);
    } catch {
      valid = false;
    }
    if (check.end() !== valid) expect.fail([...raw].join(" "));
  }
});
