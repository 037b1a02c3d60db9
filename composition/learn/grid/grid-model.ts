/** Music for four voices on a grid, learned and read: two choices a token, does it move and where to. */
import { log } from "../../../foundation/numbers/elementary.ts";
import { checkpoint, type Run } from "../../../foundation/plan/run.ts";
import type { MixerWeights } from "../choice-mixer.ts";
import { ChoiceModel, floor, type LearningSettings } from "../choice-model.ts";
import { type GridPiece, type GridRows, gridPiece, NOTHING, ORDER, VOICES } from "./grid-piece.ts";
import { MOVES, movesOf, movingTokens, PITCHES, pitchesOf, type VoiceRanges } from "./grid-streams.ts";

/** Found by cross-validation on four fifths of a corpus of four-voice pieces (docs/figures.md). */
export const GRID_LEARNING: LearningSettings = { hidden: 32, epochs: 4, rate: 0.003, seed: 1 };

/** What is learned beside the pieces themselves. */
export interface GridWeights {
  readonly moves: MixerWeights;
  readonly pitches: MixerWeights;
}

/** Pitches of a token's distribution: MIDI keys 0 to 127, then the rest. */
export const ALPHABET = 129;
/** The least probability of holding and of moving. */
const LEAST = 1e-5;

/** The range of each voice with a little room; a voice that only rests gets the middle of the keyboard. */
export function voiceRanges(pieces: readonly GridRows[]): VoiceRanges {
  return [0, 1, 2, 3].map((voice) => {
    let low = 128;
    let high = -1;
    for (const rows of pieces)
      for (const row of rows) {
        const pitch = row[voice] as number;
        if (pitch < 0) continue;
        low = Math.min(low, pitch);
        high = Math.max(high, pitch);
      }
    if (high < 0) return [48, 72] as const;
    // Candidates are limited in number (PITCHES): with wilder ranges the ends are left to the floor.
    const from = Math.max(0, low - 2);
    return [from, Math.min(127, high + 2, from + PITCHES.candidates - 2)] as const;
  });
}

/** Learns when voices move. Two thirds of all the work; can run beside `learnPitches`. */
export function learnMoves(
  pieces: readonly GridRows[],
  run?: Run,
  settings: LearningSettings = GRID_LEARNING,
): MixerWeights {
  const model = new ChoiceModel(MOVES, settings.hidden, null, settings.seed);
  const indexed = pieces.map((rows) => model.index(movesOf(gridPiece(rows))));
  for (const piece of indexed) model.count(piece, 1);
  model.learn(indexed, settings, run);
  return model.weights;
}

/** Learns where voices move to. */
export function learnPitches(
  pieces: readonly GridRows[],
  run?: Run,
  settings: LearningSettings = GRID_LEARNING,
): MixerWeights {
  const ranges = voiceRanges(pieces);
  const model = new ChoiceModel(PITCHES, settings.hidden, null, settings.seed);
  const indexed = pieces.map((rows) => model.index(pitchesOf(gridPiece(rows), ranges)));
  for (const piece of indexed) model.count(piece, 1);
  model.learn(indexed, settings, run);
  return model.weights;
}

/**
 * Gets the distribution of one token: `probabilities[pitch]`, the rest at 128, adding up to 1; `pitch` is what is there
 * (128 for a rest).
 */
export type TakeToken = (row: number, voice: number, pitch: number, probabilities: Float64Array) => void;

/** The two models of a style and the range of its voices. */
export interface GridVoices {
  readonly moves: ChoiceModel;
  readonly pitches: ChoiceModel;
  readonly ranges: VoiceRanges;
}

export interface GridModel extends GridVoices {
  /** The distribution of every token of a piece, each from what comes before it only. */
  read(rows: GridRows, take: TakeToken): void;
}

/** The model of these pieces with what was learned about mixing them. */
export function createGridModel(
  pieces: readonly GridRows[],
  weights: GridWeights,
  hidden: number = GRID_LEARNING.hidden,
): GridModel {
  const ranges = voiceRanges(pieces);
  const moves = new ChoiceModel(MOVES, hidden, weights.moves);
  const pitches = new ChoiceModel(PITCHES, hidden, weights.pitches);
  for (const rows of pieces) {
    const piece = gridPiece(rows);
    moves.count(moves.index(movesOf(piece)), 1);
    pitches.count(pitches.index(pitchesOf(piece, ranges)), 1);
  }
  return { moves, pitches, ranges, read: (rows, take) => readGrid(moves, pitches, ranges, gridPiece(rows), take) };
}

function readGrid(
  moves: ChoiceModel,
  pitches: ChoiceModel,
  ranges: VoiceRanges,
  piece: GridPiece,
  take: TakeToken,
): void {
  const tokens = piece.length * VOICES;
  const moving = new Float64Array(tokens).fill(1);
  moves.read(moves.index(movesOf(piece)), (at, _, probabilities) => {
    if (at >= VOICES) moving[at] = LEAST + (1 - 2 * LEAST) * (probabilities[1] as number);
  });
  // Where to is asked of every token, as a distribution has an answer also for moves that did not happen. Only those
  // that did may be remembered: the model hears them in a second reading that remembers.
  const all = Int32Array.from({ length: tokens }, (_, at) => at);
  const happened = new Uint8Array(tokens);
  for (const token of movingTokens(piece)) happened[token] = 1;
  const distribution = new Float64Array(ALPHABET);
  pitches.read(
    pitches.index(pitchesOf(piece, ranges, all)),
    (at, choice, probabilities) => {
      const voice = ORDER[at % VOICES] as number;
      const row = Math.floor(at / VOICES);
      const line = piece.pitch[voice] as Int16Array;
      const last = row > 0 ? (line[row - 1] as number) : NOTHING;
      const move = moving[at] as number;
      distribution.fill((move * floor) / (row > 0 ? ALPHABET - 1 : ALPHABET));
      // Candidates are the range without the pitch that is left, in ascending order, then the rest.
      const [low] = ranges[voice] as readonly [number, number];
      let pitch = low;
      for (let c = 0; c < choice.count; c++) {
        if (pitch === last) pitch++;
        const isRest = c === choice.count - 1 && last !== -1;
        distribution[isRest ? ALPHABET - 1 : pitch]! += move * (1 - floor) * (probabilities[c] as number);
        pitch++;
      }
      if (row > 0) distribution[last < 0 ? ALPHABET - 1 : last] = 1 - move;
      const there = line[row] as number;
      take(row, voice, there < 0 ? ALPHABET - 1 : there, distribution);
    },
    0,
    (at) => happened[at] === 1,
  );
}

/** Nats of every token of a piece: sums by voice, and over all. */
export interface GridSurprise {
  readonly tokens: number;
  readonly nats: number;
  readonly natsByVoice: readonly [number, number, number, number];
}

/** How surprising a piece is; `take` hears every token too. */
export function surpriseOfGrid(model: GridModel, rows: GridRows, take?: TakeToken, run?: Run): GridSurprise {
  const byVoice: [number, number, number, number] = [0, 0, 0, 0];
  checkpoint(run, { done: 0, total: 1, doing: "reading" });
  model.read(rows, (row, voice, pitch, probabilities) => {
    byVoice[voice]! -= log(probabilities[pitch] as number);
    take?.(row, voice, pitch, probabilities);
  });
  return {
    tokens: rows.length * VOICES,
    nats: byVoice[0] + byVoice[1] + byVoice[2] + byVoice[3],
    natsByVoice: byVoice,
  };
}
