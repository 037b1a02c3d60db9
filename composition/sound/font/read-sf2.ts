/**
 * Reads the presets of an SF2 or SF3 font, and checks that all its tables point into each other and into the samples.
 * Source: E-mu Systems, "SoundFont Technical Specification", version 2.04 (2006), sections 4 to 7.
 */
import { FormatError } from "../../../foundation/plan/index.ts";
import { viewOf } from "../../../foundation/sound/formats/bytes.ts";
import { chunkNamed, chunksIn, FORMAT, type FontChunk, nameIn, quoted, textAt } from "./font-chunks.ts";
import type { FontPreset, SoundFont } from "./sound-font.ts";

/** Bytes of a record of each table. */
const RECORD = { phdr: 38, pbag: 4, pmod: 10, pgen: 4, inst: 22, ibag: 4, imod: 10, igen: 4, shdr: 46 } as const;
type TableName = keyof typeof RECORD;

/** Generators whose value is a place in another table (section 8.1.2). */
const INSTRUMENT = 41;
const SAMPLE = 53;

/** Bits of a sample's type: compressed (SF3), and in the synthesiser's ROM. */
const COMPRESSED = 0x10;
const ROM = 0x8000;

/** Hz; no font is beyond, and what is takes forever to play. */
const MOST_RATE = 400_000;

/** Bytes of all samples together, where samples share data; more is a file made to fill memory. */
const MOST_SAMPLE_BYTES = 2 ** 32;

interface Table {
  readonly from: number;
  /** Records without the last, which only ends the list. */
  readonly count: number;
  readonly size: number;
}

type Tables = Readonly<Record<TableName, Table>>;

/** @param end of the RIFF chunk, within the bytes */
export function readSf2(bytes: Uint8Array, end: number): SoundFont {
  const chunks = chunksIn(bytes, 12, end);
  const lists = chunksIn(bytes, ...bodyOf(chunkNamed(chunks, "pdta", 12)));
  const tables = Object.fromEntries(
    Object.entries(RECORD).map(([name, size]) => [name, tableOf(chunkNamed(lists, name, 12), name, size)]),
  ) as unknown as Tables;
  if (tables.phdr.count < 1) throw new FormatError(FORMAT, tables.phdr.from, "at least one preset", "none");
  const sampleData = chunkNamed(chunksIn(bytes, ...bodyOf(chunkNamed(chunks, "sdta", 12))), "smpl", 12);
  const view = viewOf(bytes);
  checkBags(view, tables, "phdr", 24, "pbag");
  checkBags(view, tables, "inst", 20, "ibag");
  checkZones(view, tables, "pbag", "pgen", "pmod");
  checkZones(view, tables, "ibag", "igen", "imod");
  checkPlaces(view, tables.pgen, INSTRUMENT, tables.inst.count, "instruments");
  checkPlaces(view, tables.igen, SAMPLE, tables.shdr.count, "samples");
  const compressed = checkSamples(bytes, view, tables.shdr, sampleData);
  return {
    kind: compressed ? "SF3" : "SF2",
    name: nameIn(bytes, chunks),
    presets: presetsOf(bytes, view, tables.phdr),
    presetsAt: tables.phdr.from,
  };
}

function bodyOf({ from, to }: FontChunk): [number, number] {
  return [from, to];
}

function tableOf({ from, to }: FontChunk, name: string, size: number): Table {
  const bytes = to - from;
  if (bytes < size || bytes % size !== 0)
    throw new FormatError(FORMAT, from, `records of ${size} bytes in ${quoted(name)}`, `${bytes} bytes`);
  return { from, count: bytes / size - 1, size };
}

/** A column of numbers that say where each record's zones begin: they never fall, and end with the table of zones. */
function checkBags(view: DataView, tables: Tables, name: "phdr" | "inst", column: number, zones: TableName): void {
  checkRising(view, tables[name], column, tables[zones], `zones of ${quoted(name)}`);
}

function checkZones(
  view: DataView,
  tables: Tables,
  zones: TableName,
  generators: TableName,
  modulators: TableName,
): void {
  checkRising(view, tables[zones], 0, tables[generators], `generators of ${quoted(zones)}`);
  checkRising(view, tables[zones], 2, tables[modulators], `modulators of ${quoted(zones)}`);
}

function checkRising(view: DataView, table: Table, column: number, into: Table, what: string): void {
  let before = 0;
  for (let n = 0; n <= table.count; n++) {
    const at = table.from + n * table.size + column;
    const place = view.getUint16(at, true);
    if (place < before || place > into.count)
      throw new FormatError(FORMAT, at, `${what} from ${before} to ${into.count}`, String(place));
    before = place;
  }
}

function checkPlaces(view: DataView, table: Table, generator: number, count: number, what: string): void {
  for (let n = 0; n < table.count; n++) {
    const at = table.from + n * table.size;
    const place = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === generator && place >= count)
      throw new FormatError(FORMAT, at + 2, `one of ${count} ${what}`, `number ${place}`);
  }
}

/** Whether any is compressed. */
function checkSamples(bytes: Uint8Array, view: DataView, table: Table, data: FontChunk): boolean {
  let compressed = false;
  let total = 0;
  for (let n = 0; n < table.count; n++) {
    const at = table.from + n * table.size;
    const [start, end] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const rate = view.getUint32(at + 36, true);
    const type = view.getUint16(at + 44, true);
    const name = quoted(textAt(bytes, at, 20));
    if ((type & ROM) !== 0) continue;
    // Places of compressed samples are in bytes, those of others in words.
    const unit = (type & COMPRESSED) === 0 ? 2 : 1;
    const most = Math.floor((data.to - data.from) / unit);
    if (start > end || end > most)
      throw new FormatError(FORMAT, at + 20, `the sample ${name} within 0 to ${most}`, `${start} to ${end}`);
    if (end > start && !(rate >= 1 && rate <= MOST_RATE))
      throw new FormatError(FORMAT, at + 36, `1 to ${MOST_RATE} Hz for the sample ${name}`, String(rate));
    total += (end - start) * unit;
    compressed ||= unit === 1;
  }
  if (total > MOST_SAMPLE_BYTES)
    throw new FormatError(FORMAT, table.from, `at most ${MOST_SAMPLE_BYTES} bytes of samples`, String(total));
  return compressed;
}

function presetsOf(bytes: Uint8Array, view: DataView, table: Table): FontPreset[] {
  return Array.from({ length: table.count }, (_, n) => {
    const at = table.from + n * table.size;
    const bank = view.getUint16(at + 22, true);
    return {
      name: textAt(bytes, at, 20),
      program: view.getUint16(at + 20, true) & 127,
      // Bank 128 is the drums (section 7.2); fine banks stand above, as newer editors write them.
      bank: bank & 127,
      fineBank: bank >> 8,
      drums: (bank & 128) !== 0,
    };
  });
}
