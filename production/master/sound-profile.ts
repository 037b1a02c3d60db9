import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { bandPowers, THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";

export const PROFILE_SCHEMA = "songwright.sound-profile/1";

/** What a sound, or the mean of several, is like: the aim of a match. Levels in dB relative to the mid's total. */
export interface SoundProfile {
  readonly schema: typeof PROFILE_SCHEMA;
  readonly name: string;
  /** How many sounds went in. */
  readonly songs: number;
  readonly bandsHz: readonly number[];
  readonly midDb: readonly number[];
  readonly sideDb: readonly number[];
  /** Standard deviation over the songs, dB per band; 0 for one song. */
  readonly midSpreadDb: readonly number[];
  /** Total side over total mid; null where every song is mono. */
  readonly sideToMidDb: number | null;
  readonly integratedLufs: number;
  readonly loudnessRangeLu: number | null;
  readonly plrDb: number;
}

const FLOOR_DB = -140;

/** Null for a sound that has no loudness (silence), or a mid that cancels: nothing to match. */
export function profileOf(name: string, analysis: SoundAnalysis): SoundProfile | null {
  const { measurement, midPower, sidePower } = analysis;
  const mid = bandPowers(midPower, measurement.sampleRate);
  const side = bandPowers(sidePower, measurement.sampleRate);
  const midTotal = mid.reduce((sum, each) => sum + each, 0);
  const sideTotal = side.reduce((sum, each) => sum + each, 0);
  if (measurement.integratedLufs === null || measurement.plrDb === null) return null;
  if (midTotal < 1e-4 * sideTotal || midTotal <= 0) return null;
  const relative = (power: number): number => Math.max(FLOOR_DB, decibelsFromPower(power / midTotal));
  return {
    schema: PROFILE_SCHEMA,
    name,
    songs: 1,
    bandsHz: THIRD_OCTAVES_HZ,
    midDb: Array.from(mid, relative),
    sideDb: Array.from(side, relative),
    midSpreadDb: THIRD_OCTAVES_HZ.map(() => 0),
    sideToMidDb: sideTotal > midTotal * 1e-9 ? decibelsFromPower(sideTotal / midTotal) : null,
    integratedLufs: measurement.integratedLufs,
    loudnessRangeLu: measurement.loudnessRangeLu,
    plrDb: measurement.plrDb,
  };
}

/** The mean of several profiles (levels averaged in dB, so that no single song rules). Needs at least one. */
export function averageProfile(name: string, profiles: readonly SoundProfile[]): SoundProfile {
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const known = (values: readonly (number | null)[]): number | null => {
    const numbers = values.filter((value) => value !== null);
    return numbers.length > 0 ? mean(numbers) : null;
  };
  const bands = (pick: (profile: SoundProfile) => readonly number[]): number[] =>
    THIRD_OCTAVES_HZ.map((_, b) => mean(profiles.map((profile) => pick(profile)[b] as number)));
  const midDb = bands(({ midDb }) => midDb);
  return {
    schema: PROFILE_SCHEMA,
    name,
    songs: profiles.reduce((sum, { songs }) => sum + songs, 0),
    bandsHz: THIRD_OCTAVES_HZ,
    midDb,
    sideDb: bands(({ sideDb }) => sideDb),
    midSpreadDb: midDb.map((centre, b) =>
      Math.sqrt(mean(profiles.map((profile) => ((profile.midDb[b] as number) - centre) ** 2))),
    ),
    sideToMidDb: known(profiles.map(({ sideToMidDb }) => sideToMidDb)),
    integratedLufs: mean(profiles.map(({ integratedLufs }) => integratedLufs)),
    loudnessRangeLu: known(profiles.map(({ loudnessRangeLu }) => loudnessRangeLu)),
    plrDb: mean(profiles.map(({ plrDb }) => plrDb)),
  };
}

/** Band levels as powers, for matching. */
export function profilePowers(levelsDb: readonly number[]): Float64Array {
  return Float64Array.from(levelsDb, (level) => (level <= FLOOR_DB ? 0 : powerFromDecibels(level)));
}
