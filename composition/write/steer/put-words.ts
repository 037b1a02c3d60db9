/** Puts words under the melody of a plan. */
import {
  decisionId,
  findDecision,
  InputError,
  makeDecision,
  overrideDecision,
  type Plan,
} from "../../../foundation/plan/index.ts";
import { emptyGrid } from "../../learn/song/song-grid.ts";
import type { SketchNote, SketchSection, SongSketch } from "../../learn/song/song-sketch.ts";
import { notesText } from "../music-text.ts";
import { melodyOfPlan, withMelodyBars } from "../planned-melody.ts";
import { reason, totalBars } from "../song-request.ts";
import { fitSyllables } from "./fit-words.ts";
import type { WordsBySection } from "./read-words.ts";
import { barsOfLine, linesOfSection, syllablesOfLine, wordsId } from "./sung-words.ts";
import { type Syllable, syllablesOf } from "./syllables.ts";

export interface PutWords {
  readonly plan: Plan;
  /** Words whose syllables were estimated. */
  readonly estimated: number;
  readonly syllables: number;
}

/**
 * The plan with these words: each line's bars get as many notes as the line has syllables, stresses on strong beats as far
 * as they go, pitches kept where a note stays. Throws InputError naming the line where its bars are too short or silent.
 */
export function putWords(plan: Plan, words: WordsBySection): PutWords {
  let out = withoutWords(plan);
  let estimated = 0;
  let count = 0;
  for (const [number, lines] of words)
    for (const [at, { text, at: line }] of lines.entries()) {
      const sung = syllablesOf(text);
      estimated += sung.estimated;
      count += sung.syllables.length;
      out = putLine(out, number, at, lines.length, sung.syllables, `line ${line}`);
    }
  return { plan: out, estimated, syllables: count };
}

/** The words of an earlier plan under a new one: bars that have as many notes as before stay as they are. */
export function keepWords(old: Plan, fresh: Plan): Plan {
  const sections = findDecision(old, "song.form")?.value as unknown as SketchSection[];
  let out = withoutWords(fresh);
  for (const number of sections.keys()) {
    const lines = linesOfSection(old, number + 1);
    for (const [at, line] of lines.entries()) {
      const { syllables } = syllablesOf(line);
      out = putLine(out, number + 1, at, lines.length, syllables, wordsId(number + 1, at + 1), true);
    }
  }
  return out;
}

function withoutWords(plan: Plan): Plan {
  return { ...plan, decisions: plan.decisions.filter(({ id }) => !id.startsWith("words.")) };
}

function putLine(
  plan: Plan,
  number: number,
  at: number,
  of: number,
  syllables: readonly Syllable[],
  field: string,
  onlyWhereNeeded = false,
): Plan {
  const { melody, barSteps, sections, key } = melodyOfPlan(plan);
  const section = sections[number - 1] as SketchSection;
  const [first, end] = barsOfLine(section.bars, at, of);
  const from = (section.bar + first) * barSteps;
  const to = (section.bar + end) * barSteps;
  const value = syllables
    .map(({ text }) => text)
    .join(" ")
    .replaceAll("- ", "-");
  const decision = overrideDecision(
    makeDecision({
      id: wordsId(number, at + 1),
      what: `Words of section ${number}, ${section.label}, line ${at + 1}`,
      value,
    }),
    value,
  );
  const withLine = (next: Plan): Plan => ({
    ...next,
    decisions: [...next.decisions, { ...decision, proposed: value }],
  });
  const inside = melody.filter(({ step }) => step >= from && step < to);
  if (onlyWhereNeeded && inside.length === syllablesOfLine(value).length) return withLine(plan);
  const metre = findDecision(plan, "song.metre")?.value as unknown as SongSketch["metre"];
  const grid = emptyGrid({ metre, key, bars: totalBars(sections), sections });
  const before = melody.filter(({ step }) => step < from);
  const busy = before.reduce((latest, { step, length }) => Math.max(latest, step + length), 0);
  const notes = inside.length > 0 ? inside : neighbourNote(melody, from, busy);
  const sung = fitSyllables(notes, syllables, [from, to], busy, grid);
  if (!sung)
    throw new InputError(
      "--words",
      `at most ${Math.max(0, to - Math.max(from, busy))} syllables in bars ${section.bar + first + 1} to ${section.bar + end}`,
      `${syllables.length} in ${field}`,
    );
  const after = melody.filter(({ step }) => step >= to);
  const all = withoutOverlap([...before, ...sung, ...after]);
  const texts = new Map<number, string>();
  const last = sections.at(-1) as SketchSection;
  for (let bar = section.bar + first; bar < last.bar + last.bars && bar <= section.bar + end; bar++) {
    const text = notesText(all, bar * barSteps, (bar + 1) * barSteps, key);
    if (text !== notesText(melody, bar * barSteps, (bar + 1) * barSteps, key)) texts.set(bar, text);
  }
  return withLine(
    withMelodyBars(plan, texts, [
      reason("melody.for-words", {
        syllables: syllables.length,
        line: decisionId("words", "line", `${number}.${at + 1}`),
      }),
    ]),
  );
}

function neighbourNote(melody: readonly SketchNote[], from: number, busy: number): SketchNote[] {
  const near = melody.findLast(({ step }) => step < from) ?? melody[0];
  return near ? [{ step: Math.max(from, busy), length: 1, pitch: near.pitch }] : [];
}

function withoutOverlap(notes: readonly SketchNote[]): SketchNote[] {
  return notes.map((note, at) => {
    const next = notes[at + 1];
    return next && note.step + note.length > next.step ? { ...note, length: next.step - note.step } : note;
  });
}
