/**
 * Distance of audio features between two mixes: RMS, crest factor, stereo width, stereo imbalance, 24-band bark spectra of
 * mid and side, mean squares weighted 0.1, 0.001, 1, 1, 0.1 (S. Vanka and others, Diff-MST, ISMIR 2024). Both mixes
 * at equal RMS first. Plain 64-bit arithmetic.
 */
import { createFft } from "../../foundation/sound/index.ts";
import type { Stereo } from "./disturb.ts";
import { BENCH_RATE } from "./songs.ts";

const SIZE = 32_768;
/** E. Zwicker's critical bands, Hz. */
const EDGES = [
  20, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300, 6400,
  7700, 9500, 12_000, 15_500,
];

export interface MixFeatures {
  readonly rms: number;
  readonly crestDb: number;
  readonly width: number;
  readonly imbalance: number;
  readonly midDb: readonly number[];
  readonly sideDb: readonly number[];
}

export function mixFeatures(sound: Stereo): MixFeatures {
  const [left, right] = sound;
  let [ll, rr, mm, ss, peak] = [0, 0, 0, 0, 0];
  for (let n = 0; n < left.length; n++) {
    const [l, r] = [left[n] as number, right[n] as number];
    ll += l * l;
    rr += r * r;
    mm += (l + r) ** 2;
    ss += (l - r) ** 2;
    peak = Math.max(peak, Math.abs(l), Math.abs(r));
  }
  const rms = Math.sqrt((ll + rr) / (2 * left.length));
  const [midDb, sideDb] = spectra(sound, rms);
  return {
    rms: 1,
    crestDb: 20 * Math.log10(peak / rms),
    width: ss / (mm + 1e-12),
    imbalance: (rr - ll) / (rr + ll + 1e-12),
    midDb,
    sideDb,
  };
}

function spectra([left, right]: Stereo, rms: number): [number[], number[]] {
  const fft = createFft(SIZE);
  const sums = [new Float64Array(EDGES.length - 1), new Float64Array(EDGES.length - 1)] as const;
  const band = Int8Array.from({ length: SIZE / 2 }, (_, k) => {
    const hz = (k * BENCH_RATE) / SIZE;
    return EDGES.findIndex((edge, b) => hz >= edge && hz < (EDGES[b + 1] ?? 0));
  });
  let frames = 0;
  for (let at = 0; at + SIZE <= left.length; at += SIZE / 4, frames++) {
    for (let n = 0; n < SIZE; n++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE);
      const [l, r] = [left[at + n] as number, right[at + n] as number];
      fft.re[n] = ((l + r) / 2 / rms) * window;
      fft.im[n] = ((l - r) / 2 / rms) * window;
    }
    fft.forward();
    for (let k = 1; k < SIZE / 2; k++) {
      const b = band[k] as number;
      if (b < 0) continue;
      const [p, q, r, s] = [fft.re[k], fft.im[k], fft.re[SIZE - k], fft.im[SIZE - k]] as [
        number,
        number,
        number,
        number,
      ];
      sums[0][b] = (sums[0][b] as number) + ((p + r) / 2) ** 2 + ((q - s) / 2) ** 2;
      sums[1][b] = (sums[1][b] as number) + ((q + s) / 2) ** 2 + ((r - p) / 2) ** 2;
    }
  }
  const log = (values: Float64Array): number[] =>
    Array.from(values, (sum) => Math.log10(sum / Math.max(1, frames) + 1e-8));
  return [log(sums[0]), log(sums[1])];
}

export function featuresDistance(a: MixFeatures, b: MixFeatures): number {
  const mean = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, k) => sum + (value - (y[k] as number)) ** 2, 0) / x.length;
  return (
    0.1 * (a.rms - b.rms) ** 2 +
    0.001 * (a.crestDb - b.crestDb) ** 2 +
    (a.width - b.width) ** 2 +
    (a.imbalance - b.imbalance) ** 2 +
    0.1 * ((mean(a.midDb, b.midDb) + mean(a.sideDb, b.sideDb)) / 2)
  );
}
