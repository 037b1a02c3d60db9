import { FormatError, InputError } from "../../plan/errors.ts";
import { barsOfMetres, metreAt } from "../bars.ts";
import { parseChord } from "../chord-text.ts";
import { add, type Fraction, zero } from "../fraction.ts";
import { endOfNotes, makeScore } from "../make-score.ts";
import { lastPerTick } from "../quantise.ts";
import { leastCommonMultiple, mostDivision } from "../rescale.ts";
import type { Bar, ChordSymbol, KeySignature, MetreChange, Note, Part, Score, Section, TempoChange } from "../score.ts";
import { compareNotes } from "../sort-score.ts";
import { sourceText } from "../source-text.ts";
import { pitchOf } from "../spell-pitch.ts";
import type { AbcItem, AbcTune, AbcVoice } from "./abc-items.ts";
import { mostPlayed, playingOrder } from "./abc-order.ts";
import { readTunes } from "./abc-tunes.ts";

export interface NotationOptions {
  /** Repeats, endings and the order of parts followed, as the music sounds; false: as it is written. True unless given. */
  readonly expandRepeats?: boolean;
}

/**
 * All tunes of an ABC file, in the version 2.1 of the standard. Grace notes, overlays and second verses are left out,
 * with a warning.
 *
 * @throws FormatError with byte, line and column
 */
export function readAbc(bytes: Uint8Array, options: NotationOptions = {}): Score[] {
  return readTunes(sourceText(bytes)).map((tune) => scoreOfTune(tune, options.expandRepeats ?? true));
}

interface Timed {
  readonly item: AbcItem;
  readonly at: Fraction;
}

function scoreOfTune(tune: AbcTune, expand: boolean): Score {
  const voices = tune.voices.map((voice) => timed(voice, tune, expand));
  let denominator = 4;
  const include = (time: Fraction): void => {
    denominator = leastCommonMultiple(denominator, time.d);
    if (denominator > 4 * mostDivision) {
      throw new FormatError(
        "ABC",
        0,
        `at most ${mostDivision} parts of a quarter note`,
        `more in tune ${tune.reference}`,
      );
    }
  };
  for (const list of voices) {
    for (const { item, at } of list) {
      include(at);
      if (item.kind === "notes") for (const note of item.notes) include(note.length);
      if (item.kind === "metre") include({ n: 1, d: item.beatUnit });
    }
  }
  const ticks = ({ n, d }: Fraction): number => n * (denominator / d);
  const parts = voices.map((list, at) => partOf(tune.voices[at]!, at, list, ticks));
  const first = voices[0] ?? [];
  const end = Math.max(endOfNotes(parts), ...voices.map((list) => ticks(list.at(-1)?.at ?? zero)));
  const metres: MetreChange[] = [];
  const keys: KeySignature[] = [];
  const tempi: TempoChange[] = [];
  const marks: { tick: number; label: string }[] = [];
  for (const { item, at } of first) {
    const tick = ticks(at);
    if (item.kind === "metre") metres.push({ tick, beats: item.beats, beatUnit: item.beatUnit });
    else if (item.kind === "key") keys.push({ tick, fifths: item.fifths, mode: item.mode });
    else if (item.kind === "tempo") tempi.push({ tick, microsecondsPerQuarter: item.microsecondsPerQuarter });
    else if (item.kind === "part") marks.push({ tick, label: item.label });
  }
  const kept = lastPerTick(metres);
  const lastKeys = lastPerTick(keys);
  return makeScore({
    title: tune.title,
    composer: tune.composer,
    division: denominator / 4,
    lengthTicks: end,
    parts,
    metres: kept,
    keys: lastKeys.filter(
      ({ fifths, mode }, at) => fifths !== lastKeys[at - 1]?.fifths || mode !== lastKeys[at - 1]?.mode,
    ),
    tempi: lastPerTick(tempi),
    bars: barsOf(first, kept, denominator / 4, end, ticks),
    chords: chordsOf(voices, end, ticks, tune.warnings),
    sections: marks.flatMap(({ tick, label }, at): Section[] => {
      const to = marks[at + 1]?.tick ?? end;
      return to > tick ? [{ from: tick, to, label, children: [] }] : [];
    }),
    warnings: tune.warnings,
  });
}

