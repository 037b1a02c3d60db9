import type { ChordQuality } from "../chord-quality.ts";

/** Kinds of MusicXML 4.0 (kind-value) for the kinds of chords that it has. */
const kinds: readonly (readonly [kind: string, quality: ChordQuality])[] = [
  ["major", "maj"],
  ["minor", "min"],
  ["diminished", "dim"],
  ["augmented", "aug"],
  ["suspended-second", "sus2"],
  ["suspended-fourth", "sus4"],
  ["power", "5"],
  ["pedal", "1"],
  ["major-sixth", "maj6"],
  ["minor-sixth", "min6"],
  ["dominant", "7"],
  ["major-seventh", "maj7"],
  ["minor-seventh", "min7"],
  ["major-minor", "minmaj7"],
  ["diminished-seventh", "dim7"],
  ["half-diminished", "hdim7"],
  ["augmented-seventh", "aug7"],
  ["dominant-ninth", "9"],
  ["major-ninth", "maj9"],
  ["minor-ninth", "min9"],
  ["dominant-11th", "11"],
  ["major-11th", "maj11"],
  ["minor-11th", "min11"],
  ["dominant-13th", "13"],
  ["major-13th", "maj13"],
  ["minor-13th", "min13"],
  ["none", "none"],
];

/** What is added to a kind, or changed in it, for chords without a kind of their own: [degree, semitones, type]. */
const degrees: Partial<
  Record<ChordQuality, readonly [kind: string, ...degrees: (readonly [number, number, string])[]]>
> = {
  maj69: ["major-sixth", [9, 0, "add"]],
  min69: ["minor-sixth", [9, 0, "add"]],
  augmaj7: ["major-seventh", [5, 1, "alter"]],
  "7sus2": ["suspended-second", [7, -1, "add"]],
  "7sus4": ["suspended-fourth", [7, -1, "add"]],
  maj7sus4: ["suspended-fourth", [7, 0, "add"]],
  add9: ["major", [9, 0, "add"]],
  minadd9: ["minor", [9, 0, "add"]],
  add11: ["major", [11, 0, "add"]],
  minmaj9: ["major-minor", [9, 0, "add"]],
  "9sus4": ["suspended-fourth", [7, -1, "add"], [9, 0, "add"]],
  "7b5": ["dominant", [5, -1, "alter"]],
  "7b9": ["dominant", [9, -1, "add"]],
  "7#9": ["dominant", [9, 1, "add"]],
  "7#11": ["dominant", [11, 1, "add"]],
  "7b13": ["dominant", [13, -1, "add"]],
  maj7b5: ["major-seventh", [5, -1, "alter"]],
  "maj7#11": ["major-seventh", [11, 1, "add"]],
};

export type Degree = readonly [degree: number, semitones: number, type: string];

/** The kind and degrees of MusicXML for a kind of chord. */
export function kindOf(quality: ChordQuality): { readonly kind: string; readonly degrees: readonly Degree[] } {
  const plain = kinds.find(([, known]) => known === quality)?.[0];
  if (plain !== undefined) return { kind: plain, degrees: [] };
  const [kind, ...added] = degrees[quality] ?? ["other"];
  return { kind, degrees: added };
}

/** The kind of chord for a kind of MusicXML; null for kinds that say nothing of what sounds ("Neapolitan", "other"). */
export function qualityOfKind(kind: string, with_: readonly Degree[]): ChordQuality | null {
  const same = (a: readonly Degree[], b: readonly Degree[]): boolean => JSON.stringify(a) === JSON.stringify(b);
  for (const [quality, [base, ...added]] of Object.entries(degrees) as [ChordQuality, [string, ...Degree[]]][]) {
    if (base === kind && same(added, with_)) return quality;
  }
  return kinds.find(([known]) => known === kind)?.[1] ?? null;
}
