/** `songwright forecast`: a CSV file of series to CSV files of forecasts, a record of decisions and a report. */
import { join } from "node:path";
import {
  addedUp,
  effectsOnTotal,
  type KnownThings,
  type TableCovariates,
  type TableForecast,
  type TableRequest,
  type TableWithTotals,
  tableCovariates,
  withTotals,
} from "../../distribution/index.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { customarySeason } from "../distribution/calendar-steps.ts";
import { forecastDocument } from "../distribution/forecast-document.ts";
import { forecastTable } from "../distribution/forecast-table.ts";
import { stepNames, wideText } from "../distribution/forecast-text.ts";
import { readSeriesFile, type SeriesFile } from "../distribution/series-file.ts";
import { readEvents, readParents } from "../distribution/side-files.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { forecastNote } from "../report/forecast-note.ts";
import { forecastReport } from "../report/forecast-report.ts";
import type { Context } from "./verb.ts";

interface ForecastOptions {
  readonly horizon: number | null;
  readonly season: number | null;
  readonly level: number;
  readonly events: string | null;
  readonly totals: string | null;
}

export async function forecastFiles(given: Context): Promise<void> {
  const context = given as unknown as Omit<Context, "options"> & { readonly options: ForecastOptions };
  const { horizon, level, events, totals } = context.options;
  const path = context.material[0]!;
  const { out } = context;
  if (horizon === null) throw new InputError("--horizon", "how many steps to forecast", "nothing");
  if (out === null) throw new InputError("--out", "a folder for the results", "nothing");
  const names = ["forecast.csv", "lower.csv", "upper.csv", "forecast.json", "report.html"];
  const paths = names.map((name) => join(out, name));
  for (const each of paths) await refuseExisting(each, context.force);
  const file = await readSeriesFile(path);
  const season = context.options.season ?? (file.calendar ? customarySeason(file.calendar.unit) : null);
  const request: TableRequest = {
    horizon,
    season,
    share: level / 100,
    aligned: new Set(file.series.map(({ values }) => values.length)).size === 1,
  };
  const known = events === null ? undefined : await readEvents(events, file);
  const result = await forecastAll(file, request, known, totals, context);
  const steps = stepNames(file.calendar, horizon);
  const document = forecastDocument(request, steps, result.forecasts, result.effects);
  const content = [
    wideText(steps, result.forecasts, (each) => each.path),
    wideText(steps, result.forecasts, (each) => each.lower),
    wideText(steps, result.forecasts, (each) => each.upper),
    `${JSON.stringify(document, null, 2)}\n`,
    forecastReport({ calendar: file.calendar, request, steps, ...result }),
  ];
  context.run.signal?.throwIfAborted();
  for (const [at, each] of paths.entries()) await writeWhole(each, content[at]!, context.force);
  for (const line of summary(result.forecasts, level)) context.say(line);
  context.say(`report: ${paths[4]}`);
  context.write({
    ...document,
    files: { forecast: paths[0], lower: paths[1], upper: paths[2], decisions: paths[3], report: paths[4] },
  });
}

type Result = Awaited<ReturnType<typeof forecastAll>>;

async function forecastAll(
  file: SeriesFile,
  request: TableRequest,
  known: KnownThings | undefined,
  totals: string | null,
  { workers, run }: Pick<Context, "workers" | "run">,
): Promise<{
  readonly table: SeriesFile["series"];
  readonly forecasts: readonly TableForecast[];
  readonly effects: ReturnType<typeof tableCovariates>["effects"];
}> {
  const whole = totals === null ? null : totalsOf(file, await readParents(totals, file), request.season ?? 1);
  const table = whole?.table ?? file.series;
  const covariates = whole ? withTotalsKnown(file, whole, request, known) : tableCovariates(table, request, known);
  const forecasts = await forecastTable(table, request, covariates, workers, run);
  const { effects } = covariates;
  if (!whole) return { table, forecasts, effects };
  const together = addedUp(whole.hierarchy, forecasts);
  if ("lacking" in together)
    throw new InputError("--totals", "enough values in every series that is a part", together.lacking.join(", "));
  return { table, forecasts: together.forecasts, effects };
}

/** Events are known of parts: what they do to the totals follows. */
function withTotalsKnown(
  { series }: SeriesFile,
  { table, hierarchy }: TableWithTotals,
  request: TableRequest,
  known: KnownThings | undefined,
): TableCovariates {
  const covariates = tableCovariates(series, request, known);
  const places = hierarchy.bottom.map((id) => series.findIndex((each) => each.id === id));
  const totals = hierarchy.nodes.slice(hierarchy.bottom.length).map(({ of }) => ({
    release: null,
    effects: effectsOnTotal(
      of.map((at) => series[places[at]!]!),
      of.map((at) => covariates.each[places[at]!]!.effects),
      request.horizon,
    ),
  }));
  return { ...covariates, each: [...covariates.each, ...totals].slice(0, table.length) };
}

function totalsOf(file: SeriesFile, parents: ReadonlyMap<string, string>, season: number): TableWithTotals {
  const lengths = new Set(file.series.map(({ values }) => values.length));
  if (!file.calendar && lengths.size > 1)
    throw new InputError("--totals", "series with dates, or rows of the same length", "rows of different lengths");
  try {
    return withTotals(file.series, parents, season);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError("--totals", "totals above their parts", error.message);
    throw error;
  }
}

function summary(forecasts: Result["forecasts"], level: number): string[] {
  return forecasts
    .slice(0, 20)
    .flatMap((each) => {
      if (each.status !== "done") return [each.id, `  not enough data: ${each.missing}`, `  ${each.cheapestNextStep}`];
      const sum = (row: Float64Array): string => round(row.reduce((total, value) => total + value, 0) / row.length);
      const experts = each.experts.slice(0, 3).map(({ name, weight }) => `${name} ${Math.round(100 * weight)} %`);
      return [
        each.id,
        `  a step on average ${sum(each.path)}, ${level} % between ${sum(each.lower)} and ${sum(each.upper)}`,
        `  ${each.seasons.length > 0 ? `seasons of ${each.seasons.join(" and ")}; ` : ""}${experts.join(", ")}`,
        ...each.notes.map((note) => `  ${forecastNote(note)}`),
      ];
    })
    .concat(forecasts.length > 20 ? [`and ${forecasts.length - 20} more`] : []);
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
