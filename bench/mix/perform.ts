/** A mix of sounds in memory, with every stem as it stands in it: the product's own performers, block by block. */
import type { Decision } from "../../foundation/plan/index.ts";
import { createMixer, createStemChain, mixSettings } from "../../production/mix/index.ts";
import type { Stereo } from "./disturb.ts";
import { BENCH_RATE } from "./songs.ts";

const STEP = 16_384;

export interface Performed {
  readonly printed: readonly Stereo[];
  readonly mix: Stereo;
}

/** Sounds of one length. */
export function performMix(
  sounds: readonly Stereo[],
  ids: readonly string[],
  decisions: readonly Decision[],
): Performed {
  const settings = mixSettings(decisions, ids);
  const chains = settings.stems.map((stem) => createStemChain(stem, BENCH_RATE));
  const mixer = createMixer(settings, BENCH_RATE);
  const length = Math.max(...sounds.map(([left]) => left.length));
  const stereo = (): [Float32Array, Float32Array] => [new Float32Array(length), new Float32Array(length)];
  const printed = sounds.map(stereo);
  const mix = stereo();
  for (let at = 0; at < length; at += STEP) {
    const frames = Math.min(STEP, length - at);
    const blocks = sounds.map((sound, s) => {
      const block = sound.map((samples) => {
        const part = new Float32Array(frames);
        part.set(samples.subarray(at, at + frames));
        return part;
      });
      chains[s]?.shape(block, at);
      chains[s]?.place(block, at);
      return block;
    });
    const step = mixer.step(blocks, frames);
    for (const c of [0, 1] as const) {
      mix[c].set(step.mix[c] as Float32Array, at);
      blocks.forEach((block, s) => {
        const gains = step.busGains[settings.stems[s]?.bus ?? "music"];
        const into = (printed[s] as Stereo)[c];
        const from = block[c] as Float32Array;
        for (let n = 0; n < frames; n++) into[at + n] = (from[n] as number) * (gains[n] as number);
      });
    }
  }
  return { printed, mix };
}

export function sumOf(sounds: readonly Stereo[]): Stereo {
  const length = Math.max(...sounds.map(([left]) => left.length));
  const sum: [Float32Array, Float32Array] = [new Float32Array(length), new Float32Array(length)];
  for (const sound of sounds)
    for (const c of [0, 1] as const)
      for (let n = 0; n < sound[c].length; n++) sum[c][n] = (sum[c][n] as number) + (sound[c][n] as number);
  return sum;
}

export function scaled(sound: Stereo, gainDb: number): Stereo {
  const gain = 10 ** (gainDb / 20);
  return sound.map((samples) => samples.map((sample) => sample * gain)) as unknown as Stereo;
}
