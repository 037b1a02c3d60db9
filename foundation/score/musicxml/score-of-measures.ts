import { barTicks } from "../bars.ts";
import { makeScore } from "../make-score.ts";
import { lastPerTick } from "../quantise.ts";
import type {
  Bar,
  ChordSymbol,
  KeySignature,
  MetreChange,
  Note,
  Part,
  PedalChange,
  Score,
  TempoChange,
} from "../score.ts";
import { sortPart } from "../sort-score.ts";
import type { MeasureEvents, WrittenNote } from "./measure-events.ts";
import { type MeasureSigns, measureOrder, noSigns, type PlayedMeasure } from "./measure-order.ts";

export interface WrittenPart {
  readonly name: string;
  readonly program: number | null;
  readonly percussion: boolean;
  readonly measures: readonly MeasureEvents[];
}

export interface WrittenScore {
  readonly title: string | null;
  readonly composer: string | null;
  readonly quarter: number;
  readonly expand: boolean;
  readonly warnings: readonly string[];
}

/** Puts measures one after the other, in the order of playing or of writing, and ties together what is tied. */
export function scoreOfMeasures(parts: readonly WrittenPart[], written: WrittenScore): Score {
  const { quarter, expand, warnings } = written;
  const count = Math.max(0, ...parts.map((part) => part.measures.length));
  const lengths = measureLengths(parts, count, quarter);
  const order = expand
    ? measureOrder(Array.from({ length: count }, (_, at) => signsOf(parts, at)))
    : Array.from({ length: count }, (_, index): PlayedMeasure => ({ index, pass: 0 }));
  const bars = barsOf(parts, order, lengths);
  const at = (place: number): number => bars[place]!.tick;
  const end = bars.length === 0 ? 0 : bars.at(-1)!.tick + bars.at(-1)!.duration;

  /** Of all parts, by tick; of equal ones the first part's. */
  function gather<T extends { readonly at: number }, U extends { readonly tick: number }>(
    list: (events: MeasureEvents) => readonly T[],
    make: (item: T, tick: number) => U,
  ): U[] {
    const found = new Map<number, U>();
    for (const { measures } of parts) {
      const own = new Map<number, U>();
      order.forEach(({ index }, place) => {
        const measure = measures[index];
        for (const item of measure === undefined ? [] : list(measure)) {
          const tick = Math.min(at(place) + item.at, end);
          own.set(tick, make(item, tick));
        }
      });
      for (const [tick, item] of own) if (!found.has(tick)) found.set(tick, item);
    }
    return [...found.values()].sort((a, b) => a.tick - b.tick);
  }

  const changed = <T extends { tick: number }>(items: T[], same: (a: T, b: T) => boolean): T[] =>
    items.filter((item, n) => n === 0 || !same(item, items[n - 1]!));
  const metres = gather(
    (events) => events.metres,
    ({ beats, beatUnit }, tick): MetreChange => ({ tick, beats, beatUnit }),
  );
  const keys = gather(
    (events) => events.keys,
    ({ fifths, mode }, tick): KeySignature => ({ tick, fifths, mode }),
  );
  const tempi = gather(
    (events) => events.tempi,
    ({ microsecondsPerQuarter }, tick): TempoChange => ({ tick, microsecondsPerQuarter }),
  );
  const chords = gather(
    (events) => events.chords,
    ({ at: _, ...chord }, tick) => ({ tick, ...chord }),
  ).filter(({ tick }) => tick < end);
  const marks = gather(
    (events) => events.rehearsals,
    ({ label }, tick) => ({ tick, label }),
  );
  return makeScore({
    title: written.title,
    composer: written.composer,
    division: quarter,
    lengthTicks: end,
    parts: parts.map((part, index) => partOf(part, `P${index + 1}`, order, at)),
    metres: changed(metres, (a, b) => a.beats === b.beats && a.beatUnit === b.beatUnit),
    keys: changed(keys, (a, b) => a.fifths === b.fifths && a.mode === b.mode),
    tempi: changed(lastPerTick(tempi), (a, b) => a.microsecondsPerQuarter === b.microsecondsPerQuarter),
    bars,
    chords: chords.map((chord, n): ChordSymbol => ({ ...chord, duration: (chords[n + 1]?.tick ?? end) - chord.tick })),
    sections: marks.flatMap(({ tick, label }, n) => {
      const to = marks[n + 1]?.tick ?? end;
      return to > tick ? [{ from: tick, to, label, children: [] }] : [];
    }),
    warnings,
  });
}

