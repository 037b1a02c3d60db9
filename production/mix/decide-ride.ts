/** The lead vocal followed through the song, so that it neither drowns nor shouts. */
import {
  amplitudeFromDecibels,
  decibelsFromAmplitude,
  decibelsFromPower,
  powerFromDecibels,
} from "../../foundation/numbers/decibels.ts";
import { type Decision, type Json, makeDecision, type Reason } from "../../foundation/plan/index.ts";
import { automationAt } from "./automation.ts";
import type { Cover } from "./cover.ts";
import type { BalanceMode } from "./decide-balance.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import { coveredRide } from "./ride-covered.ts";
import { type Role, roleFacts } from "./roles.ts";
import { createGainSimplifier } from "./session/session.ts";
import type { AutomationPoint } from "./stem-settings.ts";
import { TRACE_RATE } from "./stem-trace.ts";

/** How far a lead is raised where it is covered, dB: as far as a hand on the fader goes, less where it is refined. */
const MOST_RAISED_DB: Readonly<Record<BalanceMode, number>> = { keep: 0, refine: 3, new: 6 };
/** How far the points may be from the ride, as a factor: a tenth of a decibel. */
const TOLERANCE = 0.012;

const MOST_DB = 2.5;
/** How much of a phrase's difference is taken out. */
const SHARE = 0.5;

/**
 * Points of automation. Of lead vocals: one gain for each phrase, reached before it begins, and more where it is
 * covered. Empty for everything else. `cover`: the stems as their faders have them.
 */
export function decideRide(
  song: SongFindings,
  stem: StemFindings,
  roles: readonly Role[],
  faders: readonly number[],
  s: number,
  mode: BalanceMode,
  cover: Cover,
): Decision {
  const lead = roleFacts[roles[s] as Role].kind === "lead";
  const ridden = lead && mode !== "keep" && stem.features !== null;
  const phrases = ridden && mode === "new" ? ride(song, stem, faders, s) : [];
  const raised = ridden ? coveredRide(cover, s, MOST_RAISED_DB[mode]) : new Float64Array(0);
  const points = together(phrases, raised, MOST_RAISED_DB[mode]);
  const most = phrases.reduce((top, [, db]) => Math.max(top, Math.abs(db)), 0);
  const mostRaised = raised.reduce((top, each) => Math.max(top, each), 0);
  const label = roleFacts[roles[s] as Role].label;
  return makeDecision<Json>({
    id: `automation@${stem.id}`,
    what: `Fader of ${stem.id} over time: seconds and dB`,
    value: points.map((point) => [...point]),
    unit: "dB",
    reasons: [
      ...(phrases.length > 0 ? [{ code: "ride.phrases", facts: { phrases: phrases.length / 2, mostDb: most } }] : []),
      ...(mostRaised > 0 ? [{ code: "ride.covered", facts: raisedFacts(raised, mostRaised) }] : []),
      ...(points.length === 0 ? [{ code: lead ? "ride.steady" : "ride.not-a-lead", facts: { role: label } }] : []),
    ],
    confidence: 0.5,
  });
}

function raisedFacts(raised: Float64Array, mostDb: number): Reason["facts"] {
  const frames = raised.filter((each) => each >= 0.5).length;
  return { mostDb, seconds: frames / TRACE_RATE };
}

/** Both rides as few points; the gains of phrases as straight lines of amplitude, as they are performed. */
function together(phrases: readonly AutomationPoint[], raised: Float64Array, mostDb: number): AutomationPoint[] {
  if (raised.every((each) => each === 0)) return [...phrases];
  const simplifier = createGainSimplifier(TOLERANCE);
  raised.forEach((each, at) => {
    const db = Math.min(mostDb, decibelsFromAmplitude(automationAt(phrases, at / TRACE_RATE)) + each);
    simplifier.push(at / TRACE_RATE, amplitudeFromDecibels(db));
  });
  return simplifier
    .finish()
    .map(([seconds, gain]) => [seconds, Math.round(100 * decibelsFromAmplitude(gain)) / 100] as const);
}

function ride(song: SongFindings, stem: StemFindings, faders: readonly number[], s: number): [number, number][] {
  const rest = new Float64Array(stem.activity.blocks.length);
  for (const [o, other] of song.stems.entries()) {
    if (o === s || other.features === null) continue;
    const gain = powerFromDecibels(faders[o] as number);
    other.activity.blocks.forEach((power, n) => {
      if (n < rest.length) rest[n] = (rest[n] as number) + power * gain;
    });
  }
  const phrases = stem.activity.regions
    .filter(({ from, to }) => to - from > 0.6)
    .map(({ from, to }) => {
      let own = 0;
      let others = 0;
      for (let n = Math.round(from * 10); n < Math.min(rest.length, Math.round((to - 0.3) * 10)); n++) {
        own += stem.activity.blocks[n] as number;
        others += rest[n] as number;
      }
      return { from, to, own, over: others > 0 && own > 0 ? decibelsFromPower(own / others) : null };
    });
  const known = phrases.filter(({ over }) => over !== null);
  if (known.length < 2) return [];
  const energy = known.reduce((sum, { own }) => sum + own, 0);
  const middle = known.reduce((sum, { own, over }) => sum + (own / energy) * (over as number), 0);
  const gains = known.map(({ over }) => Math.max(-MOST_DB, Math.min(MOST_DB, SHARE * (middle - (over as number)))));
  // The ride moves phrases against each other, not the voice as a whole.
  const whole = decibelsFromPower(
    known.reduce((sum, { own }, k) => sum + (own / energy) * powerFromDecibels(gains[k] as number), 0),
  );
  return known.flatMap(({ from, to }, k): [number, number][] => {
    const gain = Math.round(((gains[k] as number) - whole) * 100) / 100;
    return [
      [Math.max(0, Math.round((from - 0.05) * 100) / 100), gain],
      [Math.round(Math.max(from, to - 0.05) * 100) / 100, gain],
    ];
  });
}
