/**
 * The contexts of the grid: which parts of what stands before a note are looked up. Found by cross-validation on pieces
 * for four voices; each is one line, and more can be added.
 */
import { contextKey } from "../context-key.ts";
import { ORDER } from "./grid-piece.ts";
import { degree, type GridView, interval, onsetBack, pitchBack } from "./grid-view.ts";

const VOICES4: readonly number[] = [0, 1, 2, 3];

/** Writes the contexts of pitch: melody, harmony under the known voices, degrees in the key. Gives their number. */
export function pitchContexts(view: GridView, keys: Float64Array): number {
  const { row, voice: v, last, held, move, move2, move3, known, now, moved, minor, rhythm } = view;
  const beat = row % 4;
  const d = (pitch: number): number => degree(view, pitch);
  const back = (w: number, rows: number): number => pitchBack(view, w, rows);
  const nowRelative = now.map((x) => interval(x, last));
  const chordRelative = VOICES4.map((w) => interval(back(w, 1), last));
  const chord = VOICES4.map((w) => back(w, 1));
  const nowDegrees = now.map(d);
  const steps = now.map((x, i) => interval(x, back(known[i] as number, 1)));
  const beat0 = VOICES4.map((w) => pitchBack(view, w, beat > 0 ? beat : 4));
  const beat1 = VOICES4.map((w) => pitchBack(view, w, beat > 0 ? beat + 4 : 8));
  const degreeSet = (pitches: readonly number[]): number => pitches.reduce((set, x) => set | (1 << d(x)), 0);
  const relativeSet = (pitches: readonly number[]): number =>
    pitches.reduce((set, x) => (x < 0 ? set : set | (1 << ((((x - last) % 12) + 12) % 12))), 0);
  let at = 0;
  const add = (...values: number[]): void => {
    keys[at] = contextKey(at * 4 + v, ...values);
    at++;
  };
  add(beat, held, moved);
  add(move, held, beat, moved);
  add(...nowRelative, beat);
  add(...nowRelative, moved, move, held);
  add(...chordRelative, ...nowRelative);
  add(...chordRelative, ...nowRelative, held, beat, moved);
  add(...nowDegrees, minor, d(last), beat, moved);
  add(d(last), minor, held, beat, moved, move);
  add(last, ...now, beat);
  add(...[1, 2, 3, 4].map((rows) => interval(back(v, rows), last)), ...nowRelative, beat);
  add(last, held, moved, beat);
  add(...[4, 8].flatMap((rows) => [0, 3].map((w) => interval(back(w, rows), last))), ...nowRelative);
  add(d(last), minor, ...nowDegrees, d(back(3, 1)), d(back(0, 1)), moved, beat);
  add(...nowRelative, ...VOICES4.map((w) => interval(back(w, 4), last)));
  add(...[1, 2, 3].map((beats) => interval(back(v, 4 * beats), last)), ...nowRelative, beat);
  add(row % 16, held, ...nowRelative);
  add(view.before, last, ...now);
  add(move, move2, ...nowRelative, beat, moved);
  add(d(now.length > 0 ? (now[now.length - 1] as number) : last), minor, d(last), ...nowRelative, row % 8, held);
  add(d(last), minor, ...nowDegrees, move, beat, moved);
  add(...steps, ...chordRelative, beat, held);
  add(...steps, move, d(last), minor, beat);
  add(move, move2, move3, beat);
  add(d(last), move, move2, minor, beat);
  add(relativeSet(chord), relativeSet(now), beat, moved);
  add(degreeSet(chord), minor, ...nowDegrees, d(last), beat);
  add(...beat0.map((x) => interval(x, last)), ...nowRelative);
  add(...beat1.map((x) => interval(x, last)), ...nowRelative, beat);
  add(degreeSet(beat0), degreeSet(beat1), minor, ...nowDegrees, beat);
  add(degreeSet(now), minor, d(last), beat, held);
  add(nowRelative[0] ?? move * 7, held, steps[0] ?? move2, beat, moved);
  add(rhythm & 255, beat, moved, move);
  add(nowRelative[nowRelative.length - 1] ?? 0, steps[steps.length - 1] ?? move, d(last), minor, beat);
  const [outer, inner] = v === 0 ? [chordRelative[3], chordRelative[1]] : [nowRelative[0], nowRelative[1]];
  add(outer as number, inner ?? (chordRelative[1] as number), beat, moved, move);
  add(d(view.before), d(last), minor, ...nowDegrees.slice(-2), beat);
  return at;
}

/** Writes, from `from` on, the contexts that only the question "does it move now" needs: rhythm of all voices. */
export function timeContexts(view: GridView, keys: Float64Array, from: number): number {
  const { piece, row, voice: v, last, held, move, known, now, moved, minor, rhythm } = view;
  const beat = row % 4;
  const d = (pitch: number): number => degree(view, pitch);
  const rhythms = (rows: number): number => {
    let bits = 0;
    for (const w of VOICES4) for (let back = 1; back <= rows; back++) bits = bits * 2 + onsetBack(view, w, back);
    return bits;
  };
  const knownRhythms = (rows: number): number => {
    let bits = 0;
    for (const w of known) for (let back = 0; back <= rows; back++) bits = bits * 2 + onsetBack(view, w, back);
    return bits;
  };
  const heldOf = VOICES4.map((w) => (row > 0 ? Math.min(9, piece.held[w]?.[row - 1] as number) : 0));
  const far = (w: number, rows: number): number => (row >= rows ? onsetBack(view, w, rows) : 2);
  const steps = now.map((x, i) => interval(x, pitchBack(view, known[i] as number, 1)));
  let at = from;
  const add = (...values: number[]): void => {
    keys[at] = contextKey(at * 4 + v + 1000, ...values);
    at++;
  };
  add(rhythm & 255, beat, moved);
  add(rhythm, beat, moved);
  add(rhythms(2), beat, moved, row % 16);
  add(rhythms(4), moved, beat);
  add(...heldOf, moved, beat);
  add(held, row % 16, moved, heldOf[0] as number, heldOf[3] as number);
  add(far(v, 16), far(v, 8), far(v, 4), beat, moved, held);
  add(...VOICES4.map((w) => far(w, 16)), ...VOICES4.map((w) => far(w, 32)), row % 16, moved);
  add(row < 16 ? 2 : pitchBack(view, v, 16) === last ? 1 : 0, moved, held, beat, rhythm & 15);
  add(held, beat, moved, ...now.map((x) => interval(x, last)));
  add(row % 16, moved, held, rhythm & 3);
  add(
    now.reduce((set, x) => set | (1 << d(x)), 0),
    d(last),
    minor,
    moved,
    held,
    beat,
  );
  add(...steps, beat, held);
  add(rhythm & 4095, moved, row % 8);
  add(knownRhythms(4), beat, held);
  add(knownRhythms(2), beat, held, rhythm & 15, move);
  return at;
}

export const PITCH_CONTEXTS = 35;
export const TIME_CONTEXTS: number = PITCH_CONTEXTS + 16;

/** The place of a voice in the order of telling. */
export function placeOf(voice: number): number {
  return ORDER.indexOf(voice);
}
