import { barsOfMetres, metreAt } from "../bars.ts";
import { type BarFrame, piecesOf } from "../notation/lane-pieces.ts";
import { createNoteValues, type NoteValues } from "../notation/note-values.ts";
import { voiceLanes } from "../notation/voice-lanes.ts";
import { onWritableGrid } from "../notation/writable-grid.ts";
import type { Note, Part, Score } from "../score.ts";
import { spelled, spellPitch } from "../spell-pitch.ts";
import { marksOf, type NoteWriting, writePiece } from "./write-lane.ts";
import { type Mark, marksOfScore } from "./write-marks.ts";
import { element, leaf } from "./xml-text.ts";

export interface MusicXmlOptions {
  /** Two staves, split at middle C, for keyboards (programs 0 to 23) whose notes have no staff. False unless given. */
  readonly twoStaves?: boolean;
}

/**
 * A score as MusicXML 4.0 (score-partwise), at concert pitch. Onsets must lie on a grid that can be written: bring what
 * was played freely there with `quantise`. Where notes are played off their ticks (`shiftSeconds`), and the pedal, are
 * not written.
 *
 * @throws InputError for grids that no tuplet makes readable: finer than 1024th notes in tuplets (1009 ticks to a quarter)
 */
export function writeMusicXml(score: Score, options: MusicXmlOptions = {}): string {
  const exact = onWritableGrid(score);
  const values = createNoteValues(exact.division);
  const bars = exact.bars.length > 0 ? exact.bars : barsOfMetres(exact.metres, exact.division, exact.lengthTicks);
  const whole = { ...exact, bars };
  const identification =
    score.composer === null ? [] : element("identification", [leaf("creator", score.composer, { type: "composer" })]);
  const work = score.title === null ? [] : element("work", [leaf("work-title", score.title)]);
  const parts: readonly Part[] =
    whole.parts.length > 0
      ? whole.parts
      : [{ id: "P1", name: "", program: null, percussion: false, notes: [], pedal: [] }];
  const list = parts.flatMap((part, at) => scorePart(part, `P${at + 1}`, at));
  const marks = marksOfScore(whole);
  const written = parts.flatMap((part, at) =>
    writePart(part, `P${at + 1}`, whole, values, at === 0 ? marks : [], options),
  );
  const root = element("score-partwise", [...work, ...identification, ...element("part-list", list), ...written], {
    version: "4.0",
  });
  const type =
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${type}\n${root.join("\n")}\n`;
}

function scorePart(part: Part, id: string, index: number): string[] {
  const pitches = part.percussion ? [...new Set(part.notes.map((note) => note.pitch))].sort((a, b) => a - b) : [];
  const channel = part.percussion ? 10 : [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16][index % 15]!;
  const program = part.program === null ? [] : [leaf("midi-program", part.program + 1)];
  const inner = [leaf("part-name", part.name)];
  const ids = part.percussion && pitches.length > 0 ? pitches.map((pitch) => `${id}-K${pitch}`) : [`${id}-I1`];
  for (const instrument of ids)
    inner.push(...element("score-instrument", [leaf("instrument-name", part.name)], { id: instrument }));
  ids.forEach((instrument, at) => {
    const key = pitches[at] === undefined ? [] : [leaf("midi-unpitched", pitches[at] + 1)];
    inner.push(...element("midi-instrument", [leaf("midi-channel", channel), ...program, ...key], { id: instrument }));
  });
  return element("score-part", inner, { id });
}

function writePart(
  part: Part,
  id: string,
  score: Score,
  values: NoteValues,
  marks: readonly Mark[],
  options: MusicXmlOptions,
): string[] {
  const split =
    (options.twoStaves ?? false) &&
    !part.percussion &&
    (part.program ?? 127) < 24 &&
    part.notes.every((note) => note.staff === undefined);
  const staffOf = (note: Note): number => (split ? (note.pitch < 60 ? 2 : 1) : (note.staff ?? 1));
  const staves = part.notes.reduce((most, note) => Math.max(most, staffOf(note)), split ? 2 : 1);
  const lanes = voiceLanes(part, staffOf);
  if (lanes.length === 0) lanes.push({ voice: 1, staff: 1, chords: [] });
  const next = lanes.map(() => 0);
  const words = lanes.map(() => ({ open: false }));
  let mark = 0;
  let metre = "";
  let keyText = "";
  const measures = score.bars.flatMap((bar, index) => {
    const { beats, beatUnit } = metreAt(score.metres, bar.tick);
    const key = score.keys.findLast((one) => one.tick <= bar.tick) ?? null;
    const unit = (4 * score.division) / beatUnit;
    const frame: BarFrame = {
      ...bar,
      beatTicks: beatUnit >= 8 && beats % 3 === 0 ? 3 * unit : unit,
      fifths: key?.fifths ?? 0,
    };
    const attributes: string[] = [];
    if (index === 0) attributes.push(leaf("divisions", score.division));
    const keyNow = key === null ? "" : `${key.fifths} ${key.mode}`;
    if (keyNow !== keyText && key !== null) {
      attributes.push(
        ...element("key", [leaf("fifths", key.fifths), ...(key.mode === null ? [] : [leaf("mode", key.mode)])]),
      );
    }
    if (`${beats}/${beatUnit}` !== metre && (index > 0 || score.metres.length > 0)) {
      attributes.push(...element("time", [leaf("beats", beats), leaf("beat-type", beatUnit)]));
    }
    metre = `${beats}/${beatUnit}`;
    keyText = keyNow;
    if (index === 0) {
      if (staves > 1) attributes.push(leaf("staves", staves));
      for (let staff = 1; staff <= staves; staff++) attributes.push(...clef(part, staff, staves, staffOf));
    }
    const lines = attributes.length > 0 ? element("attributes", attributes) : [];
    let started = false;
    lanes.forEach((lane, at) => {
      const cut = piecesOf(lane, frame, values, next[at]!);
      next[at] = cut.next;
      // Further voices are written only where they play.
      if (started && cut.pieces.every((piece) => piece.chord === null)) return;
      if (started) lines.push(...element("backup", [leaf("duration", bar.duration)]));
      const writing: NoteWriting = {
        partId: id,
        percussion: part.percussion,
        staves,
        alters: new Map(),
        fifths: frame.fifths,
        word: words[at]!,
        spell: (note) => nameOf(note, frame.fifths, key?.mode ?? null),
      };
      const empty = cut.pieces.every((piece) => piece.chord === null);
      const pieces = empty ? [{ ...cut.pieces[0]!, duration: bar.duration }] : cut.pieces;
      const signs = marksOf(pieces, frame.beatTicks);
      pieces.forEach((piece, n) => {
        if (!started) {
          const end = bar.tick + piece.at + piece.duration;
          for (; mark < marks.length && marks[mark]!.tick < end; mark++)
            lines.push(...marks[mark]!.write(marks[mark]!.tick - bar.tick - piece.at));
        }
        lines.push(...writePiece(piece, signs[n]!, lane, empty, writing));
      });
      started = true;
    });
    if (index === score.bars.length - 1)
      lines.push(...element("barline", [leaf("bar-style", "light-heavy")], { location: "right" }));
    return element("measure", lines, { number: bar.number, ...(bar.number === 0 ? { implicit: "yes" } : {}) });
  });
  return element("part", measures, { id });
}

function nameOf(note: Note, fifths: number, mode: "major" | "minor" | null): ReturnType<typeof spellPitch> {
  const name = note.spelling ?? spellPitch(note.pitch, fifths, mode);
  // Octaves of MusicXML go from 0 to 9; below, the lowest is written.
  return name.octave < 0 || name.octave > 9
    ? spelled(Math.max(12, note.pitch), spellPitch(note.pitch, 0).step, spellPitch(note.pitch, 0).alter)
    : name;
}

function clef(part: Part, staff: number, staves: number, staffOf: (note: Note) => number): string[] {
  const number = staves > 1 ? { number: staff } : {};
  if (part.percussion) return element("clef", [leaf("sign", "percussion")], number);
  const own = part.notes.filter((note) => staffOf(note) === staff);
  const mean = own.reduce((sum, note) => sum + note.pitch, 0) / Math.max(1, own.length);
  const low = own.length > 0 ? mean < 57 : staff > 1;
  return element("clef", [leaf("sign", low ? "F" : "G"), leaf("line", low ? 4 : 2)], number);
}
