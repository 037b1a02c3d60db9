/** What the song is, what each stem is, and which group it belongs to. */
import { type Decision, type Json, makeDecision, overrideDecision } from "../../foundation/plan/index.ts";
import type { BalancedStem } from "./decide-balance.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import { kindsFromName } from "./kind-model.ts";
import { ROLES, type Role, roleFacts } from "./roles.ts";

export function decideSong({ tempo, key }: SongFindings): Decision[] {
  return [
    makeDecision({
      id: "song.tempo",
      what: "Tempo (0: none found)",
      value: tempo?.bpm ?? 0,
      unit: "BPM",
      reasons: [
        {
          code: "song.onsets-repeat",
          facts: { confidence: tempo?.confidence ?? 0, firstBeatSeconds: tempo?.firstBeat ?? 0 },
        },
      ],
      confidence: tempo?.confidence ?? 0,
    }),
    makeDecision({
      id: "song.key",
      what: "Key",
      value: key === null ? "" : `${key.tonic} ${key.mode}`,
      reasons: [{ code: "song.pitch-classes", facts: { confidence: key?.confidence ?? 0 } }],
      confidence: key?.confidence ?? 0,
    }),
  ];
}

export function decideRole({ id, guess }: StemFindings, asked: Role | null): Decision {
  const others = ROLES.filter((role) => role !== guess.role && guess.kinds[roleFacts[role].kind] > 0.1)
    .sort((a, b) => guess.kinds[roleFacts[b].kind] - guess.kinds[roleFacts[a].kind])
    .slice(0, 3);
  const decision = makeDecision<Json>({
    id: `role@${id}`,
    what: `What ${id} is`,
    value: guess.role,
    reasons: [
      {
        code: guess.from === "name" ? "role.name-says" : "role.sounds-like",
        facts: { role: roleFacts[guess.role].label, probability: guess.probability },
      },
    ],
    confidence: guess.probability,
    alternatives: others.map((role) => ({
      value: role,
      reasons: [
        {
          code: "role.sounds-like",
          facts: { role: roleFacts[role].label, probability: guess.kinds[roleFacts[role].kind] },
        },
      ],
    })),
  });
  return asked === null ? decision : overrideDecision(decision, asked);
}

export function decideBus(id: string, role: Role): Decision {
  return makeDecision<Json>({
    id: `bus@${id}`,
    what: `Group of ${id}`,
    value: roleFacts[role].bus,
    reasons: [{ code: "bus.by-role", facts: { role: roleFacts[role].label } }],
    confidence: 0.9,
  });
}

/** Kinds count for levels only where a name or a person says them: from sound alone they add nothing. */
export function sureKinds({ guess }: StemFindings, role: Role): BalancedStem["kinds"] {
  return guess.from === "name" || role !== guess.role ? kindsFromName(roleFacts[role].kind) : null;
}
