/** Mixing as a whole: files in, files out, judged from outside. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { override, planText } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { band, gained, stereo, TEST_RATE, type TestStereo } from "../../production/mix/sounds.testing.ts";
import { type Ended, runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { ffmpegPresent } from "../codecs/outside-programs.testing.ts";
import { dawprojectXml, type PlayedTrack, playDawproject, playReaper } from "./session-reader.testing.ts";

const schemas = join(import.meta.dirname, "..", "..", "..", "shared", "data", "schemas", "dawproject");
const xmllint = spawnSync("xmllint", ["--version"]).status === 0 && existsSync(schemas);
let root: string;
let stems: string;

const songwright = (...words: string[]): Promise<Ended> => runWords(root, words);
// biome-ignore lint/suspicious/noExplicitAny: the document of --json is what is tested
async function mixed(...words: string[]): Promise<any> {
  const { code, out, err } = await songwright("mix", ...words, "--no-master", "--json");
  if (code !== 0 && code !== 3) throw new Error(err);
  return JSON.parse(out);
}

async function write(path: string, sound: readonly Float32Array[], sampleRate = TEST_RATE): Promise<void> {
  const sink = await createSound(path, {
    container: "wav",
    sampleRate,
    channelCount: sound.length,
    samples: { kind: "float", bits: 32 },
  });
  await sink.write(sound.map((x) => x.slice()));
  await sink.finish();
}
async function read(path: string): Promise<[Float64Array, Float64Array]> {
  const source = await openSound(path);
  const parts: (readonly Float32Array[])[] = [];
  for await (const block of source.blocks()) parts.push(block);
  await source.close();
  return [0, 1].map((c) => Float64Array.from(parts.flatMap((block) => [...block[c]!]))) as [Float64Array, Float64Array];
}
async function folder(
  name: string,
  sounds: Readonly<Record<string, readonly Float32Array[]>>,
  sampleRate = TEST_RATE,
): Promise<string> {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, sound] of Object.entries(sounds)) await write(join(path, file), sound, sampleRate);
  return path;
}
const hash = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
const decibels = (x: number): number => 20 * Math.log10(x);

/** The band at levels that no mix has, so that everything is decided. */
const scattered = (): Record<string, TestStereo> =>
  Object.fromEntries(
    Object.entries(band()).map(([name, sound], s) => [name, gained(sound, [-14, 10, -18, 9, -12][s]!)]),
  );

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "songwright-mix-"));
  stems = await folder("stems", scattered());
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a mix on disk", () => {
  let document: Awaited<ReturnType<typeof mixed>>;
  let out: string;
  let sum: [Float64Array, Float64Array];
  const printedOf = new Map<string, [Float64Array, Float64Array]>();

  beforeAll(async () => {
    out = join(root, "out");
    document = await mixed(stems, "--out", out, "--print-stems", "--balance", "new");
    for (const path of document.printed as string[])
      printedOf.set(path.split("/").at(-1)!.replace(".wav", ""), await read(path));
    const length = Math.max(...[...printedOf.values()].map(([left]) => left.length));
    sum = [0, 1].map((c) =>
      Float64Array.from({ length }, (_, n) => [...printedOf.values()].reduce((total, x) => total + (x[c]![n] ?? 0), 0)),
    ) as typeof sum;
  }, 120_000);

  test("printed stems and returns add up to the input of the mix bus within -100 dBFS", async () => {
    const mix = await read(document.mix.path);
    const gain = 10 ** (document.mix.gainDb / 20);
    let worst = 0;
    for (const c of [0, 1])
      for (const [n, value] of sum[c]!.entries()) worst = Math.max(worst, Math.abs(value - mix[c]![n]! / gain));
    expect(decibels(worst)).toBeLessThan(-100);
  });

  test("32-bit float at the rate of the stems, its highest sample 6 dB under full scale, nothing lost in mono", async () => {
    const [left, right] = await read(document.mix.path);
    const peak = Math.max(...[left, right].map((x) => x.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
    expect(decibels(peak)).toBeCloseTo(-6, 3);
    expect(document.mix.sampleRate).toBe(TEST_RATE);
    let [mono, both] = [0, 0];
    left.forEach((l, n) => {
      mono += ((l + right[n]!) / 2) ** 2;
      both += (l * l + right[n]! ** 2) / 2;
    });
    expect(10 * Math.log10(mono / both)).toBeGreaterThan(-1.5);
  });

  test.skipIf(!ffmpegPresent).each(["reaper", "dawproject"] as const)(
    "the %s session, played by a reader of its own: every stem within 0.1 dB, the sum within -60 dB",
    (kind) => {
      const path = document.sessions[kind] as string;
      const tracks: PlayedTrack[] = kind === "reaper" ? playReaper(path, TEST_RATE) : playDawproject(path, TEST_RATE);
      expect(tracks.map(({ name }) => name).sort()).toEqual([...printedOf.keys()].sort());
      let [difference, energy] = [0, 0];
      const total = sum.map((x) => new Float64Array(x.length));
      for (const { name, left, right } of tracks) {
        let [played, printed] = [0, 0];
        const wanted = printedOf.get(name)!;
        [left, right].forEach((x, c) => {
          x.forEach((value, n) => {
            played += value * value;
            printed += wanted[c]![n]! ** 2;
            total[c]![n] = total[c]![n]! + value;
          });
        });
        expect(Math.abs(10 * Math.log10((played + 1e-12) / (printed + 1e-12)))).toBeLessThan(0.1);
      }
      for (const c of [0, 1])
        sum[c]!.forEach((value, n) => {
          difference += (value - total[c]![n]!) ** 2;
          energy += value * value;
        });
      expect(10 * Math.log10(difference / energy)).toBeLessThan(-60);
    },
  );

  test.skipIf(!xmllint)("the DAWproject is valid against its schemas (needs xmllint and the schemas)", () => {
    const { project, metadata } = dawprojectXml(document.sessions.dawproject);
    for (const [schema, text] of [
      ["Project", project],
      ["MetaData", metadata],
    ] as const) {
      const file = join(root, `${schema}.xml`);
      writeFileSync(file, text);
      execFileSync("xmllint", ["--noout", "--schema", join(schemas, `${schema}.xsd`), file], { stdio: "pipe" });
    }
  });

  test("one thread or two, once or twice: the same bytes", async () => {
    const other = join(root, "other");
    await mixed(stems, "--out", other, "--print-stems", "--balance", "new", "--workers", "1");
    for (const file of [
      "mix.wav",
      "plan.json",
      "report.html",
      "session/mix.rpp",
      "session/mix.dawproject",
      "stems/bass.wav",
      "session/audio/lead vox.wav",
    ])
      expect(hash(join(other, file)), file).toBe(hash(join(out, file)));
  }, 120_000);

  test("a plan is performed as it is; an edited one is heard; one for other material is refused", async () => {
    const planPath = join(out, "plan.json");
    const edited = join(root, "edited.json");
    const plan = readPlan(readFileSync(planPath, "utf8"));
    const fader = plan.decisions.find(({ id }) => id === "fader@bass")!.value as number;
    writeFileSync(edited, planText(override(plan, "fader@bass", fader - 12)));
    const again = join(root, "again");
    await mixed(stems, "--out", again, "--plan", planPath, "--session", "none");
    expect(hash(join(again, "mix.wav"))).toBe(hash(join(out, "mix.wav")));
    const quiet = await mixed(stems, "--out", join(root, "quiet"), "--plan", edited, "--session", "none");
    expect(quiet.stems.find(({ id }: { id: string }) => id === "bass").faderDb).toBeCloseTo(fader - 12, 6);
    expect(hash(join(root, "quiet", "mix.wav"))).not.toBe(hash(join(out, "mix.wav")));
    const kept = await mixed(
      stems,
      "--out",
      join(root, "kept"),
      "--keep",
      edited,
      "--session",
      "none",
      "--balance",
      "new",
    );
    expect(kept.stems.find(({ id }: { id: string }) => id === "bass").faderDb).toBeCloseTo(fader - 12, 6);
    const { code, err } = await songwright(
      "mix",
      join(root, "stems"),
      "--out",
      join(root, "never"),
      "--plan",
      join(root, "nowhere.json"),
    );
    expect(code).not.toBe(0);
    expect(err).toContain("nowhere.json");
  }, 120_000);
});

