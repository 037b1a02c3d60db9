/** The second look at a file: records become facts, or are refused with their place and what was expected there. */
import { readService } from "../catalogue/service.ts";
import { readTerritory, UNKNOWN_TERRITORY } from "../catalogue/territory.ts";
import { type Accounting, createAccounting, ignore, reject, shownCell } from "./accounting.ts";
import { createCellDictionary } from "./cell-dictionary.ts";
import { BAD, type CellInterpreter, createCellInterpreter } from "./cell-interpreter.ts";
import { BATCH, createConversion, createNaming, doubt } from "./conversion.ts";
import { readDate, type Span, wholeMonth } from "./date-cells.ts";
import { createFactBatch, type FactBatch, NONE } from "./fact-batch.ts";
import { createIgnoreRules } from "./ignore-rules.ts";
import { createItemReader, type Published } from "./item-columns.ts";
import { createMeasureReaders } from "./measure-columns.ts";
import { createContextOf, createRecordingOf } from "./recording-columns.ts";
import { cellText, type Records } from "./records.ts";
import { classifyRecord, type TableReading } from "./table-reading.ts";
import { dayEnd, minuteOf } from "./time-cells.ts";

export interface TableConverter {
  add(records: Records): void;
  /** Gives the last facts out, and what became of every record. */
  end(lines: number): Accounting;
}

/** Context of a post's figures of one day, told from those of its life so far. */
export const BY_DAY = "by day";

const UNPUBLISHED: Published = { day: NONE, minute: NONE };

/**
 * @param header cells of the header line, for messages
 * @param onBatch takes a full batch; the next facts go into a new one
 */
