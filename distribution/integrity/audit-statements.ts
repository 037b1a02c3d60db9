/**
 * Statements against counts and against themselves: months, territories and recordings that are missing. What is missing as
 * a whole is not told again in its parts.
 */
import { findRateDrops } from "./rate-drops.ts";
import {
  type AuditFinding,
  type AuditKind,
  columnOf,
  middleOf,
  monthSums,
  type StatementTable,
} from "./statement-table.ts";

/** Streams that must have been expected: fewer can be chance, or below what a service reports. */
const FEWEST_IN_TERRITORY = 40;
const FEWEST_OF_RECORDING = 150;
/** Of what was expected: less than this is missing. */
const MISSING = 0.12;
const MONTHS_BESIDE = 3;

/**
 * @param reported place of the last month that statements reach, for all services: what is later is not yet due
 */
export function auditStatements(tables: readonly StatementTable[], reported: number): AuditFinding[] {
  const findings = tables
    .flatMap((table) => auditService(table, reported))
    .map(
      (finding): AuditFinding =>
        finding.kind === "unpaid recording" && finding.against !== "counted" && !livesOn(finding, tables, reported)
          ? { ...finding, kind: "removed recording" }
          : finding,
    );
  const sharedDrops = sharedOut(
    findings,
    "rate drop",
    "shared rate drop",
    2,
    ({ territory, from }, other) =>
      territory !== null && territory === other.territory && Math.abs(from - other.from) <= 1,
  );
  return sharedOut(
    sharedDrops,
    "removed recording",
    "removed recording",
    1,
    ({ recording, from }, other) => recording === other.recording && Math.abs(from - other.from) <= 1,
  );
}

/** Whether any of several services still has streams of a recording in months in which another has none. */
function livesOn(
  { recording, from, until }: AuditFinding,
  tables: readonly StatementTable[],
  reported: number,
): boolean {
  if (until < reported) return true;
  const streams = tables.map(({ recordings, paidByRecording, countedByRecording }) => {
    const k = recordings.indexOf(recording as string);
    const sum = (table: Float64Array | null, a: number, b: number): number => {
      let total = 0;
      for (let month = Math.max(0, a); table && k >= 0 && month <= b; month++) {
        const value = table[month * recordings.length + k]!;
        if (value > 0) total += value;
      }
      return total;
    };
    const both = (a: number, b: number): number => sum(paidByRecording, a, b) + sum(countedByRecording, a, b);
    return { before: both(from - MONTHS_BESIDE, from - 1), since: both(from, reported) };
  });
  const others = streams.filter(({ before }) => before > 0).length;
  return others < 2 || streams.some(({ since }) => since > 0);
}

/** What several services have at once is one finding of another kind. */
function sharedOut(
  findings: readonly AuditFinding[],
  kind: AuditKind,
  shared: AuditKind,
  fewest: number,
  same: (finding: AuditFinding, other: AuditFinding) => boolean,
): AuditFinding[] {
  const rest = findings.filter((finding) => finding.kind !== kind);
  let open = findings.filter((finding) => finding.kind === kind);
  while (open.length > 0) {
    const first = open[0]!;
    const group = open.filter((each) => each === first || same(first, each));
    const services = new Set(group.map(({ service }) => service));
    const all = services.size >= fewest;
    if (all)
      rest.push({
        ...first,
        kind: shared,
        service: services.size > 1 ? "" : first.service,
        expected: sumOf(group, "expected"),
        observed: sumOf(group, "observed"),
      });
    else rest.push(first);
    open = all ? open.filter((each) => !group.includes(each)) : open.slice(1);
  }
  return rest;
}

/** Streams add up; rates do not: their mean stands for all. */
const sumOf = (group: readonly AuditFinding[], key: "expected" | "observed"): number =>
  group.reduce((sum, each) => sum + each[key], 0) / (group[0]?.kind === "rate drop" ? group.length : 1);

/** Services report on different days: up to so many months at the end are late rather than missing. */
const LATE_MONTHS = 2;

