/**
 * Where phrases begin, in bars: where the melody rests or holds, where what comes is a repeat, where singing begins or
 * ends; with phrases of four bars, and of eight, likelier than others. The best division of the whole song is found at
 * once (dynamic programming).
 */
import { type BarTable, harmonyLikeness, melodyLikeness } from "./bar-table.ts";

export interface PhraseWeights {
  readonly rest: number;
  readonly repeat: number;
  readonly sing: number;
  readonly harmony: number;
  readonly offset: number;
  readonly eight: number;
  readonly two: number;
  readonly odd: number;
  readonly uneven: number;
}

/** Chosen on POP909 001-080. */
export const phraseWeights: PhraseWeights = {
  rest: 1.9,
  repeat: 0.7,
  sing: 3,
  harmony: 0.25,
  offset: -2.1,
  eight: 0.55,
  two: -0.5,
  odd: -0.2,
  uneven: -0.15,
};

export interface BorderGrounds {
  readonly rest: Float64Array;
  readonly repeat: Float64Array;
  readonly sing: Float64Array;
  readonly harmony: Float64Array;
}

/** Grounds for a border at each bar line, each 0 to about 1. */
export function borderGrounds(table: BarTable, sixteenthsPerBar: number): BorderGrounds {
  const { count } = table;
  const rest = new Float64Array(count);
  const repeat = new Float64Array(count);
  const sing = new Float64Array(count);
  const harmony = new Float64Array(count);
  const flat = table.notes.flatMap((notes, bar) =>
    notes.map(({ step, length }) => ({ from: bar * sixteenthsPerBar + step, length })),
  );
  for (let b = 1; b < count; b++) {
    rest[b] = restAround(flat, b * sixteenthsPerBar, sixteenthsPerBar);
    const before = (table.notes[b - 1] as readonly unknown[]).length > 0;
    const after = (table.notes[b] as readonly unknown[]).length > 0;
    const later = b + 1 < count && (table.notes[b + 1] as readonly unknown[]).length > 0;
    const earlier = b > 1 && (table.notes[b - 2] as readonly unknown[]).length > 0;
    if (!before && !earlier && (after || later)) sing[b] = after ? 1 : 0.3;
    if (!after && !later && (before || earlier)) sing[b] = before ? 1 : 0.3;
    repeat[b] = repeatStart(table, b);
    harmony[b] = harmonyStart(table, b);
  }
  return { rest, repeat, sing, harmony };
}

/**
 * The longest gap from onset to onset that ends with the note that begins near the line: from half a bar before it (an
 * upbeat) to less than half a bar behind it. In bars, at most 1.
 */
function restAround(notes: readonly { from: number; length: number }[], line: number, bar: number): number {
  let longest = 0;
  for (let at = 0; at + 1 < notes.length; at++) {
    const from = (notes[at] as { from: number }).from;
    const next = (notes[at + 1] as { from: number }).from;
    if (next < line - bar / 2) continue;
    if (next >= line + bar / 2) break;
    longest = Math.max(longest, next - from);
  }
  return Math.min(1, longest / bar);
}

/** How much better the bars from `b` on repeat others than the bar before it does. */
function repeatStart(table: BarTable, b: number): number {
  let best = 0;
  for (let other = 0; other < table.count; other++) {
    if (Math.abs(other - b) < 2) continue;
    const here = likeness(table, b, other);
    if (here < 0.5) continue;
    const ahead = (likeness(table, b + 1, other + 1) + here) / 2;
    const before = likeness(table, b - 1, other - 1);
    best = Math.max(best, ahead - before);
  }
  return best;
}

function likeness(table: BarTable, a: number, b: number): number {
  if (a < 0 || b < 0 || a >= table.count || b >= table.count) return 0;
  const silent = (table.notes[a] as readonly unknown[]).length === 0;
  return silent ? 0.5 * melodyLikeness(table, a, b) * harmonyLikeness(table, a, b) : melodyLikeness(table, a, b);
}

function harmonyStart(table: BarTable, b: number): number {
  let best = 0;
  for (let other = 0; other + 3 < table.count; other++) {
    if (Math.abs(other - b) < 4 || b + 3 >= table.count) continue;
    let ahead = 0;
    for (let k = 0; k < 4; k++) ahead += harmonyLikeness(table, b + k, other + k) / 4;
    const before = b > 0 && other > 0 ? harmonyLikeness(table, b - 1, other - 1) : 0;
    best = Math.max(best, ahead - before);
  }
  return best;
}

/** First bars of phrases, from 0, ascending, and the count of bars at the end. */
export function phraseBorders(grounds: BorderGrounds, count: number, weights: PhraseWeights = phraseWeights): number[] {
  const longest = 16;
  const strength = Float64Array.from({ length: count + 1 }, (_, b) =>
    b === 0 || b === count ? 0 : borderStrength(grounds, b, weights),
  );
  const value = new Float64Array(count + 1).fill(-Infinity);
  const from = new Int32Array(count + 1);
  value[0] = 0;
  for (let b = 1; b <= count; b++) {
    for (let length = 1; length <= Math.min(longest, b); length++) {
      const before = (value[b - length] as number) + lengthWorth(length, weights) + (strength[b] as number);
      if (before > (value[b] as number)) {
        value[b] = before;
        from[b] = b - length;
      }
    }
  }
  const borders = [count];
  for (let b = count; b > 0; b = from[b] as number) borders.push(from[b] as number);
  return borders.reverse();
}

/** Above 0 there are grounds for a border, whatever the lengths. */
function borderStrength(grounds: BorderGrounds, b: number, weights: PhraseWeights): number {
  return (
    weights.offset +
    weights.rest * (grounds.rest[b] as number) +
    weights.repeat * (grounds.repeat[b] as number) +
    weights.sing * (grounds.sing[b] as number) +
    weights.harmony * (grounds.harmony[b] as number)
  );
}

/** Mean strength of the borders within the piece; 0 where there are none. */
export function borderClearness(
  grounds: BorderGrounds,
  borders: readonly number[],
  weights: PhraseWeights = phraseWeights,
): number {
  const inner = borders.slice(1, -1);
  return inner.reduce((sum, b) => sum + borderStrength(grounds, b, weights), 0) / Math.max(1, inner.length);
}

function lengthWorth(length: number, weights: PhraseWeights): number {
  if (length === 4) return 0;
  if (length === 8) return weights.eight;
  if (length % 2 === 1)
    return weights.odd + (length === 1 ? 2 * weights.uneven : 0) + (length > 9 ? weights.uneven : 0);
  return length === 2 ? weights.two : weights.uneven + (length > 8 ? 2 * weights.uneven : 0);
}
