import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import type { MasterBrief } from "./brief.ts";

/** Dynamics in bands, and soft clipping: off unless the measured dynamics, or a person, ask for them. */
export function decideDynamics(_analysis: SoundAnalysis, _brief: MasterBrief): Decision[] {
  return [
    makeDecision({
      id: "saturation.drive",
      what: "Soft clipping in front of the limiter (0: none)",
      value: 0,
      unit: "dB",
      reasons: [{ code: "saturation.on-request", facts: {} }],
      confidence: 1,
    }),
  ];
}
