/** A DDEX flat file into the store, in one pass. */
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import { blankContacts, isoDay } from "../../foundation/tables/index.ts";
import type { TableLedger } from "./import-ledger.ts";
import { totalsOf } from "./import-totals.ts";
import { addSource, keepImport, knownStatement, partOf, statementLines } from "./keep-import.ts";
import type { ProjectStore } from "./project-store.ts";
import { blankPath } from "./shown-paths.ts";
import type { DetectedSource, FlatSource } from "./table-job.ts";
import { convertFlatFile } from "./table-reader.ts";
import type { TableSource } from "./table-source.ts";

export async function storeFlatFile(
  store: ProjectStore,
  source: TableSource,
  { encoding }: DetectedSource,
  account: string,
  run: Run,
): Promise<TableLedger> {
  const { state, facts } = store;
  const part = partOf(source);
  const id = state.nextId("statements");
  facts.startFile();
  await facts.begin();
  let flat: FlatSource;
  let layout = "dsr";
  let nothing = false;
  let statement: ReturnType<typeof knownStatement>;
  try {
    flat = await convertFlatFile(
      source,
      encoding,
      run,
      (batch) => facts.append(batch, Int32Array.of(id)),
      (bytes) => checkpoint(run, { done: Math.min(1, bytes / Math.max(1, source.bytes)), total: 1, doing: "storing" }),
    );
    const { header } = flat;
    if (header) layout = `dsr ${header.profile} ${header.version}`;
    statement = knownStatement(store, account, layout, statementKey(flat), part, flat.hash, id);
    nothing = flat.accounting.accepted === 0;
    if (nothing || statement.status === "unchanged") await facts.rollback();
    else {
      await addSource(facts, id, "paid", account, layout, false, header?.period ?? null);
      await facts.commit();
    }
  } catch (error) {
    await facts.rollback();
    throw error;
  }
  const period = flat.header?.period ?? null;
  const ledger: TableLedger = {
    path: blankPath(source.path),
    member: source.member === null ? null : blankContacts(source.member),
    sha256: flat.hash,
    status: nothing ? "nothing accepted" : statement.status === "unchanged" ? "unchanged" : "imported",
    layout,
    layoutTitle: `DDEX flat file${flat.header ? `, ${flat.header.profile} ${flat.header.version}` : ""}`,
    encoding: encoding.encoding,
    ...flat.accounting,
    period: period ? { from: isoDay(period.from), until: isoDay(period.until) } : null,
    statements: nothing ? [] : await statementLines(facts, [statement], account),
    totals: await totalsOf(facts, nothing ? [] : [statement.source]),
    changed: null,
    definitions: [],
    questions: [],
  };
  if (ledger.status === "imported") await keepImport(store, ledger, encoding, 0, source, flat.bytes, part, [statement]);
  return ledger;
}

/** Sender, service, recipient and period: a correction of the same report has another message number. */
function statementKey({ header, hash }: FlatSource): string {
  if (!header) return hash.slice(0, 12);
  const { sender, service, recipient, period } = header;
  const days = period ? `${isoDay(period.from)}..${isoDay(period.until)}` : "";
  return [sender, service, recipient, days].filter((text) => text !== "").join("; ");
}
