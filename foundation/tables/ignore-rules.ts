/** Records that a layout leaves out: totals, payouts, people who have unsubscribed. */
import { type CellInterpreter, createCellInterpreter } from "./cell-interpreter.ts";
import type { Conversion } from "./conversion.ts";
import { NONE } from "./fact-batch.ts";
import type { Records } from "./records.ts";

/** Why a record is left out; null: it is not. */
export type WhyIgnored = (records: Records, first: number, after: number) => string | null;

export function createIgnoreRules(conversion: Conversion): WhyIgnored {
  const rules = (conversion.layout.ignore ?? [])
    .filter(({ column }) => column in conversion.reading.match.columns)
    .map(({ column, values = [], beginnings = [], filled = false, why }) => ({
      matches: createCellInterpreter(conversion, column, "", (text) => {
        const plain = text.toLowerCase();
        return filled || values.includes(plain) || beginnings.some((each) => plain.startsWith(each)) ? 1 : 0;
      }) satisfies CellInterpreter,
      empty: values.includes(""),
      why,
    }));
  return (records, first, after) => {
    for (const { matches, empty, why } of rules) {
      const value = matches.valueOf(records, first, after);
      if (value === 1 || (empty && value === NONE)) return why;
    }
    return null;
  };
}
