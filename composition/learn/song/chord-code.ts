/** Chords as numbers relative to a key: root degree and one of nine kinds. */
import type { ChordQuality } from "../../../foundation/score/index.ts";

export const KINDS: readonly ChordQuality[] = ["maj", "min", "dim", "aug", "sus4", "7", "maj7", "min7", "hdim7"];
/** The code for no chord. */
export const NO_CHORD: number = 12 * KINDS.length;
export const CHORD_CODES: number = NO_CHORD + 1;

const SIMPLER: Partial<Record<ChordQuality, ChordQuality>> = {
  sus2: "sus4",
  "5": "maj",
  "1": "maj",
  maj6: "maj",
  maj69: "maj",
  add9: "maj",
  add11: "maj",
  min6: "min",
  min69: "min",
  minadd9: "min",
  minmaj7: "min",
  minmaj9: "min",
  dim7: "dim",
  augmaj7: "aug",
  aug7: "aug",
  "7sus2": "sus4",
  "7sus4": "sus4",
  maj7sus4: "sus4",
  "9sus4": "sus4",
  maj9: "maj7",
  maj11: "maj7",
  maj13: "maj7",
  maj7b5: "maj7",
  "maj7#11": "maj7",
  min9: "min7",
  min11: "min7",
  min13: "min7",
};

/** The kind that stands for a quality: what it shares its third and seventh with. */
export function kindOf(quality: ChordQuality): ChordQuality {
  if (KINDS.includes(quality)) return quality;
  return SIMPLER[quality] ?? "7";
}

export function chordCode(root: number | null, quality: ChordQuality, tonic: number): number {
  if (root === null || quality === "none") return NO_CHORD;
  return ((root - tonic + 12) % 12) * KINDS.length + KINDS.indexOf(kindOf(quality));
}

export function chordOfCode(code: number, tonic: number): { root: number | null; quality: ChordQuality } {
  if (code === NO_CHORD) return { root: null, quality: "none" };
  return {
    root: (Math.floor(code / KINDS.length) + tonic) % 12,
    quality: KINDS[code % KINDS.length] as ChordQuality,
  };
}
