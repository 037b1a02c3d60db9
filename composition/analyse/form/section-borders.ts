/**
 * Where sections begin, in bars: where a run of bars that comes again begins or ends (what a listener takes for a part of a
 * song; compare J. Paulus, M. Müller and A. Klapuri, "Audio-based music structure analysis", ISMIR 2010, on repetition,
 * homogeneity and novelty), where other parts play or play elsewhere, where a phrase or the singing begins or ends; with
 * sections of eight bars likelier than others. The best division of the whole song is found at once (dynamic programming).
 */
import { log } from "../../../foundation/numbers/elementary.ts";
import type { Score } from "../../../foundation/score/index.ts";
import { type BarTable, barAt, harmonyLikeness, melodyLikeness } from "./bar-table.ts";

/** Set by hand. Songs with the seeds 101 to 150 were looked at. */
const WEIGHTS = { border: -1.1, texture: 1.2, run: 1.4, phrase: 0.5, singing: 0.6 } as const;
const LENGTHS = { eight: 0.6, four: 0, fours: -0.3, twos: -0.8, odd: -1.2, atEnds: -0.4 } as const;
const LONGEST = 32;
/** Bars on either side whose texture is compared. */
const REACH = 4;
/** Spread of a part's activity in a song under which it says nothing, and the least that a change is measured by. */
const STEADY = 0.05;
const LEAST_SPREAD = 0.3;
/** Likeness of two bars of a run, the shortest run, and the length from which one counts whole. */
const SAME = 0.55;
const LEAST_RUN = 4;
const WHOLE_RUN = 8;
/** Registers that notes are counted in, by the lowest key of each. */
const REGISTERS = [0, 55, 70] as const;

/** First bars of sections, from 0, ascending, and the count of bars at the end. */
export function sectionBorders(
  score: Score,
  barLines: readonly number[],
  table: BarTable,
  phrases: readonly number[],
): number[] {
  const { count } = table;
  const texture = textureChange(score, barLines, count);
  const runs = runEdges(table);
  const phrase = new Set(phrases);
  const strength = Float64Array.from({ length: count + 1 }, (_, bar) =>
    bar === 0 || bar === count
      ? 0
      : WEIGHTS.border +
        WEIGHTS.texture * (texture[bar] as number) +
        WEIGHTS.run * (runs[bar] as number) +
        (phrase.has(bar) ? WEIGHTS.phrase : 0) +
        (singingTurns(table, bar) ? WEIGHTS.singing : 0),
  );
  const value = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(count + 1);
  value[0] = 0;
  for (let bar = 1; bar <= count; bar++)
    for (let length = 1; length <= Math.min(LONGEST, bar); length++) {
      const atEnd = bar === count || bar === length;
      const worth = atEnd ? Math.max(LENGTHS.atEnds, lengthWorth(length)) : lengthWorth(length);
      const sum = (value[bar - length] as number) + worth + (strength[bar] as number);
      if (sum > (value[bar] as number)) {
        value[bar] = sum;
        from[bar] = bar - length;
      }
    }
  const borders = [count];
  for (let bar = count; bar > 0; bar = from[bar] as number) borders.push(from[bar] as number);
  return borders.reverse();
}

function lengthWorth(bars: number): number {
  if (bars === 8) return LENGTHS.eight;
  if (bars === 4 || bars === 12 || bars === 16) return LENGTHS.four;
  if (bars % 4 === 0) return LENGTHS.fours;
  return bars % 2 === 0 ? LENGTHS.twos : LENGTHS.odd;
}

/** Whether the melody begins or ends here, after or before two bars without it. */
function singingTurns({ notes, count }: BarTable, bar: number): boolean {
  const sung = (at: number): boolean => at >= 0 && at < count && (notes[at] as readonly unknown[]).length > 0;
  const begins = !sung(bar - 1) && !sung(bar - 2) && sung(bar);
  return begins || (!sung(bar) && !sung(bar + 1) && sung(bar - 1));
}

/** How far what plays before each bar is from what plays after it: each part's notes a bar, and the registers'; 0 to 1. */
function textureChange({ parts }: Score, barLines: readonly number[], count: number): Float64Array {
  const each = parts.length + REGISTERS.length;
  const playing = new Float64Array(count * each);
  for (const [at, { percussion, notes }] of parts.entries())
    for (const { tick, pitch } of notes) {
      const bar = barAt(barLines, tick);
      if (bar < 0 || bar >= count) continue;
      playing[bar * each + at]! += 1;
      if (percussion) continue;
      const register = REGISTERS.findLastIndex((lowest) => pitch >= lowest);
      playing[bar * each + parts.length + register]! += 1;
    }
  for (const [at, notes] of playing.entries()) playing[at] = log(1 + notes);
  const change = new Float64Array(count);
  for (let k = 0; k < each; k++) {
    const own = Float64Array.from({ length: count }, (_, bar) => playing[bar * each + k] as number);
    const mean = own.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count));
    if (spread < STEADY) continue;
    for (let bar = 1; bar < count; bar++) {
      const reach = Math.min(REACH, bar, count - bar);
      let difference = 0;
      for (let n = 0; n < reach; n++) difference += (own[bar + n] as number) - (own[bar - 1 - n] as number);
      change[bar]! += (difference / reach / Math.max(LEAST_SPREAD, spread)) ** 2;
    }
  }
  return toOne(change.map(Math.sqrt));
}

/** How many runs of bars that come again begin or end at each bar, long ones counting more; 0 to 1. */
function runEdges(table: BarTable): Float64Array {
  const { count, notes } = table;
  const silent = (bar: number): boolean => (notes[bar] as readonly unknown[]).length === 0;
  const alike = (a: number, b: number): boolean => {
    const harmony = harmonyLikeness(table, a, b);
    return (silent(a) && silent(b) ? harmony : 0.65 * melodyLikeness(table, a, b) + 0.35 * harmony) >= SAME;
  };
  const edges = new Float64Array(count);
  for (let apart = LEAST_RUN; apart < count; apart++) {
    let run = 0;
    for (let bar = 0; bar + apart <= count; bar++) {
      if (bar + apart < count && alike(bar, bar + apart)) {
        run++;
        continue;
      }
      if (run >= LEAST_RUN)
        for (const edge of [bar - run, bar, bar - run + apart, bar + apart])
          if (edge > 0 && edge < count) edges[edge]! += Math.min(1, run / WHOLE_RUN);
      run = 0;
    }
  }
  return toOne(edges);
}

/** So that the third largest is 1, and nothing is more: one odd bar does not make all others small. */
function toOne(values: Float64Array): Float64Array {
  const top = values.toSorted().at(-Math.min(3, values.length)) ?? 0;
  return values.map((value) => (top > 0 ? Math.min(1, value / top) : 0));
}
