// Chosen fields of JSON, against the engine's own parser; what is not chosen is never looked at.
import { describe, expect, test } from "vitest";
import { FormatError } from "../plan/errors.ts";
import { createRandom, type Random } from "../statistics/random.ts";
import { createJsonScanner, type JsonChoice, type JsonRecord } from "./json-fields.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CHOICE: JsonChoice = { records: ["Video", "List"], fields: ["Link", "Likes", "media/*/uri"] };

function scan(text: string, step = 3, choice = CHOICE): JsonRecord[] {
  const found: JsonRecord[] = [];
  const scanner = createJsonScanner("JSON", [choice], (record) => found.push(record));
  const all = bytes(text);
  for (let at = 0; at < all.length; at += step) scanner.push(all.subarray(at, at + step));
  scanner.end();
  return found;
}

test("records with their line; strings, numbers, nested fields; escapes; the rest goes by", () => {
  const text = `{"Chat": {"List": [{"Link": "secret", "deep": [[{"Link": 1}]]}]},
 "Video": {"Other": [1, {"Link": "no"}], "List": [
  {"Link": "a\\"\\u00e9\\n", "Likes": 12, "x": {"Link": "no"}},
  {"media": [{"uri": "first", "t": 5}, {"uri": "second"}], "Likes": null}, 7, []
 ]}}`;
  expect(scan(text)).toEqual([
    { line: 3, fields: { Link: 'a"é\n', Likes: "12" } },
    { line: 4, fields: { "media/*/uri": "first" } },
  ]);
});

test("an array as the whole text", () => {
  expect(scan('[{"a": 1}, {"a": -2.5e3}]', 1, { records: [], fields: ["a"] }).map(({ fields }) => fields)).toEqual([
    { a: "1" },
    { a: "-2.5e3" },
  ]);
});

test.each(["", "{", '{"a"', '{"a" 1}', "[1,", "[1 2]", "{]", "]", '"open', "[1] [2]", "{1:2}"])(
  "%s is refused",
  (text) => {
    expect(() => scan(text)).toThrow(FormatError);
  },
);

describe("any JSON", () => {
  const value = (random: Random, depth: number): unknown => {
    const kind = random.integer(0, depth > 4 ? 3 : 5);
    if (kind === 0) return random.integer(-5, 1000);
    if (kind === 1) return ["", "x", '"q"', "a\\b", "ünï\n", "}]"][random.integer(0, 5)];
    if (kind === 2) return null;
    if (kind === 3) return random.uniform() < 0.5;
    if (kind === 4) return Array.from({ length: random.integer(0, 3) }, () => value(random, depth + 1));
    const keys = ["Video", "List", "Link", "Likes", "media", "uri", "other"];
    return Object.fromEntries(
      Array.from({ length: random.integer(0, 4) }, () => [keys[random.integer(0, 6)], value(random, depth + 1)]),
    );
  };
  const expected = (data: unknown): number => {
    const list = (data as { Video?: { List?: unknown } } | null)?.Video?.List;
    return Array.isArray(list)
      ? list.filter((each) => each !== null && typeof each === "object" && !Array.isArray(each)).length
      : 0;
  };

  test("as many records as the engine's parser finds", () => {
    const random = createRandom(5);
    for (let round = 0; round < 400; round++) {
      const data = { Video: { List: Array.from({ length: 4 }, () => value(random, 1)) }, more: value(random, 0) };
      expect(scan(JSON.stringify(data, null, round % 3), 1 + (round % 9))).toHaveLength(expected(data));
    }
  });

  test("cut or damaged anywhere: a FormatError or an answer, nothing else", () => {
    const random = createRandom(6);
    const good = bytes(
      JSON.stringify({ Video: { List: [{ Link: "a", media: [{ uri: "b" }] }, { Likes: 3 }] }, Chat: [{ x: "y" }] }),
    );
    for (let round = 0; round < 2000; round++) {
      const bad = good.slice(0, random.integer(0, good.length));
      for (let i = 0; i < 3 && bad.length > 0; i++) bad[random.integer(0, bad.length - 1)] = random.integer(0, 255);
      try {
        const scanner = createJsonScanner("JSON", [CHOICE], () => {});
        scanner.push(bad);
        scanner.end();
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });
});
