/** The verbs `effect geo` and `effect counterfactual`: what they refuse, with the place of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-geo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, rows: readonly string[]): string {
  writeFileSync(join(folder, name), rows.join("\n"));
  return name;
}

const PLACES = ["Berlin", "Hamburg", "Jena", "Köln", "Lübeck"];
const DAYS = 60;

/** Lines of a table: the header, then five places a day; Berlin gains a fifth from the 15th of February on. */
function table(date: (day: Date) => string = (day) => day.toISOString().slice(0, 10)): string[] {
  const random = createRandom(7);
  const lines = ["city,date,streams"];
  for (let day = 0; day < DAYS; day++)
    for (const [at, place] of PLACES.entries()) {
      const usual = 300 + 60 * at + 40 * Math.cos(day / 5) + 12 * random.uniform();
      const value = place === "Berlin" && day >= 45 ? usual * 1.2 : usual;
      lines.push(`${place},${date(new Date(Date.UTC(2026, 0, 1 + day)))},${Math.round(value)}`);
    }
  return lines;
}

const WORDS = ["--treated", "Berlin", "--start", "2026-02-15"];

async function refused(lines: readonly string[]): Promise<string> {
  const { code, err } = await runWords(folder, ["effect", "geo", write("bad.csv", lines), ...WORDS]);
  expect(code).toBe(3);
  return err;
}

test("cells that nobody can mean are refused with line and column", async () => {
  const good = table();
  const with9 = (line: string): string[] => good.with(9, line);
  expect(await refused(with9("Köln,2026-01-02,-250"))).toContain('0 or more on line 10, column streams, found "-250"');
  expect(await refused(with9("Köln,2026-01-02,1e300"))).toContain(
    'a number up to 10^12 on line 10, column streams, found "1e300"',
  );
  expect(await refused(with9("Köln,2026-01-02,12 %"))).toContain("no percentage, on line 10, column streams");
  expect(await refused(with9("Köln,2126-01-02,250"))).toContain(
    "a date within a year of the others on line 10, column date, found 2126-01-02; the nearest other is 2026-03-01",
  );
  expect(await refused(with9(",2026-01-02,250"))).toContain("a location on line 10, column city, found an empty cell");
});

test("day and month are told by all dates of the file", async () => {
  const american = (day: Date): string => `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
  const words = ["effect", "geo", write("us.csv", table(american)), ...WORDS, "--json"];
  const { code, out } = await runWords(folder, words);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: "done", start: "2026-02-15", end: "2026-03-01" });
  const few = table(american).filter((line) => /,1\/[1-9]\//.test(line) || line.startsWith("city"));
  expect(await refused(few)).toContain(
    "dates that can be read in one way on line 7, column date: write them like 2026",
  );
});

test("a series may go below nothing, but not beyond all bounds", async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `${(at % 7) - 3},${at % 5}`);
  const run = (lines: readonly string[]) =>
    runWords(folder, ["effect", "counterfactual", write("y.csv", lines), "--pre", "0,29", "--post", "30,39", "--json"]);
  expect((await run(["y,x", ...rows])).code).toBe(0);
  const { code, err } = await run(["y,x", ...rows.with(4, "1e20,2")]);
  expect(code).toBe(3);
  expect(err).toContain('a number up to 10^12 on line 6, column y, found "1e20"');
});

test("the page has the picture with its interval, the answer in words, and the tables", async () => {
  const words = ["effect", "geo", write("good.csv", table()), ...WORDS, "--spent", "50", "--out", "page"];
  const { code, out } = await runWords(folder, words);
  expect(code).toBe(0);
  expect(out).toContain("effect.html");
  const page = readFileSync(join(folder, "page", "effect.html"), "utf8");
  expect([...faultsOf(page), ...slipsOf(page)]).toEqual([]);
  expect(page).toMatch(/Berlin: \d+\.\d % more than without it/);
  expect(page).toContain('class="soft"');
  expect(page).toContain("How the method was chosen");
  expect((await runWords(folder, words)).err).toContain("--force");
});
