import { SoundBankLoader } from "spessasynth_core";
import { expect, test } from "vitest";
import { choosePreset } from "../../../composition/sound/font/choose-preset.ts";
import { readSoundFont } from "../../../composition/sound/font/sound-font.ts";
import { tinyFont } from "../../../composition/sound/font/tiny-font.testing.ts";
import { framesOf, stemsOf } from "../../../composition/sound/play-score.ts";
import { FormatError } from "../../../foundation/plan/index.ts";
import { makeScore, type Note, type Part, type Score } from "../../../foundation/score/index.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { ffmpegPresent, run } from "../../codecs/outside-programs.testing.ts";
import { FONT_GRID } from "./font-player.ts";
import { type FontStem, stemsOfFont } from "./play-font-stem.ts";

const RATE = 48_000;
/** At 120 a minute. */
const SECOND = 960;

function note(pitch: number, at: number, seconds: number, velocity = 100): Note {
  const tick = at * SECOND;
  return {
    tick,
    duration: seconds * SECOND,
    pitch,
    spelling: null,
    velocity,
    voice: 1,
    shiftSeconds: 0,
    lyric: null,
  };
}

function scoreOf(notes: readonly Note[], part: Partial<Part> = {}): Score {
  const parts = [{ id: "P1", name: "Lead", program: 80, percussion: false, pedal: [], notes, ...part }];
  return makeScore({ division: 480, lengthTicks: 4 * SECOND, parts });
}

async function played(score: Score, bytes: Uint8Array = tinyFont(), stem = 0): Promise<FontStem> {
  const play = await stemsOfFont(bytes);
  const spec = stemsOf(score)[stem]!;
  const { program, percussion } = score.parts[spec.part]!;
  return play(score, spec, choosePreset(readSoundFont(bytes), program ?? 0, percussion)!, RATE);
}

const peak = (x: Float32Array): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const db = (ratio: number): number => 20 * Math.log10(ratio);
const within = (x: Float32Array, from: number, to: number): Float32Array => x.subarray(from * RATE, to * RATE);

/** Hz, from where a sine goes up through zero, the first time and the last. */
function frequencyOf(x: Float32Array): number {
  const ups: number[] = [];
  for (let n = 1; n < x.length; n++) if (x[n - 1]! < 0 && x[n]! >= 0) ups.push(n - 1 + x[n - 1]! / (x[n - 1]! - x[n]!));
  return ((ups.length - 1) * RATE) / (ups.at(-1)! - ups[0]!);
}

/** A cent: nobody hears less than three. */
test.each([33, 48, 60, 69, 81, 93])("key %i is in tune with equal temperament", async (key) => {
  const { stem } = await played(scoreOf([note(key, 0, 2)]));
  const expected = 440 * 2 ** ((key - 69) / 12);
  expect(Math.abs(1200 * Math.log2(frequencyOf(within(stem.channels[0]!, 0.2, 1.8)) / expected))).toBeLessThan(1);
});

test("velocity: 40 dB times the logarithm of its share, as the specification's default modulator says (8.4.1)", async () => {
  const level = async (velocity: number): Promise<number> =>
    db(peak((await played(scoreOf([note(69, 0, 1, velocity)]))).stem.channels[0]!));
  const full = await level(127);
  for (const velocity of [100, 64, 32]) {
    const expected = 40 * Math.log10(velocity / 127);
    expect(Math.abs((await level(velocity)) - full - expected)).toBeLessThan(0.5);
  }
});

test("a stem has the length of the built-in ones, begins on time, and is silent before, between and after", async () => {
  const score = scoreOf([note(69, 0.5, 0.5), note(69, 2, 0.5)]);
  const { stem } = await played(score);
  const [x] = stem.channels as [Float32Array];
  expect(stem.channels).toHaveLength(1);
  expect(x).toHaveLength(framesOf(score, RATE));
  expect(peak(within(x, 0, 0.5 - FONT_GRID / RATE))).toBe(0);
  expect(peak(within(x, 0.5, 0.51))).toBeGreaterThan(0.01);
  expect(peak(within(x, 1.3, 1.99))).toBe(0);
  expect(peak(within(x, 2, 2.4))).toBeGreaterThan(0.01);
  expect(peak(within(x, 2.8, 6))).toBe(0);
});

test("what still rings at the end goes out instead of being cut", async () => {
  const { stem } = await played(scoreOf([note(69, 3, 1)]), tinyFont({ release: 6000 }));
  const [x] = stem.channels as [Float32Array];
  expect(peak(within(x, 5.3, 5.5))).toBeGreaterThan(0.001);
  expect(peak(x.subarray(-10))).toBeLessThan(1e-6);
});

test("the pedal holds a key that was let go", async () => {
  const pedal = [
    { tick: 0, value: 127 },
    { tick: 3 * SECOND, value: 0 },
  ];
  const { stem } = await played(scoreOf([note(69, 0.5, 0.5)], { pedal }));
  const [x] = stem.channels as [Float32Array];
  expect(peak(within(x, 2.5, 2.9))).toBeGreaterThan(0.01);
  expect(peak(within(x, 3.5, 6))).toBe(0);
});

