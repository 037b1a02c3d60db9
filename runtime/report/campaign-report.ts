/** The page of `campaign plan`. */

import { minorDigits } from "../../foundation/catalogue/currency.ts";
import { clockText, numberText } from "../../foundation/look/figure-text.ts";
import { findDecision, type Plan } from "../../foundation/plan/index.ts";
import type { Campaign } from "../../marketing/index.ts";
import { CHANNELS } from "../../marketing/index.ts";
import { barListPicture } from "./bar-list-picture.ts";
import {
  budgetSentences,
  dateSentences,
  expectedSentence,
  factsOf,
  gainSentence,
  languageSentences,
  placeName,
  powerSentence,
} from "./campaign-sentences.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";

const sentence = (text: string): string =>
  text === "" ? "" : `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith("?") ? "" : "."}`;

export function campaignReport(plan: Plan, campaign: Campaign): string {
  const { title, artist, from, until } = campaign;
  const name = [artist, title].filter((part) => part !== "").join(", ");
  const notes = [...budgetSentences(plan, campaign), ...dateSentences(plan)]
    .map((text) => `<p class="note">${escapeHtml(sentence(text))}</p>`)
    .join("\n");
  const body = [
    `<header>\n<h1>Campaign${name === "" ? "" : `: ${escapeHtml(name)}`}</h1>\n<p class="lead">${escapeHtml(sentence(gainSentence(plan)))} ${escapeHtml(sentence(expectedSentence(plan)))}</p>\n<p>${from} to ${until}</p>\n${notes}\n</header>`,
    spendSection(plan, campaign),
    measureSection(plan, campaign),
    postsSection(plan, campaign),
    creativesSection(campaign),
    clipsSection(plan, campaign),
    ownSection(plan),
    '<footer>Nothing was sent anywhere. How to enter it in each ads manager: <a href="entering.html">entering.html</a>. To change anything: edit plan.json, then <code>songwright campaign plan --plan plan.json</code>. What is assumed: docs/campaign.md.</footer>',
  ];
  return page({ title: `Campaign ${name}`.trim(), body: body.filter((part) => part !== "").join("\n") });
}

function spendSection(plan: Plan, { sets, currency }: Campaign): string {
  const keeps = factsOf(plan, "campaign.budget", "campaign.over-present")?.keeps === true;
  const amount = (money: number): string => numberText(money, minorDigits(currency));
  const ordered = [...sets].sort((a, b) => b.money - a.money);
  const bars = ordered.map(({ channel, place, money }) => ({
    name: `${placeName(place)}, ${channel}`,
    value: money,
    text: amount(money),
  }));
  const rows = ordered.map(({ channel, place, money }) => {
    const id = `spend.${channel}@${place}`;
    const next = factsOf(plan, id, "spend.next");
    const past = factsOf(plan, id, "spend.past-ads");
    const decision = findDecision(plan, id);
    const why = past
      ? `your past ads: ${numberText(Number(past.clicks), 0)} clicks for ${amount(Number(past.spent))}`
      : "assumed, not measured";
    return `<tr${decision?.by === "person" ? ' class="by-person"' : ""}><th scope="row">${escapeHtml(placeName(place))}</th><td>${escapeHtml(channelName(channel))}</td><td class="number">${amount(money)}</td><td class="number">${next ? numberText(Number(next.unitsForTheNext), 2) : "–"}</td><td>${why}</td><td>${decision?.by === "person" ? "yours" : "the machine's"}</td></tr>`;
  });
  return `<section>\n<h2>Where the money goes</h2>
${figureOf(`${currency} by ad set`, keeps ? "The split of your past ads." : "One unit more would bring the same in each; what is too little for a platform to learn from is left out.", barListPicture(bars, "Money by ad set", 900, 220), "wide")}
<div class="scroll"><table><caption>Next: expected extra streams for the next ${escapeHtml(currency)}.</caption><thead><tr><th scope="col">Place</th><th scope="col">Channel</th><th scope="col" class="number">${escapeHtml(currency)}</th><th scope="col" class="number">Next</th><th scope="col">The channel rests on</th><th scope="col">Whose</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>
</section>`;
}

function channelName(id: string): string {
  return CHANNELS.find((channel) => channel.id === id)?.name ?? id;
}

