/** Statements imported, against truth, a second reader and layouts that were never seen. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { layouts, saleKinds } from "../../distribution/index.ts";
import type { Answers } from "../../foundation/tables/index.ts";
import { importFile } from "../../runtime/store/import-files.ts";
import type { TableLedger } from "../../runtime/store/import-ledger.ts";
import { openStore } from "../../runtime/store/project-store.ts";
import { type Part, table } from "../table.ts";
import { readSecond, type SecondColumns } from "./second-reader.ts";
import { unseenLayouts } from "./unseen-layouts.ts";

/** How the second reader is told to read each file. */
const second: Readonly<Record<string, SecondColumns>> = {
  "bandcamp_utf16.csv": {
    delimiter: ",",
    decimal: ".",
    quantity: "quantity",
    money: { amount: "net amount", currency: "currency" },
    without: { column: "item type", value: "payout" },
  },
  "believe_eu.csv": {
    delimiter: ";",
    decimal: ",",
    quantity: "Quantity",
    money: { amount: "Net Revenue", currency: "Client Payment Currency" },
  },
  "distrokid.tsv": {
    delimiter: "\t",
    decimal: ".",
    quantity: "Quantity",
    money: { amount: "Earnings (USD)", currency: "USD" },
  },
  "s4a_audience-timeline.csv": { delimiter: ",", decimal: ".", quantity: "streams" },
  "s4a_playlists.csv": { delimiter: ",", decimal: ".", quantity: "streams" },
  "s4a_songs-1year.csv": { delimiter: ",", decimal: ".", quantity: "streams" },
  "s4a_track-timeline.csv": { delimiter: ",", decimal: ".", quantity: "streams" },
  "spotify_charts_legacy.csv": { delimiter: ",", decimal: ".", skip: 1, quantity: "Streams" },
  "spotify_charts_weekly.csv": { delimiter: ",", decimal: ".", quantity: "streams" },
  "tunecore.csv": {
    delimiter: ",",
    decimal: ".",
    quantity: "# Units Sold",
    money: { amount: "Total Earned", currency: "Currency" },
  },
  "youtube_studio_table.csv": {
    delimiter: ",",
    decimal: ".",
    quantity: "Views",
    money: { amount: "Estimated revenue (USD)", currency: "USD" },
    without: { column: "Content", value: "Total" },
  },
};

export const statements: Part = {
  name: "statements",
  title: "Statements to the printed digit",
  async run(data) {
    const folder = join(data, "streams/statements");
    const rows: string[][] = [];
    for (const [file, columns] of Object.entries(second)) {
      const path = join(folder, file);
      const { ledger, questions } = await importFresh(path);
      const expected = readSecond(path, columns);
      const counted = ledger.totals.units
        .filter(({ unit }) => counts(file, unit))
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const money = Object.fromEntries(ledger.totals.money.map(({ currency, amount }) => [currency, amount]));
      const same =
        BigInt(counted) === expected.quantity &&
        JSON.stringify(sorted(money)) === JSON.stringify(sorted(expected.money));
      const whole = ledger.accepted + ledger.rejectedCount + ledger.ignoredCount === ledger.records;
      rows.push([
        file,
        `${ledger.accepted} of ${ledger.records}`,
        `${counted}`,
        Object.entries(money)
          .map(([code, amount]) => `${amount} ${code}`)
          .join(", ") || "–",
        same ? "the same" : `second reader: ${expected.quantity} ${JSON.stringify(expected.money)}`,
        whole ? "yes" : "no",
        `${questions}`,
      ]);
    }
    const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
      s4a_audience: { streams: number };
      distrokid: { usd: number; rows: number };
    };
    const audience = await importFresh(join(folder, "s4a_audience-timeline.csv"));
    const distrokid = await importFresh(join(folder, "distrokid.tsv"));
    const streams = audience.ledger.totals.units.find(({ unit }) => unit === "streams")?.quantity;
    const usd = Number(distrokid.ledger.totals.money[0]?.amount);
    const exact =
      streams === truth.s4a_audience.streams &&
      distrokid.ledger.accepted === truth.distrokid.rows &&
      Math.abs(usd - truth.distrokid.usd) < 5e-10;

    const unseen: string[][] = [];
    for (const layout of unseenLayouts) unseen.push(await scoreUnseen(layout));
    return {
      lines: [
        ...table(["file", "accepted", "counted", "money", "second reader", "all accounted for", "questions"], rows),
        "",
        `truth.json: ${exact ? "exact" : "not the same"} (${streams} streams; ${truth.distrokid.rows} rows, ${distrokid.ledger.totals.money[0]?.amount} USD)`,
        "",
        ...table(["layout never seen", "questions", "mapped right", "counted", "money"], unseen),
      ],
      figures: { rows, exact, unseen },
    };
  },
};

/** The unit that the second reader counts: files with several counts are compared by their first. */
function counts(file: string, unit: string): boolean {
  if (file.startsWith("s4a") || file.startsWith("spotify")) return unit === "streams";
  if (file.startsWith("youtube")) return unit === "video views";
  return true;
}

const sorted = (record: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

async function importFresh(path: string): Promise<{ readonly ledger: TableLedger; readonly questions: number }> {
  const folder = mkdtempSync(join(tmpdir(), "songwright-statements-"));
  const store = await openStore(folder);
  try {
    const run = async (answers: Answers) =>
      importFile(store, path, null, { layouts, kinds: saleKinds, as: null, account: null, answers }, {});
    let file = await run({});
    const questions = file.questions.length;
    if (questions > 0) {
      const given: Record<string, string> = {
        period: "2026-01-01..2026-01-31",
        territory: "DE",
        title: basename(path),
        currency: "EUR",
      };
      const answers = Object.fromEntries(
        file.questions.map(({ id, proposal }) => [id, proposal ?? given[id.split(":")[0] as string] ?? ""]),
      );
      file = await run(answers);
    }
    return { ledger: file.tables[0] as TableLedger, questions };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scoreUnseen(layout: (typeof unseenLayouts)[number]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "songwright-unseen-"));
  try {
    const path = join(folder, layout.name);
    writeFileSync(path, layout.text);
    const { ledger, questions } = await importFresh(path);
    const quantity = ledger.totals.units.reduce((sum, each) => sum + each.quantity, 0);
    const units = ledger.totals.units
      .map(({ unit }) => unit)
      .sort()
      .join(", ");
    const money = Object.fromEntries(ledger.totals.money.map(({ currency, amount }) => [currency, amount]));
    const right =
      quantity === layout.quantity &&
      units === layout.unit &&
      JSON.stringify(sorted(money)) === JSON.stringify(sorted(layout.money)) &&
      ledger.period?.from === layout.period[0] &&
      ledger.period.until === layout.period[1] &&
      ledger.doubts.length === 0;
    return [
      layout.name,
      `${questions}`,
      right
        ? "yes"
        : `no: ${JSON.stringify({ units: ledger.totals.units, period: ledger.period, doubts: ledger.doubts, rejected: ledger.rejected })}`,
      `${quantity} ${units}`,
      JSON.stringify(money),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
