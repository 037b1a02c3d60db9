/** Puts words under the melody of a plan. */
import { findDecision, InputError, makeDecision, overrideDecision, type Plan } from "../../../foundation/plan/index.ts";
import { emptyGrid } from "../../learn/song/song-grid.ts";
import type { SketchNote, SketchSection, SongSketch } from "../../learn/song/song-sketch.ts";
import { notesText } from "../music-text.ts";
import { melodyOfPlan, withMelodyBars } from "../planned-melody.ts";
import { reason, totalBars } from "../song-request.ts";
import { fitSyllables } from "./fit-words.ts";
import type { WordsBySection } from "./read-words.ts";
import { barsOfLine, linesOfSection, wordsId } from "./sung-words.ts";
import { type Syllable, syllablesOf } from "./syllables.ts";

export interface PutWords {
  readonly plan: Plan;
  /** Words whose syllables were estimated, each once. */
  readonly estimated: readonly string[];
  readonly syllables: number;
}

/**
 * The plan with these words: each line's bars get as many notes as the line has syllables, stresses on strong beats as far
 * as they go, pitches kept where a note stays. Throws InputError naming the line where its bars are too short or silent.
 */
export function putWords(plan: Plan, words: WordsBySection): PutWords {
  let out = withoutWords(plan);
  const estimated = new Set<string>();
  let count = 0;
  for (const [number, lines] of words)
    for (const [at, { text, at: line }] of lines.entries()) {
      const sung = syllablesOf(text);
      for (const word of sung.estimated) estimated.add(word.toLowerCase());
      count += sung.syllables.length;
      const section = melodyOfPlan(out).sections[number - 1] as SketchSection;
      const [first, end] = barsOfLine(section.bars, at, lines.length);
      out = fitBars(out, [section.bar + first, section.bar + end], sung.syllables, `line ${line}`);
      out = withLine(out, number, at, sung.syllables);
    }
  return { plan: out, estimated: [...estimated], syllables: count };
}

/**
 * The words of an earlier plan under a new one. Where bars of a line changed, they get as many notes as they had; other
 * bars stay as they are.
 */
export function keepWords(old: Plan, fresh: Plan): Plan {
  let out = withoutWords(fresh);
  const { melody: before, barSteps, sections, key } = melodyOfPlan(old);
  for (const [at, section] of sections.entries()) {
    const lines = linesOfSection(old, at + 1);
    for (const [k, line] of lines.entries()) {
      const { melody: after } = melodyOfPlan(out);
      const [first, end] = barsOfLine(section.bars, k, lines.length).map((bar) => section.bar + bar) as [
        number,
        number,
      ];
      const changed = Array.from({ length: end - first }, (_, bar) => first + bar).filter((bar) => {
        const [from, to] = [bar * barSteps, (bar + 1) * barSteps];
        return notesText(before, from, to, key) !== notesText(after, from, to, key);
      });
      const begins = (notes: readonly SketchNote[], from: number, to: number): number =>
        notes.filter(({ step }) => step >= from * barSteps && step < to * barSteps).length;
      const [start, stop] = [changed[0] ?? first, (changed.at(-1) ?? first - 1) + 1];
      const { syllables } = syllablesOf(line);
      const had = begins(before, start, stop);
      if (had > 0 && had !== begins(after, start, stop)) {
        const skipped = begins(before, first, start);
        out = fitBars(out, [start, stop], syllables.slice(skipped, skipped + had), wordsId(at + 1, k + 1));
      }
      out = withLine(out, at + 1, k, syllables);
    }
  }
  return out;
}

function withoutWords(plan: Plan): Plan {
  return { ...plan, decisions: plan.decisions.filter(({ id }) => !id.startsWith("words.")) };
}

/** The plan with a line of words as a person's decision. */
function withLine(plan: Plan, number: number, at: number, syllables: readonly Syllable[]): Plan {
  const { sections } = melodyOfPlan(plan);
  const value = syllables
    .map(({ text }) => text)
    .join(" ")
    .replaceAll("- ", "-");
  const what = `Words of section ${number}, ${sections[number - 1]?.label}, line ${at + 1}`;
  const decision = overrideDecision(makeDecision({ id: wordsId(number, at + 1), what, value }), value);
  return { ...plan, decisions: [...plan.decisions, { ...decision, proposed: value }] };
}

/** The plan with as many notes as syllables in these bars of the song (from 0, the last excluded). */
function fitBars(
  plan: Plan,
  [first, end]: readonly [number, number],
  syllables: readonly Syllable[],
  field: string,
): Plan {
  const { melody, barSteps, sections, key } = melodyOfPlan(plan);
  const from = first * barSteps;
  const to = end * barSteps;
  const metre = findDecision(plan, "song.metre")?.value as unknown as SongSketch["metre"];
  const grid = emptyGrid({ metre, key, bars: totalBars(sections), sections });
  const before = melody.filter(({ step }) => step < from);
  const inside = melody.filter(({ step }) => step >= from && step < to);
  const busy = before.reduce((latest, { step, length }) => Math.max(latest, step + length), 0);
  const notes = inside.length > 0 ? inside : neighbourNote(melody, from, busy);
  const sung = fitSyllables(notes, syllables, [from, to], busy, grid);
  if (!sung)
    throw new InputError(
      "--words",
      `at most ${Math.max(0, to - Math.max(from, busy))} syllables in bars ${first + 1} to ${end}`,
      `${syllables.length} in ${field}`,
    );
  const after = melody.filter(({ step }) => step >= to);
  const all = withoutOverlap([...before, ...sung, ...after]);
  const texts = new Map<number, string>();
  for (let bar = first; bar <= end && bar < totalBars(sections); bar++) {
    const text = notesText(all, bar * barSteps, (bar + 1) * barSteps, key);
    if (text !== notesText(melody, bar * barSteps, (bar + 1) * barSteps, key)) texts.set(bar, text);
  }
  return withMelodyBars(plan, texts, [reason("melody.for-words", { syllables: syllables.length })]);
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
