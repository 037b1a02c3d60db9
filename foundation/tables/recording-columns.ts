/** Which recording, and where within the service, a record is about: combinations of cells, numbered. */
import { readBarcode, readIsrc } from "../catalogue/identifiers.ts";
import { createCellDictionary, createTupleDictionary } from "./cell-dictionary.ts";
import { blankContacts, blankEmails } from "./contacts.ts";
import { type Conversion, doubt } from "./conversion.ts";
import { NONE, type RecordingEntry } from "./fact-batch.ts";
import type { ColumnRole } from "./layout.ts";
import type { Records } from "./records.ts";

const RECORDING: readonly (keyof RecordingEntry & ColumnRole)[] = [
  "isrc",
  "title",
  "version",
  "artist",
  "release",
  "label",
  "upc",
  "address",
];
const CONTEXT: readonly ColumnRole[] = ["context", "city", "region"];

/** The number of what a record is about; NONE where it says nothing. */
export type EntryOf = (records: Records, first: number, after: number) => number;

export function createRecordingOf(conversion: Conversion): EntryOf {
  const { title, artist } = conversion.reading.facts;
  const columns = RECORDING.flatMap((role) =>
    conversion.keysOf(role).map((key) => ({
      role,
      column: conversion.columnOf(key),
      header: conversion.headerOf(key),
      cells: createCellDictionary(),
    })),
  );
  const row = new Int32Array(columns.length);
  const tuples = createTupleDictionary(columns.length);
  const entry = (): RecordingEntry => {
    const made = Object.fromEntries(RECORDING.map((role) => [role, ""])) as Record<keyof RecordingEntry, string>;
    made.title = title ?? "";
    made.artist = artist ?? "";
    for (const [i, { role, cells, header }] of columns.entries()) {
      const id = row[i] as number;
      const text = id < 0 ? "" : blankEmails((cells.texts[id] as string).trim());
      if (text === "" || made[role]) continue;
      const checked = role === "isrc" ? readIsrc(text) : role === "upc" ? readBarcode(text) : text;
      if (checked === null) {
        doubt(conversion, header, role === "isrc" ? "an ISRC" : "a UPC or EAN with its check digit", text);
      }
      // A barcode that fails its check still tells releases apart; an ISRC of the wrong shape tells nothing.
      made[role] = checked ?? (role === "upc" ? text : "");
    }
    return made;
  };
  return (records, first, after) => {
    let any = title !== undefined;
    for (let i = 0; i < columns.length; i++) {
      const { column, cells } = columns[i] as (typeof columns)[number];
      const cell = first + column;
      row[i] = cell < after ? cells.idOf(records, cell) : NONE;
      any ||= cell < after && records.to[cell] !== records.from[cell];
    }
    if (!any) return NONE;
    const known = tuples.count;
    const id = tuples.idOf(row);
    if (tuples.count > known) conversion.batch.recordings.push(entry());
    return id;
  };
}

/** Playlist, source or city, as text: "playlist: Night; by: Jo". */
export function createContextOf(conversion: Conversion, name: (text: string) => number): EntryOf {
  const columns = CONTEXT.flatMap((role) =>
    conversion.keysOf(role).map((key) => ({ key, column: conversion.columnOf(key), cells: createCellDictionary() })),
  );
  if (columns.length === 0) return () => NONE;
  const blank = conversion.reserved ? blankContacts : blankEmails;
  const row = new Int32Array(columns.length);
  const tuples = createTupleDictionary(columns.length);
  const ids: number[] = [];
  return (records, first, after) => {
    for (let i = 0; i < columns.length; i++) {
      const { column, cells } = columns[i] as (typeof columns)[number];
      row[i] = first + column < after ? cells.idOf(records, first + column) : NONE;
    }
    const id = tuples.idOf(row);
    if (id === ids.length) {
      const parts = columns.flatMap(({ key, cells }, i) => {
        const text = (row[i] as number) < 0 ? "" : blank((cells.texts[row[i] as number] as string).trim());
        return text === "" ? [] : [`${key}: ${text}`];
      });
      ids.push(parts.length === 0 ? NONE : name(parts.join("; ")));
    }
    return ids[id] as number;
  };
}
