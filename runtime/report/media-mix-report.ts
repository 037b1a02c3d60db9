/** The page of `effect mix`: the gain of another split first, then what each channel brought and how sure that is. */

import { countText, numberText } from "../../foundation/look/figure-text.ts";
import { type ChannelFinding, type Estimate, type NamedEstimate, TOLD } from "../../marketing/index.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { channelFill, curvePicture, partsPicture } from "./media-mix-pictures.ts";
import { figure, fitSentence, type MediaMixSheet, splitSentence } from "./media-mix-sentences.ts";
import { page } from "./page.ts";
import { legend } from "./svg-plot.ts";

export function mediaMixReport(sheet: MediaMixSheet): string {
  const { weeks, yName, mix } = sheet;
  const title = `${yName}: what ${countText(mix.channels.length, "channel", "channels")} brought`;
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="facts">${countText(weeks.length, "week", "weeks")}, ${weeks[0]} to ${weeks.at(-1)}</p>\n<p class="lead">${escapeHtml(splitSentence(sheet))}</p>\n</header>`,
    splitTable(sheet),
    section("What each channel brought", channelTable(sheet)),
    section("The weeks in their parts", parts(sheet)),
    section("What spend brings", curves(sheet)),
    section("Events and controls", eventTable(sheet)),
    section("How to read this", reading(sheet)),
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function section(name: string, content: string): string {
  return content === "" ? "" : `<section>\n<h2>${name}</h2>\n${content}\n</section>`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map(
    ([first, ...rest]) =>
      `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td class="number">${cell}</td>`).join("")}</tr>`,
  );
  const names = head.map((name, at) => `<th scope="col"${at > 0 ? ' class="number"' : ""}>${name}</th>`).join("");
  return `<div class="scroll"><table class="ranged"><thead><tr>${names}</tr></thead><tbody>\n${cells.join("\n")}\n</tbody></table></div>`;
}

const withRange = ({ value, interval90: [low, high] }: Estimate, by = 1): string =>
  `${figure(value * by)} <span class="change">${figure(low * by)} to ${figure(high * by)}</span>`;

function splitTable({ mix: { split }, units }: MediaMixSheet): string {
  if (split === null) return "";
  const unit = units[0] ? `, ${escapeHtml(units[0])}` : "";
  const rows = split.channels.map(({ name, now, best, observed, marginalReturn }) => [
    escapeHtml(name),
    figure(now),
    figure(best),
    `${figure(observed[0])} to ${figure(observed[1])}`,
    figure(marginalReturn),
  ]);
  const note =
    split.recommended === "change"
      ? "The best split of the present money, each channel inside what was ever spent on it in a week."
      : "The best split found, shown for what it is: not sure enough to act on.";
  return `${tableOf(["Channel", `Now, a week${unit}`, "Best found", "Observed", "Next unit there brings"], rows)}<p class="note">${note}</p>`;
}

function channelTable({ mix, units }: MediaMixSheet): string {
  const rows = mix.channels.map((channel, at) => {
    const unit = units[at] ? ` <span class="quiet">(${escapeHtml(units[at] as string)})</span>` : "";
    return [
      `${escapeHtml(channel.name)}${unit}`,
      withRange(channel.contribution),
      withRange(channel.share, 100),
      withRange(channel.returnPerUnit),
      withRange(channel.marginalReturn),
      channel.spreadOfThatBefore > TOLD ? "little" : channel.spreadOfThatBefore > TOLD / 2 ? "some" : "much",
      channel.chanceOfNothing >= 0.005 ? `${numberText(100 * channel.chanceOfNothing, 0)} %` : "under 1 %",
    ];
  });
  return tableOf(["Channel", "Brought", "% of all", "Each unit", "Next unit", "Data tell", "Chance of 0"], rows);
}

function parts(sheet: MediaMixSheet): string {
  const key = legend([
    { text: sheet.yName, className: "main" },
    { text: "fitted", className: "level" },
    { text: "without the channels", className: "shade-0", kind: "area" },
    ...sheet.mix.channels.map(({ name }, at) => ({ text: name, className: channelFill(at), kind: "area" as const })),
  ]);
  return `${key}\n${figureOf(escapeHtml(sheet.yName), escapeHtml(fitSentence(sheet)), partsPicture(sheet, 960, 340), "wide")}`;
}

function curves({ mix, yName, units }: MediaMixSheet): string {
  const key = legend([
    { text: `${yName} a week by a steady weekly spend`, className: "main" },
    { text: "90 % interval", className: "soft", kind: "area" },
    { text: "present spend", className: "level" },
    ...(mix.split === null ? [] : [{ text: "best split found", className: "point of-side", kind: "dot" as const }]),
  ]);
  const shown = mix.channels.map((channel, at) => {
    const name = units[at] ? `${channel.name}, ${units[at]}` : channel.name;
    return figureOf(escapeHtml(name), escapeHtml(curveNote(channel)), curvePicture(channel, mix.split, at, 472, 240));
  });
  const pairs: string[] = [];
  for (let at = 0; at < shown.length; at += 2)
    pairs.push(`<div class="pair">${shown[at]}\n${shown[at + 1] ?? ""}</div>`);
  return `${key}\n${pairs.join("\n")}`;
}

/** How it carries over and saturates, and whether the data or only experience says so. */
function curveNote({ saturation, carryOver }: ChannelFinding): string {
  const told = (reasons: ChannelFinding["saturation"]["reasons"]): string =>
    reasons.some(({ code }) => code === "mix.told-by-data") ? "" : " (mostly assumed)";
  if (saturation.uncertainty === null) return "It may well do nothing.";
  return `The next unit brings ${numberText(100 * saturation.value, 0)} % of the average one${told(saturation.reasons)}; money works ${numberText(carryOver.value, 1)} weeks after it is spent${told(carryOver.reasons)}.`;
}

function eventTable({ mix: { base }, yName }: MediaMixSheet): string {
  const row = (what: string) => (each: NamedEstimate) => [escapeHtml(each.name), what, withRange(each)];
  const rows = [...base.events.map(row("a week of it")), ...base.controls.map(row("one standard deviation more"))];
  return rows.length === 0 ? "" : tableOf(["", "", `${escapeHtml(yName)}, 90 %`], rows);
}

function reading({ mix: { sampling } }: MediaMixSheet): string {
  return `<p class="note">Small figures are 90 % intervals. What a channel brought is what the weeks would lack had nothing been spent on it; where weeks without spend are rare that is a guess beyond the data, and the interval says so. What moves with a channel every time (a release that is always advertised) is counted to it unless it is given as an event. ${countText(sampling.draws, "draw", "draws")} of ${sampling.chains} chains, R-hat ${numberText(sampling.rHat, 3)}: chains that agree stay under 1.05. A test in a few places (effect geo) is worth more than any of this, and can be given to it as an experiment.</p>`;
}
