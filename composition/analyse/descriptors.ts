/**
 * Figures that describe a piece, so that songs can be compared: pitch-class entropy, scale and groove consistency as in
 * H.-W. Dong et al., "MusPy" (ISMIR 2020) and O. Mogren, "C-RNN-GAN" (2016), and how much repeats.
 */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { type BarNote, type BarTable, melodyLikeness } from "./form/bar-table.ts";
import type { NoteTable } from "./note-table.ts";
import type { Descriptors, HeardChord, HeardRhythm, Key, PitchRange } from "./score-analysis.ts";

const SCALES: readonly number[] = Array.from({ length: 24 }, (_, code) =>
  (code < 12 ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10]).reduce((bits, d) => bits | (1 << ((d + code) % 12)), 0),
);

export function describe(
  table: NoteTable,
  bars: BarTable,
  chords: readonly HeardChord[],
  key: Key,
  sixteenthsPerBar: number,
): Descriptors {
  const counts = new Float64Array(12);
  for (let at = 0; at < table.count; at++) counts[(table.pitch[at] as number) % 12]! += 1;
  const sung = bars.notes.filter((notes) => notes.length > 0).length;
  const intervals: number[] = [];
  let before: number | null = null;
  for (const notes of bars.notes)
    for (const { pitch } of notes) {
      if (before !== null) intervals.push(Math.abs(pitch - before));
      before = pitch;
    }
  const mean = (values: readonly number[]): number | null =>
    values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
  const scale = SCALES[key.tonic + (key.mode === "minor" ? 12 : 0)] as number;
  const sounding = chords.filter((chord) => chord.root !== null);
  const time = sounding.reduce((sum, chord) => sum + chord.to - chord.from, 0);
  const within = sounding.filter((chord) => (scale >> (chord.root as number)) & 1);
  return {
    pitchClassEntropy: table.count === 0 ? null : entropy(counts, table.count),
    scaleConsistency: table.count === 0 ? null : scaleConsistency(counts, table.count),
    grooveConsistency: grooveConsistency(bars, sixteenthsPerBar),
    ...repeatShares(bars, sung),
    meanInterval: mean(intervals),
    stepShare: mean(intervals.map((size) => (size === 1 || size === 2 ? 1 : 0))),
    chordsPerBar: bars.count === 0 || sounding.length === 0 ? null : sounding.length / bars.count,
    diatonicShare: time === 0 ? null : within.reduce((sum, chord) => sum + chord.to - chord.from, 0) / time,
    polyphony: polyphony(table),
  };
}

function entropy(counts: Float64Array, total: number): number {
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * log2(count / total);
  return bits;
}

function scaleConsistency(counts: Float64Array, total: number): number {
  let best = 0;
  for (const scale of SCALES) {
    let inside = 0;
    for (let pc = 0; pc < 12; pc++) if ((scale >> pc) & 1) inside += counts[pc] as number;
    best = Math.max(best, inside / total);
  }
  return best;
}

/** One minus the share of sixteenths at which the onsets of neighbouring bars differ, over bars with notes. */
function grooveConsistency(bars: BarTable, sixteenthsPerBar: number): number | null {
  let sum = 0;
  let pairs = 0;
  for (let bar = 0; bar + 1 < bars.count; bar++) {
    const a = bars.notes[bar] as readonly BarNote[];
    const b = bars.notes[bar + 1] as readonly BarNote[];
    if (a.length === 0 || b.length === 0) continue;
    const first = new Set(a.map((note) => note.step));
    const second = new Set(b.map((note) => note.step));
    let differ = 0;
    for (const step of first) if (!second.has(step)) differ++;
    for (const step of second) if (!first.has(step)) differ++;
    sum += 1 - differ / sixteenthsPerBar;
    pairs++;
  }
  return pairs === 0 ? null : sum / pairs;
}

