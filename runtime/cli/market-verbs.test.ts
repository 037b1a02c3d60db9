// `markets` and `popularity` on small made-up projects.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { createSound } from "../codecs/create-sound.ts";
import { runWords } from "./run-words.testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "songwright-markets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (...words: string[]) => {
  const { code, out, err } = await runWords(folder, [...words, "--project", folder, "--json"]);
  expect([code, err]).toEqual([0, expect.anything()]);
  return JSON.parse(out);
};

function statement(): string {
  const head =
    "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";
  const rows = ["US", "DE", "BR", "JP", "MX", "FR"].flatMap((territory, place) =>
    [1, 2, 3, 4, 5, 6].flatMap((month) =>
      [1, 2, 3].map((song) => {
        const count = 100 * (place + 1) + 20 * month + 7 * song * (1 + (place % 2));
        return `2026-09-15\t2026-0${month}\tSpotify\tMe\tSong ${song}\tQZABC250000${song}\t198000000011\t${count}\t100\tSong\t${territory}\t0\t${(count * 0.003).toFixed(4)}\n`;
      }),
    ),
  );
  return head + rows.join("");
}

test("markets: a list with reasons; a person's word and a measurement are kept apart from the machine's", async () => {
  writeFileSync(join(folder, "all.tsv"), statement());
  writeFileSync(join(folder, "costs.csv"), "territory,cost\nJP,2\n");
  writeFileSync(join(folder, "measured.json"), '[{"territory":"FR","effect":30,"low":25,"high":36}]');
  await run("import", "all.tsv");
  const first = await run("markets", "--language", "en");
  expect(first).toMatchObject({ schema: "songwright.markets/1", status: "done", language: "English", budget: 1000 });
  expect(first.markets).toHaveLength(6);
  expect(first.markets.every(({ rests }: { rests: string }) => rests === "assumed, not measured")).toBe(true);
  expect(first.markets.reduce((sum: number, { euro }: { euro: number }) => sum + euro, 0)).toBeCloseTo(1000, 6);
  const words = [
    "--exclude",
    "BR",
    "--weight",
    "JP=3",
    "--costs",
    "costs.csv",
    "--measured",
    "measured.json",
    "--out",
    "out",
  ];
  const next = await run("markets", ...words);
  const of = (code: string) => next.markets.find(({ territory }: { territory: string }) => territory === code);
  expect(of("BR").euro).toBe(0);
  expect(of("FR")).toMatchObject({ rests: "measured" });
  expect(of("FR").streamsPerEuro.value).toBeGreaterThan(20);
  expect(of("JP").cost).toEqual({ perThousand: 2, from: "given" });
  const own = next.decisions.filter(({ by }: { by: string }) => by === "person");
  expect(own.map(({ id, value, proposed }: Record<string, unknown>) => [id, value, proposed]).sort()).toEqual([
    ["markets.take@BR", false, true],
    ["markets.weight@JP", 3, 1],
  ]);
  expect(readFileSync(join(folder, "out/markets.html"), "utf8")).toContain("Where the money goes");
  expect(JSON.parse(readFileSync(join(folder, "out/markets.json"), "utf8"))).toEqual(next);
}, 30_000);

