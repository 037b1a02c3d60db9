import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../foundation/plan/errors.ts";
import { lateBy, mutated, seeded, wholeSound } from "../../foundation/sound/formats/test-sounds.testing.ts";
import { createSound } from "./create-sound.ts";
import { openSound } from "./open-sound.ts";
import { ffmpegPresent, run, temporaryFolder } from "./outside-programs.testing.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

/** Noise without highs: lossy codecs keep its shape, and it looks like itself at one place only. */
function softNoise(frames: number, seed: number): Float32Array {
  const random = seeded(seed);
  let low = 0;
  return Float32Array.from({ length: frames }, () => {
    low += 0.2 * (random() - 0.5 - low);
    return low;
  });
}

async function encoded(
  container: string,
  sampleRate: number,
  channels: readonly Float32Array[],
  tags = {},
): Promise<string> {
  const path = at(`${container}-${sampleRate}-${channels.length}-${channels[0]!.length}.${container}`);
  const sink = await createSound(path, { container, sampleRate, channelCount: channels.length }, tags);
  for (let n = 0; n < channels[0]!.length; n += 5000)
    await sink.write(channels.map((channel) => channel.subarray(n, n + 5000)));
  await sink.finish();
  return path;
}

async function read(path: string) {
  const source = await openSound(path);
  try {
    return { source, sound: await wholeSound(source) };
  } finally {
    await source.close();
  }
}

/** Energy of the difference against that of the sound, in dB, over a stretch of it. */
function errorDb(wanted: Float32Array, found: Float32Array, from: number, to: number): number {
  let error = 0;
  let energy = 0;
  for (let n = from; n < to; n++) {
    error += (wanted[n]! - found[n]!) ** 2;
    energy += wanted[n]! ** 2;
  }
  return 10 * Math.log10(error / energy);
}

const cases: [container: string, rate: number, frames: number][] = [
  ["mp3", 44_100, 40_003],
  ["mp3", 48_000, 34_560],
  ["mp3", 22_050, 20_001],
  ["m4a", 44_100, 40_003],
  ["m4a", 48_000, 32_768],
  ["ogg-vorbis", 44_100, 40_003],
  ["ogg-vorbis", 96_000, 50_000],
  ["ogg-opus", 48_000, 40_003],
];

describe.skipIf(!ffmpegPresent)("lossy sound begins at frame 0 and ends where it ended (needs ffmpeg)", () => {
  test.each(cases)("%s at %i Hz, %i frames", async (container, rate, frames) => {
    for (const count of [1, 2]) {
      const channels = Array.from({ length: count }, (_, c) => softNoise(frames, c + 1));
      const { source, sound } = await read(await encoded(container, rate, channels));
      expect(source.format).toMatchObject({
        lossy: true,
        sampleRate: rate,
        channelCount: count,
        frames,
        samples: null,
      });
      expect(source.warnings).toEqual([]);
      for (const [c, channel] of sound.entries()) {
        expect(channel.length).toBe(frames);
        expect(lateBy(channels[c]!, channel, 1300)).toBe(0);
        expect(errorDb(channels[c]!, channel, 2000, frames - 2000)).toBeLessThan(-12);
        expect(errorDb(channels[c]!, channel, frames - 600, frames)).toBeLessThan(-6);
      }
    }
  });

  test("six channels come in WAV order", async () => {
    const channels = Array.from({ length: 6 }, (_, c) => softNoise(30_000, c + 1).map((x) => (c === 3 ? 0.02 * x : x)));
    for (const container of ["ogg-vorbis", "ogg-opus"]) {
      const { sound } = await read(await encoded(container, 48_000, channels));
      for (const c of [0, 1, 2, 4, 5]) {
        const errors = channels.map((channel) => errorDb(channel, sound[c]!, 2000, 28_000));
        expect(errors.indexOf(Math.min(...errors))).toBe(c);
      }
    }
  });
});

const tags = {
  title: "Grüße = ; # \\ \\x",
  artist: "Ann",
  album: "Album",
  track: "3/11",
  date: "2026-05-01",
  genre: "Folk",
  isrc: "GBAYE0601498",
  upc: "036000291452",
  copyright: "2026 Ann",
  comment: "none",
  cover: {
    mime: "image/png",
    bytes: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  },
};

describe.skipIf(!ffmpegPresent)("tags (needs ffmpeg)", () => {
  test.each([
    ["mp3", "TSRC"],
    ["m4a", "ISRC"],
    ["ogg-vorbis", "ISRC"],
    ["ogg-opus", "ISRC"],
  ])("%s: read back by ffprobe and by us", async (container, isrcName) => {
    const path = await encoded(container, 48_000, [softNoise(9000, 1), softNoise(9000, 2)], tags);
    const shown = JSON.parse(
      run("ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", path]).toString(),
    );
    const all = { ...shown.streams[0].tags, ...shown.format.tags };
    const found = Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]));
    const { title, artist, album, genre, date, copyright, upc } = tags;
    expect(found).toMatchObject({ title, artist, album, genre, date, copyright, upc });
    expect(found[isrcName.toLowerCase()]).toBe(tags.isrc);
    expect(shown.streams.some((stream: { codec_name: string }) => stream.codec_name === "png")).toBe(true);
    const read_ = (await read(path)).source.tags;
    expect({ ...read_, cover: { ...read_.cover, bytes: Buffer.from(read_.cover!.bytes) } }).toEqual(tags);
  });

  test("the same samples and tags give the same bytes", async () => {
    for (const container of ["mp3", "m4a", "ogg-vorbis", "ogg-opus"]) {
      const channels = [softNoise(12_000, 1)];
      const first = readFileSync(await encoded(container, 48_000, channels, tags));
      expect(readFileSync(await encoded(container, 48_000, channels, tags)).equals(first)).toBe(true);
    }
  });
});

