import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "./run-words.testing.ts";

const project = mkdtempSync(join(tmpdir(), "songwright-campaign-"));
const CITIES = ["Berlin", "Bristol", "Gent", "Lyon", "Porto", "Roma", "Wien"];
const ADVERTISED = ["Gent", "Porto"];

async function run(words: readonly string[]): Promise<{ code: number; json: Record<string, unknown>; text: string }> {
  const { code, out, err } = await runWords(project, words);
  return { code, json: words.includes("--json") && out !== "" ? JSON.parse(out) : {}, text: out + err };
}

const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

/** 110 days of seven cities; two of them half as much again in the last twenty. */
beforeAll(async () => {
  const random = createRandom(11);
  mkdirSync(join(project, "data"));
  const streams = ["date,city,streams"];
  for (let at = 0; at < 110; at++) {
    const wave = Math.sin(at / 6) * 0.15 + 0.05 * random.normal();
    CITIES.forEach((city, c) => {
      const more = ADVERTISED.includes(city) && at >= 90 ? 1.5 : 1;
      streams.push(`${day(at)},${city},${Math.round((80 + 30 * c) * Math.exp(wave + 0.05 * random.normal()) * more)}`);
    });
  }
  writeFileSync(join(project, "data", "streams.csv"), `${streams.join("\n")}\n`);
  const ads = [
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Amount spent (EUR),Impressions,Reach,Link clicks,Results,Result indicator,Attribution setting",
  ];
  for (let at = 90; at < 110; at++)
    for (const city of ADVERTISED)
      ads.push(
        `${day(at)},${day(at)},Spring,City ${city},5.00,1200,900,24,10,actions:link_click,7-day click or 1-day view`,
      );
  writeFileSync(join(project, "data", "ads.csv"), `${ads.join("\n")}\n`);
  const asked = await run(["import", "data", "--project", ".", "--json"]);
  const { questions } = (asked.json.error ?? asked.json) as { questions: { id: string }[] };
  const answers = Object.fromEntries((questions ?? []).map(({ id }) => [id, "Spotify"]));
  writeFileSync(join(project, "answers.json"), JSON.stringify(answers));
  const imported = await run(["import", "data", "--project", ".", "--answers", "answers.json", "--json"]);
  expect(imported.code, imported.text).toBe(0);
});

test("measure: the campaign of the ads is found, told and priced; pages and files are there", async () => {
  const { code, json, text } = await run(["campaign", "measure", "--out", "reports", "--json"]);
  expect(code, text).toBe(0);
  const [spring] = json.campaigns as { seen: boolean; lift: number; costOfOne: { value: number }; places: string[] }[];
  expect(spring).toMatchObject({
    name: "Spring",
    places: ADVERTISED,
    seen: true,
    spend: 200,
    from: day(90),
    until: day(109),
  });
  expect(spring?.lift).toBeGreaterThan(0.4);
  expect(spring?.lift).toBeLessThan(0.6);
  // 20 days of 140 and 200 streams, half as much again: 3,400 streams for 200 euro.
  expect(spring?.costOfOne.value).toBeGreaterThan(0.045);
  expect(spring?.costOfOne.value).toBeLessThan(0.08);
  const files = readdirSync(join(project, "reports")).sort();
  expect(files).toEqual(["calibration.html", "effects.csv", "effects.json", "measured.html"]);
  expect(readFileSync(join(project, "reports", "calibration.html"), "utf8")).toContain("Where nothing was done");
});

test("measure by hand, and what cannot be", async () => {
  const dates = ["--from", day(90), "--until", day(109), "--spent", "200"];
  const own = await run(["campaign", "measure", ...dates, "--places", "Gent,Porto", "--json"]);
  expect(own.json.campaigns).toMatchObject([{ name: "by hand", seen: true }]);
  expect(await run(["campaign", "measure", ...dates, "--places", "Atlantis"])).toMatchObject({ code: 2 });
  expect(await run(["campaign", "measure", "--from", day(90)])).toMatchObject({ code: 2 });
  expect(await run(["campaign", "measure", "--campaign", "Sprung"])).toMatchObject({ code: 2 });
  const late = await run([
    "campaign",
    "measure",
    "--from",
    day(100),
    "--until",
    day(130),
    "--places",
    "Gent",
    "--json",
  ]);
  expect(late).toMatchObject({
    code: 0,
    json: { status: "not-enough-data", cheapestNextStep: expect.stringContaining("export") },
  });
});

