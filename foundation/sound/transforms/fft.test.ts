import { expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { createFft } from "./fft.ts";

function noisePair(size: number, seed: number): [Float32Array, Float32Array] {
  const random = seeded(seed);
  const draw = () => Float32Array.from({ length: size }, () => 2 * random() - 1);
  return [draw(), draw()];
}

/** The definition, in 64-bit floats: X[k] = sum x[t] exp(-2 pi i k t / n). */
function directTransform(re: Float32Array, im: Float32Array): [Float64Array, Float64Array] {
  const n = re.length;
  const real = new Float64Array(n);
  const imaginary = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let t = 0; t < n; t++) {
      const angle = (-2 * Math.PI * ((k * t) % n)) / n;
      real[k]! += re[t]! * Math.cos(angle) - im[t]! * Math.sin(angle);
      imaginary[k]! += re[t]! * Math.sin(angle) + im[t]! * Math.cos(angle);
    }
  }
  return [real, imaginary];
}

const energy = (re: ArrayLike<number>, im: ArrayLike<number>): number => {
  let sum = 0;
  for (let n = 0; n < re.length; n++) sum += re[n]! ** 2 + im[n]! ** 2;
  return sum;
};

test.each([16, 32, 64, 128, 256, 512, 1024, 2048])("size %i equals the defining sum to -130 dB", (size) => {
  const [re, im] = noisePair(size, size);
  const [wantedRe, wantedIm] = directTransform(re, im);
  const fft = createFft(size);
  fft.re.set(re);
  fft.im.set(im);
  fft.forward();
  const error = energy(
    wantedRe.map((value, k) => value - fft.re[k]!),
    wantedIm.map((value, k) => value - fft.im[k]!),
  );
  expect(10 * Math.log10(error / energy(wantedRe, wantedIm))).toBeLessThan(-130);
});

// Parseval's theorem: sum |x|^2 = sum |X|^2 / n.
test.each([16, 32, 4096, 8192, 65_536, 262_144])("size %i keeps energy (Parseval) and comes back", (size) => {
  const [re, im] = noisePair(size, 3);
  const fft = createFft(size);
  fft.re.set(re);
  fft.im.set(im);
  fft.forward();
  expect(energy(fft.re, fft.im) / size / energy(re, im)).toBeCloseTo(1, 6);
  fft.inverse();
  const error = energy(
    re.map((value, n) => value - fft.re[n]! / size),
    im.map((value, n) => value - fft.im[n]! / size),
  );
  expect(10 * Math.log10(error / energy(re, im))).toBeLessThan(-125);
});

test("an impulse is flat, a complex wave is one bin, and frequencies are not mirrored", () => {
  const fft = createFft(64);
  fft.re[0] = 1;
  fft.forward();
  for (let k = 0; k < 64; k++) {
    expect(fft.re[k]).toBeCloseTo(1, 6);
    expect(fft.im[k]).toBeCloseTo(0, 6);
  }
  for (let t = 0; t < 64; t++) {
    fft.re[t] = Math.cos((2 * Math.PI * 5 * t) / 64);
    fft.im[t] = Math.sin((2 * Math.PI * 5 * t) / 64);
  }
  fft.forward();
  for (let k = 0; k < 64; k++) expect(fft.re[k]).toBeCloseTo(k === 5 ? 64 : 0, 4);
});

test.each([0, 8, 24, 1000, -16])("size %i is refused", (size) => {
  expect(() => createFft(size)).toThrow(RangeError);
});
