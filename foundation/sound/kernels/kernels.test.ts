/** Every kernel against the plain form of its equation, in 64-bit floats. */
import { describe, expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { compileKernels, wasmModuleSource } from "./build.ts";
import { createKernels } from "./instance.ts";
import { kernelsWasm } from "./kernels.wasm.ts";

const random = seeded(123);
const noise = (count: number): Float32Array => Float32Array.from({ length: count }, () => 2 * random() - 1);

/** Largest difference relative to the largest value. */
function worst(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let most = 0;
  let scale = 0;
  for (let n = 0; n < wanted.length; n++) {
    most = Math.max(most, Math.abs(found[n]! - wanted[n]!));
    scale = Math.max(scale, Math.abs(wanted[n]!));
  }
  return most / scale;
}

/** 32-bit sums of some ten to a hundred products: -125 dB of the largest value. */
const SINGLE = 6e-7;
const DOUBLE = 1e-12;

test("the committed module is what the sources compile to", async () => {
  const binary = await compileKernels();
  expect(wasmModuleSource(binary)).toContain(kernelsWasm);
  expect(Buffer.from(kernelsWasm, "base64").equals(Buffer.from(binary))).toBe(true);
});

test("no relaxed instruction: they give other bits on other machines", () => {
  // Relaxed SIMD opcodes are 0xfd followed by 0x100 to 0x113 in LEB128: fd 80..93 02.
  const bytes = Buffer.from(kernelsWasm, "base64");
  for (let at = 0; at + 2 < bytes.length; at++) {
    const relaxed = bytes[at] === 0xfd && bytes[at + 1]! >= 0x80 && bytes[at + 1]! <= 0x93 && bytes[at + 2] === 0x02;
    expect(relaxed).toBe(false);
  }
});

test("fft: the defining sum", () => {
  const n = 64;
  const { kernels, floats } = createKernels(n * 64);
  const [re, im, re2, im2] = [floats(n), floats(n), floats(n), floats(n)] as const;
  const twiddles = [1, 2, 3].map((k) => {
    const w = floats(n / 2);
    for (let p = 0; p < n / 4; p++) {
      w.view[p] = Math.cos((-2 * Math.PI * k * p) / n);
      w.view[p + n / 4] = Math.sin((-2 * Math.PI * k * p) / n);
    }
    return w.at;
  }) as [number, number, number];
  const [a, b] = [noise(n), noise(n)];
  re.view.set(a);
  im.view.set(b);
  kernels.fft(re.at, im.at, re2.at, im2.at, ...twiddles, n);
  const wantedRe = Float64Array.from({ length: n }, (_, k) =>
    a.reduce(
      (sum, x, t) => sum + x * Math.cos((2 * Math.PI * k * t) / n) + b[t]! * Math.sin((2 * Math.PI * k * t) / n),
      0,
    ),
  );
  const wantedIm = Float64Array.from({ length: n }, (_, k) =>
    a.reduce(
      (sum, x, t) => sum + b[t]! * Math.cos((2 * Math.PI * k * t) / n) - x * Math.sin((2 * Math.PI * k * t) / n),
      0,
    ),
  );
  expect(worst(re.view, wantedRe)).toBeLessThan(SINGLE);
  expect(worst(im.view, wantedIm)).toBeLessThan(SINGLE);
});

test("energies: two biquads and nine sums, going on from call to call", () => {
  const frames = 1000;
  const { kernels, floats, doubles } = createKernels(frames * 8 + 2048);
  const [left, right] = [floats(frames), floats(frames)];
  const [coefficients, state, sums] = [doubles(10), doubles(8), doubles(8)];
  left.view.set(noise(frames));
  right.view.set(noise(frames));
  const values = [1.5, -2.6, 1.2, -1.69, 0.73, 1, -2, 1, -1.98, 0.9801];
  coefficients.view.set(values);
  const filter = (x: ArrayLike<number>): Float64Array => {
    const [b0, b1, b2, a1, a2, d0, d1, d2, c1, c2] = values as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const y = new Float64Array(frames);
    const z = new Float64Array(frames);
    for (let n = 0; n < frames; n++) {
      y[n] = b0 * x[n]! + b1 * (x[n - 1] ?? 0) + b2 * (x[n - 2] ?? 0) - a1 * (y[n - 1] ?? 0) - a2 * (y[n - 2] ?? 0);
      z[n] = d0 * y[n]! + d1 * (y[n - 1] ?? 0) + d2 * (y[n - 2] ?? 0) - c1 * (z[n - 1] ?? 0) - c2 * (z[n - 2] ?? 0);
    }
    return z;
  };
  const [l, r] = [filter(left.view), filter(right.view)];
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>, from: number): number => {
    let sum = 0;
    for (let n = from; n < frames; n++) sum += a[n]! * b[n]!;
    return sum;
  };
  kernels.energies(left.at, right.at, 333, coefficients.at, state.at, sums.at);
  kernels.energies(left.at + 333 * 4, right.at + 333 * 4, frames - 333, coefficients.at, state.at, sums.at);
  const ones = new Float64Array(frames).fill(1);
  const wanted = [
    dot(l, l, 333),
    dot(r, r, 333),
    dot(l, r, 333),
    dot(left.view, left.view, 333),
    dot(right.view, right.view, 333),
    dot(left.view, right.view, 333),
    dot(left.view, ones, 333),
    dot(right.view, ones, 333),
  ];
  expect(worst(sums.view, wanted)).toBeLessThan(DOUBLE * 100);
});

