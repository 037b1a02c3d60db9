/** Posts out of the store, as the marketing craft takes them: the latest account of each, whatever exports they came in. */
import { BY_DAY } from "../../foundation/tables/index.ts";
import type { Post, PostCounts } from "../../marketing/index.ts";
import type { FactDatabase } from "./fact-database.ts";
import { NOT_SUMMED } from "./import-totals.ts";
import { createPostFigures, type FigureSpan, isLater, type PostFigures } from "./post-figures.ts";
import { type PostItem, readPostItems } from "./post-items.ts";
import type { ProjectStore } from "./project-store.ts";

/** Which unit each count is taken from; the first that the export has. A service's own names stay in the store. */
const COUNTS = {
  views: ["views", "video views"],
  impressions: ["impressions"],
  reach: ["reach"],
  likes: ["likes", "reactions"],
  comments: ["comments", "replies"],
  shares: ["shares", "reposts"],
  saves: ["saves", "bookmarks"],
  follows: ["follows", "subscribers gained"],
  clicks: ["link clicks"],
} as const satisfies Readonly<Record<keyof PostCounts, readonly string[]>>;
const UNITS: readonly string[] = Object.values(COUNTS).flat();

/** What a post is where its service has one kind only. */
const KINDS: Readonly<Record<string, string>> = { TikTok: "video", YouTube: "video", X: "post" };
const ID_IN_LINK = /\/(?:video|photo|status)\/(\d{5,})/;
const LABELS = "select id from sources where layout = 'post-labels'";
const NO_LABELS: Readonly<Record<string, string>> = {};

interface FoundPost {
  item: PostItem;
  /** Of the newest export that has it. */
  span: FigureSpan;
  readonly service: string;
}

/** All posts, in the order in which they were published; those without a day last. */
export async function readPosts({ facts }: ProjectStore): Promise<Post[]> {
  const items = await readPostItems(facts);
  const labels = await readOwnLabels(facts, items);
  const { found, figures, units } = await readFigures(facts, items);
  const places = Object.fromEntries(
    Object.entries(COUNTS).map(([count, names]) => [count, names.flatMap((name) => place(units, name))]),
  ) as unknown as Places;
  return found.map((post, at) => postOf(post, figures, at, places, labels)).sort(byTime);
}

/** Where each count may stand among the figures. */
type Places = Readonly<Record<keyof PostCounts, readonly number[]>>;

const place = (units: readonly string[], name: string): number[] => (units.includes(name) ? [units.indexOf(name)] : []);

