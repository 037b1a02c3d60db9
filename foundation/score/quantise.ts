import { InputError } from "../plan/errors.ts";
import { indexAt } from "./bars.ts";
import { endOfNotes, makeScore } from "./make-score.ts";
import { mapTicks } from "./rescale.ts";
import type { Note, Score } from "./score.ts";
import { sortPart } from "./sort-score.ts";
import { createClock } from "./tempo.ts";

/**
 * The music on a coarser grid, so that it can be written as notation. Onsets and ends of notes go to the nearest line;
 * what an onset moved stays in `shiftSeconds`, so that it can still be played as it was. Bars, metres, keys, tempi and
 * chords go to the nearest line too. A note lasts at least one line.
 *
 * @param division lines per quarter note: 4 for sixteenths, 12 for sixteenths and triplets of eighths, 48 for most music
 * @throws InputError for a division that is not a whole number from 1 to 10,000
 */
export function quantise(score: Score, division: number): Score {
  if (!Number.isInteger(division) || division < 1 || division > 10_000) {
    throw new InputError("division", "a whole number from 1 to 10,000", `${division}`);
  }
  const line = (tick: number): number => Math.round((tick * division) / score.division);
  const before = createClock(score);
  const coarse = mapTicks({ ...score, parts: [] }, division, line);
  const after = createClock(coarse);
  const parts = score.parts.map((part) => {
    const notes = part.notes.map((note): Note => {
      const tick = line(note.tick);
      const least = note.grace === true ? 0 : 1;
      const duration = Math.max(least, line(note.tick + note.duration) - tick);
      const moved = before.secondsAt(note.tick) - after.secondsAt(tick);
      // What rounding of the sums leaves is no shift.
      const shift = note.shiftSeconds + (Math.abs(moved) < 1e-9 ? 0 : moved);
      return { ...note, tick, duration, shiftSeconds: shift };
    });
    const pedal = part.pedal.map((change) => ({ ...change, tick: line(change.tick) }));
    return sortPart({ ...part, notes, pedal });
  });
  const bars = coarse.bars.filter((bar) => bar.duration > 0);
  const chords = coarse.chords.filter((chord) => chord.duration > 0);
  const { metres, keys, tempi } = coarse;
  // A note that would have vanished may now end later than anything did.
  const lengthTicks = Math.max(coarse.lengthTicks, endOfNotes(parts));
  return makeScore({
    ...coarse,
    lengthTicks,
    parts,
    bars: bars.length > 0 && reaches(bars, lengthTicks) ? bars : barsToEnd(bars, lengthTicks),
    chords,
    metres: lastPerTick(metres),
    keys: lastPerTick(keys),
    tempi: lastPerTick(tempi),
  });
}

function reaches(bars: Score["bars"], end: number): boolean {
  const last = bars.at(-1)!;
  return last.tick + last.duration >= end;
}

function barsToEnd(bars: Score["bars"], end: number): Score["bars"] {
  const last = bars.at(-1) ?? { tick: 0, duration: Math.max(1, end), number: 1 };
  return [...bars.slice(0, -1), { ...last, duration: Math.max(1, end - last.tick) }];
}

/** Of several changes at one tick only the last has an effect. */
export function lastPerTick<T extends { readonly tick: number }>(items: readonly T[]): T[] {
  return items.filter((item, at) => indexAt(items, item.tick) === at);
}
