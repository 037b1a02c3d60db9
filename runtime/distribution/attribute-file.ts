/** A table of what songs are like (docs/attributes.md), matched to recordings by ISRC or by title and artist. */
import { readFile } from "node:fs/promises";
import { createRecordingMatcher } from "../../foundation/catalogue/match-recordings.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import type { Question } from "../../foundation/tables/index.ts";
import { type CsvRow, csvRows, numberOf, refuseCell } from "../project/csv-rows.ts";
import type { ChartedRecording } from "./chart-cells.ts";

type Attributes = Readonly<Record<string, number>>;

export interface AttributeTable {
  readonly rows: readonly {
    readonly isrc: string;
    readonly title: string;
    readonly artist: string;
    readonly attributes: Attributes;
  }[];
}

const NAMES = ["isrc", "title", "artist"];
/** Genres beyond these are "other": shares of rare ones say nothing. */
const MOST_GENRES = 8;

export async function readAttributes(path: string): Promise<AttributeTable> {
  const [header, ...rows] = csvRows(await readFile(path, "utf8"));
  if (!header) throw new FormatError("CSV", 0, "a header: isrc or title and artist, then attributes", "an empty file");
  const columns = header.cells.map((name) => name.toLowerCase());
  const at = (name: string): number => columns.indexOf(name);
  if (at("isrc") < 0 && (at("title") < 0 || at("artist") < 0))
    refuseCell(header, 0, "isrc, or title and artist, in the header");
  const genres = commonGenres(rows, at("genre"));
  return {
    rows: rows.map((row) => {
      const attributes: Record<string, number> = {};
      for (const [column, name] of columns.entries()) {
        const cell = row.cells[column] ?? "";
        if (NAMES.includes(name) || name === "key" || cell === "") continue;
        if (name === "genre")
          for (const genre of genres) attributes[`genre: ${genre}`] = Number(cell.toLowerCase() === genre);
        else if (name === "mode") attributes.major = modeOf(row, column, cell);
        else if (name === "length") attributes.length = secondsOf(row, column, cell);
        else {
          const value = numberOf(cell);
          if (value === null) refuseCell(row, column, "a number or nothing");
          if (!Number.isNaN(value)) attributes[name] = value;
        }
      }
      const text = (name: string): string => row.cells[at(name)] ?? "";
      return {
        isrc: text("isrc").replace(/-/g, "").toUpperCase(),
        title: text("title"),
        artist: text("artist"),
        attributes,
      };
    }),
  };
}

function commonGenres(rows: readonly CsvRow[], column: number): string[] {
  if (column < 0) return [];
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const genre = (cells[column] ?? "").toLowerCase();
    if (genre !== "") counts.set(genre, (counts.get(genre) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_GENRES)
    .map(([genre]) => genre);
}

function modeOf(row: CsvRow, column: number, cell: string): number {
  const mode = cell.toLowerCase();
  if (mode === "major" || mode === "1") return 1;
  if (mode === "minor" || mode === "0") return 0;
  return refuseCell(row, column, "major or minor (1 or 0)");
}

/** Seconds of "203.4" or "3:23". */
function secondsOf(row: CsvRow, column: number, cell: string): number {
  const clock = /^(\d+):([0-5]\d(?:\.\d+)?)$/.exec(cell);
  const value = clock ? 60 * Number(clock[1]) + Number(clock[2]) : numberOf(cell);
  return value !== null && value > 0 ? value : refuseCell(row, column, "seconds over 0, or minutes like 3:23");
}

export interface MatchedAttributes {
  /** By key of the recording: the surely same ones, and those that a person said are. */
  readonly known: ReadonlyMap<string, Attributes>;
  /** Songs of charts that could be a row of the table: neither used nor forgotten. */
  readonly questions: readonly Question[];
  /** How many of `known` rest on a person's answer. */
  readonly answered: number;
}

/** @param answers by id of a question: "yes" or "no" */
export function matchAttributes(
  { rows }: AttributeTable,
  recordings: readonly ChartedRecording[],
  answers: Readonly<Record<string, string>>,
): MatchedAttributes {
  const byIsrc = new Map(rows.filter(({ isrc }) => isrc !== "").map((row) => [row.isrc, row.attributes]));
  const named = rows.filter(({ title }) => title !== "");
  const matcher = createRecordingMatcher(
    named.map(({ isrc, title, artist }) => ({ title, artist, seconds: null, isrc: isrc === "" ? null : isrc })),
  );
  const known = new Map<string, Attributes>();
  const questions = new Map<string, Question>();
  let answered = 0;
  for (const { key, isrc, title, version, artist } of recordings) {
    const own = byIsrc.get(isrc);
    if (own) known.set(key, own);
    if (own || title === "" || named.length === 0) continue;
    const { decision, matches } = matcher.match({
      title,
      version,
      artist,
      seconds: null,
      isrc: isrc === "" ? null : isrc,
    });
    const [match] = matches;
    const best = match && named[match.at];
    if (!match || !best || decision === "new") continue;
    const id = `${ATTRIBUTE_QUESTION}${title} / ${artist}:${best.title} / ${best.artist}`;
    if (decision === "same" || answers[id] === "yes") {
      known.set(key, best.attributes);
      if (decision !== "same") answered++;
    } else if (answers[id] !== "no") {
      questions.set(id, {
        id,
        file: "attributes",
        what: `Is "${title}" by ${artist}, on a chart, the "${best.title}" by ${best.artist} of the table?`,
        choices: ["yes", "no"],
        proposal: "yes",
        why: `${Math.round(100 * match.probability)} % likely by title, version and artist`,
      });
    }
  }
  return { known, questions: [...questions.values()], answered };
}

/** What ids of these questions begin with. */
export const ATTRIBUTE_QUESTION = "attributes:";
