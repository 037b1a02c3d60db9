import { type Decision, makeDecision, type Reason } from "../../foundation/plan/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import { adjustmentControls, toneWords } from "./adjustments.ts";
import type { MasterBrief } from "./brief.ts";
import { decideDynamics } from "./decide-dynamics.ts";
import { decideEdges } from "./decide-edges.ts";
import { decideLimiter } from "./decide-limiter.ts";
import { decideLoudness } from "./decide-loudness.ts";
import { decideRendering } from "./decide-rendering.ts";
import { decideRepair } from "./decide-repair.ts";
import { decideTone } from "./decide-tone.ts";
import { decideWidth } from "./decide-width.ts";

/**
 * The decisions for one song and one target, in the order in which the sound meets them. Pure: the same findings and
 * brief give the same decisions. What a person asked for in words is marked as theirs.
 */
export function planMaster(analysis: SoundAnalysis, brief: MasterBrief): Decision[] {
  const tone = decideTone(analysis, brief);
  const adjusted = adjustmentControls(brief.adjustments);
  const words = Object.entries(brief.adjustments).filter(([word]) => word in toneWords);
  const adjust = makeDecision({
    id: "tone.adjust",
    what: "Tone asked for in words (gain at the third-octave centres, both mid and side)",
    value: adjusted.map(rounded),
    unit: "dB",
    reasons: words.length > 0 ? [{ code: "tone.asked", facts: Object.fromEntries(words) } satisfies Reason] : [],
    confidence: 1,
  });
  return [
    ...decideEdges(analysis, brief.edges),
    ...decideRepair(analysis),
    ...tone,
    words.length > 0 ? { ...adjust, by: "person" as const, proposed: adjusted.map(() => 0) } : adjust,
    ...decideWidth(analysis, brief, tone),
    ...decideDynamics(analysis, brief),
    ...decideLoudness(analysis, brief),
    ...decideLimiter(),
    ...decideRendering(brief),
  ];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
