import { describe, expect, test } from "vitest";
import { FormatError } from "../../plan/errors.ts";
import type { SampleFormat, SoundTags } from "../audio.ts";
import { asciiAt, asciiBytes, bytesReader, memoryWriter, viewOf } from "./bytes.ts";
import { integerChannels, mutated, seeded, wholeExact, wholeSound } from "./test-sounds.testing.ts";
import { readWav } from "./wav-reader.ts";
import { wavContainer, wavSink } from "./wav-writer.ts";

async function wavBytes(
  samples: SampleFormat,
  channels: readonly (Float32Array | Float64Array)[],
  tags: SoundTags = {},
  frames?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = memoryWriter();
  const target = {
    container: "wav",
    sampleRate: 48_000,
    channelCount: channels.length,
    samples,
    frames: frames ?? null,
  };
  const sink = wavSink(writer, target, tags);
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
    for (const channelCount of [1, 2, 5, 32]) {
      test(`${samples.bits}-bit ${samples.kind}, ${channelCount} channels`, async () => {
        const channels = integerChannels(samples.kind === "float" ? 24 : samples.bits, channelCount, 777);
        if (samples.bits === 64) channels[0]![5] = Math.PI / 4;
        const source = await readWav(bytesReader(await wavBytes(samples, channels)));
        expect(source.format).toMatchObject({
          container: "wav",
          channelCount,
          sampleRate: 48_000,
          samples,
          frames: 777,
        });
        if (samples.bits === 64 || (samples.kind === "integer" && samples.bits === 32)) {
          expect(await wholeExact(source)).toEqual(channels);
        } else {
          expect(source.exactBlocks).toBeUndefined();
          expect(await wholeSound(source)).toEqual(channels.map((channel) => Float32Array.from(channel)));
          expect(source.warnings).toEqual([]);
        }
      });
    }
  }
});

test("a file that begins at an odd byte of memory reads the same", async () => {
  for (const samples of depths) {
    const bytes = await wavBytes(samples, integerChannels(8, 2, 100));
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    expect(await wholeSound(await readWav(bytesReader(shifted)))).toEqual(
      await wholeSound(await readWav(bytesReader(bytes))),
    );
  }
});

test("32-bit integers and 64-bit floats read as floats are rounded, with a count", async () => {
  const channels = [Float64Array.of(2 ** -31, 0.5 + 2 ** -31, 0.25)];
  for (const samples of [depths[5]!, depths[7]!]) {
    const source = await readWav(bytesReader(await wavBytes(samples, channels)));
    expect(await wholeSound(source)).toEqual([Float32Array.of(2 ** -31, 0.5, 0.25)]);
    expect(source.warnings).toMatchObject([{ code: "wav.rounded", facts: { count: 1 } }]);
  }
});

test("16- and 24-bit mono and stereo have format code 1; other layouts are EXTENSIBLE", async () => {
  const codeOf = async (samples: SampleFormat, channelCount: number) => {
    const bytes = await wavBytes(samples, integerChannels(16, channelCount, 8));
    return viewOf(bytes).getUint16(asciiAt(bytes, 0, bytes.length).indexOf("fmt ") + 8, true);
  };
  for (const bits of [16, 24])
    for (const count of [1, 2]) expect(await codeOf({ kind: "integer", bits }, count)).toBe(1);
  expect(await codeOf({ kind: "float", bits: 32 }, 2)).toBe(3);
  expect(await codeOf({ kind: "integer", bits: 32 }, 2)).toBe(0xfffe);
  expect(await codeOf({ kind: "integer", bits: 16 }, 6)).toBe(0xfffe);
});

test("samples are rounded to nearest, ties to even, and clipped with a count", async () => {
  const writer = memoryWriter();
  const target = {
    container: "wav",
    sampleRate: 8_000,
    channelCount: 1,
    samples: { kind: "integer", bits: 16 } as const,
  };
  const sink = wavSink(writer, target);
  const lsb = 2 ** -15;
  await sink.write([Float32Array.of(0.5 * lsb, 1.5 * lsb, -0.5 * lsb, 2.4 * lsb, 1, -1, 2, Number.NaN, -3)]);
  await sink.finish();
  const [found] = await wholeSound(await readWav(bytesReader(writer.bytes())));
  expect(Array.from(found!, (x) => x * 32768 + 0)).toEqual([0, 2, 0, 2, 32767, -32768, 32767, 0, -32768]);
  expect(sink.warnings).toMatchObject([
    { code: "wav.clipped", facts: { count: 3 } },
    { code: "wav.not-a-number", facts: { count: 1 } },
  ]);
});

