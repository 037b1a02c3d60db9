import { describe, expect, test } from "vitest";
import { FormatError } from "../../plan/errors.ts";
import type { SampleFormat, SoundTags } from "../audio.ts";
import { readAiff } from "./aiff-reader.ts";
import { aiffSink } from "./aiff-writer.ts";
import { asciiBytes, bytesReader, joinBytes, memoryWriter, viewOf } from "./bytes.ts";
import { extendedBytes, readExtended } from "./extended-float.ts";
import { integerChannels, mutated, seeded, wholeExact, wholeSound } from "./test-sounds.testing.ts";

async function aiffBytes(
  samples: SampleFormat,
  channels: readonly (Float32Array | Float64Array)[],
  tags: SoundTags = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = memoryWriter();
  const sink = aiffSink(
    writer,
    { container: "aiff", sampleRate: 44_100, channelCount: channels.length, samples },
    tags,
  );
  await sink.write(channels as Float32Array[]);
  await sink.finish();
  return writer.bytes();
}

const depths: SampleFormat[] = [
  ...[8, 12, 16, 20, 24, 32].map((bits) => ({ kind: "integer" as const, bits })),
  { kind: "float", bits: 32 },
  { kind: "float", bits: 64 },
];

describe("every depth comes back bit for bit", () => {
  for (const samples of depths) {
    for (const channelCount of [1, 2, 7]) {
      test(`${samples.bits}-bit ${samples.kind}, ${channelCount} channels`, async () => {
        const channels = integerChannels(samples.kind === "float" ? 24 : samples.bits, channelCount, 501);
        if (samples.bits === 64) channels[0]![5] = Math.PI / 4;
        const source = await readAiff(bytesReader(await aiffBytes(samples, channels)));
        const container = samples.kind === "float" ? "aifc" : "aiff";
        expect(source.format).toMatchObject({ container, channelCount, sampleRate: 44_100, samples, frames: 501 });
        if (source.exactBlocks) expect(await wholeExact(source)).toEqual(channels);
        else expect(await wholeSound(source)).toEqual(channels.map((channel) => Float32Array.from(channel)));
        expect(source.warnings).toEqual([]);
      });
    }
  }
});

/** An AIFC file of one channel with these bytes as its sound. */
function aifc(code: string, bits: number, frames: number, data: Uint8Array): Uint8Array {
  const sizes = new Uint8Array(8);
  viewOf(sizes).setUint16(0, 1);
  viewOf(sizes).setUint32(2, frames);
  viewOf(sizes).setUint16(6, bits);
  const u32 = (value: number) => Uint8Array.of(value >> 24, value >> 16, value >> 8, value);
  const common = joinBytes([sizes, extendedBytes(48_000), asciiBytes(code), asciiBytes("\0\0")]);
  const pad = new Uint8Array(data.length % 2);
  return joinBytes([
    asciiBytes("FORM\0\0\0\0AIFC"),
    asciiBytes("COMM"),
    u32(common.length),
    common,
    asciiBytes("SSND"),
    u32(8 + data.length),
    new Uint8Array(8),
    data,
    pad,
  ]);
}

test.each([
  ["sowt", 16, [0x34, 0x12], 0x1234 / 2 ** 15],
  ["twos", 16, [0x12, 0x34], 0x1234 / 2 ** 15],
  ["in24", 16, [0x12, 0x34, 0x56], 0x123456 / 2 ** 23],
  ["42ni", 16, [0x56, 0x34, 0x12], 0x123456 / 2 ** 23],
  ["in32", 16, [0x40, 0, 0, 0], 0.5],
  ["23ni", 16, [0, 0, 0, 0xc0], -0.5],
  ["raw ", 8, [0xc0], 0.5],
  ["fl32", 32, [0x3e, 0x80, 0, 0], 0.25],
  ["FL64", 64, [0x3f, 0xd0, 0, 0, 0, 0, 0, 0], 0.25],
])("AIFC %s", async (code, bits, bytes, value) => {
  const source = await readAiff(bytesReader(aifc(code, bits, 1, Uint8Array.from(bytes))));
  expect(await wholeSound(source)).toEqual([Float32Array.of(value)]);
});

test("compressed AIFC is refused with its name", async () => {
  await expect(readAiff(bytesReader(aifc("ima4", 16, 1, new Uint8Array(34))))).rejects.toThrow('found "ima4"');
});

test("rates as 80-bit floats", () => {
  expect(Array.from(extendedBytes(44_100))).toEqual([0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]);
  for (const rate of [1, 8_000, 11_025, 48_000, 384_000]) expect(readExtended(extendedBytes(rate), 0)).toBe(rate);
});

test("tags come back", async () => {
  const tags: SoundTags = {
    title: "Lied",
    artist: "Zoë",
    isrc: "GBAYE0601498",
    upc: "036000291452",
    track: "2",
    copyright: "©",
  };
  const source = await readAiff(bytesReader(await aiffBytes(depths[4]!, [new Float32Array(3)], tags)));
  expect(source.tags).toEqual(tags);
});

test("mutated files give sound or a FormatError, nothing else (1,000 seeded mutations)", async () => {
  const random = seeded(11);
  const seeds = await Promise.all(
    depths.map((samples) => aiffBytes(samples, integerChannels(8, 2, 60), { title: "T" })),
  );
  for (let n = 0; n < 1000; n++) {
    try {
      const sound = await wholeSound(await readAiff(bytesReader(mutated(seeds[n % seeds.length]!, random))));
      expect(sound[0]!.length).toBeGreaterThan(0);
    } catch (cause) {
      expect(cause).toBeInstanceOf(FormatError);
    }
  }
});
