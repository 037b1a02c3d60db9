/** Plans chords: a line for each kind of section. */
import { decisionId, type Reason } from "../../foundation/plan/index.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import { type SketchChord, type SketchNote, type SketchSection, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { Brief } from "./brief.ts";
import { chordsOfSlots, writeSlots } from "./chord-slots.ts";
import type { SongFrame } from "./frame.ts";
import { knownMelody, melodyFit } from "./known-melody.ts";
import { chordsText, openBars, readChords } from "./music-text.ts";
import type { PhraseRelation } from "./relations.ts";
import { type Decide, type Replacing, reason } from "./song-request.ts";
import { type Around, type Cadence, rememberSlot, writeHarmony } from "./write-harmony.ts";

function cadenceOf(section: SketchSection, sections: readonly SketchSection[], random: Random): Cadence {
  const last = sections[sections.length - 1] as SketchSection;
  if (section.label === last.label) return "close";
  const next = sections.find(({ bar }) => bar === section.bar + section.bars);
  if (/pre|bridge/i.test(section.label) || (next && /chorus/i.test(next.label) && random.uniform() < 0.5))
    return "half";
  if (/^[A-Z]$|blues/.test(section.label) || /chorus/i.test(section.label))
    return random.uniform() < 0.7 ? "close" : "free";
  return "free";
}

/** Chords of all sections: written for the first of each label, copied to the others unless a section has its own. */
export function planHarmony(
  { brief, model, fixed, open }: Replacing,
  frame: SongFrame,
  grid: SongGrid,
  relations: readonly PhraseRelation[],
  random: Random,
  decide: Decide,
): SketchChord[] {
  const barSteps = stepsPerBar(frame.metre);
  const perBar = barSteps / grid.slotSteps;
  const melody = knownMelody(fixed, frame, barSteps);
  const texts = new Map<string, string>();
  const out: SketchChord[] = [];
  for (const [at, section] of frame.sections.entries()) {
    const own = decisionId("harmony", "variation", `${at + 1}`);
    const special = fixed.get(own) as string | undefined;
    const id = special === undefined ? decisionId("harmony", "chords", section.label) : own;
    const known = special === undefined ? texts.get(section.label) : undefined;
    const from = section.bar * perBar;
    const to = from + section.bars * perBar;
    const asked = askedChords(brief, section.label);
    const partly = open.get(id) ?? (asked?.includes("?") ? asked : undefined);
    let text = special ?? known ?? (fixed.get(id) as string | undefined) ?? (partly === undefined ? asked : undefined);
    const reasons: Reason[] = [];
    if (text === undefined) {
      const draw = random.split(section.label);
      const suits = melodyFit(grid, melody, section, frame.sections);
      const free = cadenceOf(section, frame.sections, draw.split("cadence"));
      const cadence = suits ? cadenceUnder(melody, section, barSteps, frame, free) : free;
      const openAt = partly === undefined ? null : openBars(partly, section.bars);
      const given =
        partly === undefined ? [] : readChords(withoutOpen(partly), from * grid.slotSteps, section.bars, barSteps, id);
      if (openAt) writeSlots(grid, given, from, to, frame.key.tonic);
      const around = { ...(suits ? { suits } : {}) };
      let bits = 0;
      if (openAt) {
        for (const [first, end] of runsOf(openAt)) {
          const last = end === section.bars;
          const next = last ? {} : { next: grid.slots[from + end * perBar] as number };
          bits = writeHarmony(
            model,
            grid,
            from + first * perBar,
            from + end * perBar,
            last ? cadence : "free",
            frame.valence,
            draw.split(`open ${first}`),
            { ...around, ...next },
          ).bits;
        }
      } else
        bits = writePhrases(
          relations.filter(({ label }) => label === section.label),
          { model, grid, from, to, cadence, frame, draw, around, perBar },
        );
      text = chordsText(
        chordsOfSlots(grid, from, to, frame.key.tonic, given, openAt),
        section.bar * barSteps,
        section.bars,
        barSteps,
        frame.key,
      );
      reasons.push(
        reason(suits ? "harmony.under-melody" : "style.drawn", { cadence, bitsPerSlot: Math.round(bits * 100) / 100 }),
      );
    }
    if (known === undefined) {
      text = decide(
        id,
        special === undefined
          ? `Chords of ${section.label}`
          : `Chords of section ${at + 1}, ${section.label}, this time`,
        text,
        "",
        asked === undefined || partly !== undefined ? reasons : [reason("brief.asked", {})],
      );
      if (special === undefined) texts.set(section.label, text);
    }
    const chords = readChords(text, section.bar * barSteps, section.bars, barSteps, id);
    writeSlots(grid, chords, from, to, frame.key.tonic);
    if (known !== undefined || reasons.length === 0)
      for (let slot = from; slot < to; slot++) rememberSlot(model, grid, slot, 1);
    out.push(...chords);
  }
  return out;
}

