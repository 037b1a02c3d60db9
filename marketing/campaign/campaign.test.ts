import { describe, expect, test } from "vitest";
import { findDecision, lockDecision, makePlan, overrideDecision, type Plan } from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import type { GeoPanel } from "../effect/geo-panel.ts";
import type { AdResult } from "./ad-result.ts";
import { adSheet } from "./ad-sheet.ts";
import { calendarText } from "./calendar-text.ts";
import { campaignLift, detectableLift, liftPower } from "./campaign-lift.ts";
import { campaignOfPlan } from "./campaign-of-plan.ts";
import { captionFrom, captionLanguageOf, shortDate } from "./caption-templates.ts";
import { CHANNELS, channelFactors } from "./channel-factors.ts";
import { fitBudget } from "./fit-budget.ts";
import { informedPlaces } from "./informed-places.ts";
import { measureCampaign, quietBefore, quietWindows, type RanCampaign, ranCampaigns } from "./measure-campaign.ts";
import { designMeasurement, placesToSee } from "./measurement-design.ts";
import { type CampaignQuestion, planCampaign } from "./plan-campaign.ts";
import { schedulePosts } from "./post-schedule.ts";
import { sensitiveWords } from "./sensitive-subjects.ts";
import { planSpend } from "./spend-plan.ts";
import { plainName, trackedLink } from "./tracked-link.ts";

/** Eight places that follow one wave; those treated are lifted from `start` on. */
function panel(lift: number, treated: readonly string[], days = 100, start = 80): GeoPanel {
  const random = createRandom(3);
  const wave = Array.from({ length: days }, (_, day) => Math.sin(day / 5) + 0.3 * random.normal());
  const locations = ["a", "b", "c", "d", "e", "f", "g", "h"];
  return {
    locations,
    days: wave.map((_, day) => new Date((20_000 + day) * 86_400_000).toISOString().slice(0, 10)),
    values: locations.map((location, at) =>
      Float64Array.from(wave, (value, day) => {
        const more = treated.includes(location) && day >= start ? 1 + lift : 1;
        return 100 * (1 + at / 4) * Math.exp(0.2 * value + 0.03 * random.normal()) * more;
      }),
    ),
  };
}

const dayOf = (text: string): number => Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000);

function ad(change: Partial<AdResult>): AdResult {
  return {
    platform: "Meta",
    from: 20_080,
    until: 20_080,
    campaign: "push",
    adSet: "City b",
    ad: "",
    group: "",
    territory: null,
    spend: 10,
    currency: "EUR",
    impressions: 1000,
    reach: 900,
    clicks: 40,
    results: null,
    resultKind: "",
    ...change,
  };
}

test("a lift that multiplies is found, with an interval around it and little doubt", () => {
  const { lift, interval90, p, incremental } = campaignLift(panel(0.25, ["b", "c"]), {
    treated: ["b", "c"],
    start: 80,
    end: 99,
  });
  expect(lift).toBeGreaterThan(0.2);
  expect(lift).toBeLessThan(0.3);
  expect(interval90[0]).toBeLessThan(0.25);
  expect(interval90[1]).toBeGreaterThan(0.25);
  expect(p).toBeLessThan(0.05);
  // 20 days of about 125 and 150 streams and a quarter more.
  expect(incremental).toBeGreaterThan(1000);
  expect(incremental).toBeLessThan(1800);
});

test("places without a campaign show none; the ends of the interval are where chances cross a tenth", () => {
  const { interval90, p } = campaignLift(panel(0, []), { treated: ["b"], start: 80, end: 99 });
  expect(p).toBeGreaterThan(0.05);
  expect(interval90[0]).toBeLessThan(0.02);
  expect(interval90[1]).toBeGreaterThan(-0.02);
});

test("power grows with the lift, and the smallest detectable lift is seen in four of five", () => {
  const before = panel(0, [], 80);
  const [little, much] = [0.01, 0.3].map((lift) => liftPower(before, ["b", "c"], 20, lift)) as [number, number];
  expect(much).toBeGreaterThan(little);
  expect(much).toBe(1);
  const detectable = detectableLift(before, ["b", "c"], 20) as number;
  expect(liftPower(before, ["b", "c"], 20, detectable)).toBeGreaterThanOrEqual(0.8);
});

