/**
 * Chord symbols as text: lead sheets ("Am7/G", "Cmaj9", "F#m7b5"), ABC ("D/f+"), the labels of POP909 and of C. Harte
 * (ISMIR 2005; "A:min7/b3", "N"), and the kinds of MusicXML.
 */
import type { ChordQuality } from "./chord-quality.ts";
import type { ChordSymbol, Step } from "./score.ts";
import { pitchClassOf, spellPitchClass } from "./spell-pitch.ts";

export type ChordName = Pick<ChordSymbol, "root" | "quality" | "bass">;

/** All ways to write each kind behind a root, after `tidied`. */
const spellings: Readonly<Record<Exclude<ChordQuality, "none">, string>> = {
  maj: " maj M major",
  min: "m min mi - minor",
  dim: "dim o ° m(b5) mb5 min(b5) minb5",
  aug: "aug + #5 (#5) maj#5 +5",
  sus2: "sus2 2",
  sus4: "sus4 sus 4",
  "5": "5 no3 (no3)",
  "1": "1 pedal",
  maj6: "6 maj6 M6 add6 add13",
  min6: "m6 min6 mi6 -6",
  maj69: "6/9 69 6add9 maj69 maj6(9)",
  min69: "m6/9 m69 min69 min6(9)",
  "7": "7 dom7 dom",
  maj7: "maj7 M7 ma7 Δ Δ7 j7",
  min7: "m7 min7 mi7 -7",
  minmaj7: "mmaj7 mM7 minmaj7 m(maj7) min(maj7) -Δ -Δ7 mΔ -maj7 mmaj minM7",
  dim7: "dim7 o7 °7",
  hdim7: "hdim7 ø ø7 m7b5 m7(b5) min7b5 min7(b5) -7b5 -7(b5) hdim",
  aug7: "aug7 +7 7#5 7(#5) 7+5 7+ 7aug",
  augmaj7: "augmaj7 maj7#5 maj7(#5) M7#5 +maj7 +M7 aug(maj7)",
  "7sus2": "7sus2 sus2(b7)",
  "7sus4": "7sus4 7sus sus4(b7) sus7",
  maj7sus4: "maj7sus4 maj7sus sus4(7)",
  add9: "add9 (add9) maj(9) add2 2add maj(add9)",
  minadd9: "madd9 m(add9) min(9) minadd9 madd2",
  add11: "add11 add4 maj(11) (add11)",
  "9": "9 7(9) 7add9",
  maj9: "maj9 M9 maj7(9) Δ9 ma9",
  min9: "m9 min9 mi9 -9 min7(9) m7(9)",
  minmaj9: "mmaj9 minmaj9 m(maj9) mM9 minmaj7(9)",
  "9sus4": "9sus4 9sus sus9 sus4(b7,9)",
  "11": "11 9(11)",
  maj11: "maj11 M11 maj9(11)",
  min11: "m11 min11 -11 min9(11) m7add11",
  "13": "13 13add11",
  maj13: "maj13 M13",
  min13: "m13 min13 -13",
  "7b5": "7b5 7(b5) 7-5",
  "7b9": "7b9 7(b9) 7-9",
  "7#9": "7#9 7(#9) 7+9",
  "7#11": "7#11 7(#11) 7+11",
  "7b13": "7b13 7(b13)",
  maj7b5: "maj7b5 maj7(b5) M7b5",
  "maj7#11": "maj7#11 maj7(#11) M7#11",
};

const qualities = new Map<string, ChordQuality>();
for (const [quality, ways] of Object.entries(spellings)) {
  for (const way of ways.split(" ")) if (!qualities.has(way)) qualities.set(way, quality as ChordQuality);
}
const degrees: Readonly<Record<string, number>> = { 1: 0, 2: 2, 3: 4, 4: 5, 5: 7, 6: 9, 7: 11, 9: 2, 11: 5, 13: 9 };

