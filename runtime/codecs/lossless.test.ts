import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FormatError, InputError, NeedError } from "../../foundation/plan/errors.ts";
import type { SampleFormat } from "../../foundation/sound/audio.ts";
import { seeded, tones, wholeExact, wholeSound } from "../../foundation/sound/formats/test-sounds.testing.ts";
import { createSound } from "./create-sound.ts";
import { openSound } from "./open-sound.ts";
import { ffmpegPresent, run, soxPresent, temporaryFolder } from "./outside-programs.testing.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

async function write(
  name: string,
  container: string,
  samples: SampleFormat,
  channels: readonly Float32Array[],
  tags = {},
): Promise<string> {
  const path = at(name);
  const target = { container, sampleRate: 48_000, channelCount: channels.length, samples };
  const sink = await createSound(path, target, tags);
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

/** Interleaved 32-bit integers, left-justified. */
function asInt32(channels: readonly Float32Array[]): Int32Array {
  const out = new Int32Array(channels[0]!.length * channels.length);
  for (const [c, channel] of channels.entries()) {
    for (const [n, x] of channel.entries()) out[n * channels.length + c] = x * 2 ** 31;
  }
  return out;
}

const integers = [8, 16, 24, 32].map((bits) => ({ kind: "integer" as const, bits }));
const floats = [32, 64].map((bits) => ({ kind: "float" as const, bits }));
const files: [container: string, samples: SampleFormat][] = [
  ...[...integers, ...floats].map((samples): [string, SampleFormat] => ["wav", samples]),
  ...[...integers, ...floats].map((samples): [string, SampleFormat] => ["aiff", samples]),
  ...integers.slice(0, 3).map((samples): [string, SampleFormat] => ["flac", samples]),
];
const depthOf = (samples: SampleFormat) => (samples.kind === "float" ? 24 : Math.min(24, samples.bits));

describe.skipIf(!ffmpegPresent)("what we write is read alike by ffmpeg (needs ffmpeg)", () => {
  test.each(files)("%s %j", async (container, samples) => {
    for (const count of [1, 2, 6]) {
      const channels = tones(depthOf(samples), count, 12_345, 48_000);
      const path = await write(
        `ours-${samples.kind}${samples.bits}-${count}.${container}`,
        container,
        samples,
        channels,
      );
      const raw = run("ffmpeg", ["-v", "error", "-xerror", "-i", path, "-f", "s32le", "-c:a", "pcm_s32le", "-"]);
      expect(Buffer.compare(raw, Buffer.from(asInt32(channels).buffer))).toBe(0);
      expect((await read(path)).sound).toEqual(channels);
    }
  });
});

describe.skipIf(!soxPresent)("what we write is read alike by sox (needs sox)", () => {
  test.each(files)("%s %j", async (container, samples) => {
    if (container === "flac" && samples.bits === 8) return; // sox reads it, and writes its own dither
    const channels = tones(Math.min(16, depthOf(samples)), 2, 4321, 48_000);
    const path = await write(`sox-${samples.kind}${samples.bits}.${container}`, container, samples, channels);
    const raw = run("sox", ["-D", path, "-t", "raw", "-e", "signed", "-b", "32", "-L", "-"]);
    expect(Buffer.compare(raw, Buffer.from(asInt32(channels).buffer))).toBe(0);
  });
});

describe.skipIf(!ffmpegPresent)("what ffmpeg writes is read alike by us (needs ffmpeg)", () => {
  const codecs: [extension: string, codec: string, bits: number, more: string[]][] = [
    ["wav", "pcm_u8", 8, []],
    ["wav", "pcm_s16le", 16, []],
    ["wav", "pcm_s24le", 24, []],
    ["wav", "pcm_s32le", 24, []],
    ["wav", "pcm_f32le", 24, []],
    ["wav", "pcm_f64le", 24, []],
    ["wav", "pcm_s24le", 24, ["-rf64", "always"]],
    ["aiff", "pcm_s16be", 16, []],
    ["aiff", "pcm_s24be", 24, []],
    ["aiff", "pcm_s32be", 24, []],
    ["aif", "pcm_s16le", 16, []],
    ["aifc", "pcm_f32be", 24, ["-f", "aiff"]],
    ["flac", "flac", 16, ["-sample_fmt", "s16"]],
    ["flac", "flac", 24, ["-sample_fmt", "s32", "-bits_per_raw_sample", "24"]],
    ["flac", "flac", 16, ["-sample_fmt", "s16", "-compression_level", "12"]],
    ["m4a", "alac", 16, ["-sample_fmt", "s16p"]],
    ["m4a", "alac", 24, ["-sample_fmt", "s32p"]],
    ["wv", "wavpack", 24, ["-sample_fmt", "s32p"]],
    ["caf", "pcm_s24le", 24, []],
    ["mka", "pcm_s24le", 24, []],
    ["ogg", "flac", 16, ["-sample_fmt", "s16"]],
  ];
  test.each(codecs)("%s %s of %i bits %j", async (extension, codec, bits, more) => {
    for (const count of [1, 2]) {
      const channels = tones(bits, count, 20_000, 48_000);
      const source = await write(`theirs.wav`, "wav", { kind: "integer", bits: 32 }, channels);
      const path = at(`theirs-${codec}-${count}.${extension}`);
      run("ffmpeg", ["-v", "error", "-y", "-i", source, "-c:a", codec, "-strict", "-2", ...more, path]);
      const { sound, source: opened } = await read(path);
      expect(sound).toEqual(channels);
      expect(opened.warnings).toEqual([]);
      expect(opened.format.lossy).toBe(false);
    }
  });
});

test.skipIf(!ffmpegPresent)("tags are read back by ffprobe from WAV, AIFF and FLAC (needs ffmpeg)", async () => {
  const tags = {
    title: "Grüße",
    artist: "Ann",
    album: "Album",
    track: "3/11",
    date: "2026-05-01",
    genre: "Folk",
    isrc: "GBAYE0601498",
    upc: "036000291452",
    copyright: "2026 Ann",
    cover: { mime: "image/png", bytes: onePixel },
  };
  for (const container of ["wav", "aiff", "flac"]) {
    const path = await write(`tagged.${container}`, container, integers[1]!, tones(16, 2, 1000), tags);
    const shown = JSON.parse(
      run("ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", path]).toString(),
    );
    const found = Object.fromEntries(
      Object.entries(shown.format.tags).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(found).toMatchObject({ title: "Grüße", artist: "Ann", copyright: "2026 Ann" });
    if (container !== "wav") {
      expect(found).toMatchObject({ album: "Album", genre: "Folk", date: "2026-05-01", upc: "036000291452" });
      expect(found.isrc ?? found.tsrc).toBe("GBAYE0601498");
      expect(shown.streams.some((stream: { codec_name: string }) => stream.codec_name === "png")).toBe(true);
    }
    expect((await read(path)).source.tags).toEqual(tags);
  }
});

test("32-bit integers and 64-bit floats go from container to container bit for bit", async () => {
  const random = seeded(9);
  const channels = [0, 1].map(() =>
    Float64Array.from({ length: 3000 }, () => Math.floor((random() - 0.5) * 2 ** 32) / 2 ** 31),
  );
  for (const samples of [integers[3]!, floats[1]!]) {
    let path = "";
    for (const container of ["wav", "aiff", "wav"]) {
      const next = at(`exact-${samples.kind}-${path.length}.${container}`);
      const sink = await createSound(next, { container, sampleRate: 96_000, channelCount: 2, samples });
      if (path === "") await sink.write(channels);
      else {
        const source = await openSound(path);
        for await (const block of source.exactBlocks!()) await sink.write(block);
        await source.close();
      }
      await sink.finish();
      path = next;
    }
    const source = await openSound(path);
    expect(await wholeExact(source)).toEqual(channels);
    await source.close();
  }
});

test("the same samples and tags give the same bytes", async () => {
  const channels = tones(24, 2, 9000);
  for (const container of ["wav", "aiff", "flac"]) {
    const [a, b] = [
      await write(`same-a.${container}`, container, integers[2]!, channels),
      await write(`same-b.${container}`, container, integers[2]!, channels),
    ];
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
  }
});

test("the file's name is not trusted", async () => {
  const channels = tones(16, 1, 500);
  const path = await write("in-truth-a.mp3", "flac", integers[1]!, channels);
  const { source, sound } = await read(path);
  expect(source.format.container).toBe("flac");
  expect(sound).toEqual(channels);
});

test("nothing is at its place before finish, nothing is left after abort", async () => {
  const path = at("unfinished.wav");
  const target = { container: "wav", sampleRate: 44_100, channelCount: 1 };
  const sink = await createSound(path, target);
  await sink.write([new Float32Array(100_000)]);
  expect(existsSync(path)).toBe(false);
  await sink.abort();
  await expect(createSound(at("nowhere.wav"), { ...target, channelCount: 0 })).rejects.toThrow(InputError);
  await expect(createSound(at("nowhere.xyz"), { ...target, container: "xyz" })).rejects.toThrow(InputError);
  expect(
    readdirSync(folder).filter(
      (name) => name.includes(".part") || name.includes("unfinished") || name.includes("nowhere"),
    ),
  ).toEqual([]);
});

test("reading is cancelled by its signal, and can begin again", async () => {
  const path = await write("long.wav", "wav", integers[1]!, tones(16, 1, 100_000));
  const source = await openSound(path);
  const aborting = new AbortController();
  await expect(
    (async () => {
      for await (const _ of source.blocks(aborting.signal)) aborting.abort();
    })(),
  ).rejects.toThrow("abort");
  expect((await wholeSound(source))[0]!.length).toBe(100_000);
  await source.close();
});

test.each([
  ["a playlist", "#EXTM3U\n/etc/passwd\n"],
  ["a list for concat", "ffconcat version 1.0\nfile /etc/passwd\n"],
  ["a session description", "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"],
  ["text", "Dear all,\n"],
  ["nothing", ""],
  ["zeros", "\0".repeat(5000)],
])("%s is no sound", async (_, text) => {
  writeFileSync(at("not.wav"), text);
  await expect(openSound(at("not.wav"))).rejects.toThrow(FormatError);
});

test("without ffmpeg, what needs it says so and names the command", async () => {
  const programs = { ffmpeg: "/nowhere/ffmpeg", ffprobe: "/nowhere/ffprobe" };
  const frame = Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x01, 0x7f, 0xfc, 0, 0, 0, 0]);
  writeFileSync(at("adts.aac"), Buffer.concat([frame, frame, frame]));
  await expect(openSound(at("adts.aac"), { programs })).rejects.toThrow(NeedError);
  await expect(
    createSound(at("a.mp3"), { container: "mp3", sampleRate: 44_100, channelCount: 2 }, {}, { programs }),
  ).rejects.toThrow(/ffmpeg, to write mp3 is needed. Install it with: .*ffmpeg/);
  expect(readdirSync(folder).filter((name) => /^\.?a\.mp3/.test(name))).toEqual([]);
});

const onePixel = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);
