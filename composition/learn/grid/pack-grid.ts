/** Pieces on a grid as short text-friendly numbers: of each voice, pitch and length of what it holds, again and again. */
import type { GridRows } from "./grid-piece.ts";

export type PackedGrid = readonly (readonly number[])[];

export function packGrid(rows: GridRows): PackedGrid {
  return [0, 1, 2, 3].map((voice) => {
    const out: number[] = [];
    for (const row of rows) {
      const pitch = row[voice] as number;
      if (out.length > 0 && out[out.length - 2] === pitch) out[out.length - 1]!++;
      else out.push(pitch, 1);
    }
    return out;
  });
}

export function unpackGrid(packed: PackedGrid): GridRows {
  const lines = packed.map((line) => {
    const out: number[] = [];
    for (let at = 0; at + 1 < line.length; at += 2)
      for (let k = 0; k < (line[at + 1] as number); k++) out.push(line[at] as number);
    return out;
  });
  return (lines[0] ?? []).map((pitch, row) => [
    pitch,
    lines[1]?.[row] as number,
    lines[2]?.[row] as number,
    lines[3]?.[row] as number,
  ]);
}
