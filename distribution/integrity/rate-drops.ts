/** Money for a stream that falls and stays down: of a whole service, or of one territory against the others. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { type AuditFinding, columnOf, middleOf, monthSums, type StatementTable } from "./statement-table.ts";

/** Months before that say what the rate was, and months that must be lower. */
const BEFORE = 6;
const AFTER = 3;
const FEWEST_BEFORE = 3;
/** Drop of the logarithm that is told: -0.15 is 14 %. */
const DROP = -0.15;
const STRENGTH = 4;
const FEWEST_STREAMS = 100;

export function findRateDrops(table: StatementTable, reported: number, gone: ReadonlySet<number>): AuditFinding[] {
  const { territories, service, currency } = table;
  if (currency === null) return [];
  const rates = territories.map((_, k) => {
    const paid = columnOf(table.paidByTerritory, territories.length, k);
    const amount = columnOf(table.amountByTerritory, territories.length, k);
    return rateOf(paid, amount, reported, gone);
  });
  const whole = rateOf(
    monthSums(table.paidByTerritory, territories.length),
    monthSums(table.amountByTerritory, territories.length),
    reported,
    gone,
  );
  // The common step of a month: the median over territories of its change against the months before.
  const months = Array.from({ length: reported + 1 }, (_, month) => month);
  const common = months.map((month) => {
    const steps = rates.map((rate) => stepAt(rate, month)).filter((step) => step !== null);
    return steps.length >= 3 ? middleOf(steps) : (stepAt(whole, month) ?? 0);
  });
  const findings: AuditFinding[] = [];
  const put = (territory: string | null, rate: Float64Array, at: number, step: number): void => {
    const before = exp(levelBefore(rate, at)!);
    findings.push({
      kind: "rate drop",
      service,
      territory,
      recording: null,
      from: at,
      until: lastLow(rate, at, step, reported),
      expected: 1000 * before,
      observed: 1000 * before * exp(step),
      against: "paid before and after",
    });
  };
  const cumulative = commonLevel(common, rates, whole, reported);
  for (const { at, step } of dropsIn(cumulative, null)) put(null, whole, at, step);
  rates.forEach((rate, k) => {
    for (const { at, step } of dropsIn(rate, cumulative)) put(territories[k]!, rate, at, step);
  });
  return findings;
}

/** Logarithms of money for a stream; NaN where there is too little. */
function rateOf(paid: Float64Array, amount: Float64Array, reported: number, gone: ReadonlySet<number>): Float64Array {
  return Float64Array.from({ length: reported + 1 }, (_, month) =>
    paid[month]! >= FEWEST_STREAMS && amount[month]! > 0 && !gone.has(month)
      ? log(amount[month]! / paid[month]!)
      : Number.NaN,
  );
}

function levelBefore(rate: Float64Array, month: number): number | null {
  const known = Array.from(rate.subarray(Math.max(0, month - BEFORE), month)).filter(Number.isFinite);
  return known.length >= FEWEST_BEFORE ? middleOf(known) : null;
}

function stepAt(rate: Float64Array, month: number): number | null {
  const level = levelBefore(rate, month);
  return level === null || Number.isNaN(rate[month]!) ? null : rate[month]! - level;
}

/** A rate that all territories share: month to month, the median of their changes. */
function commonLevel(
  common: readonly number[],
  rates: readonly Float64Array[],
  whole: Float64Array,
  reported: number,
): Float64Array {
  const level = new Float64Array(reported + 1);
  for (let month = 1; month <= reported; month++) {
    const changes = rates.map((rate) => rate[month]! - rate[month - 1]!).filter(Number.isFinite);
    const own = whole[month]! - whole[month - 1]!;
    const change = changes.length >= 3 ? middleOf(changes) : Number.isFinite(own) ? own : Number.NaN;
    level[month] = Number.isNaN(change) ? level[month - 1]! + (common[month] ?? 0) : level[month - 1]! + change;
  }
  return level;
}

/** @param beside what all do, taken off; null for that itself */
function dropsIn(rate: Float64Array, beside: Float64Array | null): { at: number; step: number }[] {
  const own = rate.map((value, month) => value - (beside ? beside[month]! : 0));
  const spread = spreadOf(own);
  const found: { at: number; step: number }[] = [];
  for (let month = FEWEST_BEFORE; month < own.length; month++) {
    const level = levelBefore(own, month);
    const now = Array.from(own.subarray(month, month + AFTER)).filter(Number.isFinite);
    if (level === null || now.length === 0 || Number.isNaN(own[month]!)) continue;
    const step = middleOf(now);
    // Two months or more are needed unless these are the last: then the drop has to be clear.
    const least = now.length > 1 ? DROP : DROP - 0.03;
    const error = spread * Math.sqrt(1.5 / now.length + 0.3);
    if (step - level > least || step - level > -STRENGTH * error) continue;
    if (own[month]! - level > 0.6 * (step - level)) continue;
    found.push({ at: month, step: step - level });
    month += BEFORE;
  }
  return found;
}

/** Standard deviation of a month around a level, from the median of its changes: steps are few. */
function spreadOf(own: Float64Array): number {
  const changes = Array.from(own, (value, month) =>
    month > 0 ? Math.abs(value - own[month - 1]!) : Number.NaN,
  ).filter(Number.isFinite);
  return Math.max(0.008, changes.length > 2 ? (1.48 * middleOf(changes)) / Math.SQRT2 : 0.06);
}

function lastLow(rate: Float64Array, at: number, step: number, reported: number): number {
  const level = levelBefore(rate, at) ?? 0;
  let until = at;
  while (until < reported && !(rate[until + 1]! - level > 0.5 * step)) until++;
  return until;
}
