/**
 * Plans a song: every choice as a decision, from the frame down to each bar of the melody. The plan is complete: it can be
 * performed without the style, changed bar by bar, and planned anew around what a person fixed.
 */
import {
  type Decision,
  decisionId,
  findDecision,
  InputError,
  type Json,
  makeDecision,
  makePlan,
  type Plan,
  type Reason,
} from "../../foundation/plan/index.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { chordCode, chordOfCode } from "../learn/song/chord-code.ts";
import { emptyGrid, type SongGrid } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import {
  type SketchChord,
  type SketchNote,
  type SketchSection,
  type SongSketch,
  stepsPerBar,
} from "../learn/song/song-sketch.ts";
import type { Brief } from "./brief.ts";
import { frameSong, type SongFrame } from "./frame.ts";
import { chordsText, notesText, readChords, readNotes } from "./music-text.ts";
import {
  barsToVary,
  type PhraseRelation,
  readRelation,
  relatePhrases,
  relationText,
  repeatedBars,
} from "./relations.ts";
import { textureOf } from "./textures.ts";
import { varyBar } from "./vary-bar.ts";
import { type Cadence, rememberSlot, writeHarmony } from "./write-harmony.ts";
import { type MelodyWish, placePassage, writePassage } from "./write-melody.ts";

export interface SongRequest {
  readonly brief: Brief;
  readonly model: SongModel;
  /** The songs of the style. */
  readonly songs: readonly SongSketch[];
  readonly seed: number;
  /** Values that stand, by decision id: a person's, or all that is not to be written anew. */
  readonly fixed: ReadonlyMap<string, Json>;
  /** Bars that are drawn anew, as `label.bar`, each with a number that has not been used: other notes come out. */
  readonly redo: ReadonlyMap<string, number>;
  readonly version: string;
}

interface Replacing extends SongRequest {
  /** What stood in bars that are drawn anew, by decision id: it must not come again. */
  readonly replaced: ReadonlyMap<string, Json>;
}

/** The decision that holds a bar of the melody of a section (number from 1, bar from 1): its own, or its kind's. */
export function melodyBarId(plan: Plan, section: SketchSection, number: number, bar: number): string {
  const own = decisionId("melody", "variation", `${number}.${bar}`);
  return findDecision(plan, own) ? own : decisionId("melody", "bar", `${section.label}.${bar}`);
}

/** Sections that have no melody of their own. */
const INSTRUMENTAL = /^(intro|outro|interlude|solo|break|coda)\b/i;

/** Whether a section has a melody; where nobody else plays harmony, every section has. */
export function isSung(label: string, instruments: readonly string[]): boolean {
  return !INSTRUMENTAL.test(label) || !instruments.some((name) => name !== "lead" && name !== "drums");
}

