/** Which exports a file holds, by the machinery that imports them. */
import { knownLayouts } from "../store/known-layouts.ts";
import { detectSource } from "../store/table-job.ts";
import { listTables } from "../store/table-source.ts";
import { foundFile, type Inspection, refusedFile, unreadable } from "./inspection.ts";

export function recogniseTable(path: string): Inspection {
  try {
    const { tables } = listTables(path, null);
    const names: string[] = [];
    let unknown = 0;
    for (const source of tables.slice(0, 100)) {
      const { table, flat } = detectSource(source, knownLayouts);
      const layout = table?.matches[0]?.layout;
      if (flat) names.push("DDEX flat file");
      else if (layout) names.push(layout.title);
      else if (table) unknown++;
    }
    if (names.length === 0 && unknown === 0)
      return refusedFile("not-recognised", "It is text, but no table with a header and figures.");
    const [first] = names;
    if (first === undefined)
      return foundFile("table", "table of a layout that is not known yet: a few questions will be asked");
    const more = new Set(names).size - 1;
    return foundFile("table", `${first}${more > 0 ? ` and ${more} more tables` : ""}`);
  } catch (error) {
    return unreadable(error, /messages and of people/.test(String(error)) ? "private-file" : "unreadable-table");
  }
}
