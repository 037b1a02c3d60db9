/** Columns whose cells mean a number of something: each distinct cell is read once. */
import { type CellDictionary, createCellDictionary } from "./cell-dictionary.ts";
import type { Conversion } from "./conversion.ts";
import { NONE } from "./fact-batch.ts";
import type { Records } from "./records.ts";

/** The cell cannot be read. */
export const BAD = -2;

export interface CellInterpreter {
  readonly column: number;
  readonly header: string;
  /** What the cells should have been, for messages. */
  readonly expected: string;
  /** What a record's cell means; NONE where it is missing, BAD where it cannot be read. */
  valueOf(records: Records, first: number, after: number): number;
}

/**
 * @param read the number that a cell without spaces around means; null: it cannot be read
 * @param cut where the part of a cell ends that is read: few days stand in many times of day
 */
export function createCellInterpreter(
  { layout, columnOf, headerOf }: Conversion,
  key: string,
  expected: string,
  read: (text: string) => number | null,
  cut?: (records: Records, cell: number) => number,
): CellInterpreter {
  const column = columnOf(key);
  const missing = layout.columns[key]?.missing ?? [];
  const cells: CellDictionary = createCellDictionary();
  const values: number[] = [];
  return {
    column,
    header: headerOf(key),
    expected,
    valueOf(records, first, after) {
      const cell = first + column;
      if (cell >= after) return NONE;
      const end = records.to[cell] as number;
      if (cut) records.to[cell] = cut(records, cell);
      const id = cells.idOf(records, cell);
      records.to[cell] = end;
      if (id === values.length) {
        const text = (cells.texts[id] as string).trim();
        values.push(text === "" || missing.includes(text.toLowerCase()) ? NONE : (read(text) ?? BAD));
      }
      return values[id] as number;
    },
  };
}
