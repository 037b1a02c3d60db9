/** The second look at a file: records become facts, or are refused with their place and what was expected there. */
import { readBarcode, readIsrc } from "../catalogue/identifiers.ts";
import { readService } from "../catalogue/service.ts";
import { readTerritory, UNKNOWN_TERRITORY } from "../catalogue/territory.ts";
import { type Accounting, createAccounting, type Doubt, ignore, LISTED, reject, shownCell } from "./accounting.ts";
import { type CellDictionary, createCellDictionary, createTupleDictionary } from "./cell-dictionary.ts";
import { readDate, type Span } from "./date-cells.ts";
import {
  AMOUNT_SCALE,
  createFactBatch,
  type FactBatch,
  NONE,
  type RecordingEntry,
  writeAmount,
  writeLongAmount,
} from "./fact-batch.ts";
import type { ColumnRole, MeasureSpec } from "./layout.ts";
import { createNumberReader, type NumberReader } from "./number-reader.ts";
import { cellText, type Records } from "./records.ts";
import { classifyRecord, type TableReading } from "./table-reading.ts";

/** Facts of one batch at most. */
export const BATCH = 65536;

export interface TableConverter {
  add(records: Records): void;
  /** Gives the last facts out, and what became of every record. */
  end(lines: number): Accounting;
}

const RECORDING: readonly ColumnRole[] = ["isrc", "title", "version", "artist", "release", "label", "upc", "address"];
const CONTEXT: readonly ColumnRole[] = ["context", "city", "region"];

/** Texts read once for each distinct cell: `read` gives a number, or null with what was expected. */
interface Interpreter {
  readonly column: number;
  readonly header: string;
  readonly cells: CellDictionary;
  readonly values: number[];
  readonly expected: string;
  read(text: string): number | null;
}

const BAD = -2;

/**
 * @param header cells of the header line, for messages
 * @param onBatch takes a full batch; the next facts go into a new one
 */
