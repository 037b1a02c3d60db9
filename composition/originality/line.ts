/** A melody as it is compared: intervals and gaps between onsets, so that key and tempo do not matter. */

export interface LineNote {
  /** Onset in quarter notes. */
  readonly onset: number;
  /** MIDI key. */
  readonly pitch: number;
  /** Number of the bar, from 1. */
  readonly bar: number;
}

export interface Line {
  readonly name: string;
  readonly notes: readonly LineNote[];
}

/** Gaps count in 24ths of a quarter note, up to four quarters: a longer rest is a rest. */
const GRAIN = 24;
const LONGEST = 4 * GRAIN;

/** Moves of a line: of each note but the first, interval and gap in one number. `scale` stretches time. */
export function movesOfLine({ notes }: Line, scale = 1): Int32Array {
  const moves = new Int32Array(Math.max(0, notes.length - 1));
  for (let at = 0; at < moves.length; at++) {
    const from = notes[at] as LineNote;
    const to = notes[at + 1] as LineNote;
    const gap = Math.min(LONGEST, Math.round((to.onset - from.onset) * scale * GRAIN));
    moves[at] = (to.pitch - from.pitch + 128) * 128 + gap;
  }
  return moves;
}

/** The time scales at which copies are looked for. */
export const SCALES: readonly number[] = [1, 0.5, 2];

/**
 * Whether a passage is plain: a scale, a repeated note, or a turn between two. Such runs are everybody's; they are
 * reported apart. Plain is what moves in one direction by steps all the way, or has fewer than three pitches.
 */
export function isPlain(notes: readonly LineNote[]): boolean {
  const pitches = new Set(notes.map(({ pitch }) => pitch));
  if (pitches.size < 3) return true;
  let up = true;
  let down = true;
  for (let at = 1; at < notes.length; at++) {
    const step = (notes[at] as LineNote).pitch - (notes[at - 1] as LineNote).pitch;
    if (step < 0 || step > 2) up = false;
    if (step > 0 || step < -2) down = false;
  }
  return up || down;
}
