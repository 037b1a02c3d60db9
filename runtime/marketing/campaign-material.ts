/** What a project knows that a campaign is planned on. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlanMaterial } from "../../foundation/plan/index.ts";
import { readIsoDay } from "../../foundation/tables/index.ts";
import { type AdResult, type Channel, firstStrayDay, type Place, type Post } from "../../marketing/index.ts";
import { fileHash } from "../master/master-song.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { knownLayouts } from "../store/known-layouts.ts";
import { openStore } from "../store/project-store.ts";
import { readAdResults } from "../store/read-ad-results.ts";
import { readPosts } from "../store/read-posts.ts";
import type { StoredStatement } from "../store/state-database.ts";
import { type DailyPanel, dailyPanel } from "./daily-panel.ts";

export interface CampaignMaterial {
  readonly release: Release | null;
  readonly posts: readonly Post[];
  readonly ads: readonly AdResult[];
  readonly cities: DailyPanel | null;
  readonly territories: DailyPanel | null;
  /** Path of the list of markets; null where there is none. */
  readonly markets: string | null;
  /** Path of the song that clips are cut from; null where there is none. */
  readonly master: string | null;
  readonly hashes: readonly PlanMaterial[];
  /** Last day that anything is known of; null without exports. */
  readonly lastDay: number | null;
  /** Posts and ads dated years after everything else: left out of the rest. Null where there are none. */
  readonly stray: { readonly records: number; readonly first: number } | null;
}

/**
 * @param given list of markets; null: the project's own, of `reports/`
 * @param song for clips; null: the first master of the project
 */
export async function campaignMaterial(
  project: string,
  given: string | null,
  song: string | null,
): Promise<CampaignMaterial> {
  const release = existsSync(join(project, "release.json")) ? await readRelease(project) : null;
  const own = join(project, "reports", "markets.json");
  const markets = given ?? (existsSync(own) ? own : null);
  const master = song ?? (release ? firstSound(release.masters) : null);
  const hashes: PlanMaterial[] = [];
  if (markets !== null) hashes.push({ name: markets, sha256: sha256(await readFile(markets)) });
  if (master !== null) hashes.push({ name: master, sha256: await fileHash(master) });
  const facts = join(project, ".songwright", "facts.duckdb");
  if (!existsSync(facts)) {
    const nothing = { posts: [], ads: [], cities: null, territories: null, lastDay: null, stray: null };
    return { release, markets, master, hashes, ...nothing };
  }
  const store = await openStore(project, { mustExist: true });
  try {
    const active = store.state.statements().filter((statement) => statement.active);
    const { posts, ads, stray } = withoutStray(await readPosts(store), await readAdResults(store), active);
    const cities = withoutCampaigns(await dailyPanel(store.facts, "cities"), ads);
    const territories = withoutCampaigns(await dailyPanel(store.facts, "territories"), ads);
    hashes.push({
      name: join(project, ".songwright"),
      sha256: sha256(
        active
          .map(({ hash }) => hash)
          .sort()
          .join("\n"),
      ),
    });
    const last = lastDays(active).filter((day) => stray === null || day < stray.first);
    const lastDay = Math.max(0, ...last, ...posts.map(({ day }) => day ?? 0));
    return { release, posts, ads, cities, territories, markets, master, hashes, lastDay: lastDay || null, stray };
  } finally {
    store.close();
  }
}

const lastDays = (statements: readonly StoredStatement[]): number[] =>
  statements.map(({ last_day }) => readIsoDay(last_day ?? "") ?? 0);

/** A mistyped year would move a campaign there, which is planned from the last day that is known. */
function withoutStray(
  posts: readonly Post[],
  ads: readonly AdResult[],
  active: readonly StoredStatement[],
): Pick<CampaignMaterial, "posts" | "ads" | "stray"> {
  const dated = [...posts.flatMap(({ day }) => (day === null ? [] : [day])), ...ads.map(({ until }) => until)];
  const ofItems = new Set(knownLayouts.filter(({ item }) => item === "post" || item === "ad").map(({ id }) => id));
  const first = firstStrayDay(dated, lastDays(active.filter(({ layout }) => !ofItems.has(layout))));
  if (first === null) return { posts, ads, stray: null };
  const records = dated.filter((day) => day >= first).length;
  return {
    posts: posts.filter(({ day }) => day === null || day < first),
    ads: ads.filter(({ until }) => until < first),
    stray: { records, first },
  };
}

/** Sound files as masters are delivered. */
export const SOUND_NAME: RegExp = /\.(?:wav|flac|aiff?|mp3|m4a|ogg|opus)$/i;

function firstSound(folder: string): string | null {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const [first] = names.filter((name) => SOUND_NAME.test(name)).sort();
  return first === undefined ? null : join(folder, first);
}

/** Days that a comparison needs to be planned. */
const LEAST_DAYS = 60;

/** Days on which ads ran are no days without a campaign; they stay only where too few would be left. */
function withoutCampaigns(panel: DailyPanel | null, ads: readonly AdResult[]): DailyPanel | null {
  if (panel === null) return null;
  const quiet = panel.days.flatMap((day, at) => {
    const number = readIsoDay(day) ?? 0;
    return ads.some(({ from, until }) => number >= from && number <= until) ? [] : [at];
  });
  if (quiet.length < LEAST_DAYS || quiet.length === panel.days.length) return panel;
  return {
    ...panel,
    days: quiet.map((at) => panel.days[at] as string),
    values: panel.values.map((series) => Float64Array.from(quiet, (at) => series[at] as number)),
  };
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Money of past ads on each "channel place": by the territory of the row, or by the place in the ad set's name. */
export function pastSpend(
  ads: readonly AdResult[],
  channels: readonly Channel[],
  places: readonly Place[],
  currency: string,
  perEuro: number,
): Map<string, number> {
  const spent = new Map<string, number>();
  for (const ad of ads) {
    const channel = channels.find(({ platform }) => platform === ad.platform);
    const place = placeOf(ad, places);
    // Only one rate is stated: from euro.
    const rate = ad.currency === currency ? 1 : ad.currency === "EUR" ? perEuro : null;
    if (!channel || place === null || ad.group !== "" || rate === null || ad.spend === null) continue;
    const key = `${channel.id} ${place}`;
    spent.set(key, (spent.get(key) ?? 0) + rate * ad.spend);
  }
  return spent;
}

/** The place that an ad ran in, of those given; null where nothing says it. */
export function placeOf(
  { territory, adSet, campaign }: AdResult,
  places: readonly { readonly id: string }[],
): string | null {
  if (territory !== null) return places.find(({ id }) => id === territory)?.id ?? null;
  const named = ` ${adSet} ${campaign} `.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
  // The longest first: "York" is not "New York".
  const byLength = [...places].sort((a, b) => b.id.length - a.id.length);
  return (
    byLength.find(({ id }) => id.length > 2 && named.includes(` ${id.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `))
      ?.id ?? null
  );
}
