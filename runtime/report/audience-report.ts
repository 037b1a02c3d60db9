/** The page of `audience`: a map, months, growth with intervals, and what each figure rests on. */
import type { Audience, MoneySummary } from "../../distribution/index.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import { decimalText, readDecimal, roundDecimal } from "../../foundation/tables/index.ts";
import { barListPicture } from "./bar-list-picture.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import { mapPicture } from "./map-picture.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { ratioPicture } from "./ratio-picture.ts";
import { legend } from "./svg-plot.ts";
import { trendPicture } from "./trend-picture.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/** Lines that can be told apart. */
const LINES = ["main", "side", "before", "level"];

export function audienceReport(audience: Audience, money: MoneySummary): string {
  const { period, unit } = audience;
  const title = `Audience, ${period.from} to ${period.until}`;
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(leadText(audience))}</p>\n</header>`,
    section("Where", whereSection(audience)),
    section("How it moves", trendSection(audience)),
    section("Where it moves first", shiftSection(audience)),
    section("Markets that listen alike", lookalikeSection(audience)),
    section("The week", weekSection(audience)),
    section("Money", moneySection(money)),
    section("People", peopleSection(audience)),
    section("Playlists, sources and cities", sourceSection(audience)),
    section("Recordings", recordingSection(audience)),
    section("What these figures rest on", coverageSection(audience)),
    `<footer>Every figure of ${escapeHtml(unit)} has a name that <code>songwright trace</code> takes; they stand in audience.json.</footer>`,
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function section(name: string, content: string): string {
  return content === "" ? "" : `<section>\n<h2>${name}</h2>\n${content}\n</section>`;
}

const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

function leadText({ totals, places, concentration, unit }: Audience): string {
  const [first] = places;
  return [
    ...totals.map(
      ({ service, value, basis }) => `${service || "An unnamed service"}: ${countLabel(value)} ${unit} (${basis}).`,
    ),
    first
      ? `Most come from ${territoryName(first.territory)}, ${percent(first.share)}.`
      : "None of it is split by place.",
    concentration && places.length > 1
      ? `Listening is as spread as over ${numberText(concentration.effective, 1)} places of one size.`
      : "",
  ]
    .filter((text) => text !== "")
    .join(" ");
}

function whereSection({ places, unit }: Audience): string {
  if (places.length === 0) return "<p>Nothing that was imported says where. Statements of distributors do.</p>";
  const map = mapPicture(
    places.map(({ territory, value, share }) => ({
      territory,
      value,
      text: `${countLabel(value)} ${unit}, ${percent(share)}`,
    })),
    `World map: ${unit} by territory in five shades, most in ${territoryName(places[0]?.territory ?? "")}`,
  );
  const rows = places.slice(0, 30).map(({ territory, value, share, perHead, growth }) => {
    const facts = growth?.reasons[0]?.facts;
    const range = facts ? ` <span class="change">${ratio(facts.low)} to ${ratio(facts.high)}</span>` : "";
    return `<tr><th scope="row">${escapeHtml(territoryName(territory))}</th><td class="number">${countLabel(value)}</td><td class="number">${percent(share)}</td><td class="number">${numberText(perHead, 1)}</td><td class="number">${growth ? `× ${growth.value.toFixed(2)}` : "–"}${range}</td></tr>`;
  });
  const more =
    places.length > 30
      ? `<p class="quiet">${countText(places.length - 30, "more place", "more places")} in audience.csv.</p>`
      : "";
  return [
    figureOf(
      `${unit[0]?.toUpperCase()}${unit.slice(1)} by territory`,
      "Five shades, each with a fifth of the places. Rest on a place to read it.",
      map,
      "wide",
    ),
    `<div class="scroll"><table class="fit"><caption>Per head: share of listening over share of people among the places here. Growth: the last months over those before, drawn towards the common growth as far as counts are few, with a 95 % interval.</caption><thead><tr><th scope="col">Territory</th><th scope="col" class="number">${escapeHtml(unit)}</th><th scope="col" class="number">Share</th><th scope="col" class="number">Per head</th><th scope="col" class="number">Growth</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
    more,
  ].join("\n");
}

const ratio = (value: unknown): string => (typeof value === "number" ? value.toFixed(2) : "–");

