/** Scores of whatever format, told apart by what is in the bytes. Loads all readers. */
import { FormatError } from "../plan/errors.ts";
import { asciiAt, describeBytes } from "../sound/formats/bytes.ts";
import { type NotationOptions, readAbc } from "./abc/read-abc.ts";
import { readMidi } from "./midi/score-from-midi.ts";
import { isZip } from "./musicxml/mxl.ts";
import { readMusicXml } from "./musicxml/read-musicxml.ts";
import type { Score } from "./score.ts";
import { readScoreFile } from "./score-file.ts";
import { sourceText } from "./source-text.ts";

export type ScoreFormat = "midi" | "musicxml" | "abc" | "score";

/** The format by the first bytes; null where it is none of ours. */
export function scoreFormat(bytes: Uint8Array): ScoreFormat | null {
  const magic = asciiAt(bytes, 0, 8);
  if (magic.startsWith("MThd") || magic === "SMF2CLIP" || asciiAt(bytes, 8, 4) === "RMID") return "midi";
  if (isZip(bytes)) return "musicxml";
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const head = utf16 ? "<" : sourceText(bytes.subarray(0, 65_536)).trimStart();
  if (head.startsWith("<")) return "musicxml";
  if (head.startsWith("{")) return "score";
  return /^X:\s*\d*/m.test(head) ? "abc" : null;
}

/**
 * The scores in a file: one, or all tunes of an ABC file. Where a score has no title it takes the name of the file
 * (without folders and ending).
 *
 * @throws FormatError where it is none of the formats, or not as its format should be
 */
export function readScore(bytes: Uint8Array, fileName: string, options: NotationOptions = {}): Score[] {
  const scores = readAll(bytes, options);
  const name = fileName.replace(/^.*[\\/]/, "").replace(/\.[^.]{1,10}$/, "");
  return scores.map((score) => (score.title === null && name !== "" ? { ...score, title: name } : score));
}

function readAll(bytes: Uint8Array, options: NotationOptions): Score[] {
  switch (scoreFormat(bytes)) {
    case "midi":
      return [readMidi(bytes)];
    case "musicxml":
      return [readMusicXml(bytes, options)];
    case "abc":
      return readAbc(bytes, options);
    case "score":
      return [readScoreFile(sourceText(bytes))];
    case null:
      throw new FormatError(
        "score",
        0,
        "MIDI, MusicXML, ABC or a score of Songwright",
        describeBytes(bytes.subarray(0, 8)),
      );
  }
}
