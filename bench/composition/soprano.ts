/**
 * Soprano lines of chorales as runs of equal pitch: bits for the pitch of each run, when it begins and how long it lasts being
 * told. Five parts, tunes that begin alike in one; not comparable with figures for notes (repeated notes are one run here).
 */
import { join } from "node:path";
import { keyOfCode } from "../../composition/analyse/key/key-of-code.ts";
import { surpriseOfMelody } from "../../composition/learn/song/melody-surprise.ts";
import { createSongModel, learnSongs } from "../../composition/learn/song/song-model.ts";
import type { SketchNote, SongSketch } from "../../composition/learn/song/song-sketch.ts";
import { krumhanslKessler, profileCorrelations } from "../../foundation/score/index.ts";
import { readGridFile } from "../../runtime/composition/grid-file.ts";
import { type Part, table } from "../table.ts";

const FILE = "scores/jsb-chorales/Jsb16thSeparated.train-valid.json";
const FOLDS = 5;
/** Intervals by which tunes are known to be the same. */
const SHARED = 12;
const BAR = 16;

export const sopranoPart: Part = {
  name: "soprano",
  title: "Soprano lines as runs of equal pitch: bits a run's pitch, from tunes that begin otherwise",
  run: async (data) => {
    const splits = await Promise.all(["train", "valid"].map((name) => readGridFile(`${join(data, FILE)}#${name}`)));
    const songs = splits.flatMap(({ pieces }) => pieces.map(({ rows }, at) => sketchOf(`${at}`, rows)));
    const starts = [...new Set(songs.map(startOf))].sort();
    const foldOf = (song: SongSketch): number => starts.indexOf(startOf(song)) % FOLDS;
    const sums = { bits: 0, markov: 0, runs: 0 };
    for (let fold = 0; fold < FOLDS; fold++) {
      const learned = songs.filter((song) => foldOf(song) !== fold);
      const model = createSongModel(learned, learnSongs(learned));
      const intervals = intervalCounts(learned);
      for (const song of songs.filter((each) => foldOf(each) === fold)) {
        sums.bits += surpriseOfMelody(model, song).pitchBits;
        sums.markov += intervalBits(song, intervals);
        sums.runs += song.melody.length;
      }
    }
    const figures = {
      bits: sums.bits / sums.runs,
      markov: sums.markov / sums.runs,
      runs: sums.runs,
      lines: songs.length,
      tunes: starts.length,
    };
    return {
      figures,
      lines: table(
        ["lines", "tunes", "runs", "bits a pitch", "intervals after the last two, counted"],
        [
          [
            `${figures.lines}`,
            `${figures.tunes}`,
            `${figures.runs}`,
            figures.bits.toFixed(3),
            figures.markov.toFixed(3),
          ],
        ],
      ),
    };
  },
};

function sketchOf(name: string, rows: readonly (readonly number[])[]): SongSketch {
  const melody: SketchNote[] = [];
  rows.forEach(([pitch = -1], step) => {
    const last = melody.at(-1);
    if (pitch < 0) return;
    if (last && last.pitch === pitch && last.step + last.length === step)
      melody[melody.length - 1] = { ...last, length: last.length + 1 };
    else melody.push({ step, length: 1, pitch });
  });
  const weights = new Float64Array(12);
  for (const { pitch, length } of melody) weights[pitch % 12]! += length;
  const values = profileCorrelations(weights, krumhanslKessler);
  const bars = Math.ceil(rows.length / BAR);
  return {
    name,
    tempo: 80,
    metre: { beats: 4, beatUnit: 4 },
    key: keyOfCode(values.indexOf(Math.max(...values))),
    bars,
    melody,
    chords: [{ step: 0, length: bars * BAR, root: null, quality: "none" }],
    sections: [{ label: "A", bar: 0, bars }],
  };
}

const intervalsOf = ({ melody }: SongSketch): number[] =>
  melody.slice(1).map(({ pitch }, at) => pitch - (melody[at] as SketchNote).pitch);

const startOf = (song: SongSketch): string => intervalsOf(song).slice(0, SHARED).join(",");

type Counts = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Intervals by the two before them, and without regard to them. */
function intervalCounts(songs: readonly SongSketch[]): Counts {
  const counts = new Map<string, Map<number, number>>();
  for (const song of songs)
    intervalsOf(song).forEach((interval, at, all) => {
      for (const context of ["", all.slice(Math.max(0, at - 2), at).join(",")]) {
        const own = counts.get(context) ?? new Map<number, number>();
        own.set(interval, (own.get(interval) ?? 0) + 1);
        counts.set(context, own);
      }
    });
  return counts;
}

/** What remains of the plainest model: two intervals back, then none, then all keys of an octave and a half either way. */
function intervalBits(song: SongSketch, counts: Counts): number {
  const all = intervalsOf(song);
  const share = (context: string, interval: number, otherwise: number): number => {
    const own = counts.get(context);
    const total = own ? [...own.values()].reduce((sum, n) => sum + n, 0) : 0;
    const kinds = own?.size ?? 0;
    return ((own?.get(interval) ?? 0) + kinds * otherwise) / (total + kinds || 1) || otherwise;
  };
  let bits = Math.log2(24);
  all.forEach((interval, at) => {
    const plain = share("", interval, 1 / 37);
    bits -= Math.log2(share(all.slice(Math.max(0, at - 2), at).join(","), interval, plain));
  });
  return bits;
}
