/** The music code of ABC (standard 2.1, section 4): a line of text to items of one voice. */
import { InputError } from "../../plan/errors.ts";
import { add, type Fraction, fraction, times } from "../fraction.ts";
import type { Step } from "../score.ts";
import { alterOf } from "./abc-fields.ts";
import type { AbcItem, AbcNote, AbcNotes } from "./abc-items.ts";
import type { MusicContext, MusicState } from "./music-state.ts";

const lengthAt = /(\d*)(\/*)(\d*)/y;
const noteAt = /(\^\^|__|\^|_|=)?([A-Ga-g])([,']*)/y;
const barAt = /(?:\[\||\|\]|[|:])+/y;
const endingAt = /\s*\[?\s*(\d{1,2}(?:[-,]\d{1,2})*)/y;
const mostItems = 500_000;

/** Reads one line; `state` of the context goes on in the next. */
export function readMusicLine(text: string, context: MusicContext): MusicState {
  let state = context.state;
  let at = 0;

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  }

  function length(): Fraction {
    const [whole, upper, slashes, lower] = match(lengthAt)!;
    if (whole.length > 12) throw context.error(at - whole.length + 1, "a length", whole);
    const d = slashes === "" ? 1 : lower === "" ? 2 ** slashes!.length : Number(lower);
    const n = upper === "" ? 1 : Number(upper);
    if (d === 0 || n === 0) throw context.error(at - whole.length + 1, "a length above 0", whole);
    return fraction(n, d);
  }

  function note(): AbcNote | null {
    const found = match(noteAt);
    if (found === null) return null;
    const step = found[2]!.toUpperCase() as Step;
    if (found[1] !== undefined) state.accidentals.set(step, alterOf(found[1]));
    const alter = state.accidentals.get(step) ?? state.key.alters.get(step) ?? 0;
    let octave = (found[2] === step ? 4 : 5) + state.key.octave;
    for (const mark of found[3]!) octave += mark === "," ? -1 : 1;
    if (octave < 0 || octave > 8) throw context.error(at, "a note within octaves 0 to 8", found[0]);
    return { spelling: { step, alter, octave }, length: times(length(), state.unit), tied: false };
  }

  /** The factor of tuplets and broken rhythm for what comes now. */
  function factor(): Fraction {
    let factor = fraction(1);
    if (state.tuplet !== null) {
      factor = state.tuplet.factor;
      if (--state.tuplet.left === 0) state.tuplet = null;
    }
    if (state.nextFactor !== null) factor = times(factor, state.nextFactor);
    state.nextFactor = null;
    return factor;
  }

  function push(item: AbcItem): void {
    if (state.items.length >= mostItems) throw context.error(at, `at most ${mostItems} notes`, "more");
    state.items.push(item);
  }

  function sound(notes: AbcNote[], own: Fraction): void {
    const by = times(own, factor());
    for (const one of notes) one.length = times(one.length, by);
    const item: AbcNotes = { kind: "notes", length: notes[0]!.length, notes, lyric: null, fermata: state.fermata };
    state.fermata = false;
    push(item);
    state.singable.push(item);
    state.lastNotes = item;
  }

  function chordOfNotes(): void {
    const start = at++;
    const notes: AbcNote[] = [];
    while (at < text.length && text[at] !== "]") {
      const one = note();
      if (one !== null) notes.push(one);
      else if (text[at] === "-" && notes.length > 0) {
        notes.at(-1)!.tied = true;
        at++;
      } else if (/[\s.~!uvTHLMPST()"+]/.test(text[at]!))
        at += /^(![^!]*!|"[^"]*")/.exec(text.slice(at, at + 40))?.[0].length ?? 1;
      else {
        // Tunes are typed by hand: a bracket that was forgotten must not lose the tune.
        const { message } = context.error(start + 1, 'a chord that ends in "]"', "none");
        context.warn(`${message}; the chord ends before ${JSON.stringify(text[at])}.`);
        at--;
        break;
      }
    }
    if (at >= text.length) throw context.error(start + 1, 'a chord that ends in "]"', "the end of the line");
    at++;
    const own = length();
    if (notes.length > 0) sound(notes, own);
  }

  function bar(run: string): void {
    const before = /^:*/.exec(run)![0].length;
    const middle = /[|\]]:*::+|::+$/.test(run);
    const onlyColons = /^:+$/.test(run);
    if (run === ":") return;
    const repeatEnd = onlyColons ? 1 : Math.min(before, 9);
    const repeatStart = onlyColons || /:$/.test(run) || middle;
    push({ kind: "bar", repeatEnd, repeatStart, strong: run.length > 1 });
    state.accidentals = new Map();
    state.singable.push(null);
    state.lastNotes = null;
    const ending = /[|\]:]$/.test(run) ? match(endingAt) : null;
    if (ending !== null) endings(ending[1]!);
  }

  function endings(list: string): void {
    const passes: number[] = [];
    for (const piece of list.split(",")) {
      const [from, to = from] = piece.split("-").map(Number);
      for (let pass = from!; pass <= Math.min(to!, from! + 50); pass++) passes.push(pass);
    }
    push({ kind: "ending", passes });
  }

  function tuplet(): void {
    const found = match(/\(([2-9])(?::(\d?))?(?::(\d?\d?))?/y);
    if (found === null) return void at++;
    const p = Number(found[1]);
    const compound = state.metre !== "none" && state.metre.beatUnit === 8 && state.metre.beats % 3 === 0;
    const usual: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 3, 6: 2, 8: 3 };
    const q = Number(found[2] || 0) || (usual[p] ?? (compound ? 3 : 2));
    state.tuplet = { factor: fraction(q, p), left: Number(found[3] || 0) || p };
  }

  function broken(run: string): void {
    const last = state.lastNotes;
    if (last === null) {
      context.warn(`"${run}" without a note before it was left out.`);
      return;
    }
    // a>b: the first takes half of the second; a>>b three quarters; a<b the other way round.
    const small = fraction(1, 2 ** run.length);
    const large = add(fraction(2), fraction(-1, 2 ** run.length));
    const first = run.startsWith(">") ? large : small;
    for (const one of last.notes) one.length = times(one.length, first);
    last.length = times(last.length, first);
    state.nextFactor = run.startsWith(">") ? small : large;
  }

  function bracket(): void {
    const field = match(/\[([A-Za-z]):([^\]]*)\]/y);
    if (field !== null) {
      state = context.field(field[1]!, field[2]!, at - field[2]!.length);
      return;
    }
    const ending = /\[\s*\d/y;
    ending.lastIndex = at;
    if (ending.test(text)) endings(match(endingAt)![1]!);
    else if (text[at + 1] === "|") bar(match(barAt)![0]);
    else chordOfNotes();
  }

  function quoted(): void {
    const end = text.indexOf('"', at + 1);
    if (end < 0) throw context.error(at + 1, 'a chord that ends in a second "', "the end of the line");
    const inside = text.slice(at + 1, end);
    at = end + 1;
    if (!/^[\^_<>@]/.test(inside) && inside.trim() !== "") push({ kind: "chord", text: inside.trim() });
  }

  function rest(): void {
    const letter = text[at++]!;
    const own = length();
    if (letter === "Z" || letter === "X") {
      const { beats, beatUnit } = state.metre === "none" ? { beats: 4, beatUnit: 4 } : state.metre;
      if (own.n > 1000) throw context.error(at, "a rest of at most 1000 bars", `${own.n}`);
      push({ kind: "rest", length: times(own, fraction(beats, beatUnit)) });
    } else push({ kind: "rest", length: times(times(own, state.unit), factor()) });
    state.lastNotes = null;
  }

  function decoration(): void {
    const found = match(/!([^!|\s]{1,40})!/y) ?? match(/\+([a-zA-Z0-9.()<>]{2,40})\+/y);
    if (found === null) at++;
    else if (found[1] === "fermata") state.fermata = true;
    else if (/^(D\.?C|D\.?S|segno|coda|fine|dacapo|dacoda)/i.test(found[1]!)) {
      context.warn(`"${found[1]}" was left out: only repeats and endings are followed.`);
    }
  }

  function token(): void {
    const char = text[at]!;
    if (char === '"') quoted();
    else if (char === "[") bracket();
    else if (char === "|" || char === ":") bar(match(barAt)![0]);
    else if (char === "(") tuplet();
    else if (char === "z" || char === "x" || char === "Z" || char === "X") rest();
    else if (char === "!" || char === "+") decoration();
    else if (char === ">" || char === "<") broken(match(/>{1,3}|<{1,3}/y)![0]);
    else if (char === "{") {
      const end = text.indexOf("}", at);
      if (end < 0) throw context.error(at + 1, 'grace notes that end in "}"', "the end of the line");
      context.warn("Grace notes were left out.");
      at = end + 1;
    } else if (char === "-") {
      for (const one of state.lastNotes?.notes ?? []) one.tied = true;
      at++;
    } else if (char === "&") {
      context.warn("Voice overlays (&) were left out.");
      const end = text.indexOf("|", at);
      at = end < 0 ? text.length : end;
    } else if (char === "y") {
      at++;
      length();
    } else if (char === "H") {
      state.fermata = true;
      at++;
    } else {
      const one = note();
      if (one !== null) sound([one], fraction(1));
      else if (char === "^" || char === "_" || char === "=")
        throw context.error(at + 1, "a note behind the accidental", JSON.stringify(text[at + 1] ?? ""));
      else if (/[\s`).~A-Za-z\\$*]/.test(char)) at++;
      else {
        context.warn(`Signs that mean nothing were left out: ${char}`);
        at++;
      }
    }
  }

  while (at < text.length) {
    const start = at;
    try {
      token();
    } catch (error) {
      if (error instanceof InputError) throw context.error(start + 1, "lengths that a grid can hold", error.given);
      throw error;
    }
  }
  return state;
}
