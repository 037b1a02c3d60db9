/** A table looked through: its layout, how it is read, and what there is to ask before. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename } from "node:path";
import { FormatError } from "../../foundation/plan/errors.ts";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import {
  type Answers,
  blankContacts,
  changeMapping,
  type DetectedTable,
  decideReading,
  isReserved,
  type Layout,
  type LayoutMatch,
  mappingText,
  matchLayout,
  missingColumns,
  proposeLayout,
  type Question,
  type TableReading,
} from "../../foundation/tables/index.ts";
import type { DetectedSource, SurveyedSource } from "./table-job.ts";
import { surveyTable } from "./table-reader.ts";
import { shownSource, type TableSource } from "./table-source.ts";

export interface ImportOptions {
  readonly layouts: readonly Layout[];
  /** Units by words of a sales type, for mapped tables. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Read it as this layout. */
  readonly as: string | null;
  readonly account: string | null;
  readonly answers: Answers;
}

/** A table that has been looked through, and what there is to ask. */
export interface PreparedTable {
  readonly source: TableSource;
  readonly detected: DetectedSource;
  readonly table: DetectedTable;
  readonly match: LayoutMatch;
  readonly surveyed: SurveyedSource;
  readonly reading: TableReading | null;
  readonly account: string;
  readonly questions: readonly Question[];
}

/** Looks a table through and decides how it is read. Null: there is no table in it. */
export async function prepareTable(
  source: TableSource,
  detected: DetectedSource,
  options: ImportOptions,
  run: Run,
): Promise<PreparedTable | null> {
  const { table } = detected;
  if (!table) return null;
  const questions: Question[] = [];
  const match = chooseLayout(source, table, options, questions);
  if (!match) return null;
  const surveyed = await surveyTable(source, detected.encoding, table, match, run, (bytes) => {
    checkpoint(run, { done: 0.4 * Math.min(1, bytes / Math.max(1, source.bytes)), total: 1, doing: "looking through" });
  });
  const decided = decideReading(
    match,
    table.header,
    surveyed.survey,
    {
      shown: shownSource(source),
      names: (source.member === null ? [source.path] : [source.member, source.path]).map((name) =>
        blankContacts(basename(name)),
      ),
      hash: surveyed.hash,
      written: Math.floor(statSync(source.path).mtimeMs / 86_400_000),
      preamble: table.preamble,
    },
    options.answers,
  );
  questions.push(...decided.questions);
  const reading: TableReading | null =
    questions.length > 0
      ? null
      : {
          match,
          delimiter: table.delimiter,
          quoting: true,
          headerLine: table.headerLine,
          width: table.header.length,
          marks: decided.marks,
          orders: decided.orders,
          yearless: decided.yearless,
          facts: decided.facts,
        };
  const answered = options.answers[accountQuestion(surveyed.hash)];
  const account = options.account ?? (answered === undefined || answered === "replace" ? decided.account : answered);
  return { source, detected, table, match, surveyed, reading, account, questions };
}

/** Whose account a file is from: asked where its statement would replace a stranger's. */
export function accountQuestion(hash: string): string {
  return `account:${hash.slice(0, 12)}`;
}

function chooseLayout(
  source: TableSource,
  table: DetectedTable,
  { layouts, kinds, as, answers }: ImportOptions,
  questions: Question[],
): LayoutMatch | null {
  const file = shownSource(source);
  if (as !== null) {
    const layout = layouts.find(({ id }) => id === as) as Layout;
    const match = matchLayout(layout, table.header);
    if (match) return match;
    const lacks = missingColumns(layout, table.header).map((name) => `"${name}"`);
    const reserved = isReserved(layout) || table.header.some((name) => blankContacts(name) !== name);
    const found = reserved ? `${table.header.length} columns, not all of them` : table.header.join(", ");
    const expected =
      lacks.length > 0 ? `the columns ${lacks.join(", ")}` : "no other columns than its own, and a figure";
    throw new FormatError(layout.title, 0, expected, `line ${table.headerLine} has ${found}`);
  }
  const [best, second] = table.matches;
  if (best) {
    const tied =
      second &&
      second.unknown.length === best.unknown.length &&
      Object.keys(second.columns).length === Object.keys(best.columns).length;
    if (!tied) return best;
    const id = `layout:${headerHash(table.header)}`;
    const chosen = table.matches.find(({ layout }) => layout.id === answers[id]);
    if (chosen) return chosen;
    questions.push({
      id,
      file,
      what: "Which of these exports is it?",
      choices: table.matches.map(({ layout }) => layout.id),
      proposal: best.layout.id,
      why: "the header fits more than one layout",
    });
    return best;
  }
  const id = `mapping:${headerHash(table.header)}`;
  const proposed = proposeLayout(id, table.header, table.sample.slice(0, 500), kinds);
  if (!proposed) return null;
  const answer = answers[id];
  const changed = answer?.startsWith("{") ? readChanges(proposed, answer, kinds) : null;
  const layout = changed ?? proposed;
  if (answer !== "yes" && !changed) {
    questions.push({
      id,
      file,
      what: `No known layout. Does the table read like this? ${mappingText(proposed)}`,
      choices: ["yes", "no"],
      proposal: "yes",
      why:
        answer === "no"
          ? 'it was answered "no": answer with an object, header to role, to correct it'
          : "a mapping is used only when you confirm it; it is remembered for the next file like this",
    });
  }
  return matchLayout(layout, table.header);
}

function readChanges(layout: Layout, answer: string, kinds: Readonly<Record<string, string>>): Layout | null {
  try {
    return changeMapping(layout, JSON.parse(answer) as Record<string, string>, kinds);
  } catch {
    return null;
  }
}

function headerHash(header: readonly string[]): string {
  return createHash("sha256").update(header.join("\0")).digest("hex").slice(0, 12);
}
