/** Twenty million records in one file of 1 GB: imported end to end, then asked. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { createRandom } from "../../foundation/statistics/random.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { openStore } from "../../runtime/store/project-store.ts";
import { type Part, table } from "../table.ts";

const RECORDS = 20_000_000;
const PLACES =
  "US GB DE FR BR MX ID IN JP SE NO DK FI NL BE IT ES PT PL CZ AT CH IE CA AU NZ ZA NG KE EG TR RU UA KZ TH VN PH MY SG KR TW HK AR CL CO PE EC UY CR DO GT IL AE SA GR RO HU BG RS HR".split(
    " ",
  );
const SERVICES = [
  "Spotify",
  "Apple Music",
  "YouTube Music",
  "Amazon Music",
  "Deezer",
  "TIDAL",
  "SoundCloud",
  "Pandora",
];

/** Questions that a page of figures asks, over the sums that are kept. */
const QUERIES: readonly (readonly [string, string])[] = [
  [
    "months by place",
    "select territory, date_trunc('month', first_day) as month, sum(quantity) from cube_places group by all",
  ],
  [
    "months by service",
    "select service, date_trunc('month', first_day) as month, sum(quantity), sum(amount) from cube_places group by all",
  ],
  [
    "the 50 largest recordings",
    "select recording, sum(quantity) as streams from cube_recordings group by all order by streams desc limit 50",
  ],
  [
    "one recording by day",
    "select first_day, sum(quantity) from cube_recordings where recording = $ID group by all order by 1",
  ],
  ["one recording by place", "select territory, sum(quantity) from cube_months where recording = $ID group by all"],
  [
    "one place by day",
    "select first_day, sum(quantity) from cube_places where territory = $PLACE group by all order by 1",
  ],
  [
    "a service in a quarter by place",
    "select territory, sum(quantity) from cube_places where service = $SERVICE and first_day between '2025-01-01' and '2025-03-31' group by all",
  ],
  [
    "a month against the one before, by place",
    "select territory, sum(quantity) filter (first_day >= '2025-11-01'), sum(quantity) filter (first_day < '2025-11-01') from cube_places where first_day between '2025-10-01' and '2025-11-30' group by all",
  ],
];

export const largeImport: Part = {
  name: "large",
  title: "Twenty million records, one file",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "songwright-large-"));
    try {
      const path = join(folder, "large.csv");
      writeLarge(path);
      const bytes = statSync(path).size;
      const raw = await rawLoad(path, join(folder, "raw.duckdb"));
      const start = performance.now();
      const main = new URL("../../runtime/cli/main.ts", import.meta.url).pathname;
      const run = spawnSync(
        "/usr/bin/time",
        ["-f", "%M", process.execPath, main, "import", path, "--project", folder, "--json", "--quiet"],
        { encoding: "utf8", maxBuffer: 1e9 },
      );
      const seconds = (performance.now() - start) / 1000;
      const ledger = JSON.parse(run.stdout).files[0].tables[0] as { accepted: number; records: number };
      const memory = Number(run.stderr.trim().split("\n").at(-1)) / 1024;
      const store = await openStore(folder);
      const rows: string[][] = [];
      const all: number[] = [];
      for (const [what, sql] of QUERIES) {
        const times: number[] = [];
        for (let round = 0; round < 20; round++) {
          const text = sql
            .replace("$ID", `${(37 * round) % 1000}`)
            .replace("$PLACE", `${(7 * round) % 60}`)
            .replace("$SERVICE", `${round % 8}`);
          const begin = performance.now();
          await store.facts.rows(text);
          times.push(performance.now() - begin);
        }
        all.push(...times);
        rows.push([what, `${quantile(times, 0.5).toFixed(0)} ms`, `${quantile(times, 0.95).toFixed(0)} ms`]);
      }
      store.close();
      rows.push(["all of them", `${quantile(all, 0.5).toFixed(0)} ms`, `${quantile(all, 0.95).toFixed(0)} ms`]);
      return {
        lines: [
          ...table(
            ["", "time", "memory"],
            [
              [`DuckDB reads the same file, unchecked`, `${raw.toFixed(1)} s`, "in this process"],
              [
                `import: parse, check, identity, store, sums (${(bytes / 1e6).toFixed(0)} MB, ${ledger.accepted} of ${ledger.records} accepted)`,
                `${seconds.toFixed(1)} s`,
                `${memory.toFixed(0)} MiB`,
              ],
            ],
          ),
          "",
          ...table(["question", "median", "95th percentile"], rows),
        ],
        figures: { raw, seconds, memory, p95: quantile(all, 0.95) },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

function writeLarge(path: string): void {
  const random = createRandom(1);
  const days = Array.from({ length: 730 }, (_, day) => isoDay(19_723 + day));
  const out = openSync(path, "w");
  writeSync(out, "date,isrc,territory,service,streams,revenue (EUR)\n");
  for (let done = 0; done < RECORDS; ) {
    const lines: string[] = [];
    for (let at = 0; at < 50_000 && done < RECORDS; at++, done++) {
      const streams = Math.floor(random.uniform() * random.uniform() * 2000);
      const isrc = `QZABC25${`${Math.floor(random.uniform() * 1000)}`.padStart(5, "0")}`;
      const amount = (streams * 0.0035 * (0.8 + 0.4 * random.uniform())).toFixed(6);
      lines.push(
        `${days[Math.floor(random.uniform() * 730)]},${isrc},${PLACES[Math.floor(random.uniform() * 60)]},${SERVICES[Math.floor(random.uniform() * 8)]},${streams},${amount}`,
      );
    }
    writeSync(out, `${lines.join("\n")}\n`);
  }
  closeSync(out);
}

/** What the database alone takes, with its own reader and no checks. */
async function rawLoad(path: string, database: string): Promise<number> {
  const instance = await DuckDBInstance.create(database, { memory_limit: "2GB", threads: "2" });
  const connection = await instance.connect();
  await connection.run("set preserve_insertion_order = false");
  const start = performance.now();
  await connection.run(
    `create table raw as select * from read_csv('${path}', header = true, columns = {'date': 'DATE', 'isrc': 'VARCHAR', 'territory': 'VARCHAR', 'service': 'VARCHAR', 'streams': 'BIGINT', 'revenue': 'DECIMAL(18,6)'})`,
  );
  const seconds = (performance.now() - start) / 1000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}
