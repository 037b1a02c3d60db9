/** Posts out of the store, as the marketing craft takes them: the latest account of each, whatever exports they came in. */
import { BY_DAY } from "../../foundation/tables/index.ts";
import type { Post, PostCounts } from "../../marketing/index.ts";
import { NOT_SUMMED } from "./import-totals.ts";
import { type ItemRecord, readItemRecords } from "./item-records.ts";
import type { ProjectStore } from "./project-store.ts";

/** Which unit each count is taken from; the first that the export has. A service's own names stay in the store. */
const COUNTS: readonly (readonly [keyof PostCounts, readonly string[]])[] = [
  ["views", ["views", "video views"]],
  ["impressions", ["impressions"]],
  ["reach", ["reach"]],
  ["likes", ["likes", "reactions"]],
  ["comments", ["comments", "replies"]],
  ["shares", ["shares", "reposts"]],
  ["saves", ["saves", "bookmarks"]],
  ["follows", ["follows", "subscribers gained"]],
  ["clicks", ["link clicks"]],
];

/** What a post is where its service has one kind only. */
const KINDS: Readonly<Record<string, string>> = { TikTok: "video", YouTube: "video", X: "post" };
const ID_IN_LINK = /\/(?:video|photo|status)\/(\d{5,})/;

const LABELS = "select id from sources where layout = 'post-labels'";

interface Figure {
  value: number;
  /** Null: added up from days. */
  from: ItemRecord | null;
}

interface FoundPost {
  newest: ItemRecord;
  readonly figures: Map<string, Figure>;
}

/** All posts, in the order in which they were published; those without a day last. */
export async function readPosts({ facts }: ProjectStore): Promise<Post[]> {
  const found = new Map<string, FoundPost>();
  const labels = new Map<string, Record<string, string>>();
  // An older file of labels may have those that a newer one has not.
  const noted = await readItemRecords(facts, "post", `source in (${LABELS})`);
  for (const { item } of noted.sort((a, b) => a.source - b.source)) {
    labels.set(item.id, { ...labels.get(item.id), ...readLabels(item.label) });
  }
  for (const record of await readItemRecords(facts, "post", `not shadowed and source not in (${LABELS})`)) {
    const { item, service } = record;
    const key = `${service}\0${ID_IN_LINK.exec(item.permalink)?.[1] ?? (item.permalink || item.id)}\0${item.account}`;
    let post = found.get(key);
    if (!post) {
      post = { newest: record, figures: new Map() };
      found.set(key, post);
    } else if (isLater(record, post.newest)) post.newest = record;
    for (const { unit, quantity } of record.figures)
      if (quantity !== null) addFigure(post.figures, record, unit, quantity);
  }
  return [...found.values()].map((post) => postOf(post, labels)).sort(byTime);
}

const readLabels = (text: string): Record<string, string> =>
  text === "" ? {} : (JSON.parse(text) as Record<string, string>);

const isLater = (a: ItemRecord, b: ItemRecord): boolean =>
  a.reach > b.reach || (a.reach === b.reach && a.source > b.source);

/**
 * Figures of a post's life so far go before those added up from days; of several spans the longest is taken, then the one that
 * reaches furthest, then the one imported last.
 */
function addFigure(figures: Map<string, Figure>, record: ItemRecord, unit: string, value: number): void {
  const known = figures.get(unit);
  const daily = record.context === BY_DAY || record.layout === "youtube-chart";
  if (daily) {
    if (NOT_SUMMED.includes(unit) || (known && known.from !== null)) return;
    figures.set(unit, { value: (known?.value ?? 0) + value, from: null });
    return;
  }
  const before = known?.from;
  const length = record.until - record.from;
  const longer = !before || length > before.until - before.from;
  if (longer || (length === before.until - before.from && isLater(record, before)))
    figures.set(unit, { value, from: record });
}

function postOf({ newest, figures }: FoundPost, labels: ReadonlyMap<string, Record<string, string>>): Post {
  const { item, service } = newest;
  const countOf = (units: readonly string[]): number | null => {
    for (const unit of units) {
      const figure = figures.get(unit);
      if (figure) return figure.value;
    }
    return null;
  };
  return {
    id: item.id,
    platform: service,
    account: item.account,
    day: item.published,
    minute: item.minute,
    kind: item.format || (KINDS[service] ?? ""),
    seconds: item.seconds,
    caption: item.caption,
    permalink: item.permalink,
    labels: { ...readLabels(item.label), ...labels.get(item.permalink), ...labels.get(item.id) },
    territory: null,
    counts: Object.fromEntries(COUNTS.map(([key, units]) => [key, countOf(units)])) as unknown as PostCounts,
  };
}

function byTime(a: Post, b: Post): number {
  const day = (a.day ?? Number.MAX_SAFE_INTEGER) - (b.day ?? Number.MAX_SAFE_INTEGER);
  if (day !== 0) return day;
  const minute = (a.minute ?? 1440) - (b.minute ?? 1440);
  return minute !== 0 ? minute : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
