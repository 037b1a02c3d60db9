// What is true of a project after any sequence of imports.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layouts, saleKinds } from "../../distribution/index.ts";
import { readFigure } from "../../foundation/tables/figure.ts";
import type { Answers } from "../../foundation/tables/index.ts";
import { importFile } from "./import-files.ts";
import type { TableLedger } from "./import-ledger.ts";
import { openStore } from "./project-store.ts";
import { traceFigure } from "./trace-figure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "songwright-import-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head =
  "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";
const row = (reported: string, month: string, quantity: number, usd: string): string =>
  `${reported}\t${month}\tSpotify\tMe\tNight\tQZABC2500001\t198000000011\t${quantity}\t100\tSong\tDE\t0\t${usd}\n`;

async function put(name: string, text: string | Uint8Array, answers: Answers = {}, account: string | null = null) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const store = await openStore(folder);
  try {
    const { tables, questions } = await importFile(
      store,
      path,
      null,
      { layouts, kinds: saleKinds, as: null, account, answers },
      {},
    );
    return { tables, questions, first: tables[0] as TableLedger };
  } finally {
    store.close();
  }
}

async function sums(figure: string): Promise<[string, number | null, string | null][]> {
  const store = await openStore(folder);
  try {
    const { sums: found } = await traceFigure(store, readFigure(figure), layouts, 0);
    return found.map(({ basis, quantity, amount }) => [basis, quantity, amount]);
  } finally {
    store.close();
  }
}

describe("identity is the statement, never the row", () => {
  const march = head + row("2026-03-15", "2026-01", 100, "0.30") + row("2026-03-15", "2026-01", 100, "0.30");

  test("the same bytes change nothing; identical rows in one file are all real", async () => {
    expect((await put("march.tsv", march)).first.status).toBe("imported");
    const again = await put("copy of march.tsv", march);
    expect(again.first.status).toBe("unchanged");
    expect(again.first.totals.money).toEqual([{ basis: "paid", currency: "USD", amount: "0.6" }]);
    expect(await sums("streams")).toEqual([["paid", 200, "0.6"]]);
  });

  test("the same statement with other records replaces the old one whole, and says so", async () => {
    await put("march.tsv", march);
    const next = await put("march corrected.tsv", head + row("2026-03-15", "2026-01", 90, "0.27"));
    expect(next.first.statements).toMatchObject([
      {
        key: "2026-03-15",
        status: "replaced",
        version: 2,
        before: { units: [{ quantity: 200 }], money: [{ amount: "0.6" }] },
        now: { units: [{ quantity: 90 }], money: [{ amount: "0.27" }] },
      },
    ]);
    expect(await sums("streams")).toEqual([["paid", 90, "0.27"]]);
  });

  test("a later statement with records of an earlier month adds to it", async () => {
    await put("march.tsv", march);
    await put("april.tsv", head + row("2026-04-15", "2026-01", 7, "0.02") + row("2026-04-15", "2026-02", 5, "0.01"));
    expect(await sums("streams?from=2026-01&until=2026-01")).toEqual([["paid", 207, "0.62"]]);
  });

  test("an export of everything so far brings only what is new", async () => {
    await put("march.tsv", march);
    const all = await put("all.tsv", march + row("2026-04-15", "2026-02", 5, "0.01"));
    expect(all.first.statements.map(({ key, status }) => [key, status])).toEqual([
      ["2026-03-15", "unchanged"],
      ["2026-04-15", "new"],
    ]);
    expect(all.first.accepted).toBe(3);
    expect(await sums("streams")).toEqual([["paid", 205, "0.61"]]);
  });

  test("a file of which nothing can be used replaces nothing", async () => {
    await put("march.tsv", march);
    const broken = await put(
      "march broken.tsv",
      head + row("2026-03-15", "2026-01", 1, "0.1").replace("\t1\t", "\tone\t"),
    );
    expect(broken.first).toMatchObject({ status: "nothing accepted", rejectedCount: 1, statements: [] });
    expect(await sums("streams")).toEqual([["paid", 200, "0.6"]]);
  });

  test("a stranger's statement of the same date is asked about, and replaces nothing by itself", async () => {
    await put("march.tsv", march);
    const other = head + row("2026-03-15", "2026-01", 5, "0.01").replace("QZABC2500001", "QZABC2500009");
    const asked = await put("march of b.tsv", other);
    expect(asked.questions).toMatchObject([{ id: expect.stringMatching(/^account:/), choices: [] }]);
    expect(await sums("streams")).toEqual([["paid", 200, "0.6"]]);
    await put("march of b.tsv", other, { [asked.questions[0]!.id]: "B" });
    expect(await sums("streams")).toEqual([["paid", 205, "0.61"]]);
    await put("march of b.tsv", other.replace("0.01", "0.02"), {}, "B");
    expect(await sums("streams")).toEqual([["paid", 205, "0.62"]]);
  });

  test("two accounts may have a statement of one date", async () => {
    await put("march.tsv", march, {}, "A");
    await put("march of b.tsv", head + row("2026-03-15", "2026-01", 1, "0.01"), {}, "B");
    expect(await sums("streams")).toEqual([["paid", 201, "0.61"]]);
  });
});

