/** Chords and local keys of songs with piano against people's Roman numerals. */
import { analyseScore } from "../../composition/analyse/index.ts";
import { lowest, type RowResult, type Scored } from "./analysis-scores.ts";
import type { RomanChord } from "./roman-text.ts";
import type { Song } from "./score-material.ts";

interface TimedChord extends RomanChord {
  readonly from: number;
  readonly to: number;
}

export function liederRows(songs: readonly Song[]): RowResult[] {
  const chords: Scored[] = [];
  const keys: Scored[] = [];
  const apart: string[] = [];
  for (const song of songs) {
    const timed = alignedChords(song);
    if (timed === null) {
      apart.push(song.name);
      continue;
    }
    const analysis = analyseScore(song.score);
    let right = 0;
    let named = 0;
    let inKey = 0;
    let time = 0;
    for (const { from, to, root, triad, tonic, minor } of timed) {
      time += to - from;
      for (const region of analysis.key.value.regions)
        if (region.tonic === tonic && (region.mode === "minor") === minor) inKey += shared(from, to, region);
      if (root === null || triad === null) continue;
      named += to - from;
      for (const chord of analysis.chords.value)
        if (chord.root === root && triadOf(chord.quality) === triad) right += shared(from, to, chord);
    }
    const { name, chosen } = song;
    const quarters = song.score.division;
    chords.push({ name, chosen, weight: named / quarters, value: right / Math.max(1, named) });
    keys.push({ name, chosen, weight: time / quarters, value: inKey / Math.max(1, time) });
  }
  return [
    {
      what: "chords, Lieder, root and triad by time",
      must: "0.60",
      scores: chords,
      lines: [`Lieder that could not be aligned: ${apart.join(", ") || "none"}`, `lowest: ${lowest(chords, 5)}`],
    },
    { what: "local key, Lieder, by time", must: "0.65", scores: keys },
  ];
}

function shared(from: number, to: number, span: { readonly from: number; readonly to: number }): number {
  return Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
}

function triadOf(quality: string): string {
  if (quality.startsWith("dim") || quality === "hdim7") return "dim";
  if (quality.startsWith("min")) return "min";
  if (quality.startsWith("aug")) return "aug";
  return quality.includes("sus") ? "sus" : "maj";
}

/** The figures in ticks; null where more than a tenth of their measures are not in the score. */
function alignedChords({ score, analysis }: Song): TimedChord[] | null {
  const bars = new Map(score.bars.map((bar) => [bar.number, bar]));
  const placed: (RomanChord & { from: number })[] = [];
  let lost = 0;
  for (const chord of analysis) {
    const bar = bars.get(chord.measure);
    if (!bar) {
      lost++;
      continue;
    }
    const next = score.bars[1];
    const missing = bar.number === 0 && next ? Math.max(0, next.duration - bar.duration) : 0;
    const from = bar.tick + chord.offset * score.division - missing;
    if (from >= 0) placed.push({ ...chord, from });
  }
  if (lost * 10 > analysis.length) return null;
  return placed.map((chord, at) => ({ ...chord, to: Math.max(chord.from, placed[at + 1]?.from ?? score.lengthTicks) }));
}
