/** Four-voice music in the manner of a style's pieces: drawn voice by voice, row by row, under the rules of the craft. */
import { log } from "../../../foundation/numbers/elementary.ts";
import { checkpoint, type Run } from "../../../foundation/plan/index.ts";
import { createRandom, type Random } from "../../../foundation/statistics/random.ts";
import { type Choice, createChoice } from "../../learn/choice.ts";
import type { GridVoices } from "../../learn/grid/grid-model.ts";
import { createKeyEar, type GridRows, type KeyEar, ORDER, VOICES } from "../../learn/grid/grid-piece.ts";
import { MOVES, movesOf, PITCHES, pitchesOf } from "../../learn/grid/grid-streams.ts";
import type { SketchKey } from "../../learn/song/song-sketch.ts";
import { draw } from "../sample.ts";
import { growingPiece } from "./growing-piece.ts";
import { isParallel, voiceLeadingFaults } from "./voice-leading.ts";

export interface ChoraleRequest {
  readonly model: GridVoices;
  readonly key: SketchKey;
  /** In 4/4, sixteen rows each; 2 or more. */
  readonly bars: number;
  readonly seed: number;
}

/** Rows that are drawn in one go, several times; the best try stays. */
const PASSAGE = 32;
const TRIES = 5;
/** The last chord: half a bar. */
const LAST = 8;

