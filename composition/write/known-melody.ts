/** The melody that is decided before anything is written: what chords then have to go with. */
import { decisionId, type Json } from "../../foundation/plan/index.ts";
import { chordIntervals } from "../../foundation/score/index.ts";
import { chordOfCode } from "../learn/song/chord-code.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SketchNote, SketchSection } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";
import { readNotes } from "./music-text.ts";
import { isSung } from "./song-request.ts";

/** The text of a bar that stands: its own where the section comes again, else its kind's; undefined where it is open. */
export function fixedBar(
  fixed: ReadonlyMap<string, Json>,
  section: SketchSection,
  number: number,
  bar: number,
): string | undefined {
  const own = fixed.get(decisionId("melody", "variation", `${number}.${bar}`));
  return (own ?? fixed.get(decisionId("melody", "bar", `${section.label}.${bar}`))) as string | undefined;
}

/** Notes of all bars that stand, in order. */
export function knownMelody(fixed: ReadonlyMap<string, Json>, frame: SongFrame, barSteps: number): SketchNote[] {
  const notes: SketchNote[] = [];
  for (const [at, section] of frame.sections.entries()) {
    if (!isSung(section.label, frame.instruments)) continue;
    for (let bar = 1; bar <= section.bars; bar++) {
      const text = fixedBar(fixed, section, at + 1, bar);
      if (text === undefined) continue;
      const from = (section.bar + bar - 1) * barSteps;
      const id = decisionId("melody", "bar", `${section.label}.${bar}`);
      // A note held from a bar that is open is nobody's yet.
      const last = notes[notes.length - 1];
      const held = last !== undefined && last.step + last.length === from;
      notes.push(...readNotes(held ? text : text.replace(/^~/, "r"), from, barSteps, notes, id));
    }
  }
  return notes;
}

/** How much a quarter note on a beat that is no tone of the chord speaks against it, as a log. */
const AGAINST = 4;

/**
 * For the slots of a kind of section: how well a chord goes with the melody there, in all sections of the kind. Null where
 * nothing of the melody is known.
 */
export function melodyFit(
  grid: SongGrid,
  notes: readonly SketchNote[],
  section: SketchSection,
  all: readonly SketchSection[],
): ((slot: number, code: number) => number) | null {
  const perBar = grid.barSteps / grid.slotSteps;
  const slots = section.bars * perBar;
  const weights = new Float64Array(slots * 12);
  let known = 0;
  const same = all.filter(({ label }) => label === section.label);
  for (const { bar, bars } of same) {
    const from = bar * grid.barSteps;
    const to = from + bars * grid.barSteps;
    for (const { step, length, pitch } of notes) {
      if (step + length <= from || step >= to) continue;
      known++;
      const onBeat = step % grid.unitSteps === 0;
      for (let at = Math.max(step, from); at < Math.min(step + length, to); at++) {
        const slot = Math.floor((at - from) / grid.slotSteps);
        const begins = at === step && step % grid.slotSteps === 0 ? 3 : 1;
        const weight = (begins * (onBeat ? 1 : length <= grid.unitSteps / 2 ? 0.4 : 0.8)) / 4 / same.length;
        weights[slot * 12 + (pitch % 12)]! += weight;
      }
    }
  }
  if (known === 0) return null;
  const first = section.bar * perBar;
  return (slot, code) => {
    const { root, quality } = chordOfCode(code, grid.tonic);
    if (root === null) return -3;
    const tones = new Set(chordIntervals(quality).map((interval) => (root + interval) % 12));
    let against = 0;
    for (let pc = 0; pc < 12; pc++) if (!tones.has(pc)) against += weights[(slot - first) * 12 + pc] as number;
    return -AGAINST * against;
  };
}