/** Items in the order of sounding, each with its time, and the end as a bar line. */
function timed({ items }: AbcVoice, { order, reference }: AbcTune, expand: boolean): Timed[] {
  const places = expand ? playingOrder(items, order) : items.map((_, at) => at);
  if (places.length > mostPlayed) {
    throw new FormatError("ABC", 0, `at most ${mostPlayed} notes with repeats`, `more in tune ${reference}`);
  }
  let at = zero;
  const list: Timed[] = [];
  try {
    for (const place of places) {
      const item = items[place]!;
      list.push({ item, at });
      if (item.kind === "notes" || item.kind === "rest") at = add(at, item.length);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new FormatError("ABC", 0, "lengths that a grid can hold", `${error.given} in tune ${reference}`);
  }
  list.push({ item: { kind: "bar", repeatEnd: 0, repeatStart: false, strong: true }, at });
  return list;
}

function partOf(voice: AbcVoice, index: number, list: readonly Timed[], ticks: (time: Fraction) => number): Part {
  const notes: Note[] = [];
  // What is tied goes on in the next note of its pitch that begins where it ends.
  const open = new Map<number, number>();
  for (const { item, at } of list) {
    if (item.kind !== "notes") continue;
    const tick = ticks(at);
    const goesOn = new Map<number, number>();
    for (const note of item.notes) {
      const pitch = pitchOf(note.spelling);
      const duration = ticks(note.length);
      const before = open.get(pitch);
      const tied = before === undefined ? undefined : notes[before]!;
      let place = notes.length;
      if (tied !== undefined && tied.tick + tied.duration === tick) {
        place = before!;
        notes[place] = { ...tied, duration: tied.duration + duration, ...(item.fermata ? { fermata: true } : {}) };
      } else {
        const lyric = note === item.notes[0] ? item.lyric : null;
        const base = { tick, duration, pitch, spelling: note.spelling, velocity: 80, voice: 1, shiftSeconds: 0, lyric };
        notes.push(item.fermata ? { ...base, fermata: true } : base);
      }
      if (note.tied) goesOn.set(pitch, place);
    }
    open.clear();
    for (const [pitch, place] of goesOn) open.set(pitch, place);
  }
  const name = voice.name ?? (/^\d+$/.test(voice.id) ? `Voice ${voice.id}` : voice.id);
  return {
    id: `P${index + 1}`,
    name,
    program: voice.program,
    percussion: voice.percussion,
    notes: notes.sort(compareNotes),
    pedal: [],
  };
}

/** Bars between bar lines. What a repeat cuts in two (a last bar and the upbeat it goes back to) is one bar again. */
function barsOf(
  list: readonly Timed[],
  metres: readonly MetreChange[],
  division: number,
  end: number,
  ticks: (time: Fraction) => number,
): Bar[] {
  const lines = new Set<number>([0]);
  for (const { item, at } of list) if (item.kind === "bar") lines.add(ticks(at));
  lines.add(end);
  const sorted = [...lines].sort((a, b) => a - b);
  if (sorted.length <= 2) return barsOfMetres(metres, division, end);
  const bars: { tick: number; duration: number }[] = [];
  for (let at = 0; at + 1 < sorted.length; at++) {
    const tick = sorted[at]!;
    const duration = sorted[at + 1]! - tick;
    const { beats, beatUnit } = metreAt(metres, tick);
    const whole = (beats * 4 * division) / beatUnit;
    const last = bars.at(-1);
    const joins = last !== undefined && bars.length > 1 && last.duration + duration === whole;
    if (joins && !metres.some((metre) => metre.tick === tick)) last.duration += duration;
    else bars.push({ tick, duration });
  }
  const { beats, beatUnit } = metreAt(metres, 0);
  const pickup = bars.length > 1 && bars[0]!.duration < (beats * 4 * division) / beatUnit;
  return bars.map((bar, at) => ({ ...bar, number: pickup ? at : at + 1 }));
}

function chordsOf(
  voices: readonly (readonly Timed[])[],
  end: number,
  ticks: (time: Fraction) => number,
  warnings: string[],
): ChordSymbol[] {
  const symbols = new Map<number, Omit<ChordSymbol, "duration">>();
  for (const list of voices) {
    for (const { item, at } of list) {
      if (item.kind !== "chord") continue;
      const chord = parseChord(item.text);
      const tick = ticks(at);
      if (chord !== null) {
        if (!symbols.has(tick)) symbols.set(tick, { tick, ...chord, text: item.text });
      } else if (warnings.length < 100) {
        const warning = `"${item.text}" is no chord that is known; it was left out.`;
        if (!warnings.includes(warning)) warnings.push(warning);
      }
    }
  }
  const sorted = [...symbols.values()].filter(({ tick }) => tick < end).sort((a, b) => a.tick - b.tick);
  return sorted.map((chord, at) => ({ ...chord, duration: (sorted[at + 1]?.tick ?? end) - chord.tick }));
}
