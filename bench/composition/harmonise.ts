/** Chords written under melodies that were given, against the chords that people wrote under them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sketchOfScore } from "../../composition/learn/song/sketch-of-score.ts";
import {
  type SketchChord,
  type SketchSection,
  type SongSketch,
  stepsPerBar,
} from "../../composition/learn/song/song-sketch.ts";
import { readChords } from "../../composition/write/music-text.ts";
import { givenDecisions, givenSections } from "../../composition/write/steer/given-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { findDecision } from "../../foundation/plan/index.ts";
import { readScore } from "../../foundation/score/read-score.ts";
import { type Part, table } from "../table.ts";
import { defaultMaker } from "./maker.ts";

/** Every twelfth tune of a book from `first` on: settings were chosen on 0, and 5 is what is shown. */
function tunes(data: string, first: number): SongSketch[] {
  const folder = join(data, "scores/nottingham/ABC_cleaned");
  if (!existsSync(folder)) return [];
  const out: SongSketch[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".abc")) continue;
    for (const [at, score] of readScore(readFileSync(join(folder, file)), file).entries()) {
      if (at % 12 !== first) continue;
      const song = sketchOfScore(score, `${file} ${at + 1}`);
      if (song && song.chords.length >= 4 && song.bars >= 8 && [2, 4, 8].includes(song.metre.beatUnit))
        out.push({ ...song, sections: eights(song) });
    }
  }
  return out;
}

/** Sections of eight bars, all different, after a pickup. */
function eights(song: SongSketch): SketchSection[] {
  const pickup = (song.melody[0]?.step ?? 0) >= stepsPerBar(song.metre) / 2 ? 1 : 0;
  const out: SketchSection[] = pickup ? [{ label: "pickup", bar: 0, bars: 1 }] : [];
  for (let bar = pickup; bar < song.bars; bar += 8)
    out.push({ label: String.fromCharCode(65 + (bar - pickup) / 8), bar, bars: Math.min(8, song.bars - bar) });
  return out;
}

function chordAt(chords: readonly SketchChord[], step: number): SketchChord | undefined {
  return chords.find((chord) => chord.step <= step && chord.step + chord.length > step);
}

export const harmonisePart: Part = {
  name: "harmonise",
  title: "Chords under given melodies of Nottingham (default style), against those written there, by time",
  run: async (data) => {
    const counts = { steps: 0, root: 0, tonic: 0 };
    const list = tunes(data, 5);
    for (const song of list) {
      const own = givenSections(song);
      const fixed = givenDecisions(song, own, { after: [], chords: false, openBars: new Set() });
      const { plan } = writeSong(defaultMaker(), {
        brief: {},
        seed: 1,
        fixed,
        redo: new Map(),
        donor: song,
        version: "bench",
      });
      const barSteps = stepsPerBar(song.metre);
      const chords = own.flatMap(({ label, bar, bars }) => {
        const id = `harmony.chords@${label}`;
        return readChords(findDecision(plan, id)?.value as string, bar * barSteps, bars, barSteps, id);
      });
      for (let step = 0; step < song.bars * barSteps; step += 2) {
        const written = chordAt(song.chords, step);
        if (!written || written.root === null) continue;
        counts.steps++;
        if (chordAt(chords, step)?.root === written.root) counts.root++;
        if (written.root === song.key.tonic) counts.tonic++;
      }
    }
    const share = (count: number): string => (count / Math.max(1, counts.steps)).toFixed(3);
    return {
      figures: { tunes: list.length, root: counts.root / counts.steps, tonic: counts.tonic / counts.steps },
      lines: table(
        ["what", "share of the time"],
        [
          [`root as written, ${list.length} tunes`, share(counts.root)],
          ["root as written, if the tonic stood all the time", share(counts.tonic)],
        ],
      ),
    };
  },
};
