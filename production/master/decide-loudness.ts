import { type Decision, makeDecision, overrideDecision, type Reason } from "../../foundation/plan/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import { MAX_LIMITING_DB, MAX_LIMITING_UNASKED_DB, type MasterBrief } from "./brief.ts";

const LOUDEST_UNASKED_LUFS = -9;
const CEILING_DBTP = -1;

/** How loud, how high, and how much limiting at most. The gain itself is solved when the plan is performed. */
export function decideLoudness(analysis: SoundAnalysis, brief: MasterBrief): Decision[] {
  const wanted = wantedLoudness(analysis, brief);
  const { value, reason } = wanted;
  const typed = brief.askedLufs ?? null;
  const asked = wanted.asked || typed !== null;
  const target = makeDecision({
    id: "loudness.target",
    what: "Integrated loudness of the master",
    value: Math.round(value * 100) / 100,
    unit: "LUFS",
    reasons: [reason],
    confidence: asked ? 1 : 0.6,
  });
  const shift = brief.adjustments.loudness;
  const chosen = typed === null ? target : overrideDecision(target, typed);
  const most = asked ? MAX_LIMITING_DB : MAX_LIMITING_UNASKED_DB;
  const limit = makeDecision({
    id: "limiter.most",
    what: "Most limiting: past it the master stays quieter than asked (99th percentile of gain reduction)",
    value: most,
    unit: "dB",
    reasons: [{ code: asked ? "limiting.default" : "limiting.loudness-unasked", facts: { mostDb: most } }],
    confidence: 0.8,
  });
  const ceiling = makeDecision({
    id: "limiter.ceiling",
    what: "True-peak ceiling",
    value: brief.target?.ceilingDbtp ?? CEILING_DBTP,
    unit: "dBTP",
    reasons: [
      brief.target
        ? { code: "ceiling.target", facts: { target: brief.target.name } }
        : { code: "ceiling.default", facts: { ceilingDbtp: CEILING_DBTP } },
    ],
    confidence: 1,
  });
  const typedCeiling = brief.askedCeilingDbtp ?? null;
  return [
    shift === undefined ? chosen : overrideDecision(chosen, Math.round((chosen.value + shift) * 100) / 100),
    typedCeiling === null ? ceiling : overrideDecision(ceiling, typedCeiling),
    brief.maxLimitingDb === null ? limit : overrideDecision(limit, brief.maxLimitingDb),
  ];
}

function wantedLoudness(
  { measurement }: SoundAnalysis,
  brief: MasterBrief,
): { value: number; reason: Reason; asked: boolean } {
  const { integratedLufs: own, plrDb, loudnessRangeLu } = measurement;
  if (brief.target && brief.target.loudnessLufs !== null) {
    const value = brief.target.loudnessLufs;
    return {
      value,
      reason: { code: "loudness.target", facts: { target: brief.target.name, lufs: value } },
      asked: true,
    };
  }
  if (brief.sound && brief.soundIsReference && !brief.target) {
    const value = brief.sound.integratedLufs;
    return {
      value,
      reason: { code: "loudness.reference", facts: { reference: brief.sound.name, lufs: value } },
      asked: true,
    };
  }
  if (own === null || plrDb === null) {
    return { value: -14, reason: { code: "loudness.silent", facts: {} }, asked: false };
  }
  // Dense music is usual at -9; every dB of peaks over loudness beyond 10, and of range beyond 6, asks for room.
  const range = loudnessRangeLu ?? 0;
  const room = 0.5 * Math.max(0, plrDb - 10) + 0.25 * Math.max(0, range - 6);
  const value = Math.max(own, LOUDEST_UNASKED_LUFS - room);
  const facts = { ownLufs: own, plrDb, loudnessRangeLu: range, loudestLufs: LOUDEST_UNASKED_LUFS, roomDb: room };
  return {
    value,
    reason: { code: own > LOUDEST_UNASKED_LUFS - room ? "loudness.own" : "loudness.style", facts },
    asked: false,
  };
}
