/** The page of `markets`: a map, gains with intervals, where the money goes, and what speaks for each. */
import type { Market, Markets } from "../../distribution/index.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { numberText } from "../../foundation/look/figure-text.ts";
import type { Reason } from "../../foundation/plan/finding.ts";
import { barListPicture } from "./bar-list-picture.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import { mapPicture } from "./map-picture.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { ratioPicture } from "./ratio-picture.ts";

const SHOWN = 20;

export function marketsReport(answer: Markets): string {
  const { markets, budget, by, period } = answer;
  const taken = markets.filter(({ euro }) => euro > 0);
  const sum = (of: (market: Market) => number): number => taken.reduce((all, each) => all + of(each), 0);
  const measured = markets.filter(({ rests }) => rests === "measured").length;
  const title = `Markets, ${period.from} to ${period.until}`;
  const lead =
    `${numberText(budget, 0)} € in ${taken.length} markets are expected to bring ${countLabel(Math.round(sum(({ expected }) => expected.streams)))} extra streams in three months. ` +
    (measured === 0
      ? "No campaign was measured yet: how well any market answers is assumed, so the order says more than the amounts."
      : `${measured} of ${markets.length} markets rest on a measured campaign; the others are assumed.`);
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(lead)}</p>\n</header>`,
    `<section>\n<h2>Where</h2>\n${figureOf(
      `Expected ${by} for a euro`,
      "Five shades, each with a fifth of the markets. Rest on a market to read it.",
      mapPicture(
        markets.map((each) => ({
          territory: each.territory,
          value: (by === "money" ? each.moneyPerEuro : each.streamsPerEuro.value) ?? 0,
          text: `${each.rank}., ${numberText(each.streamsPerEuro.value, 1)} streams a euro`,
        })),
        "World map of expected gains in five shades",
      ),
      "wide",
    )}\n</section>`,
    `<section>\n<h2>How sure</h2>\n${figureOf(
      "Streams for a euro over the median market",
      "90 % intervals. They overlap: the order is a bet, the share of draws among the best ten says how good a one.",
      gainPicture(markets),
      "wide",
    )}\n</section>`,
    `<section>\n<h2>Where the money goes</h2>\n${figureOf(
      `${numberText(budget, 0)} €`,
      "One euro more would bring the same in each; none gets more than a fifth.",
      barListPicture(
        [...taken]
          .sort((a, b) => b.euro - a.euro)
          .map(({ territory, euro }) => ({
            name: territoryName(territory),
            value: euro,
            text: `${numberText(euro, 0)} €`,
          })),
        "Euro by market",
        900,
        180,
      ),
      "wide",
    )}\n</section>`,
    `<section>\n<h2>Why</h2>\n${reasonTable(markets)}\n</section>`,
    decidedSection(answer),
    "<footer>Assumptions about prices and answers to campaigns: docs/markets.md. All markets stand in markets.csv.</footer>",
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function gainPicture(markets: readonly Market[]): string {
  const middle = [...markets].sort((a, b) => a.streamsPerEuro.value - b.streamsPerEuro.value)[markets.length >> 1];
  const unit = middle?.streamsPerEuro.value ?? 1;
  const rows = markets.slice(0, SHOWN).map(({ territory, streamsPerEuro: { value, reasons } }) => ({
    name: territoryName(territory),
    value: value / unit,
    low: Number(reasons[0]?.facts.low) / unit,
    high: Number(reasons[0]?.facts.high) / unit,
  }));
  return ratioPicture(rows, "Expected gains over the median market with 90 % intervals", 960, 180);
}

const WORDS: Readonly<Record<string, (facts: Reason["facts"]) => string>> = {
  "markets.fit": ({ likeMarkets }) => `markets like it listen × ${numberText(Number(likeMarkets), 2)}`,
  "markets.above": ({ overLikeMarkets }) => `listens × ${numberText(Number(overLikeMarkets), 2)} of markets like it`,
  "markets.growth": ({ paceOfAll }) => `grows × ${numberText(Number(paceOfAll), 2)} as fast as all`,
  "markets.language": ({ spoken }) => (spoken === 1 ? "its first language" : "one of its languages"),
  "markets.season": ({ overYear }) => `the coming months × ${numberText(Number(overYear), 2)} of its year`,
  "markets.cost": ({ perThousand }) => `${numberText(Number(perThousand), 2)} € a thousand`,
  "markets.streaming": ({ share }) => `${numberText(100 * Number(share), 0)} % stream`,
};

function reasonTable(markets: readonly Market[]): string {
  const rows = markets
    .slice(0, SHOWN)
    .map(({ rank, territory, streamsPerEuro, moneyPerEuro, payout, bestTen, cost, rests }) => {
      const why = streamsPerEuro.reasons
        .slice(1, 5)
        .map(
          ({ code, facts }) =>
            `${WORDS[code]?.(facts) ?? code} <span class="change">× ${numberText(Number(facts.times), 2)}</span>`,
        )
        .join(", ");
      const money = moneyPerEuro === null ? "–" : `${numberText(moneyPerEuro, 3)} ${payout?.currency ?? ""}`;
      return `<tr><th scope="row">${rank}. ${escapeHtml(territoryName(territory))}</th><td class="number">${numberText(streamsPerEuro.value, 1)}</td><td class="number">${money}</td><td class="number">${numberText(100 * bestTen, 0)} %</td><td>${why}</td><td>${rests}, price ${cost.from}</td></tr>`;
    });
  return `<div class="scroll"><table><caption>Streams: expected extra streams in three months for a euro. Money: what statements pay for them. Best ten: share of draws in which it is. Factors are over the mean market.</caption><thead><tr><th scope="col">Market</th><th scope="col" class="number">Streams</th><th scope="col" class="number">Money</th><th scope="col" class="number">Best ten</th><th scope="col">Reasons</th><th scope="col">Rests on</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function decidedSection({ decisions, left }: Markets): string {
  const own = decisions.filter(({ by }) => by === "person");
  const lines = [
    ...own.map(
      ({ id, value, proposed }) =>
        `${territoryName(id.split("@")[1] ?? "")}: ${id.includes("weight") ? "weight" : "take"} ${String(value)} (the machine: ${String(proposed)})`,
    ),
    ...left.map(({ territory, why }) => `${territoryName(territory)} is not ranked: ${why}`),
  ];
  return lines.length === 0
    ? ""
    : `<section>\n<h2>What you decided, and what is left out</h2>\n<ul class="look">${lines.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>\n</section>`;
}
