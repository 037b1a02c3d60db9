/**
 * How surprising each note of a melody is, from what came before it alone. Which notes are the melody, its metre and where
 * its bars lie are told beforehand; its key is not: all twenty-four are weighed by how well they have foretold the notes so
 * far (Bayes). Chords and form, which only the whole piece tells, are not used.
 */
import { log2 } from "../../../foundation/numbers/elementary.ts";
import { floor } from "../choice-model.ts";
import { describePitch, PITCH, pitchContexts } from "./pitch-stream.ts";
import { candidateUnits, rhythmOf } from "./rhythm-stream.ts";
import { emptyGrid, HOLD_STEP, ONSET_STEP, type SongGrid, statesOf, writeUnits } from "./song-grid.ts";
import type { SongModel } from "./song-model.ts";
import { type SketchNote, type SongSketch, stepsPerBar, stepsPerUnit } from "./song-sketch.ts";

/** MIDI keys: the alphabet of a pitch. */
export const PITCHES = 128;

/** A beat (half a bar in 6/8) and what begins, holds and rests in it, by sixteenths: "x-.x". */
export interface BeatSurprise {
  /** Sixteenths from the first bar. */
  readonly step: number;
  readonly pattern: string;
  readonly bits: number;
  /** Of every pattern, in the order of `patternsOf`; sums to 1. Only where asked for. */
  readonly distribution: Float64Array | null;
}

export interface NoteSurprise {
  readonly note: SketchNote;
  readonly pitchBits: number;
  /** Of the beats since the note before began, shared evenly by notes that begin in one beat. */
  readonly rhythmBits: number;
  /** Of every MIDI key; sums to 1. Only where asked for. */
  readonly distribution: Float64Array | null;
}

export interface MelodySurprise {
  readonly notes: readonly NoteSurprise[];
  readonly beats: readonly BeatSurprise[];
  /** Rhythm after the last note: it only rests or holds. */
  readonly restBits: number;
  readonly pitchBits: number;
  readonly rhythmBits: number;
}

/** All patterns of a unit of so many steps, in the order of a beat's distribution. */
export function patternsOf(unitSteps: number): string[] {
  return Array.from({ length: patternCount(unitSteps) }, (_, code) => patternOf(code, unitSteps));
}

function patternCount(unitSteps: number): number {
  let count = 1;
  for (let step = 0; step < unitSteps; step++) count *= 3;
  return count;
}

function patternOf(code: number, unitSteps: number): string {
  return statesOf(code, unitSteps)
    .map((state) => (state === ONSET_STEP ? "x" : state === HOLD_STEP ? "-" : "."))
    .join("");
}

export function surpriseOfMelody(
  model: SongModel,
  song: Pick<SongSketch, "melody" | "metre" | "bars">,
  withDistributions = false,
): MelodySurprise {
  const grid = heardGrid(song, 0, "major");
  const beats = rhythmSurprise(model, grid, withDistributions);
  const pitches = pitchSurprise(model, song, grid, withDistributions);
  let waiting = 0;
  let at = 0;
  const rhythm = new Float64Array(grid.notes.length);
  for (const { step, bits } of beats) {
    let end = at;
    while (end < grid.notes.length && (grid.notes[end] as SketchNote).step < step + grid.unitSteps) end++;
    waiting += bits;
    if (end === at) continue;
    rhythm.fill(waiting / (end - at), at, end);
    waiting = 0;
    at = end;
  }
  return {
    notes: grid.notes.map((note, k) => ({
      note,
      pitchBits: (pitches[k] as Judged).bits,
      rhythmBits: rhythm[k] as number,
      distribution: (pitches[k] as Judged).distribution,
    })),
    beats,
    restBits: waiting,
    pitchBits: pitches.reduce((sum, { bits }) => sum + bits, 0),
    rhythmBits: beats.reduce((sum, { bits }) => sum + bits, 0),
  };
}

/** The melody alone, in phrases of four bars from the first on, however long it goes on. */
function heardGrid(
  { melody, metre, bars }: Pick<SongSketch, "melody" | "metre" | "bars">,
  tonic: number,
  mode: "major" | "minor",
): SongGrid {
  const open = 4 * (Math.ceil(bars / 4) + 2);
  const grid = emptyGrid({ metre, key: { tonic, mode }, bars: open, sections: [{ label: "A", bar: 0, bars: open }] });
  const end = bars * stepsPerBar(metre);
  grid.notes.push(...melody.filter(({ step }) => step < end));
  writeUnits(grid, grid.notes, 0, (bars * stepsPerBar(metre)) / stepsPerUnit(metre));
  return { ...grid, units: grid.units.slice(0, end / grid.unitSteps) };
}

