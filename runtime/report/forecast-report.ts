/** The report of `forecast`: each series with its interval, what was decided, and what limits it. */
import type { EffectFound, Forecast, NamedSeries, TableForecast, TableRequest } from "../../distribution/index.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import type { Calendar } from "../distribution/calendar-steps.ts";
import { forecastNote } from "./forecast-note.ts";
import { forecastPicture } from "./forecast-picture.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { legend } from "./svg-plot.ts";

export interface ForecastSheet {
  readonly table: readonly NamedSeries[];
  readonly calendar: Calendar | null;
  readonly request: TableRequest;
  readonly steps: readonly string[];
  readonly forecasts: readonly TableForecast[];
  readonly effects: readonly EffectFound[];
}

const PICTURES = 24;
const ROWS = 300;

export function forecastReport(sheet: ForecastSheet): string {
  const { table, forecasts, request, steps, calendar } = sheet;
  const unit = calendar?.unit ?? "step";
  const title = `${countText(forecasts.length, "series", "series")}, ${countText(request.horizon, unit, `${unit}s`)} ahead`;
  const done = forecasts.flatMap((forecast, at) =>
    forecast.status === "done" ? [{ forecast, series: table[at]! }] : [],
  );
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(lead(sheet, done.length))}</p>\n</header>`,
    section("Series", pictures(done, sheet)),
    section("Known effects", effectsTable(sheet.effects)),
    section("What was decided", decisionsTable(done.map(({ forecast }) => forecast))),
    section("Not enough data", lackingList(forecasts)),
    section("How to read this", `<p class="note">${escapeHtml(reading(request, steps))}</p>`),
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function section(name: string, content: string): string {
  return content === "" ? "" : `<section>\n<h2>${name}</h2>\n${content}\n</section>`;
}

function lead({ forecasts, request, steps }: ForecastSheet, done: number): string {
  const pooled = forecasts.filter((each) => each.status === "done" && each.interval.pooledOver > 0).length;
  const shared = forecasts
    .flatMap((each) => (each.status === "done" ? each.notes : []))
    .find(({ code }) => code === "forecast.shared-days");
  return [
    `From ${steps[0]} to ${steps[steps.length - 1]}, with intervals that are to hold ${numberText(100 * request.share, 0)} of 100 truths.`,
    done < forecasts.length ? `${forecasts.length - done} of ${forecasts.length} have too few values.` : "",
    shared ? forecastNote(shared) : "",
    pooled > 0 ? `${countText(pooled, "short history borrows", "short histories borrow")} errors from others.` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function pictures(done: readonly { forecast: Forecast; series: NamedSeries }[], sheet: ForecastSheet): string {
  if (done.length === 0) return "";
  const key = legend([
    { text: "history", className: "before" },
    { text: "forecast", className: "main" },
    { text: `${numberText(100 * sheet.request.share, 0)} % interval`, className: "soft", kind: "area" },
  ]);
  if (done.length === 1) {
    const [{ forecast, series }] = done as [{ forecast: Forecast; series: NamedSeries }];
    return `${key}\n${figureOf(escapeHtml(forecast.id), caption(forecast), forecastPicture(series, forecast, sheet.calendar, 960, 340), "wide")}`;
  }
  const shown = done
    .slice(0, PICTURES)
    .map(({ forecast, series }) =>
      figureOf(escapeHtml(forecast.id), caption(forecast), forecastPicture(series, forecast, sheet.calendar, 472, 220)),
    );
  const pairs: string[] = [];
  for (let at = 0; at < shown.length; at += 2)
    pairs.push(`<div class="pair">${shown[at]}\n${shown[at + 1] ?? ""}</div>`);
  const more = done.length > PICTURES ? `<p class="quiet">And ${done.length - PICTURES} more in forecast.csv.</p>` : "";
  return `${key}\n${pairs.join("\n")}${more}`;
}

/** One line below a picture. */
function caption({ experts, seasons, notes }: Forecast): string {
  const [first] = experts;
  const season = seasons.length > 0 ? `Seasons of ${seasons.join(" and ")}. ` : "";
  const expert = first ? `Heaviest expert: ${first.name} (${numberText(100 * first.weight, 0)} %). ` : "";
  const own = notes.filter(({ code }) => code !== "forecast.shared-days").map(forecastNote);
  return escapeHtml(`${season}${expert}${own.join(" ")}`.trim());
}

function effectsTable(effects: readonly EffectFound[]): string {
  if (effects.length === 0) return "";
  const rows = effects.map(({ effect, size, error, events }) => {
    const percent = (value: number): string => `${numberText(100 * (exp(value) - 1), 0)} %`;
    return `<tr><th scope="row">${escapeHtml(effect)}</th><td class="number">${percent(size)}</td><td class="number">${percent(size - 1.96 * error)} to ${percent(size + 1.96 * error)}</td><td class="number">${events}</td></tr>`;
  });
  return `<table><thead><tr><th scope="col">Effect</th><th scope="col" class="number">Change</th><th scope="col" class="number">95 %</th><th scope="col" class="number">Events measured</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}

function decisionsTable(done: readonly Forecast[]): string {
  if (done.length === 0) return "";
  const rows = done.slice(0, ROWS).map((each) => {
    const experts = each.experts
      .slice(0, 4)
      .map(({ name, weight }) => `${name} ${numberText(100 * weight, 0)} %`)
      .join(", ");
    const how = each.interval.pooledOver > 0 ? `${each.interval.origins}, pooled` : String(each.interval.origins);
    const breaks = each.id.length > 24 ? ' class="long"' : "";
    return `<tr><th scope="row"${breaks}>${escapeHtml(each.id)}</th><td class="number">${each.observed}</td><td>${each.seasons.join(", ")}</td><td>${escapeHtml(experts)}</td><td class="number">${how}</td></tr>`;
  });
  const more = done.length > ROWS ? `<p class="quiet">And ${done.length - ROWS} more in forecast.json.</p>` : "";
  return `<div class="scroll"><table><thead><tr><th scope="col">Series</th><th scope="col" class="number">Values</th><th scope="col">Seasons</th><th scope="col">Heaviest experts</th><th scope="col" class="number">Origins</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>${more}`;
}

function lackingList(forecasts: readonly TableForecast[]): string {
  const items = forecasts.flatMap((each) =>
    each.status === "done"
      ? []
      : [`<li><b>${escapeHtml(each.id)}</b>: ${escapeHtml(each.missing)}. ${escapeHtml(each.cheapestNextStep)}.</li>`],
  );
  return items.length === 0 ? "" : `<ul>\n${items.join("\n")}\n</ul>`;
}

function reading({ share }: TableRequest, steps: readonly string[]): string {
  return `Every expert forecast ${steps.length} steps from up to twelve earlier moments; the nearer it came to what then happened, the more it counts. The interval is as wide as the errors there were: of 100 values to come, ${numberText(100 * share, 0)} should lie in it, as long as the future is like the past that was seen. What changes everything (a viral hit, a takedown) is in no interval.`;
}