test.each([0, 1])("quantise: dither, rounding and noise shaping (%i) bit by bit", (shaped) => {
  const frames = 5000;
  const scale = 32_768;
  const { kernels, floats, integers, doubles } = createKernels(frames * 4 + 1024);
  const x = floats(frames);
  const state = integers(2);
  doubles(2); // the two errors follow the seed
  x.view.set(noise(frames).map((value) => value * 1.01));
  const samples = x.view.slice();
  state.view[0] = 12_345;
  const wanted = new Float32Array(frames);
  let seed = 12_345;
  let e1 = 0;
  let e2 = 0;
  for (let n = 0; n < frames; n++) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    const dither = ((seed & 0xffff) + (seed >>> 16) - 65_535) / 65_536;
    let value = samples[n]! * scale;
    if (shaped) value -= 1.537 * e1 - 0.8367 * e2;
    const rounded = Math.max(-scale, Math.min(scale - 1, nearestEven(value + dither)));
    e2 = e1;
    e1 = rounded - value;
    if (e1 > 2 || e1 < -2) e1 = 0;
    wanted[n] = rounded / scale;
  }
  kernels.quantise(x.at, frames, scale, shaped, state.at);
  expect(x.view).toEqual(wanted);
});

function nearestEven(x: number): number {
  const low = Math.floor(x);
  const share = x - low;
  return share < 0.5 || (share === 0.5 && low % 2 === 0) ? low : low + 1;
}

test("resample: one polyphase row per frame", () => {
  const [up, down, taps, count] = [5, 3, 16, 200];
  const { kernels, floats, integers } = createKernels(8192);
  const [x, out, rows] = [floats(200), floats(count), floats(up * taps)];
  const phase = integers(4);
  x.view.set(noise(200));
  rows.view.set(noise(up * taps));
  phase.view[0] = 2;
  const wanted = new Float64Array(count);
  let position = 2;
  for (let n = 0; n < count; n++, position += down) {
    const at = 1 + Math.floor(position / up);
    for (let k = 0; k < taps; k++) wanted[n]! += rows.view[(position % up) * taps + k]! * x.view[at + k]!;
  }
  expect(kernels.resample(x.at, out.at, count, 1, phase.at, up, down, taps, rows.at)).toBe(
    1 + Math.floor(position / up),
  );
  expect(phase.view[0]).toBe(position % up);
  expect(worst(out.view, wanted)).toBeLessThan(SINGLE);
});