test("channels: without past ads what is assumed, with them what the clicks say, drawn towards it", () => {
  const assumed = channelFactors(CHANNELS, []);
  expect(assumed.map(({ mean }) => Number(mean.toFixed(6)))).toEqual([0, -0.1, -0.2]);
  expect(assumed.every(({ past }) => past === null)).toBe(true);
  const ads = [ad({ clicks: 400, spend: 100 }), ad({ platform: "TikTok", clicks: 100, spend: 100 })];
  const [meta, tiktok, google] = channelFactors(CHANNELS, ads);
  // Four times the clicks: log 4 apart as counted, less after pooling, more than nothing.
  const apart = (meta?.mean ?? 0) - (tiktok?.mean ?? 0);
  expect(apart).toBeGreaterThan(0.4);
  expect(apart).toBeLessThan(Math.log(4));
  expect(google?.past).toBeNull();
  expect(google?.deviation).toBeGreaterThan(meta?.deviation ?? 0);
});

test("money: whole cents that add up, nothing under the least, the same next return everywhere", () => {
  const places = [
    { id: "DE", gain: 4, deviation: 0.2, capacity: 400 },
    { id: "FR", gain: 3, deviation: 0.2, capacity: 300 },
    { id: "JP", gain: 0.1, deviation: 0.2, capacity: 900 },
  ];
  const { sets, over, expected } = planSpend(
    places,
    channelFactors(CHANNELS, []),
    500,
    50,
    new Map(),
    createRandom(1),
    "EUR",
  );
  expect(sets.reduce((sum, { spend }) => sum + Math.round(100 * spend), 0)).toBe(50_000);
  expect(sets.every(({ spend }) => spend >= 50)).toBe(true);
  expect(sets.some(({ place }) => place === "JP")).toBe(false);
  const next = sets.map((each) => each.next);
  expect(Math.max(...next) / Math.min(...next)).toBeLessThan(1.02);
  expect(over).toMatchObject({ split: "the same for each" });
  expect(over.gain.value).toBeGreaterThan(0);
  expect(expected.low).toBeLessThan(expected.value);
});

test("one place, one channel: all of the money, and no gain over the present split", () => {
  const places = [{ id: "DE", gain: 4, deviation: 0.2, capacity: 400 }];
  const channels = channelFactors(CHANNELS.slice(0, 1), []);
  const { sets, over } = planSpend(places, channels, 20, 105, new Map([["meta DE", 30]]), createRandom(1), "EUR");
  expect(sets).toMatchObject([{ channel: "meta", place: "DE", spend: 20 }]);
  expect(over).toMatchObject({ split: "past ads", gain: { value: 0 }, chance: 0 });
});

test("what was measured moves all places a little and its own most", () => {
  const places = ["a", "b"].map((id) => ({ id, gain: 3, deviation: 0.3, capacity: 400 }));
  const [a, b] = informedPlaces(places, [{ places: ["a"], value: 9, low: 7, high: 11.5 }]);
  expect(a?.gain).toBeGreaterThan(6);
  expect(a?.gain).toBeLessThan(9);
  expect(b?.gain).toBeGreaterThan(3);
  expect(b?.gain).toBeLessThan(a?.gain ?? 0);
  expect(a?.deviation).toBeLessThan(0.3);
  expect(b?.deviation).toBeCloseTo(0.3, 9);
  // A campaign that brought nothing says so too.
  const [harmed] = informedPlaces(places, [{ places: ["a"], value: -2, low: -3, high: -1 }]);
  expect(harmed?.gain).toBeLessThan(1);
  const [none] = informedPlaces(places, [{ places: ["a"], value: -0.1, low: -0.4, high: 0.3 }]);
  expect(none?.gain).toBeLessThan(1.5);
  expect(informedPlaces(places, [])).toEqual(places);
});

test("a split of past ads keeps its proportions over the ad sets that are large enough", () => {
  const places = ["a", "b", "c"].map((id) => ({ id, gain: 3, deviation: 0.3, capacity: 400 }));
  const past = new Map([
    ["meta a", 60],
    ["meta b", 30],
    ["meta c", 5],
  ]);
  const { present } = planSpend(
    places,
    channelFactors(CHANNELS.slice(0, 1), []),
    300,
    90,
    past,
    createRandom(1),
    "EUR",
  );
  expect(present.map(({ place, spend }) => [place, spend])).toEqual([
    ["a", 200],
    ["b", 100],
  ]);
});

test("measuring is planned with places held back where all would get a campaign", () => {
  const all = panel(0, [], 80);
  const planned = ["a", "b", "c", "d", "e", "f", "g"].map((place) => ({
    place,
    expected: 100,
    at: (times: number) => 100 * times,
  }));
  const design = designMeasurement(all, planned, 21, 300);
  expect(design?.heldBack).toEqual(["f", "g"]);
  expect(design?.holdouts).toEqual(["f", "g", "h"]);
  expect(design?.treated).toEqual(["a", "b", "c", "d", "e"]);
  expect(designMeasurement(panel(0, [], 30), planned, 21, 300)).toBeNull();
  expect(designMeasurement(all, [{ place: "elsewhere", expected: 1, at: () => 1 }], 21, 300)).toBeNull();
});

