/** Short turns of the melody that come back. */
import type { HeardMotif } from "../score-analysis.ts";
import type { MelodyNote } from "./bar-table.ts";

/** Notes of a motif: three intervals and more. */
const LENGTHS: readonly number[] = [6, 5, 4];
const MOST = 12;

/**
 * Runs of four to six notes with equal intervals and equal gaps (sixteenths, at most half a bar of 4/4 each) that come
 * at least three times without overlap. Longer and commoner ones first; what lies within a longer one that comes as
 * often is left out.
 */
export function findMotifs(melody: readonly MelodyNote[], division: number): HeardMotif[] {
  const found: HeardMotif[] = [];
  const steps = melody.map(({ tick }, at) =>
    at === 0 ? 0 : Math.round(((tick - (melody[at - 1] as MelodyNote).tick) * 4) / division),
  );
  const covered = new Set<number>();
  for (const length of LENGTHS) {
    const places = new Map<string, number[]>();
    for (let at = 0; at + length <= melody.length; at++) {
      const gaps = steps.slice(at + 1, at + length);
      if (gaps.some((gap) => gap < 1 || gap > 8)) continue;
      const key = gaps.map((gap, k) => `${interval(melody, at + k)}:${gap}`).join(" ");
      const list = places.get(key) ?? [];
      const last = list[list.length - 1];
      if (last === undefined || at >= last + length - 1) list.push(at);
      places.set(key, list);
    }
    const common = [...places.values()].filter((list) => list.length >= 3).sort((a, b) => b.length - a.length);
    for (const list of common) {
      const first = list[0] as number;
      if (list.filter((at) => covered.has(at)).length * 2 > list.length) continue;
      if (found.length >= MOST) return found;
      for (const at of list) for (let k = 0; k < length; k++) covered.add(at + k);
      found.push({
        intervals: Array.from({ length: length - 1 }, (_, k) => interval(melody, first + k)),
        steps: steps.slice(first + 1, first + length),
        at: list.map((at) => (melody[at] as MelodyNote).tick),
      });
    }
  }
  return found;
}

function interval(melody: readonly MelodyNote[], at: number): number {
  return (melody[at + 1] as MelodyNote).pitch - (melody[at] as MelodyNote).pitch;
}