test("popularity: charts and attributes to trends and a target", async () => {
  const random = createRandom(3);
  const words = "amber birch cedar delta ember flint grove hazel ivory jade knoll lotus maple north opal pearl".split(
    " ",
  );
  const songs = Array.from({ length: 200 }, (_, at) => ({
    title: `${words[at % 16]} ${words[(at * 7 + (at >> 4)) % 16]} ${words[at >> 4]}`,
    artist: `${words[(at * 3) % 16]} ${words[(at >> 3) % 16]}`,
    tempo: 90 + at / 4 + random.normal(0, 4),
  }));
  const rows = Array.from({ length: 104 }, (_, week) => {
    const date = new Date(Date.UTC(2024, 0, 6 + 7 * week)).toISOString().slice(0, 10);
    const shown = songs.filter((_song, at) => at >= 1.8 * week && at < 1.8 * week + 8);
    return shown.map(({ title, artist }, place) => `${date},${place + 1},${title},${artist},-,1,1\n`).join("");
  });
  writeFileSync(
    join(folder, "chart.csv"),
    `chart_week,current_week,title,performer,last_week,peak_pos,wks_on_chart\n${rows.join("")}`,
  );
  writeFileSync(
    join(folder, "songs.csv"),
    `title,artist,tempo,mode,length\n${songs.map(({ title, artist, tempo }) => `${title},${artist},${tempo.toFixed(1)},minor,3:05\n`).join("")}`,
  );
  await run("import", "chart.csv");
  const bare = await run("popularity");
  expect(bare).toMatchObject({ status: "done", trends: [], missing: { status: "not-enough-data" } });
  const answer = await run("popularity", "--attributes", "songs.csv", "--out", "out");
  expect(answer.described).toBeGreaterThan(100);
  expect(answer.announced).toMatchObject([{ attribute: "tempo" }]);
  expect(answer.announced[0].slope).toBeGreaterThan(0);
  // Two seconds of noise are too short for a tempo: it is said, and what is measured is shown all the same.
  const sink = await createSound(join(folder, "own.wav"), {
    container: "wav",
    sampleRate: 44_100,
    channelCount: 1,
    samples: { kind: "integer", bits: 16 },
  });
  await sink.write([Float32Array.from({ length: 88_200 }, (_, n) => 0.3 * Math.cos(n * n))]);
  await sink.finish();
  const beside = await run("popularity", "--audio", join(folder, "own.wav"));
  expect(beside.own).toMatchObject([
    {
      attributes: { length: 2 },
      heard: { tempo: { value: null, reasons: [{ code: "music.too-short" }] }, mode: { value: null } },
    },
  ]);
  const target = JSON.parse(readFileSync(join(folder, "out/target.json"), "utf8"));
  expect(target.schema).toBe("songwright.target-profile/1");
  expect(target.ranges.map(({ attribute }: { attribute: string }) => attribute)).toEqual(["tempo", "length"]);
}, 30_000);

test("markets: payouts in a second currency are named as left out, and counted by the rates that are stated", async () => {
  writeFileSync(join(folder, "a.tsv"), statement());
  const other = statement()
    .replaceAll("(USD)", "(EUR)")
    .replaceAll("\tUS\t", "\tNL\t")
    .replaceAll("2026-09-15", "2026-10-15")
    .split("\n");
  writeFileSync(
    join(folder, "b.tsv"),
    [...other.slice(0, 1), ...other.filter((line) => line.includes("\tNL\t")), ""].join("\n"),
  );
  await run("import", "a.tsv");
  const imported = await runWords(folder, ["import", "b.tsv", "--project", folder, "--json", "--accept-proposals"]);
  expect(imported.code, imported.err).toBe(0);
  const bare = await run("markets");
  expect(bare.leftOutMoney).toMatchObject([{ currency: "EUR", why: expect.stringContaining("--rates") }]);
  expect(bare.leftOutMoney[0].streams).toBeGreaterThan(1000);
  writeFileSync(join(folder, "rates.json"), '{"to": "EUR", "rates": {"USD": "0.5"}}');
  const rated = await run("markets", "--rates", join(folder, "rates.json"));
  expect(rated.leftOutMoney).toEqual([]);
  const payout = (answer: typeof bare, code: string) =>
    answer.markets.find(({ territory }: { territory: string }) => territory === code).payout;
  expect(payout(rated, "DE")).toMatchObject({ currency: "EUR" });
  expect(Number(payout(rated, "DE").amount)).toBeCloseTo(Number(payout(bare, "DE").amount) / 2, 6);
  writeFileSync(join(folder, "none.json"), '{"to": "GBP", "rates": {"USD": "0.5"}}');
  expect((await run("markets", "--rates", join(folder, "none.json"))).leftOutMoney).toMatchObject([
    { currency: "EUR", why: "the rates say nothing of EUR" },
  ]);
}, 30_000);
