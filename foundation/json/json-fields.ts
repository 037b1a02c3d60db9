/**
 * Chosen fields of a large JSON text, read as it goes by. Branches that nothing was chosen of are skipped byte by byte: no text of
 * them is ever made. RFC 8259; positions are bytes and lines.
 */
import { FormatError } from "../plan/errors.ts";

/** An object in an array of records. */
export interface JsonRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Text of strings, numbers and literals by path below the record; of several the first. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The places to look at: keys to the array of records, and paths of fields below each. */
export interface JsonChoice {
  readonly records: readonly string[];
  readonly fields: readonly string[];
}

/** A field longer than this is none, in bytes. */
const LONGEST_FIELD = 1 << 18;
const DEEPEST = 64;

interface Node {
  readonly below: Map<string, Node>;
  /** The record begins here. */
  record: boolean;
  /** Path of the field below its record. */
  field: string | null;
}

function treeOf(choices: readonly JsonChoice[]): Node {
  const root: Node = { below: new Map(), record: false, field: null };
  const reach = (from: Node, path: readonly string[]): Node =>
    path.reduce((node, key) => {
      let next = node.below.get(key);
      if (!next) {
        next = { below: new Map(), record: false, field: null };
        node.below.set(key, next);
      }
      return next;
    }, from);
  for (const { records, fields } of choices) {
    const record = reach(root, [...records, "*"]);
    record.record = true;
    for (const field of fields) reach(record, field.split("/")).field = field;
  }
  return root;
}

interface Level {
  readonly array: boolean;
  /** Null: nothing below is chosen. */
  readonly node: Node | null;
  /** The record that it is, with the line. */
  readonly line: number;
  /** The value that comes next; null: none is chosen. */
  next: Node | null;
  /** Waits for a key, a colon, a value, or a comma. */
  state: "key" | "colon" | "value" | "comma";
}

export interface JsonScanner {
  push(bytes: Uint8Array): void;
  /** Throws FormatError where the text ends before its value does. */
  end(): void;
}

const decoder = new TextDecoder();

/** Throws FormatError at the byte where the text is no JSON. */
export function createJsonScanner(
  format: string,
  choices: readonly JsonChoice[],
  onRecord: (record: JsonRecord) => void,
): JsonScanner {
  const levels: Level[] = [{ array: true, node: null, line: 0, next: treeOf(choices), state: "value" }];
  let offset = 0;
  let line = 1;
  let fields: Record<string, string> = {};
  /** Within a string or a bare word. */
  let within: "none" | "string" | "escape" | "word" = "none";
  /** Bytes of the text being kept; null: it goes by. */
  let kept: number[] | null = null;
  let isKey = false;

  const fail = (expected: string, c: number): never => {
    // The character, never what stands around it.
    const found =
      c < 0
        ? "the end of the file"
        : c > 32 && c < 127 && !/[a-z0-9]/i.test(String.fromCharCode(c))
          ? String.fromCharCode(c)
          : "something else";
    throw new FormatError(format, offset, expected, found);
  };
  const top = (): Level => levels[levels.length - 1] as Level;
  const valueEnds = (text: string | null): void => {
    const level = top();
    if (text !== null && level.next?.field && !(level.next.field in fields)) fields[level.next.field] = text;
    level.state = "comma";
  };
  const open = (array: boolean): void => {
    const node = top().next;
    if (levels.length > DEEPEST) fail(`at most ${DEEPEST} levels`, -2);
    if (node?.record) fields = {};
    const below = array ? (node?.below.get("*") ?? null) : null;
    levels.push({ array, node, line, next: below, state: array ? "value" : "key" });
  };
  const close = (array: boolean, c: number): void => {
    const level = levels.pop() as Level;
    if (levels.length === 0 || level.array !== array) fail("a value", c);
    if (level.node?.record && !array) onRecord({ line: level.line, fields });
    top().state = "comma";
  };
  const stringEnds = (): void => {
    const text = kept === null ? null : textOf(kept);
    kept = null;
    within = "none";
    if (!isKey) {
      valueEnds(text);
      return;
    }
    const level = top();
    level.next = text === null ? null : (level.node?.below.get(text) ?? null);
    level.state = "colon";
  };
  const textOf = (bytes: number[]): string => {
    const raw = decoder.decode(Uint8Array.from(bytes));
    try {
      return JSON.parse(`"${raw.replace(/\p{Cc}/gu, " ")}"`) as string;
    } catch {
      return raw;
    }
  };

  const take = (c: number): void => {
    if (within === "string" || within === "escape") {
      if (within === "string" && c === 34) {
        stringEnds();
        return;
      }
      within = within === "string" && c === 92 ? "escape" : "string";
      if (kept && kept.push(c) > LONGEST_FIELD) kept = null;
      return;
    }
    if (within === "word") {
      if ((c >= 48 && c <= 57) || ((c | 32) > 96 && (c | 32) < 123) || c === 43 || c === 45 || c === 46) {
        if (kept && kept.length < 64) kept.push(c);
        return;
      }
      within = "none";
      const text = kept === null ? null : decoder.decode(Uint8Array.from(kept));
      kept = null;
      valueEnds(text === "null" ? null : text);
    }
    if (c === 32 || c === 10 || c === 13 || c === 9) return;
    const level = top();
    const closing = c === 93 || c === 125;
    if (closing && level.state !== "colon" && levels.length > 1) {
      close(c === 93, c);
      return;
    }
    if (level.state === "comma") {
      if (c !== 44 || levels.length === 1) fail(levels.length === 1 ? "the end of the file" : "a comma", c);
      level.state = level.array ? "value" : "key";
    } else if (level.state === "colon") {
      if (c !== 58) fail("a colon", c);
      level.state = "value";
    } else if (c === 34) {
      within = "string";
      isKey = level.state === "key";
      kept = (isKey ? level.node !== null && level.node.below.size > 0 : level.next?.field) ? [] : null;
    } else if (level.state === "key") fail("a key", c);
    else if (c === 123 || c === 91) open(c === 91);
    else if ((c >= 48 && c <= 57) || c === 45 || (c >= 97 && c <= 122)) {
      within = "word";
      kept = level.next?.field ? [c] : null;
    } else fail("a value", c);
  };

  return {
    push(bytes) {
      for (const c of bytes) {
        take(c);
        offset++;
        if (c === 10) line++;
      }
    },
    end() {
      if (within === "word" && levels.length === 1) take(32);
      if (within !== "none" || levels.length > 1 || top().state !== "comma") fail("more of it", -1);
    },
  };
}
