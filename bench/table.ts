/** How a benchmark shows itself. */

export interface PartResult {
  /** Markdown, printed as it is. */
  readonly lines: readonly string[];
  readonly figures: unknown;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  run(data: string, given: Given): Promise<PartResult>;
}

/** Material that is not among the test data, by what `npm run bench` was told. */
export interface Given {
  /** `--font FILE`: a sound font; null without. */
  readonly font: string | null;
}

/** A Markdown table; numbers with two decimals unless given as text. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string[] {
  const show = (cell: string | number | null): string =>
    cell === null ? "\u2013" : typeof cell === "number" ? cell.toFixed(2) : cell;
  return [head, head.map(() => "---"), ...rows.map((row) => row.map(show))].map((row) => `| ${row.join(" | ")} |`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
