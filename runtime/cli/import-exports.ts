/** `import`: exports into a project's store, with the ledger of every record. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { layouts, saleKinds } from "../../distribution/index.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import type { Question } from "../../foundation/tables/index.ts";
import { type FileLedger, importFile } from "../store/import-files.ts";
import type { TableLedger } from "../store/import-ledger.ts";
import type { ImportOptions } from "../store/prepare-table.ts";
import { openStore } from "../store/project-store.ts";
import { QuestionsError } from "./exit-codes.ts";
import { nearest } from "./nearest.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string | null;
  readonly as: string | null;
  readonly account: string | null;
  readonly sheet: string | null;
  readonly answers: string | null;
  readonly "accept-proposals": boolean;
}

export async function importExports(context: Context): Promise<void> {
  const given = context.options as unknown as Options;
  checkLayout(given.as);
  const answered = await readAnswers(given.answers);
  const store = await openStore(resolve(given.project ?? "."));
  try {
    const remembered = store.state.answers();
    const base: Omit<ImportOptions, "answers"> = { layouts, kinds: saleKinds, as: given.as, account: given.account };
    const open: Question[] = [];
    const { done } = await context.each(context.material, async (path, run): Promise<FileLedger> => {
      const answers = { ...remembered, ...answered };
      let ledger = await importFile(store, path, given.sheet, { ...base, answers }, run);
      if (given["accept-proposals"] && ledger.questions.some(({ proposal }) => proposal !== null)) {
        for (const { id, proposal } of ledger.questions) if (proposal !== null) answers[id] = proposal;
        ledger = await importFile(store, path, given.sheet, { ...base, answers }, run);
        if (ledger.questions.length === 0) keep(answers, "machine");
      } else if (ledger.questions.length === 0) keep(answered, "person");
      open.push(...ledger.questions);
      return ledger;
    });
    const files = done.map(({ result }) => result);
    for (const file of files)
      for (const table of file.tables) if (table.status !== "questions") context.say(tableText(table));
    if (open.length > 0) throw new QuestionsError(open, { files });
    context.write({ files });

    function keep(answers: Readonly<Record<string, string>>, by: "person" | "machine"): void {
      for (const [id, value] of Object.entries(answers))
        if (remembered[id] !== value) store.state.keepAnswer(id, value, by);
    }
  } finally {
    store.close();
  }
}

function checkLayout(as: string | null): void {
  if (as === null || layouts.some(({ id }) => id === as)) return;
  const ids = layouts.map(({ id }) => id);
  const meant = nearest(as, ids);
  throw new InputError(
    "--as",
    meant === null ? `one of ${ids.join(", ")}` : `${meant}, perhaps; one of ${ids.join(", ")}`,
    as,
  );
}

async function readAnswers(path: string | null): Promise<Record<string, string>> {
  if (path === null) return {};
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new InputError("--answers", "a JSON object, question to answer", (error as Error).message);
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new InputError("--answers", "a JSON object, question to answer", "something else");
  }
  return Object.fromEntries(
    Object.entries(data).map(([id, value]) => [id, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function tableText(table: TableLedger): string {
  const name = table.member === null ? table.path : `${table.path}: ${table.member}`;
  if (table.status === "no table") return `${name}\n  no table in it`;
  const { records, accepted, rejectedCount, ignoredCount, period, totals } = table;
  const lines = [
    name,
    `  ${table.layoutTitle}${period ? `, ${period.from} to ${period.until}` : ""}${table.status === "unchanged" ? ": nothing new" : ""}`,
    `  ${records} records: ${accepted} accepted, ${rejectedCount} rejected, ${ignoredCount} ignored`,
    ...totals.units.map(({ unit, quantity, basis }) => `  ${quantity} ${unit} (${basis})`),
    ...totals.money.map(({ amount, currency, basis }) => `  ${amount} ${currency} (${basis})`),
    ...table.rejected
      .slice(0, 10)
      .map(
        ({ at, column, expected, found }) =>
          `  line ${at}${column ? `, ${column}` : ""}: expected ${expected}, found ${found}`,
      ),
    ...table.doubts
      .slice(0, 10)
      .map(
        ({ at, column, expected, found, records: count }) =>
          `  ${column}: expected ${expected}, found ${found} (${count} records, first on line ${at})`,
      ),
  ];
  for (const { key, status, before, now } of table.statements) {
    if (status !== "replaced") continue;
    lines.push(`  statement ${key} replaced: ${sumText(before)} before, ${sumText(now)} now`);
  }
  if (table.changed && table.changed.count > 0)
    lines.push(`  ${table.changed.count} figures differ from an earlier export; the later one is used`);
  return lines.join("\n");
}

function sumText(totals: TableLedger["totals"] | undefined): string {
  if (!totals) return "nothing";
  return [
    ...totals.units.map(({ unit, quantity }) => `${quantity} ${unit}`),
    ...totals.money.map(({ amount, currency }) => `${amount} ${currency}`),
  ].join(", ");
}
