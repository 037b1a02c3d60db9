/** How durations are written: note types, dots and tuplets, and where a note is cut so that it can be read. */
import { InputError } from "../../plan/errors.ts";

export interface NoteValue {
  /** "quarter", "eighth"... */
  readonly type: string;
  readonly dots: number;
  /** So many notes in the time of so many; null: not in a tuplet. */
  readonly tuplet: { readonly actual: number; readonly normal: number } | null;
  /** Flags or beams: 0 for quarters and longer. */
  readonly flags: number;
}

const types = [
  "breve",
  "whole",
  "half",
  "quarter",
  "eighth",
  "16th",
  "32nd",
  "64th",
  "128th",
  "256th",
  "512th",
  "1024th",
];

export interface NoteValues {
  /** The value that lasts so many ticks; null where one note cannot. */
  single(ticks: number): NoteValue | null;
  /**
   * Durations, in ticks, in which what lasts from one tick of a bar to another is written: whole where it can be read,
   * else cut at the strongest beat inside.
   */
  cut(from: number, to: number, beatTicks: number): number[];
}

/**
 * @param quarter ticks of a quarter note
 * @throws InputError where a tick cannot be written even as a tuplet of the shortest notes
 */
export function createNoteValues(quarter: number): NoteValues {
  // The odd part of the grid is what tuplets are for.
  let odd = quarter;
  while (odd % 2 === 0) odd /= 2;
  const ratios: { actual: number; normal: number }[] = [];
  for (let actual = 3; actual <= odd; actual += 2) {
    if (odd % actual === 0) ratios.push({ actual, normal: 2 ** (31 - Math.clz32(actual)) });
  }
  const known = new Map<number, NoteValue>();
  const add = (ticks: number, value: NoteValue): void => {
    if (Number.isInteger(ticks) && ticks > 0 && !known.has(ticks)) known.set(ticks, value);
  };
  for (const dots of [0, 1, 2]) {
    types.forEach((type, at) => {
      add(((8 * quarter) / 2 ** at) * (2 - 1 / 2 ** dots), { type, dots, tuplet: null, flags: Math.max(0, at - 3) });
    });
  }
  for (const tuplet of ratios) {
    for (const dots of [0, 1]) {
      types.forEach((type, at) => {
        const plain = ((8 * quarter) / 2 ** at) * (2 - 1 / 2 ** dots);
        // A tuplet of notes longer than halves is no help to anybody.
        if (at >= 2) add((plain * tuplet.normal) / tuplet.actual, { type, dots, tuplet, flags: Math.max(0, at - 3) });
      });
    }
  }
  if (!known.has(1)) {
    throw new InputError("division", "a grid that notes can be written on (see quantise)", `${quarter} to a quarter`);
  }
  const sizes = [...known.keys()].sort((a, b) => b - a);
  const single = (ticks: number): NoteValue | null => known.get(ticks) ?? null;

  function cut(from: number, to: number, beatTicks: number): number[] {
    const length = to - from;
    const value = single(length);
    if (value !== null && value.tuplet === null && value.dots < 2) {
      const base = value.dots === 0 ? length : (length * 2) / 3;
      if (length % beatTicks === 0 && from % beatTicks === 0) return [length];
      if (from % Math.max(1, base / 2) === 0 && (from % beatTicks) + length <= 2 * beatTicks) return [length];
    }
    for (let unit = 4 * beatTicks; unit >= beatTicks; unit /= 2) {
      const middle = Math.ceil((from + 1) / unit) * unit;
      if (middle < to) return [...cut(from, middle, beatTicks), ...cut(middle, to, beatTicks)];
    }
    // Within a beat: tuplets stay whole, binary positions are cut in halves.
    if (value !== null && (value.tuplet !== null || (value.dots === 0 && from % length === 0))) return [length];
    if (from % odd === 0 && to % odd === 0) {
      for (let unit = beatTicks / 2; unit >= odd; unit /= 2) {
        if (!Number.isInteger(unit) || unit % odd !== 0) break;
        const middle = Math.ceil((from + 1) / unit) * unit;
        if (middle < to) return [...cut(from, middle, beatTicks), ...cut(middle, to, beatTicks)];
      }
    }
    if (value !== null) return [length];
    const size = sizes.find((ticks) => ticks < length)!;
    return [size, ...cut(from + size, to, beatTicks)];
  }

  return { single, cut };
}
