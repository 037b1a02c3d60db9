import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";

/** An offset under this costs less than 0.05 dB of headroom and makes no click at an edit. */
const LEAST_OFFSET = 0.005;
const SUBSONIC_HZ = 18;
/** Energy under 18 Hz that is this near the whole eats headroom and moves cones for nothing. */
const SUBSONIC_DB = -20;

export function decideRepair({ measurement, midPower, sidePower, spectrumSize }: SoundAnalysis): Decision[] {
  const { dcOffset, sampleRate } = measurement;
  const largest = dcOffset.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const sum = (from: number, to: number): number => {
    let total = 0;
    for (let k = from; k < to; k++) total += (midPower[k] as number) + (sidePower[k] as number);
    return total;
  };
  // The first bins hold the offset, smeared by the window: it has a decision of its own.
  const edge = Math.round((SUBSONIC_HZ * spectrumSize) / sampleRate);
  const all = sum(2, midPower.length);
  const subsonicDb = all > 0 && edge > 2 ? Math.max(-200, decibelsFromPower(sum(2, edge) / all)) : -200;
  return [
    makeDecision({
      id: "repair.dc",
      what: "Offset subtracted from each channel",
      value: largest >= LEAST_OFFSET ? dcOffset.map((offset) => Math.fround(offset)) : dcOffset.map(() => 0),
      unit: "full scale",
      reasons: [
        {
          code: largest >= LEAST_OFFSET ? "dc.costs-headroom" : "dc.harmless",
          facts: { largestOffset: largest, leastOffset: LEAST_OFFSET },
        },
      ],
      confidence: 1,
    }),
    makeDecision({
      id: "repair.subsonic",
      what: "High-pass against subsonic energy (0: none)",
      value: subsonicDb > SUBSONIC_DB ? SUBSONIC_HZ : 0,
      unit: "Hz",
      reasons: [
        {
          code: subsonicDb > SUBSONIC_DB ? "subsonic.strong" : "subsonic.weak",
          facts: { belowHz: SUBSONIC_HZ, relativeDb: subsonicDb, limitDb: SUBSONIC_DB },
        },
      ],
      confidence: 0.9,
    }),
  ];
}
