import { exp } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";

export interface EchoSettings {
  /** Time between repeats, s. */
  readonly seconds: number;
  /** Share of a repeat that comes back, 0 to 0.95. */
  readonly feedback: number;
  /** Each repeat loses what is above (one pole), Hz. */
  readonly dampingHz: Hertz;
}

/** A stereo sound in, the repeats alone out, in place; they change sides from one to the next. */
export function createEcho(
  sampleRate: Hertz,
  { seconds, feedback, dampingHz }: EchoSettings,
): { apply(block: Block): void } {
  const length = Math.max(1, Math.round(seconds * sampleRate));
  const lines = [new Float32Array(length), new Float32Array(length)] as const;
  const pole = exp((-2 * Math.PI * dampingHz) / sampleRate);
  const held = [0, 0];
  let at = 0;
  return {
    apply: (block) => {
      const [left, right] = block as [Float32Array, Float32Array];
      for (let n = 0; n < left.length; n++) {
        const outLeft = lines[0][at] as number;
        const outRight = lines[1][at] as number;
        held[0] = outLeft + ((held[0] as number) - outLeft) * pole;
        held[1] = outRight + ((held[1] as number) - outRight) * pole;
        lines[0][at] = (left[n] as number) + feedback * (held[1] as number);
        lines[1][at] = (right[n] as number) + feedback * (held[0] as number);
        left[n] = outLeft;
        right[n] = outRight;
        at = at + 1 === length ? 0 : at + 1;
      }
    },
  };
}
