/** The verb `effect mix`: config, files, answers, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { mixConfig } from "../marketing/mix-config.ts";
import { readMixFile } from "../marketing/mix-file.ts";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-mix-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIRST = 19_723;
const HEADER = "week,streams,meta,tiktok,release";

/** Weeks (or days) from 2024-01-01; "meta" brings 3 for each unit. */
function rows(count: number, days = 7): string[] {
  const random = createRandom(8);
  return Array.from({ length: count }, (_, at) => {
    const [meta, tiktok] = [0, 1].map(() => Math.max(0, Math.round(100 * Math.exp(random.normal(0, 0.8)) - 50)));
    const release = at === 20 ? 1 : 0;
    const streams = Math.round(2000 + 3 * (meta ?? 0) + 900 * release + random.normal(0, 80));
    return `${isoDay(FIRST + days * at)},${streams},${meta},${tiktok},${release}`;
  });
}

function write(name: string, text: string | readonly string[]): string {
  writeFileSync(join(folder, name), typeof text === "string" ? text : text.join("\n"));
  return name;
}

const CONFIG = {
  date: "week",
  y: "streams",
  channels: [
    { name: "Meta <Reels>", column: "meta", unit: "EUR" },
    { column: "tiktok", unit: "EUR" },
  ],
  events: ["release"],
};
const config = write("mix.json", JSON.stringify(CONFIG));
const weeks = write("weeks.csv", [HEADER, ...rows(60).reverse()]);

interface Answer {
  readonly status: string;
  readonly split: { readonly gain: number; readonly recommended: string };
  readonly channels: readonly {
    readonly name: string;
    readonly returnPerUnit: { readonly interval90: [number, number] };
  }[];
  readonly weeks: { readonly from: string; readonly count: number; readonly daysLeftOut: number };
}

test("one document, the gain first; dates in any order; a page, figures and weeks", async () => {
  const { code, out } = await runWords(folder, ["effect", "mix", weeks, "--config", config, "--out", "out", "--json"]);
  expect(code).toBe(0);
  const answer = JSON.parse(out) as Answer;
  expect(Object.keys(answer).slice(0, 2)).toEqual(["status", "split"]);
  expect(answer.weeks).toMatchObject({ from: "2024-01-01", count: 60 });
  const [low, high] = (answer.channels[0] as Answer["channels"][number]).returnPerUnit.interval90;
  expect(low).toBeLessThan(3);
  expect(high).toBeGreaterThan(3);
  const page = readFileSync(join(folder, "out/mix.html"), "utf8");
  expect([...faultsOf(page), ...slipsOf(page)]).toEqual([]);
  expect(page).toContain("Meta &lt;Reels&gt;");
  expect(readFileSync(join(folder, "out/mix.csv"), "utf8").split("\n")[0]).toBe(
    "week,streams,fitted,base,Meta <Reels>,tiktok",
  );
  const again = await runWords(folder, ["effect", "mix", weeks, "--config", config, "--out", "out"]);
  expect(again.code).not.toBe(0);
  expect(again.err).toContain("mix.html");
});

test("under 52 weeks is an answer: the test that would tell", async () => {
  const few = write("few.csv", [HEADER, ...rows(51)]);
  const { code, out } = await runWords(folder, ["effect", "mix", few, "--config", config, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    status: "not-enough-data",
    missing: "52 weeks; there are 51",
    cheapestNextStep: expect.stringContaining("effect geo-plan"),
  });
});

test("semicolons and decimal commas give the same figures", async () => {
  const given = rows(60).map((row) => row.replace(/,(\d+),(\d+),(\d)$/, ",$1.5,$2.25,$3"));
  const read = (lines: readonly string[]): Promise<unknown> =>
    readMixFile(join(folder, write("locale.csv", lines)), mixConfig(CONFIG, "mix.json"), "mix.json", 1);
  const comma = [HEADER, ...given].map((line) => line.replaceAll(",", ";").replaceAll(".", ","));
  expect(await read(comma)).toEqual(await read([HEADER, ...given]));
});

