/** The line that sounds most like a voice, among all notes of a piece. */
import type { NoteTable } from "../note-table.ts";

/** Rows of the table, ascending: the highest note of each onset, unless a higher one is still held. */
export function singingLine(table: NoteTable): { readonly rows: readonly number[]; readonly confidence: number } {
  const rows: number[] = [];
  for (let at = 0; at < table.count; at++) {
    const last = rows[rows.length - 1];
    const onset = table.onset[at] as number;
    if (last !== undefined && onset - (table.onset[last] as number) < 0.05) {
      if ((table.pitch[at] as number) >= (table.pitch[last] as number)) rows[rows.length - 1] = at;
      continue;
    }
    const held = last !== undefined && (table.end[last] as number) > onset + 0.1;
    if (held && (table.pitch[last] as number) > (table.pitch[at] as number) + 2) continue;
    rows.push(at);
  }
  return { rows, confidence: 0.5 };
}
