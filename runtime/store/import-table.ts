/** One table into the store: survey, questions, identity, facts, and the ledger of every record. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename } from "node:path";
import { FormatError } from "../../foundation/plan/errors.ts";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import {
  type Accounting,
  type Answers,
  changeMapping,
  type DetectedTable,
  decideReading,
  isoDay,
  type Layout,
  type LayoutMatch,
  mappingText,
  matchLayout,
  NONE,
  proposeLayout,
  type Question,
  readDate,
  type Span,
  type TableReading,
  wholeMonth,
} from "../../foundation/tables/index.ts";
import type { StatementLine, TableLedger } from "./import-ledger.ts";
import { changedCells, shadowCells, totalsOf } from "./import-totals.ts";
import { dropOrphans, type ProjectStore } from "./project-store.ts";
import { type DetectedSource, detectSource, type SurveyedSource } from "./table-job.ts";
import { convertTable, surveyTable } from "./table-reader.ts";
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
  options: ImportOptions,
  run: Run,
): Promise<PreparedTable | null> {
  const detected = detectSource(source, options.layouts);
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
      names: source.member === null ? [basename(source.path)] : [basename(source.member), basename(source.path)],
      hash: surveyed.hash,
      written: Math.floor(statSync(source.path).mtimeMs / 86_400_000),
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
          facts: decided.facts,
        };
  return { source, detected, table, match, surveyed, reading, account: options.account ?? decided.account, questions };
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
    const lacks = Object.values(layout.columns).filter(
      (spec) => !spec.optional && !matchLayout({ ...layout, columns: { one: spec } }, table.header),
    );
    throw new FormatError(
      layout.title,
      0,
      `the columns ${lacks.map(({ names }) => `"${names[0]}"`).join(", ")}`,
      `line ${table.headerLine} has ${table.header.join(", ")}`,
    );
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

/** The whole period that a table is about; null where its cells hold no date. */
function periodOf({ match, surveyed }: PreparedTable, reading: TableReading): Span | null {
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const [key, texts] of Object.entries(surveyed.survey.days)) {
    if (match.layout.columns[key]?.role === "statement") continue;
    for (const text of texts) {
      const day = readDate(text, reading.orders[key] ?? "day-first");
      if (!day) continue;
      const span = match.layout.columns[key]?.grain === "month" ? wholeMonth(day) : day;
      from = Math.min(from, span.from);
      until = Math.max(until, span.until);
    }
  }
  return from <= until ? { from, until } : (reading.facts.period ?? null);
}

interface Statement {
  readonly key: string;
  readonly hash: string;
  readonly source: number;
  readonly status: StatementLine["status"];
  readonly version: number;
  readonly replaces: number | null;
}

