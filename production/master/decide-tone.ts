import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision, type Reason } from "../../foundation/plan/index.ts";
import { bandPowers, THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import type { MasterBrief } from "./brief.ts";
import { profilePowers } from "./sound-profile.ts";
import { matchTone, toneControls } from "./tone-match.ts";

/** A match that moves no band by more than this is no move: the sounds are alike within what spectra can tell. */
const LEAST_MOVE_DB = 0.1;

/** Mid and side apart: gains of a smooth curve at the third-octave centres. All zero where nothing is to be matched. */
export function decideTone(analysis: SoundAnalysis, brief: MasterBrief): Decision<number[]>[] {
  const { sound, amount } = brief;
  const { sampleRate } = analysis.measurement;
  const channel = (name: "mid" | "side"): Decision<number[]> => {
    const power = name === "mid" ? analysis.midPower : analysis.sidePower;
    const what = `Tone of the ${name} (gain of a smooth curve at the third-octave centres)`;
    const leave = (reason: Reason): Decision<number[]> =>
      makeDecision<number[]>({
        id: `tone.${name}`,
        what,
        value: THIRD_OCTAVES_HZ.map(() => 0),
        unit: "dB",
        reasons: [reason],
        confidence: 1,
      });
    if (!sound) return leave({ code: "tone.no-reference", facts: {} });
    const levels = name === "mid" ? sound.midDb : sound.sideDb;
    const gains = matchTone(power, profilePowers(levels), sampleRate);
    const count = gains.decided.filter(Boolean).length;
    if (count === 0) return leave({ code: "tone.no-energy", facts: { channel: name } });
    const full = toneControls(gains, power, sampleRate);
    const most = gains.bandGainsDb.reduce((sum, each) => Math.max(sum, Math.abs(each)), 0);
    if (most < LEAST_MOVE_DB) return leave({ code: "tone.alike", facts: { mostDb: most, limitDb: LEAST_MOVE_DB } });
    const held = gains.bandGainsDb.filter((gain) => Math.abs(gain) > 11.99).length;
    return makeDecision<number[]>({
      id: `tone.${name}`,
      what,
      value: full.map((gain) => Math.round(gain * amount * 1000) / 1000),
      unit: "dB",
      reasons: [
        {
          code: "tone.matched",
          facts: {
            sound: sound.name,
            songs: sound.songs,
            bandsDecided: count,
            mostDb: most,
            bandsHeldAt12Db: held,
            differenceBeforeDb: shapeDifference(bandPowers(power, sampleRate), profilePowers(levels), gains.decided),
            amount,
          },
        },
      ],
      confidence: sound.songs > 1 ? 0.9 : 0.75,
      alternatives: [{ value: THIRD_OCTAVES_HZ.map(() => 0), reasons: [{ code: "tone.as-mixed", facts: {} }] }],
    });
  };
  return [channel("mid"), channel("side")];
}

/** RMS difference of two band spectra once their mean difference is taken off, dB. */
export function shapeDifference(a: Float64Array, b: Float64Array, decided: readonly boolean[]): number {
  const differences = Array.from(a, (power, band) =>
    decided[band] ? decibelsFromPower(power / (b[band] as number)) : null,
  ).filter((value) => value !== null);
  if (differences.length === 0) return 0;
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length;
  return Math.sqrt(differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / differences.length);
}
