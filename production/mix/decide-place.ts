/** Where each stem stands: pan, width, reverb and echo. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { BalanceMode } from "./decide-balance.ts";
import type { StemFindings } from "./findings.ts";
import { type Role, type RoleKind, roleFacts } from "./roles.ts";
import { NO_SEND_DB } from "./stem-settings.ts";

/** Kinds that stand in the middle whatever else there is. */
const CENTRED: readonly RoleKind[] = ["kick", "bass", "lead"];
/** A channel this far under the other holds nothing of its own, dB. */
const ONE_SIDED_DB = 24;
/** What leans by less than this was meant to stand in the middle, dB. */
const UPRIGHT_DB = 0.3;

export interface PlacedStem {
  readonly stem: StemFindings;
  readonly role: Role;
}

/** Level of the left over the right channel, dB, -60 to 60. */
export function leaningDb({ trace }: StemFindings): number {
  const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 1e-20);
  return Math.max(-60, Math.min(60, decibelsFromPower(sum(trace.leftPower) / sum(trace.rightPower))));
}

/**
 * Channels made even first, where levels mean nothing; then pans. What is mono and high enough goes out to the sides,
 * the higher the further, left and right in turn so that both weigh the same.
 */
export function decidePlaces(stems: readonly PlacedStem[], mode: BalanceMode): Decision[] {
  const pans = mode === "new" ? spread(stems) : stems.map(() => 0);
  return stems.flatMap(({ stem, role }, s) => {
    const { kind, label } = roleFacts[role];
    const leaning = leaningDb(stem);
    const oneSided = Math.abs(leaning) > ONE_SIDED_DB;
    const upright = mode !== "new" || stem.features === null || Math.abs(leaning) < UPRIGHT_DB;
    const gains = upright ? [0, 0] : oneSided ? oneSidedGains(leaning) : [-leaning / 2, leaning / 2];
    const { id } = stem;
    const widthDb = stem.features?.widthDb ?? -30;
    return [
      makeDecision({
        id: `repair.channels@${id}`,
        what: `Gain of the left and right channel of ${id}`,
        value: gains.map((gain) => Math.round(gain * 100) / 100),
        unit: "dB",
        reasons: [{ code: upright ? "place.as-delivered" : "place.leans", facts: { leaningDb: leaning, role: label } }],
        confidence: 0.6,
      }),
      makeDecision({
        id: `place.mono@${id}`,
        what: `${id} as its mono sum`,
        value: !upright && oneSided,
        reasons: [{ code: oneSided ? "place.one-sided" : "place.two-channels", facts: { leaningDb: leaning } }],
        confidence: 0.8,
      }),
      makeDecision({
        id: `place.width@${id}`,
        what: `Width of ${id}: gain of its side`,
        value: 0,
        unit: "dB",
        reasons: [{ code: "place.width-as-delivered", facts: { sideToMidDb: widthDb } }],
        confidence: 0.7,
      }),
      makeDecision({
        id: `pan@${id}`,
        what: `Pan of ${id} (-1 left, 1 right)`,
        value: pans[s] as number,
        reasons: [
          CENTRED.includes(kind)
            ? { code: "place.centred-by-role", facts: { role: label } }
            : (pans[s] as number) === 0
              ? { code: "place.stays", facts: { role: label, sideToMidDb: widthDb } }
              : { code: "place.spread", facts: { role: label, centroidErb: stem.features?.centroidErb ?? 0 } },
        ],
        confidence: 0.5,
      }),
    ];
  });
}

/** The silent channel is filled by mono; the level of the sum stays that of the one channel. */
function oneSidedGains(leaning: number): [number, number] {
  return leaning > 0 ? [6, -60] : [-60, 6];
}

function spread(stems: readonly PlacedStem[]): number[] {
  const pans = stems.map(() => 0);
  const movable = stems
    .map(({ stem, role }, at) => ({ at, stem, kind: roleFacts[role].kind }))
    .filter(
      ({ stem, kind }) =>
        stem.features !== null &&
        !CENTRED.includes(kind) &&
        stem.features.widthDb < -18 &&
        stem.features.centroidErb > 14,
    )
    .sort((a, b) => (b.stem.features?.centroidErb ?? 0) - (a.stem.features?.centroidErb ?? 0));
  // Alone it would pull the mix to one side.
  for (let n = 0; n + 1 < movable.length; n += 2) {
    const [a, b] = [movable[n] as (typeof movable)[0], movable[n + 1] as (typeof movable)[0]];
    const erb = ((a.stem.features?.centroidErb ?? 14) + (b.stem.features?.centroidErb ?? 14)) / 2;
    const pan = Math.round(Math.min(0.35, 0.1 + (erb - 14) * 0.02) * 100) / 100;
    pans[a.at] = -pan;
    pans[b.at] = pan;
  }
  return pans;
}

/** A sound that takes longer than this to fall has a room of its own, s. */
const WET_SECONDS = 0.7;
/** Level of the reverb under the stem, dB, where it is dry. */
const REVERB_DB: Readonly<Partial<Record<RoleKind, number>>> = {
  lead: -17,
  backing: -14,
  plucked: -18,
  sustained: -18,
  drums: -24,
};

export function decideSends(stems: readonly PlacedStem[], allowed: boolean): Decision[] {
  const dense = stems.filter(({ stem }) => (stem.features?.activeShare ?? 0) > 0.3).length;
  return stems.flatMap(({ stem, role }) => {
    const { kind, label } = roleFacts[role];
    const { id, tailSeconds, features } = stem;
    const usual = REVERB_DB[kind];
    // A tail that cannot be heard is no proof of dryness: only a stem that stops is dry.
    const dry = tailSeconds !== null && tailSeconds < WET_SECONDS && (features?.widthDb ?? 0) < -12;
    const wanted = allowed && features !== null && usual !== undefined && dry;
    const level = wanted ? (usual as number) - Math.min(4, Math.max(0, dense - 6) * 0.5) : NO_SEND_DB;
    const facts = { role: label, tailSeconds, dense };
    return [
      makeDecision({
        id: `send.reverb@${id}`,
        what: `Reverb of ${id} (${NO_SEND_DB}: none)`,
        value: level,
        unit: "dB",
        reasons: [{ code: wanted ? "send.dry" : dry ? "send.not-asked" : "send.wet-already", facts }],
        confidence: 0.6,
      }),
      makeDecision({
        id: `send.echo@${id}`,
        what: `Echo of ${id} (${NO_SEND_DB}: none)`,
        value: wanted && kind === "lead" ? level - 8 : NO_SEND_DB,
        unit: "dB",
        reasons: [{ code: wanted && kind === "lead" ? "send.dry" : "send.not-asked", facts }],
        confidence: 0.5,
      }),
    ];
  });
}
