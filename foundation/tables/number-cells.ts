/**
 * Numbers as exports write them: `1,234.50`, `1.234,50`, `1 234,50` with any space, `1'234.50`, `(5.00)`, `5-`, `−5`,
 * `$1.20`, `1,20 €`, `USD 3`, `5.1%`. What a point or a comma means is decided for a column from all of its cells
 * (`NumberEvidence`), never from one cell.
 */
import { type Decimal, readDecimal } from "./decimal.ts";

/** Which character stands before the fraction. */
export type DecimalMark = "." | ",";

/** What the cells of a column say about their decimal mark: counts of cells that only one reading allows. */
export interface NumberEvidence {
  /** Only "." can be the decimal mark: 0.003, 12.5, 1,234.5. */
  point: number;
  /** Only "," can be: 0,003, 12,5, 1.234,5. */
  comma: number;
  /** One "," before exactly three digits: 1,234. */
  eitherComma: number;
  /** One "." before exactly three digits: 1.234. */
  eitherPoint: number;
  /** First cell that was counted as either, to ask about. */
  example: string | null;
}

export function noEvidence(): NumberEvidence {
  return { point: 0, comma: 0, eitherComma: 0, eitherPoint: 0, example: null };
}

const SPACES = /[\s\u00a0\u2007\u2009\u202f'\u2019]/g;
const CURRENCY_SIGNS =
  /^(?:[A-Z]{3}|US\$|CA\$|A\$|R\$|[$€£¥₩₽₺₹₴zł]+|kr\.?|zł|Kč|Fr\.?)|(?:[A-Z]{3}|[$€£¥₩₽₺₹₴]|kr\.?|zł|Kč|%)$/gu;

/** Sign and marks only: what is left is digits, points, commas and an exponent; null where it is no number at all. */
function bare(text: string): { readonly negative: boolean; readonly body: string } | null {
  let body = text.replace(SPACES, "").replace(/[\u2212\u2013\ufe63\uff0d]/g, "-");
  let negative = false;
  if (/^\(.*\)$/.test(body)) {
    negative = true;
    body = body.slice(1, -1);
  }
  body = body.replace(CURRENCY_SIGNS, "");
  if (body.startsWith("-") || body.startsWith("+")) {
    negative = body.startsWith("-") !== negative;
    body = body.slice(1);
  } else if (body.endsWith("-")) {
    negative = !negative;
    body = body.slice(0, -1);
  }
  body = body.replace(CURRENCY_SIGNS, "");
  return /^[\d.,]*\d[\d.,]*(?:[eE][+-]?\d{1,3})?$/.test(body) ? { negative, body } : null;
}

const GROUPS_POINT = /^\d{1,3}(?:\.\d{3})+$/;
const GROUPS_COMMA = /^\d{1,3}(?:,\d{2,3})*,\d{3}$/;

/** Counts what one cell says. */
export function addEvidence(evidence: NumberEvidence, text: string): void {
  const found = bare(text);
  if (!found) return;
  const { body } = found;
  const point = body.lastIndexOf(".");
  const comma = body.lastIndexOf(",");
  if (point < 0 && comma < 0) return;
  if (point >= 0 && comma >= 0) {
    if (point > comma) evidence.point++;
    else evidence.comma++;
    return;
  }
  const mark = point >= 0 ? "." : ",";
  const parts = body.split(mark);
  const either = parts.length === 2 && /^[1-9]\d{0,2}$/.test(parts[0] as string) && /^\d{3}$/.test(parts[1] as string);
  if (parts.length > 2) {
    // Several of the same mark group thousands, so the other one is the decimal mark.
    if (mark === ".") evidence.comma++;
    else evidence.point++;
  } else if (either) {
    if (mark === ".") evidence.eitherPoint++;
    else evidence.eitherComma++;
    evidence.example ??= text.trim();
  } else if (mark === ".") evidence.point++;
  else evidence.comma++;
}

/** Reads a number with a known decimal mark; null where the text is none, or has its marks at impossible places. */
export function readNumber(text: string, mark: DecimalMark): Decimal | null {
  const found = bare(text);
  if (!found) return null;
  const { negative, body } = found;
  const power = /[eE][+-]?\d{1,3}$/.exec(body)?.[0] ?? "";
  const number = power ? body.slice(0, -power.length) : body;
  const at = number.lastIndexOf(mark);
  const whole = at < 0 ? number : number.slice(0, at);
  const part = at < 0 ? "" : number.slice(at + 1);
  const groups = mark === "." ? "," : ".";
  if (whole.includes(mark)) return null;
  if (part.includes(groups)) return null;
  if (whole.includes(groups) && !(groups === "," ? GROUPS_COMMA : GROUPS_POINT).test(whole)) return null;
  return readDecimal(`${negative ? "-" : ""}${whole.replaceAll(groups, "")}${part ? `.${part}` : ""}${power}`);
}

/** What was decided about a column's marks; a question where nothing decides. */
export type MarkDecision =
  | { readonly mark: DecimalMark; readonly why: "cells" | "whole numbers" | "no marks" | "the other columns" }
  | { readonly mark: null; readonly example: string };

/**
 * Decides the decimal mark of a column.
 *
 * @param whole the column holds whole numbers, so a mark can only group thousands
 * @param others the mark that other columns of the file have shown, if any: one export is written in one locale
 */
export function decideMark(evidence: NumberEvidence, whole: boolean, others: DecimalMark | null): MarkDecision {
  const { point, comma, eitherComma, eitherPoint, example } = evidence;
  if (point > 0 || comma > 0) return { mark: point >= comma ? "." : ",", why: "cells" };
  if (eitherComma === 0 && eitherPoint === 0) return { mark: others ?? ".", why: "no marks" };
  if (whole) return { mark: eitherComma >= eitherPoint ? "." : ",", why: "whole numbers" };
  if (others !== null) return { mark: others, why: "the other columns" };
  // "1.234" and "1,234" in one column: they cannot both be groups, nor both fractions; nothing decides it.
  return { mark: null, example: example as string };
}

/** Seconds from "45", "12.5", "0:45", "1:02:03" or "00:00:31"; null where the text is no length. */
export function readSeconds(text: string): number | null {
  const cell = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
  if (!/^\d{1,3}(?::\d{2}){1,2}$/.test(cell)) return null;
  return cell.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
}
