/** The built-in drum kit: each drum is made once, then played at its hits. Keys of the General MIDI drum map. */
import { exp, pow } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { createLowPass } from "./low-pass.ts";
import { fallPerSample, sineAt } from "./waves.ts";

export type DrumGroup = "kick" | "snare" | "hats" | "toms" | "cymbals";

/** The stem that a key of the drum map belongs to. */
export function drumGroup(key: number): DrumGroup {
  if (key === 35 || key === 36) return "kick";
  if (key >= 37 && key <= 40) return "snare";
  if (key === 42 || key === 44 || key === 46 || key === 69 || key === 70 || key === 82) return "hats";
  if (key === 41 || key === 43 || key === 45 || key === 47 || key === 48 || key === 50) return "toms";
  return "cymbals";
}

/** The sound of one key struck at full strength, mono. */
export function drumSound(key: number, sampleRate: number, random: Random): Float32Array {
  switch (drumGroup(key)) {
    case "kick":
      return drum(
        sampleRate,
        { from: 180, to: 48, drop: 0.035, seconds: 0.4, noise: 0.25, noiseSeconds: 0.012, level: 0.9 },
        random,
      );
    case "snare":
      return key === 37
        ? drum(
            sampleRate,
            { from: 1900, to: 1700, drop: 0.01, seconds: 0.05, noise: 0.5, noiseSeconds: 0.02, level: 0.35 },
            random,
          )
        : drum(
            sampleRate,
            { from: 260, to: 185, drop: 0.02, seconds: 0.14, noise: 0.8, noiseSeconds: 0.2, level: 0.6 },
            random,
          );
    case "toms":
      return drum(
        sampleRate,
        {
          from: 190 + (key - 45) * 12,
          to: 95 + (key - 45) * 9,
          drop: 0.08,
          seconds: 0.45,
          noise: 0.15,
          noiseSeconds: 0.05,
          level: 0.6,
        },
        random,
      );
    case "hats":
      return metal(sampleRate, key === 46 ? 0.45 : 0.07, 7000, 0.3, random);
    case "cymbals":
      return metal(sampleRate, key === 51 || key === 59 ? 1.1 : 1.8, 4200, 0.28, random);
  }
}

interface Skin {
  /** Hz at the stroke and at rest, and seconds between. */
  readonly from: number;
  readonly to: number;
  readonly drop: number;
  readonly seconds: number;
  readonly noise: number;
  readonly noiseSeconds: number;
  readonly level: number;
}

function drum(sampleRate: number, skin: Skin, random: Random): Float32Array {
  const length = Math.ceil(Math.max(skin.seconds, skin.noiseSeconds) * 1.3 * sampleRate);
  const out = new Float32Array(length);
  const fall = fallPerSample(skin.seconds, sampleRate);
  const noiseFall = fallPerSample(skin.noiseSeconds, sampleRate);
  const bright = createLowPass(sampleRate);
  bright.tune(9000, 0.6);
  let level = 1;
  let noise = skin.noise;
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const frequency = skin.to + (skin.from - skin.to) * exp(-n / (skin.drop * sampleRate));
    phase += frequency / sampleRate;
    if (phase >= 1) phase -= 1;
    const rise = n < 24 ? n / 24 : 1;
    out[n] = skin.level * rise * (level * sineAt(phase) + noise * bright.next(random.uniform(-1, 1)));
    level *= fall;
    noise *= noiseFall;
  }
  return out;
}

/** Six square waves that share no harmonic, as in analogue drum machines, above a high-pass, with noise. */
function metal(sampleRate: number, seconds: number, cutoff: number, level: number, random: Random): Float32Array {
  const length = Math.ceil(seconds * 1.2 * sampleRate);
  const out = new Float32Array(length);
  const frequencies = [263, 400, 421, 474, 587, 845].map((f) => f * 2.1);
  const phases = frequencies.map(() => random.uniform());
  const fall = fallPerSample(seconds, sampleRate);
  const low = createLowPass(sampleRate);
  low.tune(cutoff, 0.7);
  const low2 = createLowPass(sampleRate);
  low2.tune(cutoff, 0.7);
  let height = level;
  for (let n = 0; n < length; n++) {
    let x = 0;
    for (let k = 0; k < phases.length; k++) {
      let phase = (phases[k] as number) + (frequencies[k] as number) / sampleRate;
      if (phase >= 1) phase -= 1;
      phases[k] = phase;
      x += phase < 0.5 ? 0.16 : -0.16;
    }
    x += 0.6 * random.uniform(-1, 1);
    const once = x - low.next(x);
    out[n] = height * (once - low2.next(once));
    height *= fall;
  }
  return out;
}

/** Strength of a stroke as a gain, from its velocity. */
export function strokeGain(velocity: number): number {
  return pow(velocity / 127, 1.6);
}