test("plan: money, measurement, posts; edited and performed again; kept through planning anew", async () => {
  const brief = {
    title: "Sea",
    artist: "Vesna",
    release: "2026-05-08",
    link: "https://example.org/sea",
    channels: ["meta"],
  };
  writeFileSync(join(project, "brief.json"), JSON.stringify(brief));
  const words = ["campaign", "plan", "--brief", "brief.json", "--budget", "300", "--out", "campaign", "--json"];
  const { code, json, text } = await run(words);
  expect(code, text).toBe(0);
  expect(readdirSync(join(project, "campaign")).sort()).toEqual([
    "calendar.ics",
    "campaign.csv",
    "campaign.html",
    "entering.html",
    "links.csv",
    "measured.json",
    "plan.json",
    "posts.csv",
  ]);
  const path = join(project, "campaign", "plan.json");
  const plan = JSON.parse(readFileSync(path, "utf8")) as {
    decisions: { id: string; value: unknown; by: string; locked: boolean }[];
  };
  const spends = plan.decisions.filter(({ id }) => id.startsWith("spend."));
  expect(spends.reduce((sum, { value }) => sum + (value as number), 0)).toBeCloseTo(300, 6);
  expect(json.status).toBe("done");
  const before = readFileSync(path);
  expect(await run([...words, "--force"])).toMatchObject({ code: 0 });
  expect(readFileSync(path).equals(before)).toBe(true);
  const [first] = spends;
  if (!first) throw new Error("no ad set");
  Object.assign(first, { value: 42.5, by: "person", locked: true });
  writeFileSync(join(project, "edited.json"), JSON.stringify(plan));
  const performed = await run(["campaign", "plan", "--plan", "edited.json", "--out", "edited"]);
  expect(performed.code, performed.text).toBe(0);
  expect(readFileSync(join(project, "edited", "campaign.csv"), "utf8")).toContain(",42.5,");
  const kept = await run([...words.slice(0, -3), "--out", "kept", "--keep", "edited.json", "--json"]);
  expect(kept.code, kept.text).toBe(0);
  const anew = JSON.parse(readFileSync(join(project, "kept", "plan.json"), "utf8")) as typeof plan;
  expect(anew.decisions.find(({ id }) => id === first.id)).toMatchObject({ value: 42.5, by: "person" });
  const money = (each: typeof plan): number =>
    each.decisions.filter(({ id }) => id.startsWith("spend.")).reduce((sum, { value }) => sum + (value as number), 0);
  expect(money(anew)).toBeCloseTo(300, 6);
  expect(readFileSync(join(project, "kept", "campaign.html"), "utf8")).toContain(
    "42.50 EUR stand as you set or locked them; the others share the 257.50 EUR",
  );
  first.value = 500;
  writeFileSync(join(project, "edited.json"), JSON.stringify(plan));
  const over = await run([...words.slice(0, -3), "--out", "over", "--keep", "edited.json"]);
  expect(over.text).toContain("come to 500.00 EUR, 200.00 EUR more than the budget of 300.00 EUR");
  expect(readFileSync(join(project, "over", "campaign.html"), "utf8")).toContain("the others get nothing");
});