test("NaN and infinite samples are passed on and counted, the first with its place", async () => {
  const channels = [Float32Array.of(0, 0, Number.NaN, 0), Float32Array.of(0, Number.POSITIVE_INFINITY, 0, 0)];
  const source = await readWav(bytesReader(await wavBytes({ kind: "float", bits: 32 }, channels)));
  expect(await wholeSound(source)).toEqual(channels);
  expect(source.warnings).toMatchObject([{ code: "wav.not-finite", facts: { count: 2, firstFrame: 1 } }]);
});

test("tags and foreign chunks come back", async () => {
  const tags: SoundTags = {
    title: "Grüße, Ōkami",
    artist: "Ann",
    album: "Album",
    track: "3/11",
    date: "2026-05-01",
    genre: "Folk",
    isrc: "GBAYE0601498",
    upc: "036000291452",
    copyright: "2026 Ann",
    comment: "none",
    cover: { mime: "image/png", bytes: Uint8Array.of(1, 0, 0, 2, 255, 0) },
    chunks: [
      { id: "bext", bytes: new Uint8Array(603).fill(7) },
      { id: "iXML", bytes: asciiBytes("<BWFXML/>") },
    ],
  };
  const source = await readWav(bytesReader(await wavBytes({ kind: "integer", bits: 24 }, [new Float32Array(3)], tags)));
  expect(source.tags).toEqual(tags);
});

test("sizes that lie are read to the end of the file, with a warning", async () => {
  const channels = integerChannels(16, 2, 100);
  const good = await wavBytes({ kind: "integer", bits: 16 }, channels, {}, 100);
  for (const size of [0xffffffff, 100_000, 0]) {
    const bytes = good.slice();
    viewOf(bytes).setUint32(40, size, true);
    const source = await readWav(bytesReader(bytes));
    expect((await wholeSound(source))[0]!.length).toBe(100);
    expect(source.warnings[0]).toMatchObject({ code: "wav.data-size", offset: 40 });
  }
});

test("what has no sound is an error that names the place", async () => {
  const bytes = await wavBytes({ kind: "integer", bits: 16 }, [new Float32Array(10)], {}, 10);
  const cut = (length: number) => readWav(bytesReader(bytes.slice(0, length)));
  await expect(cut(44)).rejects.toThrow("WAV at byte 44: expected at least one frame of sound, found 0 bytes");
  await expect(cut(30)).rejects.toThrow(FormatError);
  await expect(cut(0)).rejects.toThrow("found end of file");
  const zeroChannels = bytes.slice();
  viewOf(zeroChannels).setUint16(22, 0, true);
  await expect(readWav(bytesReader(zeroChannels))).rejects.toThrow(
    "WAV at byte 22: expected 1 to 32 channels, found 0",
  );
});

test("over 4 GiB the file is RF64 with its true sizes, and is read back", async () => {
  const target = {
    container: "wav",
    sampleRate: 96_000,
    channelCount: 2,
    samples: { kind: "integer", bits: 24 } as const,
  };
  const frames = 2 ** 30;
  const container = wavContainer(target, { isrc: "GBAYE0601498" });
  expect(asciiAt(container.header(1000), 0, 4)).toBe("RIFF");
  const header = container.header(frames);
  expect(header.length).toBe(container.header(0).length);
  const trailer = container.trailer(frames);
  const dataBytes = frames * 6;
  const size = header.length + dataBytes + trailer.length;
  const view = viewOf(header);
  expect(asciiAt(header, 0, 4) + asciiAt(header, 8, 8)).toBe("RF64WAVEds64");
  expect([20, 28, 36].map((at) => Number(view.getBigUint64(at, true)))).toEqual([size - 8, dataBytes, frames]);
  const source = await readWav({
    size,
    read: async (offset, wanted) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(wanted, size - offset)));
      if (offset < header.length) bytes.set(header.subarray(offset, offset + bytes.length));
      const end = header.length + dataBytes;
      if (offset >= end) bytes.set(trailer.subarray(offset - end, offset - end + bytes.length));
      return bytes;
    },
  });
  expect(source.format).toMatchObject({ container: "rf64", frames });
  expect(source.tags.isrc).toBe("GBAYE0601498");
  expect(source.warnings).toEqual([]);
});

test("mutated files give sound or a FormatError, nothing else (1,500 seeded mutations)", async () => {
  const random = seeded(7);
  const seeds = await Promise.all(
    depths.map((samples) => wavBytes(samples, integerChannels(8, 2, 60), { title: "T", isrc: "X", comment: "c" })),
  );
  for (let n = 0; n < 1500; n++) {
    const bytes = mutated(seeds[n % seeds.length]!, random);
    try {
      const sound = await wholeSound(await readWav(bytesReader(bytes)));
      expect(sound[0]!.length).toBeGreaterThan(0);
    } catch (cause) {
      expect(cause).toBeInstanceOf(FormatError);
    }
  }
});
