/** Which phrases of a section repeat earlier ones: real songs do it in about half of their bars. */
import type { Random } from "../../foundation/statistics/random.ts";
import { phraseLengths, type SketchSection, type SongSketch, stepsPerBar } from "../learn/song/song-sketch.ts";

/**
 * Of a phrase: new, as an earlier phrase of its section (by number from 1), or as the same bars of another section (`of`,
 * its label: A' goes as A goes); to the end or with another ending.
 */
export interface PhraseRelation {
  readonly label: string;
  /** From 1. */
  readonly phrase: number;
  /** Bars within the section. */
  readonly bar: number;
  readonly bars: number;
  readonly as: number | null;
  readonly of: string | null;
  readonly otherEnding: boolean;
}

/** "new", "as 1", "as 1, other ending", "as in A". */
export function relationText({ as, of, otherEnding }: PhraseRelation): string {
  if (as === null && of === null) return "new";
  return `as ${of === null ? as : `in ${of}`}${otherEnding ? ", other ending" : ""}`;
}

/** Null for what is no relation, or would repeat a phrase that does not come before. */
export function readRelation(text: string, phrase: number): Pick<PhraseRelation, "as" | "of" | "otherEnding"> | null {
  if (text.trim() === "new") return { as: null, of: null, otherEnding: false };
  const other = /^as in (.+?)(, other ending)?$/.exec(text.trim());
  if (other) return { as: null, of: other[1] as string, otherEnding: other[2] !== undefined };
  const match = /^as (\d+)(, other ending)?$/.exec(text.trim());
  if (!match || Number(match[1]) < 1 || Number(match[1]) >= phrase) return null;
  return { as: Number(match[1]), of: null, otherEnding: match[2] !== undefined };
}

/** The share of melody bars that repeat an earlier bar exactly, by rhythm and pitch; bars of rest are left out. */
export function repeatedBars(song: SongSketch): number {
  const barSteps = stepsPerBar(song.metre);
  const bars = Array.from({ length: song.bars }, () => "");
  for (const { step, length, pitch } of song.melody) {
    const bar = Math.floor(step / barSteps);
    if (bar < bars.length) bars[bar] += `${step % barSteps}:${length}:${pitch} `;
  }
  const seen = new Set<string>();
  let sounding = 0;
  let repeated = 0;
  for (const bar of bars) {
    if (bar === "") continue;
    sounding++;
    if (seen.has(bar)) repeated++;
    seen.add(bar);
  }
  return sounding > 0 ? repeated / sounding : 0;
}

/**
 * Draws relations for the first section of each label so that the song comes near the share of repeated bars that is
 * wanted; what whole sections repeat counts already.
 */
export function relatePhrases(
  sections: readonly SketchSection[],
  sung: (label: string) => boolean,
  wantedShare: number,
  random: Random,
): PhraseRelation[] {
  const seen = new Set<string>();
  let all = 0;
  let repeated = 0;
  for (const { label, bars } of sections) {
    if (!sung(label)) continue;
    all += bars;
    const base = baseOf(label);
    if (seen.has(label)) repeated += bars;
    else if (base !== label && seen.has(base)) repeated += 0.7 * Math.min(bars, barsOfLabel(sections, base));
    seen.add(label);
  }
  const fresh = all - repeated;
  // A phrase that repeats brings about three quarters of its bars.
  const chance = fresh > 0 ? Math.max(0, Math.min(0.9, (wantedShare * all - repeated) / (0.75 * fresh))) : 0;
  const relations: PhraseRelation[] = [];
  const done = new Set<string>();
  const likeBase = (label: string): string | null =>
    done.has(baseOf(label)) && baseOf(label) !== label ? baseOf(label) : null;
  for (const section of sections) {
    if (done.has(section.label)) continue;
    const base = likeBase(section.label);
    done.add(section.label);
    const longest = sections.reduce((most, s) => (s.label === section.label ? Math.max(most, s.bars) : most), 0);
    const lengths = phraseLengths(longest);
    let bar = 0;
    for (const [at, bars] of lengths.entries()) {
      const draw = random.split(`${section.label} ${at}`);
      if (base !== null && bar < barsOfLabel(sections, base)) {
        const otherEnding = bars > 1 && (at === lengths.length - 1 || draw.split("ending").uniform() < 0.25);
        relations.push({ label: section.label, phrase: at + 1, bar, bars, as: null, of: base, otherEnding });
        bar += bars;
        continue;
      }
      const earlier = lengths.slice(0, at).flatMap((length, k) => (length === bars ? [k + 1] : []));
      // The first phrase can come again from the second on; the room for repeats is in what comes after it.
      const share = lengths.length > 1 ? (chance * lengths.length) / (lengths.length - 1) : 0;
      const repeats = earlier.length > 0 && draw.uniform() < share;
      relations.push({
        label: section.label,
        phrase: at + 1,
        bar,
        bars,
        of: null,
        as: repeats ? (earlier[at % 2 === 0 ? 0 : Math.max(0, earlier.length - 2)] as number) : null,
        otherEnding: repeats && bars > 1 && (at === lengths.length - 1 || draw.uniform() < 0.5),
      });
      bar += bars;
    }
  }
  return relations;
}

/** A' and A'' are A with another length. */
function baseOf(label: string): string {
  return label.replace(/'+$/, "");
}

function barsOfLabel(sections: readonly SketchSection[], label: string): number {
  return sections.find((section) => section.label === label)?.bars ?? 0;
}

/** A bar of a section that comes again, in which it differs from the first time: section by number from 1, bar from 1. */
export interface Variation {
  readonly section: number;
  readonly bar: number;
}

/**
 * The bars of sections that come again, in the order in which they would be varied: late bars of phrases rather first, as
 * people do.
 */
export function barsToVary(
  sections: readonly SketchSection[],
  sung: (label: string) => boolean,
  random: Random,
): Variation[] {
  const seen = new Set<string>();
  const again: Variation[] = [];
  for (const [at, { label, bars }] of sections.entries()) {
    if (!sung(label)) continue;
    if (seen.has(label)) for (let bar = 1; bar <= bars; bar++) again.push({ section: at + 1, bar });
    seen.add(label);
  }
  const weight = ({ section, bar }: Variation): number =>
    random.split(`${section} ${bar}`).uniform() + (bar % 4 === 0 || bar % 4 === 3 ? 0.5 : 0);
  return again
    .map((variation) => ({ variation, weight: weight(variation) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ variation }) => variation);
}
