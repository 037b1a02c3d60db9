/** The two choices of a grid: does a voice move in this row, and where to. */
import type { Choice, ChoiceShape, ChoiceStream } from "../choice.ts";
import { PITCH_CONTEXTS, pitchContexts, placeOf, TIME_CONTEXTS, timeContexts } from "./grid-contexts.ts";
import { type GridPiece, NOTHING, ORDER, VOICES } from "./grid-piece.ts";
import { viewFrom } from "./grid-view.ts";

/** Of "does it move": 0 holds, 1 moves. */
export const HOLDS = 0;

export const MOVES: ChoiceShape = {
  contexts: TIME_CONTEXTS,
  symbols: 2,
  groups: VOICES,
  features: 2 * (VOICES + 16 + 18 + 8),
  featuresEach: 4,
  candidates: 2,
};

/** Row and voice of each choice of `movesOf`: every token in the order of telling. */
export function movesOf(piece: GridPiece): ChoiceStream {
  return {
    length: piece.length * VOICES,
    contexts(at, keys) {
      const view = viewFrom(piece, Math.floor(at / VOICES), ORDER[at % VOICES] as number);
      timeContexts(view, keys, pitchContexts(view, keys));
    },
    describe(at, choice) {
      const row = Math.floor(at / VOICES);
      const voice = ORDER[at % VOICES] as number;
      let moved = 0;
      for (let i = 0; i < at % VOICES; i++) if (piece.onset[ORDER[i] as number]?.[row]) moved |= 1 << i;
      const held = row > 0 ? Math.min(17, piece.held[voice]?.[row - 1] as number) : 0;
      const side = VOICES + 16 + 18 + 8;
      choice.count = 2;
      choice.group = voice;
      for (let c = 0; c < 2; c++) {
        choice.symbols[c] = c;
        choice.features[c * 4] = c * side + voice;
        choice.features[c * 4 + 1] = c * side + VOICES + (row % 16);
        choice.features[c * 4 + 2] = c * side + VOICES + 16 + held;
        choice.features[c * 4 + 3] = c * side + VOICES + 16 + 18 + moved;
      }
      // Nothing can be held in the first row: that is no choice.
      choice.chosen = row === 0 ? -1 : (piece.onset[voice]?.[row] as number);
    },
  };
}

/** Lowest and highest pitch of each voice that are candidates. */
export type VoiceRanges = readonly (readonly [low: number, high: number])[];

const REST = 49;
const D = 4 * 50;
const P = D + 4 * 24;
const C = P + 4 * 50;
const M = C + 12 * 12;

export const PITCHES: ChoiceShape = {
  contexts: PITCH_CONTEXTS,
  symbols: 50,
  groups: VOICES,
  features: M + 4 * 13 * 12,
  featuresEach: 7,
  candidates: 64,
};

/** Where the choices of `pitchesOf` stand: the tokens that move. */
export function movingTokens(piece: GridPiece): Int32Array {
  const tokens: number[] = [];
  for (let at = 0; at < piece.length * VOICES; at++)
    if (piece.onset[ORDER[at % VOICES] as number]?.[Math.floor(at / VOICES)]) tokens.push(at);
  return Int32Array.from(tokens);
}

/** The pitches a voice moves to, given that it moves: intervals from where it was. */
export function pitchesOf(
  piece: GridPiece,
  ranges: VoiceRanges,
  tokens: Int32Array = movingTokens(piece),
): ChoiceStream {
  return {
    length: tokens.length,
    contexts(at, keys) {
      const token = tokens[at] as number;
      pitchContexts(viewFrom(piece, Math.floor(token / VOICES), ORDER[token % VOICES] as number), keys);
    },
    describe(at, choice) {
      const token = tokens[at] as number;
      describePitches(piece, Math.floor(token / VOICES), ORDER[token % VOICES] as number, ranges, choice);
    },
  };
}

function describePitches(piece: GridPiece, row: number, voice: number, ranges: VoiceRanges, choice: Choice): void {
  const line = piece.pitch[voice] as Int16Array;
  const last = row > 0 ? (line[row - 1] as number) : NOTHING;
  const key = piece.key[row] as number;
  const degree = (pitch: number): number => (((pitch - key) % 12) + 12) % 12;
  const [low, high] = ranges[voice] as readonly [number, number];
  const wanted = line[row] as number;
  choice.group = voice;
  choice.chosen = -1;
  let c = 0;
  const add = (pitch: number): void => {
    if (pitch === last) return;
    if (pitch === wanted) choice.chosen = c;
    const symbol = pitch < 0 ? REST : Math.max(0, Math.min(48, pitch - (last < 0 ? 60 : last) + 24));
    choice.symbols[c] = symbol;
    const at = c * 7;
    choice.features.fill(-1, at, at + 7);
    choice.features[at] = voice * 50 + symbol;
    if (pitch >= 0) {
      choice.features[at + 1] = D + voice * 24 + (key >= 12 ? 12 : 0) + degree(pitch);
      choice.features[at + 2] = P + voice * 50 + Math.max(0, Math.min(49, pitch - 36));
      choice.features[at + 3] = M + (voice * 13 + (last < 0 ? 12 : degree(last))) * 12 + degree(pitch);
      for (let i = 0; i < placeOf(voice); i++) {
        const other = piece.pitch[ORDER[i] as number]?.[row] as number;
        if (other >= 0)
          choice.features[at + 4 + i] = C + (placeOf(voice) * 3 + i) * 12 + ((((pitch - other) % 12) + 12) % 12);
      }
    }
    c++;
  };
  for (let pitch = low; pitch <= high; pitch++) add(pitch);
  // `add` leaves out what would be no move: a rest after a rest too.
  add(-1);
  choice.count = c;
}
