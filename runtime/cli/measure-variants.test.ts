/** The verbs `effect variants` and `campaign creatives`: columns, decisions, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-variants-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, rows: readonly string[]): string {
  writeFileSync(join(folder, name), rows.join("\n"));
  return name;
}

const covers = write("covers.csv", [
  "Ad set name;Ad name;Impressions;Link clicks",
  "=sum;red;90000;900",
  "=sum;blue;90100;1300",
  "spring;red;5000;50",
  "spring;blue;6000;200",
]);

test("a decision for each test, safe in spreadsheets, and one document", async () => {
  const { code, out } = await runWords(folder, ["effect", "variants", covers, "--json", "--out", "out"]);
  expect(code).toBe(0);
  const { tests } = JSON.parse(out) as { tests: { decision: string; interval90: [number, number] }[] };
  expect(tests.map(({ decision }) => decision)).toEqual(["second", "faulty-split"]);
  // 1300/90100 over 900/90000 is 1.443; the pooled ratio is drawn a little towards 1.
  expect(tests[0]?.interval90[0]).toBeGreaterThan(1.3);
  expect(tests[0]?.interval90[1]).toBeLessThan(1.55);
  expect(readFileSync(join(folder, "out/variants.csv"), "utf8")).toContain("'=sum");
});

test("the second is the one that is named; a split that was not meant is not held against a test", async () => {
  const words = ["effect", "variants", covers, "--second", "red", "--split", "any", "--json"];
  const { tests } = JSON.parse((await runWords(folder, words)).out) as {
    tests: { decision: string; variants: string[] }[];
  };
  expect(tests.map(({ decision }) => decision)).toEqual(["first", "first"]);
  expect(tests[0]?.variants).toEqual(["blue", "red"]);
});

test("bad cells, columns and counts of variants are named with their line", async () => {
  const refused = async (rows: readonly string[], ...more: string[]): Promise<string> => {
    const { code, err } = await runWords(folder, ["effect", "variants", write("bad.csv", rows), ...more]);
    expect(code).not.toBe(0);
    return err;
  };
  const header = "variant,views,clicks";
  expect(await refused([header, "a,10,x", "b,10,2"])).toContain("whole number from 0 on line 2, column clicks");
  expect(await refused([header, "a,10,1", "b,10,12"])).toContain("on line 3, found 12 of 10");
  expect(await refused([header, "a,0,0", "b,10,1"])).toContain("on line 2");
  expect(await refused([header, "a,10,1"])).toContain("two variants of test test (line 2), found a");
  expect(await refused(["variant,seen,clicks", "a,10,1"])).toContain("a column trials, found variant, seen, clicks");
  expect(await refused([header, "a,10,1", "b,10,2"], "--trials", "seen")).toContain("--trials");
  expect(await refused([header, "a,10,1", "b,10,2"], "--split", "half")).toContain("--split");
  expect(await refused([header, "a,10,1", "b,10,2"], "--second", "c")).toContain("variant c");
});

test("points that group thousands are told from the whole file; where nothing tells, the person is asked", async () => {
  const run = (rows: readonly string[], ...more: string[]) =>
    runWords(folder, ["campaign", "creatives", write("marks.csv", rows), "--json", ...more]);
  const trials = async (rows: readonly string[], ...more: string[]): Promise<number[]> => {
    const { creatives } = JSON.parse((await run(rows, ...more)).out) as { creatives: { trials: number }[] };
    return creatives.map((each) => each.trials);
  };
  const header = "Ad name;Impressions;Link clicks";
  expect(await trials([header, "a;120.000;22", "b;80.500;16"])).toEqual([120_000, 80_500]);
  expect(await trials([header, "a;1.120.000;22", "b;80.000;16"])).toEqual([1_120_000, 80_000]);
  // The money beside them tells, though nobody asked for it.
  expect(await trials([`${header};Spent`, "a;120.000;22;3,50", "b;80.000;16;4"])).toEqual([120_000, 80_000]);
  expect(await trials([`${header};Spent`, "a;120.000;22;3.50", "b;80.000;16;4"])).toEqual([120, 80]);
  const alone = [header, "a;120.000;22", "b;80.000;16"];
  const { code, err } = await run(alone);
  expect(code).toBe(3);
  expect(err).toContain("on line 2, column Impressions: write 120000 or 120, or say --decimal-mark point or comma");
  expect(await trials(alone, "--decimal-mark", "comma")).toEqual([120_000, 80_000]);
});

test("a test of one variant is left out and named; the others are judged", async () => {
  const rows = ["test,variant,views,clicks", "x,a,5000,50", "x,b,5000,90", "y,a,4000,10"];
  const { code, out } = await runWords(folder, ["effect", "variants", write("one.csv", rows), "--json"]);
  expect(code).toBe(0);
  const { tests, leftOut } = JSON.parse(out) as { tests: { test: string }[]; leftOut: object[] };
  expect(tests.map(({ test }) => test)).toEqual(["x"]);
  expect(leftOut).toEqual([{ test: "y", line: 4, expected: "two variants of test y (line 4)", found: "a" }]);
});

test("an empty table is an answer, not an error", async () => {
  const { code, out } = await runWords(folder, [
    "effect",
    "variants",
    write("none.csv", ["variant,views,clicks"]),
    "--json",
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: "not-enough-data" });
});

test("campaign creatives: rows of a name are one creative, money adds up to the cent", async () => {
  const ads = write("ads.csv", ["Ad name;Impressions;Link clicks", "a;1000;22", "b;1000;16", "a;500;9", "c;0;0"]);
  const words = ["campaign", "creatives", ads, "--day", "4", "--budget", "25.01", "--json"];
  const { code, out } = await runWords(folder, words);
  expect(code).toBe(0);
  const { creatives } = JSON.parse(out) as { creatives: { name: string; trials: number; money: number }[] };
  expect(creatives.map(({ name, trials }) => [name, trials])).toEqual([
    ["a", 1500],
    ["b", 1000],
    ["c", 0],
  ]);
  expect(creatives.reduce((sum, { money }) => sum + Math.round(money * 100), 0)).toBe(2501);
  const yen = await runWords(folder, [...words.slice(0, -2), "1001", "--currency", "JPY"]);
  expect(yen.out).toMatch(/a: \d+ %, \d+ JPY/);
  const late = await runWords(folder, ["campaign", "creatives", ads, "--day", "15"]);
  expect(late.err).toContain("a day of the 14, given 15");
});

test("pages: intervals with odds to be best, sentences and tables; names are text", async () => {
  const rows = [
    "test,variant,views,clicks",
    "<b>x,a,5000,50",
    "<b>x,b,5000,90",
    "y,a,4000,10",
    "z,a,100,0",
    "z,b,100,0",
  ];
  const words = ["effect", "variants", write("page.csv", rows), "--out", "pages"];
  expect((await runWords(folder, words)).out).toContain("variants.html");
  const variants = readFileSync(join(folder, "pages", "variants.html"), "utf8");
  expect([...faultsOf(variants), ...slipsOf(variants)]).toEqual([]);
  expect(variants).toContain("100 % better");
  expect(variants).toContain("y was left out: expected two variants");
  expect((await runWords(folder, words)).err).toContain("--force");
  const ads = write("few.csv", ["creative,views,clicks", "a & b,1000,22", "c,0,0"]);
  await runWords(folder, ["campaign", "creatives", ads, "--budget", "10", "--out", "pages"]);
  const creatives = readFileSync(join(folder, "pages", "creatives.html"), "utf8");
  expect([...faultsOf(creatives), ...slipsOf(creatives)]).toEqual([]);
  expect(creatives).toMatch(/\d+ % best/);
});
