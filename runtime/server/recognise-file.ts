/** What a file is, told from its content and never from its name's ending. For the sandbox: it reads all that it needs. */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { readStyle } from "../../composition/learn/style-document.ts";
import { looksLikeFont, readSoundFont } from "../../composition/sound/font/sound-font.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { readScore, scoreFormat } from "../../foundation/score/read-score.ts";
import { id3Length } from "../../foundation/sound/formats/id3-reader.ts";
import { sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { openSound } from "../codecs/open-sound.ts";
import { LARGEST_FONT } from "../composition/sound-font/open-font.ts";
import { soundText } from "./file-kinds.ts";
import { foundFile, type Inspection, refusedFile, unreadable } from "./inspection.ts";
import { recogniseArchive } from "./recognise-archive.ts";
import { recogniseTable } from "./recognise-table.ts";

const HEAD = 65_536;
/** Of scores, and of JSON documents: more than any has, in bytes. */
const LARGEST_TEXT = 64 * 2 ** 20;

export async function recogniseFile(path: string): Promise<Inspection> {
  const { size } = statSync(path);
  if (size === 0) return refusedFile("empty", "The file is empty.");
  const head = headOf(path);
  const archive = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
  if (archive) return recogniseArchive(path, size);
  if (head[0] === 0x1f && head[1] === 0x8b) return recogniseTable(path);
  if (scoreFormat(head) === "midi") return recogniseScore(path, size, "MIDI");
  if (looksLikeFont(head)) return recogniseFont(path, size);
  const afterTag = id3Length(head) === null ? head : headOf(path, id3Length(head) as number);
  const sound = looksLikeText(head) ? null : (sniffSound(afterTag) ?? sniffSound(head.subarray(10)));
  if (sound?.reader === "ffmpeg") return foundFile("audio", "sound", { ffmpeg: sound.demuxer });
  if (sound?.reader === "mp4") return foundFile("audio", "sound", { ffmpeg: "mov" });
  if (sound) return recogniseSound(path, sound.reader);
  if (!looksLikeText(head))
    return refusedFile("not-recognised", "It is no sound, score, table or document known here.");
  return recogniseText(path, size, head);
}

function headOf(path: string, from = 0): Uint8Array {
  const file = openSync(path, "r");
  try {
    const head = new Uint8Array(HEAD);
    return head.subarray(0, readSync(file, head, 0, HEAD, from));
  } finally {
    closeSync(file);
  }
}

/** No zero bytes, but for UTF-16 with its mark. */
function looksLikeText(head: Uint8Array): boolean {
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (marked) return true;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  return controls === 0;
}

function recogniseFont(path: string, size: number): Inspection {
  if (size > LARGEST_FONT)
    return refusedFile("too-large", `A sound font of more than ${LARGEST_FONT} bytes is not read.`);
  try {
    const { kind, name, presets } = readSoundFont(readFileSync(path));
    const drums = presets.some((preset) => preset.drums) ? ", with drums" : "";
    return foundFile(
      "sound-font",
      `sound font (${kind})${name === "" ? "" : ` ${name}`}, ${presets.length} presets${drums}`,
    );
  } catch (error) {
    return unreadable(error, "unreadable-font");
  }
}

async function recogniseSound(path: string, reader: string): Promise<Inspection> {
  try {
    const source = await openSound(path);
    const { container, sampleRate, channelCount, frames } = source.format;
    // A header alone promises: one block shows that there is sound.
    for await (const _ of source.blocks()) break;
    await source.close();
    const seconds = frames === null ? null : frames / sampleRate;
    return foundFile("audio", soundText(container, sampleRate, channelCount, frames), { seconds });
  } catch (error) {
    // Of another codec inside: ffmpeg's, which may not be started here.
    if ((error as { code?: string }).code === "ERR_ACCESS_DENIED")
      return foundFile("audio", "sound", { ffmpeg: reader === "opus" || reader === "vorbis" ? "ogg" : reader });
    return unreadable(error, "unreadable-sound");
  }
}

function recogniseScore(path: string, size: number, format: string): Inspection {
  if (size > LARGEST_TEXT) return refusedFile("too-large", `A score of more than ${LARGEST_TEXT} bytes is not read.`);
  try {
    const scores = readScore(readFileSync(path), basename(path));
    const parts = Math.max(...scores.map((score) => score.parts.length));
    const notes = scores.reduce((sum, score) => sum + score.parts.reduce((all, part) => all + part.notes.length, 0), 0);
    // Readers put faults right as far as notes are unambiguous: with none, nothing was.
    if (notes === 0) {
      const [fault] = scores.flatMap(({ warnings }) => warnings);
      return refusedFile("unreadable-score", `There are no notes in it${fault === undefined ? "" : ` (${fault})`}.`);
    }
    const pieces = scores.length > 1 ? `${scores.length} pieces, ` : "";
    return foundFile("score", `${format}, ${pieces}${parts} ${parts === 1 ? "part" : "parts"}, ${notes} notes`);
  } catch (error) {
    return unreadable(error, "unreadable-score");
  }
}

function recogniseText(path: string, size: number, head: Uint8Array): Inspection {
  const utf16 = head[0] === 0xff || head[0] === 0xfe ? (head[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
  const text = new TextDecoder(utf16).decode(head).trimStart();
  if (text.startsWith("<")) {
    if (/<score-(?:partwise|timewise)/.test(text) || /<!DOCTYPE\s+score-/.test(text))
      return recogniseScore(path, size, "MusicXML");
    return refusedFile("not-recognised", "It is XML, but no score.");
  }
  // Lists of other files are no material: nothing here follows them.
  if (/^(?:#EXTM3U|\[playlist\]|ffconcat version)/i.test(text))
    return refusedFile(
      "list-of-files",
      "It is a list of other files, and those are not opened. Drop the files themselves.",
    );
  if (/^[[{]/.test(text)) return recogniseJson(path, size);
  if (/^X:\s*\d+/m.test(text) && /^K:/m.test(text)) return recogniseScore(path, size, "ABC");
  return recogniseTable(path);
}

function recogniseJson(path: string, size: number): Inspection {
  if (size <= LARGEST_TEXT) {
    const text = readFileSync(path, "utf8");
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      return refusedFile("unreadable-json", "It begins like JSON, and is none.");
    }
    const members = (typeof data === "object" && data !== null && !Array.isArray(data) ? data : {}) as Record<
      string,
      unknown
    >;
    const schema = typeof members.schema === "string" ? members.schema : "";
    if (Array.isArray(members.decisions)) {
      try {
        const { craft, decisions } = readPlan(text);
        return foundFile("plan", `plan of ${craft}, ${decisions.length} decisions`);
      } catch (error) {
        return unreadable(error, "unreadable-plan");
      }
    }
    if (/style/.test(schema)) {
      try {
        readStyle(text);
        return foundFile("style", "style to compose in");
      } catch (error) {
        return unreadable(error, "unreadable-style");
      }
    }
    if (/score/.test(schema)) return recogniseScore(path, size, "score");
    if (schema !== "") return foundFile("document", `document (${schema.slice(0, 60)})`);
    const table = recogniseTable(path);
    if (table.refused === null || table.refused.reason === "private-file") return table;
    return foundFile("document", "JSON document");
  }
  return recogniseTable(path);
}
