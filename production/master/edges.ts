/** Both ends of a song as its plan has them: frames taken off in front of the chain, fades behind it. */
import { type Decision, InputError } from "../../foundation/plan/index.ts";
import type { Block } from "../../foundation/sound/audio.ts";

/** Where something was taken off, a fade this long keeps the edge from clicking. */
const CLICK_SECONDS = 0.005;

/** A gain from 0 to 1 (rising) or back over the frames from `from` to `to` of the sound behind the chain. */
export interface Fade {
  readonly from: number;
  readonly to: number;
  readonly rising: boolean;
}

/** Frames of the source that stay, and the fades at their ends (counted from the first frame that stays). */
export interface Edges {
  readonly from: number;
  readonly to: number;
  readonly fades: readonly Fade[];
}

/** Throws InputError where the plan takes off all there is, or fades for longer than the song lasts. */
export function edgesOf(decisions: readonly Decision[], sampleRate: number, frames: number): Edges {
  const framesOf = (id: string): number => {
    const value = decisions.find((decision) => decision.id === id)?.value ?? 0;
    if (typeof value !== "number" || !(value >= 0))
      throw new InputError(id, "0 or more seconds", JSON.stringify(value));
    return Math.round(value * sampleRate);
  };
  const shown = (count: number): string => `${(count / sampleRate).toFixed(2)} s`;
  const [head, tail] = [framesOf("trim.head"), framesOf("trim.tail")];
  const left = frames - head - tail;
  if (head + tail > 0 && left < 1) {
    throw new InputError("trim.head and trim.tail", `less than the song's ${shown(frames)}`, shown(head + tail));
  }
  const click = (taken: number): number => (taken > 0 ? Math.min(left, Math.round(CLICK_SECONDS * sampleRate)) : 0);
  const length = (id: string, taken: number): number => {
    const asked = framesOf(id);
    if (asked > left)
      throw new InputError(`--${id.replace(".", "-")}`, `at most the song's ${shown(left)}`, shown(asked));
    return Math.max(asked, click(taken));
  };
  const [rise, fall] = [length("fade.in", head), length("fade.out", tail)];
  const fades: Fade[] = [];
  if (rise > 0) fades.push({ from: 0, to: rise, rising: true });
  if (fall > 0) fades.push({ from: left - fall, to: left, rising: false });
  return { from: head, to: frames - tail, fades };
}

/** The frames from `from` to `to` of a sound. */
export async function* croppedBlocks(
  blocks: AsyncIterable<Block>,
  { from, to }: Pick<Edges, "from" | "to">,
): AsyncGenerator<Block> {
  let at = 0;
  for await (const block of blocks) {
    const count = block[0]?.length ?? 0;
    const [first, last] = [Math.max(0, from - at), Math.min(count, to - at)];
    at += count;
    if (first === 0 && last === count) yield block;
    else if (last > first) yield block.map((samples) => samples.subarray(first, last));
    if (at >= to) return;
  }
}

/**
 * The block whose first frame is `at`, faded. Frame n of a rising fade over N frames has the gain 3u^2 - 2u^3 with
 * u = (n + 0.5) / N; a falling one runs backwards. A block that no fade meets is given back as it is.
 */
export function fadedBlock(block: Block, at: number, fades: readonly Fade[]): Block {
  const count = block[0]?.length ?? 0;
  const met = fades.filter(({ from, to }) => from < at + count && to > at);
  if (met.length === 0) return block;
  const copy = block.map((samples) => samples.slice());
  for (const { from, to, rising } of met) {
    for (let n = Math.max(0, from - at); n < Math.min(count, to - at); n++) {
      const share = (at + n - from + 0.5) / (to - from);
      const u = rising ? share : 1 - share;
      const gain = u * u * (3 - 2 * u);
      for (const samples of copy) samples[n] = (samples[n] as number) * gain;
    }
  }
  return copy;
}
