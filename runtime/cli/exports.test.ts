// The verbs import, audience and trace as a person types them.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-exports-"));
const example = new URL("../../examples/first-light/data/", import.meta.url).pathname;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const { code, err } = await runWords(folder, ["import", example, "--project", "p"]);
  expect(code, err).toBe(0);
});

test("the example's exports: a page, rows and JSON, whose figures trace to lines", async () => {
  const { code, out } = await runWords(folder, ["audience", "--project", "p", "--out", "a", "--json"]);
  expect(code).toBe(0);
  const answer = JSON.parse(out);
  expect(answer.places[0].territory).toBe("US");
  expect(answer.totals.find(({ service }: { service: string }) => service === "Spotify").others[0].ratio).toBeCloseTo(
    0.97,
    1,
  );
  expect(answer.money.sums.map(({ currency }: { currency: string }) => currency)).toEqual(["USD", "EUR"]);
  expect(faultsOf(readFileSync(join(folder, "a/audience.html"), "utf8"))).toEqual([]);
  expect(readFileSync(join(folder, "a/audience.csv"), "utf8").split("\n")[1]).toMatch(/^US,United States,48391,/);
  const traced = await runWords(folder, ["trace", answer.places[0].figure, "--project", "p", "--json", "--lines", "2"]);
  const trace = JSON.parse(traced.out);
  expect(trace.sums[0].quantity).toBe(answer.places[0].value);
  expect(trace.files[0].lines[0].cells.Store).toBe("Spotify");
});

test("the readable answer says what rests on what", async () => {
  writeFileSync(join(folder, "rates.json"), '{"to": "EUR", "rates": {"USD": "0.5"}}');
  const { out } = await runWords(folder, ["audience", "--project", "p", "--rates", "rates.json"]);
  expect(out).toContain("Spotify: 180567 (counted)");
  expect(out).toContain("beside it paid × 0.97");
  expect(out).toContain("by the rates given: 311.27 EUR paid");
  const wrong = await runWords(folder, ["audience", "--project", "p", "--rates", join(example, "bandcamp.csv")]);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("--rates");
});

test("what is asked for and not there is an answer; where nothing was imported, the way is told", async () => {
  const none = await runWords(folder, ["audience", "--project", "p", "--unit", "saxophones", "--json"]);
  expect(none.code).toBe(0);
  expect(JSON.parse(none.out)).toMatchObject({ status: "not-enough-data" });
  const nowhere = await runWords(folder, ["audience", "--project", "elsewhere"]);
  expect(nowhere.code).toBe(2);
  expect(nowhere.err).toContain("songwright import");
});

test("questions: nothing is stored, the way to answer is told, on a terminal they are asked", async () => {
  const path = join(folder, "Night-timeline.csv");
  writeFileSync(path, "date,streams\n2026-01-01,5\n");
  const asked = await runWords(folder, ["import", path, "--project", "q", "--json"]);
  expect(asked.code).toBe(5);
  expect(JSON.parse(asked.out).questions).toMatchObject([{ id: "title:Night-timeline.csv", proposal: "Night" }]);
  const words = await runWords(folder, ["import", path, "--project", "q"]);
  expect(words.err).toContain("--accept-proposals");
  const heard: string[] = [];
  const told = await runWords(folder, ["import", path, "--project", "q"], {
    ask: async (text) => {
      heard.push(text);
      return "";
    },
  });
  expect(told.code).toBe(0);
  expect(heard[0]).toContain("Which song is the file about?");
  expect((await runWords(folder, ["trace", "streams?recording=Night", "--project", "q"])).out).toContain("5");
});

test("an answer that is none is asked again with the reason; proposals are advised only where there are some", async () => {
  writeFileSync(join(folder, "cities.csv"), "date,city,streams\n2026-01-01,Gent,5\n");
  const words = ["import", "cities.csv", "--project", "r"];
  const asked = await runWords(folder, words);
  expect(asked.code).toBe(5);
  expect(asked.err).toContain("Which service is the file from?");
  expect(asked.err).not.toContain("--accept-proposals");
  const id = /service:\w+/.exec(asked.err)?.[0] as string;
  const answered = async (answer: string) => {
    writeFileSync(join(folder, "answers.json"), JSON.stringify({ [id]: answer }));
    return runWords(folder, [...words, "--answers", "answers.json"]);
  };
  const wrong = await answered("blue");
  expect(wrong.code).toBe(5);
  expect(wrong.err).toContain('"blue" was answered, which is no service that is known; "new: blue" takes it as one');
  expect((await answered("new: Kuack")).code).toBe(0);
  expect((await runWords(folder, ["audience", "--project", "r", "--json"])).out).toContain('"Kuack"');
});

const distrokid =
  "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";
const row = (quantity: string): string =>
  `2026-09-15\t2026-01\tSpotify\tMe\tSong\tQZABC2500001\t198000000011\t${quantity}\t100\tSong\tUS\t0\t0.3\n`;

test("a first import of which nothing is kept leaves nothing behind", async () => {
  const gone = await runWords(folder, ["import", "gone.csv", "--project", "fresh/deep"]);
  expect(gone.code).toBe(3);
  expect(existsSync(join(folder, "fresh"))).toBe(false);
  // What was there stays.
  mkdirSync(join(folder, "kept/.songwright"), { recursive: true });
  writeFileSync(join(folder, "kept/.songwright/made-from.json"), "{}");
  expect((await runWords(folder, ["import", "gone.csv", "--project", "kept"])).code).toBe(3);
  expect(readdirSync(join(folder, "kept/.songwright"))).toEqual(["made-from.json"]);
});

test("a file of which every record is rejected is bad material: exit 3 with its ledger, and the others are imported", async () => {
  writeFileSync(join(folder, "bad.tsv"), distrokid + row("many") + row("some"));
  writeFileSync(join(folder, "good.tsv"), distrokid + row("7"));
  writeFileSync(join(folder, "header.tsv"), distrokid);
  const { code, out, err } = await runWords(folder, ["import", "bad.tsv", "good.tsv", "--project", "r", "--json"]);
  expect(code, err).toBe(3);
  expect(err).toContain("bad.tsv");
  const answer = JSON.parse(out);
  expect(
    answer.files.map(({ tables }: { tables: { status: string; rejectedCount: number }[] }) => tables[0]),
  ).toMatchObject([
    { status: "nothing accepted", rejectedCount: 2 },
    { status: "imported", accepted: 1 },
  ]);
  expect(answer.failed).toMatchObject([{ path: join(folder, "bad.tsv"), error: { kind: "format" } }]);
  const empty = await runWords(folder, ["import", "header.tsv", "--project", "r", "--as", "distrokid"]);
  expect(empty.code, empty.err).toBe(0);
});
