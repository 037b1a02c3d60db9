import { decibelsFromAmplitude, decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import type { Reason } from "../../foundation/plan/index.ts";
import {
  bandPowers,
  type Energies,
  integratedLoudness,
  loudnessFromPower,
  loudnessRange,
  type MidSideSpectrum,
  type Peaks,
  THIRD_OCTAVES_HZ,
  windowMeans,
} from "../../foundation/sound/index.ts";
import { effectiveBandwidth } from "./bandwidth.ts";
import type { ClippedRun, Measurement } from "./measurement.ts";

/** What the meters gathered in their pass over the sound. */
export interface Gathered {
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly lossless: boolean;
  readonly energies: Energies;
  readonly peaks: Peaks;
  readonly spectrum: MidSideSpectrum;
  readonly clippedRuns: readonly ClippedRun[];
  /** Frames; -1 where nothing reaches the step of 16 bits. */
  readonly firstSound: number;
  readonly lastSound: number;
  readonly bits: number | null;
}

/** Slices of 10 ms in the windows of EBU Tech 3341: momentary, short-term, and the step between gating blocks. */
const MOMENTARY = 40;
const SHORT_TERM = 300;
const STEP = 10;

export function summarise(gathered: Gathered): Measurement {
  const { sampleRate, channelCount, energies, peaks, spectrum } = gathered;
  const { frames, weightedPower, squares, sums } = energies;
  const seconds = frames / sampleRate;
  const nullReasons: Record<string, Reason> = {};
  const because =
    (code: string, facts: Reason["facts"] = {}) =>
    (field: string): null => {
      nullReasons[field] = { code, facts };
      return null;
    };
  const silent = because("sound.silent", { samplePeak: peaks.samplePeak });
  const mono = because("sound.mono", { channels: channelCount });
  const decibels = (field: string, amplitude: number): number | null =>
    amplitude > 0 ? decibelsFromAmplitude(amplitude) : silent(field);

  const gating = windowMeans(weightedPower, MOMENTARY, STEP);
  const shortTerm = windowMeans(weightedPower, SHORT_TERM, STEP);
  const tooShort = (leastSeconds: number) => because("sound.too-short", { seconds, leastSeconds });
  const gated = because("loudness.gated-out", { gateLufs: -70 });
  const largest = (field: string, powers: Float64Array, leastSeconds: number): number | null => {
    if (powers.length === 0) return tooShort(leastSeconds)(field);
    const power = powers.reduce((most, each) => Math.max(most, each), 0);
    return power > 0 ? loudnessFromPower(power) : silent(field);
  };

  const integratedLufs =
    gating.length === 0 ? tooShort(0.4)("integratedLufs") : (integratedLoudness(gating) ?? gated("integratedLufs"));
  const truePeakDbtp = decibels("truePeakDbtp", peaks.truePeak);
  const samplePeakDbfs = decibels("samplePeakDbfs", peaks.samplePeak);
  const square = squares.reduce((sum, each) => sum + each, 0) / Math.max(1, frames * channelCount);
  const [left = 0, right = 0] = squares;
  const pair = left + right;
  const stereo = channelCount > 1;
  const midPower = (pair + 2 * energies.cross) / 4;
  const sidePower = (pair - 2 * energies.cross) / 4;

  return {
    sampleRate,
    channels: channelCount,
    frames,
    seconds,
    integratedLufs,
    loudnessRangeLu:
      shortTerm.length === 0 ? tooShort(3)("loudnessRangeLu") : (loudnessRange(shortTerm) ?? gated("loudnessRangeLu")),
    maxMomentaryLufs: largest("maxMomentaryLufs", windowMeans(weightedPower, MOMENTARY, 1), 0.4),
    maxShortTermLufs: largest("maxShortTermLufs", windowMeans(weightedPower, SHORT_TERM, 1), 3),
    truePeakDbtp,
    samplePeakDbfs,
    crestFactorDb:
      square > 0 ? decibelsFromAmplitude(peaks.samplePeak) - decibelsFromPower(square) : silent("crestFactorDb"),
    psrDb: shortTerm.length === 0 ? tooShort(3)("psrDb") : (leastPeakToLoudness(peaks, shortTerm) ?? gated("psrDb")),
    plrDb:
      truePeakDbtp !== null && integratedLufs !== null
        ? truePeakDbtp - integratedLufs
        : because("plr.needs-loudness")("plrDb"),
    dcOffset: Array.from(sums, (sum) => (frames > 0 ? sum / frames : 0)),
    correlation: !stereo
      ? mono("correlation")
      : left > 0 && right > 0
        ? energies.cross / Math.sqrt(left * right)
        : because("channel.silent")("correlation"),
    monoLossDb: !stereo
      ? mono("monoLossDb")
      : energies.weightedPair > 0
        ? levelOr((energies.weightedPair + 2 * energies.weightedCross) / (2 * energies.weightedPair), () =>
            because("mono.cancels")("monoLossDb"),
          )
        : silent("monoLossDb"),
    sideToMidDb: !stereo
      ? mono("sideToMidDb")
      : pair <= 0
        ? silent("sideToMidDb")
        : sidePower <= pair * 1e-15
          ? because("side.silent")("sideToMidDb")
          : levelOr(midPower <= pair * 1e-15 ? 0 : sidePower / midPower, () => because("mid.silent")("sideToMidDb")),
    clippedRuns: gathered.clippedRuns,
    silence:
      gathered.firstSound < 0
        ? { leadSeconds: seconds, tailSeconds: seconds }
        : {
            leadSeconds: gathered.firstSound / sampleRate,
            tailSeconds: (frames - 1 - gathered.lastSound) / sampleRate,
          },
    noiseFloorDbfs: noiseFloor(energies.meanSquare) ?? silent("noiseFloorDbfs"),
    effectiveBits: !gathered.lossless
      ? because("codec.lossy")("effectiveBits")
      : gathered.bits === null
        ? because("samples.no-integer-grid", { leastBits: 33 })("effectiveBits")
        : peaks.samplePeak > 0
          ? gathered.bits
          : silent("effectiveBits"),
    effectiveBandwidthHz:
      effectiveBandwidth(
        spectrum.mid.map((power, k) => power + (spectrum.side[k] as number)),
        sampleRate,
      ) ?? silent("effectiveBandwidthHz"),
    spectrum: {
      bandsHz: THIRD_OCTAVES_HZ,
      midDb: bandLevels(spectrum.mid, sampleRate),
      sideDb: bandLevels(spectrum.side, sampleRate),
    },
    nullReasons,
  };
}

function levelOr(ratio: number, none: () => null): number | null {
  return ratio > 1e-15 ? decibelsFromPower(ratio) : none();
}

function bandLevels(power: Float64Array, sampleRate: number): (number | null)[] {
  return Array.from(bandPowers(power, sampleRate), (each) => (each > 1e-20 ? decibelsFromPower(each) : null));
}

/** Null where every window is under the gate of -70 LUFS. */
function leastPeakToLoudness(peaks: Peaks, shortTerm: Float64Array): number | null {
  let least = Infinity;
  shortTerm.forEach((power, w) => {
    if (loudnessFromPower(power) <= -70) return;
    let peak = 0;
    for (let s = w; s < w + SHORT_TERM / STEP && s < peaks.per100ms.length; s++) {
      peak = Math.max(peak, peaks.per100ms[s] as number);
    }
    least = Math.min(least, decibelsFromAmplitude(peak) - loudnessFromPower(power));
  });
  return least === Infinity ? null : least;
}

/** dBFS; null where all is silent or shorter than 100 ms. */
function noiseFloor(meanSquare: Float64Array): number | null {
  const levels = windowMeans(meanSquare, STEP, STEP)
    .filter((power) => power > 0)
    .sort();
  const power = levels[Math.floor((levels.length - 1) * 0.05)];
  return power === undefined ? null : decibelsFromPower(power);
}