test("overlapping exports of a dashboard: the later wins per cell, and the change is shown", async () => {
  const audience = "date,listeners,streams,followers\n";
  await put("a-audience-timeline.csv", `${audience}2026-01-01,5,10,1\n2026-01-02,5,20,1\n`);
  const later = await put("a-audience-timeline (1).csv", `${audience}2026-01-02,5,22,1\n2026-01-03,5,30,1\n`);
  expect(later.first.changed).toMatchObject({
    count: 1,
    examples: [{ unit: "streams", from: "2026-01-02", before: 20, now: 22 }],
  });
  expect(await sums("streams")).toEqual([["counted", 62, null]]);
  // An older export that comes in afterwards fills gaps and wins nothing.
  await put("a-audience-timeline (0).csv", `${audience}2025-12-31,5,7,1\n2026-01-01,5,9,1\n`);
  expect(await sums("streams")).toEqual([["counted", 69, null]]);
});

test("a figure never adds two bases", async () => {
  await put("march.tsv", head + row("2026-03-15", "2026-01", 100, "0.30"));
  await put("a-audience-timeline.csv", "date,listeners,streams,followers\n2026-01-01,5,10,1\n");
  expect(await sums("streams?service=Spotify")).toEqual([
    ["counted", 10, null],
    ["paid", 100, "0.3"],
  ]);
});

test("a figure is traced to its lines, as long as the file is what it was", async () => {
  const text = `${head}${row("2026-03-15", "2026-01", 100, "0.30")}\n${row("2026-03-15", "2026-02", 50, "0.10")}`;
  await put("march.tsv", text);
  const trace = async () => {
    const store = await openStore(folder);
    try {
      return (await traceFigure(store, readFigure("streams?from=2026-02"), layouts, 5)).files[0];
    } finally {
      store.close();
    }
  };
  expect(await trace()).toMatchObject({ file: "unchanged", lines: [{ line: 4, quantity: 50, amount: "0.1" }] });
  writeFileSync(join(folder, "march.tsv"), text.replace("50", "51"));
  expect(await trace()).toMatchObject({ file: "changed", lines: [] });
  rmSync(join(folder, "march.tsv"));
  expect(await trace()).toMatchObject({ file: "gone", lines: [] });
});

test("gzip and zip are what is in them; other members are told", async () => {
  const text = new TextEncoder().encode(head + row("2026-03-15", "2026-01", 100, "0.30"));
  expect((await put("march.tsv.gz", gzipSync(text))).first.status).toBe("imported");
  expect((await put("march.tsv", text)).first.status).toBe("unchanged");
  const views = new TextEncoder().encode("Date,Views\n2026-01-01,5\n");
  const archive = await put("studio.zip", zipSync({ "Totals.csv": views, "cover.png": new Uint8Array(3) }));
  expect(archive.first).toMatchObject({ member: "Totals.csv", status: "imported", accepted: 1 });
  await expect(put("cut.zip", zipSync({ "a.csv": views }).slice(0, 40))).rejects.toThrow(/ZIP/);
  await expect(put("cut.tsv.gz", gzipSync(text).slice(0, 40))).rejects.toThrow(/gzip/);
});

