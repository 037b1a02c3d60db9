import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hexDigits, Md5 } from "./md5.ts";

// RFC 1321, A.5.
test.each([
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["a", "0cc175b9c0f1b6a831c399e269772661"],
  ["abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
  ["abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"],
  [
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "57edf4a22be3c955ac49da2e2107b67a",
  ],
])("MD5 of %j", (text, digest) => {
  expect(hexDigits(new Md5().update(new TextEncoder().encode(text)).digest())).toBe(digest);
});

test("pieces of any length and alignment, against node:crypto", () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) >> 3);
  const md5 = new Md5();
  const other = createHash("md5");
  for (let at = 0, length = 0; at < bytes.length; at += length) {
    length = 1 + ((at * 31) % 200);
    md5.update(bytes.subarray(at, at + length));
    other.update(bytes.subarray(at, at + length));
  }
  expect(hexDigits(md5.digest())).toBe(other.digest("hex"));
});
