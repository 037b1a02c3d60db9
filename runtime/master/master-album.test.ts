/** Albums from files to files, judged on what is delivered: sample by sample at the joints, by ffmpeg's ebur128 for loudness. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { ffmpegPresent, run, temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { writeSound } from "../report/report-songs.testing.ts";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { analyseFile } from "../sound/analyse-file.ts";

const RATE = 44_100;
const folder = temporaryFolder();
let outs = 0;

interface Ended {
  readonly code: number;
  readonly err: string;
  // biome-ignore lint/suspicious/noExplicitAny: a document of many shapes, looked into by every test
  readonly json: any;
  readonly out: string;
}

async function album(songs: readonly string[], ...words: string[]): Promise<Ended> {
  const out = join(folder, `out${outs++}`);
  const line = ["master", ...songs, "--out", out, "--json", "--quiet", ...words];
  const ended = await runWords(
    folder,
    words.includes("--single") ? line.filter((w) => w !== "--single") : [...line, "--album"],
  );
  return { code: ended.code, err: ended.err, json: ended.out === "" ? null : JSON.parse(ended.out), out };
}

/** Chords over a beat, a little noise, `loud` from 0 to 1. */
function music(seconds: number, loud: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  const notes = [110, 220, 277.2, 329.6, 1760].map((hz) => hz * (1 + seed / 50));
  const frames = Math.round(seconds * RATE);
  return [0, 1].map((c) =>
    Float32Array.from({ length: frames }, (_, n) => {
      const t = n / RATE;
      const beat = Math.exp(-9 * (t % 0.5));
      const tones = notes.reduce((sum, hz, k) => sum + Math.sin(2 * Math.PI * hz * (1 + 0.002 * c) * t) / (k + 2), 0);
      return loud * (0.35 * (0.3 + 0.7 * beat) * tones + 0.01 * random.uniform(-1, 1));
    }),
  );
}

/** With silence around, so that no song runs into another. */
const padded = (sound: Float32Array[], seconds = 0.5): Float32Array[] =>
  sound.map((samples) => {
    const pad = Math.round(seconds * RATE);
    const whole = new Float32Array(samples.length + 2 * pad);
    whole.set(samples, pad);
    return whole;
  });

const write = (name: string, sound: readonly Float32Array[]): Promise<string> => writeSound(join(folder, name), sound);

async function read(path: string): Promise<Float32Array[]> {
  const source = await openSound(path);
  const parts: Float32Array[][] = [];
  for await (const block of source.blocks()) parts.push(block.map((samples) => samples.slice()));
  await source.close();
  return Array.from({ length: source.format.channelCount }, (_, c) => {
    const whole = new Float32Array(parts.reduce((sum, block) => sum + (block[c]?.length ?? 0), 0));
    let at = 0;
    for (const block of parts) {
      whole.set(block[c] as Float32Array, at);
      at += block[c]?.length ?? 0;
    }
    return whole;
  });
}

const joined = (a: Float32Array[], b: Float32Array[]): Float32Array[] =>
  a.map((samples, c) => Float32Array.from([...samples, ...(b[c] ?? [])]));

/** Integrated loudness as ffmpeg reads the file. */
function ebur128(path: string): number {
  const filter = "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-";
  const lines = run("ffmpeg", ["-v", "quiet", "-i", path, "-af", filter, "-f", "null", "-"]).toString();
  return Number(/.*lavfi\.r128\.I=(\S+)/s.exec(lines)?.[1]);
}

/** Largest second difference around a frame: a click is one far larger than the music's own. */
function bend(samples: Float32Array, around: number, width: number): number {
  let most = 0;
  for (let n = Math.max(2, around - width); n < Math.min(samples.length, around + width); n++) {
    const [a, b, c] = [samples[n] as number, samples[n - 1] as number, samples[n - 2] as number];
    most = Math.max(most, Math.abs(a - 2 * b + c));
  }
  return most;
}

const three = [
  await write("one.wav", padded(music(5, 0.8, 1))),
  await write("two.wav", padded(music(5, 0.45, 2))),
  await write("three.wav", padded(music(5, 0.55, 3))),
];

