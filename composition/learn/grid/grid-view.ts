/** What can be seen from one place of a grid: everything before it, and the voices of its row that were told already. */
import { type GridPiece, NOTHING, ORDER } from "./grid-piece.ts";

/** Stands for an interval to or from a rest. */
const APART = 99;

export interface GridView {
  readonly piece: GridPiece;
  readonly row: number;
  readonly voice: number;
  /** The voice's pitch one row ago. */
  readonly last: number;
  /** How long it has been held, at most 17. */
  readonly held: number;
  /** Intervals of the voice's last moves, newest first. */
  readonly move: number;
  readonly move2: number;
  readonly move3: number;
  /** The pitch before `last`. */
  readonly before: number;
  /** Voices of this row that are known. */
  readonly known: readonly number[];
  /** Their pitches. */
  readonly now: readonly number[];
  /** Bits: which of them have moved. */
  readonly moved: number;
  readonly tonic: number;
  readonly minor: number;
  /** Bits: in which of the 16 rows before this one the voice moved, oldest first. */
  readonly rhythm: number;
}

const PLACE: readonly number[] = [0, 1, 2, 3].map((voice) => ORDER.indexOf(voice));

export function viewFrom(piece: GridPiece, row: number, voice: number): GridView {
  const known = ORDER.slice(0, PLACE[voice]);
  const now = known.map((w) => piece.pitch[w]?.[row] as number);
  let moved = 0;
  for (const [at, w] of known.entries()) if (piece.onset[w]?.[row]) moved |= 1 << at;
  const line = piece.before[voice] as Int16Array;
  const rows = piece.beforeRow[voice] as Int32Array;
  const last = pitchBack({ piece, row }, voice, 1);
  const before = row > 0 ? (line[row - 1] as number) : NOTHING;
  const row2 = row > 0 ? (rows[row - 1] as number) : -1;
  const before2 = row2 >= 0 ? (line[row2] as number) : NOTHING;
  const row3 = row2 >= 0 ? (rows[row2] as number) : -1;
  const before3 = row3 >= 0 ? (line[row3] as number) : NOTHING;
  let rhythm = 0;
  for (let back = 1; back <= 16; back++) rhythm = rhythm * 2 + onsetBack({ piece, row }, voice, back);
  const key = piece.key[row] as number;
  return {
    piece,
    row,
    voice,
    last,
    held: row > 0 ? Math.min(17, piece.held[voice]?.[row - 1] as number) : 0,
    move: interval(last, before),
    move2: interval(before, before2),
    move3: interval(before2, before3),
    before,
    known,
    now,
    moved,
    tonic: key % 12,
    minor: key >= 12 ? 1 : 0,
    rhythm,
  };
}

type Place = Pick<GridView, "piece" | "row">;

/** The pitch of a voice some rows before the view; NOTHING before the beginning. */
export function pitchBack(view: Place, voice: number, rows: number): number {
  return view.row >= rows ? (view.piece.pitch[voice]?.[view.row - rows] as number) : NOTHING;
}

/** 1 where a voice moved some rows before the view, 0 where not; 0 before the beginning. */
export function onsetBack(view: Place, voice: number, rows: number): number {
  return view.row >= rows ? (view.piece.onset[voice]?.[view.row - rows] as number) : 0;
}

/** Semitones from `from` up to `to`; APART where one of them is no pitch. */
export function interval(to: number, from: number): number {
  return to < 0 || from < 0 ? APART : to - from;
}

/** Scale degree in semitones above the tonic; 12 for no pitch. */
export function degree(view: GridView, pitch: number): number {
  return pitch < 0 ? 12 : (((pitch - view.tonic) % 12) + 12) % 12;
}
