import {
  type Block,
  butterworth,
  createEnergyMeter,
  createKernels,
  createMidSideAnalyser,
  createTruePeakMeter,
  type Hertz,
  type MidSideSpectrum,
  type Peaks,
} from "../../foundation/sound/index.ts";
import { ClippingFinder } from "./clipping.ts";
import { GONIOMETER_SIZE, type SoundAnalysis } from "./measurement.ts";
import { type Gathered, summarise } from "./summary.ts";

export interface SoundAnalyser {
  /** Blocks in order; arrays of one length, one per channel. They are not kept and not changed. */
  push(block: Block): void;
  finish(): SoundAnalysis;
}

/** The half of the work that can go on in another thread: peaks between samples, and spectra. */
export interface SpectralPart {
  push(block: Block): void;
  finish(): SpectralResult;
}

export interface SpectralResult {
  readonly peaks: Peaks;
  readonly spectrum: MidSideSpectrum;
}

/** The other half: energies, and what is seen sample by sample. */
export interface TemporalPart {
  /** Gives back the block as it is measured (what is no number is 0), for the other half. */
  push(block: Block): Block;
  finish(other: SpectralResult): SoundAnalysis;
}

export interface AnalyserOptions {
  /** Whether the samples lie on a grid of integers at all: false for lossy codecs. */
  readonly lossless: boolean;
  /** Frames from one spectrum window to the next: by default half a window; a whole one is twice as fast. */
  readonly spectrumHop?: number;
  /** Also follow the level of lows and highs over time (what mastering asks for). */
  readonly bands?: boolean;
}

/** Where lows end and highs begin. */
export const LOW_HZ = 120;
export const HIGH_HZ = 5000;
const CHUNK = 16_384;
/** 2^-15 */
const SIXTEEN_BIT_STEP = 0.000030517578125;
const GONIOMETER_STRIDE = 61;

/** Size of the spectrum window: about a third of a second at any rate. */
export function spectrumSize(sampleRate: Hertz): number {
  let size = 16_384;
  while (size * 2.2 > sampleRate && size > 1024) size /= 2;
  while (size * 4.4 < sampleRate) size *= 2;
  return size;
}

/** Measures a sound in one pass. Memory grows by 5 kB a second. */
export function createSoundAnalyser(sampleRate: Hertz, channelCount: number, options: AnalyserOptions): SoundAnalyser {
  const temporal = createTemporalPart(sampleRate, channelCount, options);
  const spectral = createSpectralPart(sampleRate, channelCount, options);
  return {
    push: (block) => spectral.push(temporal.push(block)),
    finish: () => temporal.finish(spectral.finish()),
  };
}

export function createSpectralPart(sampleRate: Hertz, channelCount: number, options: AnalyserOptions): SpectralPart {
  const size = spectrumSize(sampleRate);
  const peaks = createTruePeakMeter(sampleRate, channelCount);
  const spectrum = createMidSideAnalyser(sampleRate, size, options.spectrumHop ?? size / 2);
  return {
    push: (block) => {
      peaks.push(block);
      spectrum.push(block);
    },
    finish: () => ({ peaks: peaks.finish(), spectrum: spectrum.finish() }),
  };
}

