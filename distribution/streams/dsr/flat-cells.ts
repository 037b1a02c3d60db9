/** Cells of flat files as texts: by name, with repeated values and escapes. */
import { readBarcode } from "../../../foundation/catalogue/identifiers.ts";
import type { RecordingEntry } from "../../../foundation/tables/index.ts";

/** A record's cells by name; repeated ones as they stand. */
export type FlatCells = (name: string) => string;

/** Values between unescaped bars, with escapes taken off. */
export function splitValues(text: string): string[] {
  if (!text.includes("\\")) return text.includes("|") ? text.split("|") : [text];
  const values: string[] = [];
  let value = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (letter === "\\" && at + 1 < text.length) value += text[++at];
    else if (letter === "|") {
      values.push(value);
      value = "";
    } else value += letter;
  }
  values.push(value);
  return values;
}

/** A recording as facts name it; missing names are empty. */
export function flatRecording(given: Partial<RecordingEntry>): RecordingEntry {
  const upc = given.upc ?? "";
  return {
    isrc: (given.isrc ?? "").toUpperCase(),
    title: given.title ?? "",
    version: given.version ?? "",
    artist: given.artist ?? "",
    release: given.release ?? "",
    label: given.label ?? "",
    upc: readBarcode(upc) ?? upc,
    address: given.address ?? "",
  };
}
