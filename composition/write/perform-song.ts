/** Carries a song's plan out: its decisions to a score. Needs nothing but the plan. */
import { findDecision, InputError, type Json, type Plan } from "../../foundation/plan/index.ts";
import {
  type Bar,
  formatChord,
  makeScore,
  type Note,
  type Part,
  type Score,
  spellPitch,
} from "../../foundation/score/index.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import {
  type SketchChord,
  type SketchKey,
  type SketchNote,
  type SketchSection,
  STEPS,
  stepsPerBar,
} from "../learn/song/song-sketch.ts";
import type { Instrument, Metre } from "./brief.ts";
import { isChorale, performChorale } from "./chorale/plan-chorale.ts";
import { fifthsOfKey, readChords, readNotes } from "./music-text.ts";
import { PROGRAMS, programOf } from "./part-program.ts";
import { bassNotes, chordNotes, drumHits, type SectionSpan } from "./parts/accompany.ts";
import { chordsId, isSung, melodyBarId } from "./song-request.ts";
import { sungWords } from "./steer/sung-words.ts";
import {
  type BassPattern,
  bassPatterns,
  type ChordPattern,
  chordPatterns,
  type DrumPattern,
  drumPatterns,
  groupsOf,
} from "./textures.ts";

/** Ticks of a quarter note in what is written. */
export const DIVISION = 480;
const TICKS = DIVISION / STEPS;

/** Throws InputError by the decision's id for a plan that a person edited into something that cannot be read. */
export function performSong(plan: Plan): Score {
  if (isChorale(plan)) return performChorale(plan);
  const value = <T extends Json>(id: string): T => {
    const decision = findDecision(plan, id);
    if (!decision) throw new InputError(id, "a decision of the plan", "none");
    return decision.value as T;
  };
  const metre = value<Metre & Record<string, Json>>("song.metre");
  const key: SketchKey = { tonic: value<number>("song.tonic"), mode: value<"major" | "minor">("song.mode") };
  const sections = value<(SketchSection & Record<string, Json>)[]>("song.form");
  const instruments = value<Instrument[]>("song.instruments");
  const tempo = value<number>("song.tempo");
  if (typeof tempo !== "number" || !(tempo >= 10 && tempo <= 500))
    throw new InputError("song.tempo", "10 to 500", JSON.stringify(tempo));
  const barSteps = stepsPerBar(metre);
  const melody: SketchNote[] = [];
  const chords: SketchChord[] = [];
  for (const [at, section] of sections.entries()) {
    const start = section.bar * barSteps;
    const harmony = chordsId(plan, section, at + 1);
    chords.push(...readChords(value<string>(harmony), start, section.bars, barSteps, harmony));
    if (!isSung(section.label, instruments)) continue;
    for (let bar = 0; bar < section.bars; bar++) {
      const id = melodyBarId(plan, section, at + 1, bar + 1);
      melody.push(...readNotes(value<string>(id), start + bar * barSteps, barSteps, melody, id));
    }
  }
  const textures = sections.map((_, at) => ({
    energy: value<number>(`texture.energy@${at + 1}`),
    bass: oneOf(value<string>(`texture.bass@${at + 1}`), bassPatterns, `texture.bass@${at + 1}`) as BassPattern,
    chords: oneOf(value<string>(`texture.chords@${at + 1}`), chordPatterns, `texture.chords@${at + 1}`) as ChordPattern,
    drums: oneOf(value<string>(`texture.drums@${at + 1}`), drumPatterns, `texture.drums@${at + 1}`) as DrumPattern,
  }));
  const random = createRandom(plan.seed).split("expression");
  const spans = sections.map((section) => ({
    from: section.bar * barSteps,
    to: (section.bar + section.bars) * barSteps,
    barSteps,
    groups: groupsOf(metre),
  }));
  const energyAt = (step: number): number =>
    textures[spans.findIndex(({ from, to }) => step >= from && step < to)]?.energy ?? 0;
  const total = (spans[spans.length - 1]?.to ?? 0) * TICKS;
  const ends = (span: SectionSpan): boolean => span.to * TICKS === total;
  const parts: Part[] = [];
  for (const [number, instrument] of instruments.entries()) {
    const draw = random.split(instrument);
    const bySection = <T>(make: (span: SectionSpan, at: number) => T[]): T[] =>
      spans.flatMap((span, at) => make(span, at));
    const part = (notes: Note[], percussion = false): void => {
      const [name, usual] = PROGRAMS[instrument];
      const program = programOf(plan, instrument, usual);
      // What is late by a little at the very end would need a bar more.
      const within = notes.map((note) =>
        note.tick + note.duration >= total ? { ...note, shiftSeconds: -Math.abs(note.shiftSeconds) } : note,
      );
      parts.push({
        id: `P${number + 1}`,
        name,
        // The standard kit needs no saying.
        program: percussion && program === usual ? null : program,
        percussion,
        notes: within.sort((a, b) => a.tick - b.tick || a.pitch - b.pitch),
        pedal: [],
      });
    };
    switch (instrument) {
      case "lead":
        part(withWords(played(melody, 84, 0.012, key, barSteps, energyAt, draw), sungWords(plan, melody, barSteps)));
        break;
      case "bass":
        part(
          played(
            bySection((span, at) => bassNotes(chords, span, ends(span), textures[at]?.bass as BassPattern)),
            82,
            0.006,
            key,
            barSteps,
            energyAt,
            draw,
          ),
        );
        break;
      case "drums":
        part(
          bySection((span, at) =>
            drumHits(span, textures[at]?.drums as DrumPattern, at > 0 || sections.length === 1),
          ).map(({ step, pitch, strength }) => {
            const own = draw.split(`${step} ${pitch}`);
            return {
              tick: step * TICKS,
              duration: TICKS,
              pitch,
              spelling: null,
              velocity: velocity(48 + 56 * strength + 14 * energyAt(step) + own.normal(0, 3)),
              voice: 1,
              shiftSeconds: own.normal(0, 0.003),
              lyric: null,
            };
          }),
          true,
        );
        break;
      default: {
        const pattern = (at: number): ChordPattern =>
          instrument === "pad" || instrument === "strings" ? "held" : (textures[at]?.chords as ChordPattern);
        part(
          played(
            bySection((span, at) => chordNotes(chords, span, ends(span), pattern(at))),
            instrument === "pad" ? 56 : 66,
            0.005,
            key,
            barSteps,
            energyAt,
            draw,
          ),
        );
      }
    }
  }
  const bars: Bar[] = Array.from({ length: sections.reduce((sum, { bars: count }) => sum + count, 0) }, (_, at) => ({
    tick: at * barSteps * TICKS,
    duration: barSteps * TICKS,
    number: at + 1,
  }));
  return makeScore({
    title: typeof plan.brief.title === "string" ? plan.brief.title : null,
    composer: null,
    division: DIVISION,
    lengthTicks: bars.length * barSteps * TICKS,
    parts,
    metres: [{ tick: 0, beats: metre.beats, beatUnit: metre.beatUnit }],
    keys: [{ tick: 0, fifths: fifthsOfKey(key), mode: key.mode }],
    tempi: [{ tick: 0, microsecondsPerQuarter: 60_000_000 / tempo }],
    bars,
    chords: chords.map(({ step, length, root, quality }) => ({
      tick: step * TICKS,
      duration: length * TICKS,
      root,
      quality,
      bass: null,
      text: formatChord({ root, quality, bass: null }, fifthsOfKey(key)),
    })),
    sections: sections.map(({ label, bar, bars: count }) => ({
      from: bar * barSteps * TICKS,
      to: (bar + count) * barSteps * TICKS,
      label,
      children: [],
    })),
  });
}

