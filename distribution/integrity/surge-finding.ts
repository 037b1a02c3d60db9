/** A judged surge as it is told: what, where, when, how sure, and what was weighed against it. */
import { exp } from "../../foundation/numbers/elementary.ts";
import type { Reason } from "../../foundation/plan/index.ts";
import { figureName } from "../../foundation/tables/figure.ts";
import { type Basis, isoDay } from "../../foundation/tables/index.ts";
import { weekdayOf } from "../audience/seasonality.ts";
import type { RecordingMonths } from "./judge-months.ts";
import type { Judgement, WeighedExplanation } from "./judge-surge.ts";
import type { Portion, SurgeMeasures } from "./measure-surge.ts";
import type { RecordingStreams } from "./recording-streams.ts";

export type SurgeKind = "odd territory" | "loop listening" | "few saves" | "one service" | "surge";

export interface IntegrityFinding {
  readonly id: string;
  /** "evidence": every innocent explanation is refused by figures; "look": at least one is left. */
  readonly level: "evidence" | "look";
  readonly kind: SurgeKind;
  readonly recording: string;
  /** Where the recording goes by its ISRC; null: not known. */
  readonly title: string | null;
  readonly basis: Basis;
  readonly services: readonly PortionFound[];
  readonly territories: readonly PortionFound[];
  /** Playlists that carried it, where an export says so. */
  readonly playlists: readonly PlaylistPart[];
  readonly from: string;
  readonly until: string;
  readonly streams: { readonly usual: number; readonly observed: number; readonly excess: number };
  /** For `songwright trace`. */
  readonly figure: string;
  readonly reasons: readonly Reason[];
  readonly innocent: readonly WeighedExplanation[];
  /** What is left to be ruled out, and with what; null: nothing. */
  readonly cannotTell: string | null;
  /** The days around it, for the picture; null where there are months only. */
  readonly series: {
    readonly first: string;
    readonly values: readonly number[];
    readonly usual: readonly number[];
  } | null;
}

export interface PortionFound {
  readonly name: string;
  readonly excess: number;
  readonly share: number;
  readonly usualShare: number;
}

export interface PlaylistPart {
  readonly playlist: string;
  readonly streams: number;
}

interface Told {
  readonly measures: SurgeMeasures;
  readonly judgement: Judgement;
  readonly week: readonly number[] | null;
}

const AROUND = 90;
const THREE_TIMES = 1.1;

/** Null where an innocent explanation accounts for it. */
export function findingOf(
  recording: (RecordingStreams | RecordingMonths) & { readonly basis: Basis },
  { measures, judgement, week }: Told,
): IntegrityFinding | null {
  if (judgement.verdict === "explained") return null;
  const daily = "first" in recording;
  const from = daily ? recording.first + measures.from : measures.from;
  const until = daily ? recording.first + measures.until : measures.until;
  const services = named(measures.services, recording.services);
  const territories = measures.placeKind === null ? [] : named(measures.places, recording.places);
  const where = measures.placeKind === "few" && territories.length === 1 ? territories[0]!.name : undefined;
  const service = measures.oneService && services[0]!.name !== "" ? services[0]!.name : undefined;
  return {
    id: `${recording.recording || "all"} ${isoDay(from)}`,
    level: judgement.verdict,
    kind: kindOf(measures),
    recording: recording.recording,
    title: null,
    basis: recording.basis,
    services: services.filter(({ name }) => name !== ""),
    territories,
    playlists: [],
    from: isoDay(from),
    until: isoDay(until),
    streams: {
      usual: Math.round(measures.usual),
      observed: Math.round(measures.observed),
      excess: Math.round(measures.excess),
    },
    figure: figureName({
      unit: "streams",
      basis: recording.basis,
      ...(service === undefined ? {} : { service }),
      ...(where === undefined ? {} : { territory: where }),
      ...(recording.recording === "" ? {} : { recording: recording.recording }),
      from: isoDay(from),
      until: isoDay(until),
    }),
    reasons: reasonsOf(measures, services, territories),
    innocent: judgement.innocent,
    cannotTell: judgement.verdict === "evidence" ? null : leftOpen(measures, judgement, daily),
    series: daily && week ? seriesAround(recording, measures, week) : null,
  };
}

