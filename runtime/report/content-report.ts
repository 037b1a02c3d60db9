/** The page of `content`: account by account what resonates, how sure, what was set aside, what to test next. */

import { numberText } from "../../foundation/look/figure-text.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { AccountContent, FactorEffects } from "../../marketing/index.ts";
import { accountName, leadSentence, levelName, testSentence, timingSentence } from "../marketing/content-sentences.ts";
import type { JudgedAccount } from "../marketing/judge-content.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { postsPicture } from "./posts-picture.ts";
import { ratioPicture } from "./ratio-picture.ts";
import { legend } from "./svg-plot.ts";

const MOST_LEVELS = 12;
const MOST_ASIDE = 30;
/** Letters of a caption that tell a post. */
const CAPTION = 70;

export function contentReport(accounts: readonly JudgedAccount[]): string {
  const posts = accounts.reduce((sum, account) => sum + account.posts, 0);
  const told = accounts.filter(({ content }) => (content?.claims.length ?? 0) > 0).length;
  const lead = `${posts} posts of ${accounts.length === 1 ? "one account" : `${accounts.length} accounts`}. ${
    told === 0
      ? "Nothing can be told yet: chance alone makes differences as large as these. Below is what would tell."
      : "What is claimed would be claimed of an account where nothing matters in 5 % of cases at most."
  }`;
  const body = [
    `<header>\n<h1>What resonates</h1>\n<p class="lead">${escapeHtml(lead)}</p>\n</header>`,
    ...accounts.map((account) => accountSection(account)),
    "<footer>How posts are compared, set aside and tested: docs/content.md. All figures stand in content.json and content.csv.</footer>",
  ];
  return page({ title: "What resonates", body: body.join("\n") });
}

function accountSection(account: JudgedAccount): string {
  const { content, outcome } = account;
  const name = escapeHtml(accountName(account));
  const lead = `<p class="lead">${escapeHtml(sentence(leadSentence(account)))}</p>`;
  if (content === null) return `<section>\n<h2>${name}</h2>\n${lead}\n</section>`;
  const [first, ...others] = content.factors;
  const claimed = new Set(content.claims.map(({ factor }) => factor));
  const more = others.filter(({ factor }) => claimed.has(factor));
  return `<section>
<h2>${name}</h2>
${lead}
${nextSection(account)}
${figureOf(
  `${outcome[0]?.toUpperCase()}${outcome.slice(1)} of ${content.posts} posts`,
  `The line is what a post usually got then; like posts lie within a factor of ${numberText(Math.exp(content.noise), 1)} of it, two out of three.`,
  `${legend([
    { text: "a post", className: "point", kind: "dot" },
    { text: "set aside", className: "unsure", kind: "dot" },
    { text: "usual", className: "level" },
  ])}${postsPicture(marksOf(account, content), content.baseline, `${outcome} of posts over time`)}`,
  "wide",
)}
${first ? levelFigure(first, claimed.has(first.factor), outcome) : ""}
${more.map((each) => levelFigure(each, true, outcome)).join("\n")}
<p>${escapeHtml(timingSentence(content))}</p>
${asideTable(content)}
${restTable(others.filter(({ factor }) => !claimed.has(factor)))}
</section>`;
}

