/** From a figure back to the lines of the files behind it. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readTerritory } from "../../foundation/catalogue/territory.ts";
import { type Figure, figureName } from "../../foundation/tables/figure.ts";
import {
  blankContacts,
  blankEmails,
  createRecordSplitter,
  type DetectedEncoding,
  isReserved,
  type Layout,
  matchLayout,
  recordTexts,
} from "../../foundation/tables/index.ts";
import { figureFilter } from "./figure-filter.ts";
import type { ProjectStore } from "./project-store.ts";
import { pathsBehind } from "./shown-paths.ts";
import type { StoredFile } from "./state-database.ts";
import { detectSource } from "./table-job.ts";
import { rawBlocks, type TableSource, textBlocks } from "./table-source.ts";

export interface TracedLine {
  readonly line: number;
  /** Cells by header. Columns about people are left out. */
  readonly cells: Readonly<Record<string, string>>;
  readonly quantity: number | null;
  /** Exact, as text. */
  readonly amount: string | null;
}

/** Sums that may be made: never over two bases, nor over two currencies. */
export interface TracedSum {
  readonly basis: string;
  /** Null: counted, not measured in anything. */
  readonly currency: string | null;
  readonly facts: number;
  readonly quantity: number | null;
  readonly amount: string | null;
}

export interface TracedFile {
  readonly path: string;
  readonly member: string | null;
  readonly layout: string;
  readonly statements: readonly string[];
  /** What the service counts by the figure's unit; null where the layout does not say. */
  readonly definition: string | null;
  readonly sums: readonly TracedSum[];
  /** "unchanged": the lines are those that were read; otherwise they cannot be shown. */
  readonly file: "unchanged" | "changed" | "gone";
  /** The first, in the order of the file. */
  readonly lines: readonly TracedLine[];
}

export interface Trace {
  readonly figure: string;
  readonly sums: readonly TracedSum[];
  readonly files: readonly TracedFile[];
}

/** @param most lines that are opened in each file */
export async function traceFigure(
  store: ProjectStore,
  figure: Figure,
  layouts: readonly Layout[],
  most: number,
): Promise<Trace> {
  const { where, values } = figureFilter(figure);
  const sumsWhere = async (more: string): Promise<TracedSum[]> => {
    const rows = await store.facts.rows(
      `with chosen as (select s.basis, f.currency, f.quantity, f.amount ${where} ${more})
       select basis, c.name as currency, count(*)::integer as facts, sum(quantity)::varchar as quantity,
         sum(amount)::varchar as amount
       from chosen left join currencies c on c.id = chosen.currency group by all order by all`,
      values,
    );
    return rows.map(({ basis, currency, facts, quantity, amount }) => ({
      basis: basis as string,
      currency: currency as string | null,
      facts: facts as number,
      quantity: quantity === null ? null : Number(quantity),
      amount: shownAmount(amount),
    }));
  };
  const bySource = await store.facts.rows(`select distinct f.source ${where} order by f.source`, values);
  const statements = new Map(store.state.statements().map((statement) => [statement.id, statement]));
  const fileOf = ({ source }: Record<string, unknown>): number | undefined => statements.get(source as number)?.file;
  const files: TracedFile[] = [];
  for (const id of new Set(bySource.map(fileOf))) {
    if (id === undefined) continue;
    const stored = store.state.file(id) as StoredFile;
    const sources = bySource.filter((row) => fileOf(row) === id).map(({ source }) => source as number);
    const within = `and f.source in (${sources.join(", ")})`;
    const places = await store.facts.rows(
      `select f.place::double as place, f.quantity, f.amount::varchar as amount ${where} ${within} order by f.place limit ${most}`,
      values,
    );
    const { state, path } = findFile(stored);
    files.push({
      path: stored.path,
      member: stored.member,
      layout: stored.layout,
      definition: layouts.find(({ id }) => id === stored.layout)?.definitions?.[figure.unit] ?? null,
      statements: sources.map((source) => statements.get(source)?.key ?? ""),
      sums: await sumsWhere(within),
      file: state,
      lines: state === "unchanged" && places.length > 0 ? openLines({ ...stored, path }, layouts, places) : [],
    });
  }
  return { figure: figureName(figure), sums: await sumsWhere(""), files };
}

