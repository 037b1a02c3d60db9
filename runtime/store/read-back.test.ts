// Posts and ad results out of the store, after any sequence of imports.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFigure } from "../../foundation/tables/figure.ts";
import type { Answers } from "../../foundation/tables/index.ts";
import { importFile } from "./import-files.ts";
import { knownLayouts } from "./known-layouts.ts";
import { openStore, type ProjectStore } from "./project-store.ts";
import { readAdResults } from "./read-ad-results.ts";
import { readPosts } from "./read-posts.ts";

import { readPostsFiles } from "./read-posts-file.ts";
import { traceFigure } from "./trace-figure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "songwright-posts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function withStore<R>(work: (store: ProjectStore) => Promise<R>): Promise<R> {
  const store = await openStore(folder);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function put(name: string, text: string, answers: Answers = {}, account: string | null = null) {
  const path = write(name, text);
  return withStore(async (store) => {
    const options = { layouts: knownLayouts, kinds: {}, as: null, account, answers };
    const { tables, questions } = await importFile(store, path, null, options, {});
    return { table: tables[0]!, questions };
  });
}

const posts = () => withStore(readPosts);
const ads = () => withStore(readAdResults);

const head =
  "Post ID,Account username,Description,Duration (sec),Publish time,Permalink,Post type,Date,Views,Reach,Likes,Comments,Saves\n";
const post = (id: number, views: number | string, more: { caption?: string; day?: string; when?: string } = {}) =>
  `1801111111111${id},mila,${more.caption ?? "hello"},31,${more.when ?? "03/27/2026 06:08"},https://www.instagram.com/reel/${id}/,IG reel,${more.day ?? "Lifetime"},${views},90,5,1,0\n`;

describe("posts", () => {
  test("each with its counts; what is missing is null, not zero", async () => {
    await put("ig.csv", head + post(1001, 500) + post(1002, "", { when: "03/28/2026 20:00" }));
    expect(await posts()).toEqual([
      {
        id: "18011111111111001",
        platform: "Instagram",
        account: "mila",
        day: 20539,
        minute: 368,
        kind: "IG reel",
        seconds: 31,
        caption: "hello",
        permalink: "https://www.instagram.com/reel/1001/",
        labels: {},
        territory: null,
        counts: {
          views: 500,
          impressions: null,
          reach: 90,
          likes: 5,
          comments: 1,
          shares: null,
          saves: 0,
          follows: null,
          clicks: null,
        },
      },
      expect.objectContaining({
        id: "18011111111111002",
        minute: 1200,
        counts: expect.objectContaining({ views: null }),
      }),
    ]);
  });

  test("the later export wins, whatever it calls the post now; the same again changes nothing", async () => {
    await put("march.csv", head + post(1001, 500));
    const next = head + post(1001, 700, { caption: "hello again" }) + post(1002, 3, { when: "04/02/2026 10:00" });
    expect((await put("april.csv", next)).table.changed?.count).toBe(1);
    const all = await posts();
    expect(all.map(({ caption, counts }) => [caption, counts.views])).toEqual([
      ["hello again", 700],
      ["hello", 3],
    ]);
    expect((await put("april copy.csv", next)).table.status).toBe("unchanged");
    expect(await posts()).toEqual(all);
    const kept = await withStore(async ({ facts }) => facts.rows("select count(*)::integer as n from items"));
    expect(kept).toEqual([{ n: 3 }]);
  });

  test("what is replaced is gone, captions and all", async () => {
    await put("march.csv", head + post(1001, 500, { caption: "mistake" }));
    await put("march again.csv", head + post(1001, 501, { caption: "better" }));
    const kept = await withStore(async ({ facts }) => facts.rows("select caption from item_fields"));
    expect(kept).toEqual([{ caption: "better" }]);
  });

  test("days are added up; people are not", async () => {
    await put("daily.csv", head + post(1001, 500, { day: "03/27/2026" }) + post(1001, 60, { day: "03/28/2026" }));
    expect((await posts())[0]?.counts).toMatchObject({ views: 560, reach: null, likes: 10 });
    await put("life.csv", head + post(1001, 575));
    expect((await posts())[0]?.counts).toMatchObject({ views: 575, reach: 90, likes: 5 });
  });

  test("impressions of before 2025 are not put into views", async () => {
    await put("old.csv", `${head.replace("Views", "Impressions")}${post(1001, 500)}`);
    expect((await posts())[0]?.counts).toMatchObject({ views: null, impressions: 500 });
  });

  test("a person's labels, by id or link; the later wins", async () => {
    await put("ig.csv", head + post(1001, 500) + post(1002, 3));
    await put(
      "labels.csv",
      "post_id,content_label\n18011111111111001,live\nhttps://www.instagram.com/reel/1002/,demo\n",
    );
    await put("hooks.csv", "post_id,label,hook\n18011111111111001,stage,question\n");
    expect((await posts()).map(({ labels }) => labels)).toEqual([
      { label: "stage", hook: "question" },
      { label: "demo" },
    ]);
  });

  test("another account's posts of the same days are asked about, and replace nothing by themselves", async () => {
    await put("a.csv", head + post(1001, 500));
    const other = head + post(2001, 5);
    const asked = await put("b.csv", other);
    expect(asked.questions).toMatchObject([{ id: expect.stringMatching(/^account:/) }]);
    expect(await posts()).toHaveLength(1);
    await put("b.csv", other, { [asked.questions[0]!.id]: "B" });
    expect(await posts()).toHaveLength(2);
  });

  test("videos of YouTube are posts, and stay recordings", async () => {
    const text =
      'Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Thumbnail impressions,Thumbnail click-through rate (%),New viewers\nTotal,,,,1500,10.5,5,20000,5.1,\n -bc123DEF45,Night Drive,"Jan 13, 2026",161,300,2.1,1,4000,5.1,7\n';
    await put("Content 2026-01-01_2026-02-01 Me.csv", text);
    const [video] = await posts();
    expect(video).toMatchObject({
      id: "-bc123DEF45",
      platform: "YouTube",
      kind: "video",
      seconds: 161,
      caption: "Night Drive",
    });
    expect(video?.counts).toMatchObject({ views: 300, impressions: null });
    const kept = await withStore(async ({ facts }) => facts.rows("select title from recordings"));
    expect(kept).toEqual([{ title: "Night Drive" }]);
  });

  test("no post enters the catalogue of recordings", async () => {
    await put("ig.csv", head + post(1001, 500));
    expect(await withStore(async ({ facts }) => facts.rows("select * from recordings"))).toEqual([]);
  });

  test("straight from a file, with the same questions", async () => {
    const path = write("ig.csv", head + post(1001, 500, { when: "03/04/2026 06:08" }));
    await expect(readPostsFiles([path])).rejects.toMatchObject({
      questions: [{ id: "order:instagram-content:published" }],
    });
    const [first] = await readPostsFiles([path], { "order:instagram-content:published": "month-first" });
    expect(first).toMatchObject({ day: 20516, minute: 368 });
    await expect(readPostsFiles([write("none.csv", "hello")])).rejects.toThrow(/export/);
  });
});

describe("ads", () => {
  const adHead =
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Amount spent (EUR),Impressions,Reach,Link clicks,Results,Result indicator";

  test("spend in the currency of the header, results with their kind", async () => {
    const { table } = await put(
      "ads.csv",
      `${adHead}\n2026-08-01,2026-08-02,Single,Berlin,"1,012.50",3000,2500,40,20,actions:link_click\n2026-08-01,2026-08-02,,,1012.50,3000,2500,40,20,\n`,
    );
    expect([table.records, table.accepted, table.ignoredCount]).toEqual([2, 1, 1]);
    expect(table.totals.money).toEqual([{ basis: "advertised", currency: "EUR", amount: "1012.5" }]);
    expect(table.totals.units.map(({ unit }) => unit)).not.toContain("reach");
    expect(table.definitions.find(({ unit }) => unit === "link clicks")?.counts).toContain("links");
    expect(await ads()).toEqual([
      {
        platform: "Meta",
        from: 20666,
        until: 20667,
        campaign: "Single",
        adSet: "Berlin",
        ad: "",
        group: "",
        territory: null,
        spend: 1012.5,
        currency: "EUR",
        impressions: 3000,
        reach: 2500,
        clicks: 40,
        results: 20,
        resultKind: "actions:link_click",
      },
    ]);
  });

  test("breakdowns and levels stand beside each other and are not added", async () => {
    const row = "2026-08-01,2026-08-01,Single,Berlin";
    await put("plain.csv", `${adHead}\n${row},10,3000,2500,40,20,x\n`);
    await put(
      "ages.csv",
      `${adHead.replace("Amount", "Age,Gender,Country,Amount")}\n${row},25-34,female,DE,4,1000,900,10,5,x\n${row},35-44,male,DE,6,2000,1700,30,15,x\n`,
    );
    await put(
      "campaigns.csv",
      "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions,Reach\n2026-08-01,2026-08-01,Single,10,3000,2400\n",
    );
    const all = await ads();
    expect(all.map(({ adSet, group, territory, spend }) => [adSet, group, territory, spend])).toEqual([
      ["Berlin", "", null, 10],
      ["Berlin", "25-34, female", "DE", 4],
      ["Berlin", "35-44, male", "DE", 6],
    ]);
  });

  test("French: semicolons, spaces within numbers, decimal commas; clicks of any kind are not clicks on the link", async () => {
    await put(
      "fr.csv",
      "\ufeffJour;Nom de la campagne;Montant dépensé (USD);Impressions;Couverture;Clics (tous);Clics sur un lien\n2026-09-01;Été;1\u202f234,56;45\u00a0000;9 000;77;12\n",
    );
    expect(await ads()).toMatchObject([
      { from: 20697, campaign: "Été", spend: 1234.56, currency: "USD", impressions: 45000, reach: 9000, clicks: 12 },
    ]);
  });

  test("a place that is no country is told by its length only", async () => {
    const { table } = await put(
      "ads.csv",
      `${adHead.replace("Amount", "Country,Amount")}\n2026-08-01,2026-08-01,Single,Berlin,Mila Roe,10,3000,2500,40,20,x\n`,
    );
    expect(table.doubts).toMatchObject([{ column: "Country", found: "text of 8 characters" }]);
    expect(await ads()).toMatchObject([{ territory: "ZZ" }]);
  });
});

describe("accounts", () => {
  const report =
    "# Reports snapshot\n# Start date: 20260101\n# End date: 20260103\nNth day,Active users\n0000,5\n0001,7\n\n# Start date: 20260101\n# End date: 20260103\nNth day,New users\n0000,3\n\n# Start date: 20260201\n# End date: 20260228\nCity,Active users\nBerlin,9\n";

  test("several tables in one text: each with its own days and lines, none in the place of another", async () => {
    const path = write("report.csv", report);
    const tables = await withStore(async (store) => {
      const options = { layouts: knownLayouts, kinds: {}, as: null, account: null, answers: {} };
      const first = await importFile(store, path, null, options, {});
      const again = await importFile(store, path, null, options, {});
      expect(again.tables.map(({ status }) => status)).toEqual(["unchanged", "unchanged", "unchanged"]);
      return first.tables;
    });
    expect(tables.map(({ member, layout, accepted, period }) => [member, layout, accepted, period?.from])).toEqual([
      ["lines 4 to 6", "ga4-days", 2, "2026-01-01"],
      ["lines 10 to 11", "ga4-days", 1, "2026-01-01"],
      ["lines 15 to 16", "ga4-places", 1, "2026-02-01"],
    ]);
    const trace = await withStore((store) =>
      traceFigure(store, readFigure("active users?from=2026-02"), knownLayouts, 5),
    );
    expect(trace.files).toMatchObject([{ file: "unchanged", lines: [{ line: 16, cells: { City: "Berlin" } }] }]);
  });

  test("Meta's figures, one below the other in UTF-16", async () => {
    const text =
      'sep=,\r\n"Views"\r\n"Date","Primary"\r\n"2026-08-22T00:00:00","8226"\r\n\r\n"Viewers"\r\n"Date","Primary"\r\n"2026-08-22T00:00:00","91"\r\n';
    const path = join(folder, "instagram.csv");
    writeFileSync(path, Buffer.from(`\ufeff${text}`, "utf16le"));
    const tables = await withStore(async (store) => {
      const options = { layouts: knownLayouts, kinds: {}, as: null, account: null, answers: {} };
      return (await importFile(store, path, null, options, {})).tables;
    });
    expect(tables.map(({ layout, accepted, totals }) => [layout, accepted, totals.units[0]?.unit])).toEqual([
      ["meta-metric", 1, "views"],
      ["meta-metric", 1, undefined],
    ]);
  });

  test("another account's numbers of the same days are asked about; a later export of the same replaces", async () => {
    const overview = (plus: number, last = 0) =>
      `Date,Video Views,Profile Views\n${Array.from({ length: 9 }, (_, at) => `2026-05-0${at + 1},${100 + 37 * at + plus + (at === 8 ? last : 0)},${at}`).join("\n")}\n`;
    await put("a.csv", overview(0));
    expect((await put("a later.csv", overview(0, 5))).table.statements[0]?.status).toBe("replaced");
    const other = overview(11).replace(/,(\d)$/gm, ",7$1");
    expect((await put("c.csv", other)).questions).toMatchObject([{ id: expect.stringMatching(/^account:/) }]);
  });
});

test("a store of before there were posts: nothing is lost, posts go into it", async () => {
  const streams = "counted by,date,isrc,streams\nSpotify,2026-01-01,QZABC2500001,5\n";
  await put("streams.csv", streams);
  const instance = await DuckDBInstance.create(join(folder, ".songwright", "facts.duckdb"));
  const old = await instance.connect();
  await old.run("alter table facts drop column item; drop view item_fields; drop table items");
  old.closeSync();
  instance.closeSync();
  await put("ig.csv", head + post(1001, 500));
  expect(await posts()).toHaveLength(1);
  const sums = await withStore(async ({ facts }) =>
    facts.rows(
      "select sum(quantity)::integer as n from facts f join units u on u.id = f.unit where u.name = 'streams'",
    ),
  );
  expect(sums).toEqual([{ n: 5 }]);
  expect((await put("streams.csv", streams)).table.status).toBe("unchanged");
});
