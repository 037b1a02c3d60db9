/**
 * Reads the instruments of a DLS collection, and checks that the counts in it are of what is there. Source: MIDI
 * Manufacturers Association, "Downloadable Sounds Level 2.2" (2006), chapter 2.
 */
import { FormatError } from "../../../foundation/plan/index.ts";
import { viewOf } from "../../../foundation/sound/formats/bytes.ts";
import { chunkNamed, chunksIn, FORMAT, type FontChunk, nameIn, quoted } from "./font-chunks.ts";
import type { FontPreset, SoundFont } from "./sound-font.ts";

/** Chunks that say how many entries stand behind a head whose length they say first: place of the count, bytes of an entry. */
const COUNTED: Readonly<Record<string, readonly [at: number, bytes: number]>> = {
  art1: [4, 12],
  art2: [4, 12],
  ptbl: [4, 4],
  wsmp: [16, 16],
};

/** Lists within lists: instruments, regions, articulations. */
const DEEPEST = 6;

/** @param end of the RIFF chunk, within the bytes */
export function readDls(bytes: Uint8Array, end: number): SoundFont {
  const chunks = chunksIn(bytes, 12, end);
  chunkNamed(chunks, "wvpl", 12);
  chunkNamed(chunks, "ptbl", 12);
  const instruments = chunkNamed(chunks, "lins", 12);
  checkCounts(bytes, chunks, 0);
  const presets = chunksIn(bytes, instruments.from, instruments.to)
    .filter(({ id }) => id === "ins ")
    .map((instrument) => presetOf(bytes, instrument));
  const head = chunkNamed(chunks, "colh", 12);
  checkCount(bytes, head, 0, presets.length);
  if (presets.length === 0) throw new FormatError(FORMAT, instruments.from, "at least one instrument", "none");
  return { kind: "DLS", name: nameIn(bytes, chunks), presets, presetsAt: instruments.from };
}

function presetOf(bytes: Uint8Array, { from, to }: FontChunk): FontPreset {
  const chunks = chunksIn(bytes, from, to);
  const head = chunkNamed(chunks, "insh", from);
  const regions = chunkNamed(chunks, "lrgn", from);
  checkCount(bytes, head, 0, chunksIn(bytes, regions.from, regions.to).length);
  // Players look for the name in the list until they find it.
  const info = chunks.find(({ id, isList }) => isList && id === "INFO");
  if (info) chunkNamed(chunksIn(bytes, info.from, info.to), "INAM", info.from);
  const bank = numberIn(bytes, head, 4);
  return {
    name: nameIn(bytes, chunks),
    program: numberIn(bytes, head, 8) & 127,
    bank: (bank >>> 8) & 127,
    fineBank: bank & 127,
    drums: bank >>> 31 === 1,
  };
}

function checkCounts(bytes: Uint8Array, chunks: readonly FontChunk[], depth: number): void {
  for (const chunk of chunks) {
    if (chunk.isList && chunk.id !== "INFO" && depth < DEEPEST)
      checkCounts(bytes, chunksIn(bytes, chunk.from, chunk.to), depth + 1);
    const counted = chunk.isList ? undefined : COUNTED[chunk.id];
    if (counted === undefined) continue;
    const [at, size] = counted;
    const head = numberIn(bytes, chunk, 0);
    checkCount(bytes, chunk, at, Math.floor((chunk.to - chunk.from - head) / size));
  }
}

/** Refuses a count that says more than there is. */
function checkCount(bytes: Uint8Array, chunk: FontChunk, at: number, most: number): void {
  const count = numberIn(bytes, chunk, at);
  if (count > most)
    throw new FormatError(FORMAT, chunk.from + at, `at most ${most} entries in ${quoted(chunk.id)}`, String(count));
}

/** A number of 32 bits in a chunk; throws FormatError where the chunk ends before it. */
function numberIn(bytes: Uint8Array, chunk: FontChunk, at: number): number {
  if (chunk.from + at + 4 > chunk.to)
    throw new FormatError(FORMAT, chunk.from, `${at + 4} bytes in ${quoted(chunk.id)}`, String(chunk.to - chunk.from));
  return viewOf(bytes).getUint32(chunk.from + at, true);
}