/** As long as the longest part says; empty measures as long as their metre. */
function measureLengths(parts: readonly WrittenPart[], count: number, quarter: number): number[] {
  const lengths: number[] = [];
  let metre: MetreChange | undefined;
  for (let index = 0; index < count; index++) {
    let length = 0;
    for (const { measures } of parts) {
      const events = measures[index];
      const change = events?.metres.at(-1);
      if (change !== undefined) metre = { ...change, tick: 0 };
      length = Math.max(length, events?.length ?? 0);
      for (const note of events?.notes ?? []) length = Math.max(length, note.at + note.duration);
    }
    lengths.push(length > 0 ? length : Math.max(1, Math.round(barTicks(metre, quarter))));
  }
  return lengths;
}

/** Signs may stand in any part. */
function signsOf(parts: readonly WrittenPart[], index: number): MeasureSigns {
  const all = noSigns();
  for (const { measures } of parts) {
    const signs = measures[index]?.signs;
    if (signs === undefined) continue;
    all.repeatTimes = Math.max(all.repeatTimes, signs.repeatTimes);
    all.ending ??= signs.ending;
    for (const sign of [
      "repeatStart",
      "endingStop",
      "dacapo",
      "dalsegno",
      "segno",
      "coda",
      "tocoda",
      "fine",
    ] as const) {
      all[sign] ||= signs[sign];
    }
  }
  return all;
}

function barsOf(parts: readonly WrittenPart[], order: readonly PlayedMeasure[], lengths: readonly number[]): Bar[] {
  const numbers = parts[0]?.measures.map((measure) => Number(measure.number)) ?? [];
  const asWritten = order.every(({ index }, place) => index === place);
  const stated =
    asWritten &&
    order.every(({ index }, place) => Number.isInteger(numbers[index]) && numbers[index]! >= (place === 0 ? 0 : 1));
  const pickup = numbers[0] === 0;
  let tick = 0;
  return order.map(({ index }, place) => {
    const duration = lengths[index]!;
    const bar = { tick, duration, number: stated ? numbers[index]! : pickup ? place : place + 1 };
    tick += duration;
    return bar;
  });
}

/** Ties of one pitch that wait at once: more than this is no music. */
const mostWaiting = 64;

function partOf(part: WrittenPart, id: string, order: readonly PlayedMeasure[], at: (place: number) => number): Part {
  const notes: Note[] = [];
  const pedal: PedalChange[] = [];
  // Notes that wait for what they are tied to, by pitch.
  const open = new Map<number, number[]>();
  order.forEach(({ index, pass }, place) => {
    const events = part.measures[index];
    if (events === undefined) return;
    for (const change of events.pedal) pedal.push({ tick: at(place) + change.at, value: change.value });
    for (const note of [...events.notes].sort((a, b) => a.at - b.at)) {
      const tick = at(place) + note.at;
      const waiting = open.get(note.pitch) ?? [];
      const continues = (n: number): boolean => notes[n]!.tick + notes[n]!.duration === tick;
      // Two voices may hold the same pitch; ties that change voice are rarer.
      const own = waiting.findIndex((n) => continues(n) && notes[n]!.voice === note.voice);
      const before = !note.tieStop ? -1 : own >= 0 ? own : waiting.findIndex(continues);
      let held = notes.length;
      if (before >= 0) {
        held = waiting.splice(before, 1)[0]!;
        const first = notes[held]!;
        const longer = { ...first, duration: first.duration + note.duration };
        notes[held] = note.fermata ? { ...longer, fermata: true } : longer;
      } else notes.push(soundingNote(note, tick, pass));
      if (note.tieStart) {
        const stillOpen = waiting.filter((n) => notes[n]!.tick + notes[n]!.duration >= tick);
        open.set(note.pitch, [...stillOpen.slice(-mostWaiting), held]);
      }
    }
  });
  const { name, program, percussion } = part;
  return sortPart({ id, name, program, percussion, notes, pedal });
}

function soundingNote(note: WrittenNote, tick: number, pass: number): Note {
  const { duration, pitch, spelling, velocity, voice } = note;
  const lyric = note.lyrics[pass] ?? note.lyrics[0] ?? null;
  return {
    tick,
    duration,
    pitch,
    spelling,
    velocity,
    voice,
    shiftSeconds: 0,
    lyric,
    ...(note.fermata ? { fermata: true } : {}),
    ...(note.grace ? { grace: true } : {}),
    ...(note.staff !== null && note.staff >= 1 ? { staff: Math.round(note.staff) } : {}),
  };
}
