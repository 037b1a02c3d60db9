/** Plans chords: a line for each kind of section. */
import { decisionId, type Reason } from "../../foundation/plan/index.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { chordCode, chordOfCode } from "../learn/song/chord-code.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import { type SketchChord, type SketchSection, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { Brief } from "./brief.ts";
import type { SongFrame } from "./frame.ts";
import { chordsText, readChords } from "./music-text.ts";
import type { PhraseRelation } from "./relations.ts";
import { type Decide, reason, type SongRequest } from "./song-request.ts";
import { type Cadence, rememberSlot, writeHarmony } from "./write-harmony.ts";

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

/** Chords of all sections: written for the first of each label, copied to the others. */
export function planHarmony(
  { brief, model, fixed }: SongRequest,
  frame: SongFrame,
  grid: SongGrid,
  relations: readonly PhraseRelation[],
  random: Random,
  decide: Decide,
): SketchChord[] {
  const barSteps = stepsPerBar(frame.metre);
  const perBar = barSteps / grid.slotSteps;
  const texts = new Map<string, string>();
  const out: SketchChord[] = [];
  for (const section of frame.sections) {
    const id = decisionId("harmony", "chords", section.label);
    const known = texts.get(section.label);
    const from = section.bar * perBar;
    const to = from + section.bars * perBar;
    let text = known ?? (fixed.get(id) as string | undefined) ?? askedChords(brief, section.label);
    const reasons: Reason[] = [];
    if (text === undefined) {
      const draw = random.split(section.label);
      const own = relations.filter(({ label }) => label === section.label);
      const cadence = cadenceOf(section, frame.sections, draw.split("cadence"));
      let bits = 0;
      for (const phrase of own) {
        const start = from + phrase.bar * perBar;
        const end = Math.min(to, start + phrase.bars * perBar);
        if (start >= to) break;
        const closing = end === to;
        const original = phrase.as === null ? null : (own[phrase.as - 1] as PhraseRelation);
        const copied = original
          ? phrase.otherEnding || closing
            ? Math.max(0, end - start - perBar - 1)
            : end - start
          : 0;
        for (let k = 0; k < copied; k++) {
          grid.slots[start + k] = grid.slots[from + (original as PhraseRelation).bar * perBar + k] as number;
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
          ).bits;
      }
      text = chordsText(
        chordsOfSlots(grid, from, to, frame.key.tonic),
        section.bar * barSteps,
        section.bars,
        barSteps,
        frame.key,
      );
      reasons.push(reason("style.drawn", { cadence, bitsPerSlot: Math.round(bits * 100) / 100 }));
    }
    if (known === undefined) {
      text = decide(
        id,
        `Chords of ${section.label}`,
        text,
        "",
        askedChords(brief, section.label) === undefined ? reasons : [reason("brief.asked", {})],
      );
      texts.set(section.label, text);
    }
    const chords = readChords(text, section.bar * barSteps, section.bars, barSteps, id);
    writeSlots(grid, chords, from, to, frame.key.tonic);
    if (known !== undefined || reasons.length === 0)
      for (let slot = from; slot < to; slot++) rememberSlot(model, grid, slot, 1);
    out.push(...chords);
  }
  return out;
}

function askedChords(brief: Brief, label: string): string | undefined {
  return typeof brief.chords === "string" ? brief.chords : brief.chords?.[label];
}

function chordsOfSlots(grid: SongGrid, from: number, to: number, tonic: number): SketchChord[] {
  const chords: SketchChord[] = [];
  for (let slot = from; slot < to; slot++) {
    const { root, quality } = chordOfCode(grid.slots[slot] as number, tonic);
    const last = chords[chords.length - 1];
    if (last && last.root === root && last.quality === quality)
      chords[chords.length - 1] = { ...last, length: last.length + grid.slotSteps };
    else chords.push({ step: slot * grid.slotSteps, length: grid.slotSteps, root, quality });
  }
  return chords;
}

function writeSlots(grid: SongGrid, chords: readonly SketchChord[], from: number, to: number, tonic: number): void {
  for (let slot = from; slot < to; slot++) {
    const step = slot * grid.slotSteps;
    const chord = chords.find((each) => each.step <= step && each.step + each.length > step);
    grid.slots[slot] = chordCode(chord?.root ?? null, chord?.quality ?? "none", tonic);
  }
}
