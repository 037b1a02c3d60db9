/** `integrity`: streams that were probably bought, what statements owe, what is still to come, what playlists brought. */

import { figureName } from "../../foundation/tables/figure.ts";
import { type Basis, isoDay } from "../../foundation/tables/index.ts";
import type { Month } from "../audience/panel.ts";
import { type NoPlaylistEffect, type PlaylistEffect, playlistEffect } from "../effect/playlist-effect.ts";
import { auditStatements } from "./audit-statements.ts";
import { judgeMonths, type RecordingMonths } from "./judge-months.ts";
import { judgeRecording } from "./judge-recording.ts";
import { type NoNowcast, type Nowcast, nowcastMoney, type ServiceMoney } from "./nowcast-money.ts";
import type { RecordingStreams } from "./recording-streams.ts";
import { type AuditFinding, middleOf, type StatementTable } from "./statement-table.ts";
import { findingOf, type IntegrityFinding } from "./surge-finding.ts";

export interface IntegrityPanel {
  /** By day; recording "" is the sum of all where an export says no more. */
  readonly daily: readonly (RecordingStreams & { readonly basis: Basis })[];
  readonly monthly: readonly (RecordingMonths & { readonly basis: Basis })[];
  /** Months of statements and counts, without gaps; null: no statements. */
  readonly statements: {
    readonly months: readonly Month[];
    readonly reported: number;
    readonly tables: readonly StatementTable[];
    readonly money: readonly ServiceMoney[];
    readonly currency: string | null;
  } | null;
  /** Recordings, the smallest, that were too many to look at. */
  readonly leftOut: number;
  /** Recordings and days of playlists to judge. */
  readonly added: readonly { readonly recording: string; readonly day: number }[];
}

export interface Integrity {
  readonly schema: "songwright.integrity/1";
  readonly status: "done";
  /** What the exports carry, and what cannot be told for that. */
  readonly views: readonly View[];
  readonly findings: readonly IntegrityFinding[];
  /** Recordings, the smallest, that were too many to look at. */
  readonly leftOut: number;
  /** Surges that an innocent explanation accounts for. */
  readonly explained: number;
  readonly audit: Audit | null;
  readonly nowcast: (Nowcast & { readonly currency: string; readonly monthKeys: readonly string[] }) | NoNowcast | null;
  readonly playlists: readonly PlaylistAnswer[];
}

export interface View {
  readonly grain: "day" | "month";
  readonly recordings: number;
  readonly from: string;
  readonly until: string;
  readonly places: boolean;
  readonly services: boolean;
  readonly listeners: boolean;
  readonly saves: boolean;
  readonly cannotTell: readonly string[];
}

export interface Audit {
  readonly from: string;
  readonly until: string;
  readonly services: readonly string[];
  /** Services that are counted too: the others are compared with themselves. */
  readonly counted: readonly string[];
  readonly currency: string | null;
  readonly findings: readonly (Omit<AuditFinding, "from" | "until"> & {
    readonly from: string;
    readonly until: string;
    readonly figure: string;
  })[];
}

export interface PlaylistAnswer {
  readonly recording: string;
  readonly added: string;
  readonly days: number;
  readonly effect: PlaylistEffect | NoPlaylistEffect;
}

