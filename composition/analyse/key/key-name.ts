import { spellPitchClass } from "../../../foundation/score/index.ts";
import type { Key } from "../score-analysis.ts";

/** "F# minor". `fifths` of its signature, -7 to 7. */
export function nameOfKey(key: Key, fifths: number): string {
  const { step, alter } = spellPitchClass(key.tonic, fifths, key.mode);
  return `${step}${alter >= 0 ? "#".repeat(alter) : "b".repeat(-alter)} ${key.mode}`;
}
