import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../plan/errors.ts";
import type { SoundTags } from "../audio.ts";
import { bytesReader, memoryWriter } from "./bytes.ts";
import { readFlac } from "./flac-reader.ts";
import { flacSink } from "./flac-writer.ts";
import { integerChannels, mutated, seeded, tones, wholeSound } from "./test-sounds.testing.ts";

async function flacBytes(
  bits: number,
  channels: readonly Float32Array[],
  tags: SoundTags = {},
  sampleRate = 44_100,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = memoryWriter();
  const target = {
    container: "flac",
    sampleRate,
    channelCount: channels.length,
    samples: { kind: "integer" as const, bits },
  };
  const sink = flacSink(writer, target, tags);
  for (let at = 0; at < channels[0]!.length; at += 3001)
    await sink.write(channels.map((channel) => channel.subarray(at, at + 3001)));
  await sink.finish();
  return writer.bytes();
}

async function back(bytes: Uint8Array) {
  const source = await readFlac(bytesReader(bytes));
  return { source, sound: await wholeSound(source) };
}

describe("what is written is read back bit for bit, MD5 and frame count right", () => {
  for (let bits = 4; bits <= 24; bits++) {
    test(`${bits} bits`, async () => {
      const noise = integerChannels(bits, 2, 4500).map((channel) => Float32Array.from(channel));
      const music = tones(bits, 2, 9000);
      for (const channels of [noise, music, [music[0]!, music[0]!], [noise[0]!, music[1]!.subarray(0, 4500)]]) {
        const frames = channels[0]!.length;
        const { source, sound } = await back(await flacBytes(bits, channels));
        expect(source.format).toMatchObject({ samples: { kind: "integer", bits }, frames, channelCount: 2 });
        expect(sound).toEqual(channels);
        expect(source.warnings).toEqual([]);
      }
    });
  }
});

test.each([1, 2, 3, 6, 8])("%i channels", async (count) => {
  const channels = tones(16, count, 5000);
  expect((await back(await flacBytes(16, channels))).sound).toEqual(channels);
});

test.each([8_000, 11_025, 44_100, 48_000, 96_000, 192_000, 352_800, 384_000, 37_123, 65_537])("%i Hz", async (rate) => {
  const { source } = await back(await flacBytes(16, tones(16, 1, 300), {}, rate));
  expect(source.format.sampleRate).toBe(rate);
  expect(source.warnings).toEqual([]);
});

test.each([1, 2, 5, 16, 31, 255, 256, 257, 4095, 4096, 4097])("%i frames", async (frames) => {
  const channels = tones(16, 2, frames);
  const { source, sound } = await back(await flacBytes(16, channels));
  expect(sound).toEqual(channels);
  expect(source.warnings).toEqual([]);
});

test("silence, constants and unused low bits take little room and come back", async () => {
  const frames = 50_000;
  const silence = [new Float32Array(frames), new Float32Array(frames).fill(-0.25)];
  const bytes = await flacBytes(24, silence);
  expect(bytes.length).toBeLessThan(600);
  expect((await back(bytes)).sound).toEqual(silence);
  const sixteen = tones(16, 2, frames);
  const in24 = await flacBytes(24, sixteen);
  expect((await back(in24)).sound).toEqual(sixteen);
  expect(in24.length).toBeLessThan((await flacBytes(16, sixteen)).length * 1.01);
});

test("tags and cover come back", async () => {
  const tags: SoundTags = {
    title: "Grüße",
    artist: "Ann",
    track: "3/11",
    date: "2026-05-01",
    isrc: "GBAYE0601498",
    upc: "036000291452",
    cover: { mime: "image/png", bytes: Uint8Array.of(1, 2, 3) },
  };
  expect((await back(await flacBytes(16, tones(16, 1, 100), tags))).source.tags).toEqual(tags);
});