function tidied(text: string): string {
  const sharps = text.replace(/♭/g, "b").replace(/♯/g, "#").replace(/𝄫/g, "bb").replace(/𝄪/g, "##").replace(/\s+/g, "");
  return sharps
    .replace(/^(maj|Maj|MAJ)/, "maj")
    .replace(/^(min|Min|MIN)/, "min")
    .replace(/∆|△|\^/g, "Δ");
}

/**
 * The chord that a symbol names; null where it is none. A root of "N", "NC" or "N.C." is no chord. Basses are names
 * ("/G", "/f+" as in the Nottingham tunes, where + is a sharp) or degrees above the root ("/b3").
 */
export function parseChord(symbol: string): ChordName | null {
  const text = symbol.trim().replace(/^\((.*)\)$/, "$1");
  if (/^(N|NC|N\.C\.|no chord)$/i.test(text)) return { root: null, quality: "none", bass: null };
  const match = /^([A-Ga-g])([#b♯♭𝄪𝄫]*)(.*)$/u.exec(text);
  if (match === null) return null;
  const root = pitchClassOf(match[1]!.toUpperCase() as Step, alteration(match[2]!));
  let rest = match[3]!.replace(/^:/, "");
  let quality = qualityOf(rest);
  let bass: number | null = null;
  const slash = rest.lastIndexOf("/");
  if (quality === null && slash >= 0) {
    bass = bassOf(rest.slice(slash + 1), root);
    if (bass === null) return null;
    rest = rest.slice(0, slash);
    quality = qualityOf(rest);
  }
  if (quality === null) return null;
  return { root, quality, bass: bass === root ? null : bass };
}

/** The kind that is written behind a root; null where it is not known. */
export function qualityOf(suffix: string): ChordQuality | null {
  const text = tidied(suffix);
  return qualities.get(text) ?? qualities.get(text.toLowerCase()) ?? null;
}

function alteration(signs: string): number {
  const plain = tidied(signs);
  let alter = 0;
  for (const sign of plain) alter += sign === "#" || sign === "+" ? 1 : -1;
  return alter;
}

function bassOf(text: string, root: number): number | null {
  const name = /^([A-Ga-g])([#b♯♭+]*)$/.exec(text.trim());
  if (name !== null) return pitchClassOf(name[1]!.toUpperCase() as Step, alteration(name[2]!));
  const degree = /^([#b♯♭]*)(\d+)$/.exec(text.trim());
  const above = degree === null ? undefined : degrees[degree[2]!];
  return above === undefined ? null : (root + above + alteration(degree![1]!) + 24) % 12;
}

/** How each kind is written here; where nothing is said, as it is called. */
const written: Partial<Record<ChordQuality, string>> = {
  maj: "",
  min: "m",
  "5": "5",
  maj6: "6",
  min6: "m6",
  maj69: "6/9",
  min69: "m6/9",
  min7: "m7",
  minmaj7: "m(maj7)",
  hdim7: "m7b5",
  minadd9: "m(add9)",
  min9: "m9",
  minmaj9: "m(maj9)",
  min11: "m11",
  min13: "m13",
};

/** A symbol as on lead sheets: "Am7/G", "F#m7b5", "N.C.". Names of pitches follow the key (`fifths`, -7 to 7). */
export function formatChord({ root, quality, bass }: ChordName, fifths = 0): string {
  if (root === null) return "N.C.";
  const name = pitchClassName(root, fifths) + (written[quality] ?? quality);
  return bass === null ? name : `${name}/${pitchClassName(bass, fifths)}`;
}

/** A label as POP909 and Harte write it: "A:min7/b7", "N". */
export function chordLabel({ root, quality, bass }: ChordName, fifths = 0): string {
  if (root === null) return "N";
  const name = `${pitchClassName(root, fifths)}:${quality === "7sus4" ? "sus4(b7)" : quality}`;
  const above = bass === null ? 0 : (bass - root + 12) % 12;
  return bass === null ? name : `${name}/${["1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7"][above]}`;
}

function pitchClassName(pitchClass: number, fifths: number): string {
  const { step, alter } = spellPitchClass(pitchClass, fifths);
  return step + (alter >= 0 ? "#".repeat(alter) : "b".repeat(-alter));
}