interface Writing {
  readonly model: SongModel;
  readonly grid: SongGrid;
  /** Slots of the section. */
  readonly from: number;
  readonly to: number;
  readonly perBar: number;
  readonly cadence: Cadence;
  readonly frame: SongFrame;
  readonly draw: Random;
  readonly around: Around;
}

/** One phrase after the other, those that repeat with the chords of the one before; gives bits a slot of the last. */
function writePhrases(
  own: readonly PhraseRelation[],
  { model, grid, from, to, perBar, cadence, frame, draw, around }: Writing,
): number {
  let bits = 0;
  for (const phrase of own) {
    const start = from + phrase.bar * perBar;
    const end = Math.min(to, start + phrase.bars * perBar);
    if (start >= to) break;
    const closing = end === to;
    // Under a melody that is given, what its phrases repeat is heard in it, not drawn.
    const source = around.suits ? null : sourceOf(phrase, own, frame.sections, from, perBar);
    const whole = source ? Math.min(end - start, source.slots) : 0;
    const copied = phrase.otherEnding || closing ? Math.max(0, whole - perBar - 1) : whole;
    for (let k = 0; k < copied; k++) {
      grid.slots[start + k] = grid.slots[(source as Source).from + k] as number;
      rememberSlot(model, grid, start + k, 1);
    }
    if (start + copied < end)
      bits = writeHarmony(
        model,
        grid,
        start + copied,
        end,
        closing ? cadence : "free",
        frame.valence,
        draw.split(`phrase ${phrase.phrase}`),
        around,
      ).bits;
  }
  return bits;
}

/** Slots whose chords a phrase repeats. */
interface Source {
  readonly from: number;
  readonly slots: number;
}

function sourceOf(
  phrase: PhraseRelation,
  own: readonly PhraseRelation[],
  sections: readonly SketchSection[],
  from: number,
  perBar: number,
): Source | null {
  if (phrase.as !== null) {
    const original = own[phrase.as - 1] as PhraseRelation;
    return { from: from + original.bar * perBar, slots: phrase.bars * perBar };
  }
  const section = phrase.of === null ? undefined : sections.find(({ label }) => label === phrase.of);
  if (!section || section.bar * perBar >= from) return null;
  return { from: (section.bar + phrase.bar) * perBar, slots: Math.max(0, section.bars - phrase.bar) * perBar };
}

/** The cadence that the last long note of a section allows, where its melody is given. */
function cadenceUnder(
  melody: readonly SketchNote[],
  section: SketchSection,
  barSteps: number,
  { key }: SongFrame,
  free: Cadence,
): Cadence {
  const end = (section.bar + section.bars) * barSteps;
  const bar = melody.filter(({ step, length }) => step < end && step + length > end - barSteps);
  // The longest note of the last bar; a later one may already lead on.
  const last = bar.reduce<SketchNote | null>(
    (best, note) => (best === null || note.length > best.length ? note : best),
    null,
  );
  if (!last) return free;
  const degree = (last.pitch - key.tonic + 120) % 12;
  if (degree === 0 || degree === 7 || degree === (key.mode === "minor" ? 3 : 4))
    return free === "half" && degree === 7 ? "half" : "close";
  return degree === 2 || degree === 11 ? "half" : "free";
}

function withoutOpen(text: string): string {
  return text
    .split("|")
    .map((bar) => (bar.trim() === "?" ? " N " : bar))
    .join("|");
}

/** Runs of open bars: first, and the one after the last. */
function runsOf(open: readonly boolean[]): (readonly [number, number])[] {
  return open.flatMap((is, at) => {
    if (!is || open[at - 1]) return [];
    const end = open.findIndex((each, k) => k > at && !each);
    return [[at, end < 0 ? open.length : end] as const];
  });
}

function askedChords(brief: Brief, label: string): string | undefined {
  return typeof brief.chords === "string" ? brief.chords : brief.chords?.[label];
}
