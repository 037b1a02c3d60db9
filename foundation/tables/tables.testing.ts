/** A table from text to facts in one step, for tests. */
import type { Accounting } from "./accounting.ts";
import { createTableConverter } from "./convert-table.ts";
import { isoDay } from "./date-cells.ts";
import { decideReading } from "./decide-reading.ts";
import { detectTable } from "./detect-table.ts";
import { asUtf8, detectEncoding } from "./encoding.ts";
import { NONE, readAmount } from "./fact-batch.ts";
import { type ItemEntry, unpackItem } from "./item-entry.ts";
import type { Layout } from "./layout.ts";
import type { LayoutMatch } from "./match-layout.ts";
import type { Answers, Question } from "./questions.ts";
import { createRecordSplitter, type Records } from "./records.ts";
import { createTableSurveyor } from "./survey-table.ts";

export interface PlainFact {
  readonly from: string;
  readonly until: string;
  readonly title: string;
  readonly isrc: string;
  readonly territory: string;
  readonly service: string;
  readonly context: string;
  readonly item: ItemEntry | null;
  readonly unit: string;
  readonly currency: string;
  readonly quantity: number | null;
  /** In units of 10^-20; null: none. */
  readonly amount: bigint | null;
}

export interface ReadTable {
  readonly layout: string | null;
  readonly questions: readonly Question[];
  readonly accounting: Accounting | null;
  readonly facts: readonly PlainFact[];
}

/** @param step bytes of a block, so that records lie across blocks */
export function readTable(
  text: string | Uint8Array,
  layouts: readonly Layout[],
  { name = "table.csv", answers = {}, step = 7 }: { name?: string; answers?: Answers; step?: number } = {},
): ReadTable {
  const raw = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const bytes = joined([...asUtf8([raw], detectEncoding(raw))]);
  const table = detectTable(bytes, layouts);
  const match = table?.matches[0] as LayoutMatch | undefined;
  if (!table || !match) return { layout: null, questions: [], accounting: null, facts: [] };
  const surveyor = createTableSurveyor(match, table.headerLine, table.header.length, () => {});
  eachBatch(bytes, table.delimiter, step, (records) => surveyor.add(records));
  const file = { shown: name, names: [name], hash: "0123456789abcdef", written: null, preamble: table.preamble };
  const decided = decideReading(match, table.header, surveyor.end(), file, answers);
  if (decided.questions.length > 0) {
    return { layout: match.layout.id, questions: decided.questions, accounting: null, facts: [] };
  }
  const { delimiter, headerLine, header } = table;
  const reading = { ...decided, match, delimiter, headerLine, quoting: true, width: header.length };
  const facts: PlainFact[] = [];
  const lists = {
    items: [],
    recordings: [],
    territories: [],
    services: [],
    contexts: [],
    units: [],
    currencies: [],
  } as Record<string, unknown[]>;
  const converter = createTableConverter(reading, header, (batch) => {
    for (const [key, list] of Object.entries(lists))
      list.push(...(batch as unknown as Record<string, unknown[]>)[key]!);
    const nameOf = (list: string, id: number): string => (id === NONE ? "" : (lists[list]?.[id] as string));
    for (let at = 0; at < batch.count; at++) {
      const id = batch.recording[at] as number;
      const recording = id === NONE ? null : (lists.recordings?.[id] as { title: string; isrc: string });
      facts.push({
        from: isoDay(batch.from[at] as number),
        until: isoDay(batch.until[at] as number),
        title: recording?.title ?? "",
        isrc: recording?.isrc ?? "",
        territory: nameOf("territories", batch.territory[at] as number),
        service: nameOf("services", batch.service[at] as number),
        item: batch.item[at] === NONE ? null : unpackItem(lists.items?.[batch.item[at] as number] as string),
        context: nameOf("contexts", batch.context[at] as number),
        unit: nameOf("units", batch.unit[at] as number),
        currency: nameOf("currencies", batch.currency[at] as number),
        quantity: Number.isNaN(batch.quantity[at]) ? null : (batch.quantity[at] as number),
        amount: batch.hasAmount[at] ? readAmount(batch.amount, 4 * at) : null,
      });
    }
  });
  const lines = eachBatch(bytes, delimiter, step, (records) => converter.add(records));
  return { layout: match.layout.id, questions: [], accounting: converter.end(lines), facts };
}

function eachBatch(bytes: Uint8Array, delimiter: number, step: number, take: (records: Records) => void): number {
  const splitter = createRecordSplitter(delimiter);
  for (let at = 0; at < bytes.length; at += step) take(splitter.push(bytes.slice(at, at + step)));
  take(splitter.end());
  return splitter.lines;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
