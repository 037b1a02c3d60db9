/** What cuts for moments take of a stem's loudness. */
import { amplitudeFromDecibels, decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { equaliserPower, kWeighting, movingBellPower } from "../../foundation/sound/index.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import { cutAmount, type MomentCut } from "./moment-cuts.ts";
import { excitationDb } from "./stem-level.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

/** K-weighting (BS.1770) at the centre of each ERB band, as factors of power; at 48 kHz, where it is defined. */
export const BAND_LOUDNESS: Float64Array = Float64Array.from(ERB_CENTRES_HZ, (hz) => {
  const { shelf, highPass } = kWeighting(48_000);
  return equaliserPower([shelf, highPass], hz, 48_000);
});

/** Change of a stem's K-weighted level by cuts for moments, dB (0 or less); told from its trace, behind `gainsDb`. */
export function cutLoss(trace: StemTrace, gainsDb: Float64Array, cuts: readonly MomentCut[]): number {
  if (cuts.length === 0) return 0;
  const frames = trace.cents.length;
  const kept = new Float64Array(frames * ERB_BANDS).fill(1);
  for (const cut of cuts) {
    const depth = 1 - amplitudeFromDecibels(cut.gainDb);
    for (const [from, to] of cut.moments) {
      const last = Math.min(frames - 1, Math.floor(to * TRACE_RATE));
      for (let at = Math.max(0, Math.ceil(from * TRACE_RATE)); at <= last; at++) {
        const gain = 1 - depth * cutAmount(from, to, at / TRACE_RATE);
        for (let b = 0; b < ERB_BANDS; b++) {
          const n = at * ERB_BANDS + b;
          kept[n] = (kept[n] as number) * movingBellPower(cut, gain, ERB_CENTRES_HZ[b] as number);
        }
      }
    }
  }
  const weights = gainsDb.map((gain, b) => powerFromDecibels(gain) * (BAND_LOUDNESS[b] as number));
  let [before, after] = [1e-30, 1e-30];
  for (let at = 0; at < frames; at++)
    for (let b = 0; b < ERB_BANDS; b++) {
      if (trace.excitation[at * ERB_BANDS + b] === 0) continue;
      const power = powerFromDecibels(excitationDb(trace, at, b)) * (weights[b] as number);
      before += power;
      after += power * (kept[at * ERB_BANDS + b] as number);
    }
  return decibelsFromPower(after / before);
}
