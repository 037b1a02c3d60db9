/** Surges: where they are found, and what is said of those that are easy to tell. */
import { expect, test } from "vitest";
import { exp } from "../../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { judgeMonths } from "./judge-months.ts";
import { judgeRecording } from "./judge-recording.ts";
import type { RecordingStreams } from "./recording-streams.ts";
import { usualLevel } from "./usual-level.ts";

const DAYS = 365;
const SHARES = [0.5, 0.3, 0.15, 0.05, 0];
const places = ["DE", "US", "GB", "NL", "VN"];

/** One recording of 400 streams a day with what is added: streams of a day and place, saves and listeners for each of them. */
function made(
  random: Random,
  added: (day: number, place: number) => number,
  { saves = 0.05, perListener = 2 }: { readonly saves?: number; readonly perListener?: number } = {},
): RecordingStreams {
  const streams = new Float64Array(DAYS * 5);
  const listeners = new Float64Array(DAYS);
  const saved = new Float64Array(DAYS);
  for (let day = 0; day < DAYS; day++)
    for (let k = 0; k < 5; k++) {
      const week = day % 7 >= 4 ? 1.2 : 0.85;
      const usual = Math.round(400 * SHARES[k]! * week * (1 + 0.06 * random.normal()));
      const more = Math.round(added(day, k));
      streams[day * 5 + k] = usual + more;
      listeners[day] = listeners[day]! + usual / 2 + more / perListener;
      saved[day] = saved[day]! + 0.05 * usual + saves * more;
    }
  return {
    recording: "A",
    first: 19_723,
    days: DAYS,
    services: ["S"],
    places,
    streams: [streams],
    listeners: [listeners],
    saves: [saved],
  };
}

test("the moving median is that of the 121 days around", () => {
  const random = createRandom(7);
  const values = Float64Array.from({ length: 300 }, () => random.integer(0, 40));
  const moving = usualLevel(values, 20);
  for (const day of [20, 60, 81, 150, 239, 299]) {
    const from = Math.max(20, Math.min(day - 60, 300 - 121));
    expect(moving[day]).toBe([...values.subarray(from, from + 121)].sort((a, b) => a - b)[60]);
  }
  expect(moving[19]).toBe(0);
});

test("a quiet year has nothing to tell", () => {
  expect(judgeRecording(made(createRandom(1), () => 0))).toEqual([]);
});

test("streams out of one odd place, without saves, flat over the week, are evidence with their days", () => {
  const found = judgeRecording(
    made(createRandom(2), (day, k) => (k === 4 && day >= 200 && day < 220 ? 600 : 0), { saves: 0.001 }),
  );
  expect(found.map(({ surge, judgement }) => [surge.from, surge.until, judgement.verdict])).toEqual([
    [200, 219, "evidence"],
  ]);
  expect(found[0]?.measures.placeKind).toBe("few");
});

test("few listeners who repeat, everywhere, are evidence when they are too many streams for one", () => {
  const found = judgeRecording(
    made(createRandom(3), (day, k) => (day >= 100 && day < 130 ? 800 * SHARES[k]! : 0), {
      saves: 0.001,
      perListener: 30,
    }),
  );
  expect(found[0]?.judgement.verdict).toBe("evidence");
  expect(exp(found[0]?.measures.repeats?.value ?? 0)).toBeGreaterThan(8);
});

test.each([
  [
    "one that went viral",
    (day: number, k: number) =>
      day >= 150 ? (2000 * SHARES[k]! * (day % 7 >= 4 ? 1.2 : 0.85)) / (1 + (day - 150) / 3) : 0,
  ],
  [
    "a broadcast in one place",
    (day: number, k: number) =>
      k === 3 && day >= 150 ? 1500 * exp(-(day - 150) / 6) * (day % 7 >= 4 ? 1.2 : 0.85) : 0,
  ],
] as const)("%s, with saves and new listeners, is explained", (_, added) => {
  const found = judgeRecording(made(createRandom(4), added, { saves: 0.055, perListener: 1.8 }));
  expect(found.length).toBeGreaterThan(0);
  expect(found.map(({ judgement }) => judgement.verdict)).not.toContain("evidence");
  expect(found.map(({ judgement }) => judgement.verdict)).not.toContain("look");
});

test("one listener cannot be ruled out where streams are as few as one can make", () => {
  const found = judgeRecording(
    made(createRandom(5), (day, k) => (k === 4 && day >= 200 && day < 220 ? 60 : 0), { saves: 0, perListener: 60 }),
  );
  const listener = found[0]?.judgement.innocent.find(({ explanation }) => explanation === "listener");
  expect(listener?.refused).toBe(false);
  expect(found[0]?.judgement.verdict).not.toBe("evidence");
});

test("months are worth a look at most, however odd", () => {
  const streams = [0, 1].map((service) =>
    Float64Array.from(
      { length: 18 * 5 },
      (_, at) =>
        Math.round(9000 * SHARES[at % 5]!) + (service === 0 && Math.floor(at / 5) === 9 && at % 5 === 4 ? 50_000 : 0),
    ),
  );
  const months = Array.from({ length: 18 }, (_, month) => ({ from: 19_723 + 30 * month, until: 19_752 + 30 * month }));
  const found = judgeMonths({ recording: "A", months, services: ["S", "T"], places, streams });
  expect(found.map(({ measures, judgement }) => [measures.from, judgement.verdict])).toEqual([[19_723 + 270, "look"]]);
});
