/** `popularity`: the answer as text, JSON, a page, rows and a target profile. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type OwnSong, type Popularity, popularityOf } from "../../distribution/index.ts";
import { readTerritory } from "../../foundation/catalogue/territory.ts";
import { shortest } from "../../foundation/look/figure-text.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import type { Question } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import type { HeardMusic } from "../../production/index.ts";
import { ATTRIBUTE_QUESTION, matchAttributes, readAttributes } from "../distribution/attribute-file.ts";
import { chartCells } from "../distribution/chart-cells.ts";
import { ownSong } from "../distribution/own-audio.ts";
import { writeWhole } from "../project/files.ts";
import { musicText } from "../report/music-text.ts";
import { chartName, popularityReport, trendSentence } from "../report/popularity-report.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { openStore } from "../store/project-store.ts";
import { readAnswers } from "./import-exports.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
  readonly attributes: string | null;
  readonly audio: readonly string[];
  readonly territory: string | null;
  readonly answers: string | null;
}

export async function showPopularity(context: Context): Promise<void> {
  const options = context.options as unknown as Options;
  const territory = options.territory === null ? null : readTerritory(options.territory);
  if (options.territory !== null && territory === null)
    throw new InputError("--territory", "a territory like JP or Japan", options.territory);
  const table = options.attributes === null ? null : await readAttributes(options.attributes);
  const { done, failed } = await context.each(
    options.audio.map((path) => resolve(path)),
    async (path, run) => {
      const analysed = await analyseFile(path, run, { wholeSpectrumHop: true, music: true });
      return ownSong(analysed, analysed.music as HeardMusic);
    },
  );
  const answers = await readAnswers(options.answers);
  const own = done.map(({ result }) => result);
  const store = await openStore(options.project, { mustExist: true });
  try {
    const { cells, recordings } = await chartCells(store.facts);
    const matched = table ? matchAttributes(table, recordings, { ...store.state.answers(), ...answers }) : null;
    for (const [id, value] of Object.entries(answers))
      if (id.startsWith(ATTRIBUTE_QUESTION)) store.state.keepAnswer(id, value, "person");
    const answer = popularityOf(cells, {
      attributes: (recording) => matched?.known.get(recording) ?? {},
      territory,
      own,
    });
    if (context.out !== null && answer.status === "done") {
      await mkdir(context.out, { recursive: true });
      const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
      await writeWhole(join(context.out, "popularity.html"), popularityReport(answer), context.force);
      await writeWhole(join(context.out, "popularity.csv"), rowsText(answer), context.force);
      await writeWhole(join(context.out, "popularity.json"), json(answer), context.force);
      if (answer.target) await writeWhole(join(context.out, "target.json"), json(answer.target), context.force);
    }
    for (const line of answer.status === "done" ? linesOf(answer) : [answer.missing, answer.cheapestNextStep])
      context.say(line);
    for (const song of own) for (const line of ownLines(song)) context.say(line);
    const questions = matched?.questions ?? [];
    for (const line of doubtLines(questions)) context.say(line);
    context.write({
      ...answer,
      // Without charts one's own songs are still what they are.
      own,
      ...(matched ? { matched: { recordings: matched.known.size, answered: matched.answered, questions } } : {}),
      ...(failed.length > 0 ? { failed } : {}),
    });
  } finally {
    store.close();
  }
}

/** Doubtful matches are left out until they are answered; five are shown, `--json` has them all. */
function doubtLines(questions: readonly Question[]): string[] {
  if (questions.length === 0) return [];
  return [
    `${questions.length} songs of charts could be a row of the table and are left out; answer with --answers FILE:`,
    ...questions.slice(0, 5).map(({ id, what, why }) => `  ? ${what} ${why} ({${JSON.stringify(id)}: "yes"})`),
  ];
}

function ownLines({ file, attributes, heard }: OwnSong): string[] {
  const measured = ["length", "loudness", "tone"].flatMap((name) =>
    attributes[name] === undefined ? [] : [`${name} ${shortest(attributes[name])}`],
  );
  return [`  ${file}: ${measured.join(", ")}`, `    ${musicText(heard)}`];
}

function linesOf({ charts, announced, missing, trends, period, target }: Popularity): string[] {
  return [
    `charts from ${period.from} to ${period.until}`,
    ...charts.map(
      ({ territory, charts: count, entries, medianPeak, halfLife }) =>
        `  ${chartName(territory)}: ${count} charts, ${entries.toFixed(1)} entries a chart, median peak ${medianPeak}, half have left after ${halfLife.value ?? "more than all"} charts (${halfLife.low ?? "?"} to ${halfLife.high ?? "?"})`,
    ),
    ...(missing ? [`  no trends: ${missing.missing}`, `  ${missing.cheapestNextStep}`] : []),
    ...(trends.length > 0 && announced.length === 0 ? [`  none of ${trends.length} trends looked for is there`] : []),
    ...announced.map((trend) => `  ${trendSentence(trend)}`),
    ...(target
      ? target.ranges.map(
          ({ attribute, low, middle, high }) =>
            `  target ${attribute}: ${middle.toPrecision(4)} (${low.toPrecision(4)} to ${high.toPrecision(4)})`,
        )
      : []),
  ];
}

function rowsText({ trends }: Popularity): string {
  return csvText([
    ["attribute", "territory", "change a year", "low", "high", "p", "adjusted p", "entries", "artists"],
    ...trends.map((each) => [
      each.attribute,
      each.territory ?? "all",
      each.slope,
      each.low,
      each.high,
      each.p,
      each.adjusted,
      each.entries,
      each.artists,
    ]),
  ]);
}