test.skipIf(!ffmpegPresent)(
  "what ffmpeg decodes comes in blocks of one size, however the pipe cuts it (needs ffmpeg)",
  async () => {
    const path = await encoded("m4a", 44_100, [softNoise(200_000, 1), softNoise(200_000, 2)]);
    const lengths = async (slowly: boolean): Promise<number[]> => {
      const source = await openSound(path);
      const found: number[] = [];
      for await (const [left] of source.blocks()) {
        found.push(left!.length);
        if (slowly) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await source.close();
      return found;
    };
    const quick = await lengths(false);
    expect(await lengths(true)).toEqual(quick);
    expect(quick.reduce((sum, each) => sum + each, 0)).toBe(200_000);
    // The first loses the encoder's delay, the last is what is left.
    expect(quick.slice(1, -1).every((each) => each === 65_536)).toBe(true);
  },
);

describe.skipIf(!ffmpegPresent)("files that do not say their delay (needs ffmpeg)", () => {
  test("an MP3 without its first frame, AAC without a container: the sound and a warning", async () => {
    const mp3 = readFileSync(await encoded("mp3", 44_100, [softNoise(20_000, 1)]));
    const frameBytes = mp3.indexOf(Buffer.from([0xff, 0xfb]), 4);
    writeFileSync(at("bare.mp3"), mp3.subarray(frameBytes));
    const bare = await read(at("bare.mp3"));
    expect(bare.sound[0]!.length).toBeGreaterThanOrEqual(20_000);
    expect(bare.source.warnings.map((warning) => warning.code)).toEqual(["mp3.delay-unknown"]);
    const m4a = await encoded("m4a", 44_100, [softNoise(20_000, 1)]);
    run("ffmpeg", ["-v", "error", "-y", "-i", m4a, "-c", "copy", "-f", "adts", at("bare.aac")]);
    const adts = await read(at("bare.aac"));
    expect(adts.sound[0]!.length).toBeGreaterThanOrEqual(20_000);
    expect(adts.source.warnings.map((warning) => warning.code)).toEqual(["aac.delay-unknown"]);
  });
});

describe.skipIf(!ffmpegPresent)("broken files (needs ffmpeg)", () => {
  test.each(["mp3", "ogg-vorbis", "ogg-opus"])(
    "%s cut off: what is there, and a warning with its place",
    async (container) => {
      const channels = [softNoise(60_000, 1)];
      const whole = readFileSync(await encoded(container, 48_000, channels));
      writeFileSync(at("cut"), whole.subarray(0, Math.floor(whole.length * 0.6)));
      const { source, sound } = await read(at("cut"));
      expect(sound[0]!.length).toBeGreaterThan(10_000);
      expect(sound[0]!.length).toBeLessThan(60_000);
      expect(lateBy(channels[0]!, sound[0]!, 1300)).toBe(0);
      expect(source.warnings.some((warning) => warning.offset !== null)).toBe(true);
    },
  );

  test.each(["mp3", "ogg-vorbis", "ogg-opus"])("%s with a hole: what follows keeps its time", async (container) => {
    const channels = [softNoise(200_000, 1)];
    const whole = readFileSync(await encoded(container, 48_000, channels));
    const from = Math.floor(whole.length * 0.5);
    whole.fill(0, from, from + 300);
    writeFileSync(at("hole"), whole);
    const { source, sound } = await read(at("hole"));
    expect(source.warnings.length).toBeGreaterThan(0);
    const end = (channel: Float32Array) => channel.subarray(channel.length - 30_000);
    if (container !== "mp3") {
      expect(sound[0]!.length).toBe(200_000);
      expect(lateBy(end(channels[0]!), end(sound[0]!), 500)).toBe(0);
    }
  });

  const mutations: [container: string, count: number][] = [
    ["mp3", 120],
    ["ogg-vorbis", 120],
    ["ogg-opus", 120],
    ["m4a", 10],
  ];
  test.each(mutations)(
    "%s: mutated files give sound or a FormatError, nothing else (%i seeded mutations)",
    async (container, count) => {
      const random = seeded(21);
      const channels = [softNoise(9000, 1), softNoise(9000, 2)];
      const whole = readFileSync(await encoded(container, 48_000, channels, { title: "T" }));
      for (let n = 0; n < count; n++) {
        writeFileSync(at("mutated"), mutated(whole, random));
        try {
          const { source, sound } = await read(at("mutated"));
          expect(sound[0]!.length).toBeGreaterThan(0);
          if (sound[0]!.every((x) => x === 0)) expect(source.warnings.length).toBeGreaterThan(0);
          if (sound[0]!.length !== 9000) expect(source.warnings.length).toBeGreaterThan(0);
        } catch (cause) {
          if (!(cause instanceof FormatError)) throw cause;
        }
      }
    },
  );
});

const fuzzed = "../shared/data/malformed/minimp3-fuzz/vectors/fuzz";
const absent = !existsSync(fuzzed);
describe("minimp3's fuzzed files", () => {
  const names = absent ? ["all of them"] : readdirSync(fuzzed);
  test.for(names)("%s: sound with a warning, or a FormatError", async (name, { skip }) => {
    skip(absent, `the fuzzed files are not in ${fuzzed}`);
    try {
      const { source, sound } = await read(join(fuzzed, name));
      expect(sound[0]!.length).toBeGreaterThan(0);
      expect(source.warnings.length).toBeGreaterThan(0);
    } catch (cause) {
      expect(cause).toBeInstanceOf(FormatError);
    }
  });
});
