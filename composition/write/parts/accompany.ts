/** Bass, chords and drums of a section from its chords and texture. */
import { chordIntervals } from "../../../foundation/score/index.ts";
import type { SketchChord, SketchNote } from "../../learn/song/song-sketch.ts";
import type { BassPattern, ChordPattern, DrumPattern } from "../textures.ts";
import { rootPosition, voiceChord } from "./voicing.ts";

export interface SectionSpan {
  readonly from: number;
  readonly to: number;
  readonly barSteps: number;
  /** Steps of the felt groups of a bar. */
  readonly groups: readonly number[];
}

/** The chords that sound between two steps, cut to them. */
function chordsBetween(chords: readonly SketchChord[], from: number, to: number): SketchChord[] {
  return chords
    .filter((chord) => chord.step < to && chord.step + chord.length > from)
    .map((chord) => {
      const step = Math.max(chord.step, from);
      return { ...chord, step, length: Math.min(chord.step + chord.length, to) - step };
    });
}

/** The beginnings of felt groups from `from` to `to`, with their lengths and whether they begin a bar. */
function pulses(
  { barSteps, groups }: SectionSpan,
  from: number,
  to: number,
): { step: number; length: number; place: number }[] {
  const out: { step: number; length: number; place: number }[] = [];
  for (let bar = Math.floor(from / barSteps); bar * barSteps < to; bar++) {
    let step = bar * barSteps;
    for (const [place, length] of groups.entries()) {
      if (step >= from && step < to) out.push({ step, length, place });
      step += length;
    }
  }
  return out;
}

/** `ends`: the song ends with this section; its last bar stands on the chord's root. */
export function bassNotes(
  chords: readonly SketchChord[],
  span: SectionSpan,
  ends: boolean,
  pattern: BassPattern,
): SketchNote[] {
  if (pattern === "none") return [];
  const out: SketchNote[] = [];
  let last = 40;
  for (const chord of chordsBetween(chords, span.from, span.to)) {
    if (chord.root === null) continue;
    const root = nearest(chord.root, last, 33, 48);
    last = root;
    const fifth = chordIntervals(chord.quality).includes(7) ? (root + 7 <= 50 ? root + 7 : root - 5) : root;
    const end = chord.step + chord.length;
    for (let bar = Math.floor(chord.step / span.barSteps); bar * span.barSteps < end; bar++) {
      const from = Math.max(chord.step, bar * span.barSteps);
      const to = Math.min(end, (bar + 1) * span.barSteps);
      const beats = pulses(span, from, to);
      if (pattern === "held" || beats.length === 0 || (ends && to === span.to))
        out.push({ step: from, length: to - from, pitch: root });
      else if (pattern === "pulse")
        for (const { step, length } of beats) {
          const half = length % 4 === 0 ? length / 2 : length % 6 === 0 ? length / 3 : length;
          for (let k = 0; k < length; k += half) out.push({ step: step + k, length: half, pitch: root });
        }
      else if (pattern === "root and fifth") {
        const middle = beats[Math.ceil(beats.length / 2)]?.step ?? to;
        out.push({ step: from, length: middle - from, pitch: root });
        if (middle < to) out.push({ step: middle, length: to - middle, pitch: fifth });
      } else {
        // Long, long, short: 6 + 6 + 4 of 16 and its like.
        let at = from;
        for (const pitch of [root, root, fifth]) {
          if (at >= to) break;
          const length = Math.min(6, to - at);
          out.push({ step: at, length, pitch });
          at += length;
        }
        if (at < to) out.push({ step: at, length: to - at, pitch: root });
      }
    }
  }
  return out;
}

function nearest(pitchClass: number, to: number, low: number, high: number): number {
  let best = low;
  for (let pitch = low; pitch <= high; pitch++)
    if (pitch % 12 === pitchClass % 12 && (best % 12 !== pitchClass % 12 || Math.abs(pitch - to) < Math.abs(best - to)))
      best = pitch;
  return best;
}

