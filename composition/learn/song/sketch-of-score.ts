/** A written tune with chord symbols as a sketch: what folk tunes and lead sheets are. */
import { barTicks, type Score } from "../../../foundation/score/index.ts";
import { type SketchChord, type SketchNote, type SongSketch, STEPS } from "./song-sketch.ts";

/**
 * The first part's top line, the symbols as chords, the signature as key (its mode major where the source names none).
 * A pickup becomes the end of a bar of its own. Null for what does not lie on a grid of sixteenths well enough, changes
 * its metre, or has no notes.
 */
export function sketchOfScore(score: Score, name: string): SongSketch | null {
  const part = score.parts.find(({ percussion, notes }) => !percussion && notes.length > 0);
  const metre = score.metres[0] ?? { beats: 4, beatUnit: 4 };
  if (!part || score.metres.some(({ beats, beatUnit }) => beats !== metre.beats || beatUnit !== metre.beatUnit))
    return null;
  const whole = barTicks({ tick: 0, ...metre }, score.division);
  const pickup = score.bars[0] && score.bars[0].duration < whole ? score.bars[0].duration : 0;
  const shift = pickup > 0 ? whole - pickup : 0;
  const stepOf = (tick: number): number => Math.round(((tick + shift) * STEPS) / score.division);
  const melody: SketchNote[] = [];
  for (const note of part.notes) {
    if (note.duration === 0) continue;
    const step = stepOf(note.tick);
    const length = Math.max(1, stepOf(note.tick + note.duration) - step);
    const last = melody[melody.length - 1];
    if (last && last.step === step) {
      if (note.pitch > last.pitch) melody[melody.length - 1] = { step, length, pitch: note.pitch };
      continue;
    }
    if (last && last.step + last.length > step) melody[melody.length - 1] = { ...last, length: step - last.step };
    melody.push({ step, length, pitch: note.pitch });
  }
  if (melody.length === 0) return null;
  const barSteps = (metre.beats * 4 * STEPS) / metre.beatUnit;
  const end = melody[melody.length - 1] as SketchNote;
  const bars = Math.ceil((end.step + end.length) / barSteps);
  const chords: SketchChord[] = score.chords.map(({ tick, root, quality }, at) => {
    const step = at === 0 ? 0 : stepOf(tick);
    const next = score.chords[at + 1];
    return { step, length: (next ? stepOf(next.tick) : bars * barSteps) - step, root, quality };
  });
  const signature = score.keys[0] ?? { fifths: 0, mode: null };
  const major = (((signature.fifths * 7) % 12) + 12) % 12;
  return {
    name,
    tempo: score.tempi[0] ? 60_000_000 / score.tempi[0].microsecondsPerQuarter : 100,
    metre: { beats: metre.beats, beatUnit: metre.beatUnit },
    key: {
      tonic: signature.mode === "minor" ? (major + 9) % 12 : major,
      mode: signature.mode === "minor" ? "minor" : "major",
    },
    bars,
    melody,
    chords: chords.filter(({ length }) => length > 0),
    sections: [{ label: "A", bar: 0, bars }],
  };
}
