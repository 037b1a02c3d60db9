/** The verb `master` on small generated songs, judged on the files it leaves by ffmpeg and by a peak oracle. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { limiterDefaults } from "../../foundation/sound/dynamics/limiter.ts";
import { seeded } from "../../foundation/sound/formats/test-sounds.testing.ts";
import { oracleTruePeak } from "../../foundation/sound/loudness/true-peak-oracle.testing.ts";
import type { MasterTarget } from "../../production/index.ts";
import type { Surroundings } from "../cli/frame.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { masterSong } from "./master-song.ts";
import { plainRequest } from "./plain-request.testing.ts";

const RATE = 44_100;
const folder = mkdtempSync(join(tmpdir(), "songwright-master-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let outs = 0;
const freshOut = (): string => join(folder, `out${outs++}`);
const freshMade = (): string => {
  const out = freshOut();
  mkdirSync(out);
  return out;
};

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  // biome-ignore lint/suspicious/noExplicitAny: a document of many shapes, looked into by every test
  readonly json: any;
}

async function command(words: readonly string[], change: Partial<Surroundings> = {}): Promise<Ended> {
  const ended = await runWords(folder, [...words, "--json"], change);
  return { ...ended, json: ended.out === "" ? null : JSON.parse(ended.out) };
}

/** Masters and gives the document; the run must have gone well. */
async function master(song: string, ...words: string[]): Promise<Ended["json"]> {
  const ended = await command(["master", song, "--out", freshOut(), ...words]);
  expect(ended.err).not.toContain("bug");
  expect(ended.code).toBe(0);
  return ended.json;
}

type Channels = readonly Float32Array[];
const onGrid = (channels: Channels, bits: number): Float32Array[] =>
  channels.map((samples) => {
    const scale = 2 ** (bits - 1);
    return samples.map((value) => Math.max(-scale, Math.min(scale - 1, Math.round(value * scale))) / scale);
  });

async function wav(name: string, channels: Channels, { rate = RATE, bits = 24 } = {}): Promise<string> {
  const path = join(folder, name);
  const samples = { kind: bits === 32 ? "float" : "integer", bits } as const;
  const frames = channels[0]!.length;
  const sink = await createSound(path, {
    container: "wav",
    sampleRate: rate,
    channelCount: channels.length,
    frames,
    samples,
  });
  const exact = bits === 32 ? channels : onGrid(channels, bits);
  for (let n = 0; n < frames; n += 32_768) await sink.write(exact.map((channel) => channel.slice(n, n + 32_768)));
  await sink.finish();
  return path;
}

async function read(path: string): Promise<Float32Array[]> {
  const source = await openSound(path);
  try {
    const parts: (readonly Float32Array[])[] = [];
    for await (const block of source.blocks()) parts.push(block.map((samples) => samples.slice()));
    return Array.from({ length: source.format.channelCount }, (_, c) => {
      const whole = new Float32Array(parts.reduce((sum, block) => sum + block[0]!.length, 0));
      let at = 0;
      for (const block of parts) {
        whole.set(block[c]!, at);
        at += block[c]!.length;
      }
      return whole;
    });
  } finally {
    await source.close();
  }
}

/** Kick, bass, chords to either side, noise on the off-beats: 120 beats a minute, `seconds` long. */
function song(seconds: number, seed: number, { rate = RATE, gain = 1, voice = true } = {}): Float32Array[] {
  const random = seeded(seed);
  const frames = Math.round(seconds * rate);
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  let low = 0;
  for (let n = 0; n < frames; n++) {
    const t = n / rate;
    const beat = t % 0.5;
    const off = (t + 0.25) % 0.5;
    const kick = 0.55 * Math.exp(-beat * 14) * Math.sin(2 * Math.PI * (48 * beat + 5 * (1 - Math.exp(-beat * 40))));
    const bass = 0.16 * Math.sin(2 * Math.PI * 55 * (1 + (Math.floor(t / 2) % 3) / 6) * t);
    const noise = 2 * random() - 1;
    low += 0.5 * (noise - low);
    const hat = 0.2 * Math.exp(-off * 30) * (noise - low);
    const chord = (shift: number): number =>
      [220, 277.2, 329.6].reduce((sum, hz) => sum + 0.04 * Math.sin(2 * Math.PI * hz * (1 + shift) * t), 0);
    const sung = voice
      ? 0.1 *
        (0.5 + 0.5 * Math.sin(2 * Math.PI * 0.4 * t)) *
        Math.sin(2 * Math.PI * 440 * t + 3 * Math.sin(2 * Math.PI * 5 * t))
      : 0;
    const middle = kick + bass + hat + sung;
    left[n] = gain * (middle + chord(0));
    right[n] = gain * (middle + chord(0.003));
  }
  return [left, right];
}

