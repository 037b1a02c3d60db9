/** The page of `effect geo`, and its sentences: the answer first. */

import { countText, numberText } from "../../foundation/look/figure-text.ts";
import type { GeoEffect, GeoMethod } from "../../marketing/index.ts";
import { effectPicture } from "./effect-picture.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { legend } from "./svg-plot.ts";

export interface GeoSheet {
  readonly effect: GeoEffect;
  readonly treated: readonly string[];
  readonly days: readonly string[];
  /** Rows of the test, both included. */
  readonly start: number;
  readonly end: number;
}

const METHODS: Readonly<Record<GeoMethod, string>> = {
  "synthetic-control": "weighted places (synthetic control)",
  augmented: "weighted places, corrected by ridge regression (augmented)",
  difference: "the mean of all other places (difference in differences)",
};

export function geoSentences({ effect, treated }: GeoSheet): string[] {
  const { method, att, incremental, liftPercent, interval90, pValueBlock, weights, placebos } = effect;
  const { costPerIncremental, investment } = effect;
  const [low, high] = interval90.liftPercent;
  const seen = low > 0 || high < 0;
  const names = treated.join(", ");
  const fewer = seen && liftPercent < 0;
  const [chosen] = placebos.filter((each) => each.method === method);
  return [
    fewer
      ? `${names}: ${(-liftPercent).toFixed(1)} % fewer than without it (90 %: ${low.toFixed(1)} to ${high.toFixed(1)} %)`
      : seen
        ? `${names}: ${liftPercent.toFixed(1)} % more than without it (90 %: ${low.toFixed(1)} to ${high.toFixed(1)} %)`
        : `${names}: cannot tell; ${liftPercent.toFixed(1)} % is what was found, and anything from ${low.toFixed(1)} to ${high.toFixed(1)} % fits`,
    `${incremental.toFixed(0)} in all, ${att.toFixed(2)} a place and day; p ${pValueBlock.toFixed(3)}`,
    ...(costPerIncremental
      ? [
          `one more cost ${costPerIncremental.value.toFixed(3)} (90 %: ${costPerIncremental.low.toFixed(3)} to ${costPerIncremental.high?.toFixed(3) ?? "any amount"})`,
        ]
      : []),
    ...(investment === null ? [] : [`at the cost given, ${investment.toFixed(2)}`]),
    `${method}${chosen ? `; where nothing was done it errs by ${chosen.errorPercent.toFixed(1)} % and raises false alarms in ${(100 * chosen.falseAlarms).toFixed(0)} % of ${chosen.tests} tests` : ""}`,
    `compared with ${Object.entries(weights)
      .slice(0, 6)
      .map(([name, weight]) => `${name} ${weight.toFixed(3)}`)
      .join(", ")}`,
  ];
}

export function geoReport(sheet: GeoSheet): string {
  const { effect, treated, days, start, end } = sheet;
  const [answer = "", ...more] = geoSentences(sheet);
  const title = `Effect in ${treated.join(", ")}`;
  const period = `${days[start]} to ${days[end]}, ${countText(end - start + 1, "day", "days")}; ${countText(start, "day", "days")} before`;
  const [low, high] = effect.interval90.att;
  const keys = legend([
    { text: "measured, mean of the places", className: "main" },
    { text: "without the campaign", className: "level" },
    { text: "where that may lie (90 %, its mean over the days)", className: "soft", kind: "area" },
    { text: "campaign", className: "faint", kind: "area" },
  ]);
  const picture = effectPicture(effect.observed, effect.predicted, {
    days,
    start,
    end,
    label: `${treated.join(", ")} with and without the campaign, by day`,
    band: { below: Math.max(0, high - effect.att), above: Math.max(0, effect.att - low) },
  });
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="facts">${period}</p>\n<p class="lead">${escapeHtml(answer)}.</p>\n<ul class="look">${more.map((line) => `<li class="fine">${escapeHtml(line)}</li>`).join("")}</ul>\n</header>`,
    `<section>\n<h2>What was, and what would have been</h2>\n${keys}\n${figureOf("By day", "What would have been is made of places without the campaign. Before the campaign both lines should lie on each other.", picture, "wide")}\n</section>`,
    figuresSection(effect),
    weightsSection(effect),
    methodsSection(effect),
    "<footer>The p-value to believe is that of windows (pValueBlock in effect.json): it asks how often days without a campaign look as odd. Method: docs/campaign.md.</footer>",
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function figuresSection({ att, incremental, liftPercent, interval90, pValueBlock, pValueIid }: GeoEffect): string {
  const row = (name: string, value: number, [low, high]: readonly [number, number], digits: number): string =>
    `<tr><th scope="row">${name}</th><td class="number">${numberText(value, digits)}</td><td class="number">${numberText(low, digits)} to ${numberText(high, digits)}</td></tr>`;
  const rows = [
    row("More for a place and day", att, interval90.att, 2),
    row("More in all", incremental, interval90.incremental, 0),
    row("Lift, %", liftPercent, interval90.liftPercent, 1),
  ];
  return `<section>\n<h2>Figures</h2>
<table class="fit"><thead><tr><th scope="col"></th><th scope="col" class="number">Found</th><th scope="col" class="number">90 %</th></tr></thead><tbody>${rows.join("")}</tbody></table>
<p class="note">Chance that days without a campaign look this odd: ${numberText(100 * pValueBlock, 1)} % by windows; as if days did not hang together ${pValueIid < 0.0005 ? "under 0.1" : numberText(100 * pValueIid, 1)} %, which is too small.</p>\n</section>`;
}

function weightsSection({ weights, l2ImbalanceScaled }: GeoEffect): string {
  const rows = Object.entries(weights)
    .slice(0, 20)
    .map(
      ([name, weight]) =>
        `<tr><th scope="row">${escapeHtml(name)}</th><td class="number">${numberText(100 * weight, 1)} %</td></tr>`,
    );
  const left = Object.keys(weights).length - rows.length;
  return `<section>\n<h2>Compared with</h2>
<table class="fit"><thead><tr><th scope="col">Place</th><th scope="col" class="number">Weight</th></tr></thead><tbody>${rows.join("")}</tbody></table>
<p class="note">${left > 0 ? `And ${countText(left, "place", "places")} more. ` : ""}What is left between the two before the campaign is ${numberText(100 * l2ImbalanceScaled, 0)} % of what equal weights leave.</p>\n</section>`;
}

function methodsSection({ placebos, method }: GeoEffect): string {
  if (placebos.length === 0) return "";
  const rows = placebos.map(
    (each) =>
      `<tr><th scope="row">${METHODS[each.method]}</th><td class="number">${numberText(each.errorPercent, 1)} %</td><td class="number">${numberText(100 * each.falseAlarms, 0)} %</td><td>${each.method === method ? "taken" : each.offered ? "" : "too many false alarms"}</td></tr>`,
  );
  return `<section>\n<h2>How the method was chosen</h2>
<table class="fit"><caption>${countText(placebos[0]?.tests ?? 0, "test", "tests")} of nothing on the same places and days before the campaign.</caption><thead><tr><th scope="col">Method</th><th scope="col" class="number">Errs by</th><th scope="col" class="number">False alarms</th><th scope="col"></th></tr></thead><tbody>${rows.join("")}</tbody></table>\n</section>`;
}
