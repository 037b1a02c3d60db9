/** A hundred songs in a corpus' style against the corpus: the same figures, spreads, and what they share. */
import { learnSongs } from "../../composition/learn/song/song-model.ts";
import type { SongSketch } from "../../composition/learn/song/song-sketch.ts";
import { lineOfSong } from "../../composition/originality/line-of-song.ts";
import { longestWithAny } from "../../composition/originality/longest-with-any.ts";
import { originalityOf } from "../../composition/originality/originality.ts";
import { melodyOfPlan } from "../../composition/write/planned-melody.ts";
import { createSongMaker, writeSong } from "../../composition/write/write-song.ts";
import { findDecision, type Plan } from "../../foundation/plan/index.ts";
import { type Part, table } from "../table.ts";
import { popSongs } from "./corpus.ts";
import { deviation, ksDistance, mean, STATISTICS, statisticsOf } from "./song-statistics.ts";

const SONGS = 100;

export function sketchOfPlan(plan: Plan, name: string): SongSketch {
  const { melody, sections } = melodyOfPlan(plan);
  const value = (id: string): never => findDecision(plan, id)?.value as never;
  return {
    name,
    tempo: value("song.tempo"),
    metre: value("song.metre"),
    key: { tonic: value("song.tonic"), mode: value("song.mode") },
    bars: sections.reduce((sum, { bars }) => sum + bars, 0),
    melody,
    chords: [],
    sections,
  };
}

export const stylePart: Part = {
  name: "style",
  title: `${SONGS} songs in the style of every other song of POP909 001-240, against those songs`,
  run: async (data) => {
    const songs = await popSongs(data);
    const learned = songs.filter((_, at) => at % 2 === 0);
    const other = songs.filter((_, at) => at % 2 === 1);
    const maker = createSongMaker(learned, learnSongs(learned));
    const composed = Array.from({ length: SONGS }, (_, at) => {
      const { plan } = writeSong(maker, {
        brief: {},
        seed: at + 1,
        fixed: new Map(),
        redo: new Map(),
        version: "bench",
      });
      return sketchOfPlan(plan, `composed ${at + 1}`);
    });
    const of = (list: readonly SongSketch[]): number[][] => list.map((song) => statisticsOf(song));
    const [ours, theirs, others] = [of(composed), of(learned), of(other)];
    const column = (rows: readonly number[][], at: number): number[] => rows.map((row) => row[at] as number);
    const rows = STATISTICS.map((name, at) => {
      const [a, b, c] = [column(ours, at), column(theirs, at), column(others, at)];
      return {
        name,
        corpus: `${mean(b).toFixed(3)} ± ${deviation(b).toFixed(3)}`,
        composed: `${mean(a).toFixed(3)} ± ${deviation(a).toFixed(3)}`,
        shift: (mean(a) - mean(b)) / deviation(b),
        spread: deviation(a) / deviation(b),
        ks: ksDistance(a, b),
        realKs: ksDistance(c, b),
      };
    });
    const lines = learned.map(lineOfSong);
    const runs = composed.map((song) => originalityOf(lineOfSong(song), lines, maker.baseline).longest?.length ?? 0);
    const limit = maker.baseline.run?.percentile95 ?? 0;
    const within = runs.filter((run) => run <= limit).length;
    const among = Array.from(longestWithAny(composed.map(lineOfSong)));
    const figures = {
      rows,
      limit,
      within,
      mostWithCorpus: Math.max(...runs),
      mostAmongComposed: Math.max(...among),
      amongOverLimit: among.filter((run) => run > limit).length,
    };
    return {
      figures,
      lines: [
        ...table(
          [
            "figure",
            "corpus",
            "composed",
            "shift in SD (0.35)",
            "SD ratio (0.6 to 1.4)",
            "KS distance (0.25)",
            "real half against real half",
          ],
          rows.map((row) => [
            row.name,
            row.corpus,
            row.composed,
            row.shift.toFixed(2),
            row.spread.toFixed(2),
            row.ks.toFixed(2),
            row.realKs.toFixed(2),
          ]),
        ),
        "",
        ...table(
          ["what", "measured", "must"],
          [
            [
              `songs whose longest run shared with a song of the corpus is within its 95th percentile (${limit} moves)`,
              `${within} of ${SONGS}`,
              `${SONGS}`,
            ],
            ["longest run with the corpus", `${figures.mostWithCorpus}`, `${limit}`],
            ["composed songs that share a longer run with another composed one", `${figures.amongOverLimit}`, "0"],
            ["longest run between two composed songs", `${figures.mostAmongComposed}`, `${limit}`],
          ],
        ),
      ],
    };
  },
};
