/** Posts out of the store, as the marketing craft takes them: the latest account of each, whatever exports they came in. */
import type { Post, PostCounts } from "../../marketing/index.ts";
import { NOT_SUMMED } from "./import-totals.ts";
import { ITEM_IDENTITY } from "./item-rows.ts";
import type { ProjectStore } from "./project-store.ts";

/** Which unit each count is taken from; the first that the export has. A service's own names stay in the store. */
const COUNTS: Readonly<Record<keyof PostCounts, readonly string[]>> = {
  views: ["views", "video views"],
  impressions: ["impressions"],
  reach: ["reach"],
  likes: ["likes", "reactions"],
  comments: ["comments", "replies"],
  shares: ["shares", "reposts"],
  saves: ["saves", "bookmarks"],
  follows: ["follows", "subscribers gained"],
  clicks: ["link clicks"],
};

/** What a post is where its service has one kind only. */
const KINDS: Readonly<Record<string, string>> = { TikTok: "video", YouTube: "video", X: "post" };

/**
 * One row for each post and unit. Figures of a post's life so far go before those added up from days; of several spans the
 * longest is taken, then the one that reaches furthest, then the one imported last.
 */
const FIGURES = `
with posts as (
  select coalesce(v.name, '') as platform, ${ITEM_IDENTITY} as identity,
    i.id as item, u.name as unit, f.first_day, f.last_day, f.quantity, s.reach, f.source,
    coalesce(x.name = 'by day' or s.layout = 'youtube-chart', false) as daily
  from facts f join items i on i.id = f.item and i.kind = 'post' join sources s on s.id = f.source
  join units u on u.id = f.unit left join services v on v.id = f.service left join contexts x on x.id = f.context
  where not f.shadowed and s.layout <> 'post-labels'
), newest as (
  select platform, identity, max_by(item, (reach, source)) as item from posts group by all
), figures as (
  select platform, identity, unit,
    max_by(quantity, (last_day - first_day, reach, source)) filter (not daily) as life,
    sum(quantity) filter (daily and unit not in (${NOT_SUMMED.map((unit) => `'${unit}'`).join(", ")})) as days
  from posts where quantity is not null group by all
)
select n.platform, i.service_id, i.permalink, i.account, i.published, i.minute, i.format, i.seconds, i.caption, i.label,
  list(g.unit) as units, list(coalesce(g.life, g.days)::double) as counts
from newest n join items i on i.id = n.item left join figures g on g.platform = n.platform and g.identity = n.identity
group by all order by i.published nulls last, i.minute nulls last, n.platform, i.service_id`;

const LABELS = `
select i.service_id, i.permalink, i.label from facts f join items i on i.id = f.item and i.kind = 'post' join sources s on s.id = f.source
where s.layout = 'post-labels' order by f.source, f.place`;

/** All posts, in the order in which they were published; those without a day last. */
export async function readPosts({ facts }: ProjectStore): Promise<Post[]> {
  const labels = new Map<string, Record<string, string>>();
  for (const { service_id: id, label } of (await facts.rows(LABELS)) as Record<string, string>[]) {
    labels.set(id as string, { ...labels.get(id as string), ...JSON.parse(label as string) });
  }
  return (await facts.rows(FIGURES)).map((row) => {
    const { service_id: id, permalink, platform } = row as Record<string, string>;
    const units = row.units as readonly (string | null)[];
    const values = row.counts as readonly (number | null)[];
    const countOf = (names: readonly string[]): number | null => {
      for (const name of names) {
        const value = values[units.indexOf(name)];
        if (value !== undefined && value !== null) return value;
      }
      return null;
    };
    const own = row.label === "" ? {} : (JSON.parse(row.label as string) as Record<string, string>);
    const counts = Object.fromEntries(Object.entries(COUNTS).map(([key, names]) => [key, countOf(names)]));
    return {
      id: id as string,
      platform: platform as string,
      account: row.account as string,
      day: row.published as number | null,
      minute: row.minute as number | null,
      kind: (row.format as string) || (KINDS[platform as string] ?? ""),
      seconds: row.seconds as number | null,
      caption: row.caption as string,
      permalink: permalink as string,
      labels: { ...own, ...labels.get(permalink as string), ...labels.get(id as string) },
      territory: null,
      counts: counts as unknown as PostCounts,
    };
  });
}