describe("segues", async () => {
  const whole = music(11, 0.8, 4);
  const cut = Math.round(5.3 * RATE) + 17;
  const halves = [
    await write(
      "first.wav",
      whole.map((samples) => samples.slice(0, cut)),
    ),
    await write(
      "second.wav",
      whole.map((samples) => samples.slice(cut)),
    ),
  ];
  const uncut = await write("uncut.wav", whole);

  test("two halves of one sound: two targets and two formats, joined again as if never cut", async () => {
    const words = ["--target", "club,spotify", "--formats", "wav32f,wav24@48000", "--adjust", "air +2, low +2"];
    const { code, json, out } = await album(halves, ...words);
    expect(code).toBe(0);
    expect(json.outputs).toHaveLength(8);
    const folders = ["club.wav32f", "club.wav24-48000", "spotify.wav32f", "spotify.wav24-48000"];
    expect(readdirSync(out).sort()).toEqual([...folders, "album.plan.json", "album.report.html"].sort());
    for (const [at, place] of folders.entries()) {
      const rate = place.endsWith("48000") ? 48_000 : RATE;
      const [a, b] = [await read(join(out, place, "01 first.wav")), await read(join(out, place, "02 second.wav"))];
      const [left] = joined(a, b) as [Float32Array];
      const seam = a[0]?.length ?? 0;
      expect(seam).toBe(Math.round((cut * rate) / RATE));
      expect(left).toHaveLength(Math.round((11 * RATE * rate) / RATE));
      expect(bend(left, seam, 8)).toBeLessThan(0.9 * bend(left, left.length / 2, left.length / 2 - 100));
      // The same moves on the sound that was never cut give the same samples, seam or not.
      const plan = json.plan.decisions as { id: string; value: number }[];
      const target = place.split(".")[0] as string;
      const gain = plan.find(({ id }) => id === `loudness.gain@01 first@${target}`)?.value as number;
      expect(gain).toBe(plan.find(({ id }) => id === `loudness.gain@02 second@${target}`)?.value);
      if (at % 2 === 1) continue;
      const lufs = json.outputs.find((each: { path: string }) => each.path.includes(place)).targetLufs;
      expect(lufs).toBeGreaterThan(-20);
    }
  });

  test("the joined files are the master of the uncut sound, sample by sample", async () => {
    const words = ["--loudness", "-30", "--formats", "wav32f", "--adjust", "air +2, low +2"];
    const parts = await album(halves, ...words);
    const one = await album([uncut], ...words);
    const [a, b] = await Promise.all(parts.json.outputs.map(({ path }: { path: string }) => read(path)));
    const made = joined(a, b);
    const [expected] = await Promise.all(one.json.outputs.map(({ path }: { path: string }) => read(path)));
    const gain = 10 ** ((parts.json.outputs[0].gainDb - one.json.outputs[0].gainDb) / 20);
    let most = 0;
    made.forEach((samples, c) => {
      samples.forEach((value, n) => {
        most = Math.max(most, Math.abs(value - gain * expected[c][n]));
      });
    });
    expect(most).toBeLessThan(2e-7);
  });

  test("edges of segues are neither trimmed nor faded, the outer ones are", async () => {
    const { json } = await album(
      halves,
      "--fade-in",
      "1",
      "--fade-out",
      "1",
      "--trim",
      "--loudness",
      "-30",
      "--formats",
      "wav32f",
    );
    const value = (id: string): number => json.plan.decisions.find((each: { id: string }) => each.id === id).value;
    expect([value("fade.in@01 first"), value("fade.out@01 first")]).toEqual([1, 0]);
    expect([value("fade.in@02 second"), value("fade.out@02 second")]).toEqual([0, 1]);
    const made = await Promise.all(json.outputs.map(({ path }: { path: string }) => read(path)));
    const [left] = joined(made[0], made[1]) as [Float32Array];
    expect(Math.abs(left[0] as number)).toBeLessThan(1e-5);
    expect(Math.abs(left.at(-1) as number)).toBeLessThan(1e-5);
    const plain = await album(halves, "--loudness", "-30", "--formats", "wav32f");
    const [still] = joined(await read(plain.json.outputs[0].path), await read(plain.json.outputs[1].path));
    const gain = 10 ** ((json.outputs[0].gainDb - plain.json.outputs[0].gainDb) / 20);
    for (const n of [cut - 1, cut, cut + 1]) expect(left[n]).toBeCloseTo(gain * (still?.[n] as number), 6);
  });

  test("songs of two sample rates cannot run into each other, whatever a plan says", async () => {
    const other = join(folder, "other.wav");
    await writeSound(other, music(3, 0.5, 5), {}, 48_000);
    const made = await album([halves[0] as string, other], "--loudness", "-30");
    const segue = made.json.plan.decisions.find(({ id }: { id: string }) => id === "album.segue@01 first");
    expect([segue.value, segue.reasons[0].code]).toEqual([false, "segue.rates-differ"]);
    const edited = readFileSync(made.json.planPath, "utf8").replace(
      /("id": "album.segue@[\s\S]*?"value": )false/,
      "$1true",
    );
    const plan = join(folder, "rates.plan.json");
    writeFileSync(plan, edited);
    const { code, err } = await album([halves[0] as string, other], "--plan", plan);
    expect(code).toBe(2);
    expect(err).toContain("44100 Hz and 48000 Hz");
  });
});

describe("loudness", () => {
  test.skipIf(!ffmpegPresent)(
    "songs stay as far apart as delivered, the loudest at the target; evened when asked",
    async () => {
      const before = three.map(ebur128);
      for (const words of [
        ["--loudness", "-16"],
        ["--loudness", "-7", "--max-limiting", "2"],
      ]) {
        const { json } = await album(three, ...words);
        const after = json.outputs.map(({ path }: { path: string }) => ebur128(path));
        for (const at of [1, 2]) {
          const moved = after[at] - after[0] - ((before[at] as number) - (before[0] as number));
          expect(Math.abs(moved)).toBeLessThan(0.3);
        }
        const reached = json.outputs.map((output: { reached: boolean }) => output.reached);
        if (words.length === 2) expect(Math.abs(after[0] + 16)).toBeLessThan(0.1);
        else expect(reached).toEqual([false, false, false]);
        if (words.length > 2) expect(json.outputs[1].why).toContain("keeps its distances");
      }
      const even = await album(three, "--loudness", "-16", "--album-levels", "even");
      for (const { path } of even.json.outputs) expect(Math.abs(ebur128(path) + 16)).toBeLessThan(0.1);
    },
  );

  test.skipIf(!ffmpegPresent)("lossy files get a lower ceiling where decoding would clip", async () => {
    const random = createRandom(8);
    const noise = music(4, 1.2, 6).map((samples) => samples.map((x) => x + 0.2 * random.uniform(-1, 1)));
    const loud = await write("loud.wav", padded(noise));
    const { json } = await album(
      [loud, three[0] as string],
      "--loudness",
      "-9",
      "--ceiling",
      "0",
      "--formats",
      "wav24,mp3-128",
      "--max-limiting",
      "20",
    );
    const [lossless, lossy] = [json.outputs.slice(0, 2), json.outputs.slice(2)];
    for (const { ceilingDbtp } of lossless) expect(ceilingDbtp).toBe(0);
    for (const { truePeakDbtp } of lossy) expect(truePeakDbtp).toBeLessThanOrEqual(0);
    expect(Math.min(...lossy.map(({ ceilingDbtp }: { ceilingDbtp: number }) => ceilingDbtp))).toBeLessThan(0);
  });
});

describe("files", () => {
  test("a Compact Disc: whole sectors, a seam on a sector, a cue sheet; other targets beside it", async () => {
    const whole = music(9, 0.6, 7);
    const cut = 4 * RATE + 301;
    const songs = [
      await write(
        "side a.wav",
        whole.map((samples) => samples.slice(0, cut)),
      ),
      await write(
        "side b.wav",
        whole.map((samples) => samples.slice(cut)),
      ),
      three[0] as string,
    ];
    const { json, out } = await album(songs, "--target", "cd,spotify");
    expect(readdirSync(join(out, "cd")).sort()).toEqual(["01 side a.wav", "02 side b.wav", "03 one.wav", "album.cue"]);
    expect(readdirSync(join(out, "spotify"))).toHaveLength(3);
    for (const { path, target } of json.outputs) {
      const [left] = await read(path);
      if (target === "cd") expect((left?.length ?? 0) % 588).toBe(0);
    }
    const cue = readFileSync(json.cue, "utf8").split("\r\n");
    expect(cue.filter((line) => line.startsWith("FILE"))).toEqual([
      'FILE "01 side a.wav" WAVE',
      'FILE "02 side b.wav" WAVE',
      'FILE "03 one.wav" WAVE',
    ]);
    expect(cue.filter((line) => line.includes("PREGAP"))).toEqual(["    PREGAP 00:02:00"]);
    const no = await album(three.slice(0, 1), "--target", "cd", "--formats", "flac24");
    expect(no.json.cue).toBeNull();
    expect(no.json.remarks.join()).toContain("wav16@44100");
  });

  test("names: one job in the folder itself, targets in folders, formats of a target in theirs", async () => {
    const flat = await album(three.slice(0, 2), "--loudness", "-20");
    expect(readdirSync(flat.out).sort()).toEqual(["01 one.wav", "02 two.wav", "album.plan.json", "album.report.html"]);
    const targets = await album(three.slice(0, 2), "--target", "apple,broadcast");
    expect(readdirSync(targets.out).sort()).toEqual(["album.plan.json", "album.report.html", "apple", "broadcast"]);
    const paths = targets.json.outputs.map(({ path }: { path: string }) => path);
    expect(new Set(paths).size).toBe(4);
    const twice = await album(three.slice(0, 1), "--target", "apple", "--formats", "wav24,WAV24");
    expect([twice.code, twice.err]).toEqual([2, expect.stringContaining("each format once")]);
    expect(() => readdirSync(twice.out)).toThrow();
  });

  test("the same album twice is the same bytes, its report well-formed and without paths", async () => {
    const words = ["--target", "spotify,vinyl-premaster", "--trim", "--compare"];
    const [a, b] = [await album(three, ...words), await album(three, ...words, "--workers", "1")];
    const files = (place: string): string[] =>
      readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(place.length))
        .sort();
    expect(files(a.out)).toEqual(files(b.out));
    expect(files(a.out)).toHaveLength(3 * 2 + 2 + 3 * 2);
    for (const name of files(a.out)) {
      expect(readFileSync(join(a.out, name)).equals(readFileSync(join(b.out, name))), name).toBe(true);
    }
    const page = readFileSync(a.json.report, "utf8");
    expect(faultsOf(page)).toEqual([]);
    expect(slipsOf(page)).toEqual([]);
    expect(page).not.toContain(folder);
    for (const name of ["01 one", "02 two", "03 three"]) expect(page).toContain(`<h1>${name}</h1>`);
  });

  test("what is there stays, and a failed run leaves nothing", async () => {
    const { out } = await album(three.slice(0, 1), "--loudness", "-20");
    const bytes = readFileSync(join(out, "01 one.wav"));
    const again = await runWords(folder, ["master", three[0] as string, "--album", "--out", out, "--loudness", "-20"]);
    expect(again.code).toBeGreaterThan(1);
    expect(readFileSync(join(out, "01 one.wav")).equals(bytes)).toBe(true);
    const failed = await album(three, "--target", "spotify,apple", "--fade-out", "20");
    expect(failed.code).toBe(2);
    expect(failed.err).toContain("--fade-out: expected at most the song's 6.00 s");
    expect(readdirSync(failed.out)).toEqual([]);
  });
});

