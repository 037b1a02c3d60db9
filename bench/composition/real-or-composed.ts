/** Whether classifiers tell composed phrases from real ones; controls: real against real, a Markov chain against real. */
import { learnSongs } from "../../composition/learn/song/song-model.ts";
import { type SketchNote, type SongSketch, stepsPerBar } from "../../composition/learn/song/song-sketch.ts";
import { createSongMaker, writeSong } from "../../composition/write/write-song.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type Part, table } from "../table.ts";
import { areaUnderCurve, boosted, logistic } from "./classifiers.ts";
import { popSongs } from "./corpus.ts";
import { type Phrase, phraseFeatures, phraseGrams } from "./phrase-features.ts";
import { sketchOfPlan } from "./style.ts";

/** Phrases of so many bars from a song's sections, with at least two notes a bar. */
function phrasesOf(song: SongSketch, bars: number): Phrase[] {
  if (stepsPerBar(song.metre) !== 16) return [];
  const out: Phrase[] = [];
  for (let bar = song.sections[0]?.bar ?? 0; bar + bars <= song.bars; bar += bars) {
    const from = bar * 16;
    const notes = song.melody
      .filter(({ step }) => step >= from && step < from + bars * 16)
      .map((note): SketchNote => ({ ...note, step: note.step - from }));
    if (notes.length >= 2 * bars)
      out.push({ song: song.name, notes, bars, tonic: song.key.tonic, minor: song.key.mode === "minor" });
  }
  return out;
}

/** Songs of a chain of order five over (interval, gap, length), as long as the songs it learned from. */
function markovSongs(songs: readonly SongSketch[], seed: number): SongSketch[] {
  const after = new Map<string, string[]>();
  const tokens = (song: SongSketch): string[] =>
    song.melody.slice(1).map((note, at) => {
      const before = song.melody[at] as SketchNote;
      return `${note.pitch - before.pitch},${Math.min(32, note.step - before.step)},${Math.min(16, note.length)}`;
    });
  for (const song of songs) {
    const list = tokens(song);
    for (let at = 0; at < list.length; at++)
      for (let order = 0; order <= Math.min(5, at); order++) {
        const key = list.slice(at - order, at).join(" ");
        const next = after.get(key) ?? [];
        next.push(list[at] as string);
        after.set(key, next);
      }
  }
  return songs.map((song, number) => {
    const random = createRandom(seed).split(`markov ${number}`);
    const first = song.melody[0] as SketchNote;
    const melody: SketchNote[] = [first];
    const past: string[] = [];
    while (melody.length < song.melody.length) {
      let order = Math.min(5, past.length);
      while (!after.has(past.slice(past.length - order).join(" "))) order--;
      const token = random.pick(after.get(order === 0 ? "" : past.slice(past.length - order).join(" ")) as string[]);
      past.push(token);
      const [interval, gap, length] = token.split(",").map(Number) as [number, number, number];
      const last = melody[melody.length - 1] as SketchNote;
      const pitch = last.pitch + interval;
      melody.push({ step: last.step + gap, length, pitch: pitch < 48 ? pitch + 12 : pitch > 86 ? pitch - 12 : pitch });
    }
    return { ...song, name: `markov ${number}`, melody };
  });
}

/** Mean area over five folds by song. */
function areas(real: readonly Phrase[], other: readonly Phrase[]): { logistic: number; boosted: number } {
  const all = [...real.map((phrase) => ({ phrase, label: 0 })), ...other.map((phrase) => ({ phrase, label: 1 }))];
  const names = createRandom(1)
    .split("folds")
    .shuffle([...new Set(all.map(({ phrase }) => phrase.song))].sort());
  const fold = new Map(names.map((name, at) => [name, at % 5]));
  const sums = { logistic: 0, boosted: 0 };
  for (let k = 0; k < 5; k++) {
    const train = all.filter(({ phrase }) => fold.get(phrase.song) !== k);
    const test = all.filter(({ phrase }) => fold.get(phrase.song) === k);
    const counts = new Map<string, number>();
    for (const { phrase } of train)
      for (const gram of phraseGrams(phrase)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    const grams = [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, 60)
      .map(([gram]) => gram);
    const withGrams = (phrase: Phrase): number[] => {
      const own = new Map<string, number>();
      const list = phraseGrams(phrase);
      for (const gram of list) own.set(gram, (own.get(gram) ?? 0) + 1);
      return [...phraseFeatures(phrase), ...grams.map((gram) => (own.get(gram) ?? 0) / Math.max(1, list.length))];
    };
    const labels = train.map(({ label }) => label);
    const truth = test.map(({ label }) => label);
    sums.logistic +=
      areaUnderCurve(
        logistic(
          train.map(({ phrase }) => phraseFeatures(phrase)),
          labels,
          test.map(({ phrase }) => phraseFeatures(phrase)),
        ),
        truth,
      ) / 5;
    sums.boosted +=
      areaUnderCurve(
        boosted(
          train.map(({ phrase }) => withGrams(phrase)),
          labels,
          test.map(({ phrase }) => withGrams(phrase)),
        ),
        truth,
      ) / 5;
  }
  return sums;
}

export const realOrComposedPart: Part = {
  name: "real",
  title:
    "Phrases of 100 composed songs (style of half of POP909) against phrases of the other half, area under the curve",
  run: async (data) => {
    const songs = await popSongs(data);
    const learned = songs.filter((_, at) => at % 2 === 0);
    const other = songs.filter((_, at) => at % 2 === 1);
    const maker = createSongMaker(learned, learnSongs(learned));
    const composed = Array.from({ length: 100 }, (_, at) =>
      sketchOfPlan(
        writeSong(maker, { brief: {}, seed: at + 1, fixed: new Map(), redo: new Map(), version: "bench" }).plan,
        `composed ${at + 1}`,
      ),
    );
    const markov = markovSongs(learned, 1);
    const rows: string[][] = [];
    const figures: Record<string, unknown> = {};
    for (const bars of [4, 8]) {
      const of = (list: readonly SongSketch[]): Phrase[] =>
        list
          .flatMap((song) => phrasesOf(song, bars))
          .filter((_, at, every) => at % Math.ceil(every.length / 900) === 0);
      const real = of(other);
      for (const [name, list] of [
        ["composed", composed],
        ["real, the half learned from", learned],
        ["Markov, order 5", markov],
      ] as const) {
        const area = areas(real, of(list));
        figures[`${bars} ${name}`] = area;
        rows.push([`${bars} bars: ${name}`, area.logistic.toFixed(3), area.boosted.toFixed(3)]);
      }
    }
    return {
      figures,
      lines: table(
        ["real phrases against", "logistic, 38 figures (composed: 0.70)", "boosted trees with 2-grams (0.70)"],
        rows,
      ),
    };
  },
};