/** Puts a prepared table, without open questions, into the store. */
export async function storeTable(store: ProjectStore, prepared: PreparedTable, run: Run): Promise<TableLedger> {
  const { source, match, surveyed, table, account } = prepared;
  const reading = prepared.reading as TableReading;
  const { layout } = match;
  const { state, facts } = store;
  const period = periodOf(prepared, reading);
  const statements = identify(prepared, reading, period, store);
  const sources = new Int32Array(Math.max(1, statements.length));
  for (const [at, { status, source: id }] of statements.entries()) sources[at] = status === "unchanged" ? NONE : id;
  const fresh = statements.filter(({ status }) => status !== "unchanged");

  facts.startFile();
  await facts.begin();
  let accounting: Accounting;
  try {
    accounting = await convertTable(
      source,
      surveyed.encoding,
      reading,
      table.header,
      run,
      (batch) => facts.append(batch, sources),
      (bytes) => {
        const share = Math.min(1, bytes / Math.max(1, surveyed.bytes));
        checkpoint(run, { done: 0.4 + 0.55 * share, total: 1, doing: "storing" });
      },
    );
    for (const { source: id } of fresh) {
      await facts.connection.run("insert into sources values ($1, $2, $3, $4, $5, $6::date)", [
        id,
        layout.basis,
        account,
        layout.id,
        layout.overlaps,
        period ? isoDay(period.until) : null,
      ] as never);
    }
    await facts.commit();
  } catch (error) {
    await facts.rollback();
    throw error;
  }

  const before = new Map<number, Awaited<ReturnType<typeof totalsOf>>>();
  for (const { replaces } of fresh) if (replaces !== null) before.set(replaces, await totalsOf(facts, [replaces]));
  const lines: StatementLine[] = [];
  for (const { key, source: id, status, version, replaces } of statements) {
    const changes = replaces === null ? {} : { before: before.get(replaces), now: await totalsOf(facts, [id]) };
    lines.push({ source: id, key, account, status, version, ...changes } as StatementLine);
  }
  const totals = await totalsOf(
    facts,
    statements.map(({ source: id }) => id),
  );
  const changed =
    layout.overlaps && fresh.length > 0 ? await changedCells(facts, (fresh[0] as Statement).source) : null;
  const ledger: TableLedger = {
    path: source.path,
    member: source.member,
    sha256: surveyed.hash,
    status: fresh.length > 0 ? "imported" : "unchanged",
    layout: layout.id,
    layoutTitle: layout.title,
    encoding: surveyed.encoding.encoding,
    ...accounting,
    period: period ? { from: isoDay(period.from), until: isoDay(period.until) } : null,
    statements: lines,
    totals,
    changed,
    questions: [],
  };
  if (fresh.length > 0) {
    state.transaction(() => {
      const file = state.nextId("files");
      state.database
        .prepare("insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .run(
          file,
          source.path,
          source.member,
          source.kind,
          surveyed.bytes,
          surveyed.hash,
          surveyed.encoding.encoding,
          surveyed.encoding.mark,
          layout.id,
          table.headerLine,
          JSON.stringify(ledger),
        );
      for (const { key, hash, source: id, version, replaces } of fresh) {
        if (replaces !== null) state.database.prepare("update statements set active = 0 where id = ?").run(replaces);
        state.database
          .prepare("insert into statements values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)")
          .run(
            id,
            file,
            account,
            layout.id,
            key,
            partOf(prepared),
            hash,
            version,
            ledger.period?.from ?? null,
            ledger.period?.until ?? null,
          );
      }
    });
    await dropOrphans(state, facts);
    if (layout.overlaps) await shadowCells(facts, account, layout.id);
  }
  return ledger;
}

/** Which statements the table holds, and what the store knows of each. */
function identify(
  prepared: PreparedTable,
  reading: TableReading,
  period: Span | null,
  { state }: ProjectStore,
): Statement[] {
  const { match, surveyed, account } = prepared;
  const { layout } = match;
  const column = Object.keys(match.columns).find((key) => layout.columns[key]?.role === "statement");
  const part = partOf(prepared);
  let next = state.nextId("statements");
  return surveyed.survey.statements.map((text, at) => {
    const key = column === undefined ? fileKey(reading, period) : statementKey(text, reading, column);
    const hash = createHash("sha256")
      .update(`${surveyed.statements[at]}${readingText(reading)}`)
      .digest("hex");
    const known = state.activeStatement(account, layout.id, key, part);
    if (known?.hash === hash)
      return { key, hash, source: known.id, status: "unchanged", version: known.version, replaces: null };
    return {
      key,
      hash,
      source: next++,
      status: known ? "replaced" : "new",
      version: (known?.version ?? 0) + 1,
      replaces: known?.id ?? null,
    };
  });
}

/** What was decided about the reading: the same records read otherwise are other facts. */
function readingText({ match, marks, orders, facts }: TableReading): string {
  const { layout, columns } = match;
  return JSON.stringify([layout.id, layout.columns, layout.measures, columns, marks, orders, facts]);
}

/** "2026-03-15" for a reporting date however it is written; other names as they stand. */
function statementKey(text: string, reading: TableReading, column: string): string {
  const span = readDate(text, reading.orders[column] ?? "day-first");
  return span
    ? span.from === span.until
      ? isoDay(span.from)
      : `${isoDay(span.from)}..${isoDay(span.until)}`
    : text.trim();
}

/** Exports without a statement of their own are known by their period, and what else the file is about. */
function fileKey({ facts }: TableReading, period: Span | null): string {
  const parts = [
    period ? `${isoDay(period.from)}..${isoDay(period.until)}` : "",
    facts.title,
    facts.territory,
    facts.service,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("; ");
}

/** "1of2" from a name that says so. */
function partOf({ source }: PreparedTable): string {
  return /(\d+)of(\d+)/i.exec(basename(source.member ?? source.path))?.[0]?.toLowerCase() ?? "";
}
