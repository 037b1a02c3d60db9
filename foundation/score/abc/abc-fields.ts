/** Information fields of ABC (standard 2.1, section 3): metre, unit note length, tempo, key. Each gives null for nonsense. */
import { type Fraction, fraction } from "../fraction.ts";
import type { KeySignature, Step } from "../score.ts";
import { fifthsOf } from "../spell-pitch.ts";

export interface AbcMetre {
  readonly beats: number;
  readonly beatUnit: number;
}

/** "4/4", "C", "C|", "(2+3)/8"; "none" gives "none". */
export function parseMetre(text: string): AbcMetre | "none" | null {
  const bare = text.trim();
  if (bare === "none" || bare === "") return "none";
  if (bare === "C") return { beats: 4, beatUnit: 4 };
  if (bare === "C|") return { beats: 2, beatUnit: 2 };
  const match = /^\(?([\d+ ]+)\)?\s*\/\s*(\d+)/.exec(bare);
  if (match === null) return null;
  const beats = match[1]!.split("+").reduce((sum, part) => sum + Number(part), 0);
  const beatUnit = Number(match[2]);
  const fits =
    Number.isInteger(beats) && beats >= 1 && beats <= 255 && [1, 2, 4, 8, 16, 32, 64, 128].includes(beatUnit);
  return fits ? { beats, beatUnit } : null;
}

/** "1/8", "1". */
export function parseUnit(text: string): Fraction | null {
  const match = /^\s*(\d{1,3})\s*(?:\/\s*(\d{1,4}))?/.exec(text);
  const n = Number(match?.[1] ?? 0);
  const d = Number(match?.[2] ?? 1);
  return n > 0 && d > 0 ? fraction(n, d) : null;
}

/** Where no unit is said: sixteenths for metres shorter than 3/4, else eighths (section 3.1.7). */
export function unitOfMetre(metre: AbcMetre | "none"): Fraction {
  return metre !== "none" && metre.beats / metre.beatUnit < 0.75 ? fraction(1, 16) : fraction(1, 8);
}

/** "1/4=120", "120", "C=120", '"Lively" 3/8=60'; 0 where there are only words. Microseconds per quarter note. */
export function parseTempo(text: string, unit: Fraction): number | null {
  const bare = text.replace(/"[^"]*"/g, "").trim();
  if (bare === "") return 0;
  const match = /^(?:((?:C\d*|\d+\/\d+)(?:\s+\d+\/\d+)*)\s*=)?\s*(\d+(?:\.\d+)?)/.exec(bare);
  if (match === null) return null;
  let beat = unit.n / unit.d;
  if (match[1]?.startsWith("C")) beat *= Number(match[1].slice(1) || 1);
  else if (match[1] !== undefined) {
    beat = match[1]
      .split(/\s+/)
      .reduce((sum, part) => sum + Number(part.split("/")[0]) / Number(part.split("/")[1]), 0);
  }
  const microseconds = 60_000_000 / (Number(match[2]) * beat * 4);
  return microseconds >= 1 && microseconds <= 16_777_215 ? microseconds : null;
}

export interface AbcKey {
  readonly fifths: number;
  readonly mode: KeySignature["mode"];
  /** Alterations by step: those of the signature and what is said besides ("K:D phr ^f"). */
  readonly alters: ReadonlyMap<Step, number>;
  /** Octaves to add to every note ("octave=-1"). */
  readonly octave: number;
}

const modes: Readonly<Record<string, number>> = {
  "": 0,
  maj: 0,
  ion: 0,
  m: -3,
  min: -3,
  aeo: -3,
  mix: -1,
  dor: -2,
  phr: -4,
  lyd: 1,
  loc: -5,
};
const sharps: readonly Step[] = ["F", "C", "G", "D", "A", "E", "B"];

/** "G", "Am", "F# dorian", "D exp _b ^f", "none", "HP" (bagpipes: two sharps). */
export function parseKey(text: string): AbcKey | null {
  const octave = Number(/\boctave=(-?[0-4])\b/.exec(text)?.[1] ?? 0);
  const bare = text
    .replace(/\b\w+=("[^"]*"|\S+)/g, "")
    .replace(/\b(treble|bass|alto|tenor|perc)\b[^\s]*/g, "")
    .trim();
  if (bare === "" || bare === "none") return { fifths: 0, mode: null, alters: new Map(), octave };
  if (/^H[Pp]/.test(bare)) return signature(2, null, octave);
  const match = /^([A-G])([#b]?)\s*([A-Za-z]*)/.exec(bare);
  if (match === null) return null;
  const word = match[3]!;
  const explicit = word === "exp";
  const mode = word === "M" ? "" : word === "m" ? "m" : word.slice(0, 3).toLowerCase();
  const shift = explicit ? 0 : modes[mode === "m" && word !== "m" ? "min" : mode];
  if (shift === undefined) return null;
  const alter = match[2] === "#" ? 1 : match[2] === "b" ? -1 : 0;
  const fifths = explicit ? 0 : fifthsOf(match[1] as Step, alter) + shift;
  if (fifths < -7 || fifths > 7) return null;
  const key = signature(
    fifths,
    explicit ? null : shift === 0 && mode !== "lyd" ? "major" : shift === -3 ? "minor" : null,
    octave,
  );
  const alters = new Map(key.alters);
  for (const [, sign, step] of bare.slice(match[0].length).matchAll(/(\^\^|__|\^|_|=)([A-Ga-g])/g)) {
    alters.set(step!.toUpperCase() as Step, alterOf(sign!));
  }
  return { ...key, alters };
}

function signature(fifths: number, mode: KeySignature["mode"], octave: number): AbcKey {
  const alters = new Map<Step, number>();
  for (let at = 0; at < Math.abs(fifths); at++)
    alters.set(fifths > 0 ? sharps[at]! : sharps[6 - at]!, fifths > 0 ? 1 : -1);
  return { fifths, mode, alters, octave };
}

/** Semitones of "^", "^^", "_", "__" and "=". */
export function alterOf(sign: string): number {
  return sign.startsWith("^") ? sign.length : sign.startsWith("_") ? -sign.length : 0;
}
