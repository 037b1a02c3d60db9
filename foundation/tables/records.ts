/**
 * Bytes of delimited text into records and cells, without making strings.
 *
 * RFC 4180 with what real exports do beside it: any one-byte delimiter; LF, CRLF or CR; quoted cells that hold
 * delimiters, line breaks and doubled quotes; a cell that begins with a quote but goes on behind its closing quote
 * (`"Heroes" (live)`) is taken as it stands; a quote that is never closed costs its own line only.
 */

/** How a cell stands in the bytes. */
export const PLAIN = 0;
/** Between quotes, which are outside of the span. */
export const QUOTED = 1;
/** Between quotes, with doubled quotes inside. */
export const ESCAPED = 2;

/** A record longer than this, in bytes, has lost its closing quote. */
export const LONGEST_RECORD: number = 1 << 20;

/** Records of one block. The arrays are used again by the next `push`; only the first `count` records are meant. */
export interface Records {
  bytes: Uint8Array;
  /** Offset of `bytes[0]` in the whole text. */
  base: number;
  count: number;
  /** Where each record begins in `bytes`; one more entry for the end of the last. */
  starts: Int32Array;
  /** Physical line on which each record begins, from 1. */
  lines: Float64Array;
  /** First cell of each record; one more entry. Equal to the next: a quote was never closed. */
  cells: Int32Array;
  from: Int32Array;
  to: Int32Array;
  kinds: Uint8Array;
}

export interface RecordSplitter {
  /** Records that end within what was pushed so far. The block may be used again by the caller. */
  push(block: Uint8Array): Records;
  /** What is left. */
  end(): Records;
  /** Physical lines of the records given so far. */
  readonly lines: number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** @param delimiter one byte; @param quoting false: quotes are letters like others (DDEX flat files). */
export function createRecordSplitter(delimiter: number, quoting = true): RecordSplitter {
  const out: Records = {
    bytes: new Uint8Array(0),
    base: 0,
    count: 0,
    starts: new Int32Array(1024),
    lines: new Float64Array(1024),
    cells: new Int32Array(1024),
    from: new Int32Array(8192),
    to: new Int32Array(8192),
    kinds: new Uint8Array(8192),
  };
  let buffer = new Uint8Array(1 << 16);
  let kept = 0;
  let offset = 0;
  let line = 1;

  const split = (length: number, final: boolean): Records => {
    const bytes = buffer;
    let { starts, lines, cells, from, to, kinds } = out;
    let count = 0;
    let cell = 0;
    let at = 0;
    let open = false;
    while (at < length) {
      const start = at;
      const startLine = line;
      const firstCell = cell;
      if (count + 2 > starts.length) {
        starts = grown(starts);
        lines = grown(lines);
        cells = grown(cells);
      }
      let ended = false;
      let broken = false;
      while (!ended) {
        if (cell === from.length) {
          from = grown(from);
          to = grown(to);
          kinds = grown(kinds);
        }
        let cellFrom = at;
        let cellTo = -1;
        let kind = PLAIN;
        if (quoting && at < length && bytes[at] === QUOTE) {
          const linesBefore = line;
          let p = at + 1;
          kind = QUOTED;
          for (;;) {
            while (p < length && bytes[p] !== QUOTE) {
              const c = bytes[p];
              if (c === LF || (c === CR && bytes[p + 1] !== LF)) line++;
              p++;
            }
            if (p >= length) break;
            if (bytes[p + 1] === QUOTE && p + 1 < length) {
              kind = ESCAPED;
              p += 2;
              continue;
            }
            break;
          }
          if (p >= length) {
            line = linesBefore;
            if (final || length - start > LONGEST_RECORD) broken = true;
            else open = true;
            break;
          }
          const after = p + 1;
          if (after >= length && !final) {
            line = linesBefore;
            open = true;
            break;
          }
          const next = bytes[after];
          if (after >= length || next === delimiter || next === LF || next === CR) {
            cellFrom = at + 1;
            cellTo = p;
            at = after;
          } else {
            // It goes on behind the quote: letters, then.
            kind = PLAIN;
            line = linesBefore;
          }
        }
        if (cellTo < 0) {
          let p = at;
          let c = 0;
          while (p < length) {
            c = bytes[p] as number;
            if (c === delimiter || c === LF || c === CR) break;
            p++;
          }
          cellTo = p;
          at = p;
        }
        if (at >= length) {
          if (!final) {
            open = true;
            break;
          }
          ended = true;
          line++;
        } else if (bytes[at] === delimiter) {
          at++;
        } else {
          if (bytes[at] === CR) {
            if (at + 1 >= length && !final) {
              open = true;
              break;
            }
            if (bytes[at + 1] === LF && at + 1 < length) at++;
          }
          at++;
          line++;
          ended = true;
        }
        from[cell] = cellFrom;
        to[cell] = cellTo;
        kinds[cell++] = kind;
      }
      if (open) {
        at = start;
        line = startLine;
        cell = firstCell;
        break;
      }
      if (broken) {
        cell = firstCell;
        at = start;
        while (at < length && bytes[at] !== LF && bytes[at] !== CR) at++;
        if (at < length) at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
        line = startLine + 1;
      }
      starts[count] = start;
      lines[count] = startLine;
      cells[count++] = firstCell;
    }
    starts[count] = at;
    cells[count] = cell;
    Object.assign(out, { bytes, base: offset, count, starts, lines, cells, from, to, kinds });
    kept = length - at;
    offset += at;
    return out;
  };

  return {
    push(block) {
      // The batch handed out last points into the buffer; what is kept of it moves to a place of its own.
      const begin = out.starts[out.count] as number;
      const need = kept + block.length;
      const next = need > buffer.length ? new Uint8Array(Math.max(need, 2 * buffer.length)) : buffer;
      next.set(buffer.subarray(begin, begin + kept));
      next.set(block, kept);
      buffer = next;
      return split(need, false);
    },
    end() {
      const begin = out.starts[out.count] as number;
      buffer.copyWithin(0, begin, begin + kept);
      return split(kept, true);
    },
    get lines() {
      return line - 1;
    },
  };
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(old: T): T {
  const next = new (old.constructor as new (length: number) => T)(2 * old.length);
  next.set(old);
  return next;
}

const decoder = new TextDecoder();

/** The text of a cell, with doubled quotes made single. */
export function cellText(records: Records, cell: number): string {
  const from = records.from[cell] as number;
  const to = records.to[cell] as number;
  if (to === from) return "";
  const text = shortAscii(records.bytes, from, to) ?? decoder.decode(records.bytes.subarray(from, to));
  return records.kinds[cell] === ESCAPED ? text.replaceAll('""', '"') : text;
}

const LETTERS: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Most cells are a few letters of ASCII, for which a decoder takes longer to start than to run. */
function shortAscii(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from > 20) return null;
  let text = "";
  for (let at = from; at < to; at++) {
    const code = bytes[at] as number;
    if (code > 127) return null;
    text += LETTERS[code];
  }
  return text;
}

/** All cells of a record; [] where a quote was never closed. */
export function recordTexts(records: Records, record: number): string[] {
  const texts: string[] = [];
  for (let cell = records.cells[record] as number; cell < (records.cells[record + 1] as number); cell++) {
    texts.push(cellText(records, cell));
  }
  return texts;
}
