/** What is learned from songs: rhythm, pitches and chords, each a kind of choice with its own model. */
import type { Run } from "../../../foundation/plan/run.ts";
import { stage } from "../../../foundation/plan/run.ts";
import type { ChoiceStream } from "../choice.ts";
import type { MixerWeights } from "../choice-mixer.ts";
import { ChoiceModel, type LearningSettings } from "../choice-model.ts";
import { KINDS, NO_CHORD } from "./chord-code.ts";
import { HARMONY, harmonyOf } from "./harmony-stream.ts";
import { PITCH, pitchesOfMelody } from "./pitch-stream.ts";
import { RHYTHM, rhythmOf } from "./rhythm-stream.ts";
import { gridOf, type SongGrid } from "./song-grid.ts";
import type { SongSketch } from "./song-sketch.ts";

export const SONG_LEARNING: LearningSettings = { hidden: 10, epochs: 1, rate: 0.006, seed: 1 };

export interface SongWeights {
  readonly rhythm: MixerWeights;
  readonly pitch: MixerWeights;
  readonly harmony: MixerWeights;
}

export interface SongModel {
  readonly rhythm: ChoiceModel;
  readonly pitch: ChoiceModel;
  readonly harmony: ChoiceModel;
  /** Rhythm codes seen, by steps of a unit, the most usual first. */
  readonly codes: ReadonlyMap<number, readonly number[]>;
  /** Chord codes seen, the most usual first, with those that cadences need. */
  readonly chords: readonly number[];
  /** Lowest and highest melody pitch seen. */
  readonly range: readonly [number, number];
}

/** A model that has counted these songs; with weights learned before, or none. */
export function createSongModel(songs: readonly SongSketch[], weights: SongWeights | null): SongModel {
  const { hidden, seed } = SONG_LEARNING;
  const grids = songs.map(gridOf);
  const model: SongModel = {
    rhythm: new ChoiceModel(RHYTHM, hidden, weights?.rhythm ?? null, seed),
    pitch: new ChoiceModel(PITCH, hidden, weights?.pitch ?? null, seed),
    harmony: new ChoiceModel(HARMONY, hidden, weights?.harmony ?? null, seed),
    codes: rhythmCodes(grids),
    chords: usualChords(grids),
    range: melodyRange(songs),
  };
  for (const grid of grids)
    for (const [kind, stream] of streamsOf(model, grid)) model[kind].count(model[kind].index(stream), 1);
  return model;
}

/** Learns from songs; deterministic, one thread. */
export function learnSongs(songs: readonly SongSketch[], run?: Run): SongWeights {
  const model = createSongModel(songs, null);
  const grids = songs.map(gridOf);
  const runs = stage(run, 2, 3, 2);
  for (const [at, kind] of (["rhythm", "pitch", "harmony"] as const).entries()) {
    const pieces = grids.flatMap((grid) =>
      streamsOf(model, grid)
        .filter(([name, stream]) => name === kind && stream.length > 0)
        .map(([, stream]) => model[kind].index(stream)),
    );
    model[kind].learn(pieces, SONG_LEARNING, runs[at]);
  }
  return { rhythm: model.rhythm.weights, pitch: model.pitch.weights, harmony: model.harmony.weights };
}

export type SongChoice = "rhythm" | "pitch" | "harmony";

/** A song's choices of each kind. */
export function streamsOf(
  model: Pick<SongModel, "codes" | "chords" | "range">,
  grid: SongGrid,
): readonly (readonly [SongChoice, ChoiceStream])[] {
  const [low, high] = model.range;
  return [
    ["rhythm", rhythmOf(grid, model.codes.get(grid.unitSteps) ?? [])],
    ["pitch", pitchesOfMelody(grid, low, high)],
    ["harmony", harmonyOf(grid, model.chords)],
  ];
}

/** Chord codes that are weighed at each slot; rarer ones are left to people. */
const MOST_CHORDS = 40;
/** Tonic, fourth, fifth, its seventh and the sixth in major; tonic, fourth and fifth in minor; so that any song can close. */
const CADENCE_CHORDS: readonly number[] = [
  ...[0, 5, 7].map((degree) => degree * KINDS.length),
  ...[0, 5, 9].map((degree) => degree * KINDS.length + 1),
  7 * KINDS.length + 5,
  10 * KINDS.length,
];

function usualChords(grids: readonly SongGrid[]): number[] {
  const counts = new Map<number, number>(CADENCE_CHORDS.map((code) => [code, 0]));
  for (const { slots } of grids)
    for (const code of slots) if (code !== NO_CHORD) counts.set(code, (counts.get(code) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([code]) => code);
  const kept = sorted.slice(0, MOST_CHORDS);
  return [...kept, ...CADENCE_CHORDS.filter((code) => !kept.includes(code))];
}

/**
 * Units of two steps (in metres such as 7/8) may be new to a style; these are all there are that make sense. As digits
 * to base 3: note, two notes, hold, note after a hold, rest, note after a rest.
 */
const SHORT_UNITS: readonly number[] = [5, 4, 8, 7, 0, 1];

function rhythmCodes(grids: readonly SongGrid[]): Map<number, number[]> {
  const counts = new Map<number, Map<number, number>>([[2, new Map(SHORT_UNITS.map((code) => [code, 0]))]]);
  for (const { unitSteps, units, notes } of grids) {
    if (notes.length === 0) continue;
    const of = counts.get(unitSteps) ?? new Map<number, number>();
    counts.set(unitSteps, of);
    for (const code of units) of.set(code, (of.get(code) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([unitSteps, of]) => [
      unitSteps,
      [...of]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, RHYTHM.candidates)
        .map(([code]) => code),
    ]),
  );
}

function melodyRange(songs: readonly SongSketch[]): [number, number] {
  const pitches = songs.flatMap((song) => song.melody.map((note) => note.pitch));
  if (pitches.length === 0) return [55, 79];
  let low = 127;
  let high = 0;
  for (const pitch of pitches) {
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
  }
  return [low, Math.min(high, low + PITCH.candidates - 1)];
}