test("of places that are alike those are taken in which the campaign would be seen", () => {
  const places = new Map(["a", "b", "c", "d"].map((place) => [place, 600]));
  const chosen = placesToSee(panel(0, [], 80), places, 20, 3);
  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen.length).toBeLessThanOrEqual(3);
  expect(placesToSee(panel(0, [], 20), places, 20, 3)).toEqual([]);
});

test("posts: at the pace, in balanced turns, one on the day of the release", () => {
  const contentTest = {
    factor: "label",
    first: "live",
    second: "photo",
    difference: 0.5,
    postsEach: 4,
    weeks: 2,
    worth: 0.1,
  };
  const asked = {
    from: 100,
    until: 120,
    perWeek: 4,
    platform: "Instagram",
    best: null,
    contentTest,

    release: 107,
  };
  const posts = schedulePosts(asked);
  expect(posts.length).toBe(12);
  expect(posts.slice(0, 4).map(({ content }) => content)).toEqual(["live", "photo", "photo", "live"]);
  expect(posts.filter(({ why }) => why === "test").length).toBe(8);
  expect(posts.find(({ day }) => day === 107)?.phase).toBe("out");
  expect(posts.every(({ day, phase }) => phase === (day < 107 ? "before" : day === 107 ? "out" : "after"))).toBe(true);
  expect(new Set(posts.map(({ day }) => day)).size).toBe(posts.length);
});

test("captions in the language of the market, English where there is no template", () => {
  expect(captionLanguageOf(["Welsh", "German"])).toBe("German");
  expect(captionLanguageOf(["Japanese"])).toBe("English");
  expect(captionFrom("German", "before", "plain", "Meer", shortDate("German", "2026-12-04"))).toBe(
    "„Meer“ erscheint am 4.12.",
  );
  expect(captionFrom("English", "before", "plain", "Pay$$ $& {date}", "6 Feb")).toBe(
    '"Pay$$ $& {date}" is out on 6 Feb.',
  );
  expect(captionFrom("English", "before", "plain", "Sea", "")).toBe('This is "Sea".');
});

test("tracked links keep what is there and replace what is theirs", () => {
  const origin = { source: "Meta", medium: "paid_social", campaign: "c", content: "Reel: Über", term: "" } as const;
  expect(trackedLink("https://example.org/x?a=1&utm_source=old#top", origin)).toBe(
    "https://example.org/x?a=1&utm_source=meta&utm_medium=paid_social&utm_campaign=c&utm_content=reel-uber#top",
  );
  expect(() => trackedLink("example.org", origin)).toThrow(TypeError);
  expect(plainName("  Kraków / Łódź ")).toBe("krakow-łodz");
});

test("a calendar is RFC 5545: folded at 75 octets, escaped, the same bytes each time", () => {
  const text = calendarText(
    "Ü",
    [{ id: "a", day: "2026-12-04", until: null, title: "Post; live, now", text: `line\n${"ö".repeat(60)}` }],
    "2026-11-01",
  );
  const lines = text.split("\r\n");
  expect(lines.at(-1)).toBe("");
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text.replace(/\r\n /g, "")).toContain(`DESCRIPTION:line\\n${"ö".repeat(60)}`);
  expect(text).toContain("SUMMARY:Post\\; live\\, now");
  expect(text).toContain("DTSTART;VALUE=DATE:20261204");
});

test("sensitive subjects are found by words, with the place", () => {
  expect(sensitiveWords({ title: "Vote for us", caption: "crypto dreams" })).toEqual([
    { category: "politics or social issues", word: "Vote", where: "title" },
    { category: "financial products", word: "crypto", where: "caption" },
  ]);
  expect(sensitiveWords({ title: "Devoted" })).toEqual([]);
});

const question: CampaignQuestion = {
  title: "Sea",
  budget: 300,
  currency: "EUR",
  from: 20_100,
  until: 20_120,
  release: 20_107,
  lastDay: null,
  stray: null,
  channels: channelFactors(CHANNELS, []),
  places: [
    { id: "b", gain: 4, deviation: 0.2, capacity: 400 },
    { id: "c", gain: 3, deviation: 0.2, capacity: 300 },
  ],
  languages: new Map([["b", ["German"]]]),
  past: new Map(),
  panel: panel(0, [], 80),
  measured: 0,
  leastADay: 5,
  creatives: ["clip one", "clip two"],
  schedule: { perWeek: 3, platform: "Instagram", best: null, contentTest: null },
  category: "none",
  disclosure: "",
  link: "https://example.org/sea",
  hooks: [{ from: 40, to: 55, repetition: 1, level: 1, voice: 0, again: 100 }],
  seed: 1,
};

