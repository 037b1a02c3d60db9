/** Mixes of disturbed stems against the artist's own mixes: levels, lead vocal, features, masking. */
import type { MixKnowledge } from "../../production/mix/index.ts";
import { type Part, table } from "../table.ts";
import { type Case, type Judged, judgeCase } from "./balance.ts";
import { learn, learnedStems, medianOf, practiceExamples } from "./learn.ts";
import { type Excerpt, excerptsOfSong, SEEDS } from "./material.ts";
import { stemSongs } from "./songs.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
const geometric = (values: readonly number[]): number =>
  Math.exp(mean(values.map((each) => Math.log(Math.max(1e-9, each)))));
const dB = (value: number): string => value.toFixed(2);

interface Row {
  readonly excerpt: Excerpt;
  readonly cases: readonly Case[];
}

export const levelsPart: Part = {
  name: "levels",
  title: "Levels, features and masking of mixes from disturbed stems (means of 5 seeds)",
  run: async (data) => {
    const excerpts: Excerpt[] = [];
    for (const song of stemSongs(data)) if (song.stems.length > 2) excerpts.push(...(await excerptsOfSong(song)));
    const learned = learnedStems(excerpts);
    const practice = practiceExamples();
    const all = learn(learned, null, practice);
    const judged = excerpts.map((excerpt, at) => ({ excerpt, at })).filter(({ excerpt }) => excerpt.mixed);
    const run = (named: boolean, knowledge: (song: string) => MixKnowledge): Row[] =>
      judged.map(({ excerpt, at }) => ({
        excerpt,
        cases: SEEDS.map((round) => judgeCase(excerpt, at, round, named, knowledge(excerpt.song))),
      }));
    const left = new Map(judged.map(({ excerpt }) => [excerpt.song, learn(learned, excerpt.song, practice)]));
    const without = (song: string): MixKnowledge => left.get(song) as MixKnowledge;
    const blind = run(false, without);
    const named = run(true, without);
    const known = run(false, () => all);
    const undisturbed = judged.map(({ excerpt, at }) => ({
      excerpt,
      cases: [judgeCase(excerpt, at, 0, true, without(excerpt.song))],
    }));
    const error = (row: Row | undefined, of: (each: Case) => Judged): number =>
      mean((row as Row).cases.map((each) => of(each).errorDb));
    const ours = (each: Case): Judged => each.ours;
    const equal = (each: Case): Judged => each.equal;
    const rows = blind.map((row, at) => [
      row.excerpt.label,
      row.excerpt.stems.length,
      dB(error(row, (each) => each.plain)),
      dB(error(row, equal)),
      dB(error(row, ours)),
      dB(error(named[at], ours)),
      dB(error(known[at], ours)),
      dB(error(undisturbed[at], ours)),
      percent(geometric(row.cases.map((each) => each.ours.distance / each.equal.distance))),
      percent(mean(row.cases.map((each) => each.equal.maskedShare))),
      percent(mean(row.cases.map((each) => each.ours.maskedShare))),
    ]);
    const column = (of: readonly Row[], which: (each: Case) => Judged): number =>
      mean(of.map((row) => error(row, which)));
    const masked = (which: (each: Case) => Judged): number =>
      mean(blind.flatMap(({ cases }) => cases.map((each) => which(each).maskedShare)));
    const distance = geometric(
      blind.flatMap(({ cases }) => cases.map((each) => each.ours.distance / each.equal.distance)),
    );
    const leads = blind.filter(({ cases }) => cases[0]?.ours.leadErrorDb !== null);
    const audible = leads.flatMap(({ cases }) => cases.map((each) => each.ours.leadAudible ?? 0));
    const changes = undisturbed.flatMap(({ cases }) => (cases[0] as Case).ours.errorsDb.map(Math.abs));
    return {
      lines: [
        ...table(
          [
            "excerpt",
            "stems",
            "level error, dB: plain sum",
            "equal loudness",
            "ours, without names",
            "with names",
            "song not left out",
            "undisturbed stems",
            "features distance, ours / equal",
            "masked: equal",
            "ours",
          ],
          rows,
        ),
        "",
        `stem level error, leave one song out, mean of excerpts: ${dB(column(blind, ours))} dB without names, ${dB(column(named, ours))} with names (equal loudness ${dB(column(blind, equal))}; the song not left out ${dB(column(known, ours))})`,
        ...leads.map(
          ({ excerpt, cases }) =>
            `lead vocal, ${excerpt.label}: ${dB(mean(cases.map((each) => Math.abs(each.ours.leadErrorDb as number))))} dB off (equal loudness ${dB(mean(cases.map((each) => Math.abs(each.equal.leadErrorDb as number))))})`,
        ),
        `lead vocal free in ${percent(mean(audible))} of its frames`,
        `features distance, geometric mean of ours over equal loudness: ${percent(distance)}`,
        `masked bands: ${percent(masked(ours))} (equal loudness ${percent(masked(equal))}): ${percent(masked(ours) / masked(equal) - 1)}`,
        `undisturbed stems, default options: median change ${dB(medianOf(changes))} dB`,
      ],
      figures: {
        blindDb: column(blind, ours),
        namedDb: column(named, ours),
        equalDb: column(blind, equal),
        distanceRatio: distance,
        maskedOurs: masked(ours),
        maskedEqual: masked(equal),
        undisturbedDb: medianOf(changes),
      },
    };
  },
};

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
