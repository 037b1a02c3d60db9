/** Bars that are written anew at one place of the song, between what stands before and after them. */
import { InputError, type Plan } from "../../foundation/plan/index.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { chordOfCode } from "../learn/song/chord-code.ts";
import { type SongGrid, writeUnits } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchChord, SketchNote } from "../learn/song/song-sketch.ts";
import type { Joins } from "./joins.ts";
import { notesText } from "./music-text.ts";
import { melodyOfPlan, placeOfBar, withMelodyBars } from "./planned-melody.ts";
import { askForBars, proposalReasons } from "./propose/ask-bars.ts";
import type { Propose } from "./propose/proposal.ts";
import { isSung, reason } from "./song-request.ts";
import { writePassage } from "./write-melody.ts";

export interface Infill {
  /** Bars of the song from 0, each with the number of its turn. */
  readonly bars: ReadonlyMap<number, number>;
  readonly model: SongModel;
  /** With the chords of the song; its notes are not read. */
  readonly grid: SongGrid;
  readonly range: readonly [number, number];
  readonly leap: number;
  readonly random: Random;
  /** With the tempo that is told; absent where nobody is asked. */
  readonly propose?: { readonly ask: Propose; readonly tempo: number };
}

const TRIES = 24;

/**
 * The plan with the bars written anew. All else stays as it is, notes that cross the borders too; no leap at the borders
 * is larger than `leap` unless nothing else is possible. Throws InputError for a bar without a melody.
 */
export function planInfill(plan: Plan, { bars, model, grid, range, leap, random, propose }: Infill): Plan {
  let out = plan;
  for (const [first, end] of runs([...bars.keys()].sort((a, b) => a - b))) {
    const { melody, barSteps, sections, instruments, key } = melodyOfPlan(out);
    for (let bar = first; bar < end; bar++) {
      const place = placeOfBar(sections, bar);
      if (!place) throw new InputError("--redo", `bars 1 to ${grid.places.length}`, `${bar + 1}`);
      if (!isSung(place.section.label, instruments))
        throw new InputError("--redo", "bars in which the melody sings", `bar ${bar + 1}, in ${place.section.label}`);
    }
    const from = first * barSteps;
    const to = end * barSteps;
    const before = melody.filter(({ step }) => step < from);
    const after = melody.find(({ step }) => step >= to);
    const crossing = before.at(-1);
    const tail = crossing ? Math.max(0, Math.min(to, crossing.step + crossing.length) - from) : 0;
    const held = melody.find(({ step, length }) => step >= from && step < to && step + length > to) ?? null;
    const next = held?.pitch ?? (after && after.step < to + 2 * barSteps ? after.pitch : null);
    const joins: Joins = { next, leap, tail, held };
    const local: SongGrid = { ...grid, notes: [...before], units: grid.units.slice() };
    writeUnits(local, melody, 0, local.units.length);
    const old = notesText(melody, from, from + barSteps, key);
    const asked = propose
      ? askForBars(
          propose.ask,
          {
            key,
            tempo: propose.tempo,
            metre: grid.metre,
            section: placeOfBar(sections, first)?.section.label ?? "",
            bar: first,
            bars: end - first,
            range,
            notes: before,
            chords: chordsOfGrid(grid, from, to),
          },
          local,
        )
      : null;
    const passage = writePassage(
      model,
      local,
      first,
      end,
      {
        range,
        density: 0,
        notesPerBar: density(melody, from, to, barSteps),
        ending: "free",
        bits: 4.2,
        tries: TRIES,
        joins,
        proposals: asked?.proposals ?? [],
      },
      random.split(`infill ${first} ${bars.get(first)}`),
      (notes) => notesText(crossing ? [crossing, ...notes] : notes, from, from + barSteps, key) !== old,
    );
    const notes = crossing ? [crossing, ...passage.notes] : passage.notes;
    for (let bar = first; bar < end; bar++) {
      const text = notesText(notes, bar * barSteps, (bar + 1) * barSteps, key);
      const between = reason("melody.between", {
        tries: TRIES,
        turn: bars.get(bar) as number,
        bitsPerNote: Math.round(passage.bitsPerNote * 100) / 100,
      });
      const told = asked === null ? [] : proposalReasons(asked, passage);
      out = withMelodyBars(out, new Map([[bar, text]]), passage.proposed?.taken ? told : [between, ...told]);
    }
  }
  return out;
}

/** Runs of neighbouring bars: first, and the one after the last. */
function runs(bars: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (const bar of bars) {
    const last = out[out.length - 1];
    if (last && last[1] === bar) last[1] = bar + 1;
    else out.push([bar, bar + 1]);
  }
  return out;
}

/** Notes of a bar in the four bars on either side, of those in which there are any; null where there are none. */
function density(melody: readonly SketchNote[], from: number, to: number, barSteps: number): number | null {
  const near = melody.filter(
    ({ step }) => (step >= from - 4 * barSteps && step < from) || (step >= to && step < to + 4 * barSteps),
  );
  const sounding = new Set(near.map(({ step }) => Math.floor(step / barSteps))).size;
  return sounding > 0 ? near.length / sounding : null;
}

/** The chords that sound between two steps, from the grid's slots. */
function chordsOfGrid(grid: SongGrid, from: number, to: number): SketchChord[] {
  const chords: SketchChord[] = [];
  for (let slot = Math.floor(from / grid.slotSteps); slot * grid.slotSteps < to; slot++) {
    const chord = chordOfCode(grid.slots[slot] as number, grid.tonic);
    const last = chords[chords.length - 1];
    if (last && last.root === chord.root && last.quality === chord.quality)
      chords[chords.length - 1] = { ...last, length: last.length + grid.slotSteps };
    else chords.push({ step: slot * grid.slotSteps, length: grid.slotSteps, ...chord });
  }
  return chords;
}
