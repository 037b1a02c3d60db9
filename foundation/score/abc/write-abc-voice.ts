/** One voice of ABC: its bars with what stands above them, and the words under them. */
import { metreAt } from "../bars.ts";
import { formatChord, parseChord } from "../chord-text.ts";
import { fraction } from "../fraction.ts";
import { type BarFrame, type Piece, piecesOf } from "../notation/lane-pieces.ts";
import type { NoteValues } from "../notation/note-values.ts";
import type { Lane, LaneChord } from "../notation/voice-lanes.ts";
import type { ChordSymbol, Note, Score, Spelling } from "../score.ts";
import { spelled, spellPitch } from "../spell-pitch.ts";
import { accidentalText, type HeldAccidentals, keyText, lengthText, pitchText } from "./abc-note-text.ts";

/** What voices are written from. */
export interface VoiceWriting {
  /** With bars, on a grid that can be written. */
  readonly score: Score;
  readonly values: NoteValues;
  /** Whether this voice carries what holds for all: chords, tempi and sections. */
  readonly leading: boolean;
}

const BARS_IN_LINE = 4;

/** The lines of a voice, each with its words. */
export function voiceLines(lane: Lane, writing: VoiceWriting): string[] {
  const { score, values, leading } = writing;
  const lines: string[] = [];
  let next = 0;
  let row = "";
  let words: string[] = [];
  let inRow = 0;
  const sections = new Map(leading ? score.sections.map(({ from, label }) => [from, label] as const) : []);
  const flush = (): void => {
    if (row === "") return;
    lines.push(row.trim());
    if (words.some((word) => word !== "*")) lines.push(`w: ${words.join(" ")}`);
    [row, words, inRow] = ["", [], 0];
  };
  score.bars.forEach((bar, index) => {
    const { beats, beatUnit } = metreAt(score.metres, bar.tick);
    const unit = (4 * score.division) / beatUnit;
    const key = score.keys.findLast(({ tick }) => tick <= bar.tick) ?? null;
    const frame: BarFrame = {
      ...bar,
      beatTicks: beatUnit >= 8 && beats % 3 === 0 ? 3 * unit : unit,
      fifths: key?.fifths ?? 0,
    };
    const marks = marksOfBar(frame, index, writing);
    const cut = piecesOf(
      lane,
      frame,
      values,
      next,
      [...marks.keys()].sort((a, b) => a - b),
    );
    next = cut.next;
    const label = sections.get(bar.tick);
    if (label !== undefined) {
      flush();
      lines.push(`P:${plain(label)}`);
    }
    row += ` ${barText(cut.pieces, frame, key?.mode ?? null, marks, writing)} ${index === score.bars.length - 1 ? "|]" : "|"}`;
    for (const { chord, first } of cut.pieces) if (chord !== null) words.push(first ? syllable(chord) : "*");
    if (++inRow === BARS_IN_LINE) flush();
  });
  flush();
  return lines;
}

/** What stands before a tick of the bar, by tick: changes of metre, key and tempo, and chords. */
function marksOfBar(
  { tick: from, duration }: BarFrame,
  index: number,
  { score, leading }: VoiceWriting,
): Map<number, string> {
  const marks = new Map<number, string>();
  const within = <T extends { readonly tick: number }>(items: readonly T[]): readonly T[] =>
    items.filter(({ tick }) => tick >= from && tick < from + duration && (tick > 0 || index > 0));
  const add = (tick: number, text: string): void => void marks.set(tick, (marks.get(tick) ?? "") + text);
  for (const { tick, beats, beatUnit } of within(score.metres)) add(tick, `[M:${beats}/${beatUnit}]`);
  for (const { tick, fifths, mode } of within(score.keys)) add(tick, `[K:${keyText(fifths, mode)}]`);
  if (!leading) return marks;
  for (const { tick, microsecondsPerQuarter } of within(score.tempi))
    add(tick, `[Q:${tempoText(microsecondsPerQuarter)}]`);
  for (const chord of score.chords)
    if (chord.tick >= from && chord.tick < from + duration) add(chord.tick, `"${chordText(chord, score)}"`);
  return marks;
}

/** Of a tempo: quarter notes a minute. */
export function tempoText(microsecondsPerQuarter: number): string {
  return `1/4=${Number((60_000_000 / microsecondsPerQuarter).toFixed(4))}`;
}

/** As the source wrote it, where that is read as the same chord. */
function chordText({ root, quality, bass, text, tick }: ChordSymbol, score: Score): string {
  const read = parseChord(text);
  const same = read !== null && read.root === root && read.quality === quality && read.bass === bass;
  const fifths = score.keys.findLast((key) => key.tick <= tick)?.fifths ?? 0;
  return same && !text.includes('"') ? text : root === null ? "N" : formatChord({ root, quality, bass }, fifths);
}