describe("limiter", () => {
  test("limiterControls: window maximum, release, slow average, three boxes, in one stream or two", () => {
    const total = 900;
    const [width, mask] = [7, 63];
    const half = (3 * (width - 1)) / 2;
    const reach = half + 2;
    const late = reach + half;
    const settings = [0.4, 0.97, 0.999, 0.9995, 0.5, 1.7];
    const levels = noise(total).map((value, n) => (n % 50 < 5 ? value : value - 2));
    const fed = Float32Array.from({ length: total + late }, (_, n) => levels[n] ?? -16);

    const run = (parts: readonly number[]): { controls: Float32Array; most: number; counted: number } => {
      const { kernels, floats, doubles, integers } = createKernels(65_536);
      const [input, output] = [floats(2048), floats(2048)];
      const [coefficients, state] = [doubles(8), doubles(6)]; // what is not set is 0
      const counters = integers(4);
      const queue = doubles(mask + 1);
      integers(mask + 1);
      const lines = doubles(3 * width);
      const histogram = integers(4096);
      coefficients.view.set(settings);
      const whole = new Float32Array(total + late);
      let at = 0;
      for (const count of parts) {
        input.view.set(fed.subarray(at, at + count));
        kernels.limiterControls(
          input.at,
          count,
          output.at,
          reach,
          width,
          coefficients.at,
          state.at,
          counters.at,
          queue.at,
          mask,
          lines.at,
          histogram.at,
          late,
          total,
        );
        whole.set(output.view.subarray(0, count), at);
        at += count;
      }
      const counted = histogram.view.reduce((sum, each) => sum + each, 0);
      return { controls: whole.subarray(late), most: state.view[5]!, counted };
    };

    const [offset, back, rise, fall, share, gain] = settings as [number, number, number, number, number, number];
    const wantedNow: number[] = [];
    let now = 0;
    let usual = 0;
    for (let bin = -reach; bin < total + half; bin++) {
      let most = 0;
      for (let n = Math.max(0, bin - reach); n <= Math.min(total + late - 1, bin + reach); n++) {
        most = Math.max(most, Math.fround(fed[n]!) + offset);
      }
      const base = usual * share;
      now = Math.max(most, base + (now - base) * back);
      usual = now + (usual - now) * (now > usual ? rise : fall);
      wantedNow.push(now);
    }
    const box = (values: readonly number[]): number[] =>
      values.map((_, n) => {
        let sum = 0;
        for (let k = 0; k < width; k++) sum += values[n - k] ?? 0;
        return sum / width;
      });
    const reductions = box(box(box(wantedNow))).slice(reach + half, reach + half + total);
    const { controls, most, counted } = run([total + late]);
    expect(
      worst(
        controls,
        Float64Array.from(reductions, (r) => gain * Math.exp(-r)),
      ),
    ).toBeLessThan(SINGLE);
    expect(most).toBeCloseTo(Math.max(...reductions), 9);
    expect(counted).toBe(total);
    expect(run([1, 100, 400, total + late - 501]).controls).toEqual(controls);
  });

  test("applySpline: four controls and their weights a frame", () => {
    const [frames, binFrames, phase] = [100, 8, 3];
    const { kernels, floats, doubles } = createKernels(8192);
    const [x, controls] = [floats(frames), floats(20)];
    const weights = doubles(binFrames * 4);
    x.view.set(noise(frames));
    controls.view.set(noise(20));
    controls.view.fill(0.7, 5, 12); // where all four are equal
    weights.view.set(Float64Array.from(noise(binFrames * 4)));
    for (let p = 0; p < binFrames; p++) {
      const sum = weights.view.subarray(p * 4, p * 4 + 4).reduce((total, each) => total + each, 0);
      for (let k = 0; k < 4; k++) weights.view[p * 4 + k]! /= sum;
    }
    const wanted = Float64Array.from(x.view, (value, n) => {
      const at = Math.floor((phase + n) / binFrames);
      const p = (phase + n) % binFrames;
      let gain = 0;
      for (let k = 0; k < 4; k++) gain += controls.view[at + k]! * weights.view[p * 4 + k]!;
      return value * gain;
    });
    kernels.applySpline(x.at, frames, controls.at, weights.at, phase, binFrames);
    expect(worst(x.view, wanted)).toBeLessThan(SINGLE);
  });
});

test("allFinite sees NaN and both infinities anywhere, and takes the largest numbers", () => {
  const { kernels, floats } = createKernels(4096);
  const x = floats(64);
  x.view.set(noise(64));
  x.view[5] = 3.4e38;
  x.view[6] = -3.4e38;
  x.view[7] = 1e-45;
  expect(kernels.allFinite(x.at, 64)).toBe(1);
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    for (const at of [0, 1, 2, 3, 40, 63]) {
      const kept = x.view[at]!;
      x.view[at] = bad;
      expect(kernels.allFinite(x.at, 64)).toBe(0);
      x.view[at] = kept;
    }
  }
});

test("onGrid: whether every value is a whole number of steps", () => {
  const { kernels, floats } = createKernels(4096);
  const x = floats(64);
  x.view.set(noise(64).map((value) => Math.round(value * 128) / 128));
  expect(kernels.onGrid(x.at, 64, 128)).toBe(1);
  expect(kernels.onGrid(x.at, 64, 256)).toBe(1);
  x.view[63] = 1 / 256;
  expect(kernels.onGrid(x.at, 64, 128)).toBe(0);
  expect(kernels.onGrid(x.at, 64, 256)).toBe(1);
});

