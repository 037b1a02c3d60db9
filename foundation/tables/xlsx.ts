/**
 * One sheet of an .xlsx workbook (ISO/IEC 29500) as delimited text, one line a row, so that line numbers are row numbers:
 * stored values, numbers with a point, dates as ISO days (both epochs), line breaks within cells as spaces.
 */
import { SaxesParser } from "saxes";
import { readZipDirectory, unpackMember } from "../archive/read-zip.ts";
import { FormatError } from "../plan/errors.ts";
import { isoDay } from "./date-cells.ts";

/** Bytes that a part of a workbook may have when unpacked. */
export const LARGEST_WORKBOOK: number = 512 * 2 ** 20;
const MOST_PARTS = 2000;
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;

/** Number formats that are dates (ECMA-376, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 30, 36, 50, 57]);

/** @param sheet its name; null: the first */
export function sheetAsText(
  workbook: Uint8Array,
  sheet: string | null,
): { readonly text: string; readonly sheets: string[] } {
  const decoder = new TextDecoder();
  const members = new Map(
    readZipDirectory(workbook, { members: MOST_PARTS, size: LARGEST_WORKBOOK }).map((member) => [member.name, member]),
  );
  const part = (name: string): string | null => {
    const member = members.get(name);
    return member ? decoder.decode(unpackMember(workbook, member)) : null;
  };
  const { sheets, epoch1904 } = readWorkbook(part("xl/workbook.xml") ?? missing("xl/workbook.xml"));
  const chosen = sheet === null ? sheets[0] : sheets.find(({ name }) => name === sheet);
  if (!chosen)
    throw new FormatError(
      "XLSX",
      0,
      sheet === null ? "a sheet" : `a sheet ${JSON.stringify(sheet)}`,
      sheets.map(({ name }) => name).join(", ") || "none",
    );
  const targets = readRelations(part("xl/_rels/workbook.xml.rels") ?? missing("xl/_rels/workbook.xml.rels"));
  const target = (targets.get(chosen.relation) ?? "").replace(/^\/?(?:xl\/)?/, "xl/");
  const rows = part(target) ?? missing(target);
  const strings = readStrings(part("xl/sharedStrings.xml"));
  const dateStyles = readDateStyles(part("xl/styles.xml"));
  return { text: readRows(rows, strings, dateStyles, epoch1904), sheets: sheets.map(({ name }) => name) };
}

function missing(name: string): never {
  throw new FormatError("XLSX", 0, name, "no such part");
}

type Attributes = Readonly<Record<string, string>>;

function parse(
  xml: string,
  open: (name: string, attributes: Attributes) => void,
  close: (name: string) => void,
  text: (text: string) => void,
): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on("doctype", () => {
    throw new FormatError("XLSX", parser.position, "no document type", "one");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > 64) throw new FormatError("XLSX", parser.position, "at most 64 levels", "more");
    open(name.replace(/^.*:/, ""), attributes as Attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth--;
    close(name.replace(/^.*:/, ""));
  });
  parser.on("text", text);
  parser.on("error", (error) => {
    throw new FormatError("XLSX", parser.position, "well-formed XML", error.message);
  });
  parser.write(xml).close();
}

const nothing = (): void => {};

function readWorkbook(xml: string): { sheets: { name: string; relation: string }[]; epoch1904: boolean } {
  const sheets: { name: string; relation: string }[] = [];
  let epoch1904 = false;
  parse(
    xml,
    (name, attributes) => {
      if (name === "sheet") sheets.push({ name: attributes.name ?? "", relation: attributes["r:id"] ?? "" });
      if (name === "workbookPr") epoch1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
    },
    nothing,
    nothing,
  );
  return { sheets, epoch1904 };
}

function readRelations(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  parse(
    xml,
    (name, attributes) => {
      if (name === "Relationship") targets.set(attributes.Id ?? "", attributes.Target ?? "");
    },
    nothing,
    nothing,
  );
  return targets;
}

