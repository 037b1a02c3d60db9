/** A lane of chords as notes and rests that can be written down: cut at bar lines, tied, in values that there are. */
import type { NoteValue, NoteValues } from "./note-values.ts";
import type { Lane, LaneChord } from "./voice-lanes.ts";

/** A piece of a bar with one note value: a chord, a part of one that is tied, or a rest (chord null). */
export interface Piece {
  /** Ticks from the start of the bar. */
  readonly at: number;
  readonly duration: number;
  readonly value: NoteValue;
  readonly chord: LaneChord | null;
  readonly first: boolean;
  readonly last: boolean;
}

export interface BarFrame {
  readonly tick: number;
  readonly duration: number;
  readonly beatTicks: number;
  readonly fifths: number;
}

/** The pieces of one lane in one bar, rests between them included; none goes on across a tick of `stops` (ascending). */
export function piecesOf(
  lane: Lane,
  bar: BarFrame,
  values: NoteValues,
  from: number,
  stops: readonly number[] = [],
): { pieces: Piece[]; next: number } {
  const pieces: Piece[] = [];
  const end = bar.tick + bar.duration;
  let at = bar.tick;
  const put = (end: number, chord: LaneChord | null): void => {
    for (const stop of stops) if (stop > at && stop < end) putWhole(stop, chord);
    putWhole(end, chord);
  };
  const putWhole = (to: number, chord: LaneChord | null): void => {
    let place = at - bar.tick;
    for (const duration of values.cut(place, to - bar.tick, bar.beatTicks)) {
      const tick = bar.tick + place;
      const first = chord === null || tick === chord.tick;
      const last = chord === null || tick + duration === chord.tick + chord.duration;
      pieces.push({ at: place, duration, value: values.single(duration)!, chord, first, last });
      place += duration;
    }
    at = to;
  };
  let next = from;
  for (; next < lane.chords.length && lane.chords[next]!.tick < end; next++) {
    const chord = lane.chords[next]!;
    if (chord.tick > at) put(chord.tick, null);
    put(Math.min(end, chord.tick + chord.duration), chord);
    if (chord.tick + chord.duration > end) break;
  }
  if (at < end) put(end, null);
  return { pieces, next };
}

/** Where brackets of tuplets start and stop. */
export function tupletMarks(pieces: readonly Piece[], beatTicks: number): ("start" | "stop" | null)[] {
  const tuplets = pieces.map((): "start" | "stop" | null => null);
  let start = -1;
  let length = 0;
  pieces.forEach(({ value, duration }, at) => {
    const before = pieces[at - 1]?.value.tuplet;
    const same = before?.actual === value.tuplet?.actual && before?.normal === value.tuplet?.normal;
    if (value.tuplet === null || !same) start = -1;
    if (value.tuplet === null) return;
    if (start < 0) {
      start = at;
      length = 0;
    }
    length += duration;
    // A tuplet is full when its notes make whole beats, or halves of one.
    if (at > start && length % (beatTicks / 2) === 0) {
      tuplets[start] = "start";
      tuplets[at] = "stop";
      start = -1;
    }
  });
  return tuplets;
}
