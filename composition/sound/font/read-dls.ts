/**
 * Reads the instruments of a DLS collection and checks that its parts are there. Source: MIDI Manufacturers Association,
 * "Downloadable Sounds Level 2.2" (2006), chapter 2.
 */
import { FormatError } from "../../../foundation/plan/index.ts";
import { viewOf } from "../../../foundation/sound/formats/bytes.ts";
import { chunkNamed, chunksIn, FORMAT, type FontChunk, nameIn } from "./font-chunks.ts";
import type { FontPreset, SoundFont } from "./sound-font.ts";

/** @param end of the RIFF chunk, within the bytes */
export function readDls(bytes: Uint8Array, end: number): SoundFont {
  const chunks = chunksIn(bytes, 12, end);
  chunkNamed(chunks, "wvpl", 12);
  const instruments = chunkNamed(chunks, "lins", 12);
  const presets = chunksIn(bytes, instruments.from, instruments.to)
    .filter(({ id }) => id === "ins ")
    .map((instrument) => presetOf(bytes, instrument));
  if (presets.length === 0) throw new FormatError(FORMAT, instruments.from, "at least one instrument", "none");
  return { kind: "DLS", name: nameIn(bytes, chunks), presets, presetsAt: instruments.from };
}

function presetOf(bytes: Uint8Array, { from, to }: FontChunk): FontPreset {
  const chunks = chunksIn(bytes, from, to);
  const head = chunkNamed(chunks, "insh", from);
  if (head.to - head.from < 12)
    throw new FormatError(FORMAT, head.from, "12 bytes of an instrument's head", String(head.to - head.from));
  chunkNamed(chunks, "lrgn", from);
  const view = viewOf(bytes);
  const bank = view.getUint32(head.from + 4, true);
  return {
    name: nameIn(bytes, chunks),
    program: view.getUint32(head.from + 8, true) & 127,
    bank: (bank >>> 8) & 127,
    fineBank: bank & 127,
    drums: bank >>> 31 === 1,
  };
}