const decibels = (amplitude: number): number => 20 * Math.log10(amplitude);
const peakOf = async (path: string): Promise<number> => decibels(oracleTruePeak(await read(path)));
const decision = (plan: { decisions: { id: string; value: unknown }[] }, id: string) =>
  plan.decisions.find((each) => each.id === id || each.id.startsWith(`${id}@`))?.value;

const ffmpegPresent = spawnSync("ffmpeg", ["-version"], { stdio: "ignore" }).error === undefined;

function ffmpegLoudness(path: string): number {
  const filter = "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-";
  const { stdout } = spawnSync("ffmpeg", ["-nostdin", "-v", "error", "-i", path, "-af", filter, "-f", "null", "-"], {
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  return Number(stdout.trim().split("=").at(-1));
}

/** Largest distance of `out` from `gain` times `from`, in steps of 24 bits. */
function stepsOff(out: Channels, from: Channels, gain: number): number {
  let most = 0;
  out.forEach((samples, c) => {
    for (let n = 0; n < samples.length; n++) {
      const off = Math.abs(samples[n]! - from[c]![n]! * gain);
      if (off > most) most = off;
    }
  });
  return most * 2 ** 23;
}

/** Level of what the best single gain leaves, relative to `out`, dB. */
function residualDb(out: Channels, from: Channels): number {
  let xy = 0;
  let xx = 0;
  let yy = 0;
  out.forEach((samples, c) => {
    samples.forEach((y, n) => {
      const x = from[c]![n]!;
      xy += x * y;
      xx += x * x;
      yy += y * y;
    });
  });
  return 10 * Math.log10(Math.max(0, 1 - (xy / xx) * (xy / yy)) + 1e-20);
}

const plain = await wav("song.wav", song(5, 1));
const loudest = await wav(
  "loud.wav",
  song(5, 2, { gain: 3 }).map((samples) => samples.map((value) => Math.max(-1, Math.min(1, value)))),
);

describe("loudness delivered and ceiling kept", () => {
  test.for([
    [-9, -1],
    [-11, -2],
    [-14, -1],
    [-16, -0.3],
    [-23, -1],
  ] as const)(
    "%d LUFS under %d dBTP: within 0.1 LU as ffmpeg reads it, never over",
    async ([lufs, ceiling], { skip }) => {
      const { outputs } = await master(
        plain,
        "--loudness",
        `${lufs}`,
        "--ceiling",
        `${ceiling}`,
        "--max-limiting",
        "30",
      );
      expect(outputs).toHaveLength(1);
      expect(outputs[0]).toMatchObject({ reached: true, format: "wav24", sampleRate: RATE });
      expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(ceiling);
      expect(outputs[0].truePeakDbtp).toBeLessThanOrEqual(ceiling);
      skip(!ffmpegPresent, "ffmpeg is not installed");
      expect(Math.abs(ffmpegLoudness(outputs[0].path) - lufs)).toBeLessThanOrEqual(0.1);
    },
  );

  test("several targets in one run, each in its place", async ({ skip }) => {
    const { outputs } = await master(plain, "--target", "spotify,apple,broadcast,cd");
    expect(outputs.map(({ target }: { target: string }) => target)).toEqual(["spotify", "apple", "broadcast", "cd"]);
    for (const output of outputs) expect(await peakOf(output.path)).toBeLessThanOrEqual(output.ceilingDbtp);
    const cd = await openSound(outputs[3].path);
    expect(cd.format).toMatchObject({ sampleRate: 44_100, samples: { kind: "integer", bits: 16 } });
    await cd.close();
    skip(!ffmpegPresent, "ffmpeg is not installed");
    for (const [at, lufs] of [-14, -16, -23].entries()) {
      expect(Math.abs(ffmpegLoudness(outputs[at].path) - lufs)).toBeLessThanOrEqual(0.1);
    }
  });

  test("sounds that reach half the sample rate keep the ceiling too", async () => {
    const random = seeded(17);
    const bursts = [0, 1].map(() =>
      Float32Array.from({ length: RATE * 4 }, (_, n) => (n % 11_025 < 600 ? 2 * random() - 1 : 0.02 * random())),
    );
    const { outputs } = await master(await wav("bursts.wav", bursts), "--loudness", "-12", "--max-limiting", "40");
    expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(-1);
  });
});

describe("nothing is done that need not be", () => {
  test("a plain gain where the ceiling allows it: input times gain within the dither", async () => {
    const { outputs, plan } = await master(plain, "--loudness", "-23");
    const gain = decision(plan, "loudness.gain") as number;
    expect(outputs[0].limiting.mostDb).toBe(0);
    // 1 step of dither to either side, half of rounding, and what the plan's 4 decimals leave open.
    expect(
      stepsOff(await read(outputs[0].path), await read(plain), 10 ** (outputs[0].gainDb / 20)),
    ).toBeLessThanOrEqual(2);
    expect(outputs[0].gainDb).toBeCloseTo(gain, 3);
  });

  test.each([16, 24])("no move at the same depth (%i bits): the same PCM, bit by bit", async (bits) => {
    const path = await wav(`same${bits}.wav`, song(6, 3, { gain: 0.5 }), { bits });
    const own = (await command(["measure", path])).json.files[0].integratedLufs;
    const { outputs } = await master(path, "--loudness", `${own}`, "--formats", `wav${bits},flac${bits}`);
    for (const output of outputs) {
      expect(output.gainDb).toBe(0);
      expect(await read(output.path)).toEqual(await read(path));
    }
  });

  test("a song louder than the target is turned down by a plain gain", async () => {
    const { outputs } = await master(loudest, "--target", "spotify");
    expect(outputs[0].limiting.mostDb).toBe(0);
    expect(outputs[0].gainDb).toBeLessThan(-2);
    expect(outputs[0].reached).toBe(true);
    expect(
      stepsOff(await read(outputs[0].path), await read(loudest), 10 ** (outputs[0].gainDb / 20)),
    ).toBeLessThanOrEqual(2);
  });

  test("16 bits are dithered only where depth shrinks, and digital silence stays silent", async () => {
    const samples = song(6, 4).map((channel) => channel.fill(0, 0, RATE).fill(0, 5 * RATE));
    const { outputs } = await master(await wav("silences.wav", samples), "--loudness", "-20", "--formats", "wav16");
    const found = await read(outputs[0].path);
    for (const channel of found) {
      expect(channel.subarray(0, RATE).every((value) => value === 0)).toBe(true);
      expect(channel.subarray(5 * RATE + 64).every((value) => value === 0)).toBe(true);
      expect(channel.every((value) => Number.isInteger(value * 32_768))).toBe(true);
    }
  });
});

describe("a reference", () => {
  const still = (plan: Parameters<typeof decision>[0]): void => {
    for (const id of ["tone.mid", "tone.side"])
      expect((decision(plan, id) as number[]).every((gain) => gain === 0)).toBe(true);
    expect(decision(plan, "width.side")).toBe(0);
    for (const id of ["dynamics.low", "dynamics.high"]) expect(decision(plan, id) ?? 0).toBe(0);
  };

  test("equal to the song: no tone, width or dynamics; residual after one gain at -50 dB or less", async () => {
    const quiet = await wav("quiet.wav", song(5, 1, { gain: 0.7 }));
    const { plan, outputs } = await master(quiet, "--reference", quiet);
    still(plan);
    expect(residualDb(await read(outputs[0].path), await read(quiet))).toBeLessThanOrEqual(-50);
    expect(outputs[0].reached).toBe(true);
  });

  test("equal to a song over the ceiling: only the limiter acts", async () => {
    const { plan, outputs } = await master(loudest, "--reference", loudest);
    still(plan);
    expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(-1);
    expect(outputs[0].limiting.mostDb).toBeGreaterThan(0);
  });

  test("gives its loudness, and with a target only its tone", async () => {
    const reference = await wav("reference.wav", song(5, 9, { gain: 0.4 }));
    const own = (await command(["measure", reference])).json.files[0].integratedLufs;
    const alone = await master(plain, "--reference", reference);
    expect(Math.abs(alone.outputs[0].integratedLufs - own)).toBeLessThanOrEqual(0.1);
    const both = await master(plain, "--reference", reference, "--loudness", "-16");
    expect(Math.abs(both.outputs[0].integratedLufs + 16)).toBeLessThanOrEqual(0.1);
  });

  test("--amount 0 moves nothing but loudness", async () => {
    const [left, right] = song(5, 5);
    const dull = [left!, right!].map((samples) => {
      let low = 0;
      return samples.map((value) => {
        low += 0.15 * (value - low);
        return low;
      });
    });
    const reference = await wav("dull.wav", dull);
    const { plan } = await master(plain, "--reference", reference, "--amount", "0");
    still(plan);
    const full = await master(plain, "--reference", reference);
    expect(Math.max(...(decision(full.plan, "tone.mid") as number[]).map(Math.abs))).toBeGreaterThan(1);
  });

  test("that is silent is a clear error", async () => {
    const silent = await wav("silent.wav", [new Float32Array(RATE * 4), new Float32Array(RATE * 4)]);
    const { code, err } = await command(["master", plain, "--reference", silent, "--out", freshOut()]);
    expect(code).toBe(3);
    expect(err).toContain("silent");
    expect(err).toContain("silent.wav");
  });

  test("of opposite polarity is a clear error", async () => {
    const [left] = song(6, 6);
    const path = await wav("opposite.wav", [left!, left!.map((value) => -value)]);
    const { code, err } = await command(["master", plain, "--reference", path, "--out", freshOut()]);
    expect(code).toBe(3);
    expect(err).toContain("polarity");
  });
});

describe("odd material", () => {
  test("silence comes out silent, and says why it is not as loud as asked", async () => {
    const path = await wav("nothing.wav", [new Float32Array(RATE * 4), new Float32Array(RATE * 4)]);
    const { outputs } = await master(path, "--target", "spotify");
    expect(outputs[0]).toMatchObject({ reached: false, integratedLufs: null, truePeakDbtp: null });
    expect(outputs[0].why).toContain("silent");
    for (const channel of await read(outputs[0].path)) expect(channel.every((value) => value === 0)).toBe(true);
  });

  test("0.1 s has no loudness: no gain but for the ceiling", async () => {
    const { outputs } = await master(await wav("short.wav", song(0.1, 7)), "--target", "spotify");
    expect(outputs[0]).toMatchObject({ reached: false, integratedLufs: null });
    expect((await read(outputs[0].path))[0]).toHaveLength(4410);
    expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(-1);
  });

  test("mono stays mono", async () => {
    const { outputs } = await master(await wav("mono.wav", [song(6, 8)[0]!]), "--loudness", "-16");
    const found = await read(outputs[0].path);
    expect(found).toHaveLength(1);
    expect(Math.abs(outputs[0].integratedLufs + 16)).toBeLessThanOrEqual(0.1);
  });

  test("direct current under music is taken away", async () => {
    const path = await wav(
      "offset.wav",
      song(6, 8, { gain: 0.5 }).map((samples) => samples.map((value) => value + 0.1)),
    );
    const { outputs, plan } = await master(path, "--loudness", "-18");
    expect((decision(plan, "repair.dc") as number[])[0]).toBeCloseTo(0.1, 2);
    const [left] = await read(outputs[0].path);
    expect(Math.abs(left!.reduce((sum, each) => sum + each, 0) / left!.length)).toBeLessThan(0.001);
  });

  test("a full-scale square keeps the ceiling between samples", async () => {
    const square = Float32Array.from({ length: RATE * 4 }, (_, n) => (n % 441 < 220 ? 1 : -1));
    const { outputs } = await master(
      await wav("square.wav", [square, square]),
      "--loudness",
      "-3",
      "--max-limiting",
      "40",
    );
    expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(-1);
  });

  test("NaN and infinite samples are silence in the master, with a warning", async () => {
    const [left, right] = song(6, 8);
    left![1000] = Number.NaN;
    right![2000] = Infinity;
    const path = await wav("broken.wav", [left!, right!], { bits: 32 });
    const { code, json, err } = await command(["master", path, "--loudness", "-16", "--out", freshOut()]);
    expect(code).toBe(0);
    expect(err).toMatch(/NaN|infinite|not numbers/i);
    for (const channel of await read(json.outputs[0].path)) expect(channel.every(Number.isFinite)).toBe(true);
    expect(Math.abs(json.outputs[0].integratedLufs + 16)).toBeLessThanOrEqual(0.1);
  });

  test("8 kHz is mastered at 8 kHz, and the store check says what to do", async () => {
    const path = await wav("low.wav", song(6, 8, { rate: 8000 }), { rate: 8000 });
    const { outputs } = await master(path, "--loudness", "-16");
    expect(outputs[0]).toMatchObject({ sampleRate: 8000, reached: true });
    expect(outputs[0].store.find(({ code }: { code: string }) => code === "rate")).toMatchObject({ pass: false });
  });

  test("6 channels are refused clearly, and nothing is left behind", async () => {
    const [left, right] = song(2, 8);
    const path = await wav("six.wav", [left!, right!, left!, right!, left!, right!]);
    const out = freshOut();
    const { code, err } = await command(["master", path, "--out", out]);
    expect(code).toBe(3);
    expect(err).toContain("six.wav");
    expect(err).toContain("6 channels");
    expect(readdirSync(out)).toEqual([]);
  });
});

describe("limits that a person sets", () => {
  test("--max-limiting stops there: not reached, with the reason and the nearest figures", async () => {
    const { outputs } = await master(plain, "--loudness", "-6", "--max-limiting", "1");
    expect(outputs[0].reached).toBe(false);
    expect(outputs[0].why).toMatch(/limiting/);
    expect(outputs[0].why).toContain(outputs[0].integratedLufs.toFixed(1));
    expect(outputs[0].limiting.percentile99Db).toBeLessThanOrEqual(1.05);
    expect(outputs[0].limiting.percentile99Db).toBeGreaterThan(0.8);
    expect(outputs[0].integratedLufs).toBeLessThan(-6.5);
    expect(await peakOf(outputs[0].path)).toBeLessThanOrEqual(-1);
  });

  test("--max-limiting 0 allows none at all", async () => {
    const { outputs } = await master(plain, "--loudness", "-6", "--max-limiting", "0");
    expect(outputs[0]).toMatchObject({ reached: false });
    expect(outputs[0].limiting.percentile99Db).toBeLessThanOrEqual(0.01);
  });

  test("--adjust moves what it says, and is marked as the person's", async () => {
    const { plan } = await master(plain, "--loudness", "-20", "--adjust", "air +2, width -10 %");
    const adjust = plan.decisions.find(({ id }: { id: string }) => id === "tone.adjust");
    expect(adjust.by).toBe("person");
    expect(adjust.value.at(-1)).toBeGreaterThan(1.5);
    // 20 log10 0.9
    expect(decision(plan, "width.side")).toBeCloseTo(-0.92, 2);
  });
});

describe("plans", () => {
  test("the same song twice, with one worker or two: the same bytes of sound, plan and report", async () => {
    const bytes = async (workers: string): Promise<Record<string, string>> => {
      const out = freshOut();
      const words = ["--loudness", "-12", "--reference", loudest, "--formats", "wav24,flac24", "--workers", workers];
      const { code } = await command(["master", plain, "--out", out, ...words]);
      expect(code).toBe(0);
      return Object.fromEntries(
        readdirSync(out)
          .sort()
          .map((name) => [name, readFileSync(join(out, name)).toString("base64")]),
      );
    };
    const first = await bytes("1");
    expect(Object.keys(first)).toHaveLength(4);
    expect(await bytes("1")).toEqual(first);
    expect(await bytes("2")).toEqual(first);
  });

  test("a plan performed again gives the same bytes", async () => {
    const made = await master(plain, "--loudness", "-11", "--adjust", "air +1");
    const again = await master(plain, "--plan", made.planPath);
    expect(readFileSync(again.outputs[0].path).equals(readFileSync(made.outputs[0].path))).toBe(true);
  });

  test("a plan for other material is refused with both hashes; --force performs it", async () => {
    const made = await master(plain, "--loudness", "-18");
    const words = ["master", loudest, "--plan", made.planPath, "--out", freshOut()];
    const { code, err } = await command(words);
    expect(code).toBe(3);
    expect(err.match(/\b[0-9a-f]{64}\b/g)).toHaveLength(2);
    expect((await command([...words, "--force"])).code).toBe(0);
  });

  test("--same-as: the identical moves for another version of the song", async () => {
    const [full, instrumental] = [song(6, 12, { gain: 0.6 }), song(6, 12, { gain: 0.6, voice: false })];
    const [main, version] = [await wav("main.wav", full), await wav("version.wav", instrumental)];
    const made = await master(main, "--loudness", "-22");
    const other = await master(version, "--same-as", made.planPath);
    expect(other.outputs[0].gainDb).toBeCloseTo(made.outputs[0].gainDb, 3);
    const gain = 10 ** (other.outputs[0].gainDb / 20);
    const [a, b] = [await read(made.outputs[0].path), await read(other.outputs[0].path)];
    const [x, y] = [await read(main), await read(version)];
    const difference = (p: Channels, q: Channels): Float32Array[] =>
      p.map((samples, c) => samples.map((value, n) => value - q[c]![n]!));
    // Two dithers and roundings, and a gain of 4 decimals.
    expect(stepsOff(difference(a, b), difference(x, y), gain)).toBeLessThanOrEqual(40);
    expect(residualDb(difference(a, b), difference(x, y))).toBeLessThan(-80);
  });

  const edited = (made: Ended["json"], values: Record<string, unknown>): string => {
    const path = join(folder, `edited${outs++}.plan.json`);
    const plan = JSON.parse(readFileSync(made.planPath, "utf8"));
    for (const decision of plan.decisions) {
      if (!Object.hasOwn(values, decision.id)) continue;
      Object.assign(decision, { value: values[decision.id], by: "person", proposed: decision.value });
    }
    writeFileSync(path, JSON.stringify(plan));
    return path;
  };
  const valueIn = (json: Ended["json"], id: string): unknown =>
    json.plan.decisions.find((decision: { id: string }) => decision.id === id)?.value;
  const bytesOf = (json: Ended["json"]): Buffer => readFileSync(json.outputs[0].path);

  test("phase and dither that are typed are a person's decisions, and hold when the plan is performed", async () => {
    const words = ["--loudness", "-14", "--adjust", "air +2"];
    const typed = await master(plain, ...words, "--phase", "linear", "--dither", "shaped");
    const [phase, dither] = ["tone.phase", "delivery.dither"].map((id) =>
      typed.plan.decisions.find((decision: { id: string }) => decision.id === id),
    );
    expect(phase).toMatchObject({ value: "linear", by: "person", proposed: "minimum" });
    expect(dither).toMatchObject({ value: "shaped", by: "person", proposed: "tpdf" });
    expect(bytesOf(await master(plain, "--plan", typed.planPath)).equals(bytesOf(typed))).toBe(true);
    const usual = await master(plain, ...words);
    const plan = edited(usual, { "tone.phase": "linear", "delivery.dither": "shaped" });
    expect(bytesOf(await master(plain, "--plan", plan)).equals(bytesOf(typed))).toBe(true);
  });

  test("how the limiter moves is decided in the plan, and what is changed there is heard", async () => {
    const made = await master(plain, "--loudness", "-12", "--max-limiting", "20");
    expect(valueIn(made, "limiter.look-ahead@master")).toBe(limiterDefaults.lookAheadMs);
    expect(valueIn(made, "limiter.release@master")).toBe(limiterDefaults.releaseMs);
    const slow = await master(plain, "--plan", edited(made, { "limiter.release@master": 100 }));
    expect(slow.outputs[0]).toMatchObject({ reached: true });
    expect(slow.outputs[0].truePeakDbtp).toBeLessThanOrEqual(-1);
    // It stays down longer after each peak, so the same loudness takes more gain.
    expect(slow.outputs[0].gainDb).toBeGreaterThan(made.outputs[0].gainDb + 0.1);
  });

  test.each([
    ["limiter.release@master", -3, "limiter.release: expected 1 to 2000 ms"],
    ["tone.phase", "sideways", "tone.phase: expected minimum or linear"],
    ["delivery.dither", 3, "delivery.dither: expected tpdf or shaped"],
  ])("a plan whose %s is %j is refused with what would be right", async (id, value, message) => {
    const plan = edited(await master(plain, "--loudness", "-9", "--adjust", "air +1"), { [id]: value });
    const { code, err } = await command(["master", plain, "--plan", plan, "--out", freshOut()]);
    expect(err).toContain(message);
    expect(code).toBe(3);
  });

  test("--keep plans anew and keeps what a person set; what it cannot keep it says", async () => {
    const made = await master(plain, "--loudness", "-14", "--target", "spotify", "--ceiling", "-2");
    const plan = edited(made, { "width.low-mono@spotify": 120, "limiter.release@spotify": 60 });
    const later = ["--target", "spotify,apple", "--loudness", "-16"];
    const { json, err } = await command(["master", loudest, "--keep", plan, ...later, "--out", freshOut()]);
    expect(json.kept.sort()).toEqual(["limiter.ceiling@spotify", "limiter.release@spotify", "width.low-mono@spotify"]);
    expect(valueIn(json, "limiter.release@spotify")).toBe(60);
    expect(valueIn(json, "width.low-mono@spotify")).toBe(120);
    expect(valueIn(json, "limiter.ceiling@spotify")).toBe(-2);
    expect(valueIn(json, "loudness.target@spotify")).toBe(-16);
    expect(json.lost).toEqual([{ id: "loudness.target@spotify", why: "something else is asked for now" }]);
    expect(err).toContain("not kept: loudness.target@spotify");
    const gone = await master(plain, "--keep", plan, "--loudness", "-14");
    expect(gone.lost).toContainEqual({ id: "limiter.release@spotify", why: "this plan has no such decision" });
    const both = await command(["master", plain, "--keep", plan, "--plan", plan, "--out", freshOut()]);
    expect(both.code).toBe(2);
    expect(both.err).toContain("--keep");
  });

  test("--keep keeps fades; what was trimmed stays for the same mix and is measured again for another", async () => {
    const [left, right] = song(6, 8, { gain: 0.4 });
    const late = [left!, right!].map((samples) => Float32Array.from([...new Float32Array(RATE), ...samples]));
    const path = await wav("late.wav", late);
    const made = await master(path, "--loudness", "-20", "--trim", "--fade-out", "2");
    const head = valueIn(made, "trim.head");
    expect(head).toBeGreaterThan(0.5);
    const same = await master(path, "--keep", made.planPath, "--loudness", "-20");
    expect(same.kept).toEqual(expect.arrayContaining(["trim.head", "fade.out", "loudness.target@master"]));
    expect(same.lost).toEqual([]);
    expect(bytesOf(same).equals(bytesOf(made))).toBe(true);
    const other = await master(plain, "--keep", made.planPath, "--loudness", "-20", "--fade-out", "1");
    expect(valueIn(other, "trim.head")).toBeUndefined();
    expect(valueIn(other, "fade.out")).toBe(1);
    expect(other.lost).toEqual([
      { id: "fade.out", why: "something else is asked for now" },
      { id: "trim.head", why: "it was measured in another sound; ask for --trim" },
      { id: "trim.tail", why: "it was measured in another sound; ask for --trim" },
    ]);
  });

  test("a target is not touched by a far quieter one that shares its chain", async () => {
    // A quarter of the sample rate between its samples: peaks lie 3 dB over what the samples say.
    const tone = Float32Array.from({ length: RATE * 4 }, (_, n) => {
      const burst = n % 11_025 < 600 ? 0.1 : 0.005;
      return burst * Math.sin((Math.PI / 2) * n + Math.PI / 4);
    });
    const path = await wav("between.wav", [tone, tone], { bits: 32 });
    const target = (name: string, loudnessLufs: number): MasterTarget => ({
      ...{ name, label: name, loudnessLufs, ceilingDbtp: -1 },
      ...{ format: "wav32f", lowMonoHz: null, source: "a test" },
    });
    const [quiet, loud] = [target("quiet", -60), target("loud", -9)];
    const wishes = { ...plainRequest, path, maxLimitingDb: 20 };
    const both = await masterSong({ ...wishes, out: freshMade(), targets: [quiet, loud] });
    const alone = await masterSong({ ...wishes, out: freshMade(), targets: [loud] });
    const [, behind] = both.deliveries;
    const [own] = alone.deliveries;
    expect(behind!.renderings).toBe(own!.renderings);
    expect(readFileSync(behind!.path).equals(readFileSync(own!.path))).toBe(true);
  });

  test("--dry-run plans and writes nothing", async () => {
    const out = freshOut();
    const { code, json } = await command(["master", plain, "--dry-run", "--out", out, "--target", "apple"]);
    expect(code).toBe(0);
    expect(json.plan.decisions.length).toBeGreaterThan(5);
    expect(() => readdirSync(out)).toThrow();
  });
});

describe("files", () => {
  test("a cancelled run leaves nothing", async () => {
    const out = freshOut();
    const controller = new AbortController();
    let calls = 0;
    const { code } = await command(["master", plain, "--loudness", "-9", "--max-limiting", "30", "--out", out], {
      signal: controller.signal,
      now: () => {
        calls++;
        if (calls > 12) controller.abort(new DOMException("stopped", "AbortError"));
        return calls * 1000;
      },
    });
    expect(code).toBe(130);
    expect(readdirSync(out)).toEqual([]);
  });

  test("what is there already is not written over without --force", async () => {
    const out = freshOut();
    mkdirSync(out);
    writeFileSync(join(out, "song.master.wav"), "mine");
    const words = ["master", plain, "--loudness", "-20", "--out", out];
    const { code, err } = await command(words);
    expect(code).toBeGreaterThan(1);
    expect(err).toContain("song.master.wav");
    expect(readFileSync(join(out, "song.master.wav"), "utf8")).toBe("mine");
    expect((await command([...words, "--force"])).code).toBe(0);
    expect(readFileSync(join(out, "song.master.wav")).subarray(0, 4).toString()).toBe("RIFF");
    // WAVE format code 1 (plain PCM) for stereo of 24 bits: stores refuse the extensible kind.
    const bytes = readFileSync(join(out, "song.master.wav"));
    expect(bytes.readUInt16LE(bytes.indexOf("fmt ") + 8)).toBe(1);
  });
});

describe("wrong words", () => {
  test.each([
    [[plain], "--out"],
    [["--out", "x"], "FILE"],
    [[plain, "--out", "x", "--loudness", "5"], "--loudness: expected -40 to -3 LUFS"],
    [[plain, "--out", "x", "--ceiling", "1"], "--ceiling: expected -20 to 0 dBTP"],
    [[plain, "--out", "x", "--target", "spotfy"], "did you mean spotify?"],
    [[plain, "--out", "x", "--formats", "wav99"], "--formats"],
    [[plain, "--out", "x", "--formats", "wav24@1"], "--formats"],
    [
      [plain, "--out", "x", "--formats", "flac24,wav24,WAV24"],
      "--formats: expected each format once, given wav24 and WAV24",
    ],
    [[plain, "--out", "x", "--formats", "wav,wav24"], "--formats: expected each format once"],
    [[plain, "--out", "x", "--adjust", "sparkle +2"], "sparkle +2"],
    [[plain, "--out", "x", "--adjust", "air +20"], "--adjust air: expected -6 to 6 dB"],
    [[plain, "--out", "x", "--reference", plain, "--sound", plain], "--sound"],
    [[plain, "--out", "x", "--amount", "2"], "--amount: expected 0 to 1"],
    [[plain, "--out", "x", "--refrence", plain], "--reference"],
  ])("%# are refused with what would be right, exit 2", async (words, message) => {
    const { code, err } = await command(["master", ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(() => readdirSync(join(folder, "x"))).toThrow();
  });

  test("a file that is not there, or no sound, is bad material: exit 3", async () => {
    writeFileSync(join(folder, "letter.txt"), "Dear reader, this is no sound at all.");
    for (const name of ["gone.wav", "letter.txt"]) {
      for (const words of [
        ["master", name, "--out", freshOut()],
        ["measure", name],
      ]) {
        const { code, err } = await command(words);
        expect(code).toBe(3);
        expect(err).toContain(name);
      }
    }
  });

  test("several files, one bad: the good are mastered, the bad named, exit 3", async () => {
    const out = freshOut();
    writeFileSync(join(folder, "bad.wav"), "RIFF....WAVE");
    const { code, json } = await command(["master", plain, join(folder, "bad.wav"), "--loudness", "-20", "--out", out]);
    expect(code).toBe(3);
    expect(json.songs).toHaveLength(1);
    expect(json.failed).toHaveLength(1);
    expect(readdirSync(out)).toContain("song.master.wav");
  });
});
