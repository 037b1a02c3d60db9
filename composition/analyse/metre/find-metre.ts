/** The metre: the score's own bars where they can be believed, else bars found from the notes. */
import type { Score } from "../../../foundation/score/index.ts";
import { metreAt } from "../../../foundation/score/index.ts";
import { type BeatChroma, beatChroma } from "../harmony/beat-chroma.ts";
import type { NoteTable } from "../note-table.ts";
import type { HeardFinding, HeardMetre } from "../score-analysis.ts";
import { beatPhase } from "./beat-grid.ts";
import { barLineStrength, findBars } from "./find-bars.ts";

export interface MetreGrid {
  readonly metre: HeardFinding<HeardMetre>;
  /** Starts of beats in quarter notes from the first to the end (closed); a beat before the first bar is included. */
  readonly beats: BeatChroma;
  /** Place of each beat in its bar, from 0; -1 in a pickup. */
  readonly place: Int16Array;
  /** Bar of each beat; -1 in a pickup. */
  readonly bar: Int32Array;
}

export function findMetre(score: Score, table: NoteTable): MetreGrid {
  const lines = [...score.bars.map((bar) => bar.tick), score.lengthTicks];
  if (score.bars.length > 0 && score.parts.some((part) => part.notes.some((note) => note.spelling !== null)))
    return writtenMetre(score, table, lines, "metre.notation");
  const heard = heardMetre(score, table);
  if (heard.lineStrength === null || !isPlausible(score)) return heard.grid;
  const at = (line: number): number => heard.strengthAt(line / score.division);
  const mean = lines.slice(0, -1).reduce((sum, line) => sum + at(line), 0) / score.bars.length;
  return mean > BELIEVED * heard.lineStrength ? writtenMetre(score, table, lines, "metre.file") : heard.grid;
}

/** Bars of a MIDI file are believed where they are this strong, against the strength of those that were heard. */
const BELIEVED = 0.8;

/** Files that know no metre say nothing, or bars of one or two quarters. */
function isPlausible({ metres, bars, division }: Score): boolean {
  if (bars.length < 2 || metres.length === 0 || bars.some((bar) => bar.duration < division)) return false;
  return metres.every(({ beats, beatUnit }) => (4 * beats) / beatUnit > 2);
}

function writtenMetre(score: Score, table: NoteTable, lines: readonly number[], code: string): MetreGrid {
  const first = score.bars[0]!;
  const counts = new Map<string, { beats: number; beatUnit: number; ticks: number }>();
  for (const bar of score.bars) {
    const { beats, beatUnit } = metreAt(score.metres, bar.tick);
    const known = counts.get(`${beats}/${beatUnit}`) ?? { beats, beatUnit, ticks: 0 };
    counts.set(`${beats}/${beatUnit}`, { ...known, ticks: known.ticks + bar.duration });
  }
  const main = [...counts.values()].reduce((best, each) => (each.ticks > best.ticks ? each : best));
  const pickup = first.number === 0 && score.bars.length > 1;
  const barLines = pickup ? lines.slice(1) : [...lines];
  const starts: number[] = [];
  const place: number[] = [];
  const bars: number[] = [];
  for (const [at, bar] of score.bars.entries()) {
    const metre = metreAt(score.metres, bar.tick);
    // Three eighths and their multiples are beaten in dotted quarters.
    const unit =
      metre.beatUnit >= 8 && metre.beats > 3 && metre.beats % 3 === 0
        ? (12 / metre.beatUnit) * score.division
        : (4 * score.division) / metre.beatUnit;
    const number = pickup ? at - 1 : at;
    for (let k = 0; k * unit < bar.duration - 1e-9; k++) {
      starts.push((bar.tick + k * unit) / score.division);
      place.push(number < 0 ? -1 : k);
      bars.push(number);
    }
  }
  starts.push(score.lengthTicks / score.division);
  const metre: HeardMetre = {
    beats: main.beats,
    beatUnit: main.beatUnit,
    firstBarTick: barLines[0]!,
    barLines,
    source: "written",
  };
  return {
    metre: {
      value: metre,
      unit: "",
      uncertainty: null,
      confidence: 0.99,
      reasons: [{ code, facts: { bars: barLines.length - 1, metres: counts.size } }],
    },
    beats: beatChroma(table, Float64Array.from(starts)),
    place: Int16Array.from(place),
    bar: Int32Array.from(bars),
  };
}

interface HeardGrid {
  readonly grid: MetreGrid;
  /** Mean strength of the bar lines found (find-bars.ts); null without notes. */
  readonly lineStrength: number | null;
  /** Strength of a bar line at a time in quarters; -1 between beats. */
  strengthAt(quarters: number): number;
}

function heardMetre(score: Score, table: NoteTable): HeardGrid {
  const phase = table.count > 0 ? beatPhase(table) : 0;
  const end = Math.max(table.length, 1);
  const start = phase > 0.5 ? phase - 1 : phase;
  const count = Math.max(1, Math.ceil(end - start - 0.1));
  const at = Float64Array.from({ length: count + 1 }, (_, k) => start + k);
  const beats = beatChroma(table, at);
  const strength = barLineStrength(table, beats);
  const found = findBars(strength);
  const downs = found.downbeats.length > 0 ? [...found.downbeats] : [0];
  const tickOf = (beat: number): number => Math.max(0, Math.round((start + beat) * score.division));
  // A few beats before the first bar line that sounds are a bar of their own where something long begins there.
  const barLines = downs.map(tickOf);
  const last = downs[downs.length - 1] as number;
  barLines.push(tickOf(Math.max(last + 1, Math.min(last + found.beats, count))));
  const place = new Int16Array(count).fill(-1);
  const bar = new Int32Array(count).fill(-1);
  for (const [number, down] of downs.entries()) {
    const next = downs[number + 1] ?? count;
    for (let b = down; b < next; b++) {
      place[b] = b - down;
      bar[b] = number;
    }
  }
  const quarters = score.tempi[0] ? 60_000_000 / score.tempi[0].microsecondsPerQuarter : 120;
  // Six fast beats are eighths in all but name; the notes stay where they are.
  const metre: HeardMetre = {
    beats: found.beats,
    beatUnit: 4,
    firstBarTick: barLines[0]!,
    barLines,
    source: "heard",
  };
  const grid: MetreGrid = {
    metre: {
      value: metre,
      unit: "",
      uncertainty: null,
      confidence: Math.min(0.95, 0.5 + found.margin),
      reasons: [
        { code: "metre.heard", facts: { phaseQuarters: phase, margin: found.margin, quartersPerMinute: quarters } },
      ],
    },
    beats,
    place,
    bar,
  };
  const sum = found.downbeats.reduce((total, beat) => total + (strength[beat] as number), 0);
  return {
    grid,
    lineStrength: table.count > 0 && found.downbeats.length > 0 ? sum / found.downbeats.length : null,
    strengthAt(quarters) {
      const beat = Math.round(quarters - start);
      return Math.abs(quarters - start - beat) > 0.13 ? -1 : (strength[beat] ?? 0);
    },
  };
}