/** Syllables go to the notes in order; what has none is sung on. */
function withWords(notes: readonly Note[], words: readonly (string | null)[]): Note[] {
  return notes.map((note, at) => (words[at] ? { ...note, lyric: words[at] as string } : note));
}

function oneOf(given: string, allowed: readonly string[], id: string): string {
  if (!allowed.includes(given)) throw new InputError(id, `one of ${allowed.join(", ")}`, JSON.stringify(given));
  return given;
}

function velocity(value: number): number {
  return Math.max(1, Math.min(127, Math.round(value)));
}

/** Notes with accents by their place in the bar, an arch over each phrase of four bars, and a person's small unevenness. */
function played(
  notes: readonly SketchNote[],
  base: number,
  looseness: number,
  key: SketchKey,
  barSteps: number,
  energyAt: (step: number) => number,
  random: Random,
): Note[] {
  const fifths = fifthsOfKey(key);
  return notes.map(({ step, length, pitch }) => {
    // By place and pitch: what is changed elsewhere changes nothing here.
    const own = random.split(`${step} ${pitch}`);
    const place = step % barSteps;
    const accent = place === 0 ? 8 : place % 8 === 0 ? 5 : place % 4 === 0 ? 2 : place % 2 === 0 ? -2 : -5;
    const phrase = (step % (4 * barSteps)) / (4 * barSteps);
    const arch = 10 * (phrase * (1 - phrase) * 4 - 0.5);
    return {
      tick: step * TICKS,
      duration: length * TICKS,
      pitch,
      spelling: spellPitch(pitch, fifths, key.mode),
      velocity: velocity(base + accent + arch + 14 * energyAt(step) + own.normal(0, 3)),
      voice: 1,
      shiftSeconds: own.normal(0, looseness),
      lyric: null,
    };
  });
}
