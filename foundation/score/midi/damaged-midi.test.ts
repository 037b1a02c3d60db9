import { expect, test } from "vitest";
import { FormatError } from "../../plan/errors.ts";
import { createRandom, type Random } from "../../statistics/random.ts";
import { madeScore } from "../made-scores.testing.ts";
import { readScore } from "../read-score.ts";
import type { Score } from "../score.ts";
import { validateScore } from "../validate-score.ts";
import { writeMidi } from "./midi-from-score.ts";
import { readSmf } from "./read-smf.ts";
import { readMidi } from "./score-from-midi.ts";
import { dataBytes, metaTypes, type SmfTrack } from "./smf.ts";

const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function delta(ticks: number): number[] {
  const bytes = [ticks & 0x7f];
  for (let rest = ticks >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

interface Damage {
  /** Faults in the events: where their status is left out behind a text, and messages that are for wires. */
  readonly running: boolean;
  readonly stray: readonly number[];
  readonly end: "right" | "none" | "bytes" | "more";
}

function trackBytes({ events }: SmfTrack, { running, stray, end }: Damage, random: Random): number[] {
  const out: number[] = [];
  let tick = 0;
  let status = 0;
  for (const event of events) {
    const wait = delta(event.tick - tick);
    tick = event.tick;
    if (event.kind === "channel") {
      out.push(...wait);
      let text = false;
      if (running && random.uniform() < 0.3) {
        out.push(0xff, 0x01, 2, 0x68, 0x69, 0);
        text = true;
      }
      if (!(text && event.status === status)) out.push(event.status);
      out.push(event.data1, ...(dataBytes(event.status) === 2 ? [event.data2] : []));
      status = event.status;
      if (stray.length > 0 && random.uniform() < 0.3) out.push(0, ...stray);
    } else if (event.kind === "meta" && event.type === metaTypes.endOfTrack) {
      if (end === "right") out.push(...wait, 0xff, 0x2f, 0);
      else if (end === "bytes") out.push(...wait, 0xff, 0x2f, 1, 0);
      else if (end === "more") out.push(...wait, 0xff, 0x2f, 0, 0, 0, 0);
    } else if (event.kind === "meta") out.push(...wait, 0xff, event.type, ...delta(event.bytes.length), ...event.bytes);
  }
  return out;
}

const FAULTS = [
  "running",
  "stray",
  "noEnd",
  "endBytes",
  "behindEnd",
  "length",
  "count",
  "format",
  "behind",
  "riff",
] as const;
type Fault = (typeof FAULTS)[number];

function damaged(score: Score, faults: ReadonlySet<Fault>, random: Random): Uint8Array {
  const { tracks } = readSmf(writeMidi(score));
  const header = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, faults.has("format") ? 0 : 1];
  const count = tracks.length + (faults.has("count") ? random.pick([1, 3]) : 0);
  const out = [...header, 0, count, score.division >> 8, score.division & 255];
  for (const track of tracks) {
    const end = faults.has("noEnd")
      ? "none"
      : faults.has("endBytes")
        ? "bytes"
        : faults.has("behindEnd")
          ? "more"
          : "right";
    const stray = faults.has("stray") ? random.pick([[0xf8], [0xfe], [0xf1, 5], [0xf2, 1, 2], [0xf6]]) : [];
    const body = trackBytes(track, { running: faults.has("running"), stray, end }, random);
    const length = faults.has("length") ? random.pick([0, 0x7fffffff, body.length + 1, body.length - 1]) : body.length;
    out.push(0x4d, 0x54, 0x72, 0x6b, ...uint32(length), ...body);
  }
  if (faults.has("behind")) out.push(...random.pick([[0], [0x1a, 0x1a], [0, 0, 0, 0, 0, 0, 0, 0, 0]]));
  if (!faults.has("riff")) return Uint8Array.from(out);
  return Uint8Array.from([
    0x52,
    0x49,
    0x46,
    0x46,
    0,
    0,
    0,
    0,
    ...new TextEncoder().encode("RMIDdata"),
    0,
    0,
    0,
    0,
    ...out,
  ]);
}

const notesOf = ({ parts }: Score): unknown =>
  parts.map(({ name, notes }) => [
    name,
    notes.map(({ tick, duration, pitch, velocity }) => [tick, duration, pitch, velocity]),
  ]);

/** Faults that say the opposite of each other. */
function together(random: Random): Set<Fault> {
  const faults = new Set<Fault>();
  for (let n = random.integer(1, 3); n > 0; n--) faults.add(random.pick(FAULTS));
  const ends = (["noEnd", "endBytes", "behindEnd", "length"] as const).filter((fault) => faults.has(fault));
  for (const fault of ends.slice(1)) faults.delete(fault);
  // Bytes behind a track without an end are events as likely as not.
  if (faults.has("length")) faults.delete("behind");
  return faults;
}

test("500 damaged files have the notes of the whole ones, and say what was wrong at which byte", () => {
  const seen = new Set<Fault>();
  for (let seed = 0; seed < 500; seed++) {
    const random = createRandom(seed);
    const score = madeScore(seed % 50);
    const whole = readMidi(writeMidi(score));
    const faults = together(random);
    const bytes = damaged(score, faults, random);
    const read = readScore(bytes, "damaged.mid")[0] as Score;
    validateScore(read);
    expect(notesOf(read), [...faults].join(" ")).toEqual(notesOf(whole));
    for (const fault of faults) seen.add(fault);
    if (faults.has("format") && whole.parts.length === 1 && faults.size === 1) continue;
    const told = read.warnings.filter((warning) => /\(byte \d+[,)]/.test(warning));
    if (!(faults.size === 1 && (faults.has("running") || faults.has("stray")))) expect(told.length).toBeGreaterThan(0);
    for (const warning of told) expect(Number(/\(byte (\d+)/.exec(warning)?.[1])).toBeLessThanOrEqual(bytes.length);
  }
  expect([...seen].sort()).toEqual([...FAULTS].sort());
});

test("a file that was cut off has the notes up to there", () => {
  let count = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = createRandom(seed);
    const whole = writeMidi(madeScore(seed % 50));
    const notes = JSON.stringify(notesOf(readMidi(whole)));
    const cut = whole.subarray(0, random.integer(Math.floor(whole.length / 2), whole.length - 1));
    try {
      const read = validateScore(readMidi(cut));
      expect(read.warnings.join(" ")).toMatch(/ends within a track|number of tracks|passed over/);
      // What still sounded there ends there; onsets and pitches are those of the whole.
      for (const { notes: list } of read.parts)
        for (const { tick, pitch, velocity } of list)
          expect(notes).toMatch(new RegExp(`\\[${tick},\\d+,${pitch},${velocity}\\]`));
      count++;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }
  expect(count).toBeGreaterThan(90);
});

test("the place of a fault is its byte, and the strict reader still refuses it", () => {
  const track = [0, 0x90, 60, 64, 0, 0xff, 1, 0, 4, 60, 0, 0, 0xff, 0x2f, 0];
  const bytes = Uint8Array.from([
    0x4d,
    0x54,
    0x68,
    0x64,
    0,
    0,
    0,
    6,
    0,
    1,
    0,
    1,
    0,
    4,
    0x4d,
    0x54,
    0x72,
    0x6b,
    ...uint32(track.length),
    ...track,
  ]);
  const { warnings, parts } = readMidi(bytes);
  expect(warnings).toEqual([
    "Running status goes on behind a meta or sysex event; it was taken to be the status before (byte 31).",
  ]);
  expect(parts[0]?.notes.map(({ pitch, duration }) => [pitch, duration])).toEqual([[60, 4]]);
  expect(() => readSmf(bytes)).toThrow("at byte 31");
});

test.each([
  ["no status at all", [0, 60, 64, 0, 0xff, 0x2f, 0]],
  ["a data byte that is missing", [0, 0x90, 60, 0, 0x90, 62, 64, 0, 0xff, 0x2f, 0]],
  ["a message without a length", [0, 0xf4, 0, 0xff, 0x2f, 0]],
])("%s is still refused: the notes are not certain", (_, track) => {
  const bytes = Uint8Array.from([
    0x4d,
    0x54,
    0x68,
    0x64,
    0,
    0,
    0,
    6,
    0,
    1,
    0,
    1,
    0,
    4,
    0x4d,
    0x54,
    0x72,
    0x6b,
    ...uint32(track.length),
    ...track,
  ]);
  expect(() => readMidi(bytes)).toThrow(FormatError);
});