test("firstAtLeast finds the first, from anywhere", () => {
  const { kernels, floats } = createKernels(4096);
  const x = floats(64);
  for (const at of [0, 1, 3, 4, 17, 62]) {
    x.view.fill(0.1);
    x.view[at] = -0.5;
    x.view[63] = 0.5;
    for (const from of [0, 1, 2, 5, 18, 63]) {
      expect(kernels.firstAtLeast(x.at, from, 64, 0.5)).toBe(at >= from ? at : 63);
      expect(kernels.firstAtLeast(x.at, from, 62, 0.5)).toBe(at >= from && at < 62 ? at : 62);
    }
  }
  expect(kernels.firstAtLeast(x.at, 0, 64, 0.51)).toBe(64);
});

describe("interpolation", () => {
  const [taps, phases, frames] = [16, 4, 32];
  const { kernels, floats, integers } = createKernels(65_536);
  const x = floats(256);
  const rows = floats((phases - 1) * taps);
  x.view.set(noise(256));
  rows.view.set(noise(rows.view.length).map((value) => value / 3));
  const at = 64;
  const value = (n: number, f: number): number => {
    if (f === 0) return x.view[n]!;
    let sum = 0;
    for (let k = 0; k < taps; k++) sum += rows.view[(f - 1) * taps + k]! * x.view[n - taps / 2 + 1 + k]!;
    return sum;
  };

  test("interpolate: all phases of every frame, and the largest of them", () => {
    const out = floats(phases * frames);
    const peak = kernels.interpolate(x.at + at * 4, frames, rows.at, taps, phases, out.at);
    const wanted = Float64Array.from({ length: phases * frames }, (_, i) =>
      value(at + (i % frames), Math.floor(i / frames)),
    );
    expect(worst(out.view, wanted)).toBeLessThan(SINGLE);
    expect(peak).toBe(out.view.reduce((most, each) => Math.max(most, Math.abs(each)), 0));
  });

  test("groupPeaks: the largest sample of every 16", () => {
    const out = floats(16);
    kernels.groupPeaks(x.at, 16, out.at);
    for (let g = 0; g < 16; g++) {
      expect(out.view[g]).toBe(
        x.view.subarray(g * 16, g * 16 + 16).reduce((most, each) => Math.max(most, Math.abs(each)), 0),
      );
    }
  });

  test("scanPeaks: where nothing may be left out, the largest of all groups, and every group near it is listed", () => {
    const [levels, scratch, list] = [floats(16), floats(phases * 16), integers(20)];
    kernels.groupPeaks(x.at + (at - 16) * 4, 10, levels.at);
    // A gate and a bound this high leave out nothing.
    const peak = kernels.scanPeaks(
      x.at + at * 4,
      0,
      8,
      levels.at,
      rows.at,
      taps,
      phases,
      100,
      100,
      0,
      0.9,
      scratch.at,
      list.at,
    );
    const groups = Array.from({ length: 8 }, (_, g) => {
      let most = 0;
      for (let n = 0; n < 16; n++)
        for (let f = 0; f < phases; f++) most = Math.max(most, Math.abs(value(at + g * 16 + n, f)));
      return most;
    });
    const wanted = Math.max(...groups);
    expect(peak).toBeCloseTo(wanted, 5);
    const listed = Array.from(list.view.subarray(1, 1 + list.view[0]!));
    groups.forEach((most, g) => {
      if (most >= wanted * 0.9) expect(listed).toContain(g);
    });
  });

  test("peakEnvelope: never under the interpolated values on both sides of a frame, samples alone under the threshold", () => {
    const envelope = floats(128);
    kernels.peakEnvelope(x.at + at * 4, 128, envelope.at, rows.at, taps, 0);
    for (let n = 4; n < 128; n++) {
      // What lies between a frame and its neighbours counts for it, on both sides.
      const around = [1, 2, 3].flatMap((f) => [Math.abs(value(at + n, f)), Math.abs(value(at + n - 1, f))]);
      const most = Math.max(Math.abs(value(at + n, 0)), ...around);
      expect(envelope.view[n]!).toBeGreaterThanOrEqual(most - 1e-5);
      expect(envelope.view[n]!).toBeLessThanOrEqual(most * 1.5 + 1e-5);
    }
    const quiet = floats(128);
    kernels.peakEnvelope(x.at + at * 4, 128, quiet.at, rows.at, taps, 2);
    for (let n = 0; n < 128; n++) expect(quiet.view[n]).toBe(Math.abs(x.view[at + n]!));
  });
});

