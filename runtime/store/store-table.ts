/** A prepared table into the store: identity, facts, and the ledger of every record. */
import { createHash } from "node:crypto";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import {
  type Accounting,
  type Answers,
  blankContacts,
  isoDay,
  measureKeys,
  NONE,
  type Question,
  readDate,
  type Span,
  type TableReading,
  wholeMonth,
} from "../../foundation/tables/index.ts";
import type { TableLedger } from "./import-ledger.ts";
import { changedCells, shadowCells, totalsOf } from "./import-totals.ts";
import { addSource, type KnownStatement, keepImport, knownStatement, partOf, statementLines } from "./keep-import.ts";
import type { PreparedTable } from "./prepare-table.ts";
import type { ProjectStore } from "./project-store.ts";
import { blankPath } from "./shown-paths.ts";
import { convertTable } from "./table-reader.ts";
import { shownSource } from "./table-source.ts";
import { askWhoseAccount } from "./whose-account.ts";

/** The whole period that a table is about; null where its cells hold no date. */
function periodOf({ match, surveyed }: PreparedTable, reading: TableReading): Span | null {
  if (match.layout.countedDays || match.layout.timeless) return reading.facts.period ?? null;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const [key, texts] of Object.entries(surveyed.survey.days)) {
    if (match.layout.columns[key]?.role === "statement") continue;
    for (const text of texts) {
      const number = reading.yearless?.[key]?.[text.trim()];
      const day =
        number === undefined ? readDate(text, reading.orders[key] ?? "day-first") : { from: number, until: number };
      if (!day) continue;
      const span = match.layout.columns[key]?.grain === "month" ? wholeMonth(day) : day;
      from = Math.min(from, span.from);
      until = Math.max(until, span.until);
    }
  }
  return from <= until ? { from, until } : (reading.facts.period ?? null);
}

/**
 * Puts a prepared table, without open questions, into the store. One question can come up only here: nothing is stored then.
 */
export async function storeTable(
  store: ProjectStore,
  prepared: PreparedTable,
  answers: Answers,
  run: Run,
): Promise<TableLedger | Question> {
  const { source, match, surveyed, table, account } = prepared;
  const reading = prepared.reading as TableReading;
  const { layout } = match;
  const { facts } = store;
  const part = partOf(source);
  const period = periodOf(prepared, reading);
  const found = identify(prepared, reading, period, store);
  const sources = new Int32Array(Math.max(1, found.length));
  for (const [at, { status, source: id }] of found.entries()) sources[at] = status === "unchanged" ? NONE : id;
  let fresh = found.filter(({ status }) => status !== "unchanged");

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
    if (accounting.accepted === 0) fresh = [];
    for (const { source: id } of fresh) {
      await addSource(facts, id, layout.basis, account, layout.id, layout.overlaps, period);
    }
    facts.flush();
    const question = await askWhoseAccount(facts, fresh, prepared, answers);
    if (question) {
      await facts.rollback();
      return question;
    }
    await facts.commit();
  } catch (error) {
    await facts.rollback();
    throw error;
  }

  const statements = accounting.accepted === 0 ? [] : found;
  const lines = await statementLines(facts, statements, account);
  const totals = await totalsOf(
    facts,
    statements.map(({ source: id }) => id),
  );
  const changed =
    layout.overlaps && fresh.length > 0 ? await changedCells(facts, (fresh[0] as KnownStatement).source) : null;
  const ledger: TableLedger = {
    path: blankPath(source.path),
    member: source.member === null ? null : blankContacts(source.member),
    sha256: surveyed.hash,
    status: accounting.accepted === 0 ? "nothing accepted" : fresh.length > 0 ? "imported" : "unchanged",
    layout: layout.id,
    layoutTitle: layout.title,
    encoding: surveyed.encoding.encoding,
    ...accounting,
    period: period ? { from: isoDay(period.from), until: isoDay(period.until) } : null,
    statements: lines,
    totals,
    changed,
    definitions: definitionsOf(match),
    questions: [],
  };
  if (fresh.length > 0) {
    await keepImport(store, ledger, surveyed.encoding, table.headerLine, source, surveyed.bytes, part, fresh);
    if (layout.overlaps) await shadowCells(facts, account, layout.id);
  }
  return ledger;
}

/** What the service counts, for each unit that the file has. */
export function definitionsOf({ layout, columns }: PreparedTable["match"]): TableLedger["definitions"] {
  const { definitions = {}, measures } = layout;
  const units = measures.flatMap((measure) => {
    if (!measureKeys(measure).some((key) => key in columns)) return [];
    return typeof measure.unit === "string"
      ? [measure.unit]
      : "named" in measure.unit
        ? Object.values(measure.unit.named)
        : [];
  });
  return [...new Set(units)].flatMap((unit) => (definitions[unit] ? [{ unit, counts: definitions[unit] }] : []));
}

/** Which statements the table holds, and what the store knows of each. */
function identify(
  prepared: PreparedTable,
  reading: TableReading,
  period: Span | null,
  store: ProjectStore,
): KnownStatement[] {
  const { match, surveyed, account } = prepared;
  const { layout } = match;
  const column = Object.keys(match.columns).find((key) => layout.columns[key]?.role === "statement");
  const part = partOf(prepared.source);
  let next = store.state.nextId("statements");
  return surveyed.survey.statements.map((text, at) => {
    const key = column === undefined ? fileKey(reading, period, prepared) : statementKey(text, reading, column);
    const hash = createHash("sha256")
      .update(`${surveyed.statements[at]}${readingText(reading)}`)
      .digest("hex");
    const known = knownStatement(store, account, layout.id, key, part, hash, next);
    if (known.status !== "unchanged") next++;
    return known;
  });
}

/** What was decided about the reading: the same records read otherwise are other facts. */
function readingText({ match, marks, orders, facts }: TableReading): string {
  const { layout, columns } = match;
  return JSON.stringify([layout.id, layout.columns, layout.measures, columns, marks, orders, facts]);
}

/** "by campaign, adSet, age": exports of the same ads at another level, or broken down, stand beside each other. */
function breakdown({ layout, columns }: PreparedTable["match"]): string | undefined {
  if (layout.item !== "ad") return undefined;
  const keys = Object.keys(layout.columns).filter((key) => {
    const { role, item = "" } = layout.columns[key] as (typeof layout.columns)[string];
    return key in columns && (role === "territory" || ["campaign", "adSet", "ad", "group"].includes(item));
  });
  return `by ${keys.join(", ")}`;
}

/** Which figures of an account a table has: one with others stands beside it. */
const figuresOf = ({ layout, columns }: PreparedTable["match"]): string =>
  layout.measures.flatMap((measure) => measureKeys(measure).filter((key) => key in columns)).join(", ");

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
function fileKey({ facts }: TableReading, period: Span | null, { match, source }: PreparedTable): string {
  const parts = [
    period ? `${isoDay(period.from)}..${isoDay(period.until)}` : "",
    facts.title,
    facts.territory,
    facts.service,
    facts.metric,
    breakdown(match),
    match.layout.item === "account" ? figuresOf(match) : undefined,
    match.layout.timeless ? shownSource(source) : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("; ");
}
