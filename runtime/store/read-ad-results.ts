/** Results of ads out of the store, as the marketing craft takes them: a row for each record of an export. */
import type { AdResult } from "../../marketing/index.ts";
import type { ProjectStore } from "./project-store.ts";

/** Clicks that lead to the destination, as each service calls them; never clicks of any kind. */
const CLICKS: readonly string[] = ["link clicks", "destination clicks", "ad clicks"];

const ROWS = `
select coalesce(v.name, '') as platform, (f.first_day - date '1970-01-01')::integer as "from",
  (f.last_day - date '1970-01-01')::integer as until, i.campaign, i.ad_set, i.ad, i.audience, t.name as territory,
  list(u.name) as units, list(f.quantity::double) as quantities, list(f.amount::double) as amounts,
  list(c.name) as currencies, any_value(x.name) as context
from facts f join items i on i.id = f.item and i.kind = 'ad' join units u on u.id = f.unit
left join services v on v.id = f.service left join territories t on t.id = f.territory
left join currencies c on c.id = f.currency left join contexts x on x.id = f.context
where not f.shadowed group by 1, 2, 3, 4, 5, 6, 7, 8, f.source, f.place, f.first_day
order by f.first_day, 1, f.source, f.place`;

/**
 * All results, by day. Exports of the same ads at several levels, or broken down by age or country, stand beside each other:
 * rows of all of the audience have no `group` and no `territory`. A campaign's own rows are left out where there are rows of
 * its ad sets on the same days, and those of ad sets where there are rows of their ads.
 */
export async function readAdResults({ facts }: ProjectStore): Promise<AdResult[]> {
  const results = (await facts.rows(ROWS)).map(resultOf);
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

function resultOf(row: Record<string, unknown>): AdResult {
  const units = row.units as readonly string[];
  const quantities = row.quantities as readonly (number | null)[];
  const amounts = row.amounts as readonly (number | null)[];
  const currencies = row.currencies as readonly (string | null)[];
  const quantity = (...names: readonly string[]): number | null => {
    const at = units.findIndex((unit, i) => names.includes(unit) && quantities[i] !== null);
    return at < 0 ? null : (quantities[at] as number);
  };
  const money = currencies.findIndex((currency, i) => amounts[i] !== null && /^[A-Z]{3}$/.test(currency ?? ""));
  const result = units.findIndex((unit, i) => unit === "results" && amounts[i] !== null);
  const kind = /(?:^|; )kind: (.*)$/.exec((row.context as string | null) ?? "")?.[1];
  return {
    platform: row.platform as string,
    from: row.from as number,
    until: row.until as number,
    campaign: row.campaign as string,
    adSet: row.ad_set as string,
    ad: row.ad as string,
    group: row.audience as string,
    territory: row.territory as string | null,
    spend: money < 0 ? null : (amounts[money] as number),
    currency: money < 0 ? null : (currencies[money] as string),
    impressions: quantity("ad impressions"),
    reach: quantity("reach"),
    clicks: quantity(...CLICKS),
    results: result < 0 ? null : (amounts[result] as number),
    resultKind: kind ?? (result < 0 ? "" : (currencies[result] as string)),
  };
}
