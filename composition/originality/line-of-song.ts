/** Sketches and plans as lines to compare. */
import { type SketchNote, type SongSketch, STEPS, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { Line } from "./line.ts";

export function lineOfNotes(name: string, melody: readonly SketchNote[], barSteps: number): Line {
  return {
    name,
    notes: melody.map(({ step, pitch }) => ({ onset: step / STEPS, pitch, bar: Math.floor(step / barSteps) + 1 })),
  };
}

export function lineOfSong(song: SongSketch): Line {
  return lineOfNotes(song.name, song.melody, stepsPerBar(song.metre));
}
