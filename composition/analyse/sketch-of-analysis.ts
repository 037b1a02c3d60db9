/** What an analysis heard as a sketch, from which composing learns: so that plain MIDI can be learned from. */
import type { Score } from "../../foundation/score/index.ts";
import {
  type SketchChord,
  type SketchNote,
  type SketchSection,
  type SongSketch,
  STEPS,
} from "../learn/song/song-sketch.ts";
import type { ScoreAnalysis } from "./score-analysis.ts";

/**
 * The melody, chords, key and sections on a grid of sixteenths, from the first bar line on (with a bar before it where
 * the melody begins earlier). Bars of other lengths than the metre's are cut or filled up. Null without melody or whole
 * bars.
 */
export function sketchOfAnalysis(score: Score, analysis: ScoreAnalysis): SongSketch | null {
  const { beats, beatUnit, barLines } = analysis.metre.value;
  const barSteps = (beats * 4 * STEPS) / beatUnit;
  const bars = barLines.length - 1;
  if (bars < 1 || !Number.isInteger(barSteps) || analysis.melody.value.length === 0) return null;
  const sixteenth = score.division / STEPS;
  const first = barLines[0] as number;
  const byId = new Map(score.parts.map((part) => [part.id, part]));
  const notes = analysis.melody.value.map(({ part, index }) => byId.get(part)!.notes[index]!);
  const shift = notes.some((note) => note.tick < first - sixteenth / 2) ? 1 : 0;
  const stepOf = (tick: number): number => {
    let bar = 0;
    while (bar + 1 < bars && (barLines[bar + 1] as number) <= tick + sixteenth / 2) bar++;
    const within = Math.round((tick - (barLines[bar] as number)) / sixteenth);
    return (bar + shift) * barSteps + Math.min(bar < bars - 1 ? barSteps : within, within);
  };
  const end = (bars + shift) * barSteps;
  const melody: SketchNote[] = [];
  for (const note of notes) {
    const step = Math.max(0, stepOf(note.tick));
    const length = Math.max(1, Math.min(end, stepOf(note.tick + note.duration)) - step);
    const last = melody[melody.length - 1];
    if (step >= end || (last !== undefined && last.step >= step)) continue;
    if (last !== undefined && last.step + last.length > step)
      melody[melody.length - 1] = { ...last, length: step - last.step };
    melody.push({ step, length, pitch: note.pitch });
  }
  if (melody.length === 0) return null;
  return {
    name: analysis.title ?? "",
    tempo: analysis.tempo.value,
    metre: { beats, beatUnit },
    key: { tonic: analysis.key.value.tonic, mode: analysis.key.value.mode },
    bars: bars + shift,
    melody,
    chords: sketchChords(analysis, stepOf, end),
    sections: sketchSections(analysis, shift, bars),
  };
}

function sketchChords(analysis: ScoreAnalysis, stepOf: (tick: number) => number, end: number): SketchChord[] {
  const chords: SketchChord[] = [];
  for (const { from, root, quality } of analysis.chords.value) {
    const step = chords.length === 0 ? 0 : Math.max(0, Math.min(end, stepOf(from)));
    const last = chords[chords.length - 1];
    if (last !== undefined) {
      if (step <= last.step) chords.pop();
      else chords[chords.length - 1] = { ...last, length: step - last.step };
    }
    chords.push({ step: chords.length === 0 ? 0 : step, length: end - step, root, quality });
  }
  return chords.length > 0
    ? chords.filter((chord) => chord.length > 0)
    : [{ step: 0, length: end, root: null, quality: "none" }];
}

function sketchSections(analysis: ScoreAnalysis, shift: number, bars: number): SketchSection[] {
  const sections = analysis.phrases.value.map(({ label, from, to }) => ({
    label,
    bar: from + shift,
    bars: to - from,
  }));
  const first = sections[0];
  if (first === undefined) return [{ label: "A", bar: 0, bars: bars + shift }];
  return shift === 0 ? sections : [{ ...first, bar: 0, bars: first.bars + shift }, ...sections.slice(1)];
}
