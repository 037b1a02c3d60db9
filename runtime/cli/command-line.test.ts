import { expect, test } from "vitest";
import { readCommandLine } from "./command-line.ts";
import { editDistance, nearest } from "./nearest.ts";
import { defineVerb, type Verb } from "./verb.ts";

const verb: Verb = defineVerb({
  name: "master",
  craft: "production",
  summary: "for tests",
  material: { shown: "FILE...", kind: "path", min: 1, max: 3 },
  standard: ["out", "seed", "workers"],
  options: {
    album: { kind: "flag", about: "" },
    ceiling: { kind: "number", about: "", unit: "dBTP", min: -20, max: 0, default: -1 },
    bits: { kind: "number", about: "", unit: "", min: 16, max: 32, integer: true },
    target: { kind: "list", about: "", choices: ["streaming", "cd", "vinyl"] },
    format: { kind: "text", about: "", choices: ["wav", "flac"], default: "wav", short: "f" },
    reference: { kind: "file", about: "" },
    font: { kind: "file", about: "", words: ["built-in", "found:NAME"] },
    stem: { kind: "named-files", about: "" },
  },
  example: "songwright master mix.wav",
  perform: async () => {},
});

const read = (...words: string[]) => readCommandLine(verb, words, "/music");

test("options may stand anywhere, joined or apart, long or short", () => {
  const line = read(
    "--ceiling=-2.5",
    "a.wav",
    "-f",
    "flac",
    "--target",
    "cd,vinyl",
    "--album",
    "b.wav",
    "--target=streaming",
  );
  expect(line.material).toEqual(["/music/a.wav", "/music/b.wav"]);
  expect(line.options).toEqual({
    album: true,
    ceiling: -2.5,
    bits: null,
    target: ["cd", "vinyl", "streaming"],
    format: "flac",
    reference: null,
    font: null,
    stem: {},
  });
});

test("a word may stand in a file's place; what looks like one with folders in it is a path", () => {
  expect(read("a", "--font", "built-in").options.font).toBe("built-in");
  expect(read("a", "--font", "found:A b.sf2").options.font).toBe("found:A b.sf2");
  for (const path of ["./built-in", "found:", "found:../a.sf2", "found:a\\b", "built-in2"])
    expect(() => read("a", "--font", path)).toThrow("--font: expected a file that exists");
});

test("a unit may be typed, a negative number may follow, and -- ends the options", () => {
  expect(read("a", "--ceiling", "-1.5 dBTP").options.ceiling).toBe(-1.5);
  expect(read("a", "--ceiling", "-1dbtp").options.ceiling).toBe(-1);
  expect(read("a").options.ceiling).toBe(-1);
  expect(read("--", "--album").material).toEqual(["/music/--album"]);
});

test.each([
  [["a", "--cieling", "-1"], "option: expected --ceiling, given --cieling"],
  [["a", "--zzzzzz"], "option: expected an option of `songwright help master`, given --zzzzzz"],
  [["a", "--plan", "x"], "option: expected an option of `songwright help master`, given --plan"],
  [["a", "--ceiling", "1"], "--ceiling: expected -20 to 0 dBTP, given 1"],
  [["a", "--ceiling", "loud"], "--ceiling: expected -20 to 0 dBTP, given loud"],
  [["a", "--ceiling"], "--ceiling: expected -20 to 0 dBTP, given nothing"],
  [["a", "--bits", "16.5"], "--bits: expected a whole number, 16 to 32, given 16.5"],
  [["a", "--bits", "16", "--bits", "24"], "--bits: expected one value, given 16 and 24"],
  [
    ["a", "--target", "streeming"],
    "--target: expected one of streaming, cd, vinyl, given streeming (did you mean streaming?)",
  ],
  [["a", "--album=yes"], "--album: expected nothing after it, given yes"],
  [["a", "--reference", "gone.wav"], "--reference: expected a file that exists, given /music/gone.wav"],
  [["a", "--stem", "vocals"], "--stem: expected NAME=FILE, given vocals"],
  [["a", "--workers", "0"], "--workers: expected a whole number, 1 to 512, given 0"],
  [[], "material: expected `songwright master FILE...`, given nothing"],
  [["a", "b", "c", "d"], "material: expected `songwright master FILE...`, given a b c d"],
])("%j is refused with what would be right", (words, message) => {
  expect(() => read(...words)).toThrow(message);
});

test("distances count insertions, deletions, replacements and swaps", () => {
  expect(editDistance("measure", "measure")).toBe(0);
  expect(editDistance("mesaure", "measure")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
  // The textbook case of V. I. Levenshtein's distance.
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(nearest("maser", ["measure", "master"])).toBe("master");
  expect(nearest("xyzzy", ["measure", "master"])).toBe(null);
  expect(nearest("meas", ["master", "measure"])).toBe("measure");
});
