/** What is typical of a corpus: keys, tempi, metres, progressions, forms, contours and rhythms over its pieces. */
import type { Score } from "../../../foundation/score/index.ts";
import { barAt, type MelodyNote } from "../form/bar-table.ts";
import type { Descriptors, ScoreAnalysis } from "../score-analysis.ts";
import { type Contour, contourOf } from "./contour.ts";

export interface CorpusPiece {
  readonly name: string;
  readonly score: Score;
  readonly analysis: ScoreAnalysis;
}

/** How often something comes, and in how many of the pieces. */
export interface Pattern {
  readonly what: string;
  readonly count: number;
  readonly pieces: number;
}

export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  readonly pieces: number;
}

export interface CorpusPatterns {
  readonly pieces: number;
  readonly keys: readonly Pattern[];
  readonly metres: readonly Pattern[];
  /** Quarter notes a minute of each piece. */
  readonly tempi: readonly number[];
  /** Chords as degrees of their key, without their basses. */
  readonly chords: readonly Pattern[];
  /** Four chords one after the other as degrees of their key. */
  readonly progressions: readonly Pattern[];
  /** Letters and bars of whole pieces: "A8 A8 B8 A8". */
  readonly forms: readonly Pattern[];
  /** Lengths of phrases in bars. */
  readonly phraseLengths: readonly Pattern[];
  readonly contours: readonly Pattern[];
  /** Onsets of the melody in a bar, in sixteenths from the bar line: "x---x---x-x-x---". */
  readonly rhythms: readonly Pattern[];
  /** From onset to onset of the melody, in sixteenths, up to two bars of 4/4. */
  readonly gaps: readonly Pattern[];
  /** Degrees of the melody above the tonic, twelve shares. */
  readonly degrees: readonly number[];
  readonly descriptors: { readonly [K in keyof Descriptors]: Spread | null };
}

const MOST = 24;

export function corpusPatterns(pieces: readonly CorpusPiece[]): CorpusPatterns {
  const keys = new Tally();
  const metres = new Tally();
  const single = new Tally();
  const progressions = new Tally();
  const gaps = new Tally();
  const forms = new Tally();
  const lengths = new Tally();
  const contours = new Tally();
  const rhythms = new Tally();
  const degrees = new Float64Array(12);
  pieces.forEach(({ score, analysis }, piece) => {
    const { key, metre, chords, phrases, sections } = analysis;
    const melody = melodyOf(score, analysis);
    keys.add(key.value.name, piece);
    metres.add(`${metre.value.beats}/${metre.value.beatUnit}`, piece);
    const romans = chords.value
      .map(({ roman }) => roman?.replace(/\/.*$/, "") ?? null)
      .filter((roman, at, all) => roman !== all[at - 1]);
    for (const roman of romans) if (roman !== null) single.add(roman, piece);
    for (let at = 0; at + 4 <= romans.length; at++) {
      const four = romans.slice(at, at + 4);
      if (!four.includes(null)) progressions.add(four.join(" \u2013 "), piece);
    }
    if (sections.value.length > 0)
      forms.add(sections.value.map(({ label, from, to }) => `${label}${to - from}`).join(" "), piece);
    for (const phrase of phrases.value) {
      lengths.add(`${phrase.to - phrase.from}`, piece);
      const sung = melody.filter(({ tick }) => tick >= phrase.fromTick && tick < phrase.toTick);
      const contour: Contour | null = contourOf(sung);
      if (contour !== null) contours.add(contour, piece);
    }
    for (const rhythm of barRhythms(melody, analysis)) rhythms.add(rhythm, piece);
    melody.forEach(({ tick }, at) => {
      const gap = Math.round((4 * (tick - (melody[at - 1]?.tick ?? tick))) / analysis.division);
      if (gap > 0 && gap <= 32) gaps.add(`${gap}`, piece);
    });
    for (const { pitch } of melody) degrees[(pitch - key.value.tonic + 120) % 12]! += 1;
  });
  const total = Math.max(
    1,
    degrees.reduce((sum, x) => sum + x, 0),
  );
  return {
    pieces: pieces.length,
    keys: keys.list(),
    metres: metres.list(),
    tempi: pieces.map(({ analysis }) => analysis.tempo.value),
    chords: single.list(),
    progressions: progressions.list(),
    forms: forms.list(),
    phraseLengths: lengths.list(),
    contours: contours.list(),
    rhythms: rhythms.list(),
    gaps: gaps.list(),
    degrees: [...degrees].map((count) => count / total),
    descriptors: spreads(pieces),
  };
}

class Tally {
  readonly #counts = new Map<string, { count: number; pieces: Set<number> }>();

  add(what: string, piece: number): void {
    const known = this.#counts.get(what) ?? { count: 0, pieces: new Set() };
    known.count++;
    known.pieces.add(piece);
    this.#counts.set(what, known);
  }

  /** The commonest: by pieces, then by count. */
  list(): Pattern[] {
    return [...this.#counts]
      .map(([what, { count, pieces }]) => ({ what, count, pieces: pieces.size }))
      .sort((a, b) => b.pieces - a.pieces || b.count - a.count || (a.what < b.what ? -1 : 1))
      .slice(0, MOST);
  }
}

function melodyOf(score: Score, analysis: ScoreAnalysis): MelodyNote[] {
  const parts = new Map(score.parts.map((part) => [part.id, part]));
  return analysis.melody.value.flatMap(({ part, index }) => {
    const note = parts.get(part)?.notes[index];
    return note ? [{ tick: note.tick, end: note.tick + note.duration, pitch: note.pitch }] : [];
  });
}

function barRhythms(melody: readonly MelodyNote[], { metre, division }: ScoreAnalysis): string[] {
  const { barLines, beats, beatUnit } = metre.value;
  const steps = Math.round((16 * beats) / beatUnit);
  const bars = new Map<number, Set<number>>();
  for (const { tick } of melody) {
    const bar = barAt(barLines, tick + division / 8);
    if (bar < 0 || bar >= barLines.length - 1) continue;
    const step = Math.max(0, Math.round(((tick - (barLines[bar] as number)) * 4) / division));
    bars.set(bar, (bars.get(bar) ?? new Set()).add(step));
  }
  return [...bars.values()].map((set) => Array.from({ length: steps }, (_, k) => (set.has(k) ? "x" : "-")).join(""));
}

function spreads(pieces: readonly CorpusPiece[]): CorpusPatterns["descriptors"] {
  const names = Object.keys(pieces[0]?.analysis.descriptors.value ?? {}) as (keyof Descriptors)[];
  const all = names.map((name) => {
    const values = pieces.flatMap(({ analysis }) => analysis.descriptors.value[name] ?? []);
    return [name, spreadOf(values)] as const;
  });
  return Object.fromEntries(all) as unknown as CorpusPatterns["descriptors"];
}

export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(variance),
    lowest: Math.min(...values),
    highest: Math.max(...values),
    pieces: values.length,
  };
}