export function writeChorale({ model, key, bars, seed }: ChoraleRequest, run?: Run): GridRows {
  const length = bars * 16;
  const growing = growingPiece(length);
  const { piece } = growing;
  const tokens = Int32Array.from({ length: length * VOICES }, (_, at) => at);
  const moves = movesOf(piece);
  const pitches = pitchesOf(piece, model.ranges, tokens);
  const moveKeys = new Float64Array(MOVES.contexts);
  const pitchKeys = new Float64Array(PITCHES.contexts);
  const moveChoice = createChoice(MOVES);
  const pitchChoice = createChoice(PITCHES);
  const random = createRandom(seed).split("chorale");
  const home = key.tonic + (key.mode === "minor" ? 12 : 0);
  let ear: KeyEar = createKeyEar(new Float64Array(12), home);

  interface Memory {
    readonly kind: "moves" | "pitches";
    readonly keys: Float64Array;
    readonly symbol: number;
  }

  function drawRows(from: number, to: number, chance: Random, memory: Memory[]): number {
    let nats = 0;
    for (let row = from; row < to; row++) {
      growing.setKey(row, ear.at(row));
      for (const [place, voice] of ORDER.entries()) {
        const at = row * VOICES + place;
        const pitch = row === 0 ? firstChord(key)[voice] : drawToken(row, voice, at);
        growing.write(row, voice, pitch as number);
      }
      ear.tell(
        row,
        [0, 1, 2, 3].map((voice) => piece.pitch[voice]?.[row] as number),
      );
    }
    return nats;

    function drawToken(row: number, voice: number, at: number): number {
      const last = piece.pitch[voice]?.[row - 1] as number;
      moves.contexts(at, moveKeys);
      moves.describe(at, moveChoice);
      const p = model.moves.weigh(moveKeys, moveChoice);
      const left = length - row;
      const move = draw(p, 2, chance, {
        lean: (candidate) =>
          candidate === 1 ? (left < LAST ? -Infinity : left === LAST ? 6 : 0) : crosses(row, voice, last) ? -6 : 0,
      });
      nats -= log(p[move] as number);
      memory.push({ kind: "moves", keys: moveKeys.slice(), symbol: move });
      model.moves.remember(moveKeys, move);
      if (move === 0) return last;
      pitches.contexts(at, pitchKeys);
      pitches.describe(at, pitchChoice);
      const q = model.pitches.weigh(pitchKeys, pitchChoice);
      const candidate = draw(q, pitchChoice.count, chance, {
        temperature: 0.92,
        mass: 0.97,
        lean: (c) => leaning(row, voice, pitchOfCandidate(voice, last, c, pitchChoice), left),
      });
      const chosen = candidate < 0 ? 0 : candidate;
      nats -= log(q[chosen] as number);
      const symbol = pitchChoice.symbols[chosen] as number;
      memory.push({ kind: "pitches", keys: pitchKeys.slice(), symbol });
      model.pitches.remember(pitchKeys, symbol);
      return pitchOfCandidate(voice, last, chosen, pitchChoice);
    }
  }

  /** Candidates are the voice's range without the pitch that is left, then the rest. */
  function pitchOfCandidate(voice: number, last: number, c: number, choice: Choice): number {
    const [low] = model.ranges[voice] as readonly [number, number];
    if (c === choice.count - 1 && last !== -1) return -1;
    const pitch = low + c;
    return last >= low && pitch >= last ? pitch + 1 : pitch;
  }

  function crosses(row: number, voice: number, pitch: number): boolean {
    for (const other of ORDER) {
      if (other === voice) break;
      const theirs = piece.pitch[other]?.[row] as number;
      if (theirs >= 0 && (other < voice ? pitch > theirs : pitch < theirs)) return true;
    }
    return false;
  }

  function leaning(row: number, voice: number, pitch: number, left: number): number {
    if (pitch < 0) return -Infinity;
    let lean = crosses(row, voice, pitch) ? -5 : 0;
    const before = piece.pitch[voice]?.[row - 1] as number;
    for (const other of ORDER) {
      if (other === voice) break;
      const [theirs0, theirs1] = [piece.pitch[other]?.[row - 1] as number, piece.pitch[other]?.[row] as number];
      if (isParallel(before, theirs0, pitch, theirs1, 7) || isParallel(before, theirs0, pitch, theirs1, 0)) lean -= 5;
    }
    if (left === LAST) {
      const degree = (((pitch - key.tonic) % 12) + 12) % 12;
      // A minor piece may close in major.
      if (voice === 3 || voice === 0) lean += degree === 0 ? 8 : -8;
      else lean += [0, 7, key.mode === "minor" ? 3 : 4].includes(degree) ? 6 : -6;
    } else if (left > LAST && left <= LAST + 4 && voice === 3) {
      lean += (((pitch - key.tonic) % 12) + 12) % 12 === 7 ? 2.5 : 0;
    }
    return lean;
  }

  for (let from = 0; from < length; from += PASSAGE) {
    checkpoint(run, { done: from, total: length, doing: "writing" });
    const to = Math.min(length, from + PASSAGE);
    let best: { score: number; rows: number[][]; ear: KeyEar } | null = null;
    const heard = ear;
    for (let turn = 0; turn < TRIES; turn++) {
      ear = heard.copy();
      const memory: Memory[] = [];
      const nats = drawRows(from, to, random.split(`${from} ${turn}`), memory) / ((to - from) * VOICES);
      const rows = rowsOf(Math.max(0, from - 1), to);
      const faults = voiceLeadingFaults(rows as unknown as GridRows);
      const score =
        -Math.abs(nats - 0.33) * 8 -
        1.5 * (faults.parallelFifths + faults.parallelOctaves) -
        faults.crossings -
        2 * faults.outOfRange;
      if (best === null || score > best.score) best = { score, rows: rows.slice(from > 0 ? 1 : 0), ear };
      for (const { kind, keys, symbol } of memory) model[kind].remember(keys, symbol, -1);
    }
    const { rows } = best as { rows: number[][] };
    ear = heard;
    for (const [k, pitchesOfRow] of rows.entries()) settle(from + k, pitchesOfRow);
  }
  return rowsOf(0, length) as unknown as GridRows;

  /** Writes a row that is decided and tells the models. */
  function settle(row: number, decided: readonly number[]): void {
    growing.setKey(row, ear.at(row));
    for (const [place, voice] of ORDER.entries()) {
      growing.write(row, voice, decided[voice] as number);
      if (row === 0) continue;
      const at = row * VOICES + place;
      moves.contexts(at, moveKeys);
      moves.describe(at, moveChoice);
      model.moves.remember(moveKeys, moveChoice.chosen);
      if (moveChoice.chosen !== 1) continue;
      pitches.contexts(at, pitchKeys);
      pitches.describe(at, pitchChoice);
      if (pitchChoice.chosen >= 0) model.pitches.remember(pitchKeys, pitchChoice.symbols[pitchChoice.chosen] as number);
    }
    ear.tell(row, decided);
  }

  function rowsOf(from: number, to: number): number[][] {
    return Array.from({ length: to - from }, (_, k) =>
      [0, 1, 2, 3].map((voice) => piece.pitch[voice]?.[from + k] as number),
    );
  }
}

/** The tonic chord in close position, the soprano on the tonic or the third, wherever a choir is at ease. */
function firstChord({ tonic, mode }: SketchKey): readonly [number, number, number, number] {
  const third = mode === "minor" ? 3 : 4;
  const soprano = 66 + ((tonic - 66 + 600) % 12);
  const alto = soprano - 12 + 7;
  const tenor = soprano - 12 + third;
  const bass = soprano - 24 >= 43 ? soprano - 24 : soprano - 12;
  return [soprano, alto, tenor < 48 ? tenor + 12 : tenor, bass];
}
