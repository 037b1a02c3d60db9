/** Figures of one phrase of melody, for classifiers that try to tell composed phrases from real ones. */
import type { SketchNote } from "../../composition/learn/song/song-sketch.ts";

export interface Phrase {
  readonly song: string;
  /** Steps from the phrase's beginning; 16 to a bar. */
  readonly notes: readonly SketchNote[];
  readonly bars: number;
  readonly tonic: number;
  readonly minor: boolean;
}

const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
] as const;

/** Thirty-eight figures; no key, no place in the song, nothing of how the program writes. */
export function phraseFeatures({ notes, bars, tonic, minor }: Phrase): number[] {
  const n = notes.length;
  const share = (test: (note: SketchNote, at: number) => boolean): number => notes.filter(test).length / n;
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const spread = (values: readonly number[]): number => {
    const centre = average(values);
    return Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
  };
  const pitches = notes.map(({ pitch }) => pitch);
  const lengths = notes.map(({ length }) => length);
  const moves = pitches.slice(1).map((pitch, at) => pitch - (pitches[at] as number));
  const gaps = notes.slice(1).map(({ step }, at) => step - (notes[at]?.step as number));
  const moved = (test: (size: number) => boolean): number =>
    moves.filter((move) => test(Math.abs(move))).length / Math.max(1, moves.length);
  const gapped = (test: (gap: number) => boolean): number => gaps.filter(test).length / Math.max(1, gaps.length);
  const degree = (pitch: number): number => (pitch - tonic + 120) % 12;
  const counts = new Array<number>(12).fill(0);
  for (const pitch of pitches) counts[pitch % 12]!++;
  const rows = Array.from({ length: bars }, () => ["", ""]);
  for (const { step, length, pitch } of notes) {
    const row = rows[Math.floor(step / 16)];
    if (!row) continue;
    row[0] += `${step % 16}:${length}:${pitch} `;
    row[1] += `${step % 16} `;
  }
  const repeated = (of: 0 | 1): number =>
    rows.filter((row, at) => row[of] !== "" && rows.findIndex((other) => other[of] === row[of]) < at).length / bars;
  const scale = SCALES[minor ? 1 : 0] as readonly number[];
  const last = notes[n - 1] as SketchNote;
  const turns =
    moves.slice(1).filter((move, at) => move * (moves[at] as number) < 0).length / Math.max(1, moves.length - 1);
  return [
    n / bars,
    average(lengths),
    spread(lengths),
    average(gaps),
    spread(gaps),
    gapped((gap) => gap === 1),
    gapped((gap) => gap === 2),
    gapped((gap) => gap === 3),
    gapped((gap) => gap === 4),
    gapped((gap) => gap === 6),
    gapped((gap) => gap > 8),
    1 - lengths.reduce((sum, length) => sum + length, 0) / (bars * 16),
    average(moves.map(Math.abs)),
    moved((size) => size === 0),
    moved((size) => size === 1),
    moved((size) => size === 2),
    moved((size) => size === 3 || size === 4),
    moved((size) => size >= 5 && size <= 7),
    moved((size) => size > 7),
    moves.filter((move) => move > 0).length / Math.max(1, moves.length),
    Math.max(...pitches) - Math.min(...pitches),
    spread(pitches),
    counts.reduce((sum, count) => (count > 0 ? sum - (count / n) * Math.log2(count / n) : sum), 0),
    share(({ pitch }) => scale.includes(degree(pitch))),
    share(({ pitch }) => degree(pitch) === 0),
    share(({ pitch }) => degree(pitch) === 7),
    share(({ pitch }) => degree(pitch) === (minor ? 3 : 4)),
    share(({ step }) => step % 4 === 0),
    share(({ step }) => step % 4 === 2),
    share(({ step }) => step % 2 === 1),
    share(({ step }) => step % 16 === 0),
    share(({ step, length }) => step % 4 !== 0 && Math.floor(step / 4) !== Math.floor((step + length - 1) / 4)),
    notes[0]?.step as number,
    last.length,
    last.step / (bars * 16),
    repeated(0),
    repeated(1),
    turns,
  ];
}

/** Pairs of neighbouring moves and gaps, as names to count. */
export function phraseGrams({ notes }: Phrase): string[] {
  const out: string[] = [];
  for (let at = 2; at < notes.length; at++) {
    const [a, b, c] = [notes[at - 2] as SketchNote, notes[at - 1] as SketchNote, notes[at] as SketchNote];
    out.push(
      `i${b.pitch - a.pitch},${c.pitch - b.pitch}`,
      `g${Math.min(16, b.step - a.step)},${Math.min(16, c.step - b.step)}`,
    );
  }
  return out;
}
