/** How to enter a campaign in each ads manager, by hand: no file here is a platform's own. */

import { minorDigits } from "../../foundation/catalogue/currency.ts";
import { numberText } from "../../foundation/look/figure-text.ts";
import { type AdSheetRow, type Campaign, CHANNELS } from "../../marketing/index.ts";
import { placeName } from "./campaign-sentences.ts";
import { escapeHtml } from "./html.ts";
import { page } from "./page.ts";

/** Steps by channel; names of menus change, what they are for does not. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  meta: [
    "In Ads Manager, create a campaign with the objective Traffic. State the special ad category given below.",
    "Switch the campaign budget off: each ad set has its own, so that places stay apart.",
    "One ad set for each row: lifetime budget, first and last day, location (people living there), no interests.",
    "Placements: Reels and stories, the clips in 9:16. Optimise for landing page views, not link clicks.",
    "One ad for each creative, all in the same ad set, with the link of links.csv.",
  ],
  tiktok: [
    "In TikTok Ads Manager, create a campaign with the objective Traffic, without campaign budget optimisation.",
    "One ad group for each row: lifetime budget, schedule, location; placement TikTok only; automatic targeting off beyond age.",
    "One ad for each creative, with the link of links.csv. Use your own account's posts (Spark Ads) where the clip is posted there.",
  ],
  google: [
    "In Google Ads, create a Demand Gen or Video campaign for website traffic, one campaign for each row: budgets are set there.",
    "Total budget and dates as below, location by presence (people in it), audience signals empty, channels YouTube only.",
    "One ad for each creative, with the link of links.csv as final URL.",
  ],
};

export function enteringPage(campaign: Campaign, rows: readonly AdSheetRow[]): string {
  const channels = [...new Set(campaign.sets.map(({ channel }) => channel))];
  const sections = channels.map((id) => {
    const name = CHANNELS.find((channel) => channel.id === id)?.name ?? id;
    const own = rows.filter(({ channel }) => channel === name);
    const table = own
      .map(
        (row) =>
          `<tr><th scope="row">${escapeHtml(String(row.ad_set))}</th><td>${escapeHtml(placeName(String(row.place)))}</td><td class="number">${numberText(Number(row.budget), minorDigits(campaign.currency))} ${escapeHtml(String(row.currency))}</td><td class="number">${numberText(Number(row.budget_a_day), minorDigits(campaign.currency))}</td><td>${row.from}</td><td>${row.until}</td></tr>`,
      )
      .join("");
    const steps = (STEPS[id] ?? []).map((step) => `<li>${escapeHtml(step)}</li>`).join("");
    return `<section>\n<h2>${escapeHtml(name)}</h2>\n<ol>${steps}</ol>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Place</th><th scope="col" class="number">Budget</th><th scope="col" class="number">A day</th><th scope="col">First day</th><th scope="col">Last day</th></tr></thead><tbody>${table}</tbody></table></div>
<p>Special category: ${escapeHtml(campaign.category)}.</p>\n</section>`;
  });
  const lead =
    "Enter the rows by hand, or give the platform's own template with --template: its headers are then filled and nothing else. Upload no list of fans.";
  return page({
    title: "Entering the campaign",
    body: `<header>\n<h1>Entering the campaign</h1>\n<p class="lead">${lead}</p>\n</header>\n${sections.join("\n")}`,
  });
}