function trendSection({ months, totals, places, unit }: Audience): string {
  if (months.length < 2) return "";
  const shown = totals
    .filter(({ monthly }) => monthly.some(({ value }) => value !== null))
    .sort((a, b) => b.value - a.value);
  const drawn = shown.slice(0, LINES.length);
  const parts: string[] = [];
  const axis = [
    ...new Set([...months, ...totals.flatMap(({ expected }) => expected.map(({ month }) => month))]),
  ].sort();
  if (drawn.length > 0) {
    const picture = trendPicture(
      axis,
      drawn.map(({ monthly, expected }, at) => ({
        values: monthly.map(({ value }) => value),
        className: LINES[at] as string,
        expected,
      })),
      `Months of ${unit} by service, with what is expected next`,
      { width: 960, height: 300 },
    );
    const names = drawn.map(({ service, basis }, at) => ({
      text: `${service || "no service"} (${basis})`,
      className: LINES[at] as string,
    }));
    const caption =
      "Whole months only; a gap is a month that the files do not cover. Shaded: what is expected, with a 90 % interval.";
    parts.push(figureOf("By service", caption, `${legend(names)}${picture}`, "wide"));
  }
  const small = places.slice(0, 6).filter(({ monthly }) => monthly.filter((value) => value !== null).length > 1);
  const multiples = small.map(({ territory, monthly, expected }) => {
    const name = territoryName(territory);
    const size = { width: 460, height: 170 };
    const lines = [{ values: monthly, className: "main", expected }];
    return figureOf(name, "", trendPicture(axis, lines, `Months of ${unit} in ${name}`, size));
  });
  for (let at = 0; at < multiples.length; at += 2)
    parts.push(`<div class="pair">${multiples.slice(at, at + 2).join("")}</div>`);
  return parts.join("\n");
}

function shiftSection({ shifts, places }: Audience): string {
  const grown = places.filter(({ growth }) => growth !== null).slice(0, 15);
  if (grown.length === 0) return "<p>There are not two months to compare.</p>";
  const rows = grown.map(({ territory, growth }) => ({
    name: territoryName(territory),
    value: growth?.value ?? 1,
    low: Number(growth?.reasons[0]?.facts.low),
    high: Number(growth?.reasons[0]?.facts.high),
  }));
  const window = Number(grown[0]?.growth?.reasons[0]?.facts.months);
  const picture = ratioPicture(rows, "Growth of the largest places with 95 % intervals", 960, 180);
  const said =
    shifts.length === 0
      ? "<p>No place moves clearly otherwise than all places together.</p>"
      : `<ul class="look">${shifts.map(({ territory, share, relative }) => `<li>${escapeHtml(territoryName(territory))} ${relative.value > 1 ? "runs ahead of" : "falls behind"} all places together: × ${relative.value.toFixed(2)} (${ratio(relative.reasons[0]?.facts.low)} to ${ratio(relative.reasons[0]?.facts.high)}). It has ${percent(share)} of listening, so the total hardly shows it.</li>`).join("")}</ul>`;
  return `${figureOf("Growth by place", `The last ${countText(window, "month", "months")} over the ${window} before. Filled: the interval is all on one side.`, picture, "wide")}\n${said}`;
}

function lookalikeSection({ lookalikes, places }: Audience): string {
  if (lookalikes.length === 0) return "";
  const rows = places.slice(0, 12).flatMap(({ territory }) => {
    const near = lookalikes.filter(({ key }) => key === territory);
    if (near.length === 0) return [];
    return [
      `<tr><th scope="row">${escapeHtml(territoryName(territory))}</th><td>${near.map(({ like, distance }) => `${escapeHtml(territoryName(like))} <span class="change">${distance.toFixed(2)}</span>`).join(", ")}</td></tr>`,
    ];
  });
  return `<table class="fit"><caption>Hellinger distance of what the recordings take of each place, small places drawn towards the whole: 0 the same, 1 nothing in common.</caption><tbody>${rows.join("")}</tbody></table>`;
}

