import { FormatError } from "../plan/errors.ts";

const strict = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("latin1");

/** UTF-8 (a byte order mark is dropped) where the bytes are that, else Latin-1. */
export function sourceText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** An error at a line and column of a text, both from 1. The byte is that of the text in UTF-8. */
export function textError(
  format: string,
  lines: readonly string[],
  line: number,
  column: number,
  expected: string,
  found: string,
): FormatError {
  let before = 0;
  for (let at = 0; at < line - 1; at++) before += byteLength(lines[at]!) + 1;
  before += byteLength((lines[line - 1] ?? "").slice(0, column - 1));
  return new FormatError(format, before, expected, `${found} (line ${line}, column ${column})`);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
