/** What the next months bring, with intervals: monthly series forecast together, short ones with each other's errors. */
import { forecastSeries } from "../forecast/forecast-series.ts";
import { finishTable, type NamedSeries, notEnough, tableCovariates } from "../forecast/forecast-table.ts";
import { type MonthlyHistory, monthOf } from "./monthly.ts";

export interface ExpectedMonth {
  readonly month: string;
  readonly value: number;
  /** Ends of the 90 % interval, not under 0. */
  readonly low: number;
  readonly high: number;
}

const AHEAD = 3;
const SHARE = 0.9;
/** Below this a forecast of months says nothing that the last month does not. */
const FEWEST_MONTHS = 6;

/** By key; [] where the history is too short. */
export function expectedMonths(histories: readonly MonthlyHistory[]): Map<string, readonly ExpectedMonth[]> {
  const usable = histories.filter(({ values }) => values.filter(Number.isFinite).length >= FEWEST_MONTHS);
  const series: NamedSeries[] = usable.map(({ key, values }) => ({ id: key, values: Float64Array.from(values) }));
  const longest = Math.max(0, ...usable.map(({ values }) => values.length));
  const request = { horizon: AHEAD, season: longest >= 25 ? 12 : 1, share: SHARE, aligned: false };
  const known = tableCovariates(series, request);
  const forecasts = series.map((each, at) => {
    const covariates = known.each[at] ?? { effects: null, release: null };
    return notEnough(each) ?? forecastSeries(each.values, request, covariates);
  });
  const finished = finishTable(
    series.map(({ id }) => id),
    forecasts,
    SHARE,
    known,
  );
  return new Map(
    histories.map(({ key, last }) => {
      const found = finished.find((each) => each.id === key);
      if (found?.status !== "done") return [key, []];
      const months: ExpectedMonth[] = [];
      let month = last;
      for (let step = 0; step < AHEAD; step++) {
        month = monthOf(month.until + 1);
        const value = Math.max(0, found.path[step] as number);
        months.push({
          month: month.key,
          value,
          low: Math.max(0, found.lower[step] as number),
          high: found.upper[step] as number,
        });
      }
      return [key, months];
    }),
  );
}
