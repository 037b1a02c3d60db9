/** Refuses sounds that would be played so high that a synthesiser goes round and round their loop and never comes back. */
import { GeneratorTypes, type VoiceParameters } from "spessasynth_core";
import { FormatError } from "../../../foundation/plan/index.ts";

/** Loops that a sample of output may pass. A loop of 32 samples at the highest key of a sampled bass passes two. */
const MOST_LOOPS = 1000;

/** Generators that move the pitch while a note sounds, in cents. */
const MOVING = [GeneratorTypes.modEnvToPitch, GeneratorTypes.modLfoToPitch, GeneratorTypes.vibLfoToPitch] as const;

/** Pitch as in the SoundFont specification 2.04, section 8.1.2 (generators 5 to 7, 51, 52, 56 and 58). */
export function checkPitch({ sample, generators }: VoiceParameters, key: number, sampleRate: number): void {
  const value = (type: number): number => generators[type] as number;
  const mode = value(GeneratorTypes.sampleModes);
  if (mode !== 1 && mode !== 3) return;
  const root =
    value(GeneratorTypes.overridingRootKey) < 0 ? sample.originalKey : value(GeneratorTypes.overridingRootKey);
  const struck = value(GeneratorTypes.keyNum) < 0 ? key : value(GeneratorTypes.keyNum);
  const cents =
    (struck - root) * value(GeneratorTypes.scaleTuning) +
    100 * value(GeneratorTypes.coarseTune) +
    value(GeneratorTypes.fineTune) +
    sample.pitchCorrection +
    MOVING.reduce((sum, type) => sum + Math.abs(value(type)), 0);
  const offset = (fine: number, coarse: number): number => value(fine) + 32_768 * value(coarse);
  const start =
    sample.loopStart + offset(GeneratorTypes.startloopAddrsOffset, GeneratorTypes.startloopAddrsCoarseOffset);
  const end = sample.loopEnd + offset(GeneratorTypes.endloopAddrsOffset, GeneratorTypes.endloopAddrsCoarseOffset);
  const loops = ((sample.sampleRate / sampleRate) * 2 ** (cents / 1200)) / Math.max(1, Math.abs(end - start));
  if (!(loops <= MOST_LOOPS))
    throw new FormatError(
      "sound font",
      0,
      `the sample "${sample.name}" at a pitch that can be played for key ${key}`,
      `${Math.round(loops)} of its loops in a sample`,
    );
}
