/** The longest run of moves that two lines share, under transposition and at three time scales. */
import { isPlain, type Line, movesOfLine, SCALES } from "./line.ts";

export interface SharedRun {
  /** Moves in common; the notes are one more. */
  readonly length: number;
  /** Notes where the run begins, in the line and in the other. */
  readonly at: number;
  readonly otherAt: number;
  /** Bars where it begins, from 1. */
  readonly bar: number;
  readonly otherBar: number;
  /** Semitones from the other to the line, and how much slower (2) or faster (0.5) the line is. */
  readonly transposition: number;
  readonly scale: number;
}

export interface LongestRuns {
  /** The longest that is not plain; null where nothing is shared. */
  readonly run: SharedRun | null;
  /** The longest of plain scales and repeated notes. */
  readonly plain: SharedRun | null;
}

/** By the table of common suffixes, row by row: O(n m) steps, O(m) memory. */
export function longestRuns(line: Line, other: Line): LongestRuns {
  let run: SharedRun | null = null;
  let plain: SharedRun | null = null;
  const theirs = movesOfLine(other);
  for (const scale of SCALES) {
    const ours = movesOfLine(line, 1 / scale);
    let above = new Int16Array(theirs.length + 1);
    let row = new Int16Array(theirs.length + 1);
    for (let i = 0; i < ours.length; i++) {
      const move = ours[i];
      for (let j = 0; j < theirs.length; j++) row[j + 1] = theirs[j] === move ? (above[j] as number) + 1 : 0;
      for (let j = 0; j < theirs.length; j++) {
        const length = row[j + 1] as number;
        if (length <= Math.min(run?.length ?? 0, plain?.length ?? 0)) continue;
        // Only where it ends.
        if (i + 1 < ours.length && j + 1 < theirs.length && ours[i + 1] === theirs[j + 1]) continue;
        const found = runEnding(line, other, i, j, length, scale);
        // Plain beginnings and ends do not make a run longer: what is left without them counts.
        if (isPlain(line.notes.slice(found.at, found.at + length + 1))) {
          if (length > (plain?.length ?? 0)) plain = found;
        } else if (length > (run?.length ?? 0)) run = found;
      }
      [above, row] = [row, above];
    }
  }
  return { run, plain };
}

function runEnding(line: Line, other: Line, i: number, j: number, length: number, scale: number): SharedRun {
  const at = i + 1 - length;
  const otherAt = j + 1 - length;
  const mine = line.notes[at];
  const theirs = other.notes[otherAt];
  return {
    length,
    at,
    otherAt,
    bar: mine?.bar ?? 1,
    otherBar: theirs?.bar ?? 1,
    transposition: (mine?.pitch ?? 0) - (theirs?.pitch ?? 0),
    scale,
  };
}

/** Keys of all n-grams of moves of a line. */
function grams(line: Line, n: number): Set<string> {
  const moves = movesOfLine(line);
  const keys = new Set<string>();
  for (let at = 0; at + n <= moves.length; at++) keys.add(moves.subarray(at, at + n).join(","));
  return keys;
}

export const GRAM_SIZES: readonly number[] = [4, 6, 8, 12];

/** For each size, the share of a line's n-grams of moves that some other line has too; null for lines that are shorter. */
export function sharedGrams(lines: readonly Line[]): (line: Line) => Record<number, number | null> {
  const owners = new Map(
    GRAM_SIZES.map((n) => {
      const of = new Map<string, Set<string>>();
      for (const line of lines)
        for (const key of grams(line, n)) {
          const names = of.get(key) ?? new Set<string>();
          names.add(line.name);
          of.set(key, names);
        }
      return [n, of] as const;
    }),
  );
  return (line) =>
    Object.fromEntries(
      GRAM_SIZES.map((n) => {
        const keys = [...grams(line, n)];
        const of = owners.get(n) as Map<string, Set<string>>;
        const shared = keys.filter((key) => {
          const names = of.get(key);
          return names !== undefined && (names.size > 1 || !names.has(line.name));
        });
        return [n, keys.length > 0 ? shared.length / keys.length : null];
      }),
    );
}