function barText(
  pieces: readonly Piece[],
  { tick, fifths, beatTicks }: BarFrame,
  mode: "major" | "minor" | null,
  marks: ReadonlyMap<number, string>,
  { score }: VoiceWriting,
): string {
  const held: HeldAccidentals = new Map();
  const tuplets = tupletCounts(pieces, beatTicks);
  let text = "";
  let keyNow = { fifths, mode };
  pieces.forEach((piece, at) => {
    const { value, duration } = piece;
    const here = tick + piece.at;
    const changed = score.keys.find((key) => key.tick === here);
    if (changed) {
      keyNow = changed;
      held.clear();
    }
    text += marks.get(here) ?? "";
    const bracket = tuplets[at];
    if (bracket && value.tuplet) text += `(${value.tuplet.actual}:${value.tuplet.normal}:${bracket}`;
    const whole = 4 * score.division;
    const written =
      value.tuplet && value.tuplet.actual <= MOST_IN_TUPLET
        ? fraction(duration * value.tuplet.actual, whole * value.tuplet.normal)
        : fraction(duration, whole);
    text += pieceText(piece, keyNow.fifths, keyNow.mode, held, lengthText(written));
    if ((piece.at + duration) % beatTicks === 0) text += " ";
  });
  return text.trim();
}

/** The largest that the standard's tuplets have (section 4.13); others are written as fractions. */
const MOST_IN_TUPLET = 9;

/** At the first piece of each tuplet, how many pieces it has; 0 elsewhere. */
function tupletCounts(pieces: readonly Piece[], beatTicks: number): number[] {
  const counts = pieces.map(() => 0);
  let start = -1;
  let length = 0;
  pieces.forEach(({ value, duration }, at) => {
    const { tuplet } = value;
    const before = pieces[at - 1]?.value.tuplet;
    if (tuplet === null || tuplet.actual > MOST_IN_TUPLET) {
      start = -1;
      return;
    }
    if (start < 0 || before?.actual !== tuplet.actual || before.normal !== tuplet.normal) {
      start = at;
      length = 0;
    }
    counts[start]!++;
    length += duration;
    // A tuplet is full when its notes make whole beats, or halves of one.
    if (length % (beatTicks / 2) === 0 || counts[start] === MOST_IN_TUPLET) start = -1;
  });
  return counts;
}

function pieceText(
  { chord, first, last }: Piece,
  fifths: number,
  mode: "major" | "minor" | null,
  held: HeldAccidentals,
  length: string,
): string {
  if (chord === null) return `z${length}`;
  const named = (note: Note): string => {
    const spelling = nameOf(note, fifths, mode);
    return accidentalText(spelling, fifths, held) + pitchText(spelling);
  };
  const graces = first && chord.graces.length > 0 ? `{${chord.graces.map(named).join("")}}` : "";
  const fermata = last && chord.notes.some((note) => note.fermata === true) ? "!fermata!" : "";
  // The words of a chord are its first note's.
  const sung = chord.notes.find(isSung);
  const notes = (sung ? [sung, ...chord.notes.filter((note) => note !== sung)] : chord.notes).map(named);
  const body = notes.length === 1 ? notes[0] : `[${notes.join("")}]`;
  return `${graces}${fermata}${body}${length}${last ? "" : "-"}`;
}

function nameOf(note: Note, fifths: number, mode: "major" | "minor" | null): Spelling {
  const name = note.spelling ?? spellPitch(note.pitch, fifths, mode);
  // ABC has no more than two sharps or flats.
  if (Math.abs(name.alter) <= 2) return name;
  const plainName = spellPitch(note.pitch, fifths, mode);
  return spelled(note.pitch, plainName.step, plainName.alter);
}

/** The syllable of a chord; "*" where it has none. Signs that mean something in lines of words are written so that they do not. */
function syllable({ notes }: LaneChord): string {
  const lyric = notes.find(isSung)?.lyric ?? null;
  if (lyric === null) return "*";
  const goesOn = lyric.endsWith("-") && lyric.length > 1;
  const text = plain(goesOn ? lyric.slice(0, -1) : lyric)
    .replace(/[*_|\\]/g, "")
    .replace(/-/g, "\\-")
    .replace(/\s+/g, "~");
  return text === "" ? "*" : `${text}${goesOn ? "-" : ""}`;
}

function isSung({ lyric }: Note): boolean {
  return lyric !== null && lyric !== "";
}

/** One line of text, with no sign that begins a comment. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/%/g, "\\%").trim();
}
