/** The tunes of an ABC file: headers, fields and voices (standard 2.1, sections 2, 3 and 7). */
import type { FormatError } from "../../plan/errors.ts";
import type { Fraction } from "../fraction.ts";
import { textError } from "../source-text.ts";
import { type AbcKey, type AbcMetre, parseKey, parseMetre, parseTempo, parseUnit, unitOfMetre } from "./abc-fields.ts";
import type { AbcTune, AbcVoice } from "./abc-items.ts";
import { singLine } from "./abc-lyrics.ts";
import { readMusicLine } from "./abc-music.ts";
import type { MusicState } from "./music-state.ts";

const mostVoices = 64;

/** Throws FormatError with byte, line and column. */
export function readTunes(text: string): AbcTune[] {
  const lines = text.split(/\r\n|\r|\n/);
  const tunes: AbcTune[] = [];
  for (let at = 0; at < lines.length; ) {
    if (!/^X:/.test(lines[at]!)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < lines.length && lines[end]!.trim() !== "" && !/^X:/.test(lines[end]!)) end++;
    tunes.push(readTune(lines, at, end));
    at = end;
  }
  if (tunes.length === 0) throw textError("ABC", lines, 1, 1, 'a tune that begins with "X:"', "none");
  return tunes;
}

function readTune(lines: readonly string[], from: number, end: number): AbcTune {
  const warnings: string[] = [];
  const voices = new Map<string, AbcVoice>();
  const states = new Map<string, MusicState>();
  let title: string | null = null;
  let composer: string | null = null;
  let order: string | null = null;
  let metre: AbcMetre | "none" = "none";
  let unit: Fraction | null = null;
  let key: AbcKey | null = null;
  let tempo: string | null = null;
  let program: number | null = null;
  let current: MusicState | null = null;
  let line = from;
  let continued = false;
  let sung = false;

  const error = (column: number, expected: string, found: string): FormatError =>
    textError("ABC", lines, line + 1, column, expected, found);
  const warn = (warning: string): void => {
    if (!warnings.includes(warning) && warnings.length < 100) warnings.push(warning);
  };

  function voice(value: string): MusicState {
    const id = /^\s*(\S+)/.exec(value)?.[1] ?? "1";
    let made = voices.get(id);
    let state = states.get(id);
    if (made === undefined || state === undefined) {
      if (voices.size >= mostVoices) throw error(1, `at most ${mostVoices} voices`, "more");
      made = { id, name: null, program, percussion: false, items: [] };
      state = {
        items: made.items,
        singable: [],
        key: key!,
        metre,
        unit: unit ?? unitOfMetre(metre),
        accidentals: new Map(),
        tuplet: null,
        nextFactor: null,
        lastNotes: null,
        fermata: false,
      };
      voices.set(id, made);
      states.set(id, state);
      if (metre !== "none") state.items.push({ kind: "metre", ...metre });
      state.items.push({ kind: "key", fifths: key!.fifths, mode: key!.mode });
      const speed = tempo === null ? 0 : parseTempo(tempo, state.unit);
      if (speed) state.items.push({ kind: "tempo", microsecondsPerQuarter: speed });
    }
    made.name ??= /\b(?:name|nm)="([^"]*)"/.exec(value)?.[1] ?? null;
    return state;
  }

  function bodyField(letter: string, value: string, column: number): MusicState {
    const state = current!;
    if (letter === "V") {
      current = voice(value);
      return current;
    }
    if (letter === "M") {
      const next = parseMetre(value);
      if (next === null) throw error(column, "a metre such as 3/4", JSON.stringify(value));
      state.metre = next;
      if (next !== "none") state.items.push({ kind: "metre", ...next });
    } else if (letter === "L") {
      const next = parseUnit(value);
      if (next === null) throw error(column, "a length such as 1/8", JSON.stringify(value));
      state.unit = next;
    } else if (letter === "K") {
      const next = parseKey(value);
      if (next === null) throw error(column, "a key such as G or Am", JSON.stringify(value));
      state.key = next;
      state.accidentals = new Map();
      state.items.push({ kind: "key", fifths: next.fifths, mode: next.mode });
    } else if (letter === "Q") {
      const speed = parseTempo(value, state.unit);
      if (speed === null) throw error(column, "a tempo such as 1/4=120", JSON.stringify(value));
      if (speed > 0) state.items.push({ kind: "tempo", microsecondsPerQuarter: speed });
    } else if (letter === "P") state.items.push({ kind: "part", label: value.trim() });
    return state;
  }

  function headerField(letter: string, value: string): void {
    if (letter === "T") title ??= value.trim();
    else if (letter === "C") composer ??= value.trim();
    else if (letter === "P") order = value.trim();
    else if (letter === "Q") {
      tempo = value;
      if (parseTempo(value, unit ?? unitOfMetre(metre)) === null)
        throw error(3, "a tempo such as 1/4=120", JSON.stringify(value));
    } else if (letter === "M") {
      const next = parseMetre(value);
      if (next === null) throw error(3, "a metre such as 3/4", JSON.stringify(value));
      metre = next;
    } else if (letter === "L") {
      unit = parseUnit(value);
      if (unit === null) throw error(3, "a length such as 1/8", JSON.stringify(value));
    } else if (letter === "K") {
      key = parseKey(value);
      if (key === null) throw error(3, "a key such as G or Am", JSON.stringify(value));
    }
  }

  const declared: string[] = [];
  for (; line < end; line++) {
    const raw = lines[line]!;
    const midi = /^%%MIDI\s+program\s+(?:\d+\s+)?(\d{1,3})\b/.exec(raw);
    // In front of the voices it is for all of them, among them for the one that goes on.
    const playing = current === null ? undefined : [...voices].find(([id]) => states.get(id) === current)?.[1];
    if (midi !== null && Number(midi[1]) < 128) {
      if (playing) playing.program = Number(midi[1]);
      else program = Number(midi[1]);
    }
    if (playing && /^%%MIDI\s+channel\s+10\b/.test(raw)) playing.percussion = true;
    const bare = raw.replace(/(?<!\\)%.*$/, "");
    const field = /^([A-Za-z+]):(?![|:])(.*)$/.exec(bare);
    if (field !== null) field[2] = field[2]!.replace(/\\%/g, "%");
    if (key === null) {
      if (field === null) {
        if (bare.trim() === "") continue;
        throw error(1, 'a field of the header, and "K:" before the music', JSON.stringify(bare.slice(0, 20)));
      }
      if (field[1] === "V") declared.push(field[2]!);
      else headerField(field[1]!, field[2]!);
      if (key !== null) {
        for (const value of declared) current ??= voice(value);
        for (const value of declared) voice(value);
      }
      continue;
    }
    if (bare.trim() === "") continue;
    if (field !== null) {
      const [, letter, value] = field;
      if (letter === "V") bodyField("V", value!, 3);
      else if (letter === "w") {
        if (current === null) continue;
        if (sung) warn("Verses after the first were left out.");
        else singLine(value!, current.singable);
        sung = true;
      } else {
        current ??= voice("1");
        bodyField(letter!, value!, 3);
      }
      continue;
    }
    current ??= voice("1");
    if (!continued || sung) current.singable = [];
    sung = false;
    continued = /\\\s*$/.test(bare);
    current = readMusicLine(bare, { state: current, field: bodyField, warn, error });
  }
  if (key === null) throw textError("ABC", lines, end + 1, 1, '"K:" at the end of the header', "the end of the tune");
  if (voices.size === 0) voice("1");
  const reference = /^X:\s*(.*?)\s*(%.*)?$/.exec(lines[from]!)![1]!;
  return { reference, title, composer, order, voices: [...voices.values()], warnings };
}
