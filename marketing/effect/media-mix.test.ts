/** A whole media mix: what is known comes back, nothing stays nothing, and what cannot be told is refused. */
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type MediaMix, type MixQuestion, mediaMix, YEAR_WEEKS } from "./media-mix.ts";

const WEEKS = 70;

/** "strong" brings 25 % of a series of about 100, "idle" nothing. */
function made(): MixQuestion {
  const random = createRandom(5);
  const spend = (): Float64Array =>
    Float64Array.from({ length: WEEKS }, () => Math.max(0, Math.exp(random.normal(0, 0.7)) - 0.6));
  const [strong, idle] = [spend(), spend()];
  const mean = strong.reduce((sum, value) => sum + value, 0) / WEEKS;
  const y = Float64Array.from(
    { length: WEEKS },
    (_, week) =>
      75 +
      0.1 * week +
      5 * Math.sin((2 * Math.PI * week) / YEAR_WEEKS) +
      (25 / mean) * (strong[week] as number) +
      random.normal(0, 5),
  );
  return {
    y,
    channels: [
      { name: "strong", spend: strong, experiments: [] },
      { name: "idle", spend: idle, experiments: [] },
    ],
    controls: [],
    events: [],
    season: YEAR_WEEKS,
    trend: "smooth",
    presentWeeks: WEEKS,
    seed: 1,
  };
}

const question = made();
const answer = mediaMix(question) as MediaMix;

test("a channel in a line and an idle one", () => {
  const [strong, idle] = answer.channels;
  expect(strong?.contribution.interval90[0]).toBeLessThan(25 * WEEKS);
  expect(strong?.contribution.interval90[1]).toBeGreaterThan(25 * WEEKS);
  expect(Math.abs((strong?.contribution.value ?? 0) / (25 * WEEKS) - 1)).toBeLessThan(0.12);
  expect(idle?.contribution.interval90[0]).toBe(0);
  expect(idle?.chanceOfNothing).toBeGreaterThan(0.3);
  expect(answer.sampling.converged).toBe(true);
});

test("the parts add up, in all and week by week", () => {
  const sum = question.y.reduce((total, value) => total + value, 0);
  const parts = answer.channels.reduce((total, { contribution }) => total + contribution.value, answer.base.value);
  expect(parts / sum).toBeCloseTo(1, 10);
  expect(answer.fit.fitted.reduce((total, value) => total + value, 0) / sum).toBeCloseTo(1, 3);
  for (const { path, contribution } of answer.channels)
    expect(path.reduce((total, value) => total + value, 0)).toBeCloseTo(contribution.value, 6);
});

test("units change nothing: thousands of streams, cents of spend", () => {
  const scaled = mediaMix({
    ...question,
    y: question.y.map((value) => value * 1000),
    channels: question.channels.map((channel) => ({ ...channel, spend: channel.spend.map((value) => value * 100) })),
  }) as MediaMix;
  for (const [at, { contribution }] of scaled.channels.entries())
    expect(contribution.value / 1000).toBeCloseTo(answer.channels[at]?.contribution.value ?? 0, 3);
});

test("an experiment narrows what is believed, and pulls it to what it found", () => {
  const [strong, idle] = question.channels as [MixQuestion["channels"][number], MixQuestion["channels"][number]];
  const tested = mediaMix({
    ...question,
    channels: [strong, { ...idle, experiments: [{ from: 50, until: 57, incremental: 80, sd: 8 }] }],
  }) as MediaMix;
  expect(tested.channels[1]?.contribution.value ?? 0).toBeGreaterThan(
    (answer.channels[1]?.contribution.value ?? 0) * 2,
  );
  expect(tested.channels[1]?.chanceOfNothing).toBeLessThan(0.01);
});

test.each([
  ["too few weeks", 51, (spends: Float64Array[]) => spends, /52 weeks; there are 51/, []],
  [
    "spend that stands still",
    WEEKS,
    ([first, second]: Float64Array[]) => [first, second?.map((_, week) => 10 + (week % 2))],
    /spend on idle that varies/,
    ["idle"],
  ],
  [
    "spend in a few weeks only",
    WEEKS,
    ([first, second]: Float64Array[]) => [first, second?.map((_, week) => (week < 5 ? 10 : 0))],
    /6 weeks with spend on idle; there are 5/,
    ["idle"],
  ],
  [
    "channels that move together",
    WEEKS,
    ([first]: Float64Array[]) => [first, first?.map((value, week) => 2 * value + 0.01 * (week % 3))],
    /strong and idle are spent together/,
    ["strong", "idle"],
  ],
  [
    "spend that is the season",
    WEEKS,
    ([first]: Float64Array[]) => [first, first?.map((_, week) => 2 + Math.sin((2 * Math.PI * week) / YEAR_WEEKS))],
    /spend on idle that moves apart from trend and season/,
    ["idle"],
  ],
])("%s: refused, with the test that would answer", (_, weeks, change, missing, names) => {
  const spends = change(question.channels.map(({ spend }) => spend));
  const refused = mediaMix({
    ...question,
    y: question.y.slice(0, weeks),
    channels: question.channels.map((channel, at) => ({
      ...channel,
      spend: (spends[at] as Float64Array).slice(0, weeks),
    })),
  });
  expect(refused).toMatchObject({ status: "not-enough-data", channels: names });
  if (refused.status !== "not-enough-data") return;
  expect(refused.missing).toMatch(missing);
  expect(refused.cheapestNextStep).toContain("effect geo-plan");
});
