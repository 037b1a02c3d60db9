/** A piece of content as an account's export tells it, whatever the platform. */

/** Counts of a post over its life so far. Null: the export does not say, which is not zero. */
export interface PostCounts {
  /** Starts of playback or times shown, as the platform defines them at the day of the export. */
  readonly views: number | null;
  /** Times shown, of exports that have no views. Not the same as views: never put into one series with them. */
  readonly impressions: number | null;
  /** Accounts that saw it at least once. */
  readonly reach: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
  readonly follows: number | null;
  /** Clicks on a link in it. */
  readonly clicks: number | null;
}

export interface Post {
  /** The platform's id; its permalink where a spreadsheet has spoilt the id. */
  readonly id: string;
  /** "Instagram", "TikTok". */
  readonly platform: string;
  /** Account on the platform; "" where the export does not say. */
  readonly account: string;
  /** Day it was published, from 1970-01-01, in the account's own time; null where unknown. */
  readonly day: number | null;
  /** Minute of that day, 0 to 1439; null where unknown. */
  readonly minute: number | null;
  /** The platform's own kind: "IG reel", "IG carousel", "video"; "" where unknown. */
  readonly kind: string;
  readonly seconds: number | null;
  readonly caption: string;
  readonly permalink: string;
  /** What a person noted of it, by name: "label", "topic", "hook", "sound". */
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 3166 code where the export says whom it was shown to. */
  readonly territory: string | null;
  readonly counts: PostCounts;
}
