/** What is the same for every import: a statement's line in the ledger, and the state that names its facts. */
import { basename } from "node:path";
import type { Basis, DetectedEncoding, Span } from "../../foundation/tables/index.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { FactDatabase } from "./fact-database.ts";
import type { StatementLine, TableLedger } from "./import-ledger.ts";
import { totalsOf } from "./import-totals.ts";
import { dropOrphans, type ProjectStore } from "./project-store.ts";
import type { TableSource } from "./table-source.ts";

export interface KnownStatement {
  readonly key: string;
  readonly hash: string;
  /** Number of its facts' source. */
  readonly source: number;
  readonly status: StatementLine["status"];
  readonly version: number;
  /** Source that it takes the place of. */
  readonly replaces: number | null;
}

/** What the store knows of a statement with these records. */
export function knownStatement(
  { state }: ProjectStore,
  account: string,
  layout: string,
  key: string,
  part: string,
  hash: string,
  source: number,
): KnownStatement {
  const known = state.activeStatement(account, layout, key, part);
  if (known?.hash === hash) {
    return { key, hash, source: known.id, status: "unchanged", version: known.version, replaces: null };
  }
  const version = (known?.version ?? 0) + 1;
  return { key, hash, source, status: known ? "replaced" : "new", version, replaces: known?.id ?? null };
}

/** Names a source within the open transaction of its facts. */
export async function addSource(
  { connection }: FactDatabase,
  id: number,
  basis: Basis,
  account: string,
  layout: string,
  dashboard: boolean,
  period: Span | null,
): Promise<void> {
  const reach = period ? isoDay(period.until) : null;
  await connection.run("insert into sources values ($1, $2, $3, $4, $5, $6::date)", [
    id,
    basis,
    account,
    layout,
    dashboard,
    reach,
  ] as never);
}

/** Each statement with what it was before it was replaced. Call it before the state lets go of the old one. */
export async function statementLines(
  facts: FactDatabase,
  statements: readonly KnownStatement[],
  account: string,
): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  for (const { key, source, status, version, replaces } of statements) {
    const changes =
      replaces === null ? {} : { before: await totalsOf(facts, [replaces]), now: await totalsOf(facts, [source]) };
    lines.push({ source, key, account, status, version, ...changes });
  }
  return lines;
}

/**
 * Writes the file and its new statements into the state, and what goes with them (`within`), then takes out
 * the facts that no statement names any more.
 */
export async function keepImport(
  { state, facts }: ProjectStore,
  ledger: TableLedger,
  { encoding, mark }: DetectedEncoding,
  headerLine: number,
  { kind }: TableSource,
  bytes: number,
  part: string,
  fresh: readonly KnownStatement[],
  within: () => void = () => {},
): Promise<void> {
  const account = ledger.statements[0]?.account ?? "";
  const layout = ledger.layout ?? "";
  state.transaction(() => {
    const file = state.nextId("files");
    state.database
      .prepare("insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        file,
        state.keptPath(ledger.path),
        ledger.member,
        kind,
        bytes,
        ledger.sha256,
        encoding,
        mark,
        layout,
        headerLine,
        JSON.stringify(ledger),
      );
    for (const { key, hash, source, version, replaces } of fresh) {
      if (replaces !== null) state.database.prepare("update statements set active = 0 where id = ?").run(replaces);
      state.database
        .prepare("insert into statements values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)")
        .run(
          source,
          file,
          account,
          layout,
          key,
          part,
          hash,
          version,
          ledger.period?.from ?? null,
          ledger.period?.until ?? null,
        );
    }
    within();
  });
  await dropOrphans(state, facts);
}

/** "1of2" from a name that says so. */
export function partOf({ path, member }: TableSource): string {
  return /(\d+)of(\d+)/i.exec(basename(member ?? path))?.[0]?.toLowerCase() ?? "";
}
