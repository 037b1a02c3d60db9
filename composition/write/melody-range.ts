/** How many notes a bar of the melody has, and how low and high it goes. */
import type { SongModel } from "../learn/song/song-model.ts";
import { type SongSketch, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";

/** Notes of a bar of the donor in which its melody sounds, more with energy; null without a donor. */
export function notesPerBarOf(donor: SongSketch | null, frame: SongFrame): number | null {
  if (!donor || donor.melody.length === 0) return null;
  const steps = stepsPerBar(donor.metre);
  const bars = new Set(donor.melody.map(({ step }) => Math.floor(step / steps))).size;
  return (donor.melody.length / bars) * (stepsPerBar(frame.metre) / steps) * (1 + 0.3 * frame.energy);
}

/** A singer's range around where the style sings: an octave and a fourth, higher with energy. */
export function melodyRange(model: SongModel, donor: SongSketch | null, frame: SongFrame): [number, number] {
  const pitches = (donor?.melody ?? []).map(({ pitch }) => pitch).sort((a, b) => a - b);
  if (pitches.length < 8) {
    const low = Math.max(model.range[0], 57);
    return [low, Math.max(low + 9, Math.min(model.range[1], low + 19))];
  }
  // The donor's own range, moved with the key by the nearest way.
  const shift = ((frame.key.tonic - (donor as SongSketch).key.tonic + 18) % 12) - 6;
  const mood = Math.round(3 * frame.valence + frame.energy);
  const low = (pitches[Math.floor(pitches.length * 0.01)] as number) + shift + mood;
  const high = (pitches[Math.floor(pitches.length * 0.99)] as number) + shift + mood;
  const least = Math.max(model.range[0], low);
  return [least, Math.max(least + 9, Math.min(model.range[1], high))];
}