function readStrings(xml: string | null): string[] {
  const strings: string[] = [];
  if (xml === null) return strings;
  let current = "";
  let phonetic = false;
  let within = false;
  parse(
    xml,
    (name) => {
      if (name === "si") current = "";
      if (name === "rPh") phonetic = true;
      if (name === "t") within = !phonetic;
    },
    (name) => {
      if (name === "si") strings.push(current);
      if (name === "rPh") phonetic = false;
      if (name === "t") within = false;
    },
    (text) => {
      if (within) current += text;
    },
  );
  return strings;
}

/** For each cell style, whether its number format shows a date. */
function readDateStyles(xml: string | null): boolean[] {
  const styles: boolean[] = [];
  if (xml === null) return styles;
  const own = new Map<number, string>();
  let within = false;
  parse(
    xml,
    (name, attributes) => {
      if (name === "numFmt") own.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (name === "cellXfs") within = true;
      if (name !== "xf" || !within) return;
      const format = Number(attributes.numFmtId ?? 0);
      const code = (own.get(format) ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
      styles.push(DATE_FORMATS.has(format) || /[dy]/i.test(code) || /m/i.test(code.replace(/h+:mm?|mm?:ss?/gi, "")));
    },
    (name) => {
      if (name === "cellXfs") within = false;
    },
    nothing,
  );
  return styles;
}

function readRows(xml: string, strings: readonly string[], dateStyles: readonly boolean[], epoch1904: boolean): string {
  const lines: string[] = [];
  let row: string[] = [];
  let line = 0;
  let column = 0;
  let kind = "n";
  let style = 0;
  let value = "";
  let within = false;
  parse(
    xml,
    (name, attributes) => {
      if (name === "row") {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        if (!(line >= 1 && line <= MOST_ROWS))
          throw new FormatError("XLSX", 0, `a row from 1 to ${MOST_ROWS}`, `${attributes.r}`);
        row = [];
        column = 0;
      } else if (name === "c") {
        column = attributes.r === undefined ? column + 1 : columnNumber(attributes.r);
        kind = attributes.t ?? "n";
        style = Number(attributes.s ?? 0);
        value = "";
      } else if (name === "v" || name === "t") within = true;
    },
    (name) => {
      if (name === "v" || name === "t") within = false;
      else if (name === "c") {
        while (row.length < column - 1) row.push("");
        row[column - 1] = cellOf(kind, value, dateStyles[style] ?? false, strings, epoch1904);
      } else if (name === "row") {
        while (lines.length < line - 1) lines.push("");
        lines[line - 1] = row.map(quoted).join(",");
      }
    },
    (text) => {
      if (within) value += text;
    },
  );
  return `${lines.join("\n")}\n`;
}

function columnNumber(reference: string): number {
  let number = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    number = number * 26 + code;
  }
  if (number < 1 || number > MOST_COLUMNS) throw new FormatError("XLSX", 0, "a cell within the sheet", reference);
  return number;
}

function cellOf(kind: string, value: string, date: boolean, strings: readonly string[], epoch1904: boolean): string {
  if (kind === "s") return strings[Number(value)] ?? "";
  if (kind === "b") return value === "1" ? "true" : "false";
  if (kind === "e") return "";
  if (kind !== "n" || value === "" || !date) return value;
  const serial = Number(value);
  if (!Number.isFinite(serial)) return value;
  const day = Math.floor(serial);
  // Serial 1 is 1900-01-01, and 60 a 29 February that never was; from 61 on, 25569 is 1970-01-01. In the other epoch
  // 0 is 1904-01-01 (ECMA-376, 18.17.4.1).
  return isoDay(epoch1904 ? day - 24107 : day < 60 ? day - 25568 : day - 25569);
}

function quoted(cell: string): string {
  const flat = cell.replace(/\r\n?|\n/g, " ");
  return /[",]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}
