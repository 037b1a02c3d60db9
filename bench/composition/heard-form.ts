/**
 * Borders of sections heard in sound: the instrument of the studio's waveform, and for composition a second segmenter that
 * shares nothing with its own analyser (it knows no notes, bars or phrases).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { playStem, stemsOf } from "../../composition/index.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { createClock, type Score } from "../../foundation/score/index.ts";
import { createHookAnalyser, findSections, type Section } from "../../production/index.ts";
import { type Part, table } from "../table.ts";
import { ASKED_FORMS } from "./form.ts";
import { defaultMaker } from "./maker.ts";
import { type PopSong, popSongs } from "./score-material.ts";
import { labelledBars } from "./structure-bars.ts";

const RATE = 22_050;
const EVEN_SECONDS = 20;
const EACH = 40;
const SONGS = 40;

interface Known {
  /** Seconds where a phrase or section begins, without the first, and its letter or label. */
  readonly parts: readonly { readonly from: number; readonly label: string }[];
  readonly firstLabel: string;
  readonly score: Score;
  readonly barSeconds: number;
}

interface Heard extends Known {
  readonly seconds: number;
  readonly found: readonly Section[];
}

export const heardFormPart: Part = {
  name: "heard-form",
  title: "Borders of sections heard in sound",
  run: async (data) => {
    const pop = popSongs(data);
    const spread = (songs: readonly PopSong[]): readonly PopSong[] =>
      songs.filter((_, at) => at % Math.floor(songs.length / EACH) === 0).slice(0, EACH);
    const composed = Array.from({ length: SONGS }, (_, at) => composedSong(at + 1));
    const sets: readonly (readonly [string, readonly Heard[]])[] = [
      [
        "POP909, constants chosen on these",
        spread(pop.filter(({ chosen }) => chosen)).map((song) => heard(labelled(song))),
      ],
      ["POP909, others", spread(pop.filter(({ chosen }) => !chosen)).map((song) => heard(labelled(song)))],
      ["composed, lead, piano and guitar alone", composed.map((song) => heard(alone(song)))],
      ["composed, all instruments", composed.map((song) => heard(song))],
    ];
    const even = ({ seconds }: Heard): number[] =>
      Array.from({ length: Math.floor(seconds / EVEN_SECONDS) - 1 }, (_, n) => EVEN_SECONDS * (n + 1));
    const rows = sets.flatMap(([name, songs]) => [
      [name, ...scores(songs, ({ found }) => found.slice(1).map(({ from }) => from)), alikeF(songs)],
      [`${name}: every ${EVEN_SECONDS} s`, ...scores(songs, even), null],
    ]);
    return {
      lines: [
        ...table(["songs", "precision", "recall", "F, 1 bar", "F, 3 s", "found a song", "alike, pairwise F"], rows),
        "",
        "Precision: borders found that are one of a phrase or section; recall: changes of letter that are found, within a bar;",
        "F of the changes. POP909 is played on electric piano alone; where one letter follows itself nothing changes.",
      ],
      figures: rows,
    };
  },
};

function labelled(song: PopSong): Known {
  const { score } = song;
  const bars = labelledBars(song);
  const clock = createClock(score);
  const letters = [...readFileSync(join(song.structureFolder, "human_label1.txt"), "utf8").matchAll(/([A-Za-z])\d+/g)];
  const starts = [...bars.inner].map((bar) => {
    let quarters = 0;
    while (bars.barsAt(quarters) < bar - 1e-6 && quarters * score.division < score.lengthTicks) quarters += 0.25;
    return clock.secondsAt(Math.round(quarters * score.division));
  });
  const parts = starts.map((from, at) => ({ from, label: letters[at + 1]?.[1] ?? "" }));
  return { score, parts, firstLabel: letters[0]?.[1] ?? "", barSeconds: barSecondsOf(score) };
}

function composedSong(seed: number): Known {
  const form = ASKED_FORMS[seed % ASKED_FORMS.length] as string;
  const wishes = { brief: { form, metre: "4/4" }, seed, fixed: new Map(), redo: new Map(), version: "bench" };
  const score = performSong(writeSong(defaultMaker(), wishes).plan);
  const clock = createClock(score);
  const [first, ...others] = score.sections;
  const parts = others.map(({ from, label }) => ({ from: clock.secondsAt(from), label }));
  return { score, parts, firstLabel: first?.label ?? "", barSeconds: barSecondsOf(score) };
}

