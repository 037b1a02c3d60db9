/**
 * Passages of a line that are another's, also where some notes were changed or ornaments added: windows of notes of the
 * other of which most are found again at one transposition, one time scale and one offset.
 *
 * The score is that of D. Meredith, K. Lemstrom and G. Wiggins' point sets ("Algorithms for discovering repeated
 * patterns in multidimensional representations of polyphonic music", JNMR 31, 2002): points in common after translation.
 */
import { isPlain, type Line, type LineNote, SCALES } from "./line.ts";

export interface CopiedPassage {
  /** Notes of the other's window that the line has at the same places, and of how many. */
  readonly matched: number;
  readonly of: number;
  readonly bar: number;
  readonly otherBar: number;
  readonly transposition: number;
  readonly scale: number;
}

/** Notes of a window. */
export const WINDOW = 16;
/** Share of a window that must be found again. */
export const ENOUGH = 0.75;

/** The nearest passage of the other that the line has; null where none has `ENOUGH`. */
export function copiedPassage(line: Line, other: Line): CopiedPassage | null {
  let best: CopiedPassage | null = null;
  if (other.notes.length < WINDOW) return null;
  for (const scale of SCALES) {
    for (const [transposition, offset] of alignments(line, other, scale)) {
      const found = bestWindow(line, other, scale, transposition, offset);
      if (found && found.matched > (best?.matched ?? 0)) best = found;
    }
  }
  return best;
}

/** 48ths of a quarter note, rounded to a 16th of it: sloppy onsets still meet. */
function slot(onset: number): number {
  return Math.round(onset * 12);
}

/**
 * Transposition and offset (in slots) of every pair of three-note figures that agree, counted; those with at least
 * three figures on one alignment are worth a look.
 */
function alignments(line: Line, other: Line, scale: number): [number, number][] {
  const figures = new Map<number, number[]>();
  const key = (notes: readonly LineNote[], at: number, stretch: number): number => {
    const [a, b, c] = [notes[at] as LineNote, notes[at + 1] as LineNote, notes[at + 2] as LineNote];
    const gap = (from: LineNote, to: LineNote): number => Math.min(63, slot((to.onset - from.onset) * stretch));
    return (((b.pitch - a.pitch + 64) * 128 + (c.pitch - b.pitch + 64)) * 64 + gap(a, b)) * 64 + gap(b, c);
  };
  for (let at = 0; at + 2 < other.notes.length; at++) {
    const k = key(other.notes, at, 1);
    const places = figures.get(k);
    if (places) places.push(at);
    else figures.set(k, [at]);
  }
  const counts = new Map<number, number>();
  for (let at = 0; at + 2 < line.notes.length; at++) {
    for (const place of figures.get(key(line.notes, at, 1 / scale)) ?? []) {
      const mine = line.notes[at] as LineNote;
      const theirs = other.notes[place] as LineNote;
      const alignment =
        (mine.pitch - theirs.pitch + 128) * 16_777_216 + (slot(mine.onset / scale) - slot(theirs.onset) + 8_388_608);
      counts.set(alignment, (counts.get(alignment) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 3)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 40)
    .map(([alignment]) => [Math.floor(alignment / 16_777_216) - 128, (alignment % 16_777_216) - 8_388_608]);
}

function bestWindow(
  line: Line,
  other: Line,
  scale: number,
  transposition: number,
  offset: number,
): CopiedPassage | null {
  const points = new Map<number, number>();
  for (const [at, { onset, pitch }] of line.notes.entries()) points.set(slot(onset / scale) * 256 + pitch, at);
  const hits = other.notes.map(({ onset, pitch }) => {
    for (const near of [0, -1, 1]) {
      const at = points.get((slot(onset) + offset + near) * 256 + pitch + transposition);
      if (at !== undefined) return at;
    }
    return -1;
  });
  let best: CopiedPassage | null = null;
  let matched = 0;
  for (let end = 0; end < hits.length; end++) {
    if ((hits[end] as number) >= 0) matched++;
    if (end >= WINDOW && (hits[end - WINDOW] as number) >= 0) matched--;
    if (end < WINDOW - 1 || matched < ENOUGH * WINDOW || matched <= (best?.matched ?? 0)) continue;
    const from = end - WINDOW + 1;
    const window = other.notes.slice(from, end + 1);
    if (isPlain(window) || new Set(window.map(({ pitch }) => pitch)).size < 4) continue;
    // The line must not be full of other notes there: a copy with ornaments has fewer than two for each.
    const found = hits.slice(from, end + 1).filter((at) => at >= 0);
    const span = Math.max(...found) - Math.min(...found) + 1;
    if (span > 2 * WINDOW) continue;
    best = {
      matched,
      of: WINDOW,
      bar: line.notes[Math.min(...found)]?.bar ?? 1,
      otherBar: window[0]?.bar ?? 1,
      transposition,
      scale,
    };
  }
  return best;
}