export function planSong(given: SongRequest): Plan {
  // What is to be written anew is not fixed, whatever was there.
  const kept = new Map(given.fixed);
  const replaced = new Map<string, Json>();
  for (const bar of given.redo.keys()) {
    const id = decisionId("melody", "bar", bar);
    const before = kept.get(id);
    if (before !== undefined) replaced.set(id, before);
    kept.delete(id);
  }
  const request: Replacing = { ...given, fixed: kept, replaced };
  const { brief, songs, seed, fixed } = request;
  const { frame: wished, model: donor } = frameSong(brief, songs, seed);
  // The models know what this song has so far; it begins with nothing.
  for (const kind of ["rhythm", "pitch", "harmony"] as const) given.model[kind].begin();
  const decisions: Decision[] = [];
  const decide = <T extends Json>(
    id: string,
    what: string,
    value: T,
    unit = "",
    reasons: readonly Reason[] = [],
  ): T => {
    const set = fixed.get(id) as T | undefined;
    decisions.push(
      makeDecision({
        id,
        what,
        value: set ?? value,
        unit,
        reasons: set === undefined ? reasons : [reason("song.kept", {})],
      }),
    );
    return set ?? value;
  };
  const from = donor ? { song: donor.name } : {};
  const told = (field: keyof Brief, code: string, facts: Record<string, Json> = {}): Reason[] =>
    brief[field] === undefined ? [reason(code, facts)] : [reason("brief.asked", {})];
  const frame: SongFrame = {
    ...wished,
    tempo: decide(
      "song.tempo",
      "Tempo",
      wished.tempo,
      "quarter notes a minute",
      told("tempo", "style.song-and-energy", { ...from, energy: wished.energy }),
    ),
    key: {
      tonic: decide(
        "song.tonic",
        "Tonic, as a pitch class from C = 0",
        wished.key.tonic,
        "",
        told("key", "style.song", from),
      ),
      mode: decide(
        "song.mode",
        "Mode",
        wished.key.mode,
        "",
        told("mode", brief.mood?.valence === undefined ? "style.song" : "brief.valence", from),
      ),
    },
    metre: decide("song.metre", "Metre", { ...wished.metre }, "", told("metre", "style.song", from)),
    sections: decide(
      "song.form",
      "Form",
      wished.sections.map((section) => ({ ...section })),
      "bars",
      told("form", donor && totalBars(wished.sections) === donor.bars ? "style.song" : "form.usual", from),
    ),
    instruments: decide(
      "song.instruments",
      "Instruments",
      [...wished.instruments],
      "",
      told("instruments", "instruments.energy", { energy: wished.energy }),
    ),
  };
  const random = createRandom(seed);
  // A tune of a few bars says nothing of how a whole song repeats; half of the bars is usual there.
  const wantedShare = donor && donor.bars >= 32 ? repeatedBars(donor) : 0.5;
  const relations = relatePhrases(
    frame.sections,
    (label) => isSung(label, frame.instruments),
    wantedShare,
    random.split("relations"),
  ).map((relation) => {
    const id = decisionId("form", "relation", `${relation.label}.${relation.phrase}`);
    const text = decide(id, `Phrase ${relation.phrase} of ${relation.label}`, relationText(relation), "", [
      reason("form.repeats", { share: Math.round(wantedShare * 100) / 100, ...from }),
    ]);
    const read = readRelation(text, relation.phrase);
    if (!read) throw new InputError(id, 'new, or "as N" with the number of an earlier phrase', text);
    return { ...relation, ...read };
  });
  const grid = emptyGrid({
    metre: frame.metre,
    key: frame.key,
    bars: totalBars(frame.sections),
    sections: frame.sections,
  });
  const chords = planHarmony(request, frame, grid, relations, random.split("harmony"), decide);
  planMelody(request, frame, grid, chords, relations, random.split("melody"), decide, donor);
  planVariations(request, frame, grid, wantedShare, random.split("variations"), decide);
  for (const [at, section] of frame.sections.entries()) {
    const texture = textureOf(section, at, frame, random.split(`texture ${section.label}`));
    for (const [part, value] of Object.entries(texture))
      decide(decisionId("texture", part, `${at + 1}`), `${part} in section ${at + 1}, ${section.label}`, value, "", [
        reason("texture.energy", { energy: Math.round(frame.energy * 100) / 100 }),
      ]);
  }
  return makePlan({
    craft: "compose",
    version: request.version,
    material: [],
    seed,
    brief: brief as Record<string, Json>,
    decisions,
  });
}

type Decide = <T extends Json>(id: string, what: string, value: T, unit?: string, reasons?: readonly Reason[]) => T;

function reason(code: string, facts: Record<string, Json>): Reason {
  return { code, facts } as Reason;
}

