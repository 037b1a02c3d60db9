import { type Piece, tupletMarks } from "../notation/lane-pieces.ts";
import type { Lane } from "../notation/voice-lanes.ts";
import type { Note, Spelling, Step } from "../score.ts";
import { spelled } from "../spell-pitch.ts";
import { element, leaf } from "./xml-text.ts";

export interface PieceMarks {
  readonly beams: readonly string[];
  readonly tuplet: "start" | "stop" | null;
}

/** Beams within beats, and brackets around tuplets. */
export function marksOf(pieces: readonly Piece[], beatTicks: number): PieceMarks[] {
  const beams = pieces.map((): string[] => []);
  let from = 0;
  while (from < pieces.length) {
    const beat = Math.floor(pieces[from]!.at / beatTicks);
    const joins = (piece: Piece): boolean =>
      piece.chord !== null && piece.value.flags > 0 && Math.floor(piece.at / beatTicks) === beat;
    let to = from;
    while (to < pieces.length && joins(pieces[to]!)) to++;
    if (to - from >= 2) beamGroup(pieces.slice(from, to), beams.slice(from, to));
    from = Math.max(to, from + 1);
  }
  const tuplets = tupletMarks(pieces, beatTicks);
  return pieces.map((_, at) => ({ beams: beams[at]!, tuplet: tuplets[at]! }));
}

function beamGroup(pieces: readonly Piece[], beams: readonly string[][]): void {
  const most = Math.min(8, Math.max(...pieces.map((piece) => piece.value.flags)));
  for (let level = 1; level <= most; level++) {
    pieces.forEach(({ value }, at) => {
      if (value.flags < level) return;
      const before = (pieces[at - 1]?.value.flags ?? 0) >= level;
      const after = (pieces[at + 1]?.value.flags ?? 0) >= level;
      const hook = at === 0 ? "forward hook" : "backward hook";
      beams[at]!.push(before ? (after ? "continue" : "end") : after ? "begin" : hook);
    });
  }
}

export interface NoteWriting {
  readonly partId: string;
  readonly percussion: boolean;
  readonly staves: number;
  /** Alterations that hold in this bar, by step and octave; changes as notes are written. */
  readonly alters: Map<string, number>;
  readonly fifths: number;
  /** Whether a word of this lane goes on from an earlier note; changes as syllables are written. */
  readonly word: { open: boolean };
  /** The name of a note that has none. */
  spell(note: Note): Spelling;
}

/** The lines of one piece: its ornaments, its notes, or a rest. */
export function writePiece(piece: Piece, marks: PieceMarks, lane: Lane, wholeBar: boolean, to: NoteWriting): string[] {
  const { chord, value, duration } = piece;
  const place = [leaf("voice", lane.voice)];
  const staff = to.staves > 1 ? [leaf("staff", lane.staff)] : [];
  const timing =
    value.tuplet === null
      ? []
      : element("time-modification", [
          leaf("actual-notes", value.tuplet.actual),
          leaf("normal-notes", value.tuplet.normal),
        ]);
  const kind = [leaf("type", value.type), ...Array.from({ length: value.dots }, () => "<dot/>")];
  const tuplet = marks.tuplet === null ? [] : [`<tuplet type="${marks.tuplet}"/>`];
  if (chord === null) {
    const rest = wholeBar ? ['<rest measure="yes"/>'] : ["<rest/>"];
    const notations = wholeBar || tuplet.length === 0 ? [] : element("notations", tuplet);
    return element("note", [
      ...rest,
      leaf("duration", duration),
      ...place,
      ...(wholeBar ? [] : [...kind, ...timing]),
      ...staff,
      ...notations,
    ]);
  }
  const lines: string[] = [];
  if (piece.first) {
    for (const grace of chord.graces) {
      lines.push(
        ...element(
          "note",
          ["<grace/>", ...pitchLines(grace, to), ...place, leaf("type", "eighth"), ...accidental(grace, to), ...staff],
          dynamics(grace),
        ),
      );
    }
  }
  chord.notes.forEach((note, at) => {
    const ties = [...(piece.first ? [] : ["stop"]), ...(piece.last ? [] : ["start"])];
    const notations = [
      ...ties.map((type) => `<tied type="${type}"/>`),
      ...(at === 0 ? tuplet : []),
      ...(note.fermata === true && piece.last ? ["<fermata/>"] : []),
    ];
    const beams = at === 0 ? marks.beams.map((beam, level) => leaf("beam", beam, { number: level + 1 })) : [];
    const inner = [
      ...(at > 0 ? ["<chord/>"] : []),
      ...pitchLines(note, to),
      leaf("duration", duration),
      ...ties.map((type) => `<tie type="${type}"/>`),
      ...(to.percussion ? [`<instrument id="${to.partId}-K${note.pitch}"/>`] : []),
      ...place,
      ...kind,
      ...(piece.first ? accidental(note, to) : []),
      ...timing,
      ...staff,
      ...beams,
      ...(notations.length > 0 ? element("notations", notations) : []),
      ...(piece.first ? lyricLines(note, to.word) : []),
    ];
    lines.push(...element("note", inner, dynamics(note)));
  });
  return lines;
}

function dynamics({ velocity }: Note): Record<string, string> {
  return velocity === 80 ? {} : { dynamics: (velocity / 0.9).toFixed(2) };
}

function pitchLines(note: Note, to: NoteWriting): string[] {
  if (to.percussion) {
    const { step, octave } = spelled(note.pitch, "C", 0).octave > 0 ? drumPlace(note.pitch) : drumPlace(60);
    return element("unpitched", [leaf("display-step", step), leaf("display-octave", octave)]);
  }
  const { step, alter, octave } = to.spell(note);
  return element("pitch", [leaf("step", step), ...(alter === 0 ? [] : [leaf("alter", alter)]), leaf("octave", octave)]);
}

/** Drums are written by where their keys lie: low ones low on the staff. */
function drumPlace(pitch: number): { step: Step; octave: number } {
  const steps: readonly Step[] = ["C", "D", "E", "F", "G", "A", "B"];
  const place = 30 + Math.max(0, Math.min(11, Math.floor((pitch - 35) / 2)));
  return { step: steps[place % 7]!, octave: Math.floor(place / 7) };
}

const signs: Readonly<Record<string, string>> = {
  "-3": "triple-flat",
  "-2": "flat-flat",
  "-1": "flat",
  "0": "natural",
  "1": "sharp",
  "2": "double-sharp",
  "3": "triple-sharp",
};

/** An accidental where the name differs from what the key and the bar so far say. */
function accidental(note: Note, to: NoteWriting): string[] {
  if (to.percussion) return [];
  const { step, alter, octave } = to.spell(note);
  const key = step + octave;
  const order = "FCGDAEB".indexOf(step);
  const ofKey = to.fifths > 0 ? (order < to.fifths ? 1 : 0) : 6 - order < -to.fifths ? -1 : 0;
  if ((to.alters.get(key) ?? ofKey) === alter) return [];
  to.alters.set(key, alter);
  return [leaf("accidental", signs[alter] ?? "natural")];
}

function lyricLines({ lyric }: Note, word: { open: boolean }): string[] {
  if (lyric === null || lyric === "") return [];
  const goesOn = lyric.endsWith("-") && lyric.length > 1;
  const syllabic = word.open ? (goesOn ? "middle" : "end") : goesOn ? "begin" : "single";
  word.open = goesOn;
  return element("lyric", [leaf("syllabic", syllabic), leaf("text", goesOn ? lyric.slice(0, -1) : lyric)], {
    number: 1,
  });
}
