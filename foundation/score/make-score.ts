import { barsOfMetres } from "./bars.ts";
import type { Part, Score } from "./score.ts";

/** What is missing from a score is empty. Bars follow from the metres where none are given, to cover all notes. */
export function makeScore(given: Partial<Score> & Pick<Score, "division" | "parts">): Score {
  const metres = given.metres ?? [];
  const end = Math.max(given.lengthTicks ?? 0, endOfNotes(given.parts));
  const bars = given.bars ?? barsOfMetres(metres, given.division, end);
  const last = bars.at(-1);
  return {
    title: given.title ?? null,
    composer: given.composer ?? null,
    division: given.division,
    lengthTicks: Math.max(end, last === undefined ? 0 : last.tick + last.duration),
    parts: given.parts,
    metres,
    keys: given.keys ?? [],
    tempi: given.tempi ?? [],
    bars,
    chords: given.chords ?? [],
    sections: given.sections ?? [],
    phrases: given.phrases ?? [],
    warnings: given.warnings ?? [],
  };
}

/** Where the last note of all ends, in ticks; 0 without notes. */
export function endOfNotes(parts: readonly Part[]): number {
  let end = 0;
  for (const part of parts) for (const note of part.notes) end = Math.max(end, note.tick + note.duration);
  return end;
}
