import { expect, test } from "vitest";
import { InputError } from "../../foundation/plan/errors.ts";
import { deliveryRate, parseFormat } from "./formats.ts";

test.each([
  ["wav16@44100", { container: "wav", extension: "wav", samples: { kind: "integer", bits: 16 }, sampleRate: 44_100 }],
  ["wav24", { container: "wav", samples: { kind: "integer", bits: 24 }, sampleRate: null }],
  ["wav", { samples: { kind: "integer", bits: 24 } }],
  ["WAV32f", { samples: { kind: "float", bits: 32 } }],
  ["flac16", { container: "flac", extension: "flac", samples: { kind: "integer", bits: 16 } }],
  ["aiff24@96000", { container: "aiff", samples: { kind: "integer", bits: 24 }, sampleRate: 96_000 }],
  ["mp3-320", { container: "mp3", samples: null, bitsPerSecond: 320_000 }],
  ["aac-256", { container: "m4a", extension: "m4a", samples: null, bitsPerSecond: 256_000 }],
  ["opus-160", { container: "ogg-opus", extension: "opus", samples: null, bitsPerSecond: 160_000 }],
  ["opus", { bitsPerSecond: null }],
])("%s", (name, wanted) => {
  expect(parseFormat(name)).toMatchObject(wanted);
});

test.each([
  "",
  "wave24",
  "wav8",
  "wav32",
  "flac32f",
  "flac32",
  "aiff32f",
  "mp3-5",
  "mp3-99999",
  "wav24@",
  "wav24@7999",
  "wav24@400000",
  "wav24@44100.5",
  "wav24@x",
])("%j is refused", (name) => {
  expect(() => parseFormat(name)).toThrow(InputError);
});

// MP3 goes to 48 kHz (ISO 11172-3), Opus is 48 kHz inside (RFC 6716).
test.each([
  ["wav24", 192_000, 192_000],
  ["wav16@44100", 96_000, 44_100],
  ["mp3-320", 44_100, 44_100],
  ["mp3-320", 88_200, 44_100],
  ["mp3-320", 96_000, 48_000],
  ["mp3-320", 192_000, 48_000],
  ["aac-256", 96_000, 96_000],
  ["opus-160", 44_100, 48_000],
  ["opus-160", 96_000, 48_000],
  ["flac24", 11_025, 11_025],
])("%s of a song of %i Hz has %i Hz", (name, source, wanted) => {
  expect(deliveryRate(parseFormat(name), source)).toBe(wanted);
});
