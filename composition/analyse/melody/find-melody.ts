/** Which notes are the melody. */
import type { Part, Score } from "../../../foundation/score/index.ts";
import { confidenceOf } from "../confidence.ts";
import type { BeatChroma } from "../harmony/beat-chroma.ts";
import type { NoteTable } from "../note-table.ts";
import { noteCues } from "./note-cues.ts";
import { singingLine } from "./singing-line.ts";

export interface FoundMelody {
  /** Rows of the note table, ascending. */
  readonly rows: readonly number[];
  readonly confidence: number;
  /** What the confidence of a line that was heard is read from; null where it was said which notes are the melody. */
  readonly clearness: number | null;
  readonly code: "melody.named" | "melody.lyrics" | "melody.only-part" | "melody.heard" | "melody.none";
}

const NAMES = /melod|vocal|voice|vox|lead|sing|soprano|gesang|stimme|chant|canto|solo/i;
const NOT = /back|choir|harm|bridge|pad|piano|guitar|bass|drum/i;

/** The part that is named as one that sings, or has words; else what sounds like a singing line. `states`: chords of beats. */
export function findMelody(score: Score, table: NoteTable, beats: BeatChroma, states: Int16Array): FoundMelody {
  const parts = score.parts
    .map((part, at) => ({ part, at }))
    .filter(({ part }) => !part.percussion && part.notes.length > 0);
  if (table.count === 0) return { rows: [], confidence: 0, clearness: null, code: "melody.none" };
  const sung = parts.filter(({ part }) => lyricShare(part) > 0.3);
  const named = parts.filter(({ part }) => NAMES.test(part.name) && !NOT.test(part.name));
  for (const [list, code] of [
    [sung, "melody.lyrics"],
    [named, "melody.named"],
  ] as const) {
    const first = list[0];
    if (first !== undefined) return { rows: topLine(table, first.at), confidence: 0.95, clearness: null, code };
  }
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined && isOneLine(only.part))
    return { rows: topLine(table, only.at), confidence: 0.95, clearness: null, code: "melody.only-part" };
  const { rows, clearness } = singingLine(table, noteCues(table, beats, states));
  return { rows, confidence: confidenceOf("melody", clearness), clearness, code: "melody.heard" };
}

function lyricShare(part: Part): number {
  return part.notes.filter((note) => note.lyric !== null).length / part.notes.length;
}

function isOneLine(part: Part): boolean {
  let together = 0;
  for (let at = 1; at < part.notes.length; at++) if (part.notes[at]!.tick === part.notes[at - 1]!.tick) together++;
  return together * 10 < part.notes.length;
}

/** The highest note at each onset of a part. */
function topLine(table: NoteTable, part: number): number[] {
  const rows: number[] = [];
  for (let at = 0; at < table.count; at++) {
    if (table.part[at] !== part) continue;
    const last = rows[rows.length - 1];
    if (last !== undefined && table.onset[last] === table.onset[at]) rows[rows.length - 1] = at;
    else rows.push(at);
  }
  return rows;
}