describe("mid and side through one transform", () => {
  const n = 32;
  const complexDft = (re: ArrayLike<number>, im: ArrayLike<number>, sign: number): [Float64Array, Float64Array] => {
    const [a, b] = [new Float64Array(n), new Float64Array(n)];
    for (let k = 0; k < n; k++) {
      for (let t = 0; t < n; t++) {
        const angle = (sign * 2 * Math.PI * k * t) / n;
        a[k]! += re[t]! * Math.cos(angle) - im[t]! * Math.sin(angle);
        b[k]! += re[t]! * Math.sin(angle) + im[t]! * Math.cos(angle);
      }
    }
    return [a, b];
  };
  const zeros = new Float64Array(n);

  test("midSideWindowed: half the sum and half the difference, times the window", () => {
    const { kernels, floats } = createKernels(8192);
    const [left, right, window, re, im] = [floats(n), floats(n), floats(n), floats(n), floats(n)];
    left.view.set(noise(n));
    right.view.set(noise(n));
    window.view.set(noise(n));
    kernels.midSideWindowed(left.at, right.at, window.at, re.at, im.at, n);
    expect(
      worst(
        re.view,
        Float64Array.from(window.view, (w, t) => (w * (left.view[t]! + right.view[t]!)) / 2),
      ),
    ).toBeLessThan(SINGLE);
    expect(
      worst(
        im.view,
        Float64Array.from(window.view, (w, t) => (w * (left.view[t]! - right.view[t]!)) / 2),
      ),
    ).toBeLessThan(SINGLE);
  });

  test("accumulatePower: the power of each signal, added to what was there", () => {
    const { kernels, floats, doubles } = createKernels(8192);
    const [re, im] = [floats(n), floats(n)];
    const [mid, side] = [doubles(n / 2 + 4), doubles(n / 2 + 4)];
    mid.view.fill(1);
    const [m, s] = [noise(n), noise(n)];
    const [zr, zi] = complexDft(m, s, -1);
    re.view.set(zr);
    im.view.set(zi);
    kernels.accumulatePower(re.at, im.at, mid.at, side.at, n);
    const power = (x: Float32Array): Float64Array => {
      const [a, b] = complexDft(x, zeros, -1);
      return a.map((value, k) => value * value + b[k]! ** 2).slice(0, n / 2 + 1);
    };
    expect(
      worst(
        mid.view,
        power(m).map((value) => value + 1),
      ),
    ).toBeLessThan(SINGLE * 4);
    expect(worst(side.view, power(s))).toBeLessThan(SINGLE * 4);
  });

  test("filterMidSide: circular convolution of each with its own response", () => {
    const { kernels, floats } = createKernels(8192);
    const [re, im] = [floats(n), floats(n)];
    const stride = n / 2 + 4;
    const [hm, hs] = [floats(2 * stride), floats(2 * stride)];
    const [m, s, a, b] = [noise(n), noise(n), noise(n), noise(n)];
    const [zr, zi] = complexDft(m, s, -1);
    re.view.set(zr);
    im.view.set(zi);
    for (const [region, response] of [
      [hm, a],
      [hs, b],
    ] as const) {
      const [hr, hi] = complexDft(response, zeros, -1);
      region.view.set(hr.subarray(0, n / 2 + 1));
      region.view.set(hi.subarray(0, n / 2 + 1), stride);
    }
    kernels.filterMidSide(re.at, im.at, hm.at, hs.at, stride * 4, n);
    const [back, other] = complexDft(re.view, im.view, 1);
    const circular = (x: Float32Array, h: Float32Array): Float64Array =>
      Float64Array.from({ length: n }, (_, t) => h.reduce((sum, tap, k) => sum + tap * x[(t - k + n) % n]!, 0));
    expect(
      worst(
        back.map((value) => value / n),
        circular(m, a),
      ),
    ).toBeLessThan(SINGLE * 4);
    expect(
      worst(
        other.map((value) => value / n),
        circular(s, b),
      ),
    ).toBeLessThan(SINGLE * 4);
  });
});

test("memory that does not suffice is an error, not an overrun", () => {
  expect(() => createKernels(16).floats(100_000)).toThrow(RangeError);
});