export function createTableConverter(
  reading: TableReading,
  header: readonly string[],
  onBatch: (batch: FactBatch) => void,
): TableConverter {
  const conversion = createConversion(reading, header);
  const { layout, keysOf, columnOf, headerOf, personal, reserved } = conversion;
  const { facts } = reading;
  const accounting = createAccounting();
  const needed = Math.max(-1, ...Object.values(reading.match.columns));

  const spans: Span[] = [];
  const dates = (key: string | undefined): CellInterpreter | null => {
    if (key === undefined) return null;
    const read = (text: string): number | null => {
      const day = reading.yearless?.[key]?.[text];
      const span = day === undefined ? readDate(text, reading.orders[key] ?? "day-first") : { from: day, until: day };
      if (!span) return null;
      return spans.push(layout.columns[key]?.grain === "month" ? wholeMonth(span) : span) - 1;
    };
    const count = (text: string): number | null => {
      if (!/^\d{1,5}$/.test(text) || !facts.period) return null;
      const day = facts.period.from + Number(text);
      return day > facts.period.until ? null : spans.push({ from: day, until: day }) - 1;
    };
    return layout.countedDays
      ? createCellInterpreter(conversion, key, "a day within the period, counted from 0", count)
      : createCellInterpreter(conversion, key, "a date", read, dayEnd);
  };
  const period = dates(keysOf("period")[0]);
  const from = dates(keysOf("from")[0]);
  const until = dates(keysOf("until")[0]);
  const publishedKey = Object.keys(reading.match.columns).find((key) => layout.columns[key]?.item === "published");
  const published = dates(publishedKey);

  // Some rows are about a day, some about a post's life so far.
  const mixed: boolean =
    published !== null && period !== null && layout.columns[keysOf("period")[0] as string]?.missing !== undefined;

  const serviceId = createNaming(conversion, "services");
  const territoryId = createNaming(conversion, "territories");
  const [serviceKey] = keysOf("service");
  const [territoryKey] = keysOf("territory");
  const service =
    serviceKey === undefined
      ? null
      : createCellInterpreter(conversion, serviceKey, "a service", (text) => serviceId(readService(text)));
  const territory =
    territoryKey === undefined
      ? null
      : createCellInterpreter(conversion, territoryKey, "a country", (text) => {
          const code = readTerritory(text);
          if (code === null) doubt(conversion, headerOf(territoryKey), "a country code or name", text);
          return territoryId(code ?? UNKNOWN_TERRITORY);
        });
  const fileService = layout.service ?? facts.service;
  const fixedService = fileService === undefined ? NONE : serviceId(fileService);
  const fixedTerritory = facts.territory === undefined ? NONE : territoryId(facts.territory);

  const [statementKey] = keysOf("statement");
  const statementColumn = statementKey === undefined ? -1 : columnOf(statementKey);
  const statements = createCellDictionary();
  const recordingOf = createRecordingOf(conversion);
  const contextName = createNaming(conversion, "contexts");
  const contextOf = createContextOf(conversion, contextName);
  const items = createItemReader(conversion);
  const measures = createMeasureReaders(conversion);
  const whyIgnored = createIgnoreRules(conversion);

  const refuse = (column: string | null, expected: string, text: string): null => {
    const found = column === null ? text : shownCell(text, personal, reserved);
    reject(accounting, { at: conversion.line, column, expected, found });
    return null;
  };
  const refuseCell = ({ column, header: name, expected }: CellInterpreter, records: Records, first: number): null =>
    refuse(name, expected, cellText(records, first + column));

  /** First and last day of a record; null where it was refused. */
  const daysOf = (records: Records, first: number, after: number, posted: Published | null): Span | null => {
    const dated = period ?? from;
    const lifetime = posted === null ? null : { from: posted.day, until: posted.day };
    if (!dated && lifetime && !facts.period) {
      return posted?.day === NONE ? refuse(published?.header ?? null, "a date", "") : lifetime;
    }
    if (!dated && layout.timeless) return { from: 0, until: 0 };
    if (!dated) return facts.period ?? { from: Number.NaN, until: Number.NaN };
    const value = dated.valueOf(records, first, after);
    if (value === BAD) return refuseCell(dated, records, first);
    if (value === NONE && period && facts.period) return facts.period;
    if (value === NONE && lifetime && posted?.day !== NONE) return lifetime;
    if (value === NONE) return refuse(dated.header, dated.expected, "");
    const span = spans[value] as Span;
    if (period || !until) return span;
    const end = until.valueOf(records, first, after);
    if (end === BAD) return refuseCell(until, records, first);
    const last = end === NONE ? span.until : (spans[end] as Span).until;
    if (last >= span.from) return { from: span.from, until: last };
    return refuse(until.header, "a date not before the first", cellText(records, first + until.column));
  };

  /** When a record's post was published; null: the layout has no such column; undefined: the record was refused. */
  const publishedOf = (records: Records, first: number, after: number): Published | null | undefined => {
    if (!published) return null;
    const value = published.valueOf(records, first, after);
    const cell = first + published.column;
    if (value === BAD && !mixed && (period || from || facts.period)) {
      doubt(conversion, published.header, published.expected, cellText(records, cell));
      return UNPUBLISHED;
    }
    if (value === BAD) {
      refuseCell(published, records, first);
      return undefined;
    }
    if (value === NONE) return UNPUBLISHED;
    const { from: day, until: last } = spans[value] as Span;
    return { day: day === last ? day : NONE, minute: minuteOf(records, cell, dayEnd(records, cell)) };
  };

  /** All values are read before any counts: a record is taken whole or not at all. */
  const convert = (records: Records, record: number): void => {
    const first = records.cells[record] as number;
    const after = records.cells[record + 1] as number;
    // Numbered as the survey numbers them: by every record, taken or not.
    const statement = statementColumn < 0 ? 0 : statements.idOf(records, first + statementColumn);
    const why = whyIgnored(records, first, after);
    if (why !== null) {
      ignore(accounting, { at: conversion.line, why });
      return;
    }
    const posted = publishedOf(records, first, after);
    if (posted === undefined) return;
    const days = daysOf(records, first, after, posted);
    if (!days) return;
    const { batch } = conversion;
    const start = batch.count;
    let written = 0;
    for (const measure of measures) {
      const state = measure.read(records, first, after, start + written);
      if (state === "none") continue;
      if (state !== "fact") {
        refuse(state.column, state.expected, state.text);
        return;
      }
      written++;
    }
    if (written === 0) {
      ignore(accounting, { at: conversion.line, why: "no figures in it" });
      return;
    }
    const item = items ? items.itemOf(records, first, after, posted ?? UNPUBLISHED) : NONE;
    if (item === null) {
      refuse(items?.header ?? null, "an id or a link", "");
      return;
    }
    const serviceValue = service ? service.valueOf(records, first, after) : fixedService;
    const territoryValue = territory ? territory.valueOf(records, first, after) : fixedTerritory;
    const recording = recordingOf(records, first, after);
    const byDay = mixed && period && period.valueOf(records, first, after) >= 0;
    const context = byDay ? contextName(BY_DAY) : contextOf(records, first, after);
    for (let at = start; at < start + written; at++) {
      batch.place[at] = records.base + (records.starts[record] as number);
      batch.statement[at] = statement;
      batch.from[at] = days.from;
      batch.until[at] = days.until;
      batch.recording[at] = recording;
      batch.territory[at] = territoryValue;
      batch.service[at] = serviceValue;
      batch.context[at] = context;
      batch.item[at] = item;
    }
    batch.count = start + written;
    accounting.accepted++;
  };

  const hand = (): void => {
    const full = conversion.batch;
    conversion.batch = createFactBatch(BATCH);
    onBatch(full);
  };

  return {
    add(records) {
      for (let record = 0; record < records.count; record++) {
        conversion.line = records.lines[record] as number;
        const kind = classifyRecord(records, record, reading.headerLine, reading.width, needed);
        if (kind === "preamble" || kind === "header") continue;
        if (kind === "blank") {
          accounting.lines.blank++;
          continue;
        }
        accounting.records++;
        if (kind === "broken") refuse(null, "a closing quote", "none to the end of the file");
        else if (kind === "ragged") {
          const count = (records.cells[record + 1] as number) - (records.cells[record] as number);
          refuse(null, `${reading.width} cells`, `${count}`);
        } else {
          if (conversion.batch.count + measures.length > BATCH) hand();
          convert(records, record);
        }
      }
    },
    end(lines) {
      hand();
      accounting.lines.total = lines;
      accounting.lines.header = Math.min(lines, reading.headerLine);
      accounting.doubts.push(...conversion.doubts.values());
      const { mostRecords = Number.POSITIVE_INFINITY } = layout;
      if (accounting.accepted >= mostRecords) {
        accounting.doubts.push({
          column: header[0] ?? "",
          expected: `fewer than ${mostRecords} records`,
          found: `${accounting.accepted}: the service lists no more, so some may be missing`,
          records: accounting.accepted,
          at: reading.headerLine,
        });
      }
      return accounting;
    },
  };
}
