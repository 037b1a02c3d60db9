/** The page of `campaign measure`, and its sentences. */

import { numberText } from "../../foundation/look/figure-text.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { MeasuredRow } from "../marketing/measured-history.ts";
import { placeName } from "./campaign-sentences.ts";
import { countLabel } from "./count-label.ts";
import { effectPicture } from "./effect-picture.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { legend } from "./svg-plot.ts";

const percent = (share: number | null): string => (share === null ? "any amount" : `${(100 * share).toFixed(1)} %`);

/** The first line is the answer. */
export function measuredSentence({ campaign, effect, quiet, planned }: MeasuredRow): string[] {
  const run = campaign.runs > 1 ? `, run ${campaign.run} of ${campaign.runs}` : "";
  const name = `${campaign.name || "campaign"}${run}, ${isoDay(campaign.from)} to ${isoDay(campaign.until)}`;
  if (effect.status !== "done")
    return [`${name}: cannot tell. Missing: ${effect.missing}. Next: ${effect.cheapestNextStep}`];
  const { lift, interval90, incremental, incremental90, costOfOne, seen, p } = effect;
  const [low, high] = interval90;
  const range = `90 %: ${percent(low)} to ${percent(high)}`;
  const units = `${countLabel(Math.round(incremental))} extra streams (${incremental90.map((each) => (each === null ? "any" : countLabel(Math.round(each)))).join(" to ")})`;
  const money = campaign.currency ?? "";
  const cost =
    costOfOne === null || !seen || lift <= 0
      ? null
      : `one more stream cost ${costOfOne.value.toFixed(3)} ${money} (90 %: ${costOfOne.low.toFixed(3)} to ${costOfOne.high?.toFixed(3) ?? "any amount"})`.trim();
  return [
    seen && lift < 0
      ? `${name}: ${percent(-lift)} fewer streams than without it (90 %: ${percent(low)} to ${percent(high)}); ${units}`
      : seen
        ? `${name}: it worked, ${percent(lift)} more (${range}); ${units}`
        : `${name}: cannot tell that it did anything; found ${percent(lift)}, and all from ${percent(low)} to ${percent(high)} fits`,
    ...(cost === null ? [] : [`  ${cost}`]),
    `  ${effect.places.map(placeName).join(", ")} against ${effect.holdouts} places without it, ${effect.daysBefore} days before; p ${p.toFixed(3)}`,
    ...(quiet
      ? [
          `  where nothing was done, the 90 % interval contained zero in ${quiet.held} of ${quiet.windows} windows (about ${Math.round(0.9 * quiet.windows)} is right)${doubtful(quiet) ? ": do not rely on the answer" : ""}`,
        ]
      : []),
    ...(planned
      ? [
          `  planned: ${countLabel(Math.round(planned.expected))} (${countLabel(Math.round(planned.low))} to ${countLabel(Math.round(planned.high))})`,
        ]
      : []),
  ];
}

/** Far fewer than nine in ten: then the answer is worth little. */
export function doubtful({ windows, held }: { readonly windows: number; readonly held: number }): boolean {
  return windows >= 10 && held < 0.7 * windows;
}

export function measuredReport(rows: readonly MeasuredRow[]): string {
  const worked = rows.filter(({ effect }) => effect.status === "done" && effect.seen && effect.lift > 0).length;
  const told = rows.filter(({ effect }) => effect.status === "done").length;
  const lead = `${told} of ${rows.length} ${rows.length === 1 ? "campaign" : "campaigns"} can be compared with places without it; ${worked} ${worked === 1 ? "is" : "are"} seen to have worked.`;
  const sections = rows.map((row) => {
    const { campaign, effect } = row;
    const [first = "", ...more] = measuredSentence(row);
    const head = `<h2>${escapeHtml(campaign.name || "Campaign")}${campaign.runs > 1 ? `, run ${campaign.run} of ${campaign.runs}` : ""}</h2>\n<p class="lead">${escapeHtml(first)}.</p>\n<ul class="look">${more.map((line) => `<li>${escapeHtml(line.trim())}</li>`).join("")}</ul>`;
    if (effect.status !== "done") return `<section>\n${head}\n</section>`;
    const keys = legend([
      { text: "streams", className: "main" },
      { text: "without the campaign", className: "level" },
      { text: "campaign", className: "faint", kind: "area" },
    ]);
    const picture = effectPicture(effect.observed, effect.predicted, {
      days: effect.days.map(isoDay),
      start: effect.daysBefore,
      end: effect.observed.length - 1,
      band: null,
      label: `Streams of ${effect.places.map(placeName).join(", ")} with and without the campaign`,
    });
    const weights = Object.entries(effect.weights)
      .slice(0, 8)
      .map(([place, weight]) => `${placeName(place)} ${numberText(100 * weight, 0)} %`)
      .join(", ");
    return `<section>\n${head}\n${figureOf("Streams a day in all places of the campaign", `Without it they would have gone as ${escapeHtml(weights)} went.`, `${keys}${picture}`, "wide")}\n</section>`;
  });
  return page({
    title: "Did it work",
    body: `<header>\n<h1>Did it work</h1>\n<p class="lead">${escapeHtml(lead)}</p>\n</header>\n${sections.join("\n")}\n<footer>Method: docs/campaign.md. How often past intervals held: <a href="calibration.html">calibration.html</a>.</footer>`,
  });
}
