/** A million rows of posts and ads into a project: time, and what became of every row. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../foundation/statistics/random.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { TableLedger } from "../../runtime/store/import-ledger.ts";
import { openStore } from "../../runtime/store/project-store.ts";
import { readAdResults } from "../../runtime/store/read-ad-results.ts";
import { readPosts } from "../../runtime/store/read-posts.ts";
import { type Part, table } from "../table.ts";

const MAIN = new URL("../../runtime/cli/main.ts", import.meta.url).pathname;
const POSTS = 500_000;
const ADS = 500_000;
const WORDS =
  "new song out friday live from the kitchen first take no edits studio night drive tour dates demo chorus piano strings thank you all for listening".split(
    " ",
  );
const KINDS = ["IG reel", "IG image", "IG carousel"];
const CITIES = ["Berlin", "Hamburg", "Kraków", "Wien", "Zürich", "Lyon", "Porto", "Malmö"];
const AGES = ["18-24", "25-34", "35-44", "45-54"];

export const largeExports: Part = {
  name: "large-exports",
  title: "A million rows of posts and ads imported",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "songwright-large-"));
    try {
      const files = [
        { path: join(folder, "posts.csv"), write: writePosts, what: `${POSTS} posts of five accounts` },
        { path: join(folder, "ads.csv"), write: writeAds, what: `${ADS} rows of ads, broken down by age` },
      ];
      for (const { path, write } of files) write(path);
      const rows: string[][] = [];
      const begin = performance.now();
      // As it is used: a program of its own, from its start to its end.
      const words = [MAIN, "import", ...files.map(({ path }) => path), "--project", folder, "--json", "--quiet"];
      const text = execFileSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 28 });
      const total = (performance.now() - begin) / 1000;
      const ledgers = JSON.parse(text) as { readonly files: readonly { readonly tables: readonly TableLedger[] }[] };
      for (const [at, { path, what }] of files.entries()) {
        const [ledger] = ledgers.files[at]?.tables ?? [];
        if (ledger?.status !== "imported") throw new Error(`${path}: ${ledger?.status}`);
        const { records, accepted, rejectedCount, ignoredCount } = ledger;
        const size = `${(statSync(path).size / 1e6).toFixed(0)} MB`;
        rows.push([what, size, `${records} = ${accepted} + ${rejectedCount} + ${ignoredCount}`, ""]);
      }
      rows.push(["both, `songwright import`", "", "must be under 10 s", `${total.toFixed(1)} s`]);
      const store = await openStore(folder, { mustExist: true });
      const times: number[] = [];
      for (const read of [readPosts, readAdResults]) {
        const start = performance.now();
        const found = await read(store);
        times.push((performance.now() - start) / 1000);
        rows.push([`read back: ${found.length}`, "", "", `${(times.at(-1) as number).toFixed(1)} s`]);
      }
      store.close();
      return {
        lines: table(["what", "size", "records = accepted + rejected + ignored", "time"], rows),
        figures: { seconds: total, readSeconds: times },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function writeRows(path: string, header: string, count: number, row: (at: number) => string): void {
  const out = openSync(path, "w");
  writeSync(out, `\ufeff${header}\n`);
  for (let at = 0; at < count; ) {
    const lines: string[] = [];
    for (const end = Math.min(count, at + 20_000); at < end; at++) lines.push(row(at));
    writeSync(out, `${lines.join("\n")}\n`);
  }
  closeSync(out);
}

export function writePosts(path: string): void {
  const random = createRandom(31);
  const words = (): string => WORDS[random.integer(0, WORDS.length - 1)] as string;
  const two = (value: number): string => `${value}`.padStart(2, "0");
  writeRows(
    path,
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves",
    POSTS,
    (at) => {
      const [year, month, day] = isoDay(18_262 + random.integer(0, 2300)).split("-") as [string, string, string];
      const account = random.integer(0, 4);
      const said = Array.from({ length: random.integer(3, 18) }, words).join(" ");
      const caption = random.uniform() < 0.3 ? `${said}, "${words()}" 🎤\n#${words()} #${words()}` : said;
      const views = Math.floor(10 ** random.uniform(1, 5));
      const shown = views > 999 && random.uniform() < 0.5 ? `"${views.toLocaleString("en-US")}"` : `${views}`;
      const part = (share: number): number => Math.floor(views * share * random.uniform());
      return `18${`${at * 7919}`.padStart(15, "0")},1784140000000000${account},artist.${account},Artist ${account},"${caption.replaceAll('"', '""')}",${random.integer(0, 90)},${month}/${day}/${year} ${two(random.integer(0, 23))}:${two(random.integer(0, 59))},https://www.instagram.com/reel/${(at * 7919).toString(36)}/,${KINDS[at % 3]},,Lifetime,${shown},${part(0.9)},${part(0.1)},${part(0.02)},${part(0.01)},${part(0.02)},${part(0.03)}`;
    },
  );
}

export function writeAds(path: string): void {
  const random = createRandom(32);
  writeRows(
    path,
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Age,Amount spent (EUR),Impressions,Reach,Frequency,Link clicks,Clicks (all),Results,Result indicator,Attribution setting",
    ADS,
    (at) => {
      const day = isoDay(19_700 + Math.floor(at / 700));
      const impressions = Math.floor(10 ** random.uniform(2, 4.5));
      const clicks = Math.floor(impressions * 0.03 * random.uniform());
      const city = CITIES[at % 8] as string;
      return `${day},${day},Single push ${Math.floor(at / 50_000)},City ${city},"Video ${random.integer(1, 20)}, ${city}",${AGES[Math.floor(at / 8) % 4]},${(impressions * 0.004).toFixed(2)},${impressions},${Math.floor(impressions * 0.8)},1.25,${clicks},${clicks + 5},${Math.floor(clicks / 2)},actions:link_click,7-day click or 1-day view`;
    },
  );
}
