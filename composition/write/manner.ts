/** What one song of the style is like beside the others: what is written in its manner leans the same way. */
import { log, log2 } from "../../foundation/numbers/elementary.ts";
import { gridOf } from "../learn/song/song-grid.ts";
import { type SongModel, streamsOf } from "../learn/song/song-model.ts";
import { type SongSketch, stepsPerBar } from "../learn/song/song-sketch.ts";

export interface Manner {
  /** Log of how much more the song leaves its scale than songs of the style do; far below 0 for one that never does. */
  readonly foreign: number;
  /** Log to base 2 of its notes in a bar (in sixteenths of its metre), beside those of the style. */
  readonly density: number;
  /** Bits of a note where the song says something new. */
  readonly bits: number;
}

/** Bits of a note in the first bars of songs that were heard: half of POP909 by the other half. */
const HEARD = 4.9;
const USUAL: Manner = { foreign: 0, density: 0, bits: 4.2 };
const SCALES = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] } as const;

/** `USUAL` without a model or where it is short. */
export function mannerOf(donor: SongSketch | null, songs: readonly SongSketch[], model: SongModel): Manner {
  if (!donor || donor.melody.length < 16) return USUAL;
  const own = foreignShare(donor);
  let notes = 0;
  let away = 0;
  let dense = 0;
  let counted = 0;
  for (const song of songs) {
    if (song.melody.length < 16) continue;
    notes += song.melody.length;
    away += foreignShare(song) * song.melody.length;
    dense += log2(notesPerStep(song));
    counted++;
  }
  const usual = Math.max(0.002, away / Math.max(1, notes));
  return {
    foreign: Math.max(-5, Math.min(2, log(Math.max(1e-6, own) / usual))),
    density: counted > 0 ? log2(notesPerStep(donor)) - dense / counted : 0,
    // What is heard in a song is a little rougher than what it was: its own figure counts for half.
    bits: Math.max(3, Math.min(6, USUAL.bits + 0.5 * ((freshBits(donor, model) ?? HEARD) - HEARD))),
  };
}

/** The share of notes that are not in the scale of the song's key. */
function foreignShare({ melody, key }: SongSketch): number {
  const scale: readonly number[] = SCALES[key.mode];
  return melody.filter(({ pitch }) => !scale.includes((pitch - key.tonic + 120) % 12)).length / melody.length;
}

function notesPerStep({ melody, metre }: SongSketch): number {
  const steps = stepsPerBar(metre);
  const bars = new Set(melody.map(({ step }) => Math.floor(step / steps))).size;
  return melody.length / (bars * steps);
}

/** Bars from the first note on in which a song has hardly begun to repeat itself. */
const FRESH = 8;

/** Bits of a note in the first bars of a song, judged as if the model had not counted it. */
function freshBits(song: SongSketch, model: SongModel): number | null {
  const grid = gridOf(song);
  const from = grid.notes[0]?.step ?? 0;
  const to = from + FRESH * grid.barSteps;
  const within = (step: number): boolean => step >= from && step < to;
  let bits = 0;
  let notes = 0;
  for (const [kind, stream] of streamsOf(model, grid)) {
    if (kind === "harmony") continue;
    const piece = model[kind].index(stream);
    model[kind].count(piece, -1);
    model[kind].read(piece, (at, choice, p) => {
      const step = kind === "rhythm" ? at * grid.unitSteps : (grid.notes[at]?.step as number);
      if (!within(step)) return;
      if (kind === "pitch") notes++;
      bits -= log2(choice.chosen < 0 ? 1e-3 : Math.max(1e-6, p[choice.chosen] as number));
    });
    model[kind].count(piece, 1);
  }
  return notes > 0 ? bits / notes : null;
}
