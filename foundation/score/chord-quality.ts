/**
 * The kinds of chords: what is added to a root. Names follow C. Harte et al., "Symbolic representation of musical
 * chords" (ISMIR 2005), extended by the kinds of MusicXML 4.0 and the altered dominants of lead sheets.
 */

/** Pitch classes above the root, ascending from 0, for each kind of chord. */
const intervals: Readonly<Record<ChordQuality, readonly number[]>> = {
  maj: [0, 4, 7],
  min: [0, 3, 7],
  dim: [0, 3, 6],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  "5": [0, 7],
  "1": [0],
  maj6: [0, 4, 7, 9],
  min6: [0, 3, 7, 9],
  maj69: [0, 2, 4, 7, 9],
  min69: [0, 2, 3, 7, 9],
  "7": [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  min7: [0, 3, 7, 10],
  minmaj7: [0, 3, 7, 11],
  dim7: [0, 3, 6, 9],
  hdim7: [0, 3, 6, 10],
  aug7: [0, 4, 8, 10],
  augmaj7: [0, 4, 8, 11],
  "7sus2": [0, 2, 7, 10],
  "7sus4": [0, 5, 7, 10],
  maj7sus4: [0, 5, 7, 11],
  add9: [0, 2, 4, 7],
  minadd9: [0, 2, 3, 7],
  add11: [0, 4, 5, 7],
  "9": [0, 2, 4, 7, 10],
  maj9: [0, 2, 4, 7, 11],
  min9: [0, 2, 3, 7, 10],
  minmaj9: [0, 2, 3, 7, 11],
  "9sus4": [0, 2, 5, 7, 10],
  "11": [0, 2, 4, 5, 7, 10],
  maj11: [0, 2, 4, 5, 7, 11],
  min11: [0, 2, 3, 5, 7, 10],
  "13": [0, 2, 4, 5, 7, 9, 10],
  maj13: [0, 2, 4, 5, 7, 9, 11],
  min13: [0, 2, 3, 5, 7, 9, 10],
  "7b5": [0, 4, 6, 10],
  "7b9": [0, 1, 4, 7, 10],
  "7#9": [0, 3, 4, 7, 10],
  "7#11": [0, 4, 6, 7, 10],
  "7b13": [0, 4, 7, 8, 10],
  maj7b5: [0, 4, 6, 11],
  "maj7#11": [0, 4, 6, 7, 11],
  none: [],
};

/** "none" stands for no chord (N) and for symbols that could not be understood. */
export type ChordQuality =
  | "maj"
  | "min"
  | "dim"
  | "aug"
  | "sus2"
  | "sus4"
  | "5"
  | "1"
  | "maj6"
  | "min6"
  | "maj69"
  | "min69"
  | "7"
  | "maj7"
  | "min7"
  | "minmaj7"
  | "dim7"
  | "hdim7"
  | "aug7"
  | "augmaj7"
  | "7sus2"
  | "7sus4"
  | "maj7sus4"
  | "add9"
  | "minadd9"
  | "add11"
  | "9"
  | "maj9"
  | "min9"
  | "minmaj9"
  | "9sus4"
  | "11"
  | "maj11"
  | "min11"
  | "13"
  | "maj13"
  | "min13"
  | "7b5"
  | "7b9"
  | "7#9"
  | "7#11"
  | "7b13"
  | "maj7b5"
  | "maj7#11"
  | "none";

/** All kinds, the plain ones first. */
export const chordQualities: readonly ChordQuality[] = Object.keys(intervals) as ChordQuality[];

/** Semitones above the root, as pitch classes from 0, ascending within the octave; none for "none". */
export function chordIntervals(quality: ChordQuality): readonly number[] {
  return intervals[quality];
}

/** The pitch classes that sound, the root's first; a bass that is no chord tone comes last. Empty for no chord. */
export function chordPitchClasses(root: number | null, quality: ChordQuality, bass: number | null = null): number[] {
  if (root === null) return [];
  const classes = intervals[quality].map((interval) => (root + interval) % 12);
  if (bass !== null && !classes.includes(bass)) classes.push(bass);
  return classes;
}

/** A pitch class set as twelve bits from the root up, to compare qualities by what sounds. */
export function qualityMask(quality: ChordQuality): number {
  let mask = 0;
  for (const interval of intervals[quality]) mask |= 1 << interval;
  return mask;
}
