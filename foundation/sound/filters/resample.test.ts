import { expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { createResampler } from "./resample.ts";

function converted(samples: Float32Array, from: number, to: number, block = 65_536): Float32Array {
  const resampler = createResampler(from, to, 1);
  const parts: Float32Array[] = [];
  for (let n = 0; n < samples.length; n += block) {
    parts.push(resampler.push([samples.subarray(n, n + block)])[0]!.slice());
  }
  parts.push(resampler.flush()[0]!.slice());
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const sine = (frames: number, hertz: number, rate: number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / rate));

const pairs: readonly (readonly [number, number])[] = [
  [44_100, 48_000],
  [48_000, 44_100],
  [96_000, 44_100],
  [192_000, 44_100],
  [11_025, 48_000],
  [88_200, 44_100],
  [48_000, 96_000],
  [8000, 44_100],
  [384_000, 48_000],
  [44_100, 192_000],
];

interface Fit {
  /** Amplitude and phase (radians) of sin(2 pi f t + phase), t = 0 at the first frame of the sound. */
  readonly amplitude: number;
  readonly phase: number;
  /** Root mean square of what the fit leaves, relative to full scale. */
  readonly rest: number;
}

/** Least squares of a sine over a stretch in the middle that is a whole number of its periods. */
function fitSine(samples: Float32Array, hertz: number, rate: number, edge: number): Fit {
  const period = rate / hertz;
  const from = Math.ceil(edge);
  const periods = Math.floor((samples.length - 2 * edge) / period);
  const to = from + Math.round(periods * period);
  let ss = 0;
  let cc = 0;
  let sc = 0;
  let xs = 0;
  let xc = 0;
  for (let n = from; n < to; n++) {
    const angle = (2 * Math.PI * hertz * n) / rate;
    const s = Math.sin(angle);
    const c = Math.cos(angle);
    ss += s * s;
    cc += c * c;
    sc += s * c;
    xs += samples[n]! * s;
    xc += samples[n]! * c;
  }
  const determinant = ss * cc - sc * sc;
  const a = (xs * cc - xc * sc) / determinant;
  const b = (xc * ss - xs * sc) / determinant;
  let rest = 0;
  for (let n = from; n < to; n++) {
    const angle = (2 * Math.PI * hertz * n) / rate;
    rest += (samples[n]! - a * Math.sin(angle) - b * Math.cos(angle)) ** 2;
  }
  return { amplitude: Math.hypot(a, b), phase: Math.atan2(b, a), rest: Math.sqrt(rest / (to - from)) };
}

/** Frames at the ends that the filter's onset reaches, in the output. */
const edgeOf = (from: number, to: number): number => (400 * to) / Math.min(from, to);
const lengthFor = (from: number, to: number): number => Math.round((4000 * from) / Math.min(from, to));

test.each(pairs)(
  "%i to %i Hz: passes to 0.907 of the lower Nyquist frequency within 0.01 dB, in phase, images under -120 dB",
  (from, to) => {
    const nyquist = Math.min(from, to) / 2;
    for (const share of [0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 0.907]) {
      const hertz = share * nyquist;
      const out = converted(sine(lengthFor(from, to), hertz, from), from, to);
      const { amplitude, phase, rest } = fitSine(out, hertz, to, edgeOf(from, to));
      expect(Math.abs(20 * Math.log10(amplitude))).toBeLessThanOrEqual(0.01);
      // Linear phase with its delay taken off: none at any frequency, to a thousandth of a frame of the lower rate.
      expect(Math.abs(phase / (Math.PI * share))).toBeLessThanOrEqual(0.001);
      // What is not that sine is images, and the rounding of 32-bit floats (about -145 dB).
      expect(20 * Math.log10(rest * Math.SQRT2)).toBeLessThanOrEqual(-120);
    }
  },
);

const down = pairs.filter(([from, to]) => from > to);
test.each(down)("%i to %i Hz: what lies over the new Nyquist frequency is at -120 dB or less", (from, to) => {
  for (const share of [1.0005, 1.01, 1.05, 1.2, 1.5, 1.9, 2.7]) {
    const hertz = (share * to) / 2;
    if (hertz >= from / 2) continue;
    const out = converted(sine(lengthFor(from, to), hertz, from), from, to);
    const edge = Math.ceil(edgeOf(from, to));
    let square = 0;
    for (let n = edge; n < out.length - edge; n++) square += out[n]! ** 2;
    expect(10 * Math.log10((2 * square) / (out.length - 2 * edge))).toBeLessThanOrEqual(-120);
  }
});

test.each([...pairs, [8000, 384_000], [384_000, 8000], [44_100, 44_056]] as const)(
  "%i to %i Hz: as many frames as the time they take",
  (from, to) => {
    for (const frames of [1, 2, 100, 4567]) {
      expect(converted(new Float32Array(frames).fill(0.5), from, to, 1000)).toHaveLength(
        Math.round((frames * to) / from),
      );
    }
  },
);

test("no frames in, no frames out", () => {
  const resampler = createResampler(44_100, 48_000, 2);
  expect(resampler.flush().map(({ length }) => length)).toEqual([0, 0]);
});

test.each(pairs.slice(0, 6))("%i to %i Hz: any partition into blocks gives the very same samples", (from, to) => {
  const random = seeded(3);
  const noise = Float32Array.from({ length: 20_000 }, () => random() - 0.5);
  const whole = converted(noise, from, to);
  for (const block of [1, 17, 1000, 8192, 8193]) expect(converted(noise, from, to, block)).toEqual(whole);
});

test("a constant stays one, and channels keep apart", () => {
  const resampler = createResampler(44_100, 48_000, 2);
  const out = resampler.push([new Float32Array(20_000).fill(0.25), new Float32Array(20_000).fill(-1)]);
  for (let n = 1000; n < 15_000; n += 7) {
    expect(out[0]![n]).toBeCloseTo(0.25, 6);
    expect(out[1]![n]).toBeCloseTo(-1, 6);
  }
});

test("44.1 to 48 kHz and back: what is under 0.9 of Nyquist comes back to -110 dB", () => {
  const random = seeded(9);
  const tones = Array.from({ length: 12 }, () => ({ hertz: 30 + random() * 19_800, phase: random() * 6 }));
  const sound = Float32Array.from({ length: 30_000 }, (_, n) =>
    tones.reduce((sum, { hertz, phase }) => sum + Math.sin((2 * Math.PI * hertz * n) / 44_100 + phase) / 14, 0),
  );
  const back = converted(converted(sound, 44_100, 48_000), 48_000, 44_100);
  expect(back).toHaveLength(sound.length);
  let error = 0;
  let energy = 0;
  for (let n = 2000; n < 28_000; n++) {
    error += (back[n]! - sound[n]!) ** 2;
    energy += sound[n]! ** 2;
  }
  expect(10 * Math.log10(error / energy)).toBeLessThan(-110);
});
