/** Figures of melodies that are compared between corpora: the same code for songs heard and songs composed. */
import { type SongSketch, stepsPerBar } from "../../composition/learn/song/song-sketch.ts";
import { repeatedBars } from "../../composition/write/relations.ts";

export const STATISTICS = [
  "pitch-class entropy",
  "scale consistency",
  "groove consistency",
  "exact-bar-repeat share",
] as const;

/** Entropy in bits (Wu and Yang, ISMIR 2020); scale consistency (Mogren 2016); groove consistency (Wu and Yang 2020). */
export function statisticsOf(song: Pick<SongSketch, "melody" | "bars" | "metre"> & SongSketch): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const { pitch } of song.melody) counts[pitch % 12]!++;
  const total = song.melody.length;
  const entropy = counts.reduce(
    (sum, count) => (count > 0 ? sum - (count / total) * Math.log2(count / total) : sum),
    0,
  );
  const scales = Array.from(
    { length: 12 },
    (_, tonic) => [0, 2, 4, 5, 7, 9, 11].reduce((sum, d) => sum + (counts[(tonic + d) % 12] as number), 0) / total,
  );
  const barSteps = stepsPerBar(song.metre);
  const grooves = new Map<number, boolean[]>();
  for (const { step } of song.melody) {
    const bar = Math.floor(step / barSteps);
    const groove = grooves.get(bar) ?? new Array<boolean>(barSteps).fill(false);
    groove[step % barSteps] = true;
    grooves.set(bar, groove);
  }
  let agreed = 0;
  let pairs = 0;
  for (const [bar, groove] of grooves) {
    const next = grooves.get(bar + 1);
    if (!next) continue;
    agreed += groove.filter((on, at) => on === next[at]).length / barSteps;
    pairs++;
  }
  return [entropy, Math.max(...scales), pairs > 0 ? agreed / pairs : 0, repeatedBars(song)];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** The largest distance between two distributions (Kolmogorov and Smirnov). */
export function ksDistance(a: readonly number[], b: readonly number[]): number {
  const at = (values: readonly number[], x: number): number =>
    values.filter((value) => value <= x).length / values.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(at(a, x) - at(b, x))));
}