function weekSection({ week }: Audience): string {
  if (!week) return "";
  const rows = week.map(({ weekday, factor }) => ({
    name: WEEKDAYS[weekday] ?? "",
    value: factor,
    text: `× ${factor.toFixed(2)}`,
  }));
  const most = Math.max(...week.map(({ factor, error }) => factor * error));
  const caption = `Each day over the mean of the seven days around it; standard errors are at most ${most.toFixed(2)}.`;
  return figureOf("Weekdays", caption, barListPicture(rows, "Listening by weekday", 960, 120));
}

function moneySection({ lines, sums, withoutRate }: MoneySummary): string {
  if (lines.length === 0) return "";
  const rows = lines.map(({ service, basis, currency, amount, perThousand, converted }) => {
    const shown = converted ? `${converted.amount} ${converted.currency}` : "–";
    return `<tr><th scope="row">${escapeHtml(service || "no service")}</th><td>${basis}</td><td class="number">${rounded(amount)} ${currency}</td><td class="number">${numberText(perThousand, 2)}</td><td class="number">${shown}</td></tr>`;
  });
  const total = sums.map(({ amount, currency, basis }) => `${rounded(amount)} ${currency} ${basis}`).join(", ");
  const none = withoutRate.length > 0 ? ` No rate was given for ${withoutRate.join(", ")}.` : "";
  return `<p>${escapeHtml(total)}. Exact figures stand in audience.json.${none}</p>\n<div class="scroll"><table class="fit"><thead><tr><th scope="col">Service</th><th scope="col">Basis</th><th scope="col" class="number">Amount</th><th scope="col" class="number">A thousand streams</th><th scope="col" class="number">By your rates</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

const rounded = (amount: string): string =>
  decimalText(roundDecimal(readDecimal(amount) ?? { digits: 0n, scale: 0 }, 2));

function peopleSection({ people }: Audience): string {
  if (people.length === 0) return "";
  const rows = people.map(({ service, unit, basis, day, value, before, median }) => {
    const change = before === null ? "–" : `${countLabel(before.value)} on ${before.day}`;
    return `<tr><th scope="row">${escapeHtml(unit)}</th><td>${escapeHtml(service)} (${basis})</td><td class="number">${countLabel(value)}</td><td>${day}</td><td>${change}</td><td class="number">${countLabel(median)}</td></tr>`;
  });
  return `<p>People are in many days, places and songs at once, so they are never added up.</p>\n<div class="scroll"><table class="fit"><thead><tr><th scope="col">Who</th><th scope="col">Counted by</th><th scope="col" class="number">Last</th><th scope="col">on</th><th scope="col">Four weeks before</th><th scope="col" class="number">Median</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function sourceSection({ sources, unit }: Audience): string {
  if (sources.length === 0) return "";
  const rows = sources.slice(0, 15).map(({ source, service, value }) => ({
    name: `${source.replace(/^\w+: /, "")} (${service})`,
    value,
    text: countLabel(value),
  }));
  const caption = "Parts of the totals above, as far as the exports name them.";
  return figureOf("Where within the services", caption, barListPicture(rows, `${unit} by source`, 960, 360));
}

function recordingSection({ recordings, unit }: Audience): string {
  if (recordings.length === 0) return "";
  const rows = recordings.slice(0, 15).map(({ title, share }) => ({
    name: title,
    value: share,
    text: percent(share),
  }));
  const more = recordings.length > 15 ? `The first 15 of ${recordings.length}.` : "";
  return figureOf("By recording", more, barListPicture(rows, `${unit} by recording`, 960, 260));
}

function coverageSection({ coverage }: Audience): string {
  const rows = coverage.map(({ service, basis, placed, recorded, from, until, months, of, missing }) => {
    const split = [placed ? "place" : "", recorded ? "recording" : ""].filter((text) => text !== "").join(", ") || "–";
    return `<tr><th scope="row">${escapeHtml(service || "no service")}</th><td>${basis}</td><td>${split}</td><td>${from} to ${until}</td><td class="number">${months} of ${of}</td><td>${missing.join(", ") || "–"}</td></tr>`;
  });
  return `<p>One basis is used for each service; others are never added to it.</p>\n<div class="scroll"><table><thead><tr><th scope="col">Service</th><th scope="col">Basis</th><th scope="col">Split by</th><th scope="col">Days</th><th scope="col" class="number">Whole months</th><th scope="col">Missing between</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
