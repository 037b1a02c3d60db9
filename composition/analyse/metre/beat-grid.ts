/** Where the beats (quarter notes) fall: the phase of the grid, and what begins on each beat. */
import { atan2, cos, sin } from "../../../foundation/numbers/elementary.ts";
import type { NoteTable } from "../note-table.ts";

const TURN = 6.283185307179586;

/** Onsets less than this many quarters apart belong together. */
export const TOGETHER = 0.06;

/**
 * Phase of the beat in quarter notes, 0 to 1 (excluded). The sixteenths are found first, as the circular mean of all
 * onsets; of their four places in a beat the one is taken where most long and low notes begin, halves of it counting in
 * part.
 */
export function beatPhase(table: NoteTable): number {
  let x = 0;
  let y = 0;
  for (let at = 0; at < table.count; at++) {
    const turn = TURN * (((table.onset[at] as number) * 4) % 1);
    x += cos(turn);
    y += sin(turn);
  }
  let fine = atan2(y, x) / TURN / 4;
  // Notation lies on whole ticks; a mean of swung or triplet onsets must not move it.
  if (Math.abs(fine) < 0.02) fine = 0;
  const weights = new Float64Array(4);
  for (let at = 0; at < table.count; at++) {
    const place = (table.onset[at] as number) - fine;
    const slot = Math.round(place * 4);
    if (Math.abs(place * 4 - slot) > 0.25) continue;
    weights[((slot % 4) + 4) % 4]! += onsetWeight(table, at);
  }
  let best = 0;
  let most = -1;
  for (let slot = 0; slot < 4; slot++) {
    const value = (weights[slot] as number) + 0.4 * (weights[(slot + 2) % 4] as number);
    if (value > most) {
      most = value;
      best = slot;
    }
  }
  return (((fine + best / 4) % 1) + 1) % 1;
}

/** Long notes and low notes mark the beat more than others. */
export function onsetWeight(table: NoteTable, at: number): number {
  const length = Math.min(2, (table.end[at] as number) - (table.onset[at] as number));
  const low = (table.pitch[at] as number) < 52 ? 1.5 : 1;
  return low * (0.3 + length);
}
