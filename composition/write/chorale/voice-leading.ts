/** Rules of four-voice writing, as faults that can be counted. */
import type { GridRows } from "../../learn/grid/grid-piece.ts";

export interface VoiceLeadingFaults {
  /** Changes of chord: rows in which at least one voice moves. */
  readonly changes: number;
  /** Pairs of voices that move in the same direction from a fifth (or octave, unison) to another. */
  readonly parallelFifths: number;
  readonly parallelOctaves: number;
  /** Rows in which a voice first lies above a higher one. */
  readonly crossings: number;
  /** Notes outside a voice's range. */
  readonly outOfRange: number;
}

/** The usual ranges of a choir: soprano, alto, tenor, bass. */
export const CHOIR: readonly (readonly [low: number, high: number])[] = [
  [60, 81],
  [53, 76],
  [47, 69],
  [36, 64],
];

/** Whether two voices go from one perfect interval to the same again in one direction: 7 for fifths, 0 for octaves. */
export function isParallel(upper0: number, lower0: number, upper1: number, lower1: number, kind: 0 | 7): boolean {
  if (upper0 < 0 || lower0 < 0 || upper1 < 0 || lower1 < 0) return false;
  if (upper0 === upper1 || lower0 === lower1) return false;
  if (upper1 - upper0 > 0 !== lower1 - lower0 > 0) return false;
  return (((upper0 - lower0) % 12) + 12) % 12 === kind && (((upper1 - lower1) % 12) + 12) % 12 === kind;
}

export function voiceLeadingFaults(rows: GridRows): VoiceLeadingFaults {
  let changes = 0;
  let parallelFifths = 0;
  let parallelOctaves = 0;
  let crossings = 0;
  let outOfRange = 0;
  for (let t = 1; t < rows.length; t++) {
    const before = rows[t - 1] as GridRows[number];
    const now = rows[t] as GridRows[number];
    if (now.every((pitch, v) => pitch === before[v])) continue;
    changes++;
    for (let a = 0; a < 4; a++) {
      const [low, high] = CHOIR[a] as readonly [number, number];
      const pitch = now[a] as number;
      if (pitch >= 0 && pitch !== before[a] && (pitch < low || pitch > high)) outOfRange++;
      for (let b = a + 1; b < 4; b++) {
        const moved = [before[a], before[b], now[a], now[b]] as [number, number, number, number];
        if (isParallel(...moved, 7)) parallelFifths++;
        if (isParallel(...moved, 0)) parallelOctaves++;
      }
      const below = now[a + 1];
      const was = before[a + 1];
      if (
        a < 3 &&
        pitch >= 0 &&
        below !== undefined &&
        below >= 0 &&
        pitch < below &&
        !((before[a] as number) < (was as number))
      )
        crossings++;
    }
  }
  return { changes, parallelFifths, parallelOctaves, crossings, outOfRange };
}
