/** Trimming and fading of a song, judged sample by sample against the song itself. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { makePlan } from "../../foundation/plan/index.ts";
import { openSound } from "../codecs/open-sound.ts";
import { temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { beats, request, writeSound } from "../report/report-songs.testing.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { writeComparison } from "./compare.ts";
import { parseFormat } from "./formats.ts";
import { type MasteredSong, type MasterRequest, masterSong } from "./master-song.ts";

const RATE = 44_100;
const folder = temporaryFolder();
const music = beats(4, 0.3, 0.2);
/** 1 s of silence, 4 s of music, 2 s of silence. */
const padded = music.map((samples) => {
  const whole = new Float32Array(7 * RATE);
  whole.set(samples, RATE);
  return whole;
});
const path = await writeSound(join(folder, "padded.wav"), padded);

async function mastered(more: Partial<MasterRequest>): Promise<{ song: MasteredSong; sound: Float32Array[] }> {
  const song = await masterSong(
    request(path, folder, { formats: [parseFormat("wav32f")], targets: [null], askedLufs: -24, brief: {}, ...more }),
  );
  const source = await openSound(song.deliveries[0]?.path as string);
  const parts: Float32Array[][] = [];
  for await (const block of source.blocks()) parts.push(block.map((samples) => samples.slice()));
  await source.close();
  const sound = [0, 1].map((c) => Float32Array.from(parts.flatMap((block) => Array.from(block[c] as Float32Array))));
  return { song, sound };
}

/** Largest distance between `sound` and `gain` times the source from `from` on, times `shape`. */
function worst(sound: readonly Float32Array[], from: number, gain: number, shape: (n: number) => number): number {
  let most = 0;
  sound.forEach((samples, c) => {
    samples.forEach((value, n) => {
      const wanted = gain * (padded[c]?.[from + n] as number) * shape(n);
      most = Math.max(most, Math.abs(value - wanted));
    });
  });
  return most;
}

const gainOf = ({ deliveries }: MasteredSong): number => deliveries[0]?.solution.gain as number;
const smooth = (u: number): number => (u <= 0 ? 0 : u >= 1 ? 1 : u * u * (3 - 2 * u));

test("nothing is trimmed or faded unless asked", async () => {
  const { song, sound } = await mastered({});
  expect(sound[0]).toHaveLength(7 * RATE);
  expect(song.plan.decisions.filter(({ id }) => /^(trim|fade)/.test(id))).toEqual([]);
});

test("--trim leaves 0.05 s in front and 0.2 s behind, and every sample between as it was", async () => {
  const { song, sound } = await mastered({ edges: { trim: true, fadeInSeconds: null, fadeOutSeconds: null } });
  const value = (id: string): unknown => song.plan.decisions.find((decision) => decision.id === id)?.value;
  expect(value("trim.head")).toBe(0.95);
  // The beats die away: what is left of the last is noise-free but no silence, so the end may stay a little longer.
  const tail = value("trim.tail") as number;
  expect(tail).toBeGreaterThan(1.75);
  expect(tail).toBeLessThanOrEqual(1.8);
  const frames = 7 * RATE - Math.round(0.95 * RATE) - Math.round(tail * RATE);
  expect(sound[0]).toHaveLength(frames);
  expect(worst(sound, Math.round(0.95 * RATE), gainOf(song), () => 1)).toBeLessThan(1e-7);
});

test("a cut through sound, from a plan that a person edited, begins and ends without a click", async () => {
  const first = await mastered({ edges: { trim: true, fadeInSeconds: null, fadeOutSeconds: null } });
  const decisions = first.song.plan.decisions.map((decision) =>
    /^trim\./.test(decision.id) ? { ...decision, value: 2.51 } : decision,
  );
  const plan = makePlan({ ...first.song.plan, decisions });
  const { song, sound } = await mastered({ given: { plan, identical: false } });
  const [from, click] = [Math.round(2.51 * RATE), Math.round(0.005 * RATE)];
  const frames = 7 * RATE - 2 * from;
  expect(sound[0]).toHaveLength(frames);
  const shape = (n: number): number => smooth((n + 0.5) / click) * smooth((frames - n - 0.5) / click);
  expect(worst(sound, from, gainOf(song), shape)).toBeLessThan(1e-6);
  expect(Math.abs(sound[0]?.[0] as number)).toBeLessThan(1e-4);
});

test("fades have the asked length and shape, behind the tone filters too", async () => {
  const edges = { trim: false, fadeInSeconds: 2, fadeOutSeconds: 3 };
  const plain = await mastered({ edges });
  const shape = (n: number): number => smooth((n + 0.5) / (2 * RATE)) * smooth((7 * RATE - n - 0.5) / (3 * RATE));
  expect(worst(plain.sound, 0, gainOf(plain.song), shape)).toBeLessThan(1e-6);
  const toned = await mastered({ edges, adjustments: { low: 3, air: -2 } });
  const whole = await mastered({ adjustments: { low: 3, air: -2 } });
  const ratio = gainOf(toned.song) / gainOf(whole.song);
  let most = 0;
  toned.sound.forEach((samples, c) => {
    samples.forEach((value, n) => {
      most = Math.max(most, Math.abs(value - ratio * shape(n) * (whole.sound[c]?.[n] as number)));
    });
  });
  expect(most).toBeLessThan(1e-6);
});

test("a fade longer than the song is refused with its length", async () => {
  const edges = { trim: false, fadeInSeconds: null, fadeOutSeconds: 8 };
  await expect(mastered({ edges })).rejects.toThrow("--fade-out: expected at most the song's 7.00 s, given 8.00 s");
});

test("the comparison leaves out of the mix what was trimmed off the master", async () => {
  const { song } = await mastered({ edges: { trim: true, fadeInSeconds: null, fadeOutSeconds: null } });
  const comparison = await writeComparison(song, folder, true);
  const [before, after] = await Promise.all(
    [comparison?.before, comparison?.after].map(
      async (file) => (await analyseFile(file as string)).analysis.measurement,
    ),
  );
  expect(before?.frames).toBe(after?.frames);
  expect(before?.integratedLufs).toBeCloseTo(after?.integratedLufs as number, 1);
  expect(before?.silence.leadSeconds).toBeCloseTo(after?.silence.leadSeconds as number, 2);
});
