/** Plans the melody, bar by bar. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { decisionId, InputError } from "../../foundation/plan/index.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import { type SketchChord, type SongSketch, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";
import { usualLeap } from "./joins.ts";
import { mannerOf } from "./manner.ts";
import { melodyRange, notesPerBarOf } from "./melody-range.ts";
import type { MelodyWish } from "./melody-wish.ts";
import { notesText, readNotes } from "./music-text.ts";
import { placePassage } from "./place-melody.ts";
import { askForBars, proposalReasons } from "./propose/ask-bars.ts";
import type { PhraseRelation } from "./relations.ts";
import { type Decide, isSung, type Replacing, reason } from "./song-request.ts";
import { holdOn, standingBars } from "./standing-bars.ts";
import { writePassage } from "./write-melody.ts";

/** The melody, bar by bar: written for the first section of each label, copied to the others. */
export function planMelody(
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
  const leap = usualLeap(request.songs);
  const manner = mannerOf(donor, request.songs, model);
  for (const [at, section] of frame.sections.entries()) {
    if (!isSung(section.label, frame.instruments)) continue;
    const standing = standingBars(request, frame, texts, at);
    const own = relations.filter(({ label }) => label === section.label);
    const lastSection = section === frame.sections.findLast(({ label }) => isSung(label, frame.instruments));
    const onTonic = endsOnTonic(chords, (section.bar + section.bars) * barSteps, frame);
    for (const phrase of own) {
      for (let bar = phrase.bar; bar < phrase.bar + phrase.bars && bar < section.bars; bar++) {
        const name = `${section.label}.${bar + 1}`;
        const id = decisionId("melody", "bar", name);
        const absolute = section.bar + bar;
        const start = absolute * barSteps;
        let text = texts.get(name) ?? (redo.has(name) ? undefined : (fixed.get(id) as string | undefined));
        const copied = copiedBar(phrase, own, bar);
        const copy = copied !== null && texts.has(copied) ? copied : null;
        if (text === undefined && copy !== null && !redo.has(name))
          text = beginning(texts.get(copy) as string, grid, start);
        if (text === undefined && absolute === firstSungBar(frame) && brief.motif !== undefined)
          text = motifBar(brief.motif, barSteps);
        if (text !== undefined) {
          const sung = fixed.get(decisionId("melody", "variation", `${at + 1}.${bar + 1}`)) as string | undefined;
          placeText(model, grid, sung ?? text, absolute, barSteps, id);
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
          !texts.has(copiedBar(phrase, own, at) ?? "") &&
          !redo.has(name);
        while (free(end)) end++;
        const closes = end === phrase.bar + phrase.bars || end === section.bars;
        const closesSection = end >= section.bars;
        const old = request.replaced.get(id);
        const tail = typeof old === "string" ? Number(/^~:(\d+)/.exec(old)?.[1] ?? 0) : 0;
        const asMany = request.syllablesPerBar?.get(section.label) ?? null;
        const wish: MelodyWish = {
          range,
          density:
            asMany !== null && notesPerBar !== null
              ? fuller(asMany / notesPerBar)
              : frame.energy * 0.6 + Math.max(-1, Math.min(1, manner.density)),
          notesPerBar: asMany ?? notesPerBar,
          // A song ends on its tonic; of other sections that close on its chord, half do.
          ending: !closes
            ? "free"
            : closesSection && (lastSection || (onTonic && random.split(`ending ${section.label}`).uniform() < 0.5))
              ? "tonic"
              : "chord",
          bits: manner.bits,
          foreign: manner.foreign,
          mayHold: bar > 0,
          tries: 10,
          ...standing(end, leap, tail, barSteps),
        };
        if (wish.joins && tail > 0) holdOn(grid, start, tail);
        const draw = random.split(`${name} ${redo.get(name) ?? 0}`);
        const asked = request.propose
          ? askForBars(
              request.propose,
              {
                key: frame.key,
                tempo: frame.tempo,
                metre: frame.metre,
                section: section.label,
                bar: absolute,
                bars: end - bar,
                range,
                notes: grid.notes,
                chords,
              },
              grid,
            )
          : null;
        const passage = writePassage(
          model,
          grid,
          absolute,
          section.bar + end,
          asked === null ? wish : { ...wish, proposals: asked.proposals },
          draw,
          (notes) => notesText(notes, start, start + barSteps, frame.key) !== old,
        );
        const told = asked === null ? [] : proposalReasons(asked, passage);
        for (let each = bar; each < end; each++) {
          const from = (section.bar + each) * barSteps;
          const before = grid.notes.findLast((note) => note.step < start && note.step + note.length > start);
          const written = notesText(
            before ? [before, ...passage.notes] : passage.notes,
            from,
            from + barSteps,
            frame.key,
          );
          const called = `${section.label}.${each + 1}`;
          texts.set(called, written);
          decide(decisionId("melody", "bar", called), `Melody of ${section.label}, bar ${each + 1}`, written, "", [
            ...(passage.proposed?.taken
              ? []
              : [
                  reason("melody.best-of", {
                    tries: wish.tries,
                    turn: redo.get(`${section.label}.${each + 1}`) ?? 0,
                    bitsPerNote: Math.round(passage.bitsPerNote * 100) / 100,
                  }),
                ]),
            ...told,
          ]);
        }
        bar = end - 1;
      }
    }
  }
}

/** Leaning towards more notes or fewer, for so many times the usual number. */
function fuller(ratio: number): number {
  return Math.max(-1, Math.min(2, 1.5 * log2(Math.max(0.25, ratio))));
}

function placeText(model: SongModel, grid: SongGrid, text: string, bar: number, barSteps: number, id: string): void {
  const notes = readNotes(text, bar * barSteps, barSteps, grid.notes, id);
  placePassage(model, grid, bar, bar + 1, notes);
}

/** The bar (`label.bar`) that a bar of a repeating phrase copies; null for an ending of its own. */
function copiedBar(phrase: PhraseRelation, own: readonly PhraseRelation[], bar: number): string | null {
  if (phrase.as === null && phrase.of === null) return null;
  const first = phrase.as === null ? phrase.bar : (own[phrase.as - 1] as PhraseRelation).bar;
  const offset = bar - phrase.bar;
  const ending = phrase.otherEnding ? Math.min(2, Math.ceil(phrase.bars / 2)) : 0;
  return offset < phrase.bars - ending ? `${phrase.of ?? phrase.label}.${first + offset + 1}` : null;
}

/** A copied bar that begins with a note held from before, where none is held here: it rests instead. */
function beginning(text: string, grid: SongGrid, start: number): string {
  const last = grid.notes[grid.notes.length - 1];
  return last && last.step + last.length === start ? text : text.replace(/^~/, "r");
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
