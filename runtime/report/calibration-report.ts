/** How often past 90 % intervals held: of plans, and of comparisons where nothing was done. */

import { isoDay } from "../../foundation/tables/index.ts";
import type { HistoryEntry, MeasuredRow } from "../marketing/measured-history.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import { doubtful } from "./measured-report.ts";
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
  const unusual = unusualSentences(history, rows);
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
    body: `<header>\n<h1>How often intervals held</h1>\n${lead.map((text) => `<p class="lead">${escapeHtml(text)}</p>`).join("\n")}
<p>${unusual.length === 0 ? "Nothing was unusual." : escapeHtml(`What was unusual: ${unusual.join("; ")}.`)}</p>\n</header>
<section>\n<div class="scroll"><table><caption>Extra streams, with 90 % intervals.</caption><thead><tr><th scope="col">Campaign</th><th scope="col">Days</th><th scope="col" class="number">Planned</th><th scope="col" class="number">Measured</th><th scope="col">Seen</th></tr></thead><tbody>${table}</tbody></table></div>\n</section>`,
  });
}

/** A day that brings more than this part of all extra streams was hardly the campaign's alone. */
const ONE_DAY = 0.4;

/** What one would look at twice: plans that were missed, comparisons that err, single days that carry all. */
function unusualSentences(history: readonly HistoryEntry[], rows: readonly MeasuredRow[]): string[] {
  const missed = history.flatMap(({ campaign, from, incremental, planned }) => {
    if (!planned || (incremental >= planned.low && incremental <= planned.high)) return [];
    const than = incremental > planned.high ? "more" : "less";
    return [`${campaign} (${from}) brought ${than} than its plan thought possible`];
  });
  const seen = rows.flatMap(({ campaign, effect, quiet }) => {
    if (effect.status !== "done") return [];
    const name = `${campaign.name}${campaign.runs > 1 ? `, run ${campaign.run}` : ""}`;
    const extra = effect.days.flatMap((day, at) =>
      day < campaign.from ? [] : [{ day, value: (effect.observed[at] as number) - (effect.predicted[at] as number) }],
    );
    const total = extra.reduce((sum, { value }) => sum + value, 0);
    const [most] = [...extra].sort((a, b) => b.value - a.value);
    return [
      ...(effect.seen && most && extra.length >= 5 && total > 0 && most.value > ONE_DAY * total
        ? [
            `${isoDay(most.day)} alone brought ${Math.round((100 * most.value) / total)} % of what ${name} is said to have brought: look for a playlist or a post of that day`,
          ]
        : []),
      ...(quiet && doubtful(quiet)
        ? [
            `in the places of ${name} the comparison errs more than its intervals say (${quiet.held} of ${quiet.windows} quiet windows)`,
          ]
        : []),
      ...(effect.seen && effect.lift < 0 ? [`${name} took streams away`] : []),
    ];
  });
  return [...missed, ...seen];
}
