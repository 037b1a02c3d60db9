/** The test signals of EBU Tech 3341 and 3342, made up from their tables, and what a meter reads of them. */
import { createEnergyMeter } from "./energy-meter.ts";
import { loudnessFromPower, windowMeans } from "./gating.ts";

/** Every rate of the family that finished music is delivered in. */
export const ebuRates = [44_100, 48_000, 88_200, 96_000, 192_000] as const;

/** A tone of `seconds` (whole hundredths) whose peak in each channel is a level in dBFS; null: silence. */
export interface Tone {
  readonly seconds: number;
  readonly levels: number | null | readonly number[];
}

export const tone = (seconds: number, levels: Tone["levels"]): Tone => ({ seconds, levels });

/**
 * K-weighted power per 10 ms of a sequence of 1 kHz tones, in phase in all channels. Ten periods of 1 kHz are 10 ms,
 * whole frames at every one of `ebuRates`: one second is made once and cut to length, so phases go on across the joins.
 */
export function weightedPowerOf(sampleRate: number, tones: readonly Tone[], channelCount = 2): Float64Array {
  const unit = secondOfSine(sampleRate);
  const meter = createEnergyMeter(sampleRate, channelCount);
  for (const { seconds, levels } of tones) {
    const made = new Map<number | null, Float32Array>();
    const channels = Array.from({ length: channelCount }, (_, c) => {
      const level = levels === null || typeof levels === "number" ? levels : (levels[c] as number);
      let samples = made.get(level);
      if (!samples) {
        const gain = level === null ? 0 : 10 ** (level / 20);
        samples = unit.map((value) => gain * value);
        made.set(level, samples);
      }
      return samples;
    });
    for (let left = Math.round(seconds * sampleRate); left > 0; left -= sampleRate) {
      meter.push(channels.map((samples) => samples.subarray(0, Math.min(left, sampleRate))));
    }
  }
  return meter.finish().weightedPower;
}

const seconds = new Map<number, Float32Array>();

function secondOfSine(sampleRate: number): Float32Array {
  let samples = seconds.get(sampleRate);
  if (!samples) {
    samples = Float32Array.from({ length: sampleRate }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / sampleRate));
    seconds.set(sampleRate, samples);
  }
  return samples;
}

/** Loudness of sliding windows (LUFS), a reading every 10 ms; -Infinity where there is silence. */
export function slidingLoudness(weightedPower: Float64Array, windowSeconds: number): number[] {
  return Array.from(windowMeans(weightedPower, Math.round(windowSeconds * 100), 1), loudnessFromPower);
}

export const gatingBlocks = (weightedPower: Float64Array): Float64Array => windowMeans(weightedPower, 40, 10);
export const shortTermPowers = (weightedPower: Float64Array): Float64Array => windowMeans(weightedPower, 300, 10);

/** A sine at a fraction of the sample rate, 1 s, with fades of 10 ms. `degrees` is its phase at frame 0. */
export function fadedSine(sampleRate: number, divisor: number, amplitude: number, degrees: number): Float32Array {
  const fade = Math.round(sampleRate / 100);
  return Float32Array.from({ length: sampleRate }, (_, n) => {
    const gain = Math.min(1, n / fade, (sampleRate - 1 - n) / fade);
    return gain * amplitude * Math.sin((2 * Math.PI * n) / divisor + (degrees * Math.PI) / 180);
  });
}

/**
 * Tech 3341 cases 20 to 23: at four times the rate, a sine of fs/6 at 0.50 that holds one period of fs/4 at 1.00 with
 * its phase going on; low-passed; every fourth frame from `offset` on.
 */
export function decimatedBurst(sampleRate: number, offset: number): Float32Array {
  const periods = Math.round(sampleRate / 60);
  const total = 24 * periods * 2 + 16;
  const start = 24 * periods;
  const fade = Math.round(sampleRate * 4 * 0.01);
  const fast = Float64Array.from({ length: total }, (_, n) => {
    const gain = Math.min(1, n / fade, (total - 1 - n) / fade);
    const inside = n >= start && n < start + 16;
    const phase = inside ? (n - start) / 16 : n < start ? n / 24 : (n - start - 16) / 24;
    return gain * (inside ? 1 : 0.5) * Math.sin(2 * Math.PI * phase);
  });
  const taps = lowPass();
  const half = (taps.length - 1) / 2;
  return Float32Array.from({ length: Math.floor((total - offset) / 4) }, (_, m) => {
    const centre = 4 * m + offset;
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += (taps[k] as number) * (fast[centre + k - half] ?? 0);
    return sum;
  });
}

/** 511 taps at four times the rate, passing to 0.45 of the final rate: a Blackman-windowed sinc. */
function lowPass(): Float64Array {
  const half = 255;
  const cutoff = 0.47 / 2; // cycles per frame at 4 fs, times 2
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, k) => {
    const t = k - half;
    const u = (Math.PI * (k + 1)) / (half + 1);
    const window = 0.42 - 0.5 * Math.cos(u) + 0.08 * Math.cos(2 * u);
    return (t === 0 ? cutoff : Math.sin(Math.PI * cutoff * t) / (Math.PI * t)) * window;
  });
  const sum = taps.reduce((total, each) => total + each, 0);
  return taps.map((each) => each / sum);
}
