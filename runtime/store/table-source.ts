/** The tables in a file: the file itself, the members of a .zip, a sheet of an .xlsx; and their text as UTF-8. */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { Gunzip } from "fflate";
import { isFlatFile } from "../../distribution/index.ts";
import { readZipDirectory, unpackMember, type ZipMember } from "../../foundation/archive/read-zip.ts";
import { createJsonScanner, type JsonRecord } from "../../foundation/json/json-fields.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import {
  asUtf8,
  blankContacts,
  type DetectedEncoding,
  detectEncoding,
  findStackedTables,
  type StackedTable,
  stackedTableText,
} from "../../foundation/tables/index.ts";
import { sheetAsText } from "../../foundation/tables/xlsx.ts";
import { downloadChoices, downloadTable, isPostDownload, isPrivateFile } from "../../marketing/index.ts";

const BLOCK = 1 << 20;
/** Of an archive, and of one member unpacked, in bytes. */
export const LARGEST_ARCHIVE: number = 512 * 2 ** 20;
export const LARGEST_MEMBER: number = 2 ** 30;
const MOST_MEMBERS = 1000;
/** A text with several tables in it is a report for people, in bytes. */
const LARGEST_STACKED = 2 ** 24;

export interface TableSource {
  readonly path: string;
  /** Member of an archive, sheet of a workbook, or "lines 10 to 20" of several tables in one text; null: the file itself. */
  readonly member: string | null;
  readonly kind: "text" | "gzip" | "zip member" | "sheet" | "stacked" | "download" | "download member";
  /** Bytes of the text, or of the file where that is not known. */
  readonly bytes: number;
}

/** How a source is shown: "statement.zip: Table data.csv", without addresses and telephone numbers. */
export function shownSource({ path, member }: TableSource): string {
  const name = blankContacts(basename(path));
  return member === null ? name : `${name}: ${blankContacts(member)}`;
}

