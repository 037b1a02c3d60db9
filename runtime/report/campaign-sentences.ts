/** What a campaign's plan comes to, in sentences. */
import { moneyText } from "../../foundation/catalogue/currency.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { findDecision, type Plan } from "../../foundation/plan/index.ts";
import type { Campaign } from "../../marketing/index.ts";
import { countLabel } from "./count-label.ts";

export function placeName(id: string): string {
  return /^[A-Z]{2}$/.test(id) ? territoryName(id) : id;
}

/** Figures of a decision's reason; null where the plan has no such reason. */
export function factsOf(plan: Plan, id: string, code: string): Readonly<Record<string, unknown>> | null {
  return findDecision(plan, id)?.reasons.find((reason) => reason.code === code)?.facts ?? null;
}

/** The gain over the present split, before anything else. */
export function gainSentence(plan: Plan): string {
  const over = factsOf(plan, "campaign.budget", "campaign.over-present");
  if (!over) return "";
  const [gain, low, high] = [over.gain, over.low, over.high].map((value) => 100 * Number(value)) as [
    number,
    number,
    number,
  ];
  const split = over.split === "past ads" ? "the split of your past ads" : "the same money for each ad set";
  const chance = Number(over.chance);
  const range = `${gain >= 0 ? "+" : ""}${gain.toFixed(0)} % streams over ${split} (90 %: ${low.toFixed(0)} to ${high.toFixed(0)} %)`;
  if (over.keeps === true)
    return `a better split was looked for: ${range}, a gain with a chance of ${Math.round(100 * chance)} % only. Your present split stays, but for ad sets that are too small for a platform to learn from`;
  if (gain <= 0 || chance < 0.6) return `no sure gain: ${range}`;
  return `${range}, a gain with a chance of ${Math.round(100 * chance)} %`;
}

export function expectedSentence(plan: Plan): string {
  const expected = factsOf(plan, "campaign.budget", "campaign.expected");
  if (!expected) return "";
  const [value, low, high] = [expected.value, expected.low, expected.high].map((each) =>
    countLabel(Math.round(Number(each))),
  );
  return `${value} extra streams expected in three months (90 %: ${low} to ${high}); ${
    Number(expected.measuredCampaigns) > 0
      ? `rests on ${expected.measuredCampaigns === 1 ? "one measured campaign" : `${expected.measuredCampaigns} measured campaigns`} and assumptions about the rest`
      : "how well ads work at all is assumed until a campaign is measured"
  }`;
}

/** Where ad sets that a person kept leave the others less than the plan gave them, or the sum is not the budget. */
export function budgetSentences(plan: Plan, { sets, currency }: Pick<Campaign, "sets" | "currency">): string[] {
  const money = (amount: unknown): string => `${moneyText(Number(amount), currency)} ${currency}`;
  const total = sets.reduce((sum, each) => sum + each.money, 0);
  const budget = Number(findDecision(plan, "campaign.budget")?.value);
  const over = factsOf(plan, "campaign.budget", "campaign.kept-over-budget");
  const rest = plan.decisions.flatMap(({ reasons }) =>
    reasons.filter(({ code }) => code === "spend.rest-of-budget"),
  )[0];
  if (over)
    return [
      `the ad sets that you set or locked come to ${money(over.kept)}, ${money(over.over)} more than the budget of ${money(budget)}: they stand, the others get nothing. Raise the budget, or change what is locked`,
    ];
  if (Math.abs(total - budget) > 1e-6) return [`the ad sets come to ${money(total)}, the budget says ${money(budget)}`];
  return rest
    ? [
        `${money(rest.facts.kept)} stand as you set or locked them; the others share the ${money(rest.facts.left)} that are left`,
      ]
    : [];
}

/** Of which places nothing says what is spoken there; none where all is known. */
export function languageSentences(plan: Plan): string[] {
  const places = plan.decisions.flatMap(({ reasons }) =>
    reasons.flatMap(({ code, facts }) => (code === "posts.language-unknown" ? [String(facts.places)] : [])),
  )[0];
  if (places === undefined) return [];
  const [first = ""] = places.split(", ");
  return [
    `captions for ${places} are in English, as nothing says which country that is: import streams with a column country, or say it in the brief: "territories": {${JSON.stringify(first)}: "XX"}`,
  ];
}

/** Dates that want a second look: of the campaign itself, and of posts and ads that were left out for theirs. */
export function dateSentences(plan: Plan): string[] {
  const from = String(findDecision(plan, "campaign.from")?.value);
  const past = factsOf(plan, "campaign.from", "campaign.begins-in-the-past");
  const far = factsOf(plan, "campaign.from", "campaign.begins-far-off");
  const stray = factsOf(plan, "campaign.from", "campaign.stray-dates");
  return [
    ...(past
      ? [
          `the first day, ${from}, is past: exports reach to ${past.lastDay}. What is planned for days that are over cannot be done any more`,
        ]
      : []),
    ...(far
      ? [`the first day, ${from}, is more than a year after all that is known (${far.lastDay}): is the year right?`]
      : []),
    ...(stray
      ? [
          `${stray.records === 1 ? "one post or ad is" : `${stray.records} posts and ads are`} dated ${stray.first} or later, years after everything else: left out, as nobody can have meant that`,
        ]
      : []),
  ];
}

/** What the comparison will be able to see, and what it takes. */
export function powerSentence(plan: Plan, { currency }: Pick<Campaign, "currency">): string {
  const facts = factsOf(plan, "measure.design", "measure.power");
  if (!facts) {
    return "whether it worked cannot be told afterwards: streams by city or territory and day are needed, of places with and without the campaign";
  }
  const [lift, power] = [100 * Number(facts.expectedLift), Math.round(100 * Number(facts.power))];
  const seen =
    facts.detectable === null
      ? "even a doubling would not be seen reliably there"
      : `the smallest lift seen in four of five cases is about ${Math.round(100 * Number(facts.detectable))} %`;
  const budget = facts.budgetToSee === null ? null : Math.ceil(Number(facts.budgetToSee));
  const enough = power >= 80;
  return `expected lift in its days ${lift.toFixed(1)} % of ${countLabel(Math.round(Number(facts.baselineADay)))} streams a day, seen with a chance of ${power} %; ${seen}${
    enough || budget === null
      ? ""
      : `; about ${budget.toLocaleString("en")} ${currency} in the same places would be seen, or the same money in fewer places`
  }`;
}

export function campaignLines(plan: Plan, campaign: Campaign): string[] {
  const { sets, from, until, currency, posts, treated } = campaign;
  const money = sets.reduce((sum, each) => sum + each.money, 0);
  const changed = plan.decisions.some(({ id, by }) => id.startsWith("spend.") && by === "person");
  return [
    `${gainSentence(plan)}`,
    ...budgetSentences(plan, campaign),
    ...dateSentences(plan),
    ...(changed
      ? ["ad sets were changed by hand: what is expected and what could be seen is of the machine's own split"]
      : []),
    `${moneyText(money, currency)} ${currency} from ${from} to ${until}, ${sets.length} ${sets.length === 1 ? "ad set" : "ad sets"}:`,
    ...sets.map(
      ({ channel, place, money: each }) =>
        `  ${channel} in ${placeName(place)}: ${moneyText(each, currency)} ${currency}`,
    ),
    `  ${expectedSentence(plan)}`,
    `telling whether it worked: ${powerSentence(plan, campaign)}`,
    ...(treated.length > 0
      ? [`  compared: ${treated.map(placeName).join(", ")} with places that have no campaign`]
      : []),
    `${posts.length} posts`,
    ...languageSentences(plan),
  ];
}