const shownAmount = (amount: unknown): string | null =>
  amount === null || amount === undefined ? null : `${amount}`.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

const sourceOf = ({ path, member, kind, size }: StoredFile): TableSource => ({ path, member, kind, bytes: size });

/** Where the file is now: its name may be kept with an address or a telephone number blanked. */
function findFile(file: StoredFile): { readonly state: TracedFile["file"]; readonly path: string } {
  const states = pathsBehind(file.path).map((path) => ({ path, state: stateOf({ ...file, path }) }));
  return (
    states.find(({ state }) => state === "unchanged") ??
    states.find(({ state }) => state === "changed") ?? { path: file.path, state: "gone" }
  );
}

function stateOf(file: StoredFile): TracedFile["file"] {
  if (!existsSync(file.path)) return "gone";
  if (file.kind === "text" && statSync(file.path).size !== file.size) return "changed";
  const hash = createHash("sha256");
  try {
    for (const block of rawBlocks(sourceOf(file))) hash.update(block);
  } catch {
    return "changed";
  }
  return hash.digest("hex") === file.hash ? "unchanged" : "changed";
}

/** Reads the table again up to the last place that is asked for. */
function openLines(
  file: StoredFile,
  layouts: readonly Layout[],
  places: readonly Record<string, unknown>[],
): TracedLine[] {
  const source = sourceOf(file);
  const { table } = detectSource(source, layouts);
  if (!table) return [];
  const layout = layouts.find(({ id }) => id === file.layout);
  const match = layout ? matchLayout(layout, table.header) : null;
  const personal = new Set(
    Object.entries(match?.columns ?? {})
      .filter(([key]) => layout?.columns[key]?.role === "personal")
      .map(([, column]) => column),
  );
  const reserved = layout !== undefined && isReserved(layout);
  // Columns that are not used may be about people, and so may a place that is none.
  if (reserved) {
    for (const column of match?.unknown ?? []) personal.add(column);
    for (const [key, column] of Object.entries(match?.columns ?? {}))
      if (layout.columns[key]?.role === "note") personal.add(column);
  }
  const territories = new Set(
    Object.entries(match?.columns ?? {})
      .filter(([key]) => reserved && layout.columns[key]?.role === "territory")
      .map(([, column]) => column),
  );
  const blank = reserved ? blankContacts : blankEmails;
  const shown = (text: string, at: number): string =>
    territories.has(at) && text.trim() !== "" && readTerritory(text) === null ? "no place that is known" : blank(text);
  const wanted = new Map<number, Record<string, unknown>[]>();
  for (const row of places) wanted.set(row.place as number, [...(wanted.get(row.place as number) ?? []), row]);
  const last = Math.max(...wanted.keys());
  const lines: TracedLine[] = [];
  const splitter = createRecordSplitter(table.delimiter);
  const take = (records: ReturnType<typeof splitter.push>): boolean => {
    for (let record = 0; record < records.count; record++) {
      const place = records.base + (records.starts[record] as number);
      for (const { quantity, amount } of wanted.get(place) ?? []) {
        const texts = recordTexts(records, record);
        const cells = Object.fromEntries(
          table.header.flatMap((name, at) =>
            personal.has(at) ? [] : [[blank(name.replace(/^\ufeff/, "")), shown(texts[at] ?? "", at)]],
          ),
        );
        lines.push({
          line: records.lines[record] as number,
          cells,
          quantity: quantity === null ? null : Number(quantity),
          amount: shownAmount(amount),
        });
      }
      if (place >= last) return true;
    }
    return false;
  };
  const encoding = { encoding: file.encoding, mark: file.mark } as DetectedEncoding;
  for (const block of textBlocks(source, encoding)) if (take(splitter.push(block))) return lines;
  take(splitter.end());
  return lines;
}
