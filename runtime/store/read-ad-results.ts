/** Results of ads out of the store, as the marketing craft takes them: a row for each record of an export. */
import type { AdResult } from "../../marketing/index.ts";
import { type ItemRecord, readItemRecords } from "./item-records.ts";
import type { ProjectStore } from "./project-store.ts";

/** Clicks that lead to the destination, as each service calls them; never clicks of any kind. */
const CLICKS: readonly string[] = ["link clicks", "destination clicks", "ad clicks"];

/**
 * All results, by day. Exports of the same ads at several levels, or broken down by age or country, stand beside each other:
 * rows of all of the audience have no `group` and no `territory`. A campaign's own rows are left out where there are rows of
 * its ad sets on the same days, and those of ad sets where there are rows of their ads.
 */
export async function readAdResults({ facts }: ProjectStore): Promise<AdResult[]> {
  const records = await readItemRecords(facts, "ad", "not shadowed");
  const results = records.sort((a, b) => a.from - b.from || a.source - b.source).map(resultOf);
  const finer = new Set<string>();
  for (const each of results) {
    const { adSet, ad } = each;
    if (adSet !== "" || ad !== "") finer.add(levelKey(each, ""));
    if (ad !== "") finer.add(levelKey(each, adSet));
  }
  return results.filter((each) => each.ad !== "" || !finer.has(levelKey(each, each.adSet)));
}

const levelKey = ({ platform, from, until, campaign, group, territory }: AdResult, adSet: string): string =>
  [platform, from, until, campaign, adSet, group === "" ? "" : "group", territory === null ? "" : "place"].join("\0");

function resultOf({ item, service, from, until, territory, context, figures }: ItemRecord): AdResult {
  const quantity = (units: readonly string[]): number | null =>
    figures.find(({ unit, quantity: count }) => units.includes(unit) && count !== null)?.quantity ?? null;
  const money = figures.find(({ amount, currency }) => amount !== null && /^[A-Z]{3}$/.test(currency ?? ""));
  const result = figures.find(({ unit, amount }) => unit === "results" && amount !== null);
  const kind = /(?:^|; )kind: (.*)$/.exec(context)?.[1];
  return {
    platform: service,
    from,
    until,
    campaign: item.campaign,
    adSet: item.adSet,
    ad: item.ad,
    group: item.group,
    territory,
    spend: money?.amount ?? null,
    currency: money?.currency ?? null,
    impressions: quantity(["ad impressions"]),
    reach: quantity(["reach"]),
    clicks: quantity(CLICKS),
    results: result?.amount ?? null,
    resultKind: kind ?? result?.currency ?? "",
  };
}