export function createTemporalPart(sampleRate: Hertz, channelCount: number, options: AnalyserOptions): TemporalPart {
  const energy = createEnergyMeter(sampleRate, channelCount);
  const bandMeters =
    options.bands && sampleRate >= 4 * HIGH_HZ
      ? (["low", "high"] as const).map((end) => {
          const filter = butterworth(end, end === "low" ? LOW_HZ : HIGH_HZ, sampleRate);
          return createEnergyMeter(sampleRate, channelCount, [filter, filter]);
        })
      : [];
  const clipping = new ClippingFinder(channelCount);
  const goniometer = new Uint32Array(GONIOMETER_SIZE * GONIOMETER_SIZE);
  const { kernels, floats } = createKernels(CHUNK * 4 + 1024);
  const x = floats(CHUNK);
  let frames = 0;
  let firstSound = -1;
  let lastSound = -1;
  let bits: number | null = 1;
  let notNumbers = 0;
  let firstNotNumber: number | null = null;

  const lookAtSamples = (channel: number, samples: Float32Array, from: number, count: number): void => {
    x.view.fill(0, count & ~3);
    x.view.set(samples.subarray(from, from + count));
    const at = frames + from;
    const padded = (count + 3) & ~3;
    const first = kernels.firstAtLeast(x.at, 0, count, SIXTEEN_BIT_STEP);
    if (first < count) {
      if (firstSound < 0 || at + first < firstSound) firstSound = at + first;
      let last = count - 1;
      while (Math.abs(x.view[last] as number) < SIXTEEN_BIT_STEP) last--;
      if (at + last > lastSound) lastSound = at + last;
    }
    while (options.lossless && bits !== null && !kernels.onGrid(x.at, padded, 2 ** (bits - 1))) {
      bits = bits < 32 ? bits + 1 : null;
    }
    clipping.look(channel, x.view, count, at, (start) => kernels.firstAtLeast(x.at, start, count, clipping.level));
  };

  const finite = (block: Block): Block =>
    block.map((samples) => {
      for (let from = 0; from < samples.length; from += CHUNK) {
        const part = samples.subarray(from, from + CHUNK);
        x.view.fill(0);
        x.view.set(part);
        if (!kernels.allFinite(x.at, (part.length + 3) & ~3)) return numbersOnly(samples);
      }
      return samples;
    });

  const numbersOnly = (samples: Float32Array): Float32Array =>
    samples.map((sample, at) => {
      if (Number.isFinite(sample)) return sample;
      notNumbers++;
      const seconds = (frames + at) / sampleRate;
      if (firstNotNumber === null || seconds < firstNotNumber) firstNotNumber = seconds;
      return 0;
    });

  return {
    push: (given) => {
      const block = finite(given);
      energy.push(block);
      for (const meter of bandMeters) meter.push(block);
      const total = block[0]?.length ?? 0;
      for (let c = 0; c < channelCount; c++) {
        for (let from = 0; from < total; from += CHUNK) {
          lookAtSamples(c, block[c] as Float32Array, from, Math.min(CHUNK, total - from));
        }
      }
      if (channelCount > 1) plot(goniometer, block[0] as Float32Array, block[1] as Float32Array);
      frames += total;
      return block;
    },
    finish: ({ peaks, spectrum }) => {
      const gathered: Gathered = {
        sampleRate,
        channelCount,
        lossless: options.lossless,
        energies: energy.finish(),
        peaks,
        spectrum,
        clippedRuns: clipping.finish(sampleRate),
        firstSound,
        lastSound,
        bits,
      };
      return {
        measurement: summarise(gathered),
        weightedPower: gathered.energies.weightedPower,
        meanSquare: gathered.energies.meanSquare,
        lowPower: bandMeters[0]?.finish().weightedPower ?? null,
        highPower: bandMeters[1]?.finish().weightedPower ?? null,
        peaks: gathered.peaks.per100ms,
        midPower: gathered.spectrum.mid,
        sidePower: gathered.spectrum.side,
        spectrumSize: spectrum.size,
        goniometer,
        notNumbers: { count: notNumbers, firstSeconds: firstNotNumber },
      };
    },
  };
}

function plot(cells: Uint32Array, left: Float32Array, right: Float32Array): void {
  const half = GONIOMETER_SIZE / 2;
  for (let n = 0; n < left.length; n += GONIOMETER_STRIDE) {
    const l = left[n] as number;
    const r = right[n] as number;
    const across = Math.floor(half + (r - l) * 0.5 * half);
    const up = Math.floor(half - (l + r) * 0.5 * half);
    if (across >= 0 && across < GONIOMETER_SIZE && up >= 0 && up < GONIOMETER_SIZE) {
      cells[up * GONIOMETER_SIZE + across] = (cells[up * GONIOMETER_SIZE + across] as number) + 1;
    }
  }
}
