import type { ClippedRun } from "./measurement.ts";

/** 0.01 dB under the maximum. */
const NEAR_MAXIMUM = 0.9988493699365052;
const LEAST_FRAMES = 3;
/** Longest list kept: past it, only the loudest and earliest count. */
const MOST_RUNS = 20_000;

interface Run {
  readonly channel: number;
  readonly frame: number;
  readonly level: number;
  frames: number;
}

/** Finds runs of equal samples at the top while the sound goes by; what "the top" is turns out at the end. */
export class ClippingFinder {
  #maximum = 0;
  #runs: Run[] = [];
  readonly #open: (Run | null)[];
  readonly #last: number[];

  constructor(channelCount: number) {
    this.#open = Array.from({ length: channelCount }, () => null);
    this.#last = Array.from({ length: channelCount }, () => 0);
  }

  /** The level from which samples matter at present: look for the first at least this high. */
  get level(): number {
    return Math.max(1e-9, this.#maximum * NEAR_MAXIMUM);
  }

  /** `x` is one channel of a block that begins at `frame`; `next(from)` gives the first index from there on at `level`. */
  look(channel: number, x: Float32Array, count: number, frame: number, next: (from: number) => number): void {
    let at = 0;
    const carried = this.#open[channel];
    if (carried) {
      const value = this.#last[channel] as number;
      while (at < count && x[at] === value) at++;
      carried.frames += at;
      if (at === count) return;
      this.#close(channel, carried);
    }
    for (at = next(at); at < count; at = next(at)) {
      const value = x[at] as number;
      let end = at + 1;
      while (end < count && x[end] === value) end++;
      const run: Run = { channel, frame: frame + at, level: Math.abs(value), frames: end - at };
      if (run.level > this.#maximum) this.#maximum = run.level;
      if (end === count) {
        this.#open[channel] = run;
        this.#last[channel] = value;
        return;
      }
      this.#close(channel, run);
      at = end;
    }
  }

  #close(channel: number, run: Run): void {
    this.#open[channel] = null;
    if (run.frames < LEAST_FRAMES) return;
    this.#runs.push(run);
    if (this.#runs.length >= 2 * MOST_RUNS) this.#prune();
  }

  #prune(): void {
    this.#runs = this.#runs.filter(({ level }) => level >= this.level).slice(0, MOST_RUNS);
  }

  /** In order of time. */
  finish(sampleRate: number): ClippedRun[] {
    for (const run of this.#open) if (run && run.frames >= LEAST_FRAMES) this.#runs.push(run);
    this.#prune();
    return this.#runs
      .sort((a, b) => a.frame - b.frame || a.channel - b.channel)
      .map(({ channel, frame, frames }) => ({ channel, seconds: frame / sampleRate, frames }));
  }
}
