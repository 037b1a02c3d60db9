/** The verb `forecast`: files, numbers of threads, totals, events, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { seriesOf } from "../distribution/series-file.ts";
import { faultsOf, slipsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-forecast-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ["forecast.csv", "lower.csv", "upper.csv", "forecast.json", "report.html"];
const text = (out: string, name: string): string => readFileSync(join(folder, out, name), "utf8");

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Days from 2025-01-01 for each id, with a week and noise. */
function daily(ids: readonly string[], days: number): string {
  const random = createRandom(5);
  const rows = ids.flatMap((id) =>
    Array.from({ length: days }, (_, t) => {
      const date = new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10);
      return `${id},${date},${Math.round(500 * (t % 7 < 2 ? 1.4 : 1) * (1 + 0.05 * random.normal()))}`;
    }),
  );
  return ["id,date,value", ...rows].join("\n");
}

const songs = write("songs.csv", daily(["de", "fr", "=us"], 120));

test("dates as columns, ids safe in spreadsheets, a report, and one document", async () => {
  const { code, out } = await runWords(folder, ["forecast", songs, "--horizon", "14", "--out", "a", "--json"]);
  expect(code).toBe(0);
  const document = JSON.parse(out);
  expect(document).toMatchObject({ schema: "songwright.forecast/1", status: "done", level: 95, from: "2025-05-01" });
  expect(document.files.forecast).toBe(join(folder, "a", "forecast.csv"));
  expect(document.series[0]).toMatchObject({ id: "de", observed: 120, seasons: [7] });
  const [head, first, , third] = text("a", "forecast.csv").split("\n");
  expect(head).toMatch(/^id,2025-05-01,2025-05-02,.*,2025-05-14$/);
  expect(first?.split(",")).toHaveLength(15);
  expect(third?.startsWith("'=us,")).toBe(true);
  const [lower, path, upper] = ["lower.csv", "forecast.csv", "upper.csv"].map(
    (name) => seriesOf(text("a", name)).series[0]!,
  );
  path!.values.forEach((value, h) => {
    expect(value).toBeGreaterThan(lower!.values[h]!);
    expect(value).toBeLessThan(upper!.values[h]!);
  });
  const report = text("a", "report.html");
  expect(faultsOf(report)).toEqual([]);
  expect(slipsOf(report)).toEqual([]);
  expect(report).toContain("3 series, 14 days ahead");
  expect(JSON.parse(text("a", "forecast.json")).files).toBeUndefined();
});

test("results do not depend on the number of threads", async () => {
  const random = createRandom(6);
  const rows = Array.from({ length: 12 }, (_, at) =>
    [
      `series ${at}`,
      ...Array.from({ length: 4000 }, (__, t) => (100 + (t % 24) + 5 * random.normal()).toFixed(2)),
    ].join(","),
  );
  const wide = write("wide.csv", rows.join("\n"));
  for (const workers of ["1", "2"])
    await runWords(folder, [
      "forecast",
      wide,
      "-n",
      "6",
      "--season",
      "24",
      "--workers",
      workers,
      "--out",
      `w${workers}`,
    ]);
  for (const name of names) expect(text("w2", name)).toBe(text("w1", name));
});

test("totals add up to the last digit", async () => {
  const totals = write("totals.csv", "id,parent\nde,europe\nfr,europe\neurope,world\n=us,world\n");
  const { code } = await runWords(folder, ["forecast", songs, "-n", "5", "--totals", totals, "--out", "t"]);
  expect(code).toBe(0);
  const rows = new Map(seriesOf(text("t", "forecast.csv")).series.map(({ id, values }) => [id, values]));
  const of = (id: string, h: number): number => rows.get(id)![h]!;
  for (let h = 0; h < 5; h++) {
    expect(of("europe", h)).toBe(of("de", h) + of("fr", h));
    expect(of("world", h)).toBe(of("de", h) + of("fr", h) + of("'=us", h));
  }
  const circle = write("circle.csv", "id,parent\nde,x\nx,y\ny,x\n");
  const refused = await runWords(folder, ["forecast", songs, "-n", "5", "--totals", circle, "--out", "c"]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain("above itself");
});

test("known events are read with their dates, and wrong ones refused with their place", async () => {
  const events = write(
    "events.csv",
    "id,date,effect,until\nde,2025-04-20,playlist,2025-05-03\n*,2025-01-01,release,\n",
  );
  const done = await runWords(folder, ["forecast", songs, "-n", "5", "--events", events, "--out", "e", "--json"]);
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out).effects).toMatchObject([{ effect: "playlist", events: 1 }]);
  const wrong = write("wrong.csv", "id,date,effect\nde,2025-04-20,playlist\nnl,2025-04-20,playlist\n");
  const refused = await runWords(folder, ["forecast", songs, "-n", "5", "--events", wrong, "--out", "f"]);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain("line 3, column 1");
  const undated = write("undated.csv", "a,1,2,3,4,5,6\n");
  expect((await runWords(folder, ["forecast", undated, "-n", "2", "--events", events, "--out", "g"])).code).toBe(2);
});

test("too little data is an answer; the other series are forecast", async () => {
  const mixed = write("mixed.csv", "a,1,2\nb,5,6,7,6,5,6\n");
  const { code, out } = await runWords(folder, ["forecast", mixed, "-n", "3", "--out", "m", "--json"]);
  expect(code).toBe(0);
  const { status, series } = JSON.parse(out);
  expect(status).toBe("done");
  expect(series).toMatchObject([
    { id: "a", status: "not-enough-data", missing: expect.any(String), cheapestNextStep: expect.any(String) },
    { id: "b", status: "done", notes: [{ code: "forecast.few-errors" }] },
  ]);
  expect(text("m", "forecast.csv").split("\n")[1]).toBe("a,,,");
  const alone = await runWords(folder, ["forecast", write("alone.csv", "a,1,2\n"), "-n", "3", "--out", "n", "--json"]);
  expect(alone.code).toBe(0);
  expect(JSON.parse(alone.out).status).toBe("not-enough-data");
});

test("wrong use and wrong material: the right one is said, nothing is written over", async () => {
  expect((await runWords(folder, ["forecast", songs, "--out", "x"])).err).toContain("--horizon");
  expect((await runWords(folder, ["forecast", songs, "-n", "3"])).err).toContain("--out");
  const bad = await runWords(folder, ["forecast", write("bad.csv", "a,1,2\nb,1,?\n"), "-n", "3", "--out", "y"]);
  expect(bad.code).toBe(3);
  expect(bad.err).toContain("line 2, column 3");
  const again = await runWords(folder, ["forecast", songs, "-n", "3", "--out", "a"]);
  expect(again.code).toBe(2);
  expect(again.err).toContain("--force");
});