const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}.`;

function nextSection({ nextTests }: JudgedAccount): string {
  if (nextTests.length === 0) return "";
  const items = nextTests.map((test) => `<li>${escapeHtml(sentence(testSentence(test)))}</li>`).join("");
  return `<h3>What to test next</h3>\n<ul class="look">${items}</ul>`;
}

function marksOf({ outcome }: JudgedAccount, { setAside, kept }: AccountContent): Parameters<typeof postsPicture>[0] {
  return [
    ...kept.map((post) => ({ day: post.day as number, value: post.counts[outcome] as number, aside: false })),
    ...setAside.map(({ post }) => ({ day: post.day as number, value: post.counts[outcome] as number, aside: true })),
  ];
}

function levelFigure({ factor, levels }: FactorEffects, claimed: boolean, outcome: string): string {
  const shown = levels.slice(0, MOST_LEVELS);
  const rows = shown.map(({ level, posts, ratio, interval90 }) => ({
    name: `${levelName(factor, level)} (${posts})`,
    value: ratio,
    low: interval90[0],
    high: interval90[1],
  }));
  const caption = `${claimed ? "" : "Not enough to claim anything. "}Ratio of ${outcome} to the account's average, with 90 % intervals; posts in brackets.`;
  const table = levels
    .map(
      ({ level, posts, ratio, chanceBest, expectedLoss }) =>
        `<tr><th scope="row">${escapeHtml(levelName(factor, level))}</th><td class="number">${posts}</td><td class="number">× ${numberText(ratio, 2)}</td><td class="number">${numberText(100 * chanceBest, 0)} %</td><td class="number">${numberText(100 * expectedLoss, 0)} %</td></tr>`,
    )
    .join("");
  return `${figureOf(factor === "label" ? "By your labels" : `By ${factor}`, caption, ratioPicture(rows, `Effects of ${factor}`, 960, 260), "wide")}
<div class="scroll"><table><caption>Loss: what always choosing it costs on average against always choosing the best.</caption><thead><tr><th scope="col">${escapeHtml(factor)}</th><th scope="col" class="number">Posts</th><th scope="col" class="number">Ratio</th><th scope="col" class="number">Best with</th><th scope="col" class="number">Loss</th></tr></thead><tbody>${table}</tbody></table></div>`;
}

function asideTable({ setAside, withoutFigure }: AccountContent): string {
  const none = withoutFigure > 0 ? `<p>${withoutFigure} more have no day or no figure.</p>` : "";
  if (setAside.length === 0) return none;
  const rows = setAside.slice(0, MOST_ASIDE).map(({ post, why, chance, above }) => {
    const caption = post.caption.replace(/\s+/g, " ").trim();
    const name = caption === "" ? post.id : caption.length > CAPTION ? `${caption.slice(0, CAPTION - 1)}…` : caption;
    const reason =
      why === "viral"
        ? `viral: ${numberText(above, 1)} deviations over the usual`
        : chance === 1
          ? "advertised, says the advertising account"
          : `${chance < 0.5 ? "perhaps" : "probably"} advertised (${numberText(100 * chance, 0)} %): many reached, few of them reacted`;
    return `<tr><th scope="row">${isoDay(post.day as number)}</th><td>${escapeHtml(name)}</td><td class="number">${countLabel(post.counts.reach ?? post.counts.views ?? 0)}</td><td>${reason}</td></tr>`;
  });
  const left = setAside.length > MOST_ASIDE ? `<p>${setAside.length - MOST_ASIDE} more stand in content.csv.</p>` : "";
  return `<h3>Set aside</h3>
<div class="scroll"><table><caption>They tell of advertising or of luck, not of content.</caption><thead><tr><th scope="col">Day</th><th scope="col">Post</th><th scope="col" class="number">Reach</th><th scope="col">Why</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>${left}${none}`;
}

function restTable(factors: readonly FactorEffects[]): string {
  if (factors.length === 0) return "";
  const rows = factors.flatMap(({ factor, levels }) => {
    const [best] = levels;
    if (!best) return [];
    const [low, high] = best.interval90;
    return [
      `<tr><th scope="row">${escapeHtml(levelName(factor, best.level))}</th><td class="number">${best.posts}</td><td class="number">× ${numberText(best.ratio, 2)}</td><td class="number">× ${numberText(low, 2)} to ${numberText(high, 2)}</td></tr>`,
    ];
  });
  return `<h3>Looked at, and nothing to claim</h3>
<div class="scroll"><table><caption>The best level of each.</caption><thead><tr><th scope="col">What</th><th scope="col" class="number">Posts</th><th scope="col" class="number">Ratio</th><th scope="col" class="number">90 %</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
