/** When practice stems play, and the room they play in. */
import { addEcho, addRoom } from "../../foundation/sound/example/room.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { BENCH_RATE } from "./songs.ts";

export const PRACTICE_SECONDS = 45;

/** Steps of the scale that parts are made of, semitones. */
export const SCALE: readonly number[] = [0, 3, 5, 7, 10, 12];

/** Steps of a sixteenth, and the bars in which the part plays. */
export function sixteenths(
  random: Random,
  least = 0.1,
  most = 0.6,
): { step: number; bars: number; plays: (bar: number) => boolean } {
  const step = 15 / random.uniform(80, 172);
  const bars = Math.floor(PRACTICE_SECONDS / (16 * step));
  // One stretch, or one that comes again.
  const length = random.integer(2, Math.max(3, Math.round(bars * random.uniform(least, most))));
  const from = random.integer(0, Math.max(0, bars - length));
  const again = random.uniform() < 0.4 ? from + length * random.integer(2, 3) : Infinity;
  return {
    step,
    bars,
    plays: (bar) => (bar >= from && bar < from + length) || (bar >= again && bar < again + length),
  };
}

export function eachStep(
  random: Random,
  patterns: readonly string[],
  play: (seconds: number, velocity: number) => void,
): void {
  const { step, bars, plays } = sixteenths(random);
  const pattern = random.pick(patterns);
  const swing = random.uniform() < 0.3 ? random.uniform(0, 0.3) : 0;
  for (let bar = 0; bar < bars; bar++)
    for (let at = 0; at < 16; at++) {
      const mark = pattern[at % pattern.length];
      if (!plays(bar) || mark === ".") continue;
      const late = at % 2 === 1 ? swing * step : 0;
      play((bar * 16 + at) * step + late, mark === "X" ? 1 : random.uniform(0.3, 0.8));
    }
}

export const room = (random: Random, out: Stereo, most: number): void => {
  if (random.uniform() < 0.7) addRoom(out, BENCH_RATE, random.uniform(0, most), random.uniform(0.3, 3));
};
export const echo = (random: Random, out: Stereo, chance: number): void => {
  if (random.uniform() < chance) addEcho(out, BENCH_RATE, random.uniform(0.12, 0.6), random.uniform(0.1, 0.6));
};
