/** Which parts of a song are alike, phrases or sections: letters for them. */
import type { HeardSection } from "../score-analysis.ts";
import { type BarTable, harmonyLikeness, melodyLikeness } from "./bar-table.ts";

/** Likeness from which two parts carry the same letter. */
const SAME = 0.55;

/**
 * Parts between borders, each with the letter of those like it. Parts without melody are "i" before it begins, "o" after
 * it ends and "x" between.
 */
export function letteredParts(table: BarTable, borders: readonly number[]): HeardSection[] {
  const sections: HeardSection[] = [];
  const examples: { from: number; to: number; label: string }[] = [];
  const sung = (from: number, to: number): number => {
    let bars = 0;
    for (let bar = from; bar < to; bar++) if ((table.notes[bar] as readonly unknown[]).length > 0) bars++;
    return bars;
  };
  const lastSung = table.notes.reduce((last, notes, bar) => (notes.length > 0 ? bar : last), -1);
  let begun = false;
  for (let at = 0; at + 1 < borders.length; at++) {
    const from = borders[at] as number;
    const to = borders[at + 1] as number;
    if (sung(from, to) * 3 <= to - from) {
      sections.push({ label: begun ? (from > lastSung - 1 ? "o" : "x") : "i", from, to });
      continue;
    }
    begun = true;
    let best: string | null = null;
    let most = SAME;
    for (const example of examples) {
      const value = partLikeness(table, from, to, example.from, example.to);
      if (value > most) {
        most = value;
        best = example.label;
      }
    }
    const label = best ?? letter(new Set(examples.map((example) => example.label)).size);
    examples.push({ from, to, label });
    sections.push({ label, from, to });
  }
  return sections;
}

function letter(at: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return at < 26 ? (letters[at] as string) : `${letters[at % 26]}${Math.floor(at / 26)}`;
}

/** Mean likeness of bars side by side, from the start; unequal lengths are unlike in what is left over. */
function partLikeness(table: BarTable, a: number, aTo: number, b: number, bTo: number): number {
  const shared = Math.min(aTo - a, bTo - b);
  const longer = Math.max(aTo - a, bTo - b);
  let sum = 0;
  for (let k = 0; k < shared; k++)
    sum += 0.75 * melodyLikeness(table, a + k, b + k) + 0.25 * harmonyLikeness(table, a + k, b + k);
  return sum / (shared + 0.5 * (longer - shared));
}
