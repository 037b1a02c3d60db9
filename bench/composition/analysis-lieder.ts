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

/** Less of the sounding time than this within the triads: the figures belong to other bars. */
const LEAST_FIT = 0.45;

/**
 * The figures in ticks. Editions number a bar more or less before the first: of three numberings the one is taken whose
 * triads hold most of what sounds (nothing that was heard goes into it). Null where none fits.
 */
function alignedChords(song: Song): TimedChord[] | null {
  const tries = [0, 1, -1].map((shift) => {
    const chords = placedChords(song, shift);
    return { chords, fit: shareInTriads(song, chords) };
  });
  const best = tries.reduce((most, each) => (each.fit > most.fit + 0.01 ? each : most));
  return best.fit < LEAST_FIT ? null : best.chords;
}

function placedChords({ score, analysis }: Song, shift: number): TimedChord[] {
  const bars = new Map(score.bars.map((bar) => [bar.number, bar]));
  const placed: (RomanChord & { from: number })[] = [];
  for (const chord of analysis) {
    const bar = bars.get(chord.measure + shift);
    if (!bar) continue;
    const next = score.bars[1];
    const missing = bar.number === 0 && next ? Math.max(0, next.duration - bar.duration) : 0;
    const from = bar.tick + chord.offset * score.division - missing;
    if (from >= 0) placed.push({ ...chord, from });
  }
  return placed.map((chord, at) => ({ ...chord, to: Math.max(chord.from, placed[at + 1]?.from ?? score.lengthTicks) }));
}

const TRIADS: Readonly<Record<string, readonly number[]>> = {
  maj: [0, 4, 7],
  min: [0, 3, 7],
  dim: [0, 3, 6],
  aug: [0, 4, 8],
};

function shareInTriads({ score }: Song, chords: readonly TimedChord[]): number {
  const notes = score.parts.flatMap((part) => part.notes);
  let inside = 0;
  let all = 0;
  for (const { from, to, root, triad } of chords) {
    if (root === null || triad === null) continue;
    for (const { tick, duration, pitch } of notes) {
      const sounds = shared(from, to, { from: tick, to: tick + duration });
      all += sounds;
      if ((TRIADS[triad] as readonly number[]).includes((pitch - root + 120) % 12)) inside += sounds;
    }
  }
  return all === 0 ? 0 : inside / all;
}
