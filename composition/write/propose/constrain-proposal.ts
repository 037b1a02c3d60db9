/** What a proposal must keep to be weighed at all: notes on the grid, in the bars, in the range and in the key. */
import { chordBits, type SongGrid } from "../../learn/song/song-grid.ts";
import type { SketchNote } from "../../learn/song/song-sketch.ts";
import { inScale } from "../melody-faults.ts";
import type { PassageAsked, ProposedLines, ProposedNote } from "./proposal.ts";

/** Why a proposal is not weighed; also the names of the facts that count them. */
export type Refusal = "unreadable" | "empty" | "offGrid" | "outOfRange" | "outOfKey";

export interface Constrained {
  /** Proposals that keep all, as notes of the song. */
  readonly kept: readonly (readonly SketchNote[])[];
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
}

/** Proposed onsets may be so far from a sixteenth, in sixteenths: played notes are, triplets are further. */
const NEAR = 0.25;

export function constrainProposals(
  { lines, unreadable }: ProposedLines,
  asked: PassageAsked,
  grid: SongGrid,
): Constrained {
  const kept: (readonly SketchNote[])[] = [];
  const refused: Partial<Record<Refusal, number>> = unreadable > 0 ? { unreadable } : {};
  for (const line of lines) {
    const notes = constrain(line, asked, grid);
    if (typeof notes === "string") refused[notes] = (refused[notes] ?? 0) + 1;
    else kept.push(notes);
  }
  return { kept, refused };
}

/** The notes of the bars asked for, one at a time; or why they cannot be had. */
export function constrain(
  line: readonly ProposedNote[],
  { bar, bars, range }: Pick<PassageAsked, "bar" | "bars" | "range">,
  grid: SongGrid,
): readonly SketchNote[] | Refusal {
  const steps = bars * grid.barSteps;
  const start = bar * grid.barSteps;
  const highest = new Map<number, ProposedNote>();
  for (const note of line) {
    const step = Math.round(note.at);
    // What a model repeats of the melody before, or goes on with behind, is no part of the proposal.
    if (step < 0 || step >= steps) continue;
    if (Math.abs(note.at - step) > NEAR) return "offGrid";
    if ((highest.get(step)?.pitch ?? -1) < note.pitch) highest.set(step, note);
  }
  const onsets = [...highest].sort((a, b) => a[0] - b[0]);
  if (onsets.length === 0) return "empty";
  const notes = onsets.map(([step, { length, pitch }], at): SketchNote => {
    const end = Math.min(steps, onsets[at + 1]?.[0] ?? steps);
    return { step: start + step, length: Math.min(end - step, Math.max(1, Math.round(length))), pitch };
  });
  const up = OCTAVES.find((by) => notes.every(({ pitch }) => pitch + by >= range[0] && pitch + by <= range[1]));
  if (up === undefined) return "outOfRange";
  const sung = notes.map((note) => ({ ...note, pitch: note.pitch + up }));
  return sung.every((note) => fitsKey(note, grid)) ? sung : "outOfKey";
}

/** Servers write for instruments: a line that fits the voice in another octave is sung there. */
const OCTAVES = [0, -12, 12, -24, 24];

/** In the scale, in the chord, or the raised sixth and seventh of minor. */
function fitsKey({ step, pitch }: SketchNote, grid: SongGrid): boolean {
  if (inScale(grid, pitch) || (chordBits(grid, step) >> (pitch % 12)) & 1) return true;
  return grid.minor === 1 && [9, 11].includes((pitch - grid.tonic + 120) % 12);
}