function totalBars(sections: readonly SketchSection[]): number {
  return sections.reduce((sum, { bars }) => sum + bars, 0);
}

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
function planHarmony(
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

/** The melody, bar by bar: written for the first section of each label, copied to the others. */
function planMelody(
  request: Replacing,
  frame: SongFrame,
  grid: SongGrid,
  chords: readonly SketchChord[],
  relations: readonly PhraseRelation[],
  random: Random,
  decide: Decide,
  donor: SongSketch | null,
): void {
  const { model, brief, fixed, redo } = request;
  const barSteps = stepsPerBar(frame.metre);
  const texts = new Map<string, string>();
  const range = melodyRange(model, donor, frame);
  const notesPerBar = notesPerBarOf(donor, frame);
  for (const section of frame.sections) {
    if (!isSung(section.label, frame.instruments)) continue;
    const own = relations.filter(({ label }) => label === section.label);
    const lastSection = section === frame.sections.findLast(({ label }) => isSung(label, frame.instruments));
    for (const phrase of own) {
      for (let bar = phrase.bar; bar < phrase.bar + phrase.bars && bar < section.bars; bar++) {
        const name = `${section.label}.${bar + 1}`;
        const id = decisionId("melody", "bar", name);
        const absolute = section.bar + bar;
        const start = absolute * barSteps;
        let text = texts.get(name) ?? (redo.has(name) ? undefined : (fixed.get(id) as string | undefined));
        const copy = phrase.as === null ? null : copiedBar(phrase, own, bar);
        if (text === undefined && copy !== null && !redo.has(name)) text = texts.get(`${section.label}.${copy + 1}`);
        if (text === undefined && absolute === firstSungBar(frame) && brief.motif !== undefined)
          text = motifBar(brief.motif, barSteps);
        if (text !== undefined) {
          placeText(model, grid, text, absolute, barSteps, id);
          if (!texts.has(name))
            decide(id, `Melody of ${section.label}, bar ${bar + 1}`, text, "", [
              reason(copy !== null ? "melody.repeats" : "song.kept", {}),
            ]);
          texts.set(name, text);
          continue;
        }
        // As many bars of the phrase as are free are written in one go.
        let end = bar + 1;
        const free = (at: number): boolean =>
          at < phrase.bar + phrase.bars &&
          at < section.bars &&
          !texts.has(`${section.label}.${at + 1}`) &&
          (redo.has(`${section.label}.${at + 1}`) ||
            !fixed.has(decisionId("melody", "bar", `${section.label}.${at + 1}`))) &&
          (phrase.as === null || copiedBar(phrase, own, at) === null) &&
          !redo.has(name);
        while (free(end)) end++;
        const closes = end === phrase.bar + phrase.bars || end === section.bars;
        const closesSection = end >= section.bars;
        const wish: MelodyWish = {
          range,
          density: frame.energy * 0.6,
          notesPerBar,
          ending: !closes
            ? "free"
            : closesSection && (lastSection || endsOnTonic(chords, (section.bar + section.bars) * barSteps, frame))
              ? "tonic"
              : "chord",
          bits: donor ? 4.2 : 4.2,
          tries: 10,
        };
        const draw = random.split(`${name} ${redo.get(name) ?? 0}`);
        const passage = writePassage(
          model,
          grid,
          absolute,
          section.bar + end,
          wish,
          draw,
          (notes) => notesText(notes, start, start + barSteps, frame.key) !== request.replaced.get(id),
        );
        for (let each = bar; each < end; each++) {
          const from = (section.bar + each) * barSteps;
          const written = notesText(passage.notes, from, from + barSteps, frame.key);
          const called = `${section.label}.${each + 1}`;
          texts.set(called, written);
          decide(decisionId("melody", "bar", called), `Melody of ${section.label}, bar ${each + 1}`, written, "", [
            reason("melody.best-of", {
              tries: wish.tries,
              turn: redo.get(`${section.label}.${each + 1}`) ?? 0,
              bitsPerNote: Math.round(passage.bitsPerNote * 100) / 100,
            }),
          ]);
        }
        bar = end - 1;
      }
    }
  }
}

/** Small changes where sections come again, beyond what songs of the style repeat. */
function planVariations(
  { fixed }: Replacing,
  frame: SongFrame,
  grid: SongGrid,
  wantedShare: number,
  random: Random,
  decide: Decide,
): void {
  const barSteps = stepsPerBar(frame.metre);
  const bars = totalBars(frame.sections);
  const song = {
    name: "",
    tempo: frame.tempo,
    metre: frame.metre,
    key: frame.key,
    bars,
    melody: grid.notes,
    chords: [],
    sections: frame.sections,
  };
  const sounding = new Set(grid.notes.map(({ step }) => Math.floor(step / barSteps))).size;
  const surplus = Math.round((repeatedBars(song) - wantedShare) * sounding);
  const wanted = barsToVary(frame.sections, (label) => isSung(label, frame.instruments), random);
  let left = surplus;
  for (const { section: number, bar } of wanted) {
    const section = frame.sections[number - 1] as SketchSection;
    const from = (section.bar + bar - 1) * barSteps;
    const notes = grid.notes.filter(({ step, length }) => step >= from && step + length <= from + barSteps);
    const crossing = grid.notes.some(
      ({ step, length }) =>
        step < from + barSteps && step + length > from && !(step >= from && step + length <= from + barSteps),
    );
    const id = decisionId("melody", "variation", `${number}.${bar}`);
    if ((left <= 0 || notes.length === 0 || crossing) && !fixed.has(id)) continue;
    left--;
    const varied = varyBar(notes, grid, random.split(`bar ${number} ${bar}`));
    decide(
      id,
      `Melody of section ${number}, ${section.label}, bar ${bar}, this time`,
      notesText(varied, from, from + barSteps, frame.key),
      "",
      [reason("form.varied", { share: Math.round(wantedShare * 100) / 100 })],
    );
  }
}

function placeText(model: SongModel, grid: SongGrid, text: string, bar: number, barSteps: number, id: string): void {
  const notes = readNotes(text, bar * barSteps, barSteps, grid.notes, id);
  placePassage(model, grid, bar, bar + 1, notes);
}

/** The bar of the section that a bar of a repeating phrase copies; null for an ending of its own. */
function copiedBar(phrase: PhraseRelation, own: readonly PhraseRelation[], bar: number): number | null {
  const original = own[(phrase.as as number) - 1] as PhraseRelation;
  const offset = bar - phrase.bar;
  const ending = phrase.otherEnding ? Math.min(2, Math.ceil(phrase.bars / 2)) : 0;
  return offset < phrase.bars - ending ? original.bar + offset : null;
}

function firstSungBar({ sections, instruments }: SongFrame): number {
  return sections.find(({ label }) => isSung(label, instruments))?.bar ?? -1;
}

function motifBar(motif: string, barSteps: number): string {
  const sum = motif
    .trim()
    .split(/\s+/)
    .reduce((total, word) => total + Number(word.split(":")[1] ?? 0), 0);
  if (sum > barSteps) throw new InputError("motif", `at most one bar (${barSteps} sixteenths)`, `${sum}`);
  return sum < barSteps ? `${motif.trim()} r:${barSteps - sum}` : motif.trim();
}

function endsOnTonic(chords: readonly SketchChord[], end: number, frame: SongFrame): boolean {
  return chords.find((chord) => chord.step < end && chord.step + chord.length >= end)?.root === frame.key.tonic;
}

/** Notes of a bar of the donor in which its melody sounds, more with energy; null without a donor. */
function notesPerBarOf(donor: SongSketch | null, frame: SongFrame): number | null {
  if (!donor || donor.melody.length === 0) return null;
  const steps = stepsPerBar(donor.metre);
  const bars = new Set(donor.melody.map(({ step }) => Math.floor(step / steps))).size;
  return (donor.melody.length / bars) * (stepsPerBar(frame.metre) / steps) * (1 + 0.3 * frame.energy);
}

/** A singer's range around where the style sings: an octave and a fourth, higher with energy. */
function melodyRange(model: SongModel, donor: SongSketch | null, frame: SongFrame): [number, number] {
  const pitches = (donor?.melody ?? []).map(({ pitch }) => pitch).sort((a, b) => a - b);
  if (pitches.length < 8) {
    const low = Math.max(model.range[0], 57);
    return [low, Math.max(low + 9, Math.min(model.range[1], low + 19))];
  }
  // The donor's own range, moved with the key by the nearest way.
  const shift = ((frame.key.tonic - (donor as SongSketch).key.tonic + 18) % 12) - 6;
  const mood = Math.round(3 * frame.valence + frame.energy);
  const low = (pitches[Math.floor(pitches.length * 0.01)] as number) + shift + mood;
  const high = (pitches[Math.floor(pitches.length * 0.99)] as number) + shift + mood;
  const least = Math.max(model.range[0], low);
  return [least, Math.max(least + 9, Math.min(model.range[1], high))];
}

export type { SketchNote };
