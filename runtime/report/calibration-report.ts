/** How often past 90 % intervals held: of plans, and of comparisons where nothing was done. */
import type { HistoryEntry, MeasuredRow } from "../marketing/measured-history.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import { page } from "./page.ts";

export function calibrationReport(history: readonly HistoryEntry[], rows: readonly MeasuredRow[]): string {
  const planned = history.flatMap((entry) => (entry.planned ? [{ ...entry, planned: entry.planned }] : []));
  const held = planned.filter(
    ({ incremental, planned: { low, high } }) => incremental >= low && incremental <= high,
  ).length;
  const quiet = rows.flatMap((row) => row.quiet ?? []);
  const windows = quiet.reduce((sum, each) => sum + each.windows, 0);
  const quietHeld = quiet.reduce((sum, each) => sum + each.held, 0);
  const power = planned.flatMap(({ seen, planned: { power: chance } }) => (chance === null ? [] : [{ seen, chance }]));
  const lead = [
    planned.length === 0
      ? "No measured campaign has a plan yet, so nothing is known of how well plans foresee."
      : `What was planned held in ${held} of ${planned.length} measured campaigns (9 of 10 is right${planned.length < 10 ? "; that few say little" : ""}).`,
    windows === 0
      ? "There were too few days before the campaigns to try the comparison where nothing was done."
      : `Where nothing was done, 90 % intervals contained zero in ${quietHeld} of ${windows} windows on your own streams. The windows overlap, so they count for fewer.`,
    ...(power.length === 0
      ? []
      : [
          `Plans gave ${power.reduce((sum, { chance }) => sum + chance, 0).toFixed(1)} of ${power.length} campaigns to be seen; ${power.filter(({ seen }) => seen).length} were.`,
        ]),
  ];
  const table = history
    .map(({ campaign, from, until, incremental, low, high, seen, planned: plan }) => {
      const measured = `${countLabel(Math.round(incremental))} (${[low, high].map((each) => (each === null ? "any" : countLabel(Math.round(each)))).join(" to ")})`;
      const before = plan
        ? `${countLabel(Math.round(plan.expected))} (${countLabel(Math.round(plan.low))} to ${countLabel(Math.round(plan.high))})`
        : "–";
      return `<tr><th scope="row">${escapeHtml(campaign)}</th><td>${from} to ${until}</td><td class="number">${before}</td><td class="number">${measured}</td><td>${seen ? "yes" : "no"}</td></tr>`;
    })
    .join("");
  return page({
    title: "How often intervals held",
    body: `<header>\n<h1>How often intervals held</h1>\n${lead.map((text) => `<p class="lead">${escapeHtml(text)}</p>`).join("\n")}\n</header>
<section>\n<div class="scroll"><table><caption>Extra streams, with 90 % intervals.</caption><thead><tr><th scope="col">Campaign</th><th scope="col">Days</th><th scope="col" class="number">Planned</th><th scope="col" class="number">Measured</th><th scope="col">Seen</th></tr></thead><tbody>${table}</tbody></table></div>\n</section>`,
  });
}
