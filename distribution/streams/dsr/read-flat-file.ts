/**
 * DDEX flat files (DSR): tab-separated records of many types, `#` comments, `|` between repeated values, `\` before
 * characters that are meant as they stand. Every record is checked: its type and place in the profile's order, each cell
 * against its kind, BlockIds, and the counts that the last record gives. A record that fails is refused with its line and
 * cell, and the file is read on.
 */
import { readService } from "../../../foundation/catalogue/service.ts";
import {
  type Accounting,
  type CellDictionary,
  cellText,
  createAccounting,
  createCellDictionary,
  createFactWriter,
  type FactBatch,
  ignoreRecord,
  type Records,
  readDate,
  rejectRecord,
  type Span,
} from "../../../foundation/tables/index.ts";
import { expectedAfter, nextState } from "./content-model.ts";
import { type FlatCells, splitValues } from "./flat-cells.ts";
import { type FlatColumn, type FlatProfile, type FlatRecord, flatProfile, profileNames } from "./profile.ts";
import { createUsageFacts } from "./usage-facts.ts";

export interface FlatHeader {
  readonly profile: string;
  readonly version: string;
  readonly sender: string;
  readonly service: string;
  readonly recipient: string;
  /** Days of usage; null where the header does not say them. */
  readonly period: Span | null;
  readonly messageId: string;
}

export interface FlatReader {
  add(records: Records): void;
  /** Gives the last facts out. */
  end(lines: number): { readonly accounting: Accounting; readonly header: FlatHeader | null };
}

/** True where the text begins, behind comments, like a flat file. */
export function isFlatFile(begins: string): boolean {
  const line = begins.split(/\r\n|\n|\r/).find((each) => each !== "" && !each.startsWith("#")) ?? "";
  return /^(?:HEAD|SRHE|FHEA)\t/.test(line);
}

