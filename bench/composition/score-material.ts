/** Music in notes with what people (or other programs) wrote about it, as the benchmarks of analysis need it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  createClock,
  type Note,
  parseChord,
  readAbc,
  readMidi,
  readMusicXml,
  type Score,
} from "../../foundation/score/index.ts";
import { type RomanChord, readRomanText } from "./roman-text.ts";

/** The part of the songs on which constants were chosen. */
export const CHOSEN_UP_TO = "080";

export interface PopSong {
  readonly name: string;
  readonly chosen: boolean;
  readonly score: Score;
  readonly folder: string;
  readonly structureFolder: string;
}

export function popSongs(data: string): PopSong[] {
  const root = join(data, "scores/pop909");
  const names = readdirSync(root).filter((name) => /^\d+$/.test(name));
  return names.sort().map((name) => ({
    name,
    chosen: name <= CHOSEN_UP_TO,
    score: readMidi(readFileSync(join(root, name, `${name}.mid`))),
    folder: join(root, name),
    structureFolder: join(data, "scores/pop909-structure", name),
  }));
}

export function linesOf(path: string): string[] {
  return readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Key as a number: tonic, and 12 more for minor; null where the song has several. */
export function popKey(song: PopSong): number | null {
  const lines = linesOf(join(song.structureFolder, "analyzed_key.txt"));
  const match = lines.length === 1 ? /^([A-G][#b]?):(maj|min)$/.exec(lines[0] as string) : null;
  if (!match) return null;
  return (parseChord(match[1] as string)?.root as number) + (match[2] === "min" ? 12 : 0);
}

/** Chords in quarter notes: root and third as a number as in `popKey`, 24 for none, null for other kinds. */
export function popChords(song: PopSong): { from: number; to: number; seconds: number; code: number | null }[] {
  const clock = createClock(song.score);
  return linesOf(join(song.folder, "chord_midi.txt")).map((line) => {
    const [from, to, label] = line.split(/\s+/) as [string, string, string];
    const chord = parseChord(label);
    return {
      from: clock.tickAt(Number(from)) / song.score.division,
      to: clock.tickAt(Number(to)) / song.score.division,
      seconds: Number(to) - Number(from),
      code: chord ? thirdCode(chord.root, chord.quality) : null,
    };
  });
}

const MAJOR = new Set(["maj", "7", "maj7", "maj6", "9", "maj9", "add9", "maj69", "13", "maj13", "11"]);
const MINOR = new Set(["min", "min7", "min6", "min9", "minmaj7", "minadd9", "min69", "min11"]);

/** mir_eval's majmin rule: chords that contain a major or minor triad, and no chord; others are left out. */
export function thirdCode(root: number | null, quality: string): number | null {
  if (root === null) return 24;
  return MAJOR.has(quality) ? root : MINOR.has(quality) ? root + 12 : null;
}

export interface MergedSong {
  /** All notes in one part; equal onsets and pitches once; velocities equal; no names, programs or metres. */
  readonly score: Score;
  /** Of each note: whether the melody track has it. */
  readonly melody: readonly boolean[];
}

export function mergedSong({ score }: PopSong): MergedSong {
  const notes = new Map<string, { note: Note; melody: boolean }>();
  for (const part of score.parts)
    for (const note of part.notes) {
      const key = `${note.tick}/${note.pitch}`;
      const known = notes.get(key);
      const melody = part.name === "MELODY" || known?.melody === true;
      const duration = Math.max(note.duration, known?.note.duration ?? 0);
      notes.set(key, { note: { ...note, duration, velocity: 80, voice: 1 }, melody });
    }
  const sorted = [...notes.values()].sort((a, b) => a.note.tick - b.note.tick || a.note.pitch - b.note.pitch);
  const part = {
    id: "P1",
    name: "",
    program: null,
    percussion: false,
    pedal: [],
    notes: sorted.map(({ note }) => note),
  };
  return { score: { ...score, title: null, metres: [], parts: [part] }, melody: sorted.map(({ melody }) => melody) };
}

export interface Tune {
  readonly name: string;
  readonly chosen: boolean;
  /** With its chord symbols, without its key signature. */
  readonly score: Score;
  readonly key: number;
}

/** Nottingham tunes with one K: field whose mode it names. */
export function nottinghamTunes(data: string): Tune[] {
  const root = join(data, "scores/nottingham/ABC_cleaned");
  const tunes: Tune[] = [];
  for (const file of readdirSync(root)
    .filter((name) => name.endsWith(".abc"))
    .sort())
    for (const score of readAbc(readFileSync(join(root, file)))) {
      const [key] = score.keys;
      if (!key?.mode || score.keys.some(({ fifths, mode }) => fifths !== key.fifths || mode !== key.mode)) continue;
      const major = (((key.fifths * 7) % 12) + 12) % 12;
      const code = key.mode === "minor" ? ((major + 9) % 12) + 12 : major;
      tunes.push({
        name: `${file}: ${score.title}`,
        chosen: tunes.length % 3 === 0,
        score: { ...score, keys: [] },
        key: code,
      });
    }
  return tunes;
}

export interface Song {
  readonly name: string;
  readonly chosen: boolean;
  /** As written, without key signatures and chord symbols. */
  readonly score: Score;
  readonly analysis: readonly RomanChord[];
}

export function lieder(data: string): Song[] {
  const root = join(data, "scores/lieder");
  const folders: string[] = [];
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (name === "score.mxl") folders.push(folder);
    }
  };
  walk(root);
  return folders.map((folder, at) => ({
    name: folder.slice(root.length + 1),
    chosen: at % 3 === 0,
    score: { ...readMusicXml(readFileSync(join(folder, "score.mxl")), { expandRepeats: false }), keys: [], chords: [] },
    analysis: readRomanText(readFileSync(join(folder, "analysis.txt"), "utf8")),
  }));
}
