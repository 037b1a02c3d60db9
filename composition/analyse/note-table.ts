/** All pitched notes of a score in one list, in quarter notes: what the analysis works on. */
import type { Score } from "../../foundation/score/index.ts";

/** Columns of equal length, by onset, then pitch. Grace notes and percussion are left out. */
export interface NoteTable {
  readonly count: number;
  /** Quarter notes from tick 0. */
  readonly onset: Float64Array;
  readonly end: Float64Array;
  /** MIDI key. */
  readonly pitch: Uint8Array;
  /** Place of the part in the score, and of the note in the part. */
  readonly part: Int32Array;
  readonly index: Int32Array;
  /** Where the last note ends, quarter notes. */
  readonly length: number;
}

export function noteTable(score: Score): NoteTable {
  const rows: { onset: number; end: number; pitch: number; part: number; index: number }[] = [];
  score.parts.forEach(({ percussion, notes }, part) => {
    if (percussion) return;
    notes.forEach(({ tick, duration, pitch }, index) => {
      if (duration === 0) return;
      rows.push({ onset: tick / score.division, end: (tick + duration) / score.division, pitch, part, index });
    });
  });
  rows.sort((a, b) => a.onset - b.onset || a.pitch - b.pitch || a.end - b.end);
  return tableOf(rows);
}

type Row = { onset: number; end: number; pitch: number; part: number; index: number };

function tableOf(rows: readonly Row[]): NoteTable {
  return {
    count: rows.length,
    onset: Float64Array.from(rows, (row) => row.onset),
    end: Float64Array.from(rows, (row) => row.end),
    pitch: Uint8Array.from(rows, (row) => row.pitch),
    part: Int32Array.from(rows, (row) => row.part),
    index: Int32Array.from(rows, (row) => row.index),
    length: rows.reduce((end, row) => Math.max(end, row.end), 0),
  };
}

/** The rows that pass, in their order. */
export function filterNotes(table: NoteTable, keep: (row: number) => boolean): NoteTable {
  const rows: Row[] = [];
  for (let at = 0; at < table.count; at++) {
    if (!keep(at)) continue;
    rows.push({
      onset: table.onset[at] as number,
      end: table.end[at] as number,
      pitch: table.pitch[at] as number,
      part: table.part[at] as number,
      index: table.index[at] as number,
    });
  }
  return tableOf(rows);
}
