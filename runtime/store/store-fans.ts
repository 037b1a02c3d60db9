/** A prepared list of fans into the store. */
import { createHash } from "node:crypto";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import {
  type Answers,
  blankContacts,
  createFanConverter,
  createRecordSplitter,
  isoDay,
  type Question,
  type TableReading,
} from "../../foundation/tables/index.ts";
import { openFanKey } from "./fan-key.ts";
import { checkFanKey, type FanRow, isErased, keepFans } from "./fan-rows.ts";
import type { TableLedger } from "./import-ledger.ts";
import { keepImport, knownStatement, partOf } from "./keep-import.ts";
import { accountQuestion, type PreparedTable } from "./prepare-table.ts";
import type { ProjectStore } from "./project-store.ts";
import { blankPath } from "./shown-paths.ts";
import { shownSource, textBlocks } from "./table-source.ts";

/** One list of each kind and account: the next takes its place, and who is no longer on it is gone. */
const KEY = "fans";

export async function storeFans(
  store: ProjectStore,
  prepared: PreparedTable,
  answers: Answers,
  run: Run,
): Promise<TableLedger | Question> {
  const { source, match, surveyed, table, account } = prepared;
  const reading = prepared.reading as TableReading;
  const { database } = store.state;
  const key = openFanKey();
  checkFanKey(database, key);
  const erased = isErased(database);
  const fans = new Map<string, FanRow>();
  const splitter = createRecordSplitter(reading.delimiter);
  const converter = createFanConverter(reading, table.header, ({ email, territory, purchases, consent }) => {
    if (erased(key.eraseMark(email))) return "erased on request: not kept";
    const hash = key.hash(email);
    fans.set(hash, { key: hash, country: territory, purchases, consent: consent === null ? null : isoDay(consent) });
    return null;
  });
  let bytes = 0;
  for (const block of textBlocks(source, surveyed.encoding)) {
    converter.add(splitter.push(block));
    bytes += block.length;
    checkpoint(run, { done: 0.4 + 0.5 * Math.min(1, bytes / Math.max(1, surveyed.bytes)), total: 1, doing: "storing" });
  }
  converter.add(splitter.end());
  const accounting = converter.end(splitter.lines);

  const hash = createHash("sha256")
    .update(`${surveyed.statements[0]}${match.layout.id}${JSON.stringify([match.columns, reading.orders])}`)
    .digest("hex");
  const part = partOf(source);
  const found = knownStatement(store, account, match.layout.id, KEY, part, hash, store.state.nextId("statements"));
  const nothing = accounting.accepted === 0;
  if (!nothing && found.replaces !== null && answers[accountQuestion(surveyed.hash)] === undefined) {
    const before = database.prepare("select key from fans where list = ?").all(found.replaces) as { key: string }[];
    if (before.length > 0 && !before.some((fan) => fans.has(fan.key))) {
      return {
        id: accountQuestion(surveyed.hash),
        file: shownSource(source),
        what: 'Is it another list? Answer with a name for it, or "replace" to put it in the place of the list that is there.',
        choices: [],
        proposal: null,
        why: "a list of this kind is there already, and nobody is on both",
      };
    }
  }
  const ledger: TableLedger = {
    path: blankPath(source.path),
    member: source.member === null ? null : blankContacts(source.member),
    sha256: surveyed.hash,
    status: nothing ? "nothing accepted" : found.status === "unchanged" ? "unchanged" : "imported",
    layout: match.layout.id,
    layoutTitle: match.layout.title,
    encoding: surveyed.encoding.encoding,
    ...accounting,
    period: null,
    statements: nothing
      ? []
      : [{ source: found.source, key: KEY, account, status: found.status, version: found.version }],
    totals: { units: [], money: [], measures: [] },
    changed: null,
    definitions: [],
    questions: [],
  };
  if (ledger.status === "imported") {
    await keepImport(store, ledger, surveyed.encoding, table.headerLine, source, surveyed.bytes, part, [found], () =>
      keepFans(database, found.source, fans.values(), key),
    );
  }
  return ledger;
}
