/** `songwright surprise FILE`: bits of each note of a melody. */
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { patternsOf, surpriseOfMelody } from "../../composition/learn/song/melody-surprise.ts";
import { createSongModel } from "../../composition/learn/song/song-model.ts";
import { stepsPerBar, stepsPerUnit } from "../../composition/learn/song/song-sketch.ts";
import type { Style } from "../../composition/learn/style.ts";
import { InputError } from "../../foundation/plan/index.ts";
import { checkpoint } from "../../foundation/plan/run.ts";
import { writtenSong } from "../composition/given-notes.ts";
import { readNotesFile } from "../composition/song-files.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import type { Context } from "./verb.ts";

export async function surpriseSongs(
  context: Context,
  style: Style,
  stylePath: string,
  distribution: boolean,
): Promise<void> {
  const path = context.material[0] as string;
  if (style.songs === null) throw new InputError("--style", "a style that learned songs", "one that has learned none");
  const report = context.out === null ? null : join(context.out, "report.html");
  if (report !== null) await refuseExisting(report, context.force);
  const pieces = await readNotesFile(path);
  const model = createSongModel(
    style.songs.pieces.map(({ song }) => song),
    style.songs.weights,
  );
  const learned = new Set(style.songs.pieces.map(({ source }) => source));
  const judged = pieces.flatMap((piece, at) => {
    checkpoint(context.run, { done: at, total: pieces.length, doing: "reading" });
    const song = writtenSong(piece);
    if (song === null) context.warn(`${piece.name}: no melody is heard in it; left out`);
    return song === null
      ? []
      : [
          {
            name: piece.name,
            barSteps: stepsPerBar(song.metre),
            unitSteps: stepsPerUnit(song.metre),
            surprise: surpriseOfMelody(model, song, distribution),
          },
        ];
  });
  if (judged.length === 0) throw new InputError(path, "a piece with a melody", "none");
  if (pieces.some(({ source }) => learned.has(source)))
    context.warn("the style has learned from this file: what it knows does not surprise it");
  for (const { name, surprise } of judged) {
    const count = surprise.notes.length;
    context.say(
      `${name}: ${((surprise.pitchBits + surprise.rhythmBits) / count).toFixed(2)} bits a note over ${count} notes: pitch ${(surprise.pitchBits / count).toFixed(2)}, rhythm ${(surprise.rhythmBits / count).toFixed(2)}`,
    );
  }
  if (report !== null) {
    const { surpriseReport } = await import("../report/surprise-report.ts");
    await mkdir(context.out as string, { recursive: true });
    await writeWhole(report, surpriseReport(judged, basename(stylePath)), context.force);
    context.say(`report: ${report}`);
  }
  context.write({
    style: stylePath,
    report,
    pieces: judged.map(({ name, barSteps, unitSteps, surprise }) => ({
      name,
      bitsPerNote: (surprise.pitchBits + surprise.rhythmBits) / surprise.notes.length,
      pitchBitsPerNote: surprise.pitchBits / surprise.notes.length,
      rhythmBitsPerNote: surprise.rhythmBits / surprise.notes.length,
      rhythmBitsAfterLastNote: surprise.restBits,
      notes: surprise.notes.map(({ note, pitchBits, rhythmBits, distribution: p }) => ({
        bar: Math.floor(note.step / barSteps) + 1,
        quarter: (note.step % barSteps) / 4,
        pitch: note.pitch,
        sixteenths: note.length,
        bits: pitchBits + rhythmBits,
        pitchBits,
        rhythmBits,
        ...(p ? { probabilities: [...p] } : {}),
      })),
      ...(distribution
        ? {
            patterns: patternsOf(unitSteps),
            beats: surprise.beats.map(({ step, pattern, bits, distribution: p }) => ({
              bar: Math.floor(step / barSteps) + 1,
              quarter: (step % barSteps) / 4,
              pattern,
              bits,
              probabilities: [...(p ?? [])],
            })),
          }
        : {}),
    })),
  });
}