function rhythmSurprise(model: SongModel, grid: SongGrid, withDistributions: boolean): BeatSurprise[] {
  const { unitSteps } = grid;
  const codes = model.codes.get(unitSteps) ?? [];
  const alphabet = patternCount(unitSteps);
  const out: BeatSurprise[] = [];
  const judge = (unit: number, symbols: ArrayLike<number>, count: number, p: Float64Array): void => {
    const code = grid.units[unit] as number;
    const distribution = spread(alphabet, symbols, count, p);
    out.push({
      step: unit * unitSteps,
      pattern: patternOf(code, unitSteps),
      bits: -log2(distribution[code] as number),
      distribution: withDistributions ? distribution : null,
    });
  };
  // A style that never heard this unit says nothing about it.
  if (candidateUnits(codes, null, unitSteps).length === 0)
    for (let unit = 0; unit < grid.units.length; unit++) judge(unit, [], 0, new Float64Array(0));
  else
    model.rhythm.read(model.rhythm.index(rhythmOf(grid, codes)), (unit, choice, p) =>
      judge(unit, choice.symbols, choice.count, p),
    );
  return out;
}

/** Probabilities of candidates over a whole alphabet: a small share is kept for all that is no candidate. */
function spread(alphabet: number, symbols: ArrayLike<number>, count: number, p: Float64Array): Float64Array {
  const others = alphabet - count;
  const kept = count === 0 ? 1 : others > 0 ? floor : 0;
  const out = new Float64Array(alphabet).fill(others > 0 ? kept / others : 0);
  for (let c = 0; c < count; c++) out[symbols[c] as number] = (1 - kept) * (p[c] as number);
  return out;
}

interface Judged {
  readonly bits: number;
  readonly distribution: Float64Array | null;
}

function pitchSurprise(
  model: SongModel,
  song: Pick<SongSketch, "melody" | "metre" | "bars">,
  { notes }: SongGrid,
  withDistributions: boolean,
): Judged[] {
  const keys = Array.from({ length: 24 }, (_, key) =>
    pitchesInKey(model, song, key % 12, key < 12 ? "major" : "minor"),
  );
  const belief = new Float64Array(24).fill(1 / 24);
  return notes.map(({ pitch }, at) => {
    const mixed = new Float64Array(PITCHES);
    for (const [key, list] of keys.entries())
      for (let k = 0; k < PITCHES; k++)
        mixed[k]! += (belief[key] as number) * ((list[at] as Float64Array)[k] as number);
    let sum = 0;
    for (const [key, list] of keys.entries()) {
      belief[key]! *= (list[at] as Float64Array)[pitch] as number;
      sum += belief[key] as number;
    }
    // A key that has foretold little is not given up for good: pieces modulate.
    for (let key = 0; key < 24; key++)
      belief[key] = (1 - MODULATION) * ((belief[key] as number) / sum) + MODULATION / 24;
    return { bits: -log2(mixed[pitch] as number), distribution: withDistributions ? mixed : null };
  });
}

/** How likely the next note is in another key. */
const MODULATION = 0.002;

/** The distribution of each note if the melody were in this key. */
function pitchesInKey(
  model: SongModel,
  song: Pick<SongSketch, "melody" | "metre" | "bars">,
  tonic: number,
  mode: "major" | "minor",
): Float64Array[] {
  const grid = heardGrid(song, tonic, mode);
  const { notes, unitSteps } = grid;
  // Of a note that begins now, only what its own beat holds is known, and of the next one nothing.
  const heard = (at: number): SongGrid => {
    const note = notes[at] as SketchNote;
    const length = Math.min(note.length, unitSteps - (note.step % unitSteps));
    known.notes.length = at;
    known.notes.push({ ...note, length }, { ...note, length: 1 });
    if (at > 0) known.notes[at - 1] = notes[at - 1] as SketchNote;
    return known;
  };
  const known: SongGrid = { ...grid, notes: [] };
  const [low, high] = model.range;
  const out: Float64Array[] = [];
  const stream = {
    length: notes.length,
    contexts: (at: number, keys: Float64Array): void => pitchContexts(heard(at), at, keys),
    describe: (at: number, choice: Parameters<typeof describePitch>[4]): void =>
      describePitch(heard(at), at, low, high, choice),
  };
  model.pitch.read(model.pitch.index(stream), (at, choice, p) => {
    const last = at > 0 ? (notes[at - 1] as SketchNote).pitch : 66;
    const pitches = candidatePitches(last, low, high, choice.count);
    out.push(spread(PITCHES, pitches, choice.count, p));
  });
  return out;
}

/** The pitches of the candidates that `describePitch` writes. */
function candidatePitches(last: number, low: number, high: number, count: number): number[] {
  const span = (PITCH.symbols - 1) / 2;
  const out: number[] = [];
  for (let pitch = low; pitch <= high && out.length < count; pitch++)
    if (out.length === 0 || Math.abs(pitch - last) <= span) out.push(pitch);
  return out;
}