export interface NoIntegrity {
  readonly schema: "songwright.integrity/1";
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

/** Fewer days have no usual level that a surge could be told from. */
export const FEWEST_DAYS = 60;
const FEWEST_MONTHS = 6;
/** Days after a playlist that are judged, at most. */
const JUDGED_DAYS = 28;

export function integrityOf(panel: IntegrityPanel): Integrity | NoIntegrity {
  const daily = panel.daily.filter(({ days }) => days >= FEWEST_DAYS);
  const seen = new Set(daily.map(({ recording }) => recording));
  const monthly = panel.monthly.filter(
    ({ recording, months }) => months.length >= FEWEST_MONTHS && !seen.has(recording),
  );
  const { statements } = panel;
  if (daily.length === 0 && monthly.length === 0 && (statements === null || statements.months.length < 3)) {
    const days = Math.max(0, ...panel.daily.map((each) => each.days));
    return {
      schema: "songwright.integrity/1",
      status: "not-enough-data",
      missing: `${FEWEST_DAYS} days of streams of a recording, or ${FEWEST_MONTHS} months of statements${days > 0 ? `; the longest has ${days} days` : ""}`,
      cheapestNextStep:
        "export a song's daily streams for a year (Spotify for Artists: the song, then the download above its graph) and import it",
    };
  }
  const judged = [
    ...daily.flatMap((recording) => judgeRecording(recording).map((each) => findingOf(recording, each))),
    ...monthly.flatMap((recording) =>
      judgeMonths(recording).map(({ measures, judgement }) =>
        findingOf(recording, { measures, judgement, week: null }),
      ),
    ),
  ];
  const findings = judged.filter((finding) => finding !== null);
  const rank = { evidence: 0, look: 1 };
  findings.sort((a, b) => rank[a.level] - rank[b.level] || b.streams.excess - a.streams.excess);
  return {
    schema: "songwright.integrity/1",
    status: "done",
    views: [viewOf("day", daily), viewOf("month", monthly)].filter((view) => view !== null),
    findings,
    leftOut: panel.leftOut,
    explained: judged.length - findings.length,
    audit: auditOf(statements),
    nowcast: nowcastOf(statements),
    playlists: panel.added.map(({ recording, day }) => playlistOf(daily, recording, day)),
  };
}

function viewOf(grain: View["grain"], list: readonly (RecordingStreams | RecordingMonths)[]): View | null {
  if (list.length === 0) return null;
  const spans = list.map((each) =>
    "first" in each
      ? { from: each.first, until: each.first + each.days - 1 }
      : { from: each.months[0]!.from, until: each.months[each.months.length - 1]!.until },
  );
  const places = list.some((each) => each.places.length > 1);
  const services = list.some((each) => each.services.length > 1);
  const listeners = list.some((each) => "listeners" in each && each.listeners.some((row) => row !== null));
  const saves = list.some((each) => "saves" in each && each.saves.some((row) => row !== null));
  return {
    grain,
    recordings: list.length,
    from: isoDay(Math.min(...spans.map(({ from }) => from))),
    until: isoDay(Math.max(...spans.map(({ until }) => until))),
    places,
    services,
    listeners,
    saves,
    cannotTell: [
      ...(grain === "month"
        ? ["how a surge began and ended, and its week: these need days, so that months are never evidence"]
        : []),
      ...(places ? [] : ["where a surge came from: nothing is split by place"]),
      ...(services ? [] : ["whether one service alone had it"]),
      ...(listeners ? [] : ["whether few listeners made many streams: no listeners by day"]),
      ...(saves ? [] : ["whether listeners saved what they heard: no saves by day"]),
    ],
  };
}

function auditOf(statements: IntegrityPanel["statements"]): Audit | null {
  if (statements === null || statements.tables.length === 0) return null;
  const { months, reported, tables, currency } = statements;
  return {
    from: months[0]!.key,
    until: months[reported]!.key,
    services: tables.map(({ service }) => service),
    counted: tables.flatMap((table) => (table.countedByRecording || table.countedByTerritory ? [table.service] : [])),
    currency,
    findings: auditStatements(tables, reported).map((finding) => {
      const from = isoDay(months[finding.from]!.from);
      const until = isoDay(months[finding.until]!.until);
      const figure = figureName({
        unit: finding.kind.endsWith("rate drop") ? "money" : "streams",
        basis: finding.against === "counted" ? "counted" : "paid",
        ...(finding.service === "" ? {} : { service: finding.service }),
        ...(finding.territory === null ? {} : { territory: finding.territory }),
        ...(finding.recording === null ? {} : { recording: finding.recording }),
        from,
        until,
      });
      return { ...finding, from: months[finding.from]!.key, until: months[finding.until]!.key, figure };
    }),
  };
}

function nowcastOf(statements: IntegrityPanel["statements"]): Integrity["nowcast"] {
  if (statements === null || statements.currency === null) return null;
  const { months, reported, money, currency } = statements;
  const told = nowcastMoney(money, reachedByAll(money, reported), months.length - 1);
  return told.status === "done" ? { ...told, currency, monthKeys: told.months.map((at) => months[at]!.key) } : told;
}

/** Of services that bring a twentieth of the money or more: the last month that all of them report, at most two earlier. */
function reachedByAll(money: readonly ServiceMoney[], reported: number): number {
  const paid = (row: readonly number[]): number[] => row.slice(0, reported + 1).filter((value) => value > 0);
  const sums = money.map((each) => paid(each.money).reduce((sum, value) => sum + value, 0));
  const all = sums.reduce((sum, value) => sum + value, 0);
  let last = reported;
  money.forEach((each, at) => {
    const level = middleOf(paid(each.money));
    if (sums[at]! < all / 20) return;
    let own = reported;
    while (own > reported - 2 && !(each.money[own]! > 0.12 * level)) own--;
    // Gone for longer than that: it has left, and is not waited for.
    if (each.money[own]! > 0.12 * level) last = Math.min(last, own);
  });
  return last;
}

function playlistOf(daily: readonly RecordingStreams[], recording: string, day: number): PlaylistAnswer {
  const base = { recording, added: isoDay(day), days: 0 };
  const target = daily.find((each) => each.recording === recording);
  if (!target)
    return {
      ...base,
      effect: {
        status: "not-enough-data",
        missing: `${FEWEST_DAYS} days of streams of ${recording}`,
        cheapestNextStep: "export the song's daily streams and import them",
      },
    };
  const until = target.first + target.days;
  const days = Math.max(0, Math.min(JUDGED_DAYS, until - day));
  const siblings = daily.filter((each) => each !== target && each.recording !== "" && each.first < day - FEWEST_DAYS);
  return {
    ...base,
    days,
    effect: playlistEffect({
      first: target.first,
      target: totalOf(target, target.first, target.days),
      siblings: siblings.map((each) => totalOf(each, target.first, target.days)),
      from: day - target.first,
      days,
    }),
  };
}

/** Streams a day over services and places; NaN outside of its own days. */
function totalOf({ first, days, places, streams }: RecordingStreams, from: number, length: number): Float64Array {
  const wide = places.length;
  return Float64Array.from({ length }, (_, at) => {
    const day = from + at - first;
    if (day < 0 || day >= days) return Number.NaN;
    let sum = 0;
    for (const row of streams) for (let k = 0; k < wide; k++) sum += row[day * wide + k]!;
    return sum;
  });
}
