/** Decisions that a reference changes: width and pan, and the tone of stems. */

import { powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, type Json, makeDecision } from "../../foundation/plan/index.ts";
import { thirdOctaves } from "../../foundation/sound/index.ts";
import { type Aimed, type AimedStem, aimMix } from "./aim-mix.ts";
import type { BalanceMode } from "./decide-balance.ts";
import type { StemFindings } from "./findings.ts";
import { type MixAim, midSidePowers } from "./mix-aim.ts";
import { type Role, roleFacts } from "./roles.ts";
import { bandGainsAt, placedPowers, type Shaping } from "./stem-level.ts";

/** Most that a fader moves towards a reference, dB. */
const MOST_MOVE_DB: Readonly<Record<BalanceMode, number>> = { keep: 0, refine: 1.5, new: 4 };
/** A stem whose side is this far under its mid has none to be made wider, dB. */
const NO_SIDE_DB = -30;
/** No pan is scaled beyond this. */
const MOST_PAN = 0.6;

export interface StemToAim {
  readonly stem: StemFindings;
  readonly role: Role;
  /** As planned so far, without the aim. */
  readonly shaping: Shaping;
  readonly faderDb: number;
}

/** Null without an aim, and where levels are kept. */
export function aimStems(
  stems: readonly StemToAim[],
  aim: MixAim | null,
  mode: BalanceMode,
  sampleRate: number,
): Aimed | null {
  if (aim === null || mode === "keep") return null;
  const aimed = stems.map(({ stem, role, shaping, faderDb }): AimedStem => {
    const { mid, side } = midSidePowers(placedPowers(stem.trace, shaping));
    const gains = bandGainsAt(
      shaping.equaliser,
      sampleRate,
      thirdOctaves.map(({ centreHz }) => centreHz),
    ).map((gain) => powerFromDecibels(gain + faderDb));
    const { kind } = roleFacts[role];
    return {
      mid: mid.map((power, b) => power * (gains[b] as number)),
      side: side.map((power, b) => power * (gains[b] as number)),
      mostDb: stem.features === null || kind === "lead" ? 0 : MOST_MOVE_DB[mode],
      widens:
        stem.features !== null &&
        stem.features.widthDb > NO_SIDE_DB &&
        kind !== "lead" &&
        kind !== "kick" &&
        kind !== "bass",
    };
  });
  return aimMix(aimed, aim, sampleRate);
}

/** A decision about a place, with what the aim makes of it. */
export function aimedPlace(decision: Decision, s: number, aimed: Aimed | null, aim: MixAim | null): Decision {
  if (aimed === null || aim === null) return decision;
  const facts = { reference: aim.name, widthDb: aimed.widthDb, aimedWidthDb: aimed.aimedWidthDb };
  const sideDb = aimed.sideDb[s] as number;
  if (decision.id.startsWith("place.width@") && sideDb !== 0)
    return { ...decision, value: sideDb, reasons: [...decision.reasons, { code: "place.aimed-width", facts }] };
  if (decision.id.startsWith("pan@") && decision.value !== 0 && aimed.panFactor !== 1) {
    const pan = (decision.value as number) * aimed.panFactor;
    const value = Math.round(100 * Math.max(-MOST_PAN, Math.min(MOST_PAN, pan))) / 100;
    return { ...decision, value, reasons: [...decision.reasons, { code: "place.aimed-width", facts }] };
  }
  return decision;
}

/** Tone of a stem: as it was delivered, unless a reference asks for something else where the stem dominates. */
export function decideTone(id: string, s: number, aimed: Aimed | null, aim: MixAim | null): Decision {
  const bands = aimed?.tone[s] ?? [];
  return makeDecision<Json>({
    id: `eq.tone@${id}`,
    what: `Tone of ${id}: bands of the equaliser`,
    value: bands.map((band) => ({ ...band })),
    unit: "dB",
    reasons: [
      aimed !== null && aim !== null && bands.length > 0
        ? {
            code: "eq.aimed",
            facts: { reference: aim.name, bandsBeforeDb: aimed.bandsDb[1], bandsAfterDb: aimed.bandsDb[2] },
          }
        : { code: "eq.as-delivered", facts: {} },
    ],
    confidence: 0.5,
  });
}
