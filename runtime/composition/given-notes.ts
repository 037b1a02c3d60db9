/** A piece that a person brings to be harmonised, continued or filled: its melody as it is written. */
import { basename } from "node:path";
import { analyseScore, sketchOfAnalysis } from "../../composition/analyse/index.ts";
import { sketchOfScore } from "../../composition/learn/song/sketch-of-score.ts";
import {
  type SketchNote,
  type SketchSection,
  type SongSketch,
  STEPS,
  stepsPerBar,
} from "../../composition/learn/song/song-sketch.ts";
import { InputError } from "../../foundation/plan/index.ts";
import type { Note, Score } from "../../foundation/score/index.ts";
import { type FileOfNotes, readNotesFile } from "./song-files.ts";

export interface GivenNotes {
  readonly song: SongSketch;
  /** SHA-256 of the file, and its name: the plan's material. */
  readonly source: { readonly name: string; readonly sha256: string };
  /** Notes that did not lie on sixteenths and were taken to the nearest. */
  readonly moved: number;
  readonly notes: number;
}

/** Throws FormatError for what is no piece, InputError where no melody is heard or two notes share a sixteenth. */
export async function readGivenNotes(path: string, option: string): Promise<GivenNotes> {
  const pieces = await readNotesFile(path);
  const piece = pieces[0];
  if (!piece || pieces.length > 1)
    throw new InputError(option, "a file with one piece", `${pieces.length} pieces in ${path}`);
  const { score } = piece;
  const single = singleLine(score);
  const song = writtenSong(piece);
  if (!song) throw new InputError(option, "a piece with a melody in one metre of halves, quarters or eighths", path);
  const sixteenth = score.division / STEPS;
  const written = single ?? [];
  const moved = written.filter(({ tick }) => Math.abs(tick / sixteenth - Math.round(tick / sixteenth)) > 0.13).length;
  if (single && song.melody.length < single.length) {
    const lost = single.find(
      ({ tick }, at) =>
        at > 0 && Math.round(tick / sixteenth) === Math.round((single[at - 1] as Note).tick / sixteenth),
    );
    const bar = score.bars.findLastIndex(({ tick }) => tick <= (lost?.tick ?? 0)) + 1;
    throw new InputError(
      option,
      "at most one note of melody in a sixteenth",
      `more in bar ${bar} of ${basename(path)}`,
    );
  }
  return {
    song,
    source: { name: basename(path), sha256: piece.source },
    moved,
    notes: song.melody.length,
  };
}

/** A piece as it is written: a single line note for note, anything else as it is heard. Null where no melody is heard. */
export function writtenSong({ name, score }: FileOfNotes): SongSketch | null {
  const song = singleLine(score) ? lineSketch(score) : sketchOfAnalysis(score, analyseScore(score));
  return song && { ...song, name };
}

/** The notes of the only pitched part, where it plays one note at a time; null otherwise. */
function singleLine(score: Score): readonly Note[] | null {
  const parts = score.parts.filter(({ percussion, notes }) => !percussion && notes.length > 0);
  const notes = parts[0]?.notes.filter(({ duration }) => duration > 0) ?? [];
  if (parts.length !== 1 || notes.length === 0) return null;
  return notes.some(
    ({ tick }, at) => at > 0 && tick < (notes[at - 1] as Note).tick + (notes[at - 1] as Note).duration * 0.5,
  )
    ? null
    : notes;
}

/** A single line as it is written, in the key that is written or heard, in sections that its own repeats make. */
function lineSketch(score: Score): SongSketch | null {
  const sketch = sketchOfScore(score, "");
  if (!sketch) return null;
  const heard = score.keys[0]?.mode ? sketch.key : analyseScore(score).key.value;
  return {
    ...sketch,
    key: { tonic: heard.tonic, mode: heard.mode },
    chords:
      sketch.chords.length > 0
        ? filled(sketch)
        : [{ step: 0, length: sketch.bars * stepsPerBar(sketch.metre), root: null, quality: "none" }],
    sections: sectionsOfLine(sketch),
  };
}

/** Chords without a gap before the first. */
function filled({ chords }: SongSketch): SongSketch["chords"] {
  const first = chords[0];
  return first && first.step > 0
    ? [{ ...first, step: 0, length: first.length + first.step }, ...chords.slice(1)]
    : chords;
}

/** Sections of eight bars (of four in tunes of up to twelve); those are alike that share three quarters of their bars. */
function sectionsOfLine(song: SongSketch): SketchSection[] {
  const size = song.bars <= 12 ? 4 : 8;
  const barSteps = stepsPerBar(song.metre);
  const bars = Array.from({ length: song.bars }, () => "");
  for (const { step, length, pitch } of song.melody)
    bars[Math.floor(step / barSteps)] += `${step % barSteps}:${length}:${pitch} `;
  // A pickup has a bar of its own: phrases are counted from the bar after it.
  const pickup = song.bars > size && (song.melody[0]?.step ?? 0) >= barSteps / 2 ? 1 : 0;
  const starts = Array.from(
    { length: Math.max(1, Math.floor((song.bars - pickup) / size)) },
    (_, at) => pickup + at * size,
  );
  if (song.bars - (starts.at(-1) as number) - size >= size / 2) starts.push((starts.at(-1) as number) + size);
  if (pickup) starts.unshift(0);
  const kinds: { label: string; bars: string[] }[] = [];
  return starts.map((bar, at) => {
    const own = bars.slice(bar, starts[at + 1] ?? song.bars);
    const alike = kinds.find(
      (kind) =>
        kind.bars.length === own.length && kind.bars.filter((text, k) => text === own[k]).length >= 0.75 * own.length,
    );
    if (pickup && at === 0) return { label: "pickup", bar, bars: own.length };
    const label = alike?.label ?? (kinds.length < 26 ? String.fromCharCode(65 + kinds.length) : "Z");
    if (!alike) kinds.push({ label, bars: own });
    return { label, bar, bars: own.length };
  });
}

/** The song counted in bars of another metre from its beginning, in sections of eight bars. */
export function inMetre(song: SongSketch, metre: SongSketch["metre"]): SongSketch {
  const end = song.melody.reduce((latest: number, note: SketchNote) => Math.max(latest, note.step + note.length), 0);
  const next = { ...song, metre, bars: Math.max(1, Math.ceil(end / stepsPerBar(metre))) };
  return { ...next, sections: sectionsOfLine(next) };
}
