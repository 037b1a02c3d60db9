/** `import`: exports into a project's store, with the ledger of every record. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { saleKinds } from "../../distribution/index.ts";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import type { Question } from "../../foundation/tables/index.ts";
import { isPostDownload, isPrivateFile } from "../../marketing/index.ts";
import { refreshCubes } from "../store/cubes.ts";
import { type FileLedger, importFile } from "../store/import-files.ts";
import type { TableLedger } from "../store/import-ledger.ts";
import { knownLayouts as layouts } from "../store/known-layouts.ts";
import { linkRecordings } from "../store/link-recordings.ts";
import { missingParts } from "../store/missing-parts.ts";
import { watchNewStore } from "../store/new-store.ts";
import type { ImportOptions } from "../store/prepare-table.ts";
import { openStore } from "../store/project-store.ts";
import { QuestionsError } from "./exit-codes.ts";
import { nearest } from "./nearest.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
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
  const newStore = await watchNewStore(given.project);
  const store = await openStore(given.project);
  try {
    const remembered = store.state.answers();
    const base: Omit<ImportOptions, "answers"> = { layouts, kinds: saleKinds, as: given.as, account: given.account };
    const open: Question[] = [];
    const { done, failed } = await context.each(
      await filesOf(context.material),
      async (path, run): Promise<FileLedger> => {
        const answers: Record<string, string> = { ...remembered, ...answered };
        const by = given["accept-proposals"] ? "machine" : "person";
        let ledger = await importFile(store, path, given.sheet, { ...base, answers }, run);
        // One answer may open another question: whose account it is shows only when the records are read.
        for (let round = 0; round < 3 && ledger.questions.length > 0; round++) {
          if (!(await answerQuestions(ledger.questions, answers, given["accept-proposals"], context))) break;
          ledger = await importFile(store, path, given.sheet, { ...base, answers }, run);
        }
        if (ledger.questions.length === 0) keep(answers, by);
        open.push(...ledger.questions);
        return ledger;
      },
    );
    const files = done.map(({ result }) => result);
    for (const [id, value] of Object.entries(answered))
      if (id.startsWith("same:")) store.state.keepAnswer(id, value, "person");
    let catalogue = await linkRecordings(store);
    if (given["accept-proposals"] && catalogue.questions.length > 0) {
      for (const { id } of catalogue.questions) store.state.keepAnswer(id, "yes", "machine");
      catalogue = await linkRecordings(store);
    }
    await refreshCubes(store.facts);
    for (const file of files)
      for (const table of file.tables) if (table.status !== "questions") context.say(tableText(table));
    const unusable = done.flatMap(({ path, result }) => {
      const error = unusableFile(result);
      return error === null ? [] : [context.refuse(path, error)];
    });
    for (const { what, id } of catalogue.questions)
      context.say(`  ? ${what} (--answers {${JSON.stringify(id)}: "yes"})`);
    if (open.length > 0) throw new QuestionsError(open, { files, catalogue });
    const incomplete = missingParts(store.state.statements());
    for (const { statement, missing } of incomplete)
      context.say(`statement ${statement}: ${missing.slice(0, 5).join(", ")} not imported; its sums are not whole`);
    const bad = [...failed, ...unusable];
    context.write({
      files,
      catalogue,
      ...(incomplete.length > 0 ? { incomplete } : {}),
      ...(bad.length > 0 ? { failed: bad } : {}),
    });

    function keep(answers: Readonly<Record<string, string>>, by: "person" | "machine"): void {
      for (const [id, value] of Object.entries(answers))
        if (remembered[id] !== value) store.state.keepAnswer(id, value, by);
    }
  } finally {
    const empty = store.state.statements().length === 0 && Object.keys(store.state.answers()).length === 0;
    store.close();
    if (empty) await newStore.remove();
  }
}

/** A file that has records, of which not one could be used: bad material, though its ledger says of each what is wrong. */
function unusableFile({ tables }: FileLedger): FormatError | null {
  const sum = (of: (table: TableLedger) => number): number => tables.reduce((all, table) => all + of(table), 0);
  const rejected = sum((table) => table.rejectedCount);
  if (rejected === 0 || sum(({ accepted }) => accepted) > 0) return null;
  const first = tables.flatMap((table) => table.rejected)[0];
  const title = tables.find(({ layoutTitle }) => layoutTitle !== null)?.layoutTitle ?? "export";
  const why = first ? `: line ${first.at}${first.column ? `, ${first.column}` : ""}: expected ${first.expected}` : "";
  return new FormatError(title, 0, "at least one record that can be used", `none of ${rejected}${why}`);
}

/** Takes what is proposed, or asks on the terminal; false where nothing was answered. */
async function answerQuestions(
  questions: readonly Question[],
  answers: Record<string, string>,
  accept: boolean,
  { ask }: Context,
): Promise<boolean> {
  let any = false;
  for (const { id, file, what, choices, proposal, why } of questions) {
    let answer = accept ? proposal : null;
    if (answer === null && !accept && ask !== null) {
      const offered = choices.length > 0 ? ` [${choices.join("/")}]` : "";
      const usual = proposal === null ? "" : ` (Enter: ${proposal})`;
      const typed = await ask(`${file}: ${what}\n  asked because ${why}\n ${offered}${usual} > `);
      answer = typed.trim() === "" ? proposal : typed.trim();
    }
    if (answer === null || answer === "") continue;
    answers[id] = answer;
    any = true;
  }
  return any;
}

/** Files, and what lies in folders. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) files.push(path);
    else {
      const inside = await readdir(path, { withFileTypes: true });
      const exported = inside.filter((file) => file.isFile() && isExport(file.name));
      files.push(...exported.map(({ name }) => join(path, name)).sort());
    }
  }
  return files;
}

/** Of JSON, downloads of posts only; never messages or people. */
const isExport = (name: string): boolean =>
  !isPrivateFile(name) && (/\.(?:csv|tsv|txt|gz|zip|xlsx)$/i.test(name) || isPostDownload(name));

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

export async function readAnswers(path: string | null): Promise<Record<string, string>> {
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
    `  ${table.layoutTitle}${period ? `, ${period.from} to ${period.until}` : ""}${table.status === "unchanged" ? ": nothing new" : table.status === "nothing accepted" ? ": nothing could be used, nothing was stored" : ""}`,
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
