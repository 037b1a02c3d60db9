/** Pairs of songs with one axis of mood moved: which way the measures of decisions/0013 go. */

import type { Brief } from "../../composition/write/brief.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { chordIntervals, createClock, type Score } from "../../foundation/score/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type Part, table } from "../table.ts";
import { defaultMaker } from "./maker.ts";

function measured(score: Score): { valence: number; energy: number } {
  let major = 0;
  let minor = 0;
  let all = 0;
  for (const { duration, root, quality } of score.chords) {
    all += duration;
    const intervals = chordIntervals(quality);
    if (root === null) continue;
    if (intervals.includes(4)) major += duration;
    else if (intervals.includes(3)) minor += duration;
  }
  const top = score.parts[0]?.notes ?? [];
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const notes = score.parts.flatMap((part) => part.notes);
  const seconds = createClock(score).secondsAt(score.lengthTicks);
  const mode = score.keys[0]?.mode === "minor" ? -1 : 1;
  const tempo = 60_000_000 / (score.tempi[0]?.microsecondsPerQuarter ?? 500_000);
  return {
    valence:
      0.5 * mode +
      (0.35 * (major - minor)) / Math.max(1, all) +
      (0.15 * (mean(top.map(({ pitch }) => pitch)) - 67)) / 7,
    energy:
      (Math.log2(tempo / 100) / 0.5 +
        Math.log2(notes.length / seconds / 8) +
        (mean(notes.map(({ velocity }) => velocity)) - 75) / 12) /
      3,
  };
}

export const moodPart: Part = {
  name: "mood",
  title: "200 pairs of songs, one axis of mood moved by 1 to 2",
  run: async () => {
    const maker = defaultMaker();
    const score = (brief: Brief, seed: number): Score =>
      performSong(writeSong(maker, { brief, seed, fixed: new Map(), redo: new Map(), version: "bench" }).plan);
    const counts = { valence: [0, 0, 0], energy: [0, 0, 0] } as Record<"valence" | "energy", [number, number, number]>;
    for (let pair = 0; pair < 200; pair++) {
      const random = createRandom(1000 + pair);
      const axis = pair % 2 ? "valence" : "energy";
      const other = axis === "valence" ? "energy" : "valence";
      const low = random.split("low").uniform(-1, 0);
      const high = low + random.split("by").uniform(1, 1 - low > 2 ? 2 : 1 - low);
      const fixed: Brief = {
        form: random.split("form").pick(["song", "aaba", "verse 8, chorus 8"]),
        ...(random.split("k").uniform() < 0.4 ? { key: random.split("key").pick(["C", "D", "F", "G", "A"]) } : {}),
        ...(random.split("m").uniform() < 0.4 ? { mode: random.split("mode").pick(["major", "minor"] as const) } : {}),
        ...(random.split("t").uniform() < 0.4 ? { tempo: random.split("tempo").integer(70, 150) } : {}),
      };
      const still = random.split("still").uniform(-0.5, 0.5);
      const at = (value: number): Brief => ({
        ...fixed,
        mood: axis === "valence" ? { valence: value, energy: still } : { valence: still, energy: value },
      });
      const from = measured(score(at(low), pair + 1));
      const to = measured(score(at(high), pair + 1));
      const moved = to[axis] - from[axis];
      const drift = Math.abs(to[other] - from[other]);
      const of = counts[axis];
      of[0]++;
      if (moved > 0) of[1]++;
      if (moved > 0 && drift < moved / 2) of[2]++;
    }
    return {
      figures: counts,
      lines: table(
        ["axis", "pairs", "right direction", "and the other moves less than half as far"],
        (["valence", "energy"] as const).map((axis) => [
          axis,
          `${counts[axis][0]}`,
          `${((100 * counts[axis][1]) / counts[axis][0]).toFixed(0)} %`,
          `${((100 * counts[axis][2]) / counts[axis][0]).toFixed(0)} %`,
        ]),
      ),
    };
  },
};
