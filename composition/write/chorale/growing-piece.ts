/** A piece on the grid that is being written: what contexts ask for is kept up to date token by token. */
import { type GridPiece, NOTHING, VOICES } from "../../learn/grid/grid-piece.ts";

export interface GrowingPiece {
  readonly piece: GridPiece;
  /** Writes one pitch; rows and, within a row, voices in the order of telling. May write again what was written. */
  write(row: number, voice: number, pitch: number): void;
  setKey(row: number, key: number): void;
}

export function growingPiece(length: number): GrowingPiece {
  const voices = Array.from({ length: VOICES });
  const pitch = voices.map(() => new Int16Array(length).fill(NOTHING));
  const held = voices.map(() => new Int16Array(length).fill(1));
  const onset = voices.map(() => new Uint8Array(length));
  const before = voices.map(() => new Int16Array(length).fill(NOTHING));
  const beforeRow = voices.map(() => new Int32Array(length).fill(-1));
  const key = new Int16Array(length);
  return {
    piece: { length, pitch, held, onset, before, beforeRow, key },
    write(row, voice, value) {
      const line = pitch[voice] as Int16Array;
      const runs = held[voice] as Int16Array;
      line[row] = value;
      const holds = row > 0 && line[row - 1] === value;
      runs[row] = holds ? (runs[row - 1] as number) + 1 : 1;
      (onset[voice] as Uint8Array)[row] = holds ? 0 : 1;
      const last = row - (runs[row] as number);
      (beforeRow[voice] as Int32Array)[row] = last;
      (before[voice] as Int16Array)[row] = last >= 0 ? (line[last] as number) : NOTHING;
    },
    setKey(row, value) {
      key[row] = value;
    },
  };
}