function plan(): Plan {
  const { decisions } = planCampaign(question);
  return makePlan({ craft: "campaign", version: "0", material: [], seed: 1, brief: { title: "Sea" }, decisions });
}

test("a plan is decisions, and what is performed is what stands in them", () => {
  const made = plan();
  const campaign = campaignOfPlan(made);
  expect(campaign.sets.reduce((sum, { money }) => sum + money, 0)).toBeCloseTo(300, 9);
  expect(campaign.creatives).toEqual([
    { name: "clip one", share: 0.5 },
    { name: "clip two", share: 0.5 },
  ]);
  expect(Object.keys(campaign.captions)).toContain("German.out.plain");
  expect(campaign.hooks).toEqual([{ from: 40, to: 55 }]);
  const [first] = made.decisions.filter(({ id }) => id.startsWith("spend."));
  const changed = {
    ...made,
    decisions: made.decisions.map((each) =>
      each.id === first?.id ? { ...each, value: 0, by: "person" as const } : each,
    ),
  };
  expect(campaignOfPlan(changed).sets.length).toBe(campaign.sets.length - 1);
  const sheet = adSheet(campaign);
  expect(sheet.length).toBe(campaign.sets.length);
  expect(sheet[0]).toMatchObject({ from: "2025-01-12", until: "2025-02-01", category: "none" });
});

test("a plan edited into nonsense names the place", () => {
  const made = plan();
  const at = made.decisions.findIndex(({ id }) => id === "campaign.from");
  const with_ = (value: string | number): Plan => ({
    ...made,
    decisions: made.decisions.map((each, n) => (n === at ? { ...each, value } : each)),
  });
  expect(() => campaignOfPlan(with_("next week"))).toThrow(`$.decisions[${at}].value`);
  expect(() => campaignOfPlan(with_("2099-01-01"))).toThrow("a day not before");
  const link = made.decisions.findIndex(({ id }) => id === "campaign.link");
  const bad = made.decisions.map((each, n) => (n === link ? { ...each, value: "javascript:alert(1)" } : each));
  expect(() => campaignOfPlan({ ...made, decisions: bad })).toThrow(`$.decisions[${link}].value`);
  expect(() => campaignOfPlan({ ...made, craft: "mix" })).toThrow("$.craft");
});

test("campaigns of ads: parts of audiences are not counted twice, currencies never added", () => {
  const rows = [
    ad({}),
    ad({ group: "25-34", spend: 6 }),
    ad({ until: 20_090, from: 20_090, spend: 5, adSet: "City c" }),
  ];
  const [ran] = ranCampaigns(rows, ({ adSet }) => adSet.slice(5));
  expect(ran).toMatchObject({
    name: "push",
    from: 20_080,
    until: 20_090,
    spend: 15,
    currency: "EUR",
    places: ["b", "c"],
  });
  // More than 14 days without spend part two runs; a row that says 0 is no spend.
  const at = (from: number, spend: number): AdResult => ad({ from, until: from, spend });
  const runs = ranCampaigns([at(20_080, 5), at(20_095, 5), at(20_100, 0), at(20_111, 7), at(20_112, 1)], () => "b");
  expect(runs).toMatchObject([
    { name: "push", run: 1, runs: 2, from: 20_080, until: 20_095, spend: 10 },
    { name: "push", run: 2, runs: 2, from: 20_111, until: 20_112, spend: 8 },
  ]);
  const [mixed] = ranCampaigns([ad({}), ad({ currency: "USD" })], () => null);
  expect(mixed).toMatchObject({ spend: null, currency: null });
});

