/** Sounds for tests of features: each shows one thing. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { activityOf } from "./activity.ts";
import { type StemFeatures, stemFeatures } from "./stem-features.ts";
import { createStemTracer, type StemTrace } from "./stem-trace.ts";

export const RATE = 44_100;

export function tracedSound(left: Float32Array, right: Float32Array = left): StemTrace {
  const tracer = createStemTracer(RATE, 2);
  tracer.push([left, right]);
  return tracer.finish();
}

export function featuresOfSound(left: Float32Array, right: Float32Array = left): StemFeatures {
  const trace = tracedSound(left, right);
  const features = stemFeatures(trace, activityOf(trace.weightedPower));
  if (features === null) throw new Error("the sound is silent");
  return features;
}

/** `of` gives the sample at a time in seconds. */
export function sound(seconds: number, of: (t: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, n) => of(n / RATE));
}

export function noise(seed: number): () => number {
  const random = createRandom(seed);
  return () => random.uniform(-1, 1);
}

/** A saw of partials under 5 kHz whose pitch (Hz) moves with time. */
export function tone(seconds: number, hzAt: (t: number) => number, levelAt: (t: number) => number): Float32Array {
  let turns = 0;
  return sound(seconds, (t) => {
    const hz = hzAt(t);
    turns += hz / RATE;
    let sum = 0;
    for (let k = 1; k * hz < 5000; k++) sum += Math.sin(2 * Math.PI * k * turns) / k;
    return 0.2 * levelAt(t) * sum;
  });
}

/** A hit every `step` seconds: `of` gives its sample `t` seconds after it began, `turn` counts the hits. */
export function hits(seconds: number, step: number, of: (t: number, turn: number) => number): Float32Array {
  return sound(seconds, (t) => of(t % step, Math.floor(t / step)));
}

export const kick = (t: number): number =>
  0.7 * Math.sin(2 * Math.PI * (50 * t + 3 * (1 - Math.exp(-t / 0.03)))) * Math.exp(-t / 0.1);
