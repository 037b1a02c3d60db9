/** Whether two stems hold the same sound, moved in time or turned over: correlation of their sketches. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { createFft, type Hertz } from "../../foundation/sound/index.ts";
import { SKETCH_DIVISOR, type StemSketch } from "./session-sketch.ts";

export interface Relation {
  /** Places in the list of stems, `first` < `second`. */
  readonly first: number;
  readonly second: number;
  /** Largest correlation over the lags, -1 to 1, and where: seconds by which `second` is later than `first`. */
  readonly correlation: number;
  readonly lagSeconds: number;
  /** At no lag. */
  readonly together: number;
  /** Level of the sum of both with `second` turned over, over the sum as it is, dB, below 690 Hz at 44.1 kHz. */
  readonly flipGainDb: number;
}

/** Lags that are looked at. */
const MOST_LAG_SECONDS = 0.05;
/** Windows that are compared: those with the most sound in both. */
const MOST_WINDOWS = 6;
/** Under this nothing is shared. */
export const LEAST_CORRELATION = 0.6;

/** Pairs that share a sound. */
export function relatedStems(sketches: readonly StemSketch[], sampleRate: Hertz): Relation[] {
  const rate = sampleRate / SKETCH_DIVISOR;
  const size = transformSize(sketches);
  if (size === 0) return [];
  const fft = createFft(size);
  const spectra = sketches.map((sketch) => spectraOf(sketch, fft, size));
  const relations: Relation[] = [];
  for (let first = 0; first < sketches.length; first++) {
    for (let second = first + 1; second < sketches.length; second++) {
      const common = [...(spectra[first] as Spectra).keys()]
        .filter((key) => (spectra[second] as Spectra).has(key))
        .map((key) => ({
          a: (spectra[first] as Spectra).get(key) as Spectrum,
          b: (spectra[second] as Spectra).get(key) as Spectrum,
        }))
        .sort((x, y) => y.a.energy * y.b.energy - x.a.energy * x.b.energy)
        .slice(0, MOST_WINDOWS);
      if (common.length === 0) continue;
      const found = correlate(common, fft, size, Math.round(MOST_LAG_SECONDS * rate));
      if (Math.abs(found.correlation) < LEAST_CORRELATION) continue;
      relations.push({ first, second, ...found, lagSeconds: found.lag / rate });
    }
  }
  return relations;
}

interface Spectrum {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly energy: number;
}
type Spectra = ReadonlyMap<number, Spectrum>;

function transformSize(sketches: readonly StemSketch[]): number {
  const length = Math.max(
    0,
    ...sketches.flatMap(({ windows }) => [...windows.values()].map((window) => window.length)),
  );
  let size = 16;
  while (size < 1.1 * length) size *= 2;
  return length === 0 ? 0 : size;
}

function spectraOf({ windows }: StemSketch, fft: ReturnType<typeof createFft>, size: number): Spectra {
  const spectra = new Map<number, Spectrum>();
  for (const [key, window] of windows) {
    let energy = 0;
    for (let n = 0; n < window.length; n++) energy += (window[n] as number) ** 2;
    // -70 dBFS
    if (energy < window.length * 1e-7) continue;
    fft.re.fill(0);
    fft.im.fill(0);
    fft.re.set(window);
    fft.forward();
    // An offset is no sound: the energy is that of everything over 0 Hz.
    let heard = 0;
    for (let k = 1; k < size / 2; k++) heard += (fft.re[k] as number) ** 2 + (fft.im[k] as number) ** 2;
    spectra.set(key, { re: fft.re.slice(0, size / 2), im: fft.im.slice(0, size / 2), energy: (2 * heard) / size });
  }
  return spectra;
}

/**
 * Correlation of the pairs of windows together, each weighed by its energies. The low band decides what a turned
 * polarity costs: there both sounds add in amplitude.
 */
function correlate(
  pairs: readonly { readonly a: Spectrum; readonly b: Spectrum }[],
  fft: ReturnType<typeof createFft>,
  size: number,
  mostLag: number,
): { correlation: number; lag: number; together: number; flipGainDb: number } {
  const sums = new Float64Array(2 * mostLag + 1);
  let [energyA, energyB] = [0, 0];
  let [same, flipped] = [1e-20, 1e-20];
  for (const { a, b } of pairs) {
    fft.re.fill(0);
    fft.im.fill(0);
    const low = size / 8;
    for (let k = 1; k < size / 2; k++) {
      const [ar, ai, br, bi] = [a.re[k], a.im[k], b.re[k], b.im[k]] as [number, number, number, number];
      // B times the conjugate of A: its inverse peaks where b is later by the lag.
      fft.re[k] = br * ar + bi * ai;
      fft.im[k] = bi * ar - br * ai;
      fft.re[size - k] = fft.re[k] as number;
      fft.im[size - k] = -(fft.im[k] as number);
      if (k >= low) continue;
      same += (ar + br) ** 2 + (ai + bi) ** 2;
      flipped += (ar - br) ** 2 + (ai - bi) ** 2;
    }
    fft.inverse();
    for (let lag = -mostLag; lag <= mostLag; lag++)
      sums[lag + mostLag] = (sums[lag + mostLag] as number) + (fft.re[(lag + size) % size] as number) / size;
    energyA += a.energy;
    energyB += b.energy;
  }
  const scale = Math.sqrt(energyA * energyB);
  let best = mostLag;
  for (let at = 0; at < sums.length; at++) if (Math.abs(sums[at] as number) > Math.abs(sums[best] as number)) best = at;
  return {
    correlation: (sums[best] as number) / scale,
    lag: best - mostLag,
    together: (sums[mostLag] as number) / scale,
    flipGainDb: decibelsFromPower(flipped / same),
  };
}
