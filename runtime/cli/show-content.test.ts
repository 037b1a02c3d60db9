import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-content-"));
const HEADER =
  "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves";

async function run(words: readonly string[]): Promise<{ code: number; json: unknown; text: string }> {
  const { code, out, err } = await runWords(folder, words);
  return { code, json: words.includes("--json") ? JSON.parse(out) : null, text: out + err };
}

/** An Instagram export with posts in turns of two kinds, reels lifted by `lift`. */
function instagram(name: string, posts: number, lift: number): string {
  const random = createRandom(5);
  const rows = Array.from({ length: posts }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 20 + 2 * at, 12, at % 60)).toISOString();
    const reach = Math.round(1000 * Math.exp(0.5 * random.normal()) * (at % 2 ? 1 : lift));
    const when = `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)} ${day.slice(11, 16)}`;
    return `1800000000000${1000 + at},1784,vesna,Vesna,"take ${at}",20,${when},https://example.org/p/C${1000 + at}abc/,${at % 2 ? "IG image" : "IG reel"},,Lifetime,${2 * reach},${reach},${Math.round(0.06 * reach)},1,1,2,3`;
  });
  const path = join(folder, name);
  writeFileSync(path, `\ufeff${[HEADER, ...rows].join("\r\n")}\r\n`);
  return path;
}

test("an account with a real difference is told it, with its page, rows and JSON", async () => {
  const posts = instagram("lifted.csv", 120, 2);
  const out = join(folder, "out");
  const { code, json } = await run(["content", "--posts", posts, "--out", out, "--json"]);
  expect(code).toBe(0);
  expect(json).toMatchObject({
    status: "done",
    accounts: [{ platform: "Instagram", outcome: "reach", claims: [{ factor: "format", level: "IG reel" }] }],
  });
  const page = readFileSync(join(out, "content.html"), "utf8");
  expect(page).toContain("IG reel");
  expect(page).toContain("no evidence that the hour or the day matters");
  expect(readFileSync(join(out, "content.csv"), "utf8").split("\n")[0]).toMatch(/^account,factor,level,posts,ratio/);
});

test("an account without a difference is told that nothing can be told, and the cheapest test", async () => {
  const { code, json, text } = await run(["content", "--posts", instagram("even.csv", 40, 1), "--json"]);
  expect(code, text).toBe(0);
  expect(json).toMatchObject({ status: "not-enough-data", cheapestNextStep: expect.stringContaining("posts of each") });
});

test("too few posts, no posts, and options that do not go together", async () => {
  const few = await run(["content", "--posts", instagram("few.csv", 5, 1), "--json"]);
  expect(few.json).toMatchObject({ status: "not-enough-data", accounts: [{ status: "not-enough-data", posts: 5 }] });
  const labels = join(folder, "labels.csv");
  writeFileSync(labels, "post_id,label\n1,live\n");
  expect(await run(["content", "--labels", labels])).toMatchObject({ code: 2 });
  const by = await run(["content", "--posts", instagram("by.csv", 20, 1), "--by", "clicks"]);
  expect(by).toMatchObject({ code: 2 });
});

test("labels of one's own come first", async () => {
  const posts = instagram("labelled.csv", 60, 1.2);
  const labels = join(folder, "own.csv");
  const rows = Array.from({ length: 60 }, (_, at) => `1800000000000${1000 + at},${at % 3 ? "rehearsal" : "cover"}`);
  writeFileSync(labels, `post_id,label\n${rows.join("\n")}\n`);
  const { json } = await run(["content", "--posts", posts, "--labels", labels, "--json"]);
  const [account] = (json as { accounts: { factors: { factor: string; levels: { level: string }[] }[] }[] }).accounts;
  expect(account?.factors[0]?.factor).toBe("label");
  expect(account?.factors[0]?.levels.map(({ level }) => level).sort()).toEqual(["cover", "rehearsal"]);
});

test("rows that cannot be read are told with line and column; counts below nothing are no figures", async () => {
  const path = instagram("damaged.csv", 40, 1);
  const lines = readFileSync(path, "utf8").split("\r\n");
  lines[3] = (lines[3] as string).replace(/,Lifetime,\d+,\d+/, ",Lifetime,12x,13x");
  lines[4] = (lines[4] as string).replace(/(,Lifetime,\d+),\d+/, "$1,-4");
  writeFileSync(path, lines.join("\r\n"));
  const { code, text, json } = await run(["content", "--posts", path, "--json"]);
  expect(code, text).toBe(0);
  expect(text).toMatch(/damaged\.csv, line 4: Views/);
  expect(json).toMatchObject({ accounts: [{ withoutFigure: 1 }] });
});

test("an export of something else is named, with the verb that wants it", async () => {
  const told = async (name: string, lines: readonly string[]): Promise<object> => {
    writeFileSync(join(folder, name), lines.join("\n"));
    const { code, json, text } = await run(["content", "--posts", join(folder, name), "--json"]);
    expect(code, text).toBe(0);
    return json as object;
  };
  const ads = [
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Amount spent (EUR),Impressions,Reach,Link clicks,Results,Result indicator,Attribution setting",
    "2026-03-13,2026-03-13,Spring,City Gent,5.00,1200,900,24,10,actions:link_click,7-day click or 1-day view",
  ];
  expect(await told("ads.csv", ads)).toMatchObject({
    status: "not-enough-data",
    missing: expect.stringContaining("results of ads, not posts"),
    cheapestNextStep: expect.stringContaining("campaign plan"),
  });
  const streams = ["date,city,service,streams", "2026-03-13,Gent,Spotify,12"];
  expect(await told("streams.csv", streams)).toMatchObject({
    cheapestNextStep: expect.stringContaining("songwright audience"),
  });
});