test("a font's places in the panorama give two channels", async () => {
  const { stem } = await played(scoreOf([note(69, 0, 1)]), tinyFont({ pan: -250 }));
  expect(stem.channels).toHaveLength(2);
  // Equal power: the angle is an eighth of a circle's quarter from the left.
  const expected = db(Math.tan(Math.PI / 8));
  expect(db(peak(stem.channels[1]!) / peak(stem.channels[0]!))).toBeCloseTo(expected, 1);
});

test("drums play the kit on their channel, in groups; keys without a sound are told", async () => {
  const drums = { percussion: true, program: null, name: "Drums" };
  const score = scoreOf([note(36, 0, 0.1), note(38, 1, 0.1), note(51, 2, 0.1)], drums);
  const kick = await played(score, tinyFont(), 0);
  expect(peak(within(kick.stem.channels[0]!, 0, 0.2))).toBeGreaterThan(0.01);
  expect(peak(within(kick.stem.channels[0]!, 0.9, 6))).toBe(0);
  const [, , cymbal] = stemsOf(score);
  expect(cymbal?.group).toBe("cymbals");
  const few = await played(score, tinyFont({ drumKeys: [35, 40] }), 2);
  expect(few.unplayed).toEqual([51]);
  expect(peak(few.stem.channels[0]!)).toBe(0);
});

test("what was played before leaves nothing behind", async () => {
  const score = scoreOf([note(60, 0, 1), note(64, 0.25, 1), note(67, 0.5, 1)]);
  const bytes = tinyFont();
  const play = await stemsOfFont(bytes);
  const [spec] = stemsOf(score);
  const preset = choosePreset(readSoundFont(bytes), 80, false)!;
  const first = play(score, spec!, preset, RATE);
  expect(play(score, spec!, preset, RATE).stem.channels).toEqual(first.stem.channels);
  expect((await played(score)).stem.channels).toEqual(first.stem.channels);
});

test("a DLS collection plays as the SF2 that it was made from", async () => {
  const score = scoreOf([note(69, 0, 1)]);
  const sf2 = tinyFont();
  const dls = new Uint8Array(SoundBankLoader.fromArrayBuffer(sf2.buffer).writeDLS());
  expect(readSoundFont(dls)).toMatchObject({ kind: "DLS", name: "Tiny" });
  const [x] = (await played(score, dls)).stem.channels as [Float32Array];
  expect(Math.abs(1200 * Math.log2(frequencyOf(within(x, 0.2, 0.9)) / 440))).toBeLessThan(1);
});

test.skipIf(!ffmpegPresent)("an SF3 font plays its Vorbis samples", async () => {
  const bank = SoundBankLoader.fromArrayBuffer(tinyFont().buffer);
  const vorbis = async (audio: Float32Array, rate: number): Promise<Uint8Array> => {
    const pcm = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
    const input = ["-f", "f32le", "-ar", `${rate}`, "-ac", "1", "-i", "pipe:0"];
    return run(
      "ffmpeg",
      ["-loglevel", "error", ...input, "-c:a", "libvorbis", "-q:a", "8", "-f", "ogg", "pipe:1"],
      pcm,
    );
  };
  await bank.setSampleFormat({ format: "compressed", compressionFunction: vorbis });
  const sf3 = new Uint8Array(bank.writeSF2());
  expect(readSoundFont(sf3).kind).toBe("SF3");
  const [x] = (await played(scoreOf([note(69, 0, 1)]), sf3)).stem.channels as [Float32Array];
  expect(Math.abs(1200 * Math.log2(frequencyOf(within(x, 0.2, 0.9)) / 440))).toBeLessThan(3);
});

/** Places of tables: of SF2 the last bytes, of DLS those in front of the samples. */
test.each([
  ["SF2", (length: number) => [length - 420, length - 1]],
  ["DLS", () => [12, 700]],
] as const)(
  "%s tables changed by chance are played, or refused with a FormatError",
  async (kind, tables) => {
    const random = createRandom(82);
    const sf2 = tinyFont({ programs: [80] });
    const bytes = kind === "SF2" ? sf2 : new Uint8Array(SoundBankLoader.fromArrayBuffer(sf2.buffer).writeDLS());
    const [low, high] = tables(bytes.length) as [number, number];
    const notes = [note(0, 0, 0.1), note(127, 0.1, 0.1)];
    const score = { ...scoreOf(notes), lengthTicks: SECOND / 4 };
    const counts = { played: 0, refused: 0 };
    for (let round = 0; round < 200; round++) {
      const mutant = bytes.slice();
      for (let n = random.integer(1, 3); n > 0; n--) mutant[random.integer(low, high)] = random.integer(0, 255);
      try {
        const preset = choosePreset(readSoundFont(mutant), 80, false);
        if (preset === null) continue;
        const { stem } = (await stemsOfFont(mutant))(score, stemsOf(score)[0]!, preset, 8000);
        expect(stem.channels.every((channel) => channel.every(Number.isFinite))).toBe(true);
        counts.played++;
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        counts.refused++;
      }
    }
    expect(counts.played).toBeGreaterThan(30);
    expect(counts.refused).toBeGreaterThan(10);
  },
  60_000,
);
