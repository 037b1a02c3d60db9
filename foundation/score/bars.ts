/** Bars: made from metres, and the way from ticks to bars and beats. */
import { InputError } from "../plan/errors.ts";
import type { Bar, MetreChange } from "./score.ts";

/** More bars than any music has; a hostile file must not fill the memory with empty ones. */
export const mostBars = 100_000;

/** Ticks of one bar of this metre; not whole where the division is too coarse for the beat unit. */
export function barTicks(metre: MetreChange | undefined, division: number): number {
  return metre === undefined ? 4 * division : (metre.beats * 4 * division) / metre.beatUnit;
}

/**
 * Bars from tick 0 until `end` ticks are covered (at least one). A change of metre begins a bar; the bar before it is
 * cut short where they do not meet. Until the first change the metre is 4/4.
 *
 * @param pickupTicks length of an upbeat, numbered 0; 0 for none
 * @throws InputError for more than 100,000 bars
 */
export function barsOfMetres(metres: readonly MetreChange[], division: number, end: number, pickupTicks = 0): Bar[] {
  const bars: Bar[] = [];
  let tick = 0;
  let number = pickupTicks > 0 ? 0 : 1;
  let next = 0;
  let metre: MetreChange | undefined;
  do {
    while (next < metres.length && metres[next]!.tick <= tick) metre = metres[next++];
    const pickup = number === 0 && tick === 0;
    let duration = pickup ? pickupTicks : Math.max(1, Math.round(barTicks(metre, division)));
    const change = metres[next];
    if (change !== undefined && change.tick < tick + duration) duration = change.tick - tick;
    if (bars.length >= mostBars) throw new InputError("bars", `at most ${mostBars}`, `music of ${end} ticks`);
    bars.push({ tick, duration, number });
    tick += duration;
    number++;
  } while (tick < end);
  return bars;
}

/** Where a tick is, for people: bars and beats are counted from 1 (a pickup is bar 0). */
export interface BarPosition {
  /** Place of the bar in the list, from 0. */
  readonly index: number;
  readonly number: number;
  /** Beat within the bar from 1, in units of the metre; of a pickup as it would be in a whole bar. */
  readonly beat: number;
  /** Ticks since that beat. */
  readonly offset: number;
}

/** Place of the last item that begins at or before the tick; -1 for none. Items ascend by tick. */
export function indexAt(items: readonly { readonly tick: number }[], tick: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle]!.tick <= tick) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The bar and beat of a tick; ticks behind the last bar are counted on in it. */
export function barPosition(
  score: { readonly bars: readonly Bar[]; readonly metres: readonly MetreChange[]; readonly division: number },
  tick: number,
): BarPosition {
  const index = Math.max(0, indexAt(score.bars, tick));
  const bar = score.bars[index] ?? { tick: 0, duration: 4 * score.division, number: 1 };
  const metre = metreAt(score.metres, bar.tick);
  const beatTicks = (4 * score.division) / metre.beatUnit;
  const missing = bar.number === 0 ? Math.max(0, barTicks(metre, score.division) - bar.duration) : 0;
  const within = tick - bar.tick + missing;
  const beat = Math.floor(within / beatTicks);
  return { index, number: bar.number, beat: beat + 1, offset: within - beat * beatTicks };
}

/** The metre that holds at a tick: 4/4 where none is said. */
export function metreAt(metres: readonly MetreChange[], tick: number): MetreChange {
  return metres[indexAt(metres, tick)] ?? { tick: 0, beats: 4, beatUnit: 4 };
}