test("a layout of one's own is proposed, used when it was confirmed, and remembered", async () => {
  const text =
    "Sale Date,Shop,Land,Song Name,ISRC Code,Plays,Net Payable,Currency\n2026-01-31,Spotify,DE,Night,QZABC2500001,12,0.04,EUR\n";
  const asked = await put("own.csv", text);
  expect(asked.questions).toHaveLength(1);
  expect(await sums("streams")).toEqual([]);
  const [question] = asked.questions;
  expect(question).toMatchObject({ proposal: "yes", choices: ["yes", "no"] });
  await put("own.csv", text, { [question!.id]: "yes" });
  expect(await sums("streams")).toEqual([["paid", 12, "0.04"]]);
  const changed = await put("own.csv", text, { [question!.id]: '{"Plays":"note"}' });
  expect(changed.first.totals.units).toEqual([]);
});

test("nothing about buyers is in the store", async () => {
  const bandcamp =
    "date,item type,item name,artist,currency,quantity,net amount,buyer name,buyer email,country,country code,city\n" +
    "1/13/26 10:00am,track,Night,Me,EUR,1,0.82,Jane Roe,jane@example.org,Germany,DE,Köln\n" +
    "Jane Roe,track,Night,Me,EUR,jane@example.org,0.82,Jane Roe,jane@example.org,Germany,DE,Köln\n";
  const { first } = await put("bandcamp.csv", bandcamp);
  expect([first.accepted, first.rejectedCount]).toEqual([1, 1]);
  for (const file of ["state.sqlite", "facts.duckdb"]) {
    expect(readFileSync(join(folder, ".songwright", file), "latin1")).not.toMatch(/jane|roe@|K\u00c3\u00b6ln/i);
  }
});

test("killed at any moment, then run again: the same totals", async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) =>
    row(`2026-0${3 + (at % 3)}-15`, "2026-01", at % 97, `0.${at % 89}`),
  );
  const path = join(folder, "big.tsv");
  writeFileSync(path, head + rows.join(""));
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL("./project-store.ts", import.meta.url).href)});
    const { importFile } = await import(${JSON.stringify(new URL("./import-files.ts", import.meta.url).href)});
    const { layouts, saleKinds } = await import(${JSON.stringify(new URL("../../distribution/index.ts", import.meta.url).href)});
    const store = await openStore(${JSON.stringify(folder)});
    console.log("open");
    await importFile(store, ${JSON.stringify(path)}, null, { layouts, kinds: saleKinds, as: null, account: null, answers: {} }, {});
    console.log("stored");
    store.close();`;
  const expected = rows.reduce((sum, _, at) => sum + (at % 97), 0);
  for (const wait of [0, 60, 120, 180, 260, 350]) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const closed = once(child, "close");
    await once(child.stdout, "data");
    await new Promise((done) => setTimeout(done, wait));
    child.kill("SIGKILL");
    await closed;
    const [sum] = await sums("streams");
    expect([undefined, expected], `killed after ${wait} ms`).toContain(sum?.[1]);
  }
  const store = await openStore(folder);
  await importFile(store, path, null, { layouts, kinds: saleKinds, as: null, account: null, answers: {} }, {});
  store.close();
  expect((await sums("streams")).map(([, quantity]) => quantity)).toEqual([expected]);
}, 60_000);

test("a project that is copied elsewhere finds the files within it there; what lay outside is where it was", async () => {
  const { mkdirSync, cpSync } = await import("node:fs");
  mkdirSync(join(folder, "project", "data"), { recursive: true });
  const inside = join(folder, "project", "data", "inside.tsv");
  const outside = join(folder, "outside.tsv");
  writeFileSync(inside, head + row("2025-08-15", "2025-07", 4, "0.01"));
  writeFileSync(outside, head + row("2025-09-15", "2025-08", 5, "0.01"));
  const store = await openStore(join(folder, "project"));
  for (const path of [inside, outside])
    await importFile(store, path, null, { layouts, kinds: saleKinds, as: null, account: null, answers: {} }, {});
  store.close();
  cpSync(join(folder, "project"), join(folder, "copy"), { recursive: true });
  rmSync(join(folder, "project"), { recursive: true });
  const copy = await openStore(join(folder, "copy"));
  expect(copy.state.files().map(({ path }) => path)).toEqual([join(folder, "copy", "data", "inside.tsv"), outside]);
  const traced = await traceFigure(copy, readFigure("streams?basis=paid"), layouts, 5);
  expect(traced.files.map(({ file }) => file)).toEqual(["unchanged", "unchanged"]);
  copy.close();
});
