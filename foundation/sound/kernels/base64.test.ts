import { expect, test } from "vitest";
import { bytesOfBase64 } from "./base64.ts";
import { kernelsWasm } from "./kernels.wasm.ts";

// RFC 4648, section 10.
test.each([
  ["", ""],
  ["Zg==", "f"],
  ["Zm8=", "fo"],
  ["Zm9v", "foo"],
  ["Zm9vYg==", "foob"],
  ["Zm9vYmE=", "fooba"],
  ["Zm9vYmFy", "foobar"],
])("%s is %j", (text, plain) => expect(Buffer.from(bytesOfBase64(text)).toString()).toBe(plain));

test("the kernels come out as Node's own decoder has them", () =>
  expect(Buffer.from(bytesOfBase64(kernelsWasm)).equals(Buffer.from(kernelsWasm, "base64"))).toBe(true));

test("other characters are refused", () => expect(() => bytesOfBase64("Zm9-")).toThrow("character 3"));
