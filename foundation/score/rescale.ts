import { InputError } from "../plan/errors.ts";
import type { Score, Section, Span } from "./score.ts";

/** Every tick of a score replaced; durations follow from the ends. Order must be kept. */
export function mapTicks(score: Score, division: number, map: (tick: number) => number): Score {
  const tick = <T extends { readonly tick: number }>(item: T): T => ({ ...item, tick: map(item.tick) });
  const lasting = <T extends { readonly tick: number; readonly duration: number }>(item: T): T => ({
    ...item,
    tick: map(item.tick),
    duration: map(item.tick + item.duration) - map(item.tick),
  });
  const span = <T extends Span>(item: T): T => ({ ...item, from: map(item.from), to: map(item.to) });
  const section = (item: Section): Section => ({ ...span(item), children: item.children.map(section) });
  return {
    ...score,
    division,
    lengthTicks: map(score.lengthTicks),
    parts: score.parts.map((part) => ({ ...part, notes: part.notes.map(lasting), pedal: part.pedal.map(tick) })),
    metres: score.metres.map(tick),
    keys: score.keys.map(tick),
    tempi: score.tempi.map(tick),
    bars: score.bars.map(lasting),
    chords: score.chords.map(lasting),
    sections: score.sections.map(section),
    phrases: score.phrases.map(span),
  };
}

/**
 * The same music on another grid, exactly.
 *
 * @throws InputError where a time would not be whole, naming a tick (see quantise.ts for rounding)
 */
export function rescale(score: Score, division: number): Score {
  if (!Number.isInteger(division) || division < 1 || division > mostDivision) {
    throw new InputError("division", `a whole number from 1 to ${mostDivision}`, `${division}`);
  }
  if (division === score.division) return score;
  return mapTicks(score, division, (tick) => {
    const scaled = tick * division;
    if (scaled % score.division !== 0) {
      throw new InputError("division", "a grid on which every time is whole", `${division}, tick ${tick} is between`);
    }
    return scaled / score.division;
  });
}

/** The finest grid there may be, in ticks per quarter note. */
export const mostDivision = 10_000_000;

/** The coarsest division on which every time of the score is still whole. */
export function coarsestDivision(score: Score): number {
  let common = score.division;
  mapTicks(score, score.division, (tick) => {
    common = greatestCommonDivisor(common, tick);
    return tick;
  });
  return score.division / common;
}

/** Of two whole numbers, 0 or more; of 0 and n: n. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Of two whole numbers, 1 or more. */
export function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}
