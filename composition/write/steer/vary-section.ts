/** A variation of one section of a plan: its harmony and the line of its melody stay, its figures and rhythm change. */
import { findDecision, InputError, type Plan } from "../../../foundation/plan/index.ts";
import { createRandom, type Random } from "../../../foundation/statistics/random.ts";
import { emptyGrid, type SongGrid } from "../../learn/song/song-grid.ts";
import type { SketchNote, SketchSection, SongSketch } from "../../learn/song/song-sketch.ts";
import { notesText } from "../music-text.ts";
import { melodyOfPlan, withMelodyBars } from "../planned-melody.ts";
import { isSung, reason, totalBars } from "../song-request.ts";
import { type Change, smallChanges, varyBar } from "../vary-bar.ts";
import { pass, thin, turn } from "./figuration.ts";

/** Numbers (from 1) of the sections meant: by number, by label and number ("chorus 2" is the second), or all of a label. */
export function sectionsNamed(sections: readonly SketchSection[], name: string, field: string): number[] {
  const own = sections.flatMap(({ label }, at) => (label === name ? [at + 1] : []));
  if (own.length > 0) return own;
  const number = Number(name);
  if (Number.isInteger(number) && number >= 1 && number <= sections.length) return [number];
  const match = /^(.*\S)\s+(\d+)$/.exec(name);
  const nth = sections.flatMap(({ label }, at) => (label === match?.[1] ? [at + 1] : []))[Number(match?.[2]) - 1];
  if (nth !== undefined) return [nth];
  const names = sections.map(({ label }, at) => `${label} (${at + 1})`).join(", ");
  throw new InputError(field, `a section of the song, by name or number: ${names}`, name);
}

/**
 * The plan with a section (number from 1) varied. `amount` 0 to 1: 0 changes nothing, 1 changes every bar in several
 * places. Notes on strong beats keep their pitches, notes that cross bar lines stay. Throws InputError for a section
 * without a melody.
 */
export function varySection(plan: Plan, number: number, amount: number, seed: number): Plan {
  const { melody, barSteps, sections, instruments, key } = melodyOfPlan(plan);
  const section = sections[number - 1];
  if (!section || !isSung(section.label, instruments))
    throw new InputError("--vary", "a section with a melody", section ? `${section.label} (${number})` : `${number}`);
  const grid = gridOfPlan(plan, sections);
  const random = createRandom(seed).split(`vary ${number}`);
  const bars = Array.from({ length: section.bars }, (_, bar) => section.bar + bar);
  const wanted = Math.round(amount * section.bars);
  const order = random.split("order").shuffle(bars);
  const texts = new Map<number, string>();
  for (const bar of order) {
    if (texts.size >= wanted) break;
    const from = bar * barSteps;
    const inside = melody.filter(({ step, length }) => step >= from && step + length <= from + barSteps);
    const across = melody.filter(
      ({ step, length }) =>
        step < from + barSteps && step + length > from && (step < from || step + length > from + barSteps),
    );
    if (inside.length === 0) continue;
    const varied = variedBar(inside, grid, 1 + Math.round(2 * amount), random.split(`bar ${bar}`));
    const all = [...varied, ...across].sort((a, b) => a.step - b.step);
    const text = notesText(all, from, from + barSteps, key);
    if (text !== notesText(melody, from, from + barSteps, key)) texts.set(bar, text);
  }
  return withMelodyBars(plan, texts, [reason("melody.varied", { amount })]);
}

const FIGURES: readonly Change[] = [pass, turn, thin, ...smallChanges];

function variedBar(notes: readonly SketchNote[], grid: SongGrid, changes: number, random: Random): SketchNote[] {
  let out = [...notes];
  for (let k = 0; k < changes; k++) out = varyBar(out, grid, random.split(`${k}`), FIGURES);
  return out;
}

function gridOfPlan(plan: Plan, sections: readonly SketchSection[]): SongGrid {
  const metre = findDecision(plan, "song.metre")?.value as unknown as SongSketch["metre"];
  const { key } = melodyOfPlan(plan);
  return emptyGrid({ metre, key, bars: totalBars(sections), sections });
}
