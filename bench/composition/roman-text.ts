/**
 * Harmonic analyses in RomanText (D. Tymoczko, M. Gotham, M. S. Cuthbert, C. Ariza, ISMIR 2019): what the benchmark
 * compares chords and local keys with.
 */

export interface RomanChord {
  /** Measure as printed, and quarter notes from its start. */
  readonly measure: number;
  readonly offset: number;
  /** Pitch class of the root; null where the figure was not understood. */
  readonly root: number | null;
  readonly triad: "maj" | "min" | "dim" | "aug" | null;
  readonly tonic: number;
  readonly minor: boolean;
}

const STEPS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const DEGREES: readonly string[] = ["I", "II", "III", "IV", "V", "VI", "VII"];

interface KeyState {
  readonly tonic: number;
  readonly minor: boolean;
}

/** All chords in order. Measures that repeat others ("m19-21 = m1-3") are copied. */
export function readRomanText(text: string): RomanChord[] {
  const chords: RomanChord[] = [];
  const byMeasure = new Map<number, RomanChord[]>();
  let beat = 1;
  let key: KeyState = { tonic: 0, minor: false };
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const time = /^time signature\s*:\s*(.*)$/i.exec(line);
    if (time) {
      beat = beatQuarters(time[1] as string);
      continue;
    }
    const copy = /^m(\d+)(?:-(\d+))?\s*=\s*m(\d+)(?:-(\d+))?/.exec(line);
    if (copy) {
      const from = Number(copy[1]);
      const to = Number(copy[2] ?? copy[1]);
      const source = Number(copy[3]);
      for (let measure = from; measure <= to; measure++) {
        const copied = (byMeasure.get(source + measure - from) ?? []).map((chord) => ({ ...chord, measure }));
        byMeasure.set(measure, copied);
        chords.push(...copied);
        const last = copied[copied.length - 1];
        if (last) key = { tonic: last.tonic, minor: last.minor };
      }
      continue;
    }
    const bar = /^m(\d+)(var\d+)?\S*\s+(.*)$/.exec(line);
    if (!bar || bar[2]) continue;
    const measure = Number(bar[1]);
    let offset = 0;
    for (const token of (bar[3] as string).split(/\s+/)) {
      const at = /^b(\d+(?:\.\d+)?)$/.exec(token);
      const keyName = /^([A-Ga-g])([#b]*):$/.exec(token);
      if (at) offset = (Number(at[1]) - 1) * beat;
      else if (keyName) {
        const letter = keyName[1] as string;
        const minor = letter === letter.toLowerCase();
        key = { tonic: mod12((STEPS[letter.toUpperCase()] as number) + alteration(keyName[2] as string)), minor };
      } else if (/^[b#]*([ivIV]|N|It|Ger|Fr|Cad)/.test(token)) {
        const chord = { measure, offset, ...figure(token, key), ...key };
        chords.push(chord);
        byMeasure.set(measure, [...(byMeasure.get(measure) ?? []), chord]);
      }
    }
  }
  return chords;
}

/** Quarter notes in a beat as RomanText counts: dotted in compound metres. */
function beatQuarters(signature: string): number {
  if (/^cut/i.test(signature)) return 2;
  const match = /(\d+)\/(\d+)/.exec(signature);
  if (!match) return 1;
  const beats = Number(match[1]);
  const unit = 4 / Number(match[2]);
  const slow = /slow/i.test(signature);
  return beats % 3 === 0 && !slow && (beats > 3 || (unit < 1 && /fast/i.test(signature))) ? 3 * unit : unit;
}

function figure(token: string, key: KeyState): Pick<RomanChord, "root" | "triad"> {
  const slash = token.replace(/\[.*?\]/g, "").replace(/\/o/g, "ø");
  // Figured bass is written with slashes too ("V6/5"): only a numeral behind the last one is an applied key.
  const applied = /^(.*)\/([b#]*[ivIV]+)$/.exec(slash);
  const inner = applied ? numeral(applied[2] as string, key) : null;
  const within: KeyState =
    inner && inner.root !== null ? { tonic: inner.root, minor: inner.triad === "min" || inner.triad === "dim" } : key;
  return numeral(applied ? (applied[1] as string) : slash, within);
}

function numeral(text: string, key: KeyState): Pick<RomanChord, "root" | "triad"> {
  if (/^Cad/.test(text)) return { root: key.tonic, triad: key.minor ? "min" : "maj" };
  if (/^N/.test(text)) return { root: mod12(key.tonic + 1), triad: "maj" };
  // German sixths sound as a dominant seventh on the lowered sixth; the others are no triads.
  if (/^Ger/.test(text)) return { root: mod12(key.tonic + 8), triad: "maj" };
  const match = /^([b#]*)([iv]+|[IV]+)([oø+]?)/.exec(text);
  if (!match) return { root: null, triad: null };
  const roman = match[2] as string;
  const degree = DEGREES.indexOf(roman.toUpperCase());
  if (degree < 0) return { root: null, triad: null };
  const small = roman === roman.toLowerCase();
  const scale = key.minor ? [0, 2, 3, 5, 7, small ? 9 : 8, small ? 11 : 10] : [0, 2, 4, 5, 7, 9, 11];
  const sign = match[3] as string;
  const signs = match[1] as string;
  // In minor, an explicit sharp on vi or vii names the raised degree, which small numerals mean already.
  const raised = key.minor && small && degree >= 5 && signs.startsWith("#") ? 1 : 0;
  const root = mod12(key.tonic + (scale[degree] as number) + alteration(signs) - raised);
  const triad = sign === "o" || sign === "ø" ? "dim" : sign === "+" ? "aug" : small ? "min" : "maj";
  return { root, triad };
}

function alteration(signs: string): number {
  let semitones = 0;
  for (const sign of signs) semitones += sign === "#" ? 1 : -1;
  return semitones;
}

function mod12(pitch: number): number {
  return ((pitch % 12) + 12) % 12;
}
