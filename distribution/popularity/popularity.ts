/** `popularity`: what comes onto charts, how long it stays, and what of it changes. */
import type { Estimate } from "../../foundation/plan/index.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { NotEnoughData } from "../audience/audience.ts";
import { type ChartCell, type ChartDynamics, chartDynamics, chartRuns } from "./chart.ts";
import { type TargetProfile, targetProfile } from "./target-profile.ts";
import { ANNOUNCED_UNDER, type AttributeTrend, attributeTrends, type Entry } from "./trends.ts";

export interface OwnSong {
  readonly file: string;
  /** In the names of a target; what could not be told is left out. `major`: 1 or 0. */
  readonly attributes: Readonly<Record<string, number>>;
  /** How sure tempo, key and mode are, and what else they could be. */
  readonly heard: { readonly tempo: Estimate<number>; readonly key: Estimate<string>; readonly mode: Estimate<string> };
}

export interface Popularity {
  readonly schema: "songwright.popularity/1";
  readonly status: "done";
  readonly period: { readonly from: string; readonly until: string };
  readonly charts: readonly ChartDynamics[];
  /** Entries of charts, and those of which some attribute is known. */
  readonly entries: number;
  readonly described: number;
  /** The surest first. */
  readonly trends: readonly AttributeTrend[];
  readonly announced: readonly AttributeTrend[];
  readonly target: TargetProfile | null;
  /** What is missing for trends; null where there are some tests. */
  readonly missing: NotEnoughData | null;
  readonly own: readonly OwnSong[];
}

export interface PopularityQuestion {
  /** Of a recording; {}: nothing is known. */
  attributes(recording: string): Readonly<Record<string, number>>;
  /** Territory of the target profile; null: all. */
  readonly territory: string | null;
  readonly own: readonly OwnSong[];
}

const FEWEST_CHARTS = 8;
const YEAR = 365;

export function popularityOf(
  cells: readonly ChartCell[],
  { attributes, territory, own }: PopularityQuestion,
): Popularity | NotEnoughData {
  const charts = new Set(cells.map(({ day }) => day)).size;
  if (charts < FEWEST_CHARTS) {
    return {
      status: "not-enough-data",
      missing: `at least ${FEWEST_CHARTS} charts with ranks; there are ${charts}`,
      cheapestNextStep: "import weekly charts (charts.spotify.com exports one week as CSV): songwright import FILE...",
    };
  }
  const runs = chartRuns(cells);
  const entries = runs
    .filter(({ cutOff }) => !cutOff)
    .map(
      ({ territory: place, recording, artist, entry }): Entry => ({
        territory: place,
        recording,
        artist,
        day: entry,
        attributes: attributes(recording),
      }),
    );
  const described = entries.filter((entry) => Object.keys(entry.attributes).length > 0);
  const trends = attributeTrends(entries).sort((a, b) => a.p - b.p || (a.attribute < b.attribute ? -1 : 1));
  const last = cells.reduce((most, { day }) => Math.max(most, day), Number.NEGATIVE_INFINITY);
  const first = cells.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const recent = described.filter(
    ({ day, territory: place }) => day > last - YEAR && (territory === null || place === territory),
  );
  const only = [...new Set(entries.map((entry) => entry.territory))];
  const target =
    described.length === 0
      ? null
      : targetProfile(
          recent,
          // With one chart its trends are those of all.
          trends.map((each) => (territory === null && only.length === 1 ? { ...each, territory: null } : each)),
          { territory, from: isoDay(Math.max(first, last - YEAR + 1)), until: isoDay(last) },
        );
  return {
    schema: "songwright.popularity/1",
    status: "done",
    period: { from: isoDay(first), until: isoDay(last) },
    charts: chartDynamics(cells, runs),
    entries: entries.length,
    described: described.length,
    trends,
    announced: trends.filter(({ adjusted }) => adjusted <= ANNOUNCED_UNDER),
    target,
    missing:
      trends.length > 0
        ? null
        : {
            status: "not-enough-data",
            missing: `attributes of at least 40 entries by 15 artists over a year and a half; ${described.length} of ${entries.length} entries have some`,
            cheapestNextStep: "give a table of attributes: --attributes FILE.csv (docs/attributes.md)",
          },
    own,
  };
}
