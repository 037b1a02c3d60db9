/** What a song is planned from, and what its planners share. */
import { decisionId, findDecision, type Json, type Plan, type Reason } from "../../foundation/plan/index.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchSection, SongSketch } from "../learn/song/song-sketch.ts";
import type { Brief } from "./brief.ts";
import type { Propose } from "./propose/proposal.ts";

export interface SongRequest {
  readonly brief: Brief;
  readonly model: SongModel;
  /** The songs of the style. */
  readonly songs: readonly SongSketch[];
  readonly seed: number;
  /** Values that stand, by decision id: a person's, or all that is not to be written anew. */
  readonly fixed: ReadonlyMap<string, Json>;
  /** Bars that are drawn anew, as `label.bar`, each with a number that has not been used: other notes come out. */
  readonly redo: ReadonlyMap<string, number>;
  /** Bars of the whole song from 0, each with a number as in `redo`: drawn anew this once, between what stands around. */
  readonly infill?: ReadonlyMap<number, number>;
  /** The song that is the model for tempo, metre and range; drawn from `songs` where there is none. */
  readonly donor?: SongSketch | null;
  /** How many times what is not fixed has been drawn anew; another number, another song around what is fixed. */
  readonly turn?: number;
  /** Syllables that are to be sung, by label of the section: the melody gets about so many notes a bar. */
  readonly syllablesPerBar?: ReadonlyMap<string, number>;
  /** Asked for bars that are written, beside what is drawn. */
  readonly propose?: Propose;
  readonly version: string;
}

export interface Replacing extends SongRequest {
  /** What stood in bars that are drawn anew, by decision id: it must not come again. */
  readonly replaced: ReadonlyMap<string, Json>;
  /** Chord lines with bars that are still to be written ("?"), by decision id. */
  readonly open: ReadonlyMap<string, string>;
}

/** Makes a decision, unless its value is fixed; gives the value that stands. */
export type Decide = <T extends Json>(
  id: string,
  what: string,
  value: T,
  unit?: string,
  reasons?: readonly Reason[],
) => T;

export function reason(code: string, facts: Record<string, Json>): Reason {
  return { code, facts } as Reason;
}

export function totalBars(sections: readonly SketchSection[]): number {
  return sections.reduce((sum, { bars }) => sum + bars, 0);
}

/** The decision that holds a bar of the melody of a section (number from 1, bar from 1): its own, or its kind's. */
export function melodyBarId(plan: Plan, section: SketchSection, number: number, bar: number): string {
  const own = decisionId("melody", "variation", `${number}.${bar}`);
  return findDecision(plan, own) ? own : decisionId("melody", "bar", `${section.label}.${bar}`);
}

/** The decision that holds the chords of a section (number from 1): its own, or its kind's. */
export function chordsId(plan: Plan, section: SketchSection, number: number): string {
  const own = decisionId("harmony", "variation", `${number}`);
  return findDecision(plan, own) ? own : decisionId("harmony", "chords", section.label);
}

/** Sections that have no melody of their own. */
const INSTRUMENTAL = /^(intro|outro|interlude|solo|break|coda)\b/i;

/** Whether a section has a melody; where nobody else plays harmony, every section has. */
export function isSung(label: string, instruments: readonly string[]): boolean {
  return !INSTRUMENTAL.test(label) || !instruments.some((name) => name !== "lead" && name !== "drums");
}
