/** What the parts of a conversion share: the layout as it lies on the file, the batch being filled, doubts. */
import { type Doubt, LISTED, shownCell } from "./accounting.ts";
import { createFactBatch, type FactBatch } from "./fact-batch.ts";
import { type ColumnRole, isReserved, type Layout } from "./layout.ts";
import type { TableReading } from "./table-reading.ts";

/** Facts of one batch at most. */
export const BATCH = 65536;

export interface Conversion {
  readonly reading: TableReading;
  readonly layout: Layout;
  /** Filled next; another one after it was handed out. */
  batch: FactBatch;
  /** Line of the record being converted. */
  line: number;
  readonly doubts: Map<string, Doubt>;
  /** True where any column is about a person: then no text is shown as found. */
  readonly personal: boolean;
  /** True where any cell may be: then nothing is. */
  readonly reserved: boolean;
  /** Header of a key's column. */
  headerOf(key: string): string;
  columnOf(key: string): number;
  /** Keys of the file's columns with this role. */
  keysOf(role: ColumnRole): string[];
}

export function createConversion(reading: TableReading, header: readonly string[]): Conversion {
  const { match } = reading;
  const { layout, columns } = match;
  return {
    reading,
    layout,
    batch: createFactBatch(BATCH),
    line: 0,
    doubts: new Map(),
    personal: Object.values(layout.columns).some(({ role }) => role === "personal"),
    reserved: isReserved(layout),
    headerOf: (key) => header[columns[key] as number] ?? key,
    columnOf: (key) => columns[key] as number,
    keysOf: (role) => Object.keys(columns).filter((key) => layout.columns[key]?.role === role),
  };
}

/** Notes something in a record that was not understood; the record is kept. */
export function doubt(conversion: Conversion, column: string, expected: string, text: string): void {
  const { doubts, personal, reserved, line } = conversion;
  const found = shownCell(text, personal, reserved);
  const key = `${column}\0${expected}\0${found}`;
  const known = doubts.get(key);
  if (known) known.records++;
  else if (doubts.size < LISTED) doubts.set(key, { column, expected, found, records: 1, at: line });
}

/** The lists of a batch that names go into. */
export type NameList = "territories" | "services" | "contexts" | "units" | "currencies";

/** Numbers names in the order in which they come, and puts new ones into the batch. */
export function createNaming(conversion: Conversion, list: NameList): (name: string) => number {
  const ids = new Map<string, number>();
  return (name) => {
    let id = ids.get(name);
    if (id === undefined) {
      id = ids.size;
      ids.set(name, id);
      conversion.batch[list].push(name);
    }
    return id;
  };
}
