/** Chords as notes: close voicings that move as little as they can. */
import { chordIntervals } from "../../../foundation/score/index.ts";
import type { SketchChord } from "../../learn/song/song-sketch.ts";

const CENTRE = 60;

/** Three or four notes of a chord (ascending MIDI keys) near the voicing before; none for no chord. */
export function voiceChord(chord: SketchChord, before: readonly number[] | null): number[] {
  if (chord.root === null) return [];
  const tones = chordIntervals(chord.quality).slice(0, 4);
  let best: number[] = [];
  let least = Infinity;
  for (let inversion = 0; inversion < tones.length; inversion++)
    for (const octave of [36, 48, 60]) {
      const notes = tones
        .map((interval, at) => octave + (chord.root as number) + interval + (at < inversion ? 12 : 0))
        .sort((a, b) => a - b);
      const low = notes[0] as number;
      const high = notes[notes.length - 1] as number;
      if (low < 47 || high > 76) continue;
      const cost =
        before && before.length > 0
          ? distance(notes, before) + 0.15 * Math.abs(mean(notes) - CENTRE)
          : Math.abs(mean(notes) - CENTRE);
      if (cost < least) {
        least = cost;
        best = notes;
      }
    }
  return best;
}

/** A chord on its root, from C3 up: how a song ends. */
export function rootPosition({ root, quality }: SketchChord): number[] {
  return root === null
    ? []
    : chordIntervals(quality)
        .slice(0, 4)
        .map((interval) => 48 + root + interval);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return (a.reduce((sum, note) => sum + Math.min(...b.map((other) => Math.abs(note - other))), 0) / a.length) * 2;
}

function mean(notes: readonly number[]): number {
  return notes.reduce((sum, note) => sum + note, 0) / notes.length;
}
