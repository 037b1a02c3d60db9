/** Bars whose melody comes again, as it was or on other pitches. */
import type { HeardRepeat } from "../score-analysis.ts";
import { type BarNote, type BarTable, melodyLikeness } from "./bar-table.ts";

/** Likeness of each bar: a note in four may differ where the pitches are the same, one in seven where they moved. */
const SAME = 0.8;
const SAME_MOVED = 0.9;
/** Notes and pitches that a transposed stretch has at least: the same rhythm on one pitch is not the same melody. */
const LEAST_NOTES = 6;
const LEAST_PITCHES = 3;
const MOST = 200;

/**
 * Stretches of two bars and more whose melody comes again, the longest first; all with its pitches, and all moved by the
 * same number of semitones. Where both could be said of bars, it is the first.
 */
export function findRepeats(table: BarTable): HeardRepeat[] {
  const repeats: HeardRepeat[] = [];
  for (let apart = 1; apart < table.count; apart++) {
    for (let a = 0; a + apart < table.count; ) {
      const plain = stretch(table, a, apart, 0);
      const up = plain >= 2 ? 0 : transposition(table, a, a + apart);
      const length = up === 0 ? plain : stretch(table, a, apart, up);
      const told = length >= 2 && (up === 0 || isMelody(table, a, a + length));
      if (told) {
        const at = a + apart;
        repeats.push({ of: { from: a, to: a + length }, at: { from: at, to: at + length }, transposition: up });
      }
      a += told || up === 0 ? Math.max(1, length) : 1;
    }
  }
  return repeats.sort((x, y) => y.of.to - y.of.from - (x.of.to - x.of.from) || x.at.from - y.at.from).slice(0, MOST);
}

/** Bars from `a` on that come again `apart` bars later, `up` semitones higher. */
function stretch(table: BarTable, a: number, apart: number, up: number): number {
  let length = 0;
  while (a + length + apart < table.count && length < apart && alike(table, a + length, a + length + apart, up))
    length++;
  return length;
}

function alike(table: BarTable, a: number, b: number, up: number): boolean {
  const sounds = (table.notes[a] as readonly BarNote[]).length > 0;
  return sounds && melodyLikeness(table, a, b, up) >= (up === 0 ? SAME : SAME_MOVED);
}

/** Counts of semitones from -127 to 127, at 127 and up. */
const counts = new Uint16Array(255);

/** Semitones from a bar to another by which most of the notes at the same places moved; 0 where none do. */
function transposition(table: BarTable, a: number, b: number): number {
  const first = table.notes[a] as readonly BarNote[];
  const second = table.notes[b] as readonly BarNote[];
  counts.fill(0);
  let up = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const x = first[i] as BarNote;
    const y = second[j] as BarNote;
    if (x.step < y.step) i++;
    else if (x.step > y.step) j++;
    else {
      const by = y.pitch - x.pitch;
      counts[127 + by]!++;
      if ((counts[127 + by] as number) > (counts[127 + up] as number)) up = by;
      i++;
    }
  }
  return up;
}

function isMelody(table: BarTable, from: number, to: number): boolean {
  const notes = table.notes.slice(from, to).flat();
  return notes.length >= LEAST_NOTES && new Set(notes.map(({ pitch }) => pitch)).size >= LEAST_PITCHES;
}
