/** Files and folders of notes as songs: what composing learns from and compares with. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { analyseScore, type ScoreAnalysis, sketchOfAnalysis } from "../../composition/analyse/index.ts";
import { sketchOfScore } from "../../composition/learn/song/sketch-of-score.ts";
import type { SongSketch } from "../../composition/learn/song/song-sketch.ts";
import type { Line } from "../../composition/originality/line.ts";
import { InputError } from "../../foundation/plan/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { readScore } from "../../foundation/score/read-score.ts";

/** What says most about a piece comes first: notation knows bars and keys, MIDI how it was played. */
const ENDINGS: readonly string[] = [".musicxml", ".mxl", ".xml", ".abc", ".mid", ".midi"];

/**
 * Files as they are given; of folders all files of notes in them, by name, with their subfolders. A piece that a folder has
 * in several formats (`song.mid` beside `song.musicxml`) counts once.
 */
export async function filesOfNotes(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) {
      found.push(path);
      continue;
    }
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const best = new Map<string, string>();
    for (const entry of entries) {
      const ending = extname(entry.name).toLowerCase();
      if (!entry.isFile() || !ENDINGS.includes(ending)) continue;
      const file = join(entry.parentPath, entry.name);
      const piece = file.slice(0, -ending.length);
      const known = best.get(piece);
      if (known === undefined || ENDINGS.indexOf(ending) < ENDINGS.indexOf(extname(known).toLowerCase()))
        best.set(piece, file);
    }
    const inside = [...best.values()].sort();
    if (inside.length === 0) throw new InputError(path, "files of notes (MIDI, MusicXML, ABC) in the folder", "none");
    found.push(...inside);
  }
  return found;
}

export interface FileOfNotes {
  /** File name; with the number of the piece where a file holds several. */
  readonly name: string;
  /** SHA-256 of the file. */
  readonly source: string;
  readonly score: Score;
}

/** All pieces of a file. Throws FormatError for what is none. */
export async function readNotesFile(path: string): Promise<FileOfNotes[]> {
  const bytes = await readFile(path);
  const source = createHash("sha256").update(bytes).digest("hex");
  const scores = readScore(bytes, basename(path));
  return scores.map((score, at) => ({
    name: scores.length > 1 ? `${basename(path)} ${at + 1}` : basename(path),
    source,
    score,
  }));
}

/** A piece as a sketch; null where no melody is heard in it. Written chords and a single line are believed. */
export function songOf({ name, score }: FileOfNotes): SongSketch | null {
  const pitched = score.parts.filter(({ percussion, notes }) => !percussion && notes.length > 0);
  if (score.chords.length > 0 && pitched.length === 1) return sketchOfScore(score, name);
  const sketch = sketchOfAnalysis(score, analyseScore(score));
  return sketch ? { ...sketch, name } : null;
}

/** The melody of a piece as it is compared: onsets as played, bars as heard. */
export function lineOf({ name, score }: FileOfNotes, analysis: ScoreAnalysis = analyseScore(score)): Line {
  const parts = new Map(score.parts.map((part) => [part.id, part]));
  const lines = analysis.metre.value.barLines;
  let bar = 0;
  return {
    name,
    notes: analysis.melody.value.flatMap(({ part, index }) => {
      const note = parts.get(part)?.notes[index];
      if (!note) return [];
      while (bar < lines.length && (lines[bar] as number) <= note.tick) bar++;
      return [{ onset: note.tick / score.division, pitch: note.pitch, bar: Math.max(1, bar) }];
    }),
  };
}