export function createTableConverter(
  reading: TableReading,
  header: readonly string[],
  onBatch: (batch: FactBatch) => void,
): TableConverter {
  const { match, facts } = reading;
  const { layout } = match;
  const accounting = createAccounting();
  const personal = Object.values(layout.columns).some(({ role }) => role === "personal");
  const keysOf = (role: ColumnRole): string[] =>
    Object.keys(match.columns).filter((key) => layout.columns[key]?.role === role);
  const columnOf = (key: string): number => match.columns[key] as number;
  const needed = Math.max(-1, ...Object.values(match.columns));
  let batch = createFactBatch(BATCH);
  const doubts = new Map<string, Doubt>();
  let line = 0;

  const doubt = (column: string, expected: string, text: string): void => {
    const found = shownCell(text, personal);
    const key = `${column}\0${expected}\0${found}`;
    const known = doubts.get(key);
    if (known) known.records++;
    else if (doubts.size < LISTED) doubts.set(key, { column, expected, found, records: 1, at: line });
  };

  const spans: Span[] = [];
  const interpreter = (key: string, expected: string, read: (text: string) => number | null): Interpreter => ({
    column: columnOf(key),
    header: header[columnOf(key)] ?? key,
    cells: createCellDictionary(),
    values: [],
    expected,
    read: (text) => {
      const bare = text.trim();
      const missing = layout.columns[key]?.missing?.includes(bare.toLowerCase()) ?? false;
      return bare === "" || missing ? NONE : read(bare);
    },
  });
  const dateInterpreter = (key: string): Interpreter =>
    interpreter(key, "a date", (text) => {
      const span = readDate(text, reading.orders[key] ?? "day-first");
      return span ? spans.push(span) - 1 : null;
    });
  const named = (list: () => string[], count: { value: number }, read: (text: string) => string) => {
    const ids = new Map<string, number>();
    return (text: string): number => {
      const name = read(text);
      let id = ids.get(name);
      if (id === undefined) {
        id = count.value++;
        ids.set(name, id);
        list().push(name);
      }
      return id;
    };
  };
  const territoryId = named(
    () => batch.territories,
    { value: 0 },
    (code) => code,
  );
  const serviceId = named(() => batch.services, { value: 0 }, readService);
  const unitId = named(
    () => batch.units,
    { value: 0 },
    (name) => name,
  );
  const currencyId = named(
    () => batch.currencies,
    { value: 0 },
    (code) => code,
  );

  const optional = <T>(key: string | undefined, make: (key: string) => T): T | null =>
    key === undefined ? null : make(key);
  const statement = optional(keysOf("statement")[0], (key) => createStatement(columnOf(key)));
  const period = optional(keysOf("period")[0], dateInterpreter);
  const from = optional(keysOf("from")[0], dateInterpreter);
  const until = optional(keysOf("until")[0], dateInterpreter);
  const service = optional(keysOf("service")[0], (key) => interpreter(key, "a service", serviceId));
  const territory = optional(keysOf("territory")[0], (key) => {
    const column = header[columnOf(key)] ?? key;
    return interpreter(key, "a country", (text) => {
      const code = readTerritory(text);
      if (code === null) doubt(column, "a country code or name", text);
      return territoryId(code ?? UNKNOWN_TERRITORY);
    });
  });
  const fileService = layout.service ?? facts.service;
  const fixedService = fileService === undefined ? NONE : serviceId(fileService);
  const fixedTerritory = facts.territory === undefined ? NONE : territoryId(facts.territory);

  const recordingColumns = RECORDING.flatMap((role) =>
    keysOf(role).map((key) => ({
      role,
      column: columnOf(key),
      header: header[columnOf(key)] ?? key,
      cells: createCellDictionary(),
    })),
  );
  const recordingRow = new Int32Array(recordingColumns.length);
  const recordings = createTupleDictionary(recordingColumns.length);
  const hasRecording = recordingColumns.length > 0 || facts.title !== undefined;
  const contextColumns = CONTEXT.flatMap((role) =>
    keysOf(role).map((key) => ({ key, column: columnOf(key), cells: createCellDictionary() })),
  );
  const contextRow = new Int32Array(contextColumns.length);
  const contexts = createTupleDictionary(contextColumns.length);
  const contextIds: number[] = [];
  let contextCount = 0;

  const measures = layout.measures
    .filter(({ quantity, amount }) => [quantity, amount].some((key) => key !== undefined && key in match.columns))
    .map((spec) => createMeasure(spec));
  const rules = (layout.ignore ?? [])
    .filter(({ column }) => column in match.columns)
    .map(({ column, values, why }) => {
      const each = interpreter(column, "", (text) => (values.includes(text.toLowerCase()) ? 1 : 0));
      return { each, why };
    });

  function createStatement(column: number): { readonly column: number; readonly cells: CellDictionary } {
    return { column, cells: createCellDictionary() };
  }

  function createMeasure(spec: MeasureSpec) {
    const reader = (key: string | undefined): { key: string; column: number; numbers: NumberReader } | null =>
      key === undefined || !(key in match.columns)
        ? null
        : {
            key,
            column: columnOf(key),
            numbers: createNumberReader(reading.marks[key] ?? ".", layout.columns[key]?.missing),
          };
    const amount = reader(spec.amount);
    const { unit, currency } = spec;
    const unitOf =
      typeof unit === "string"
        ? null
        : unit.column in match.columns
          ? interpreter(unit.column, "", (text) => unitId(unit.map[text.toLowerCase()] ?? unit.other))
          : null;
    const fixedUnit = unitId(typeof unit === "string" ? unit : unit.other);
    const currencyOf =
      typeof currency === "object" && currency.column in match.columns
        ? interpreter(currency.column, "a three-letter currency code", (text) =>
            /^[A-Za-z]{3}$/.test(text) ? currencyId(text.toUpperCase()) : null,
          )
        : null;
    const code =
      spec.amountUnit ??
      (typeof currency === "string" ? currency : undefined) ??
      (amount ? match.currencies[amount.key] : undefined) ??
      facts.currency;
    return {
      quantity: reader(spec.quantity),
      amount,
      unitOf,
      fixedUnit,
      currencyOf,
      fixedCurrency: code === undefined || !amount ? NONE : currencyId(code),
    };
  }

  const numberOf = (each: Interpreter, records: Records, first: number, after: number): number => {
    const cell = first + each.column;
    if (cell >= after) return NONE;
    const id = each.cells.idOf(records, cell);
    if (id === each.values.length) each.values.push(each.read(each.cells.texts[id] as string) ?? BAD);
    return each.values[id] as number;
  };
  const refuse = (column: string | null, expected: string, text: string): false => {
    reject(accounting, { at: line, column, expected, found: column === null ? text : shownCell(text, personal) });
    return false;
  };
  const refuseCell = (each: Interpreter, records: Records, first: number): false =>
    refuse(each.header, each.expected, cellText(records, first + each.column));

  const recordingOf = (records: Records, first: number, after: number): number => {
    if (!hasRecording) return NONE;
    let any = facts.title !== undefined;
    for (let i = 0; i < recordingColumns.length; i++) {
      const { column, cells } = recordingColumns[i] as (typeof recordingColumns)[number];
      const cell = first + column;
      recordingRow[i] = cell < after ? cells.idOf(records, cell) : NONE;
      any ||= cell < after && records.to[cell] !== records.from[cell];
    }
    if (!any) return NONE;
    const known = recordings.count;
    const id = recordings.idOf(recordingRow);
    if (recordings.count > known) batch.recordings.push(recordingEntry());
    return id;
  };
  const recordingEntry = (): RecordingEntry => {
    const entry: Record<string, string> = {};
    for (const role of RECORDING) entry[role] = "";
    entry.title = facts.title ?? "";
    entry.artist = facts.artist ?? "";
    for (const [i, { role, cells, header: name }] of recordingColumns.entries()) {
      const id = recordingRow[i] as number;
      const text = id < 0 ? "" : (cells.texts[id] as string).trim();
      if (text === "" || entry[role]) continue;
      const checked = role === "isrc" ? readIsrc(text) : role === "upc" ? readBarcode(text) : text;
      if (checked === null) doubt(name, role === "isrc" ? "an ISRC" : "a UPC or EAN with its check digit", text);
      // A barcode that fails its check still tells releases apart; an ISRC of the wrong shape tells nothing.
      entry[role] = checked ?? (role === "upc" ? text : "");
    }
    return entry as unknown as RecordingEntry;
  };
  const contextOf = (records: Records, first: number, after: number): number => {
    if (contextColumns.length === 0) return NONE;
    for (let i = 0; i < contextColumns.length; i++) {
      const { column, cells } = contextColumns[i] as (typeof contextColumns)[number];
      contextRow[i] = first + column < after ? cells.idOf(records, first + column) : NONE;
    }
    const id = contexts.idOf(contextRow);
    if (id === contextIds.length) {
      const parts = contextColumns.flatMap(({ key, cells }, i) => {
        const text = (contextRow[i] as number) < 0 ? "" : (cells.texts[contextRow[i] as number] as string).trim();
        return text === "" ? [] : [`${key}: ${text}`];
      });
      contextIds.push(parts.length === 0 ? NONE : contextCount++);
      if (parts.length > 0) batch.contexts.push(parts.join("; "));
    }
    return contextIds[id] as number;
  };

  const convert = (records: Records, record: number): boolean => {
    const first = records.cells[record] as number;
    const after = records.cells[record + 1] as number;
    // Numbered as the survey numbers them: by every record, taken or not.
    const statementValue = statement ? statement.cells.idOf(records, first + statement.column) : 0;
    for (const { each, why } of rules) {
      if (numberOf(each, records, first, after) !== 1) continue;
      ignore(accounting, { at: line, why });
      return true;
    }
    let begin = facts.period?.from ?? Number.NaN;
    let last = facts.period?.until ?? Number.NaN;
    if (period) {
      const value = numberOf(period, records, first, after);
      if (value === BAD) return refuseCell(period, records, first);
      if (value === NONE && Number.isNaN(begin)) return refuse(period.header, "a date", "");
      if (value !== NONE) ({ from: begin, until: last } = spans[value] as Span);
    } else if (from) {
      const value = numberOf(from, records, first, after);
      if (value === BAD) return refuseCell(from, records, first);
      if (value === NONE) return refuse(from.header, "a date", "");
      begin = (spans[value] as Span).from;
      last = (spans[value] as Span).until;
      if (until) {
        const end = numberOf(until, records, first, after);
        if (end === BAD) return refuseCell(until, records, first);
        if (end !== NONE) last = (spans[end] as Span).until;
        if (last < begin)
          return refuse(until.header, "a date not before the first", cellText(records, first + until.column));
      }
    }
    const serviceValue = service ? numberOf(service, records, first, after) : fixedService;
    const territoryValue = territory ? numberOf(territory, records, first, after) : fixedTerritory;

    // All values are read before the first is written: a record is taken whole or not at all.
    const start = batch.count;
    let written = 0;
    let recording = NONE;
    let context = NONE;
    for (const measure of measures) {
      let quantity = Number.NaN;
      if (measure.quantity && first + measure.quantity.column < after) {
        const { numbers, column, key } = measure.quantity;
        const state = numbers.read(records, first + column);
        if (state === "bad")
          return undo(start) && refuse(header[column] ?? key, "a number", cellText(records, first + column));
        if (state === "number") {
          const { mantissa, scale, long } = numbers;
          const divided = long ? Number.NaN : wholeOf(mantissa, scale);
          if (Number.isNaN(divided)) {
            return undo(start) && refuse(header[column] ?? key, "a whole number", cellText(records, first + column));
          }
          quantity = divided;
        }
      }
      let has = false;
      let currency = NONE;
      if (measure.amount && first + measure.amount.column < after) {
        const { numbers, column, key } = measure.amount;
        const state = numbers.read(records, first + column);
        const text = (): string => cellText(records, first + column);
        if (state === "bad") return undo(start) && refuse(header[column] ?? key, "an amount", text());
        if (state === "number") {
          if (numbers.scale > AMOUNT_SCALE || (numbers.long?.scale ?? 0) > AMOUNT_SCALE) {
            return undo(start) && refuse(header[column] ?? key, `at most ${AMOUNT_SCALE} decimals`, text());
          }
          const at = 4 * (start + written);
          if (!numbers.long) writeAmount(batch.amount, at, numbers.mantissa, numbers.scale);
          else if (!writeLongAmount(batch.amount, at, numbers.long.digits, numbers.long.scale)) {
            return undo(start) && refuse(header[column] ?? key, "an amount under 10^18", text());
          }
          has = true;
          currency = measure.fixedCurrency;
          if (measure.currencyOf) {
            currency = numberOf(measure.currencyOf, records, first, after);
            if (currency === BAD) return undo(start) && refuseCell(measure.currencyOf, records, first);
            if (currency === NONE) currency = measure.fixedCurrency;
            if (currency === NONE) return undo(start) && refuse(measure.currencyOf.header, "a currency", "");
          }
        }
      }
      if (Number.isNaN(quantity) && !has) continue;
      const unit = measure.unitOf ? numberOf(measure.unitOf, records, first, after) : measure.fixedUnit;
      if (written === 0) {
        recording = recordingOf(records, first, after);
        context = contextOf(records, first, after);
      }
      const at = start + written++;
      batch.place[at] = records.base + (records.starts[record] as number);
      batch.statement[at] = statementValue;
      batch.from[at] = begin;
      batch.until[at] = last;
      batch.recording[at] = recording;
      batch.territory[at] = territoryValue;
      batch.service[at] = serviceValue;
      batch.context[at] = context;
      batch.unit[at] = unit < 0 ? measure.fixedUnit : unit;
      batch.currency[at] = currency;
      batch.quantity[at] = quantity;
      batch.hasAmount[at] = has ? 1 : 0;
    }
    if (written === 0) {
      ignore(accounting, { at: line, why: "no figures in it" });
      return true;
    }
    batch.count = start + written;
    accounting.accepted++;
    return true;
  };
  const undo = (start: number): true => {
    batch.count = start;
    return true;
  };

  return {
    add(records) {
      for (let record = 0; record < records.count; record++) {
        line = records.lines[record] as number;
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
          if (batch.count + measures.length > BATCH) hand();
          convert(records, record);
        }
      }
    },
    end(lines) {
      hand();
      accounting.lines.total = lines;
      accounting.lines.header = Math.min(lines, reading.headerLine);
      accounting.doubts.push(...doubts.values());
      return accounting;
    },
  };

  function hand(): void {
    const full = batch;
    batch = createFactBatch(BATCH);
    onBatch(full);
  }
}

/** A whole number from mantissa × 10^-scale; NaN where it has a fraction. */
function wholeOf(mantissa: number, scale: number): number {
  let value = mantissa;
  for (let i = 0; i < scale; i++) {
    if (value % 10 !== 0) return Number.NaN;
    value /= 10;
  }
  return value;
}