function auditService(table: StatementTable, latest: number): AuditFinding[] {
  const sums = monthSums(table.paidByTerritory, table.territories.length);
  const level = middleOf(Array.from(sums.subarray(0, latest + 1)).filter((value) => value > 0));
  let reported = latest;
  while (reported > latest - LATE_MONTHS && sums[reported]! < MISSING * level) reported--;
  const { service, territories, recordings } = table;
  const counted = countedSums(table);
  const due = sums.slice(0, reported + 1);
  const whole = gapsOf("missing month", due, counted, [], FEWEST_OF_RECORDING);
  const gone = new Set(
    whole.flatMap(({ from, until }) => Array.from({ length: until - from + 1 }, (_, n) => from + n)),
  );
  const ratio = paidOfCounted(due, counted, gone);
  const findings: AuditFinding[] = whole.map((gap) => ({ ...gap, service, territory: null, recording: null }));
  territories.forEach((territory, k) => {
    const own = columnOf(table.paidByTerritory, territories.length, k).slice(0, reported + 1);
    const seen = table.countedByTerritory && columnOf(table.countedByTerritory, territories.length, k);
    for (const gap of gapsOf("missing territory", own, scaled(seen, ratio), [...gone], FEWEST_IN_TERRITORY))
      findings.push({ ...gap, service, territory, recording: null });
  });
  recordings.forEach((recording, k) => {
    const own = columnOf(table.paidByRecording, recordings.length, k).slice(0, reported + 1);
    const seen = table.countedByRecording && columnOf(table.countedByRecording, recordings.length, k);
    for (const gap of gapsOf("unpaid recording", own, scaled(seen, ratio), [...gone], FEWEST_OF_RECORDING))
      findings.push({ ...gap, service, territory: null, recording });
  });
  return [...findings, ...findRateDrops(table, reported, gone)];
}

function countedSums({
  countedByTerritory,
  countedByRecording,
  territories,
  recordings,
}: StatementTable): Float64Array | null {
  if (countedByTerritory) return monthSums(countedByTerritory, territories.length);
  return countedByRecording ? monthSums(countedByRecording, recordings.length) : null;
}

/** Services pay for a little less than they count: plays under 30 seconds, trials. */
function paidOfCounted(paid: Float64Array, counted: Float64Array | null, gone: ReadonlySet<number>): number {
  if (!counted) return 1;
  const ratios = Array.from(paid, (value, month) => (gone.has(month) ? Number.NaN : value / counted[month]!));
  const found = middleOf(ratios.filter((value) => Number.isFinite(value) && value > 0));
  return Number.isFinite(found) ? Math.min(1.2, found) : 1;
}

const scaled = (values: Float64Array | null, by: number): Float64Array | null =>
  values?.map((value) => value * by) ?? null;

type Gap = Omit<AuditFinding, "service" | "territory" | "recording">;

/** Runs of months with hardly anything where something was expected. */
function gapsOf(
  kind: AuditKind,
  paid: Float64Array,
  counted: Float64Array | null,
  without: readonly number[],
  fewest: number,
): Gap[] {
  const gaps: Gap[] = [];
  const low = (month: number): { expected: number; against: Gap["against"] } | null => {
    if (without.includes(month)) return null;
    const seen = counted?.[month] ?? Number.NaN;
    const known = Number.isFinite(seen);
    const expected = known ? seen : besideOf(paid, month, without);
    return expected >= fewest && paid[month]! < MISSING * expected
      ? { expected, against: known ? "counted" : "paid before and after" }
      : null;
  };
  for (let month = 0; month < paid.length; month++) {
    const first = low(month);
    if (!first) continue;
    let { expected } = first;
    let observed = paid[month]!;
    let until = month;
    for (let next = month + 1; next < paid.length; next++) {
      if (without.includes(next)) continue;
      const more = low(next);
      if (!more) break;
      expected += more.expected;
      observed += paid[next]!;
      until = next;
    }
    gaps.push({ kind, from: month, until, expected, observed, against: first.against });
    month = until;
  }
  return gaps;
}

/**
 * The smaller of what the months before and after had (their medians, months of nothing left out); before alone at the
 * end. Where nothing was paid before, it had not begun.
 */
function besideOf(paid: Float64Array, month: number, without: readonly number[]): number {
  const take = (step: number): number[] => {
    const found: number[] = [];
    for (let at = month + step; at >= 0 && at < paid.length && found.length < MONTHS_BESIDE; at += step)
      if (!without.includes(at) && paid[at]! > 0) found.push(paid[at]!);
    return found;
  };
  const before = take(-1);
  const after = take(1);
  if (before.length < 2) return 0;
  // What fades away is not missing: the last months say how far it has come.
  const level = Math.min(middleOf(before), before[0]!);
  return after.length > 0 ? Math.min(level, middleOf(after)) : level;
}