describe("odd material gives a right result or a clear error", () => {
  test("an empty folder: exit 2 or 3, says what is wanted", async () => {
    mkdirSync(join(root, "none"));
    const { code, err } = await songwright("mix", join(root, "none"), "--out", join(root, "x1"));
    expect([2, 3]).toContain(code);
    expect(err).toMatch(/stems/);
  });

  test("a text file that calls itself WAV beside good stems: the good are mixed, the bad is named, exit 3", async () => {
    const path = await folder("text", { "a kick.wav": band()["kick.wav"]!, "b pad.wav": band()["pad.wav"]! });
    writeFileSync(join(path, "c words.wav"), "these are words\n");
    const { code, out } = await songwright("mix", path, "--out", join(root, "x2"), "--no-master", "--json");
    const document = JSON.parse(out);
    expect(code).toBe(3);
    expect(document.failed).toHaveLength(1);
    expect(document.failed[0].path).toContain("c words.wav");
    expect(existsSync(document.mix.path)).toBe(true);
  });

  test("one stem, silent stems, NaN, one sample, lengths apart by far, names of all kinds, three rates", async () => {
    const short = stereo(3, (t) => 0.2 * Math.sin(2 * Math.PI * 330 * t));
    const broken = short.map((x) => x.slice());
    broken[0]!.fill(Number.NaN, 1000, 2000);
    broken[1]![5] = Number.POSITIVE_INFINITY;
    const path = await folder("odd", {
      "silence.wav": [new Float32Array(TEST_RATE), new Float32Array(TEST_RATE)],
      "not a number.wav": broken,
      "one sample.wav": [new Float32Array(1).fill(0.5)],
      "G\u00e9sang \u97f3\u697d \ud83c\udfb5 & <lead>.wav": short,
      "long.wav": stereo(40, (t) => 0.1 * Math.sin(2 * Math.PI * 90 * t)),
    });
    await write(join(path, "at 48.wav"), short, 48_000);
    await write(join(path, "at 24.wav"), [short[0]!.slice(0, 24_000)], 24_000);
    const document = await mixed(path, "--out", join(root, "x3"), "--print-stems");
    expect(document.stems).toHaveLength(7);
    expect(document.mix.sampleRate).toBe(TEST_RATE);
    expect(document.mix.frames).toBe(40 * TEST_RATE);
    const [left, right] = await read(document.mix.path);
    expect([...left, ...right].every(Number.isFinite)).toBe(true);
    expect(readdirSync(join(root, "x3", "stems"))).toHaveLength(document.printed.length);
    const single = await folder("single", { "only.wav": short });
    expect((await mixed(single, "--out", join(root, "x4"))).stems).toHaveLength(1);
    const silent = await folder("silent", { "a.wav": [new Float32Array(9000)], "b.wav": [new Float32Array(9000)] });
    const quiet = await mixed(silent, "--out", join(root, "x5"));
    expect((await read(quiet.mix.path))[0].every((sample) => sample === 0)).toBe(true);
  }, 120_000);

  test("a plan edited into nonsense is bad material, by the decision's id; a missing reference is told before the work", async () => {
    const path = join(root, "nonsense.json");
    const dry = JSON.parse(
      (await songwright("mix", stems, "--out", join(root, "x10"), "--dry-run", "--json")).out,
    ).plan;
    for (const [id, value] of [
      ["role@bass", "tuba"],
      ["fader@bass", "loud"],
      [
        "automation@bass",
        [
          [2, 0],
          [1, 0],
        ],
      ],
      ["eq.tone@bass", [{ kind: "bell", hz: -5, gainDb: 1, q: 1 }]],
      ["repair.channels@bass", [1]],
    ] as const) {
      const decisions = dry.decisions.map((each: { id: string }) => (each.id === id ? { ...each, value } : each));
      writeFileSync(path, JSON.stringify({ ...dry, decisions }));
      const { code, err } = await songwright("mix", stems, "--out", join(root, "x10"), "--plan", path, "--no-master");
      expect(code, err).toBe(3);
      expect(err).toContain(id);
    }
    const { code, err } = await songwright(
      "mix",
      stems,
      "--out",
      join(root, "x11"),
      "--reference",
      join(root, "none.flac"),
    );
    expect(code).not.toBe(0);
    expect(err).toContain("none.flac");
    expect(existsSync(join(root, "x11"))).toBe(false);
  }, 120_000);

  test("proposals and stems that are not there are refused by name", async () => {
    const brief = join(root, "brief.json");
    writeFileSync(brief, JSON.stringify({ roles: { nobody: "bass" } }));
    const accepted = await songwright(
      "mix",
      stems,
      "--out",
      join(root, "x9"),
      "--accept",
      "polarity@nobody",
      "--no-master",
    );
    expect(accepted.code).toBe(2);
    expect(accepted.err).toContain("--accept");
    const named = await songwright("mix", stems, "--out", join(root, "x9"), "--brief", brief, "--no-master");
    expect(named.code).toBe(3);
    expect(named.err).toContain("nobody");
    expect(existsSync(join(root, "x9", "mix.wav"))).toBe(false);
  }, 60_000);

  test("a hundred stems are mixed, a hundred and one are refused", async () => {
    const tiny = Object.fromEntries(
      Array.from({ length: 100 }, (_, k) => [
        `t${k}.wav`,
        [stereo(0.5, (t) => 0.05 * Math.sin(2 * Math.PI * (100 + 20 * k) * t))[0]],
      ]),
    );
    const path = await folder("hundred", tiny);
    expect((await mixed(path, "--out", join(root, "x6"), "--session", "none")).stems).toHaveLength(100);
    await write(join(path, "t100.wav"), [new Float32Array(100)]);
    const { code, err } = await songwright("mix", path, "--out", join(root, "x7"));
    expect([2, 3]).toContain(code);
    expect(err).toContain("100 stems");
  }, 120_000);

  test("faults that are provable and harmless are mended, others proposed and taken by --accept", async () => {
    const { "kick.wav": kick, "pad.wav": pad, "bass.wav": bass } = band();
    const upside = kick!.map((x) => x.map((sample, n) => -0.8 * sample + 1e-5 * Math.sin(n)));
    const path = await folder("faults", {
      "bass.wav": bass!,
      "kick in.wav": kick!,
      "kick out.wav": upside,
      "pad.wav": pad!.map((x) => x.map((sample) => sample + 0.1)),
      "pad copy.wav": pad!.map((x) => x.map((sample) => sample + 0.1)),
    });
    const document = await mixed(path, "--out", join(root, "x8"));
    // biome-ignore lint/suspicious/noExplicitAny: plan as JSON
    const value = (id: string): any =>
      document.plan.decisions.find((decision: { id: string }) => decision.id === id).value;
    expect(value("repair.dc@pad")[0]).toBeCloseTo(0.1, 3);
    expect(value("repair.polarity@kick in") !== value("repair.polarity@kick out")).toBe(true);
    expect(value("mute@pad copy") !== value("mute@pad")).toBe(true);
  }, 60_000);
});