test("where nothing has to be done, the same PCM comes out, bit by bit", async () => {
  const grid = padded(music(4, 0.4, 11)).map((samples) => samples.map((x) => Math.round(x * 2 ** 23) / 2 ** 23));
  const path = join(folder, "quiet.wav");
  const samples = { kind: "integer", bits: 24 } as const;
  const sink = await createSound(path, { container: "wav", sampleRate: RATE, channelCount: 2, samples });
  await sink.write(grid);
  await sink.finish();
  const lufs = (await analyseFile(path)).analysis.measurement.integratedLufs as number;
  const { json } = await album([path], "--loudness", lufs.toFixed(2));
  expect(json.outputs[0].gainDb).toBe(0);
  expect(await read(json.outputs[0].path)).toEqual(await read(path));
});

describe("odd material", () => {
  test("a mono song alone stays mono, joined to a stereo song it becomes stereo", async () => {
    const mono = await write("mono.wav", music(4, 0.5, 9).slice(0, 1));
    const { json } = await album([mono, three[0] as string, mono, mono], "--loudness", "-24");
    const counts = await Promise.all(json.outputs.map(async ({ path }: { path: string }) => (await read(path)).length));
    expect(counts).toEqual([1, 2, 2, 2]);
  });

  test("a silent song among others is delivered silent, and says why it has no loudness", async () => {
    const silent = await write("silent.wav", [new Float32Array(RATE), new Float32Array(RATE)]);
    const { code, json } = await album([three[0] as string, silent], "--loudness", "-20", "--trim");
    expect(code).toBe(0);
    expect(json.outputs[0].reached).toBe(true);
    expect(json.outputs[1].why).toContain("no loudness");
    expect(slipsOf(readFileSync(json.report, "utf8"))).toEqual([]);
  });

  test("six channels are refused, what is no sound is bad material, and nothing is left", async () => {
    const six = await write(
      "six.wav",
      Array.from({ length: 6 }, () => new Float32Array(RATE).fill(0.1)),
    );
    const wide = await album([three[0] as string, six], "--loudness", "-20");
    expect([wide.code, wide.err]).toEqual([3, expect.stringMatching(/six\.wav.*6 channels/)]);
    const gone = await album([three[0] as string, join(folder, "gone.wav")], "--loudness", "-20");
    expect([gone.code, gone.err]).toEqual([3, expect.stringContaining("gone.wav")]);
    writeFileSync(join(folder, "letter.txt"), "Dear reader, this is no sound at all.");
    const letter = await album([three[0] as string, join(folder, "letter.txt")], "--target", "apple,cd");
    expect([letter.code, letter.err]).toEqual([3, expect.stringContaining("letter.txt")]);
    for (const { out } of [wide, letter]) expect(readdirSync(out)).toEqual([]);
  });
});

