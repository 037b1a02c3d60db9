import type { Decision } from "../../foundation/plan/index.ts";
import type { MidSideSpectrum } from "../../foundation/sound/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import { numbersOf } from "./chain.ts";
import { profilePowers, type SoundProfile } from "./sound-profile.ts";
import { correctControls } from "./tone-match.ts";

/**
 * Limiting bends the spectrum: the tone decisions again, corrected by what the limited sound measures against the
 * sound aimed at. Null where the master is near enough, a person set the tone, or nothing was matched.
 */
export function correctTone(
  decisions: readonly Decision[],
  source: SoundAnalysis,
  delivered: MidSideSpectrum,
  sound: SoundProfile,
): Decision[] | null {
  let changed = false;
  const corrected = decisions.map((decision): Decision => {
    const channel = decision.id === "tone.mid" ? "mid" : decision.id === "tone.side" ? "side" : null;
    if (channel === null || decision.by === "person" || decision.locked) return decision;
    const controls = numbersOf(decisions, decision.id);
    if (controls.every((gain) => gain === 0)) return decision;
    const next = correctControls(
      controls,
      { power: channel === "mid" ? source.midPower : source.sidePower, sampleRate: source.measurement.sampleRate },
      { power: channel === "mid" ? delivered.mid : delivered.side, sampleRate: delivered.sampleRate },
      profilePowers(channel === "mid" ? sound.midDb : sound.sideDb),
    );
    if (next === null) return decision;
    changed = true;
    const most = next.reduce((sum, gain, b) => Math.max(sum, Math.abs(gain - (controls[b] as number))), 0);
    return {
      ...decision,
      value: next.map((gain) => Math.round(gain * 1000) / 1000),
      reasons: [...decision.reasons, { code: "tone.corrected-for-limiting", facts: { channel, mostDb: most } }],
    };
  });
  return changed ? corrected : null;
}
