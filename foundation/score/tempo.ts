import { indexAt } from "./bars.ts";
import type { TempoChange } from "./score.ts";

/** The way between ticks and seconds under a tempo map. */
export interface TempoClock {
  /** Seconds from tick 0; ticks need not be whole. */
  secondsAt(tick: number): number;
  /** Not rounded; negative seconds give negative ticks. */
  tickAt(seconds: number): number;
}

/** Until the first change the tempo is 120 quarter notes a minute (Standard MIDI Files 1.0). */
export function createClock(score: { readonly division: number; readonly tempi: readonly TempoChange[] }): TempoClock {
  const { division } = score;
  const spans = [{ tick: 0, seconds: 0, secondsPerTick: 0.5 / division }];
  for (const { tick, microsecondsPerQuarter } of score.tempi) {
    const last = spans.at(-1)!;
    const seconds = last.seconds + (tick - last.tick) * last.secondsPerTick;
    spans.push({ tick, seconds, secondsPerTick: microsecondsPerQuarter / (1_000_000 * division) });
  }
  return {
    secondsAt(tick) {
      const span = spans[Math.max(0, indexAt(spans, tick))]!;
      return span.seconds + (tick - span.tick) * span.secondsPerTick;
    },
    tickAt(seconds) {
      let low = 0;
      let high = spans.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (spans[middle]!.seconds <= seconds) low = middle + 1;
        else high = middle;
      }
      const span = spans[Math.max(0, low - 1)]!;
      return span.tick + (seconds - span.seconds) / span.secondsPerTick;
    },
  };
}

/** Quarter notes a minute. */
export function quartersPerMinute(microsecondsPerQuarter: number): number {
  return 60_000_000 / microsecondsPerQuarter;
}