test("a damaged frame is silence of its length and a warning with its place; what follows keeps its time", async () => {
  const channels = tones(16, 2, 40_960);
  const bytes = await flacBytes(16, channels);
  const middle = bytes.length >> 1;
  bytes[middle] = bytes[middle]! ^ 0xff;
  const { source, sound } = await back(bytes);
  expect(sound[0]!.length).toBe(40_960);
  const damaged = source.warnings.find((warning) => warning.code === "flac.damaged")!;
  expect(damaged.facts.silentFrames).toBe(4096);
  expect(damaged.offset).toBeLessThanOrEqual(middle);
  const from = damaged.facts.atFrame as number;
  expect(sound[0]!.subarray(from, from + 4096).every((x) => x === 0)).toBe(true);
  expect(sound[1]!.subarray(from + 4096)).toEqual(channels[1]!.subarray(from + 4096));
  expect(source.warnings.map((warning) => warning.code)).toContain("flac.md5-mismatch");
});

test("a file cut off gives what is there, with warnings", async () => {
  const channels = tones(16, 2, 40_960);
  const bytes = await flacBytes(16, channels);
  const { source, sound } = await back(bytes.slice(0, bytes.length >> 1));
  expect(sound[0]).toEqual(channels[0]!.subarray(0, sound[0]!.length));
  expect(source.warnings.map((warning) => warning.code)).toEqual([
    "flac.damaged",
    "flac.frame-count",
    "flac.md5-mismatch",
  ]);
  await expect(back(bytes.slice(0, 120))).rejects.toThrow(FormatError);
});

test("mutated files give sound with a warning, the same sound, or a FormatError (600 seeded mutations)", async () => {
  const random = seeded(3);
  const seeds = [tones(16, 2, 9000), tones(16, 1, 5000)];
  const files = await Promise.all(seeds.map((channels) => flacBytes(16, channels, { title: "T" })));
  for (let n = 0; n < 600; n++) {
    const which = n % files.length;
    try {
      const { source, sound } = await back(mutated(files[which]!, random));
      expect(sound[0]!.length).toBeGreaterThan(0);
      const same =
        sound.length === seeds[which]!.length && sound.every((channel, c) => same32(channel, seeds[which]![c]!));
      if (!same) expect(source.warnings.length).toBeGreaterThan(0);
    } catch (cause) {
      expect(cause).toBeInstanceOf(FormatError);
    }
  }
});

function same32(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, n) => value === b[n]);
}

const testFiles = "../shared/data/malformed/flac-test-files";
const absent = !existsSync(testFiles);
const why = `the decoder test set is not in ${testFiles}`;

/** Files of the IETF's decoder test set, by what their frames hold. */
describe("the FLAC decoder testbench", () => {
  const uncommon: [name: string, frames: number, warnings: string[]][] = [
    ["01 - changing samplerate", 555_747, ["flac.sample-rate-change", "flac.frame-size"]],
    ["02 - increasing number of channels", 638_856, ["flac.channel-count-change", "flac.frame-size"]],
    ["03 - decreasing number of channels", 375_226, ["flac.channel-count-change"]],
    ["04 - changing bitdepth", 495_232, ["flac.bit-depth-change", "flac.frame-size"]],
    ["05 - 32bps audio", 515_577, []],
    ["07 - 15 bit per sample", 518_462, []],
    ["08 - blocksize 65535", 465_905, []],
    ["09 - Rice partition order 15", 105_083, []],
    ["10 - file starting at frame header", 664_669, ["flac.no-metadata"]],
    ["11 - file starting with unparsable data", 568_394, ["flac.no-metadata", "flac.damaged"]],
  ];
  test.for(uncommon)("uncommon: %s", async ([name, frames, warnings], { skip }) => {
    skip(absent, why);
    const source = await readFlac(bytesReader(readFileSync(join(testFiles, "uncommon", `${name}.flac`))));
    let found = 0;
    for await (const block of source.blocks()) found += block[0]!.length;
    expect(found).toBe(frames);
    // An empty list says that the MD5 was right too.
    expect([...new Set(source.warnings.map((warning) => warning.code))]).toEqual(warnings);
  });

  const faulty = absent
    ? ["all of them"]
    : readdirSync(join(testFiles, "faulty")).filter((name) => name.endsWith(".flac"));
  test.for(faulty)("faulty: %s", async (name, { skip }) => {
    skip(absent, why);
    const { source, sound } = await back(readFileSync(join(testFiles, "faulty", name)));
    expect(sound[0]!.length).toBeGreaterThan(0);
    expect(source.warnings.length).toBeGreaterThan(0);
    expect(source.warnings.map((warning) => warning.code)).not.toContain("flac.md5-mismatch");
  });
});