function measureSection(plan: Plan, campaign: Campaign): string {
  const held = plan.decisions.filter(({ id, value }) => id.startsWith("measure.holdout@") && value === true);
  const places = campaign.treated.map(placeName).join(", ");
  const lines = [
    ...(campaign.treated.length > 0 ? [`${places} will be compared with places where no ad runs.`] : []),
    ...held.map(({ id }) => `No ad in ${placeName(id.split("@")[1] ?? "")}: it is kept to compare with.`),
    "A media-mix model is no substitute: it needs a year of weeks with spending that varies. This comparison answers with one campaign.",
  ];
  return `<section>\n<h2>Whether it will have worked</h2>\n<p class="lead">${escapeHtml(sentence(powerSentence(plan, campaign)))}</p>\n<ul class="look">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>\n</section>`;
}

function postsSection(plan: Plan, campaign: Campaign): string {
  const { posts, captions } = campaign;
  const languages = [...new Set(Object.keys(captions).map((key) => key.split(".")[0] as string))].sort();
  const notes = languageSentences(plan).map((text) => `<p class="note">${escapeHtml(sentence(text))}</p>`);
  const WHY: Readonly<Record<string, string>> = {
    test: "compares two kinds, in turns",
    best: "does best so far",
    free: "as you like",
  };
  const rows = posts.map(
    ({ day, platform, content, why, phase, version }) =>
      `<tr><th scope="row">${day}</th><td>${escapeHtml(platform)}</td><td>${escapeHtml(content === "" ? "any" : content)}</td><td>${WHY[why] ?? escapeHtml(why)}</td><td>${escapeHtml(captions[`${languages[0]}.${phase}.${version}`] ?? "")}</td></tr>`,
  );
  return `<section>\n<h2>Posts</h2>\n<p>Any hour: no evidence that it matters. Captions are templates in ${escapeHtml(languages.join(", "))}: posts.csv has all of them. Make them yours.</p>${notes.join("")}
<div class="scroll"><table><thead><tr><th scope="col">Day</th><th scope="col">Platform</th><th scope="col">Content</th><th scope="col">Why</th><th scope="col">Caption</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>\n</section>`;
}

function creativesSection({ creatives, category, disclosure }: Campaign): string {
  const items = creatives.map(
    ({ name, share }) => `<li>${escapeHtml(name)}: ${numberText(100 * share, 0)} % of the first day</li>`,
  );
  return `<section>\n<h2>Creatives</h2>\n<ul class="look">${items.join("")}</ul>
<p>Afterwards by what they bring, day by day: <code>songwright campaign creatives FILE.csv --day 2 --days 21</code>.</p>
<p>Category for the platforms: ${escapeHtml(category)}. ${disclosure === "" ? "No part is said to be made with artificial intelligence." : escapeHtml(disclosure)}</p>\n</section>`;
}

function clipsSection(plan: Plan, { hooks }: Campaign): string {
  if (hooks.length === 0) return "";
  const items = hooks.map(({ from, to }) => {
    const facts = factsOf(plan, `clips.hook@${Math.round(to - from)}s`, "clips.hook");
    const number = (key: string): number => Number(facts?.[key]);
    const strong = [
      ...(number("repetition") > 0.5 ? ["comes again"] : []),
      ...(number("level") > 0.5 ? ["is loud"] : []),
      ...(number("voice") > 0.5 ? ["has the voice in front"] : []),
    ];
    const again =
      facts && typeof facts.again === "number" && number("repetition") > 0.5
        ? `, at ${clockText(number("again"))} too`
        : "";
    return `<li>${clockText(from)} to ${clockText(to)}${strong.length > 0 ? `: it ${strong.join(", ")}${again}` : ""}</li>`;
  });
  return `<section>\n<h2>Clips</h2>\n<ul class="look">${items.join("")}</ul>\n<p>Each in 9:16, 1:1 and 16:9, at -14 LUFS where the peaks allow it. Another part: change <code>clips.hook@15s</code> in plan.json.</p>\n</section>`;
}

function ownSection({ decisions }: Plan): string {
  const own = decisions.filter(({ by, locked }) => by === "person" || locked);
  if (own.length === 0) return "";
  const items = own.map(
    ({ what, value, proposed, by }) =>
      `<li>${escapeHtml(what)}: ${escapeHtml(JSON.stringify(value))}${by === "person" ? ` (the machine: ${escapeHtml(JSON.stringify(proposed))})` : ", locked"}</li>`,
  );
  return `<section>\n<h2>What you decided</h2>\n<ul class="look">${items.join("")}</ul>\n</section>`;
}
