import { expect, test } from "vitest";
import { FormatError } from "../../../foundation/plan/index.ts";
import { asciiBytes } from "../../../foundation/sound/formats/bytes.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { choosePreset } from "./choose-preset.ts";
import { readSoundFont } from "./sound-font.ts";
import { tinyFont } from "./tiny-font.testing.ts";

function refusal(bytes: Uint8Array): FormatError {
  try {
    readSoundFont(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("was read");
}

/** The font with other bytes at the body of a chunk. */
function changed(id: string, offset: number, ...bytes: readonly number[]): { font: Uint8Array; at: number } {
  const font = tinyFont();
  const name = asciiBytes(id);
  const at = font.findIndex((_, n) => name.every((byte, k) => font[n + k] === byte)) + 8 + offset;
  font.set(bytes, at);
  return { font, at };
}

test("a font says its kind, its name and its presets", () => {
  const font = readSoundFont(tinyFont({ name: "Mine", programs: [0, 24] }));
  expect(font).toMatchObject({ kind: "SF2", name: "Mine" });
  expect(font.presets.map(({ name, program, drums }) => [name, program, drums])).toEqual([
    ["Sine 0", 0, false],
    ["Sine 24", 24, false],
    ["Noise kit", 0, true],
  ]);
});

test("it is read from memory that threads share", () => {
  const bytes = tinyFont();
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  expect(readSoundFont(shared)).toEqual(readSoundFont(bytes));
});

test("a preset is found by its program, drums apart; a kit that is missing is played by the first one", () => {
  const font = readSoundFont(tinyFont({ programs: [0, 24] }));
  expect(choosePreset(font, 24, false)?.name).toBe("Sine 24");
  expect(choosePreset(font, 25, false)).toBeNull();
  expect(choosePreset(font, 25, true)?.name).toBe("Noise kit");
  expect(choosePreset(readSoundFont(tinyFont({ drums: false })), 0, true)).toBeNull();
});

test("what is no sound font is refused at its first byte", () => {
  expect(refusal(new Uint8Array(0)).found).toBe("an empty file");
  expect(refusal(asciiBytes("a text that is long enough")).offset).toBe(0);
  expect(refusal(asciiBytes("RIFF\0\0\0\0WAVEfmt ")).found).toContain("WAVE");
});

test("a font that is cut anywhere is refused", () => {
  const bytes = tinyFont();
  for (let length = 0; length < bytes.length; length += 37) refusal(bytes.subarray(0, length));
});

test.each([
  ["phdr", 24, [255, 0], "zones"],
  ["pbag", 4, [9, 9], "generators"],
  ["ibag", 6, [1, 0], "modulators"],
  ["pgen", 2, [7, 0], "instruments"],
  ["igen", 14, [9, 0], "samples"],
  ["shdr", 24, [255, 255, 255, 127], "within"],
  ["shdr", 36, [0, 0, 0, 0], "Hz"],
] as const)("a table %s that points nowhere is refused with its place", (id, offset, bytes, words) => {
  const { font, at } = changed(id, offset, ...bytes);
  const error = refusal(font);
  expect(error.expected).toContain(words);
  // A sample's place is told at its first number.
  expect(Math.abs(error.offset - at)).toBeLessThanOrEqual(4);
});

test("a table whose records are cut is refused", () => {
  const { font, at } = changed("pmod", -4, 8, 0, 0, 0);
  expect(refusal(font).offset).toBeGreaterThanOrEqual(at);
});

test("bytes changed by chance give a font or a FormatError, and nothing else", () => {
  const random = createRandom(28);
  const bytes = tinyFont();
  let refused = 0;
  for (let round = 0; round < 2000; round++) {
    const mutant = bytes.slice();
    // The samples are most of it, and say nothing: behind and before them lies what is read.
    const place = (): number =>
      random.uniform() < 0.5 ? random.integer(0, 120) : random.integer(bytes.length - 1000, bytes.length - 1);
    for (let n = random.integer(1, 4); n > 0; n--) mutant[place()] = random.integer(0, 255);
    try {
      expect(readSoundFont(mutant).presets.length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(200);
});