export function chordNotes(
  chords: readonly SketchChord[],
  span: SectionSpan,
  ends: boolean,
  pattern: ChordPattern,
): SketchNote[] {
  if (pattern === "none") return [];
  const out: SketchNote[] = [];
  let voicing: number[] | null = null;
  for (const chord of chordsBetween(chords, span.from, span.to)) {
    voicing = voiceChord(chord, voicing);
    const notes = voicing;
    const end = chord.step + chord.length;
    const strike = (step: number, length: number): void => {
      for (const pitch of notes) out.push({ step, length, pitch });
    };
    for (let bar = Math.floor(chord.step / span.barSteps); bar * span.barSteps < end; bar++) {
      const from = Math.max(chord.step, bar * span.barSteps);
      const to = Math.min(end, (bar + 1) * span.barSteps);
      const beats = pulses(span, from, to);
      if (ends && to === span.to)
        for (const pitch of rootPosition(chord)) out.push({ step: from, length: to - from, pitch });
      else if (pattern === "held" || beats.length === 0) strike(from, to - from);
      else if (pattern === "beats") for (const { step, length } of beats) strike(step, Math.max(1, length - 1));
      else if (pattern === "offbeats")
        for (const { step, length } of beats) {
          const off = Math.floor(length / 2);
          if (off > 0) strike(step + off, length - off > 1 ? length - off - 1 : 1);
        }
      else if (pattern === "broken") {
        let k = 0;
        const turn = [0, 1, 2, 1];
        for (let step = from; step < to; step += 2, k++) {
          const pitch = notes[Math.min(notes.length - 1, turn[k % turn.length] as number)];
          if (pitch !== undefined) out.push({ step, length: Math.min(2, to - step), pitch });
        }
      } else {
        let at = from;
        for (const length of [3, 3, 2, 3, 3, 2]) {
          if (at >= to) break;
          strike(at, Math.min(length, to - at));
          at += length;
        }
      }
    }
  }
  return out;
}

/** Keys of the General MIDI drum map. */
const KICK = 36;
const SNARE = 38;
const CLOSED_HAT = 42;
const OPEN_HAT = 46;
const CRASH = 49;
const TOM = 45;

export interface DrumHit {
  readonly step: number;
  readonly pitch: number;
  /** 0 to 1. */
  readonly strength: number;
}

export function drumHits(span: SectionSpan, pattern: DrumPattern, opens: boolean): DrumHit[] {
  if (pattern === "none") return [];
  const out: DrumHit[] = [];
  const bars = Math.round((span.to - span.from) / span.barSteps);
  for (let bar = 0; bar < bars; bar++) {
    const start = span.from + bar * span.barSteps;
    const last = bar === bars - 1 && bars > 1;
    for (const { step, length, place } of pulses(span, start, start + span.barSteps)) {
      const strong =
        place === 0 || (span.groups.length % 2 === 0 && place === span.groups.length / 2 && span.groups.length > 2);
      const back =
        span.groups.length === 1
          ? false
          : span.groups.length % 2 === 0
            ? place % 2 === 1
            : place === span.groups.length - 1;
      if (pattern === "driving" ? true : strong) out.push({ step, pitch: KICK, strength: strong ? 1 : 0.85 });
      if (back) out.push({ step, pitch: pattern === "light" ? 37 : SNARE, strength: pattern === "light" ? 0.6 : 0.95 });
      const grain = length % 6 === 0 ? 2 : pattern === "driving" && length >= 4 ? length / 4 : length / 2;
      for (let k = 0; k < length; k += Math.max(1, grain)) {
        const open = pattern !== "light" && last && place === span.groups.length - 1 && k + grain >= length;
        out.push({ step: step + k, pitch: open ? OPEN_HAT : CLOSED_HAT, strength: k === 0 ? 0.7 : 0.45 });
      }
      if (pattern === "basic" && strong && place > 0 && bar % 2 === 1)
        out.push({ step: step + Math.floor(length / 2), pitch: KICK, strength: 0.8 });
    }
    // A fill leads into what comes next.
    if (last && pattern !== "light")
      for (const [k, pitch] of [SNARE, SNARE, TOM, TOM].entries())
        out.push({ step: start + span.barSteps - 4 + k, pitch, strength: 0.6 + 0.1 * k });
  }
  if (opens && pattern !== "light") out.push({ step: span.from, pitch: CRASH, strength: 0.9 });
  return out.filter((hit, at) => out.findIndex((other) => other.step === hit.step && other.pitch === hit.pitch) === at);
}
