import { expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { createTruePeakMeter, type Peaks } from "./true-peak-meter.ts";
import { oracleTruePeak } from "./true-peak-oracle.testing.ts";

const RATE = 48_000;

function measured(channels: readonly Float32Array[], block = 65_536): Peaks {
  const meter = createTruePeakMeter(RATE, channels.length);
  const frames = channels[0]?.length ?? 0;
  for (let n = 0; n < frames; n += block) meter.push(channels.map((samples) => samples.subarray(n, n + block)));
  return meter.finish();
}

function noise(frames: number, seed: number, gain = 1): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: frames }, () => gain * (2 * random() - 1));
}

const sine = (frames: number, cycles: number, phase: number, gain = 1): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => gain * Math.sin(2 * Math.PI * cycles * n + phase));

/** A sinc between two samples, tapered: a burst with no energy near half the sample rate. */
function burst(frames: number, at: number, cutoff: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, n) => {
    const t = n - at;
    const window = Math.abs(t) < 60 ? 0.5 + 0.5 * Math.cos((Math.PI * t) / 60) : 0;
    return 0.9 * window * (Math.abs(t) < 1e-9 ? 1 : Math.sin(Math.PI * cutoff * t) / (Math.PI * cutoff * t));
  });
}

function impulses(frames: number, ...at: readonly (readonly [number, number])[]): Float32Array {
  const samples = new Float32Array(frames);
  for (const [n, value] of at) samples[n] = value;
  return samples;
}

const clipped = (samples: Float32Array, level: number): Float32Array =>
  samples.map((sample) => Math.max(-level, Math.min(level, sample)));

const squareWave = (frames: number, half: number, level = 1): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => (Math.floor(n / half) % 2 === 0 ? level : -level));

const sounds: readonly (readonly [string, readonly Float32Array[]])[] = [
  ...[1, 2, 3, 4].map((seed) => [`white noise, seed ${seed}`, [noise(20_000, seed)]] as const),
  ...[5, 6].map((seed) => [`noise clipped at a third, seed ${seed}`, [clipped(noise(20_000, seed), 0.33)]] as const),
  ...[0.1, 0.2, 0.25, 1 / 3, 0.4, 0.43, 0.4535].flatMap((cycles) =>
    [0, 0.7, Math.PI / 4].map(
      (phase) => [`sine of ${cycles.toFixed(4)} fs, phase ${phase.toFixed(2)}`, [sine(6000, cycles, phase)]] as const,
    ),
  ),
  ...[0, 0.1, 0.25, 0.5, 0.66].map((by) => [`burst ${by} of a frame late`, [burst(4000, 1500 + by, 0.8)]] as const),
  ["impulse at the first frame", [impulses(1000, [0, 1])]],
  ["impulse at the last frame", [impulses(1000, [999, -1])]],
  ["two equal frames at the end", [impulses(1000, [998, 0.7], [999, 0.7])]],
  ["two equal frames at the start", [impulses(1000, [0, 0.7], [1, 0.7])]],
  ["step from 0 to 0.5", [Float32Array.from({ length: 4000 }, (_, n) => (n < 2000 ? 0 : 0.5))]],
  ["direct current from end to end", [new Float32Array(3000).fill(0.5)]],
  ["square wave of full scale", [squareWave(5000, 50)]],
  ["one frame", [impulses(1, [0, 0.3])]],
  ["15 frames", [noise(15, 8)]],
  ["quiet and loud channel", [noise(9000, 9, 0.01), noise(9000, 10, 0.7)]],
];

// 0.05 dB: what the meter promises (an ordinary one of 4 times the rate may under-read 0.69 dB, BS.1770-5 attachment 1).
test.each(sounds)("%s: within 0.05 dB of interpolation by 64", (_, channels) => {
  const found = 20 * Math.log10(measured(channels).truePeak);
  const wanted = 20 * Math.log10(oracleTruePeak(channels));
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(0.05);
});

test("a sine of fs/4 at 45 degrees hides 3.01 dB from the samples and nothing from the meter", () => {
  const { samplePeak, truePeak } = measured([sine(8000, 0.25, Math.PI / 4)]);
  expect(samplePeak).toBeCloseTo(Math.SQRT1_2, 6);
  // The onset of the sine rings a little over 1.
  expect(20 * Math.log10(truePeak)).toBeGreaterThan(-0.02);
});

test("any partition into blocks gives the very same result", () => {
  const channels = [clipped(noise(50_000, 21), 0.8), burst(50_000, 31_111.4, 0.9)];
  const whole = measured(channels);
  for (const block of [1, 7, 16, 480, 4096, 16_384, 16_385]) expect(measured(channels, block)).toEqual(whole);
});

test("peaks per 100 ms lie within 0.7 dB of the oracle, the largest is the true peak", () => {
  const samples = Float32Array.from(
    { length: RATE },
    (_, n) => (0.05 + 0.9 * Math.abs(Math.sin(n / 9000))) * (Math.sin(n * 1.2 + 1) + Math.sin(n * 2.3)) * 0.6,
  );
  const { per100ms, truePeak } = measured([samples]);
  expect(per100ms.reduce((most, each) => Math.max(most, each), 0)).toBe(truePeak);
  expect(per100ms).toHaveLength(10);
  per100ms.forEach((peak, at) => {
    const part = samples.subarray(at * 4800, (at + 1) * 4800);
    const own = part.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    expect(peak).toBeGreaterThanOrEqual(own - 1e-7);
    expect(peak).toBeLessThanOrEqual(truePeak * 1.0001);
    const alone = samples.map((value, n) => (n >= at * 4800 && n < (at + 1) * 4800 ? value : 0));
    expect(Math.abs(20 * Math.log10(peak / oracleTruePeak([alone])))).toBeLessThanOrEqual(0.7);
  });
});

test("silence and no sound at all have no peak", () => {
  expect(measured([new Float32Array(10_000)])).toMatchObject({ truePeak: 0, samplePeak: 0 });
  expect(measured([new Float32Array(0)])).toMatchObject({ truePeak: 0, samplePeak: 0 });
});
