/** What was decided for each series, as JSON. */
import type { EffectFound, TableForecast, TableRequest } from "../../distribution/index.ts";
import { exp } from "../../foundation/numbers/elementary.ts";

export function forecastDocument(
  { horizon, season, share }: TableRequest,
  steps: readonly string[],
  forecasts: readonly TableForecast[],
  effects: readonly EffectFound[],
): Readonly<Record<string, unknown>> {
  return {
    schema: "songwright.forecast/1",
    status: forecasts.some(({ status }) => status === "done") ? "done" : "not-enough-data",
    horizon,
    seasonHint: season,
    level: Number((100 * share).toFixed(6)),
    from: steps[0],
    to: steps[steps.length - 1],
    effects: effects.map(({ effect, size, error, events }) => ({
      effect,
      factor: exp(size),
      factorLow: exp(size - 1.96 * error),
      factorHigh: exp(size + 1.96 * error),
      events,
    })),
    series: forecasts.map((each) =>
      each.status === "done"
        ? {
            id: each.id,
            status: each.status,
            observed: each.observed,
            filled: each.filled,
            seasons: each.seasons,
            experts: each.experts,
            interval: each.interval,
            notes: each.notes,
          }
        : each,
    ),
  };
}
