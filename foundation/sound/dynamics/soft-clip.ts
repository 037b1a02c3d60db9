import { tanh } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";
import { chained, type Processor } from "../filters/processor.ts";
import { createResampler } from "../filters/resample.ts";

const OVERSAMPLING = 4;

/**
 * Rounds off what passes `threshold` (amplitude): straight up to half of it, from there
 *   y = a + (t - a) tanh((|x| - a) / (t - a)),  a = t / 2,
 * so nothing passes t. At 4 times the rate, so that the harmonics made over the Nyquist frequency do not fold back
 * (the band from 0.907 of the Nyquist frequency up is lost in the filters).
 */
export function createSoftClip(sampleRate: Hertz, channelCount: number, threshold: number): Processor {
  const bend = threshold / 2;
  const room = threshold - bend;
  const shape = (block: Block): Block => {
    for (const samples of block) {
      for (let n = 0; n < samples.length; n++) {
        const x = samples[n] as number;
        const over = Math.abs(x) - bend;
        if (over > 0) {
          const y = bend + room * tanh(over / room);
          samples[n] = x > 0 ? y : -y;
        }
      }
    }
    return block;
  };
  const high = sampleRate * OVERSAMPLING;
  return chained([
    createResampler(sampleRate, high, channelCount),
    { push: shape, flush: () => Array.from({ length: channelCount }, () => new Float32Array(0)) },
    createResampler(high, sampleRate, channelCount),
  ]);
}