/** Those that have three quarters of the excess; five at most. */
function named(portions: readonly Portion[], names: readonly string[]): PortionFound[] {
  const found: PortionFound[] = [];
  let share = 0;
  for (const portion of portions) {
    if (share > 0.75 || portion.excess <= 0 || found.length === 5) break;
    share += portion.share;
    found.push({
      name: names[portion.at]!,
      excess: Math.round(portion.excess),
      share: portion.share,
      usualShare: portion.usualShare,
    });
  }
  return found;
}

function kindOf({ placeKind, repeats, saves, oneService }: SurgeMeasures): SurgeKind {
  if (repeats && repeats.value - repeats.error > THREE_TIMES) return "loop listening";
  if (placeKind === "few") return "odd territory";
  if (saves && saves.value + 1.645 * saves.error < 0.5) return "few saves";
  return oneService ? "one service" : "surge";
}

function reasonsOf(m: SurgeMeasures, services: readonly PortionFound[], places: readonly PortionFound[]): Reason[] {
  const sum = (list: readonly PortionFound[], key: "share" | "usualShare"): number =>
    list.reduce((total, each) => total + each[key], 0);
  return [
    {
      code: "surge.size",
      facts: { usual: Math.round(m.usual), observed: Math.round(m.observed), times: m.observed / Math.max(1, m.usual) },
    },
    ...(m.placeKind === null
      ? []
      : [
          {
            code: `surge.places.${m.placeKind}`,
            facts: {
              places: places.map(({ name }) => name).join(" "),
              share: sum(places, "share"),
              usualShare: sum(places, "usualShare"),
            },
          },
        ]),
    ...(m.oneService
      ? [
          {
            code: "surge.service",
            facts: { service: services[0]!.name, share: services[0]!.share, usualShare: services[0]!.usualShare },
          },
        ]
      : []),
    ...(m.saves ? [{ code: "surge.saves", facts: { ofUsual: m.saves.value, error: m.saves.error } }] : []),
    ...(m.repeats
      ? [
          {
            code: "surge.repeats",
            facts: { times: exp(m.repeats.value), low: exp(m.repeats.value - 1.645 * m.repeats.error) },
          },
        ]
      : []),
    ...(m.week ? [{ code: "surge.week", facts: { follows: m.week.value, error: m.week.error } }] : []),
    ...(m.shape ? [{ code: `surge.shape.${m.shape}`, facts: { days: m.until - m.from + 1 } }] : []),
  ];
}

/** Which innocent explanations stand, and what would tell. */
function leftOpen(m: SurgeMeasures, { innocent }: Judgement, daily: boolean): string {
  const left = innocent.filter(({ refused }) => !refused).sort((a, b) => a.against - b.against);
  const names = left
    .slice(0, 3)
    .map(({ explanation }) => explanation)
    .join(", ");
  const missing = [
    ...(daily ? [] : ["streams by day"]),
    ...(m.saves ? [] : ["saves"]),
    ...(m.repeats ? [] : ["listeners"]),
    ...(m.placeKind ? [] : ["places"]),
  ];
  const why =
    missing.length > 0
      ? `; ${missing.join(", ")} of these days would tell more`
      : "; the counts are too small to tell them apart";
  return `cannot tell from this export: not ruled out are ${names}${why}`;
}

function seriesAround(
  { first, days, places, streams }: RecordingStreams,
  m: SurgeMeasures,
  week: readonly number[],
): IntegrityFinding["series"] {
  const from = Math.max(0, m.from - AROUND);
  const until = Math.min(days - 1, m.until + AROUND);
  const length = m.until - m.from + 1;
  let weight = 0;
  for (let day = m.from; day <= m.until; day++) weight += week[weekdayOf(first + day)]!;
  const values: number[] = [];
  const usual: number[] = [];
  for (let day = from; day <= until; day++) {
    let sum = 0;
    for (const row of streams) for (let k = 0; k < places.length; k++) sum += row[day * places.length + k]!;
    values.push(sum);
    usual.push((m.usual / (weight || length)) * week[weekdayOf(first + day)]!);
  }
  return { first: isoDay(first + from), values, usual: usual.map((value) => Math.round(10 * value) / 10) };
}
