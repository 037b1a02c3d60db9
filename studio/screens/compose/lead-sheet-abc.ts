/** A lead sheet in ABC 2.1: the first melodic part, one note at a time, with chord symbols. */
import { type ChordSymbol, type Note, type Score, type Spelling, spellPitch } from "../../../foundation/score/index.ts";

const KEYS = ["Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#"];
const ACCIDENTALS: Readonly<Record<number, string>> = { "-2": "__", "-1": "_", 0: "=", 1: "^", 2: "^^" };
/** Parts of a quarter that lengths are written in. */
const PER_QUARTER = 4;

export function leadSheetAbc(score: Score, title: string): string {
  const part = score.parts.find(({ percussion, notes }) => !percussion && notes.length > 0);
  const key = score.keys[0];
  const metre = score.metres[0] ?? { beats: 4, beatUnit: 4 };
  const tonic = KEYS[(key?.fifths ?? 0) + 7] as string;
  const head = [
    "X:1",
    `T:${title.replaceAll("\n", " ")}`,
    `M:${metre.beats}/${metre.beatUnit}`,
    "L:1/16",
    `K:${tonic}`,
  ];
  if (!part) return `${head.join("\n")}\n`;
  const step = score.division / PER_QUARTER;
  const snap = (tick: number): number => Math.round(tick / step);
  const notes = singleLine(part.notes, snap);
  const bars = score.bars.map((bar) => {
    const [from, to] = [snap(bar.tick), snap(bar.tick + bar.duration)];
    return { from, text: barText(from, to, notes, score.chords, snap, key?.fifths ?? 0) };
  });
  const labels = new Map(score.sections.map(({ from, label }) => [snap(from), label]));
  const lines: string[] = [];
  for (let at = 0; at < bars.length; at += 4) {
    const row = bars.slice(at, at + 4);
    lines.push(
      `${row.map(({ from, text }) => `${labels.has(from) ? `"^${labels.get(from)}"` : ""}${text}`).join(" | ")} ${at + 4 >= bars.length ? "|]" : "|"}`,
    );
  }
  return `${[...head, ...lines].join("\n")}\n`;
}

interface LineNote {
  readonly from: number;
  readonly to: number;
  readonly spelling: Spelling;
}

/** The highest note at each moment, cut where the next begins. */
function singleLine(notes: readonly Note[], snap: (tick: number) => number): readonly LineNote[] {
  const byStart = new Map<number, Note>();
  for (const note of notes) {
    if (note.grace) continue;
    const at = snap(note.tick);
    if ((byStart.get(at)?.pitch ?? -1) < note.pitch) byStart.set(at, note);
  }
  const starts = [...byStart].sort((a, b) => a[0] - b[0]);
  return starts.flatMap(([from, note], at) => {
    const next = starts[at + 1]?.[0] ?? Infinity;
    const to = Math.min(next, Math.max(from + 1, snap(note.tick + note.duration)));
    return [{ from, to, spelling: note.spelling ?? spellPitch(note.pitch, 0) }];
  });
}

function barText(
  from: number,
  to: number,
  notes: readonly LineNote[],
  chords: readonly ChordSymbol[],
  snap: (tick: number) => number,
  fifths: number,
): string {
  const symbols = new Map(
    chords.map(({ tick, text }) => [snap(tick), text] as const).filter(([at]) => at >= from && at < to),
  );
  const cuts = new Set([from, to, ...symbols.keys()]);
  for (const note of notes) for (const at of [note.from, note.to]) if (at > from && at < to) cuts.add(at);
  const edges = [...cuts].sort((a, b) => a - b);
  const altered = new Map<string, number>();
  let text = "";
  for (let n = 0; n + 1 < edges.length; n++) {
    const [start, end] = [edges[n] as number, edges[n + 1] as number];
    const symbol = symbols.get(start);
    if (symbol) text += `"${symbol.replaceAll('"', "")}"`;
    const note = notes.find((each) => each.from <= start && each.to >= end);
    const length = end - start === 1 ? "" : String(end - start);
    text += note ? `${noteText(note.spelling, altered, fifths)}${length}${note.to > end ? "-" : ""}` : `z${length}`;
    if (end % 4 === 0) text += " ";
  }
  return text.trim();
}

/** "^F,": an accidental where it differs from the key and what stood before in the bar. */
function noteText({ step, alter, octave }: Spelling, altered: Map<string, number>, fifths: number): string {
  const name = `${step}${octave}`;
  const before = altered.get(name) ?? inKey(step, fifths);
  const accidental = alter === before ? "" : (ACCIDENTALS[alter] ?? "");
  altered.set(name, alter);
  const letter = octave >= 5 ? step.toLowerCase() : step;
  return accidental + letter + (octave >= 6 ? "'".repeat(octave - 5) : octave < 4 ? ",".repeat(4 - octave) : "");
}

const SHARPS = ["F", "C", "G", "D", "A", "E", "B"];

function inKey(step: string, fifths: number): number {
  if (fifths > 0) return SHARPS.slice(0, fifths).includes(step) ? 1 : 0;
  return SHARPS.slice(7 + fifths).includes(step) && fifths < 0 ? -1 : 0;
}
