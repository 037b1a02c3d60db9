/** What is wrong with a session, and what would put it right. */
import type { Json, Reason } from "../../foundation/plan/index.ts";

export const FAULT_KINDS = [
  "polarity",
  "delay",
  "duplicate",
  "silent",
  "dc",
  "clipping",
  "wrong-rate",
  "cut",
  "mono-as-stereo",
  "hum",
  "noise",
  "resonance",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface SessionFault {
  /** Names the proposal for --accept: "polarity@snare bottom". */
  readonly id: string;
  /** Of the stem. */
  readonly stem: string;
  readonly kind: FaultKind;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  /** The decision that puts it right, without the stem's name; null where only a person can. */
  readonly fix: {
    readonly decision:
      | "repair.polarity"
      | "repair.shift"
      | "repair.dc"
      | "mute"
      | "place.mono"
      | "repair.bands"
      | "gate";
    readonly value: Json;
  } | null;
  /** Provable, and nothing is lost by it: done without asking. */
  readonly harmless: boolean;
}
