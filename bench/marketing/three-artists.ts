/** The three made-up artists of the test data, in full: what is told of each, and what is true. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readIsoDay } from "../../foundation/tables/index.ts";
import { geoPanel, measureCampaign, type Post, ranCampaigns } from "../../marketing/index.ts";
import { placeOf } from "../../runtime/marketing/campaign-material.ts";
import { judgeContent } from "../../runtime/marketing/judge-content.ts";
import { csvRows } from "../../runtime/project/csv-rows.ts";
import { readAdsFiles, readPostsFiles } from "../../runtime/store/read-posts-file.ts";
import { type Part, table } from "../table.ts";

interface Truth {
  readonly format_log_effects: Readonly<Record<string, number>>;
  readonly boosted_posts: readonly string[];
  readonly viral_post: string;
  readonly campaign: {
    readonly cities: readonly string[];
    readonly true_lift: number;
    readonly incremental_streams: number;
    readonly cost_per_incremental_stream: number | null;
  };
}

const ARTISTS = ["a1", "a2", "a3_null"];
const percent = (share: number | null): string => (share === null ? "any" : `${(100 * share).toFixed(1)} %`);
const dayOf = (text: string): number => readIsoDay(text) ?? Number.NaN;

export const threeArtists: Part = {
  name: "three-artists",
  title: "Three made-up artists, in full",
  async run(data) {
    const lines: string[] = [];
    const score = { hit: 0, false: 0, missed: 0 };
    for (const artist of ARTISTS) {
      const folder = join(data, "social/synthetic_artists", artist);
      const truth = JSON.parse(await readFile(join(folder, "truth.json"), "utf8")) as Truth;
      const posts = await readPostsFiles([join(folder, "instagram_posts.csv"), join(folder, "post_labels.csv")]);
      const ads = await readAdsFiles([join(folder, "meta_ads.csv")]);
      const [account] = judgeContent(posts, [], { outcome: null, seed: 1 });
      const content = account?.content;
      if (!content) throw new Error(`${artist}: too few posts`);
      const levels = content.factors[0]?.levels ?? [];
      lines.push(`### ${artist}: ${posts.length} posts`, "");
      lines.push(
        ...table(
          ["content", "posts", "ratio", "90 %", "best with", "true ratio"],
          levels.map(({ level, posts: count, ratio, interval90, chanceBest }) => [
            level,
            `${count}`,
            ratio,
            interval90.map((each) => each.toFixed(2)).join(" to "),
            percent(chanceBest),
            Math.exp((truth.format_log_effects[level] ?? 0) - mean(truth, posts)),
          ]),
        ),
        "",
        `Claimed: ${content.claims.map(({ factor, level, p }) => `${level} (${factor}, p ${p.toFixed(4)})`).join("; ") || "nothing"}.`,
      );
      const named = content.setAside.filter(({ why }) => why === "boosted").map(({ post }) => post.id);
      const hits = named.filter((id) => truth.boosted_posts.includes(id)).length;
      score.hit += hits;
      score.false += named.length - hits;
      score.missed += truth.boosted_posts.length - hits;
      const viral = content.setAside.filter(({ why }) => why === "viral").map(({ post }) => post.id);
      lines.push(
        `Set aside as advertised: ${named.length}, right ${hits} of ${truth.boosted_posts.length}. As viral: ${viral.length}, the planted one ${viral.includes(truth.viral_post) ? "among them" : "not"}.`,
      );
      const [, ...rows] = csvRows(await readFile(join(folder, "streams_by_city.csv")));
      const panel = geoPanel(
        rows.map(({ cells: [day = "", location = "", value = ""], line }) => ({
          day,
          location,
          value: Number(value),
          line,
        })),
      );
      const places = panel.locations.map((id) => ({ id }));
      const [campaign] = ranCampaigns(ads, (ad) => placeOf(ad, places));
      const effect = campaign ? measureCampaign(campaign, panel, dayOf, []) : null;
      if (effect?.status !== "done") throw new Error(`${artist}: not measured`);
      const cost = effect.costOfOne;
      lines.push(
        `Campaign: found ${percent(effect.lift)} (${effect.interval90.map(percent).join(" to ")}), p ${effect.p.toFixed(3)}, ${effect.seen ? "called" : "not called"}; true ${percent(truth.campaign.true_lift)}. ` +
          `Extra streams ${effect.incremental.toFixed(0)} (true ${truth.campaign.incremental_streams}); one cost ${cost ? `${cost.value.toFixed(3)} (${cost.low.toFixed(3)} to ${cost.high?.toFixed(3) ?? "any"})` : "–"} (true ${truth.campaign.cost_per_incremental_stream ?? "–"}).`,
        "",
      );
    }
    const f1 = (2 * score.hit) / (2 * score.hit + score.false + score.missed);
    lines.push(
      `Advertised posts of all three: F1 ${f1.toFixed(2)} (must ≥ .70); ${score.hit} found, ${score.false} wrongly, ${score.missed} missed.`,
    );
    return { lines, figures: score };
  },
};

/** Mean log effect over the posts as they are: ratios are to the account's average. */
function mean({ format_log_effects: effects }: Truth, posts: readonly Post[]): number {
  return posts.reduce((sum, { labels }) => sum + (effects[labels.label ?? ""] ?? 0), 0) / posts.length;
}