function barSecondsOf(score: Score): number {
  const clock = createClock(score);
  const middle = score.bars[score.bars.length >> 1];
  return middle ? clock.secondsAt(middle.tick + middle.duration) - clock.secondsAt(middle.tick) : 2;
}

/** As POP909 is: melody and chords, on one instrument. */
function alone(known: Known): Known {
  const parts = known.score.parts
    .filter(({ percussion, program }) => !percussion && (program ?? 0) < 32)
    .concat(known.score.parts.filter(({ percussion, program }) => !percussion && (program ?? 0) >= 80).slice(0, 1))
    .map((part) => ({ ...part, program: 4 }));
  return { ...known, score: { ...known.score, parts } };
}

function heard(known: Known): Heard {
  const stems = stemsOf(known.score).map((spec) => playStem(known.score, spec, RATE, 1).channels);
  const length = Math.max(...stems.map(([left]) => left?.length ?? 0));
  const sum = [0, 1].map((c) =>
    stems.reduce((total, channels) => {
      (channels[c] ?? channels[0])?.forEach((value, n) => {
        total[n]! += value;
      });
      return total;
    }, new Float32Array(length)),
  ) as [Float32Array, Float32Array];
  const analyser = createHookAnalyser(RATE);
  analyser.push(...sum);
  return { ...known, seconds: length / RATE, found: findSections(analyser.finish()) };
}

/** Of those of `a`, how many have one of `b` of their own within the tolerance. */
function hits(a: readonly number[], b: readonly number[], tolerance: number): number {
  const free = new Set(b.keys());
  let count = 0;
  for (const value of a) {
    const near = [...free].filter((at) => Math.abs((b[at] as number) - value) <= tolerance);
    const [best] = near.sort((x, y) => Math.abs((b[x] as number) - value) - Math.abs((b[y] as number) - value));
    if (best === undefined) continue;
    free.delete(best);
    count++;
  }
  return count;
}

/** Means over songs: precision and recall, F within a bar and within 3 s, and how many were found. */
function scores(songs: readonly Heard[], find: (song: Heard) => readonly number[]): number[] {
  const mean = (of: (song: Heard) => number): number =>
    songs.reduce((sum, song) => sum + of(song), 0) / Math.max(1, songs.length);
  const changes = ({ parts, firstLabel }: Heard): number[] =>
    parts.flatMap(({ from, label }, at) => (label === (parts[at - 1]?.label ?? firstLabel) ? [] : [from]));
  const share = (a: readonly number[], b: readonly number[], tolerance: number): number =>
    a.length === 0 ? 0 : hits(a, b, tolerance) / a.length;
  const f = (song: Heard, tolerance: number): number => {
    const [precision, recall] = [
      share(find(song), changes(song), tolerance),
      share(changes(song), find(song), tolerance),
    ];
    return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  };
  return [
    mean((song) =>
      share(
        find(song),
        song.parts.map(({ from }) => from),
        song.barSeconds,
      ),
    ),
    mean((song) => share(changes(song), find(song), song.barSeconds)),
    mean((song) => f(song, song.barSeconds)),
    mean((song) => f(song, 3)),
    mean((song) => find(song).length),
  ];
}

/** Pairs of seconds that are of one letter, found and known: the mean F of songs. */
function alikeF(songs: readonly Heard[]): number {
  const of = (song: Heard): number => {
    const known = [{ from: 0, label: song.firstLabel }, ...song.parts];
    const at = (list: readonly { readonly from: number; readonly label: string }[], second: number): string =>
      list.findLast(({ from }) => from <= second)?.label ?? "";
    const seconds = Array.from({ length: Math.floor(song.seconds) - 3 }, (_, n) => n + 0.5);
    const letters = seconds.map((second) => [at(known, second), at(song.found, second)] as const);
    let [both, first, second] = [0, 0, 0];
    for (const [n, [a, b]] of letters.entries())
      for (const [c, d] of letters.slice(0, n)) {
        if (a === c && b === d) both++;
        if (a === c) first++;
        if (b === d) second++;
      }
    return first + second === 0 ? 0 : (2 * both) / (first + second);
  };
  return songs.reduce((sum, song) => sum + of(song), 0) / songs.length;
}
