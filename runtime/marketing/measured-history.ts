/** What was measured, kept in the project: for the next plan, for the markets, and to see how often intervals held. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { isoDay, readIsoDay } from "../../foundation/tables/index.ts";
import type { MeasuredCampaign, RanCampaign, Refused } from "../../marketing/index.ts";

export interface Planned {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** Chance that the plan gave of seeing its lift. */
  readonly power: number | null;
}

export interface MeasuredRow {
  readonly campaign: RanCampaign;
  readonly effect: MeasuredCampaign | Refused;
  /** How often intervals held nothing where nothing was done. */
  readonly quiet: { readonly windows: number; readonly held: number } | null;
  /** What the plan expected; null where no plan of the project fits. */
  readonly planned: Planned | null;
}

export interface HistoryEntry {
  readonly campaign: string;
  readonly from: string;
  readonly until: string;
  readonly incremental: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly seen: boolean;
  readonly spend: number | null;
  readonly currency: string | null;
  readonly places: readonly string[];
  readonly planned: Planned | null;
}

/** All measured campaigns of a project; none where nothing was measured. */
export function readMeasuredHistory(project: string): HistoryEntry[] {
  const path = join(project, "campaign", "measured.json");
  if (!existsSync(path)) return [];
  let data: { readonly campaigns?: unknown } | null = null;
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Told below, with the file.
  }
  if (!Array.isArray(data?.campaigns))
    throw new FormatError(
      "measured campaigns",
      0,
      `a JSON object with campaigns in ${path}; delete it to begin anew`,
      "something else",
    );
  return data.campaigns as HistoryEntry[];
}

/** Throws InputError where the file is no plan of a campaign. */
export function checkCampaignPlan(path: string): void {
  if (decisionsOf(path) === null) throw new InputError("--plan", "plans of campaign plan", path);
}

/**
 * The plan whose days overlap the campaign's by more than half, and whose places it has: of those given, then of the
 * project's own.
 *
 * @param given paths of plans that lie elsewhere
 */
export function plannedOf(
  project: string,
  { from, until, places }: RanCampaign,
  given: readonly string[],
): Planned | null {
  const own = [join(project, "campaign"), join(project, "campaign", "earlier")].flatMap((folder) => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("plan.json")) : [];
    return names.sort().map((name) => join(folder, name));
  });
  for (const path of [...given, ...own]) {
    const decisions = decisionsOf(path);
    if (decisions === null) continue;
    const value = (id: string): unknown => decisions.find((each) => each.id === id)?.value;
    const [first, last] = [String(value("campaign.from")), String(value("campaign.until"))];
    const shared = Math.min(until, dayNumber(last)) - Math.max(from, dayNumber(first)) + 1;
    const spends = decisions.filter(({ id }) => id.startsWith("spend.") && places.includes(id.split("@")[1] ?? ""));
    if (!(shared > (until - from + 1) / 2) || (places.length > 0 && spends.length === 0)) continue;
    const budget = decisions.find(({ id }) => id === "campaign.budget");
    const facts = budget?.reasons.find(({ code }) => code === "campaign.expected")?.facts;
    const power = decisions
      .find(({ id }) => id === "measure.design")
      ?.reasons.find(({ code }) => code === "measure.power")?.facts;
    if (!facts) continue;
    const number = (key: string): number => Number(facts[key]);
    return {
      expected: number("value"),
      low: number("low"),
      high: number("high"),
      power: power ? Number(power.power) : null,
    };
  }
  return null;
}

interface KnownDecision {
  readonly id: string;
  readonly value: unknown;
  readonly reasons: readonly { readonly code: string; readonly facts: Record<string, unknown> }[];
}

function decisionsOf(path: string): readonly KnownDecision[] | null {
  try {
    const plan = JSON.parse(readFileSync(path, "utf8")) as { craft?: string; decisions?: readonly KnownDecision[] };
    return plan.craft === "campaign" && Array.isArray(plan.decisions) ? plan.decisions : null;
  } catch {
    return null;
  }
}

const dayNumber = (day: string): number => readIsoDay(day) ?? Number.NaN;

/** Adds what was measured to `campaign/measured.json`; a campaign that is there already is replaced. Answers all of it. */
export function keepMeasured(project: string, rows: readonly MeasuredRow[]): HistoryEntry[] {
  const folder = join(project, "campaign");
  const path = join(folder, "measured.json");
  const before = readMeasuredHistory(project);
  const fresh = rows.flatMap(({ campaign, effect, planned }): HistoryEntry[] => {
    if (effect.status !== "done") return [];
    const [low, high] = effect.incremental90;
    const { name, from, until, spend, currency, places } = campaign;
    return [
      {
        campaign: name,
        from: isoDay(from),
        until: isoDay(until),
        incremental: effect.incremental,
        low,
        high,
        seen: effect.seen,
        spend,
        currency,
        places,
        planned,
      },
    ];
  });
  const kept = before.filter(
    ({ campaign, from }) => !fresh.some((each) => each.campaign === campaign && each.from === from),
  );
  const all = [...kept, ...fresh].sort((a, b) => (a.from < b.from ? -1 : 1));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.part`, `${JSON.stringify({ schema: "songwright.measured/1", campaigns: all }, null, 2)}\n`);
  renameSync(`${path}.part`, path);
  return all;
}

/** Streams for a euro that stand for none: of a campaign that took streams away. */
const NOTHING = 0.05;

/** Entries for `songwright markets --measured`: streams for a euro in each territory of a measured campaign. */
export function measuredForMarkets(
  rows: readonly MeasuredRow[],
  perEuro: number | null,
): { territory: string; effect: number; low: number; high: number }[] {
  return rows.flatMap(({ campaign, effect }) => {
    const { spend, currency, places } = campaign;
    const rate = currency === "EUR" ? 1 : perEuro;
    if (effect.status !== "done" || !spend || rate === null) return [];
    const [low, high] = effect.incremental90;
    if (high === null) return [];
    const euro = spend / rate;
    const top = Math.max(NOTHING, high / euro);
    const value = Math.min(top, Math.max(0, effect.incremental / euro));
    return places
      .filter((place) => /^[A-Z]{2}$/.test(place))
      .map((territory) => ({
        territory,
        effect: value,
        low: Math.min(value, Math.max(0, (low ?? 0) / euro)),
        high: top,
      }));
  });
}
