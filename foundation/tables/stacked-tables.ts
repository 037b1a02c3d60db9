/**
 * Several tables in one text, one below the other with blank lines between, as Google Analytics and Meta export them. Lines that
 * begin with # are comments; those before a table are about it, or about all tables where it has none of its own.
 */

/** Lines of one table, from 1, both included; with the comments about it. */
export interface StackedTable {
  readonly from: number;
  readonly until: number;
  readonly comments: readonly number[];
}

/** A line that says something about the table below rather than being of it: a comment, or a spreadsheet's separator. */
const isComment = (line: string): boolean => line.startsWith("#") || /^\ufeff?"?sep=.?"?$/i.test(line);

/** The tables of a text; [] where it does not begin like one of several. */
export function findStackedTables(text: string): StackedTable[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (!isComment(lines.find((line) => line.trim() !== "") ?? "")) return [];
  const tables: StackedTable[] = [];
  let common: number[] = [];
  let comments: number[] = [];
  let from = 0;
  const end = (until: number): void => {
    if (from > 0) tables.push({ from, until, comments: [...common, ...comments] });
    from = 0;
  };
  for (const [at, line] of lines.entries()) {
    const comment = isComment(line);
    if (line.trim() === "" || comment) {
      if (from > 0) {
        end(at);
        // Comments at the head of the file are about all of it.
        if (tables.length === 1) common = comments;
        comments = [];
      }
      if (comment) comments.push(at + 1);
    } else if (from === 0) from = at + 1;
  }
  end(lines.length);
  return tables;
}

/** The text of one table, each of its lines where it stands: what is before it and not about it is blank. */
export function stackedTableText(text: string, { from, until, comments }: StackedTable): string {
  const kept = new Set(comments);
  return text
    .split(/\r\n|\n|\r/)
    .slice(0, until)
    .map((line, at) => (at + 1 >= from || kept.has(at + 1) ? line : ""))
    .join("\n");
}