test("what cannot be measured says what is missing", () => {
  const ran: RanCampaign = {
    name: "push",
    run: 1,
    runs: 1,
    from: 20_080,
    until: 20_099,
    spend: 100,
    currency: "EUR",
    clicks: 10,
    places: ["b", "c"],
  };
  const whole = panel(0.3, ["b", "c"]);
  expect(measureCampaign(ran, whole, dayOf, [])).toMatchObject({ status: "done", seen: true, holdouts: 6 });
  // An earlier run in the same places is no time without a campaign.
  const before = quietBefore(whole, ran, [{ from: 20_040, until: 20_049, places: ["c"] }], dayOf);
  expect(before.days).toHaveLength(90);
  const again = measureCampaign(ran, before, dayOf, []);
  expect(again).toMatchObject({ status: "done", daysBefore: 70 });
  if (again.status === "done") expect(again.days.slice(38, 42)).toEqual([20_038, 20_039, 20_050, 20_051]);
  expect(quietBefore(whole, ran, [{ from: 20_000, until: 20_060, places: ["c"] }], dayOf)).toBe(whole);
  expect(quietBefore(whole, ran, [{ from: 20_040, until: 20_049, places: ["a"] }], dayOf)).toBe(whole);
  expect(measureCampaign({ ...ran, places: ["nowhere"] }, whole, dayOf, [])).toMatchObject({
    missing: expect.stringContaining("places of the campaign"),
  });
  expect(measureCampaign(ran, whole, dayOf, ["a", "d", "e", "f"])).toMatchObject({
    missing: expect.stringContaining("there are 2"),
  });
  expect(measureCampaign({ ...ran, from: 20_010 }, whole, dayOf, [])).toMatchObject({
    missing: expect.stringContaining("there are 10"),
  });
  expect(measureCampaign({ ...ran, until: 20_200 }, whole, dayOf, [])).toMatchObject({
    missing: expect.stringContaining("last day"),
  });
});

test("where nothing was done intervals hold nothing in most windows", () => {
  const quiet = quietWindows(panel(0, []), ["b", "c"], 100, 20);
  expect(quiet?.windows).toBe(20);
  expect(quiet?.held).toBeGreaterThanOrEqual(15);
  expect(quietWindows(panel(0, []), ["b"], 40, 20)).toBeNull();
});

test("of yen there are whole ones only", () => {
  const yen = { ...question, budget: 40_001, currency: "JPY", leastADay: 800 };
  const { decisions, spend } = planCampaign(yen);
  const money = decisions.filter(({ id }) => id.startsWith("spend.")).map(({ value }) => value as number);
  expect(money.every(Number.isInteger)).toBe(true);
  expect(money.reduce((sum, each) => sum + each, 0)).toBe(40_001);
  expect(spend.present.every((set) => Number.isInteger(set.spend))).toBe(true);
  expect(decisions.flatMap(({ alternatives }) => alternatives.map(({ value }) => value)).every(Number.isInteger)).toBe(
    true,
  );
});

describe("ad sets that a person keeps", () => {
  const places = ["b", "c", "d", "e"].map((id) => ({ id, gain: 3, deviation: 0.2, capacity: 60 }));
  const past = new Map(places.map(({ id }, at) => [`meta ${id}`, 40 - at]));
  const { decisions } = planCampaign({ ...question, places, past, panel: null, leastADay: 1 });
  const plan = makePlan({ craft: "campaign", version: "1", material: [], seed: 1, brief: {}, decisions });
  const [first, ...others] = decisions.filter(({ id }) => id.startsWith("spend."));
  const withFirst = (value: number) => ({
    ...plan,
    decisions: plan.decisions.map((each) =>
      each.id === first?.id ? lockDecision(overrideDecision(each, value)) : each,
    ),
  });
  const spends = (fitted: typeof plan) => fitted.decisions.filter(({ id }) => id.startsWith("spend."));

  test("leave the rest of the budget to the others, who say so", () => {
    const fitted = spends(fitBudget(withFirst(42.5), 20));
    expect(others.length).toBeGreaterThan(1);
    expect(fitted.find(({ id }) => id === first?.id)?.value).toBe(42.5);
    expect(fitted.reduce((sum, { value }) => sum + (value as number), 0)).toBeCloseTo(300, 9);
    const machine = fitted.filter(({ by }) => by === "machine");
    expect(machine.every(({ reasons }) => reasons[0]?.code === "spend.rest-of-budget")).toBe(true);
    // What is too little for a platform to learn from goes to the others.
    const few = spends(fitBudget(withFirst(270), 20)).filter(({ by, value }) => by === "machine" && value !== 0);
    expect(few.map(({ value }) => value)).toEqual([30]);
  });

  test("and leave nothing where they exceed it, with the reason at the budget", () => {
    const over = fitBudget(withFirst(400), 20);
    expect(
      spends(over)
        .filter(({ value }) => value !== 0)
        .map(({ id }) => id),
    ).toEqual([first?.id]);
    expect(findDecision(over, "campaign.budget")?.reasons[0]).toEqual({
      code: "campaign.kept-over-budget",
      facts: { kept: 400, sets: 1, left: 0, over: 100 },
    });
    expect(fitBudget(plan, 20)).toBe(plan);
  });
});