describe("plans", () => {
  test("--same-as: identical moves for other versions of all songs, --plan the same bytes", async () => {
    const words = ["--target", "apple,spotify", "--formats", "wav32f", "--adjust", "air +1"];
    const made = await album(three, ...words);
    const versions = await Promise.all(
      three.map(async (path, at) =>
        write(
          `version ${at}.wav`,
          (await read(path)).map((samples) => samples.map((x, n) => x * (n % 4 < 2 ? 0.5 : 0.25))),
        ),
      ),
    );
    const other = await album(versions, "--same-as", made.json.planPath);
    expect(other.code).toBe(0);
    const gains = (json: Ended["json"]): number[] => json.outputs.map(({ gainDb }: { gainDb: number }) => gainDb);
    for (const [at, gain] of gains(other.json).entries()) expect(gain).toBeCloseTo(gains(made.json)[at] as number, 3);
    expect(other.json.outputs.map(({ song }: { song: string }) => song)).toContain("03 version 2");
    const back = await album(three, "--plan", made.json.planPath);
    for (const [at, { path }] of back.json.outputs.entries()) {
      expect(readFileSync(path).equals(readFileSync(made.json.outputs[at].path))).toBe(true);
    }
  });

  test("plans that do not fit are refused with what would", async () => {
    const made = await album(three.slice(0, 2), "--loudness", "-20");
    const song = await album([three[0] as string], "--single", "--loudness", "-20");
    const few = await album(three, "--same-as", made.json.planPath);
    expect([few.code, few.err]).toEqual([2, expect.stringContaining("a plan for 3 songs")]);
    const wrong = await album(three, "--same-as", song.json.planPath);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("a song's plan")]);
    const single = await album([three[0] as string], "--single", "--same-as", made.json.planPath);
    expect([single.code, single.err]).toEqual([2, expect.stringContaining("with --album")]);
    const swapped = await album([three[1] as string, three[0] as string], "--plan", made.json.planPath);
    expect(swapped.code).toBe(3);
    expect(swapped.err.match(/\b[0-9a-f]{64}\b/g)).toHaveLength(2);
  });

  const edited = (made: Ended["json"], values: Record<string, unknown>, more: Record<string, unknown> = {}): string => {
    const plan = JSON.parse(readFileSync(made.planPath, "utf8"));
    for (const decision of plan.decisions) {
      if (!Object.hasOwn(values, decision.id)) continue;
      Object.assign(decision, { value: values[decision.id], by: "person", proposed: decision.value }, more);
    }
    const path = join(folder, `edited${outs++}.plan.json`);
    writeFileSync(path, JSON.stringify(plan));
    return path;
  };
  const valueIn = (json: Ended["json"], id: string): unknown =>
    json.plan.decisions.find((decision: { id: string }) => decision.id === id)?.value;
  const bytesOf = (json: Ended["json"]): Buffer[] =>
    json.outputs.map(({ path }: { path: string }) => readFileSync(path));

  test("phase, dither and the limiter's times are the plan's, for each target its own", async () => {
    const two = three.slice(0, 2);
    const words = ["--target", "spotify,apple", "--formats", "wav16", "--adjust", "air +2", "--loudness", "-9"];
    const usual = await album(two, ...words);
    const typed = await album(two, ...words, "--phase", "linear", "--dither", "shaped");
    const asTyped = edited(usual.json, { "tone.phase": "linear", "delivery.dither": "shaped" });
    const performed = await album(two, "--plan", asTyped);
    expect(bytesOf(performed.json)).toEqual(bytesOf(typed.json));
    expect(bytesOf(typed.json)[0]?.equals(bytesOf(usual.json)[0] as Buffer)).toBe(false);
    const flat = await album(two, "--plan", edited(usual.json, { "tone.phase": "linear" }));
    expect(bytesOf(flat.json)[0]?.equals(bytesOf(typed.json)[0] as Buffer)).toBe(false);
    const slow = await album(two, "--plan", edited(usual.json, { "limiter.release@spotify": 120 }));
    const gains = (json: Ended["json"], target: string): number[] =>
      json.outputs
        .filter((each: { target: string }) => each.target === target)
        .map(({ gainDb }: { gainDb: number }) => gainDb);
    expect(gains(slow.json, "apple")).toEqual(gains(usual.json, "apple"));
    expect(gains(slow.json, "spotify")).not.toEqual(gains(usual.json, "spotify"));
    const wrong = await album(two, "--plan", edited(usual.json, { "limiter.release@spotify": -3 }));
    expect(wrong.err).toContain("limiter.release: expected 1 to 2000 ms");
    expect(readdirSync(wrong.out)).toEqual([]);
  });

  test("--keep plans anew and keeps what a person set, songs by their names; what it cannot keep it says", async () => {
    const made = await album(three, "--target", "spotify", "--fade-out", "1");
    const plan = edited(made.json, {
      "limiter.release@spotify": 60,
      "loudness.target@spotify": -18,
      "loudness.target@02 two@spotify": -25,
      "album.segue@01 one": true,
      "delivery.dither": "shaped",
      "fade.out@03 three": 2,
    });
    // The third song is the first now, and another stands in for the first.
    const again = await write("again.wav", padded(music(5, 0.7, 9)));
    const { json } = await album(
      [three[2] as string, three[1] as string, again],
      "--keep",
      plan,
      ...["--target", "spotify,apple", "--dry-run"],
    );
    expect(valueIn(json, "limiter.release@spotify")).toBe(60);
    expect(valueIn(json, "limiter.release@apple")).not.toBe(60);
    expect(valueIn(json, "delivery.dither")).toBe("shaped");
    expect(valueIn(json, "loudness.target@02 two@spotify")).toBe(-25);
    expect(valueIn(json, "fade.out@01 three")).toBe(2);
    expect(valueIn(json, "fade.out@02 two")).toBe(1);
    // The others stand as far under the album's loudness as they were delivered.
    expect(valueIn(json, "loudness.target@spotify")).toBe(-18);
    const [first, last] = ["01 three", "03 again"].map((name) => valueIn(json, `loudness.target@${name}@spotify`));
    expect(Math.max(first as number, last as number)).toBe(-18);
    expect(json.kept).toContain("loudness.target@02 two@spotify");
    expect(json.lost).toEqual([{ id: "album.segue@01 one", why: "another song follows now" }]);
    const delivered = await album(three.slice(0, 2), "--keep", plan, "--target", "spotify");
    expect(delivered.json.kept).toContain("album.segue@01 one");
    expect(delivered.json.lost).toContainEqual({ id: "fade.out@03 three", why: "this plan has no such decision" });
    expect(valueIn(delivered.json, "loudness.gain@01 one@spotify")).toBe(
      valueIn(delivered.json, "loudness.gain@02 two@spotify"),
    );
    const song = await album([three[0] as string], "--single", "--keep", plan);
    expect([song.code, song.err]).toEqual([2, expect.stringContaining("a song's plan")]);
  });

  test("--dry-run plans and writes nothing", async () => {
    const { json, out } = await album(three, "--dry-run", "--target", "apple,club");
    expect(() => readdirSync(out)).toThrow();
    const ids = json.plan.decisions.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(["tone.mid", "limiter.ceiling@club", "loudness.target@01 one@apple"]));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
