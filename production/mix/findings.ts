/** What is known of each stem before anything is decided. */
import type { Hertz } from "../../foundation/sound/index.ts";
import type { Activity } from "./activity.ts";
import type { RoleGuess } from "./roles.ts";
import type { StemFeatures } from "./stem-features.ts";
import type { StemTrace } from "./stem-trace.ts";

export interface StemFindings {
  /** Names the stem in the plan: its file's name without ending, or with it where two are the same. */
  readonly id: string;
  /** Of the file, with its ending. */
  readonly name: string;
  readonly trace: StemTrace;
  readonly activity: Activity;
  /** Null for a stem that never sounds. */
  readonly features: StemFeatures | null;
  readonly guess: RoleGuess;
  /** Time in which its sound falls by 60 dB where it falls freely, s: how wet it is. Null where that is not heard. */
  readonly tailSeconds: number | null;
}

export interface SongFindings {
  readonly sampleRate: Hertz;
  readonly seconds: number;
  readonly stems: readonly StemFindings[];
  readonly tempo: { readonly bpm: number; readonly confidence: number; readonly firstBeat: number } | null;
  readonly key: { readonly tonic: string; readonly mode: "major" | "minor"; readonly confidence: number } | null;
}
