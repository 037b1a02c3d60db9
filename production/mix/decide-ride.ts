/** The lead vocal followed through the song, so that it neither drowns nor shouts. */
import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, type Json, makeDecision } from "../../foundation/plan/index.ts";
import type { BalanceMode } from "./decide-balance.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import { type Role, roleFacts } from "./roles.ts";

const MOST_DB = 2.5;
/** How much of a phrase's difference is taken out. */
const SHARE = 0.5;

/** Points of automation: one gain for each phrase, reached before it begins. Empty for everything but lead vocals. */
export function decideRide(
  song: SongFindings,
  stem: StemFindings,
  roles: readonly Role[],
  faders: readonly number[],
  s: number,
  mode: BalanceMode,
): Decision {
  const lead = roleFacts[roles[s] as Role].kind === "lead";
  const points = lead && mode === "new" && stem.features !== null ? ride(song, stem, faders, s) : [];
  const most = points.reduce((top, [, db]) => Math.max(top, Math.abs(db)), 0);
  return makeDecision<Json>({
    id: `automation@${stem.id}`,
    what: `Fader of ${stem.id} over time: seconds and dB`,
    value: points.map((point) => [...point]),
    unit: "dB",
    reasons: [
      points.length > 0
        ? { code: "ride.phrases", facts: { phrases: points.length / 2, mostDb: most } }
        : { code: lead ? "ride.steady" : "ride.not-a-lead", facts: { role: roleFacts[roles[s] as Role].label } },
    ],
    confidence: 0.5,
  });
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
