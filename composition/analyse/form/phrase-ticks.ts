import type { HeardPhrase, HeardSection } from "../score-analysis.ts";
import type { MelodyNote } from "./bar-table.ts";

/**
 * Phrases in bars with the ticks of their notes. A note in the last half bar before a phrase belongs to it as an upbeat
 * where a longer gap stands before that note than between it and the bar line.
 */
export function phrasesInTicks(
  phrases: readonly HeardSection[],
  barLines: readonly number[],
  melody: readonly MelodyNote[],
): HeardPhrase[] {
  const starts = phrases.map(({ from }) => firstNote(barLines[from] ?? Infinity, barLines, melody));
  return phrases.map(({ label, from, to }, at) => {
    const first = starts[at] as number;
    const next = starts[at + 1] ?? melody.length;
    const last = melody[next - 1];
    const rests = next <= first || last === undefined;
    return {
      label,
      from,
      to,
      fromTick: rests ? (barLines[from] as number) : (melody[first] as MelodyNote).tick,
      toTick: rests ? (barLines[to] as number) : last.end,
    };
  });
}

/** Place of the note with which a phrase at this bar line begins. */
function firstNote(line: number, barLines: readonly number[], melody: readonly MelodyNote[]): number {
  let at = melody.findIndex((note) => note.tick >= line);
  if (at < 0) at = melody.length;
  const half = ((barLines[1] ?? 0) - (barLines[0] ?? 0)) / 2;
  let best = at;
  let widest = 0;
  for (let k = at; k > 0 && line - (melody[k - 1] as MelodyNote).tick <= half + 1; k--) {
    const gap = (melody[k]?.tick ?? line) - (melody[k - 1] as MelodyNote).tick;
    if (gap > 1.5 * widest) {
      widest = gap;
      best = k;
    }
  }
  const before = melody[best - 1];
  // The very first notes of a piece are an upbeat altogether.
  if (before !== undefined && line - before.tick <= half && best === at && melody[0] === before) return 0;
  return best;
}
