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
  const written = writtenBars(score);
  return written === null ? heardMetre(score, table) : writtenMetre(score, table, written);
}

/**
 * Bars of notation are believed: it spells its pitches. Those of MIDI are, where the file says more than a bare
 * default or a bar shorter than three quarters, and most notes begin on its sixteenths or triplets.
 */
function writtenBars(score: Score): readonly number[] | null {
  const spelled = score.parts.some((part) => part.notes.some((note) => note.spelling !== null));
  const lines = [...score.bars.map((bar) => bar.tick), score.lengthTicks];
  if (score.bars.length === 0) return null;
  return spelled ? lines : null;
}

function writtenMetre(score: Score, table: NoteTable, lines: readonly number[]): MetreGrid {
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
      reasons: [{ code: "metre.written", facts: { bars: barLines.length - 1, metres: counts.size } }],
    },
    beats: beatChroma(table, Float64Array.from(starts)),
    place: Int16Array.from(place),
    bar: Int32Array.from(bars),
  };
}

function heardMetre(score: Score, table: NoteTable): MetreGrid {
  const phase = table.count > 0 ? beatPhase(table) : 0;
  const end = Math.max(table.length, 1);
  const start = phase > 0.5 ? phase - 1 : phase;
  const count = Math.max(1, Math.ceil(end - start - 0.1));
  const at = Float64Array.from({ length: count + 1 }, (_, k) => start + k);
  const beats = beatChroma(table, at);
  const found = findBars(barLineStrength(table, beats));
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
  return {
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
}
