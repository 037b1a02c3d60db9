/** Traces to findings: what each stem is and does. */

import { activityOf } from "./activity.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import { kindProbabilities, kindsFromName } from "./kind-model.ts";
import type { MixKnowledge } from "./knowledge.ts";
import { roleFromName } from "./role-names.ts";
import { ROLE_KINDS, type Role, type RoleGuess, type RoleKind, roleFacts } from "./roles.ts";
import { findKey, findTempo, tailSeconds } from "./song-findings.ts";
import { type StemFeatures, stemFeatures } from "./stem-features.ts";
import type { StemTrace } from "./stem-trace.ts";

export interface TracedStem {
  readonly name: string;
  readonly trace: StemTrace;
}

export function describeSong(stems: readonly TracedStem[], knowledge: MixKnowledge): SongFindings {
  const ids = stemIds(stems.map(({ name }) => name));
  const described = stems.map(({ name, trace }, s): StemFindings => {
    const activity = activityOf(trace.weightedPower);
    const features = stemFeatures(trace, activity);
    return {
      id: ids[s] as string,
      name,
      trace,
      activity,
      features,
      guess: guessRole(name, features, knowledge),
      tailSeconds: tailSeconds(trace.weightedPower),
    };
  });
  const [first] = stems;
  const sampleRate = first?.trace.sampleRate ?? 48_000;
  return {
    sampleRate,
    seconds: Math.max(0, ...stems.map(({ trace }) => trace.frames)) / sampleRate,
    stems: described,
    tempo: findTempo(described),
    key: findKey(described),
  };
}

/** File names without their ending; with it where two would be the same. */
export function stemIds(names: readonly string[]): string[] {
  const bare = (name: string): string => name.replace(/\.[^.]+$/, "").replace(/@/g, "_");
  return names.map((name) =>
    names.filter((other) => bare(other) === bare(name)).length > 1 ? name.replace(/@/g, "_") : bare(name),
  );
}

/** Of each kind, the role that is meant where no name says more. */
const USUAL_ROLE: Readonly<Record<RoleKind, Role>> = {
  kick: "kick",
  drums: "drum-bus",
  bass: "bass",
  lead: "lead-vocal",
  backing: "backing-vocal",
  plucked: "keys",
  sustained: "pad",
  effect: "effect",
};

export function guessRole(name: string, features: StemFeatures | null, { kinds }: MixKnowledge): RoleGuess {
  const named = roleFromName(name);
  if (named !== null) {
    const probabilities = kindsFromName(roleFacts[named].kind);
    return { role: named, probability: probabilities[roleFacts[named].kind], from: "name", kinds: probabilities };
  }
  const even = Object.fromEntries(ROLE_KINDS.map((kind) => [kind, 1 / ROLE_KINDS.length])) as RoleGuess["kinds"];
  const probabilities = features === null ? even : kindProbabilities(kinds, features);
  const kind = ROLE_KINDS.reduce((best, each) => (probabilities[each] > probabilities[best] ? each : best));
  return { role: roleOfSound(kind, features), probability: probabilities[kind], from: "sound", kinds: probabilities };
}

/** Drums that are only high are hats, those with only few sounds a second and little low a snare. */
function roleOfSound(kind: RoleKind, features: StemFeatures | null): Role {
  if (kind !== "drums" || features === null) return USUAL_ROLE[kind];
  if (features.centroidErb > 24) return "hats";
  return features.subDb < -20 && features.lowDb < -15 ? "percussion" : "drum-bus";
}
