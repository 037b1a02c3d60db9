/** Words as they stand in a plan: a line for each span of bars, its syllables apart by hyphens. */
import { findDecision, InputError, type Plan } from "../../../foundation/plan/index.ts";
import type { SketchNote, SketchSection } from "../../learn/song/song-sketch.ts";

/** The id of a line of words: of which section (number from 1) and which of its lines (from 1). */
export function wordsId(section: number, line: number): string {
  return `words.line@${section}.${line}`;
}

/** Bars of a section that its line `at` (from 0) of `lines` is sung in: whole bars, as evenly as they go. */
export function barsOfLine(bars: number, at: number, lines: number): readonly [first: number, end: number] {
  return [Math.floor((at * bars) / lines), Math.floor(((at + 1) * bars) / lines)];
}

/** "twi-light comes" to "twi-", "light", "comes": as scores write lyrics. */
export function syllablesOfLine(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => {
      const parts = word.split("-").filter(Boolean);
      return parts.map((part, at) => (at < parts.length - 1 ? `${part}-` : part));
    });
}

/** The lines of a plan's section (number from 1), in order. */
export function linesOfSection(plan: Plan, section: number): string[] {
  const lines: string[] = [];
  for (let line = 1; ; line++) {
    const decision = findDecision(plan, wordsId(section, line));
    if (!decision) return lines;
    if (typeof decision.value !== "string" || decision.value.trim() === "")
      throw new InputError(decision.id, "words with hyphens between syllables", JSON.stringify(decision.value));
    lines.push(decision.value);
  }
}

/**
 * The syllable of each note of the melody; null where none begins. Throws InputError by the line's id where it has more
 * syllables than there are notes.
 */
export function sungWords(plan: Plan, melody: readonly SketchNote[], barSteps: number): (string | null)[] {
  const out = melody.map((): string | null => null);
  if (!plan.decisions.some(({ id }) => id.startsWith("words."))) return out;
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  for (const [at, section] of sections.entries()) {
    const lines = linesOfSection(plan, at + 1);
    for (const [k, line] of lines.entries()) {
      const [first, end] = barsOfLine(section.bars, k, lines.length);
      const notes = melody.flatMap(({ step }, note) =>
        step >= (section.bar + first) * barSteps && step < (section.bar + end) * barSteps ? [note] : [],
      );
      const syllables = syllablesOfLine(line);
      if (syllables.length > notes.length)
        throw new InputError(
          wordsId(at + 1, k + 1),
          `at most ${notes.length} syllables, as bars ${section.bar + first + 1} to ${section.bar + end} have notes`,
          `${syllables.length}`,
        );
      for (const [n, syllable] of syllables.entries()) out[notes[n] as number] = syllable;
    }
  }
  return out;
}