async function readFigures(
  facts: FactDatabase,
  items: ReadonlyMap<number, PostItem>,
): Promise<{ readonly found: readonly FoundPost[]; readonly figures: PostFigures; readonly units: readonly string[] }> {
  const services = await namesOf(facts, "services");
  const contexts = await namesOf(facts, "contexts");
  const named = await namesOf(facts, "units");
  const units = [...named.values()].filter((name) => UNITS.includes(name));
  const unitOf = new Map([...named].map(([id, name]) => [id, units.indexOf(name)]));
  const sources = new Map(
    (await facts.rows(`select id, layout, ${days("reach")} as reach from sources`)).map((row) => [
      row.id as number,
      { reach: (row.reach as number | null) ?? 0, chart: row.layout === "youtube-chart" },
    ]),
  );
  const notSummed = units.map((unit) => NOT_SUMMED.includes(unit));
  const spans: FigureSpan[] = [];
  const figures = createPostFigures(items.size, units.length, spans);
  // Most records of an export are about spans of one length.
  const spanNumbers = new Map<number, Map<number, number>>();
  const spanOf = (source: number, length: number): number => {
    const ofSource = spanNumbers.get(source) ?? new Map<number, number>();
    if (ofSource.size === 0) spanNumbers.set(source, ofSource);
    const known = ofSource.get(length);
    if (known !== undefined) return known;
    const number = spans.push({ length, reach: sources.get(source)?.reach ?? 0, source }) - 1;
    ofSource.set(length, number);
    return number;
  };
  const found: FoundPost[] = [];
  const accounts = new Map<string, Map<string, number>>();
  const numberOf = (item: PostItem, service: string, span: FigureSpan): number => {
    const { permalink, id, account } = item;
    const linked = permalink === "" ? null : ID_IN_LINK.exec(permalink);
    const own = `${service}\0${account}`;
    const numbers = accounts.get(own) ?? new Map<string, number>();
    if (numbers.size === 0) accounts.set(own, numbers);
    const key = linked?.[1] ?? (permalink || id);
    const known = numbers.get(key);
    if (known === undefined) {
      numbers.set(key, found.length);
      return found.push({ item, span, service }) - 1;
    }
    const post = found[known] as FoundPost;
    if (isLater(span, post.span)) Object.assign(post, { item, span });
    return known;
  };
  // The figures of a record stand one behind the other, so that each record is looked up once.
  let [lastSource, lastPlace, lastItem] = [-1, -1, -1];
  let [post, span, daily] = [-1, -1, false];
  await facts.scan(
    `select source, place::double, item, unit, coalesce(quantity::double, 'nan'::double), ${days("first_day")}, ${days("last_day")}, service, context
     from facts where item is not null and not shadowed and source not in (${LABELS})`,
    (columns, rows) => {
      const [source, place, itemId, unit, quantity, first, last, service, context] = columns as readonly number[][];
      for (let at = 0; at < rows; at++) {
        const [ofSource, ofPlace, ofItem] = [source?.[at], place?.[at], itemId?.[at]] as [number, number, number];
        if (ofSource !== lastSource || ofPlace !== lastPlace || ofItem !== lastItem) {
          [lastSource, lastPlace, lastItem] = [ofSource, ofPlace, ofItem];
          const item = items.get(ofItem);
          post = -1;
          if (!item) continue;
          span = spanOf(ofSource, (last?.[at] as number) - (first?.[at] as number));
          daily = sources.get(ofSource)?.chart === true || contexts.get(context?.[at] as number) === BY_DAY;
          post = numberOf(item, services.get(service?.[at] as number) ?? "", spans[span] as FigureSpan);
        }
        const counted = unitOf.get(unit?.[at] as number) ?? -1;
        const value = quantity?.[at] as number;
        if (post < 0 || counted < 0 || Number.isNaN(value)) continue;
        if (!daily) figures.addSpan(post, counted, value, span);
        else if (!notSummed[counted]) figures.addDay(post, counted, value);
      }
    },
  );
  return { found, figures, units };
}

/** Labels that a person noted beside the exports, by the post's id or link: an older file may have those that a newer one has not. */
async function readOwnLabels(
  facts: FactDatabase,
  items: ReadonlyMap<number, PostItem>,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const labels = new Map<string, Readonly<Record<string, string>>>();
  const noted = await facts.rows(
    `select source, item from facts where item is not null and source in (${LABELS}) order by source`,
  );
  for (const { item: id } of noted) {
    const item = items.get(id as number);
    if (item) labels.set(item.id, { ...labels.get(item.id), ...readLabels(item.label) });
  }
  return labels;
}

async function namesOf(facts: FactDatabase, table: string): Promise<Map<number, string>> {
  const rows = await facts.rows(`select id, name from ${table}`);
  return new Map(rows.map(({ id, name }) => [id as number, name as string]));
}

const readLabels = (text: string): Readonly<Record<string, string>> =>
  text === "" ? NO_LABELS : (JSON.parse(text) as Record<string, string>);

function postOf(
  { item, service }: FoundPost,
  figures: PostFigures,
  number: number,
  places: Places,
  labels: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Post {
  const count = (of: keyof PostCounts): number | null => {
    for (const place of places[of]) {
      const value = figures.get(number, place);
      if (value !== null) return value;
    }
    return null;
  };
  const own = labels.size === 0 ? undefined : { ...labels.get(item.permalink), ...labels.get(item.id) };
  const noted = readLabels(item.label);
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
    labels: own === undefined ? noted : { ...noted, ...own },
    territory: null,
    counts: {
      views: count("views"),
      impressions: count("impressions"),
      reach: count("reach"),
      likes: count("likes"),
      comments: count("comments"),
      shares: count("shares"),
      saves: count("saves"),
      follows: count("follows"),
      clicks: count("clicks"),
    },
  };
}

function byTime(a: Post, b: Post): number {
  const day = (a.day ?? Number.MAX_SAFE_INTEGER) - (b.day ?? Number.MAX_SAFE_INTEGER);
  if (day !== 0) return day;
  const minute = (a.minute ?? 1440) - (b.minute ?? 1440);
  return minute !== 0 ? minute : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const days = (column: string): string => `(${column} - date '1970-01-01')::integer`;