function headOf(path: string, length: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const head = new Uint8Array(length);
    return head.subarray(0, readSync(file, head, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

/** Which tables a file holds. Other members of an archive (pictures, notes) are told apart by their names. */
export function listTables(
  path: string,
  sheet: string | null,
): { readonly tables: TableSource[]; readonly other: string[] } {
  const head = headOf(path, 4);
  const { size } = statSync(path);
  if (isPrivateFile(basename(path))) {
    throw new FormatError(
      "export",
      0,
      "an export; files of messages and of people are never read",
      "one of them by its name",
    );
  }
  if (head[0] === 0x1f && head[1] === 0x8b)
    return { tables: [{ path, member: null, kind: "gzip", bytes: size }], other: [] };
  if (!(head[0] === 0x50 && head[1] === 0x4b)) {
    const begins = textOf(headOf(path, 4096));
    if (JSON_BEGINS.test(begins)) return { tables: [{ path, member: null, kind: "download", bytes: size }], other: [] };
    const several = size <= LARGEST_STACKED && STACK_BEGINS.test(begins) && !isFlatFile(begins);
    const stacked = several ? findStackedTables(textOf(readFileSync(path))) : [];
    const tables: TableSource[] =
      stacked.length > 1
        ? stacked.map((table) => ({ path, member: linesText(table), kind: "stacked", bytes: size }))
        : [{ path, member: null, kind: "text", bytes: size }];
    return { tables, other: [] };
  }
  const members = membersOf(path, size);
  if (members.some(({ name }) => name === "xl/workbook.xml")) {
    const { sheets } = sheetAsText(readFileSync(path), sheet);
    return { tables: [{ path, member: sheet ?? sheets[0] ?? null, kind: "sheet", bytes: size }], other: [] };
  }
  const tables: TableSource[] = [];
  const other: string[] = [];
  let closed = 0;
  for (const { name, size: bytes } of members) {
    if (name.endsWith("/") || /(?:^|\/)(?:__MACOSX|\.)/.test(name)) continue;
    if (isPostDownload(name)) tables.push({ path, member: name, kind: "download member", bytes });
    // Their names are those of people, as often as not.
    else if (isPrivateFile(name) || /\.(?:json|html?)$/i.test(name)) closed++;
    else if (/\.(?:csv|tsv|txt|tab)$/i.test(name)) tables.push({ path, member: name, kind: "zip member", bytes });
    else other.push(name);
  }
  if (closed > 0) other.push(`${closed} files of messages, people and activity, not opened`);
  return { tables, other };
}

function textOf(bytes: Uint8Array): string {
  const { encoding } = detectEncoding(bytes.subarray(0, 4096));
  return new TextDecoder(encoding).decode(bytes);
}

const linesText = ({ from, until }: StackedTable): string => `lines ${from} to ${until}`;

function membersOf(path: string, size: number): ZipMember[] {
  if (size > LARGEST_ARCHIVE) {
    throw new FormatError("ZIP", 0, `an archive of at most ${LARGEST_ARCHIVE} bytes`, `${size}`);
  }
  return readZipDirectory(readFileSync(path), { members: MOST_MEMBERS, size: LARGEST_MEMBER });
}

const JSON_BEGINS = /^\s*(?:\[\s*[{\]]|\{\s*["}])/;
/** Comments, or a spreadsheet's separator: of these some have several tables. */
const STACK_BEGINS = /^\s*(?:#|"?sep=)/i;

/** The posts of a download as a table; what else is in it goes by unread. */
function* postsOf(blocks: Iterable<Uint8Array>): Generator<Uint8Array, void, void> {
  const records: JsonRecord[] = [];
  const scanner = createJsonScanner("JSON", downloadChoices, (record) => records.push(record));
  let first = true;
  for (const block of blocks) {
    const mark = first && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf;
    scanner.push(mark ? block.subarray(3) : block);
    first = false;
  }
  scanner.end();
  const text = downloadTable(records);
  if (text === null) throw new FormatError("JSON", 0, "posts of a Meta or TikTok download", "none");
  yield new TextEncoder().encode(text);
}

function unpacked({ path, member: wanted }: TableSource): Uint8Array {
  const archive = readFileSync(path);
  const members = readZipDirectory(archive, { members: MOST_MEMBERS, size: LARGEST_MEMBER });
  const member =
    members.find(({ name }) => name === wanted) ?? members.find(({ name }) => blankContacts(name) === wanted);
  if (!member) throw new FormatError("ZIP", 0, `a member ${wanted}`, "none of this name");
  return unpackMember(archive, member);
}

/** Bytes of the table as they stand, in blocks that are used again. */
export function* rawBlocks(source: TableSource): Generator<Uint8Array, void, void> {
  if (source.kind === "sheet") {
    const book = readFileSync(source.path);
    const { sheets } = sheetAsText(book, null);
    const sheet = sheets.includes(source.member ?? "")
      ? source.member
      : (sheets.find((name) => blankContacts(name) === source.member) ?? source.member);
    yield new TextEncoder().encode(sheetAsText(book, sheet).text);
  } else if (source.kind === "zip member") {
    const bytes = unpacked(source);
    for (let at = 0; at < bytes.length; at += BLOCK) yield bytes.subarray(at, at + BLOCK);
  } else if (source.kind === "download") yield* postsOf(fileBlocks(source.path));
  else if (source.kind === "download member") yield* postsOf([unpacked(source)]);
  else if (source.kind === "stacked") {
    const text = textOf(readFileSync(source.path));
    const table = findStackedTables(text).find((each) => linesText(each) === source.member);
    if (!table) throw new FormatError("export", 0, `a table on ${source.member}`, "none there");
    yield new TextEncoder().encode(stackedTableText(text, table));
  } else if (source.kind === "gzip") yield* gunzipped(source.path);
  else yield* fileBlocks(source.path);
}

export function* fileBlocks(path: string): Generator<Uint8Array, void, void> {
  const file = openSync(path, "r");
  try {
    const block = new Uint8Array(BLOCK);
    for (;;) {
      const read = readSync(file, block, 0, BLOCK, null);
      if (read === 0) return;
      yield block.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

function* gunzipped(path: string): Generator<Uint8Array, void, void> {
  let ready: Uint8Array[] = [];
  let total = 0;
  let last = false;
  const gunzip = new Gunzip((chunk, final) => {
    ready.push(chunk);
    last ||= final;
  });
  const push = (block: Uint8Array, final: boolean): void => {
    try {
      gunzip.push(block, final);
    } catch (error) {
      const found = error instanceof Error ? error.message : "something else";
      throw new FormatError("gzip", total, "compressed data", found);
    }
  };
  for (const block of fileBlocks(path)) {
    push(block.slice(), false);
    for (const chunk of ready) {
      total += chunk.length;
      if (total > 16 * LARGEST_MEMBER) throw new FormatError("gzip", total, "at most 16 GiB unpacked", "more");
      yield chunk;
    }
    ready = [];
  }
  push(new Uint8Array(0), true);
  for (const chunk of ready) yield chunk;
  if (!last) throw new FormatError("gzip", total, "the end of the data", "the end of the file");
}

/** The text of the table as UTF-8. */
export function textBlocks(source: TableSource, encoding: DetectedEncoding): Generator<Uint8Array, void, void> {
  return asUtf8(rawBlocks(source), encoding);
}