test("a budget in yen has no decimals anywhere", async () => {
  const words = ["campaign", "plan", "--brief", "brief.json", "--currency", "JPY", "--per-euro", "160"];
  expect(await run([...words, "--budget", "40000.5", "--out", "yen"])).toMatchObject({ code: 2 });
  const { code, text } = await run([...words, "--out", "yen"]);
  expect(code, text).toBe(0);
  // 300 euro where nobody says how much.
  expect(text).toContain("48000 JPY from");
  const rows = readFileSync(join(project, "yen", "campaign.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1);
  for (const row of rows) expect(row).toMatch(/,\d+,JPY,\d+,/);
  for (const name of ["campaign.html", "entering.html", "calendar.ics"])
    expect(readFileSync(join(project, "yen", name), "utf8")).not.toMatch(/\d\.\d+ JPY/);
});

test("a plan has it all; what was measured and is damaged is refused with its file", async () => {
  const both = await run(["campaign", "plan", "--plan", "campaign/plan.json", "--brief", "brief.json", "--out", "z"]);
  expect(both).toMatchObject({ code: 2, text: expect.stringContaining("--brief") });
  const path = join(project, "campaign", "measured.json");
  const kept = readFileSync(path);
  writeFileSync(path, "{bad");
  const damaged = await run(["campaign", "plan", "--brief", "brief.json", "--out", "z"]);
  expect(damaged).toMatchObject({ code: 3, text: expect.stringContaining("measured.json") });
  writeFileSync(path, kept);
});

test("a platform's own template has its headers filled, and nothing else", async () => {
  writeFileSync(join(project, "meta.csv"), "Campaign Name,Ad Set Name,Ad Set Lifetime Budget,Custom Audiences\n");
  const { code, text } = await run([
    "campaign",
    "plan",
    "--brief",
    "brief.json",
    "--out",
    "filled",
    "--template",
    "meta.csv",
  ]);
  expect(code, text).toBe(0);
  const [header, row] = readFileSync(join(project, "filled", "filled-meta.csv"), "utf8").split(/\r?\n/);
  expect(header).toBe("Campaign Name,Ad Set Name,Ad Set Lifetime Budget,Custom Audiences");
  expect(row).toMatch(/^"?Vesna, Sea"?,meta .+,\d+(?:\.\d+)?,$/);
  writeFileSync(join(project, "other.csv"), "a,b\n");
  expect(
    await run(["campaign", "plan", "--brief", "brief.json", "--out", "x", "--template", "other.csv"]),
  ).toMatchObject({ code: 3 });
});

test("sensitive words are asked about; wrong briefs, currencies and days are refused with their place", async () => {
  writeFileSync(join(project, "vote.json"), JSON.stringify({ title: "Vote", link: "https://example.org" }));
  const asked = await run(["campaign", "plan", "--brief", "vote.json", "--out", "vote", "--json"]);
  expect(asked).toMatchObject({ code: 5 });
  expect(asked.text).toContain("campaign:category");
  const answered = await run([
    "campaign",
    "plan",
    "--brief",
    "vote.json",
    "--out",
    "vote",
    "--accept-proposals",
    "--json",
  ]);
  expect(answered.code, answered.text).toBe(0);
  writeFileSync(join(project, "wrong.json"), JSON.stringify({ title: "Sea", colour: "blue" }));
  const wrong = await run(["campaign", "plan", "--brief", "wrong.json", "--out", "w"]);
  expect(wrong).toMatchObject({ code: 3, text: expect.stringContaining("$.colour") });
  writeFileSync(join(project, "link.json"), JSON.stringify({ title: "Sea", link: "example" }));
  expect((await run(["campaign", "plan", "--brief", "link.json", "--out", "w"])).text).toContain("$.link");
  expect(await run(["campaign", "plan", "--brief", "brief.json", "--currency", "USD", "--out", "w"])).toMatchObject({
    code: 2,
    text: expect.stringContaining("--per-euro"),
  });
  expect(await run(["campaign", "plan", "--brief", "brief.json", "--from", "4.12.2026", "--out", "w"])).toMatchObject({
    code: 2,
  });
  expect(await run(["campaign", "plan", "--brief", "brief.json"])).toMatchObject({ code: 2 });
});

test("a start that is past gets a word in the answer, the plan and the page", async () => {
  const words = ["campaign", "plan", "--brief", "brief.json", "--from", day(50), "--out", "past"];
  const { code, text } = await run(words);
  expect(code, text).toBe(0);
  expect(text).toContain(`the first day, ${day(50)}, is past: exports reach to ${day(109)}`);
  expect(readFileSync(join(project, "past", "campaign.html"), "utf8")).toContain("is past: exports reach to");
  expect(readFileSync(join(project, "past", "plan.json"), "utf8")).toContain("campaign.begins-in-the-past");
  const far = await run([...words.slice(0, -4), "--from", "2099-05-04", "--out", "far"]);
  expect(far.text).toContain("is the year right?");
});

test("captions speak the language of a city's country, from the data or the brief; where neither says it, that is said", async () => {
  const words = ["campaign", "plan", "--budget", "300", "--out"];
  const asked = await run([...words, "tongue", "--brief", "brief.json"]);
  expect(asked.text).toMatch(/captions for .* are in English, as nothing says which country that is/);
  expect(readFileSync(join(project, "tongue", "campaign.html"), "utf8")).toContain("nothing says which country");
  const territories = { Berlin: "DE", Bristol: "GB", Gent: "BE", Lyon: "FR", Porto: "PT", Roma: "IT", Wien: "AT" };
  const brief = { ...JSON.parse(readFileSync(join(project, "brief.json"), "utf8")), territories };
  writeFileSync(join(project, "spoken.json"), JSON.stringify(brief));
  const told = await run([...words, "told", "--brief", "spoken.json"]);
  expect(told.text).not.toContain("nothing says which country");
  expect(readFileSync(join(project, "told", "posts.csv"), "utf8")).toMatch(/caption \((?:Dutch|Portuguese)\)/);
  writeFileSync(join(project, "bad.json"), JSON.stringify({ ...brief, territories: { Gent: "Belgium" } }));
  const bad = await run([...words, "bad", "--brief", "bad.json"]);
  expect(bad).toMatchObject({ code: 3, text: expect.stringContaining("$.territories.Gent") });
  const streams = readFileSync(join(project, "data", "streams.csv"), "utf8")
    .trim()
    .split("\n");
  const countries = streams.map((line, at) => {
    const [, city = ""] = line.split(",");
    return at === 0 ? `${line},country,service` : `${line},${territories[city as keyof typeof territories]},Spotify`;
  });
  const own = join(project, "own");
  mkdirSync(own);
  writeFileSync(join(own, "streams.csv"), `${countries.join("\n")}\n`);
  expect((await run(["import", "own/streams.csv", "--project", "own"])).code).toBe(0);
  const known = await run([...words, "known", "--brief", "brief.json", "--project", "own"]);
  expect(known.code, known.text).toBe(0);
  expect(known.text).not.toContain("nothing says which country");
});

test("plans that lie elsewhere reach the calibration, which says what was unusual", async () => {
  const plan = JSON.parse(readFileSync(join(project, "campaign", "plan.json"), "utf8")) as {
    decisions: { id: string; value: unknown; reasons: { code: string; facts: Record<string, unknown> }[] }[];
  };
  const of = (id: string) => plan.decisions.find((each) => each.id === id);
  Object.assign(of("campaign.from") ?? {}, { value: day(90) });
  Object.assign(of("campaign.until") ?? {}, { value: day(109) });
  Object.assign(of("campaign.budget")?.reasons.find(({ code }) => code === "campaign.expected")?.facts ?? {}, {
    value: 10,
    low: 5,
    high: 20,
  });
  const [first] = plan.decisions.filter(({ id }) => id.startsWith("spend."));
  Object.assign(first ?? {}, { id: "spend.meta@Gent" });
  mkdirSync(join(project, "elsewhere"));
  writeFileSync(join(project, "elsewhere", "spring.json"), JSON.stringify(plan));
  const words = ["campaign", "measure", "--out", "calibrated", "--json", "--plan", "elsewhere/spring.json"];
  const { code, json, text } = await run(words);
  expect(code, text).toBe(0);
  expect(json.campaigns).toMatchObject([{ name: "Spring", run: 1, runs: 1, planned: { expected: 10 } }]);
  const page = readFileSync(join(project, "calibrated", "calibration.html"), "utf8");
  expect(page).toContain(`What was unusual: Spring (${day(90)}) brought more than its plan thought possible`);
  const twice = [...words, "--plan", "elsewhere/spring.json", "--force"];
  expect(await run(twice)).toMatchObject({ code: 0 });
  expect(await run([...words, "--plan", "brief.json", "--force"])).toMatchObject({ code: 2 });
});
