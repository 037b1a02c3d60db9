/** The frame of a song: what all its sections have in common. */
import { InputError } from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import type { SketchKey, SketchSection, SongSketch } from "../learn/song/song-sketch.ts";
import { type Brief, type Instrument, type Metre, readMetre, readTonic } from "./brief.ts";
import { barsOf, fitForm, readForm } from "./forms.ts";

export interface SongFrame {
  readonly key: SketchKey;
  readonly tempo: number;
  readonly metre: Metre;
  readonly sections: readonly SketchSection[];
  /** -1 to 1. */
  readonly valence: number;
  readonly energy: number;
  readonly instruments: readonly Instrument[];
}

/**
 * Chooses what the brief leaves open: from the songs of the style (one song is the model for tempo, metre and length, so
 * that they fit together), leaning with the mood. Throws InputError where wishes contradict each other.
 */
export function frameSong(
  brief: Brief,
  songs: readonly SongSketch[],
  seed: number,
): { readonly frame: SongFrame; readonly model: SongSketch | null } {
  const random = createRandom(seed).split("frame");
  const valence = brief.mood?.valence ?? 0;
  const energy = brief.mood?.energy ?? 0;
  const metre = brief.metre ? readMetre(brief.metre) : null;
  const sung = songs.filter((song) => song.melody.length > 0);
  // Songs in the metre and mode asked for; where there are none in that mode, in the metre; then any.
  const inMetre = sung.filter((song) => metre === null || sameMetre(song.metre, metre));
  const inMode = inMetre.filter((song) => brief.mode === undefined || song.key.mode === brief.mode);
  const fitting = inMode.length > 0 ? inMode : inMetre.length > 0 ? inMetre : sung;
  const model = fitting.length > 0 ? random.split("model").pick(fitting) : null;
  const mode =
    brief.mode ??
    (brief.mood?.valence !== undefined ? (valence >= 0 ? "major" : "minor") : (model?.key.mode ?? "major"));
  const tonic =
    brief.key !== undefined ? readTonic(brief.key) : (model?.key.tonic ?? random.split("key").integer(0, 11));
  const base = model?.tempo ?? 100;
  const tempo = brief.tempo ?? clampedTempo(base * (1 + 0.28 * energy));
  const sections = formOf(brief, model, random.split("form").integer(0, 2));
  return {
    model,
    frame: {
      key: { tonic, mode },
      tempo,
      metre: metre ?? model?.metre ?? { beats: 4, beatUnit: 4 },
      sections,
      valence,
      energy,
      instruments: brief.instruments ?? instrumentsFor(energy),
    },
  };
}

function sameMetre(a: Metre, b: Metre): boolean {
  return a.beats === b.beats && a.beatUnit === b.beatUnit;
}

function clampedTempo(tempo: number): number {
  return Math.round(Math.max(40, Math.min(220, tempo)));
}

function formOf(brief: Brief, model: SongSketch | null, turn: number): SketchSection[] {
  const named = brief.form !== undefined ? readForm(brief.form) : null;
  if (named && brief.bars !== undefined) {
    const listed = barsOf(named);
    const fixed = /\d/.test(brief.form as string);
    if (fixed && listed !== brief.bars)
      throw new InputError("bars", `${listed}, as the sections of the form add up to`, `${brief.bars}`);
    return fitForm(named, brief.bars);
  }
  if (named) return named;
  const own = brief.bars === undefined ? formOfSong(model) : null;
  if (own) return own;
  const usual = readForm((["song", "pop", "song"] as const)[turn] as string);
  if (brief.bars === undefined) return usual;
  return fitForm(
    brief.bars < 16 ? readForm(`A ${brief.bars}`) : brief.bars <= 40 ? readForm("aaba") : usual,
    brief.bars,
  );
}

/** Parts that an analysis names by their place: before, between and after what is sung. */
const PLACES: Readonly<Record<string, string>> = { i: "intro", x: "interlude", o: "outro" };

/** The form of a whole song of the style; null for a tune of a few bars. */
function formOfSong(song: SongSketch | null): SketchSection[] | null {
  if (!song || song.bars < 32 || song.sections.length < 3) return null;
  const parts = song.sections.map(({ label, bars }) => `${PLACES[label] ?? label.replace(/[^A-Za-z]/g, "")} ${bars}`);
  return parts.every((part) => /^[A-Za-z]+ \d{1,3}$/.test(part)) ? readForm(parts.join(", ")) : null;
}

function instrumentsFor(energy: number): Instrument[] {
  if (energy < -0.5) return ["lead", "piano", "bass"];
  if (energy < 0) return ["lead", "piano", "pad", "bass"];
  return ["lead", "piano", "pad", "bass", "drums"];
}
