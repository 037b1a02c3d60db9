import type { Reason } from "../../foundation/plan/index.ts";

/** Samples in a row at the sound's very maximum: three or more equal ones, within 0.01 dB of it. */
export interface ClippedRun {
  /** 0 is the first channel. */
  readonly channel: number;
  readonly seconds: number;
  readonly frames: number;
}

/** Third octaves (IEC 61260-1) of the whole sound, dBFS: a full-scale sine in mid reads -3.01 in its band; null under -200. */
export interface ThirdOctaveSpectrum {
  readonly bandsHz: readonly number[];
  readonly midDb: readonly (number | null)[];
  readonly sideDb: readonly (number | null)[];
}

/**
 * What `measure` says of one sound. The names are stable. Plain numbers in the unit of the name; what is undefined for
 * this sound is null, and `nullReasons` says why.
 */
export interface Measurement {
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
  readonly seconds: number;
  /** ITU-R BS.1770-5. */
  readonly integratedLufs: number | null;
  /** EBU Tech 3342, from short-term values every 100 ms. */
  readonly loudnessRangeLu: number | null;
  readonly maxMomentaryLufs: number | null;
  readonly maxShortTermLufs: number | null;
  readonly truePeakDbtp: number | null;
  readonly samplePeakDbfs: number | null;
  /** Largest sample peak over the RMS of all channels; a sine reads 3.01. */
  readonly crestFactorDb: number | null;
  /** Least, over time, of true peak in a 3 s window minus its short-term loudness; windows over -70 LUFS. */
  readonly psrDb: number | null;
  /** True peak minus integrated loudness. */
  readonly plrDb: number | null;
  /** Mean of the samples of each channel; full scale is 1. */
  readonly dcOffset: readonly number[];
  /** Of left and right, -1 to 1. */
  readonly correlation: number | null;
  /** K-weighted level of (L + R)/2 minus that of the mean power of L and R. */
  readonly monoLossDb: number | null;
  readonly sideToMidDb: number | null;
  readonly clippedRuns: readonly ClippedRun[];
  /** What lies under the least step of 16 bits (2^-15) at both ends. */
  readonly silence: { readonly leadSeconds: number; readonly tailSeconds: number };
  /** 5th percentile of RMS in 100 ms, exact silence left out. */
  readonly noiseFloorDbfs: number | null;
  /** Least word length of integers that holds every sample. */
  readonly effectiveBits: number | null;
  /** Highest third octave whose mean density is over 10 dB above the floor above it. */
  readonly effectiveBandwidthHz: number | null;
  readonly spectrum: ThirdOctaveSpectrum;
  readonly nullReasons: Readonly<Record<string, Reason>>;
}

/** The measurement, and the curves behind it that pictures and the mastering stages are made from. */
export interface SoundAnalysis {
  readonly measurement: Measurement;
  /** K-weighted power per 10 ms (sum over channels of G times the mean square). */
  readonly weightedPower: Float64Array;
  /** Mean square per 10 ms. */
  readonly meanSquare: Float64Array;
  /** Power below 120 Hz and above 5 kHz per 10 ms (sum over channels of the mean square); null where not asked for. */
  readonly lowPower: Float64Array | null;
  readonly highPower: Float64Array | null;
  /** True peak per 100 ms, amplitude. */
  readonly peaks: Float64Array;
  /** Whole-sound mean power per bin, mid and side (Welch, Hann). */
  readonly midPower: Float64Array;
  readonly sidePower: Float64Array;
  readonly spectrumSize: number;
  /** How often left (x) and right (y) took which value: a square of `goniometerSize` cells a side, side to side by mid. */
  readonly goniometer: Uint32Array;
  /** Samples that are not numbers (NaN, infinite), taken as 0; where the first stands. */
  readonly notNumbers: { readonly count: number; readonly firstSeconds: number | null };
}

export const GONIOMETER_SIZE = 96;
