/** What a mix aims at: the long-term balance of bands, in the middle and at the sides, of finished songs. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import type { StemTrace } from "./stem-trace.ts";

export interface MixAim {
  /** Of the songs, as a person knows them. */
  readonly name: string;
  /** Level of each third octave of mid and side against mid and side together, dB. */
  readonly midDb: readonly number[];
  readonly sideDb: readonly number[];
}

/** Third octaves of mid and side, power. */
export interface MidSidePowers {
  readonly mid: Float64Array;
  readonly side: Float64Array;
}

/** Under everything, dB: nothing was heard there. */
const NOTHING_DB = -120;

/** mid = (left + right) / 2, side = (left - right) / 2. */
export function midSidePowers({
  leftPower,
  rightPower,
  crossPower,
}: Pick<StemTrace, "leftPower" | "rightPower" | "crossPower">): MidSidePowers {
  const of = (sign: number): Float64Array =>
    leftPower.map(
      (left, b) => Math.max(0, left + (rightPower[b] as number) + 2 * sign * (crossPower[b] as number)) / 4,
    );
  return { mid: of(1), side: of(-1) };
}

/** Of one song or several: the mean of their levels. */
export function aimOf(traces: readonly StemTrace[], name: string): MixAim {
  const songs = traces.map((trace) => {
    const { mid, side } = midSidePowers(trace);
    const total = mid.reduce((sum, each) => sum + each, 0) + side.reduce((sum, each) => sum + each, 0) + 1e-30;
    const levels = (of: Float64Array): number[] =>
      Array.from(of, (power) => Math.max(NOTHING_DB, decibelsFromPower(power / total + 1e-15)));
    return { midDb: levels(mid), sideDb: levels(side) };
  });
  const mean = (of: (song: (typeof songs)[number]) => number[]): number[] =>
    (songs[0] ? of(songs[0]) : []).map(
      (_, b) => songs.reduce((sum, song) => sum + (of(song)[b] as number), 0) / songs.length,
    );
  return { name, midDb: mean(({ midDb }) => midDb), sideDb: mean(({ sideDb }) => sideDb) };
}