function repeatShares(bars: BarTable, sung: number): Pick<Descriptors, "exactBarRepeatShare" | "fourBarRepeatShare"> {
  if (sung === 0) return { exactBarRepeatShare: null, fourBarRepeatShare: null };
  const same = (a: number, b: number): boolean =>
    (bars.notes[a] as readonly BarNote[]).length > 0 && melodyLikeness(bars, a, b) > 0.999;
  let repeated = 0;
  const inFour = new Uint8Array(bars.count);
  for (let b = 0; b < bars.count; b++) {
    let found = false;
    for (let a = 0; a < b; a++) {
      if (!found && same(a, b)) found = true;
      if (b + 3 >= bars.count) continue;
      if ([0, 1, 2, 3].every((k) => same(a + k, b + k) || bothSilent(bars, a + k, b + k)) && same(a, b)) {
        inFour.fill(1, a, a + 4);
        inFour.fill(1, b, b + 4);
      }
    }
    if (found) repeated++;
  }
  const four = inFour.reduce((n, is, bar) => n + (is && (bars.notes[bar] as readonly BarNote[]).length > 0 ? 1 : 0), 0);
  return { exactBarRepeatShare: repeated / sung, fourBarRepeatShare: four / sung };
}

function bothSilent(bars: BarTable, a: number, b: number): boolean {
  return (bars.notes[a] as readonly BarNote[]).length === 0 && (bars.notes[b] as readonly BarNote[]).length === 0;
}

function polyphony(table: NoteTable): number | null {
  if (table.count === 0) return null;
  const edges: { at: number; by: number }[] = [];
  let held = 0;
  for (let n = 0; n < table.count; n++) {
    edges.push({ at: table.onset[n] as number, by: 1 }, { at: table.end[n] as number, by: -1 });
    held += (table.end[n] as number) - (table.onset[n] as number);
  }
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  let sounding = 0;
  let time = 0;
  let last = 0;
  for (const { at, by } of edges) {
    if (sounding > 0) time += at - last;
    last = at;
    sounding += by;
  }
  return time === 0 ? null : held / time;
}

export function rangeOf(pitches: readonly number[]): PitchRange | null {
  if (pitches.length === 0) return null;
  const sorted = [...pitches].sort((a, b) => a - b);
  return {
    lowest: sorted[0] as number,
    highest: sorted[sorted.length - 1] as number,
    median: sorted[sorted.length >> 1] as number,
  };
}

/** @param seconds length of the piece */
export function rhythmOf(table: NoteTable, bars: BarTable, seconds: number, sixteenthsPerBar: number): HeardRhythm {
  const onsets = new Set<number>();
  for (let at = 0; at < table.count; at++) onsets.add(Math.round((table.onset[at] as number) * 16));
  const sung = bars.notes.filter((notes) => notes.length > 0).length;
  const flat = bars.notes.flatMap((notes, bar) =>
    notes.map(({ step, length }) => ({ at: bar * sixteenthsPerBar + step, step, length })),
  );
  const gaps = new Map<number, number>();
  let syncopated = 0;
  flat.forEach(({ at, step, length }, k) => {
    const next = flat[k + 1];
    const gap = next === undefined ? length : next.at - at;
    if (next !== undefined && gap > 0 && gap <= 2 * sixteenthsPerBar) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    // Off the beat, and held (or followed by nothing) over the beat.
    const toBeat = (4 - (step % 4)) % 4;
    if (toBeat > 0 && Math.min(gap, Math.max(length, 2)) > toBeat) syncopated++;
  });
  const total = Math.max(
    1,
    [...gaps.values()].reduce((sum, n) => sum + n, 0),
  );
  return {
    melodyOnsetsPerBar: sung === 0 ? null : flat.length / sung,
    onsetsPerSecond: seconds > 0 ? onsets.size / seconds : 0,
    syncopation: flat.length === 0 ? null : syncopated / flat.length,
    gaps: [...gaps]
      .map(([sixteenths, n]) => ({ sixteenths, share: n / total }))
      .sort((a, b) => b.share - a.share || a.sixteenths - b.sixteenths)
      .slice(0, 8),
  };
}
