/**
 * For each line of a corpus, the longest run of moves that it shares with any other, in one go: runs of n moves are
 * looked up in the set of all others' for growing n, and lines that share none drop out.
 */
import { checkpoint, type Run } from "../../foundation/plan/index.ts";
import { isPlain, type Line, movesOfLine, SCALES } from "./line.ts";

/** Longer runs than this are the same piece. */
const LONGEST = 64;

const ALL_UP_TO = 16;

/** In moves, one for each line; plain runs (scales, repeated notes) are left out. */
export function longestWithAny(lines: readonly Line[], run?: Run): Int16Array {
  const longest = new Int16Array(lines.length);
  const moves = lines.map((line) => SCALES.map((scale) => movesOfLine(line, 1 / scale)));
  // Where each line, at each scale, still shares a run of the length before.
  let live: (Int32Array | null)[][] = lines.map(() => SCALES.map(() => null));
  for (let n = 1; n <= LONGEST; n++) {
    checkpoint(run, { done: n, total: LONGEST, doing: "comparing the corpus" });
    const owners = new Map<string, number>();
    for (const [at, scales] of moves.entries()) {
      const own = scales[0] as Int32Array;
      // Short runs all count as owned, as another line may share them at another time scale only.
      for (const start of startsOf(own, n <= ALL_UP_TO ? null : (live[at]?.[0] ?? null), n)) {
        const key = own.subarray(start, start + n).join(",");
        const known = owners.get(key);
        if (known === undefined) owners.set(key, at);
        else if (known !== at) owners.set(key, -1);
      }
    }
    const next = lines.map(() => SCALES.map(() => null as Int32Array | null));
    let any = false;
    for (const [at, scales] of moves.entries())
      for (const [scale, own] of scales.entries()) {
        const kept: number[] = [];
        for (const start of startsOf(own, live[at]?.[scale] ?? null, n)) {
          const owner = owners.get(own.subarray(start, start + n).join(","));
          if (owner === undefined || owner === at) continue;
          kept.push(start);
          if (n > (longest[at] as number) && !isPlain((lines[at] as Line).notes.slice(start, start + n + 1)))
            longest[at] = n;
        }
        (next[at] as (Int32Array | null)[])[scale] = Int32Array.from(kept);
        if (kept.length > 0) any = true;
      }
    live = next;
    if (!any) break;
  }
  return longest;
}

function startsOf(moves: Int32Array, kept: Int32Array | null, n: number): Iterable<number> {
  if (kept === null) return Array.from({ length: Math.max(0, moves.length - n + 1) }, (_, at) => at);
  return kept.filter((start) => start + n <= moves.length);
}
