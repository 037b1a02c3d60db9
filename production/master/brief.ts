import type { DitherKind, Phase } from "../../foundation/sound/index.ts";
import type { Adjustments } from "./adjustments.ts";
import type { AskedEdges } from "./decide-edges.ts";
import type { SoundProfile } from "./sound-profile.ts";
import type { MasterTarget } from "./targets.ts";

/** What the person asked for; everything left out is for the machine to decide. */
export interface MasterBrief {
  /** A place, or free numbers; null: no target given. */
  readonly target: Pick<MasterTarget, "name" | "loudnessLufs" | "ceilingDbtp" | "lowMonoHz" | "vinyl"> | null;
  /** What it should sound like: of one reference or several, or learned from a folder. */
  readonly sound: SoundProfile | null;
  /** Whether `sound` is a reference whose loudness counts where no target says otherwise. */
  readonly soundIsReference: boolean;
  /** 0 (nothing but loudness) to 1 (the full match). */
  readonly amount: number;
  /** Most limiting, dB (99th percentile of gain reduction); null: the default. */
  readonly maxLimitingDb: number | null;
  /** Numbers a person typed: they stand over those of the target. */
  readonly askedLufs?: number | null;
  readonly askedCeilingDbtp?: number | null;
  readonly adjustments: Adjustments;
  /** Null: for the machine to decide. */
  readonly askedPhase?: Phase | null;
  readonly askedDither?: DitherKind | null;
  /** What is to be done to both ends; nothing where left out. */
  readonly edges?: AskedEdges | undefined;
}

export const MAX_LIMITING_DB = 6;
/** Where nobody asked for a loudness, a careful engineer stops sooner. */
export const MAX_LIMITING_UNASKED_DB = 4;
