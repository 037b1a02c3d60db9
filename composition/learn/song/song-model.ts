/** What is learned from songs: rhythm, pitches and chords, each a kind of choice with its own model. */
import type { Run } from "../../../foundation/plan/run.ts";
import { stage } from "../../../foundation/plan/run.ts";
import type { ChoiceStream } from "../choice.ts";
import type { MixerWeights } from "../choice-mixer.ts";
import { ChoiceModel, type LearningSettings } from "../choice-model.ts";
import { HARMONY, harmonyOf } from "./harmony-stream.ts";
import { PITCH, pitchesOfMelody } from "./pitch-stream.ts";
import { RHYTHM, rhythmOf } from "./rhythm-stream.ts";
import { gridOf, type SongGrid } from "./song-grid.ts";
import type { SongSketch } from "./song-sketch.ts";

export const SONG_LEARNING: LearningSettings = { hidden: 12, epochs: 2, rate: 0.004, seed: 1 };

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
  model: Pick<SongModel, "codes" | "range">,
  grid: SongGrid,
): readonly (readonly [SongChoice, ChoiceStream])[] {
  const [low, high] = model.range;
  return [
    ["rhythm", rhythmOf(grid, model.codes.get(grid.unitSteps) ?? [])],
    ["pitch", pitchesOfMelody(grid, low, high)],
    ["harmony", harmonyOf(grid)],
  ];
}

function rhythmCodes(grids: readonly SongGrid[]): Map<number, number[]> {
  const counts = new Map<number, Map<number, number>>();
  for (const { unitSteps, units } of grids) {
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
