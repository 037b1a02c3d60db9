import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision, overrideDecision, type Reason } from "../../foundation/plan/index.ts";
import { bandPowers, THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import type { MasterBrief } from "./brief.ts";
import { toneCurve } from "./tone-match.ts";

/** A side louder than this against the mid falls apart in mono: widening stops here. */
const WIDEST_DB = -1;
/** Of the side's level against the mid, tone and gain together. */
const MOST_CHANGE_DB = 12;
const LOW_MONO_HZ = 100;

/** Level of the side, and the low end in mono. `tone`: the decisions tone.mid and tone.side. */
export function decideWidth(
  analysis: SoundAnalysis,
  brief: MasterBrief,
  tone: readonly Decision<number[]>[],
): Decision[] {
  const { midPower, sidePower, measurement } = analysis;
  const { sampleRate, sideToMidDb } = measurement;
  const after = (power: Float64Array, decision: Decision<number[]> | undefined): number => {
    const curve = decision ? toneCurve(decision.value, power.length, sampleRate) : null;
    const moved = power.map((value, k) => value * (curve ? powerFromDecibels(curve[k] as number) : 1));
    return bandPowers(moved, sampleRate).reduce((sum, each) => sum + each, 0);
  };
  const mid = after(midPower, tone[0]);
  const side = after(sidePower, tone[1]);
  const now = mid > 0 && side > mid * 1e-12 ? decibelsFromPower(side / mid) : null;
  const { value, reason } = sideGain(brief, now, sideToMidDb, tone);
  const gain = makeDecision({
    id: "width.side",
    what: "Gain of the side against the mid",
    value: Math.round(value * 100) / 100,
    unit: "dB",
    reasons: [reason],
    confidence: 0.8,
    alternatives: [{ value: 0, reasons: [{ code: "width.as-mixed", facts: {} }] }],
  });
  const asked = brief.adjustments.width;
  const lows = lowSide(analysis);
  const lowMonoHz = brief.target?.lowMonoHz ?? (!brief.sound && lows > -3 ? LOW_MONO_HZ : 0);
  return [
    asked === undefined
      ? gain
      : overrideDecision(gain, Math.round((gain.value + 20 * widthExponent(asked)) * 100) / 100),
    makeDecision({
      id: "width.low-mono",
      what: "Side removed below (0: nowhere)",
      value: lowMonoHz,
      unit: "Hz",
      reasons: [
        brief.target?.lowMonoHz
          ? { code: "low-mono.target", facts: { target: brief.target.name, hz: brief.target.lowMonoHz } }
          : {
              code: lowMonoHz > 0 ? "low-mono.wide-bass" : "low-mono.safe",
              facts: { sideToMidBelow100HzDb: lows, limitDb: -3 },
            },
      ],
      confidence: 0.8,
    }),
  ];
}

/** "width -10 %" is a side of 0.9: log10 of that. */
function widthExponent(percent: number): number {
  return decibelsFromPower(Math.max(0.001, 1 + percent / 100)) / 10;
}

function sideGain(
  brief: MasterBrief,
  now: number | null,
  own: number | null,
  tone: readonly Decision<number[]>[],
): { value: number; reason: Reason } {
  const wanted = brief.sound?.sideToMidDb ?? null;
  if (!brief.sound) return { value: 0, reason: { code: "width.no-reference", facts: { sideToMidDb: own } } };
  if (now === null) return { value: 0, reason: { code: "width.mono", facts: {} } };
  if (wanted === null) {
    return { value: 0, reason: { code: "width.reference-mono", facts: { sound: brief.sound.name } } };
  }
  const widest = Math.max(WIDEST_DB, own ?? -200);
  const from = own ?? now;
  const aim = Math.max(from - MOST_CHANGE_DB, Math.min(from + MOST_CHANGE_DB, wanted, widest));
  const change = (aim - now) * brief.amount;
  const still = tone.every(({ value }) => value.every((gain) => gain === 0)) && Math.abs(change) < 0.1;
  return {
    value: still ? 0 : change,
    reason: {
      code: still ? "width.alike" : aim < wanted ? "width.held-for-mono" : "width.matched",
      facts: { sideToMidDb: own, afterToneDb: now, referenceDb: wanted, widestDb: widest },
    },
  };
}

/** Side against mid below 100 Hz, dB; -200 without side. */
function lowSide({ midPower, sidePower, measurement }: SoundAnalysis): number {
  const bands = THIRD_OCTAVES_HZ.filter((hz) => hz < LOW_MONO_HZ).length;
  const sum = (power: Float64Array): number =>
    bandPowers(power, measurement.sampleRate)
      .slice(0, bands)
      .reduce((total, each) => total + each, 0);
  const mid = sum(midPower);
  const side = sum(sidePower);
  const all = bandPowers(midPower, measurement.sampleRate).reduce((total, each) => total + each, 0);
  // A low end that is hardly there at all is no reason to act.
  if (side < all * 1e-4) return -200;
  return mid > 0 ? decibelsFromPower(side / mid) : 0;
}
