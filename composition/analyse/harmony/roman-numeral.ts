/** Chords as degrees of a key. */
import type { ChordQuality } from "../../../foundation/score/index.ts";
import type { Key } from "../score-analysis.ts";

const NAMES: readonly string[] = ["I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII"];
const MINOR_NAMES: readonly string[] = ["I", "bII", "II", "III", "#III", "IV", "#IV", "V", "VI", "#VI", "VII", "#VII"];
const DEGREES: readonly string[] = ["1", "b2", "2", "b3", "3", "4", "#4", "5", "b6", "6", "b7", "7"];

/** What stands behind the numeral; small numerals say a minor third already. */
const SUFFIXES: Partial<Record<ChordQuality, string>> = {
  maj: "",
  min: "",
  dim: "°",
  aug: "+",
  hdim7: "ø7",
  dim7: "°7",
  min7: "7",
  "7": "7",
  maj7: "maj7",
  minmaj7: "maj7",
  min6: "6add",
  maj6: "6add",
  min9: "9",
};

/**
 * "ii7", "bVII", "V7/3" (the chord's third in the bass). In minor, degrees are those of natural minor: VI, VII, and
 * #VII° for the triad on the leading tone.
 */
export function romanNumeral(root: number, quality: ChordQuality, bass: number | null, key: Key): string {
  const degree = (root - key.tonic + 12) % 12;
  const name = (key.mode === "major" ? NAMES : MINOR_NAMES)[degree] as string;
  const small = quality.startsWith("min") || quality === "dim" || quality === "dim7" || quality === "hdim7";
  const numeral = small ? name.replace(/[IV]+/, (letters) => letters.toLowerCase()) : name;
  const inversion = bass === null || bass === root ? "" : `/${DEGREES[(bass - root + 12) % 12]}`;
  return numeral + (SUFFIXES[quality] ?? quality) + inversion;
}