test("days are summed to weeks, what is left at the end is said", async () => {
  const days = write("days.csv", [HEADER, ...rows(7 * 20 + 3, 1)]);
  const { code, out, err } = await runWords(folder, ["effect", "mix", days, "--config", config]);
  expect(code).toBe(0);
  expect(out).toContain("52 weeks; there are 20");
  expect(err).toContain("the last 3 days");
});

test("cells, gaps and dates that are wrong are named with line and column", async () => {
  const refused = async (change: (lines: string[]) => void): Promise<string> => {
    const lines = [HEADER, ...rows(60)];
    change(lines);
    const { code, err } = await runWords(folder, ["effect", "mix", write("bad.csv", lines), "--config", config]);
    expect(code).toBe(3);
    return err;
  };
  const cell = (line: string | undefined, at: number, value: string): string =>
    (line ?? "").split(",").with(at, value).join(",");
  expect(await refused((lines) => lines.splice(9, 1, cell(lines[9], 2, "-5")))).toContain(
    'spend of 0 or more on line 10, column meta, found "-5"',
  );
  expect(await refused((lines) => lines.splice(9, 1, cell(lines[9], 1, "-5")))).toContain(
    'a result of 0 or more on line 10, column streams, found "-5"',
  );
  expect(await refused((lines) => lines.splice(9, 1, cell(lines[9], 1, "")))).toContain(
    "a number on line 10, column streams, found nothing",
  );
  expect(await refused((lines) => lines.splice(9, 1, cell(lines[9], 0, "soon")))).toContain(
    "a date like 2026-03-02 on line 10",
  );
  expect(await refused((lines) => lines.splice(9, 1))).toContain("no gaps: a row for 2024-02-26 after line 9");
  expect(await refused((lines) => lines.push(lines[9] as string))).toContain(
    "one row for each date; 2024-02-26 is on line 10 too",
  );
  expect(await refused((lines) => lines.splice(1, 60, ...rows(60, 30)))).toContain("dates 7 days apart");
});

test("a config that is wrong is named with its place, and what was meant", async () => {
  const refused = async (given: unknown): Promise<string> => {
    const file = write("bad.json", typeof given === "string" ? given : JSON.stringify(given));
    const { code, err } = await runWords(folder, ["effect", "mix", weeks, "--config", file]);
    expect(code).not.toBe(0);
    expect(err).toContain("bad.json");
    return err;
  };
  expect(await refused("{")).toContain("expected JSON");
  expect(await refused({ ...CONFIG, chanels: [] })).toContain('$.chanels: expected the key "channels", perhaps');
  expect(await refused({ ...CONFIG, channels: [] })).toContain("$.channels: expected at least one channel");
  expect(await refused({ ...CONFIG, y: "stream" })).toContain(
    '$.y: expected the column "streams", perhaps, given "stream"',
  );
  expect(await refused({ ...CONFIG, season: "weekly" })).toContain(
    '$.season: expected "yearly", "none", given "weekly"',
  );
  expect(await refused({ ...CONFIG, season: 2 })).toContain("4 to 104");
  expect(await refused({ ...CONFIG, events: ["meta"] })).toContain(
    "$.events[0]: expected a column that is not $.channels[0].column already",
  );
  const experiment = (change: object): unknown => ({
    ...CONFIG,
    channels: [
      { column: "meta", experiments: [{ from: "2024-02-05", until: "2024-02-18", incremental: 5, sd: 1, ...change }] },
    ],
  });
  expect(await refused(experiment({ sd: 0 }))).toContain(
    "$.channels[0].experiments[0].sd: expected a number over 0, given 0",
  );
  expect(await refused(experiment({ until: "2024-02-01" }))).toContain("a day not before from");
  expect(await refused(experiment({ from: "2023-02-01" }))).toContain(
    "a day of the file, from 2024-01-01 to 2025-02-23",
  );
  const none = await runWords(folder, ["effect", "mix", weeks]);
  expect(none.code).toBe(2);
  expect(none.err).toContain("songwright help effect mix");
});

test("help shows the schema and an example that is read as it stands", async () => {
  const { out } = await runWords(folder, ["help", "effect", "mix"]);
  expect(out).toContain("channels");
  const example = out.slice(out.indexOf('{ "date"'), out.indexOf("--out writes")).trim();
  expect(JSON.parse(example)).toMatchObject({ date: "week", y: "streams" });
});