export function createFlatReader(onBatch: (batch: FactBatch) => void): FlatReader {
  const accounting = createAccounting();
  const writer = createFactWriter(onBatch);
  const facts = createUsageFacts(writer);
  let profile: FlatProfile | null = null;
  let header: FlatHeader | null = null;
  let state = 0;
  let block = "";
  let blocks = 0;
  let summaries = 0;
  let line = 0;

  const refuse = (column: string | null, expected: string, found: string): false => {
    rejectRecord(accounting, { at: line, column, expected, found: found === "" ? "nothing" : found });
    return false;
  };

  /** Type, order, cells and BlockId; false where the record was refused. */
  const check = (
    records: Records,
    record: number,
    spec: FlatRecord,
    type: string,
    model: FlatProfile["model"],
  ): boolean => {
    const first = (records.cells[record] as number) + 1;
    const given = (records.cells[record + 1] as number) - first;
    const blockAt = spec.at.BlockId;
    const id = blockAt === undefined || blockAt >= given ? "" : cellText(records, first + blockAt);
    const same = id !== "" && id === block;
    const next = nextState(model, state, type, same);
    if (next < 0) {
      const expected = expectedAfter(model, state);
      // From here as if it had stood at its place: one mistake is told once.
      const elsewhere = model.types.indexOf(type);
      if (elsewhere > 0) {
        state = elsewhere;
        if (blockAt !== undefined && !same) enter(id);
      }
      return refuse("RecordType", expected, type);
    }
    const pair = `${state} ${next}`;
    let good = true;
    for (const [at, column] of spec.columns.entries()) {
      if (!checkCell(records, at < given ? first + at : -1, column)) good = false;
      if (!good) break;
    }
    if (good && given > spec.columns.length && spec.type !== "DE01" && spec.columns.length > 0) {
      for (let cell = first + spec.columns.length; cell < first + given && good; cell++) {
        if (records.to[cell] !== records.from[cell]) {
          good = refuse(`cell ${cell - first + 2}`, `${spec.columns.length + 1} cells`, `${given + 1}`);
        }
      }
    }
    if (good && blockAt !== undefined && model.opens.size > 0) {
      if (!model.stays.has(pair) && same) good = refuse("BlockId", "the BlockId of a new block", id);
      else if (!model.opens.has(pair) && !same) good = refuse("BlockId", block, id);
    }
    // A record that is refused for a cell still stood at its place.
    if (blockAt !== undefined && id !== block && (good || model.opens.has(pair))) enter(id);
    state = next;
    return good;
  };

  const enter = (id: string): void => {
    block = id;
    blocks++;
    facts.startBlock();
  };

  const checkCell = (records: Records, cell: number, column: FlatColumn): boolean => {
    if (cell < 0 || records.to[cell] === records.from[cell]) {
      return column.optional || refuse(column.name, column.kind.expected, "");
    }
    if (column.kindName === "text" || looksRight(records, cell, column)) return true;
    const text = cellText(records, cell);
    if (!column.repeats) return column.kind.test(text) || refuse(column.name, column.kind.expected, text);
    for (const each of splitValues(text)) {
      if (each !== "" && !column.kind.test(each)) return refuse(column.name, column.kind.expected, each);
    }
    return true;
  };
  /** Cells that were found right before, by their bytes, for kinds of few values. */
  const seen = new Map<FlatColumn, { readonly cells: CellDictionary; readonly right: boolean[] }>();
  const looksRight = (records: Records, cell: number, column: FlatColumn): boolean => {
    const { kindName } = column;
    if (kindName === "whole" || kindName === "decimal") return isPlainNumber(records, cell, kindName === "decimal");
    if (MANY_VALUES.has(kindName)) return false;
    let known = seen.get(column);
    if (!known) {
      known = { cells: createCellDictionary(), right: [] };
      seen.set(column, known);
    }
    const id = known.cells.idOf(records, cell);
    if (id === known.right.length) {
      const text = known.cells.texts[id] as string;
      known.right.push((column.repeats ? splitValues(text) : [text]).every((each) => column.kind.test(each)));
    }
    return known.right[id] as boolean;
  };

  const convert = (records: Records, record: number): void => {
    const first = records.cells[record] as number;
    const type = cellText(records, first);
    accounting.records++;
    if (!headed) {
      headed = true;
      if (readHead(records, record, type)) accounting.accepted++;
      return;
    }
    if (profile === null) {
      ignoreRecord(accounting, { at: line, why: "its profile is not known" });
      return;
    }
    const spec = profile.records[type];
    if (foot) {
      refuse("RecordType", "nothing behind the last record", type);
      return;
    }
    if (!spec) {
      refuse("RecordType", expectedAfter(profile.model, state), type);
      return;
    }
    if (type.startsWith("SY")) summaries++;
    const good = check(records, record, spec, type, profile.model);
    if (type === "FOOT" || type === "SRFO") {
      foot = { counts: cellsOf(records, first, records.cells[record + 1] as number, spec), line, good };
      return;
    }
    if (!good) return;
    const place = records.base + (records.starts[record] as number);
    if (facts.take(spec, cellsAt(records, first, records.cells[record + 1] as number, spec), place))
      accounting.accepted++;
    else refuse(null, "an amount of at most 20 decimals", "a longer one");
  };
  let headed = false;
  let foot: {
    readonly counts: Readonly<Record<string, string>>;
    readonly line: number;
    readonly good: boolean;
  } | null = null;

  const readHead = (records: Records, record: number, type: string): boolean => {
    const first = records.cells[record] as number;
    const after = records.cells[record + 1] as number;
    const cell = (at: number): string => (first + at < after ? cellText(records, first + at) : "");
    if (type !== "HEAD" && type !== "SRHE") return refuse("RecordType", "HEAD", type);
    profile = flatProfile(cell(2), cell(3));
    if (!profile) return refuse("Profile", `one of ${profileNames().join(", ")}`, `${cell(2)} ${cell(3)}`.trim());
    const spec = profile.records.HEAD as FlatRecord;
    const good = check(records, record, spec, "HEAD", profile.model);
    const cells = cellsAt(records, first, after, spec);
    const from = readDate(cells("UsageStartDate"), "day-first");
    const until = readDate(cells("UsageEndDate"), "day-first");
    header = {
      profile: profile.profile,
      version: profile.version,
      sender: cells("SenderName"),
      service: cells("ServiceDescription"),
      recipient: cells("RecipientName"),
      period: from && until ? { from: from.from, until: until.until } : null,
      messageId: cells("MessageId"),
    };
    facts.startFile(header.period, readService(header.sender));
    return good;
  };

  return {
    add(records) {
      for (let record = 0; record < records.count; record++) {
        line = records.lines[record] as number;
        const first = records.cells[record] as number;
        const from = records.from[first] as number;
        const to = records.to[first] as number;
        if (records.bytes[from] === 35 && to > from) accounting.lines.comment++;
        else if (to === from && (records.cells[record + 1] as number) - first === 1) accounting.lines.blank++;
        else convert(records, record);
      }
    },
    end(lines) {
      writer.end();
      accounting.lines.total = lines;
      if (foot) {
        line = foot.line;
        if (foot.good && checkCounts(foot.counts, lines)) accounting.accepted++;
      } else if (profile || !headed) {
        // The record that is not there counts as one that was refused.
        accounting.records++;
        line = lines + 1;
        refuse("RecordType", profile ? expectedAfter(profile.model, state) : "HEAD", "the end of the file");
      }
      return { accounting, header };
    },
  };

  /** The counts of the last record against what was counted; one refusal at most, for it is one record. */
  function checkCounts(counts: Readonly<Record<string, string>>, lines: number): boolean {
    const found = { NumberOfLinesInFile: lines, NumberOfSummaryRecords: summaries, NumberOfBlocksInFile: blocks };
    for (const [name, value] of Object.entries(found)) {
      const given = counts[name];
      if (given !== undefined && given !== "" && Number(given) !== value) return refuse(name, `${value}`, given);
    }
    return true;
  }
}

/** Kinds whose cells hardly ever come again. */
const MANY_VALUES: ReadonlySet<string> = new Set(["isrc", "iswc", "icpn", "isan", "party", "duration", "moment"]);

/** Digits only, or with one point among them: what needs no closer look. */
function isPlainNumber({ bytes, from, to }: Records, cell: number, fraction: boolean): boolean {
  let points = 0;
  for (let at = from[cell] as number; at < (to[cell] as number); at++) {
    const c = bytes[at] as number;
    if (c === 46 && fraction) points++;
    else if (c < 48 || c > 57) return false;
  }
  return points === 0 || (points === 1 && (to[cell] as number) - (from[cell] as number) > 1);
}

function cellsAt(records: Records, first: number, after: number, spec: FlatRecord): FlatCells {
  return (name) => {
    const at = spec.at[name];
    const cell = first + 1 + (at ?? 0);
    return at === undefined || cell >= after ? "" : cellText(records, cell);
  };
}

function cellsOf(records: Records, first: number, after: number, spec: FlatRecord): Record<string, string> {
  const cells = cellsAt(records, first, after, spec);
  return Object.fromEntries(spec.columns.map(({ name }) => [name, cells(name)]));
}
