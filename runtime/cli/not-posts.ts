/** What a file without posts is, and which verb wants it. */
import type { TableLedger } from "../store/import-ledger.ts";
import { knownLayouts } from "../store/known-layouts.ts";

export interface NotPosts {
  /** "data/ads.csv is Meta Ads: results of ads, not posts". */
  readonly found: string;
  readonly next: string;
}

/** Null where the layout is of posts, or is none that is known: then there is only nothing in it. */
export function notPosts({ path, layout: id, layoutTitle }: TableLedger): NotPosts | null {
  const layout = knownLayouts.find((each) => each.id === id);
  if (id === null || layout?.item === "post") return null;
  const is = (what: string, verbs: string): NotPosts => ({
    found: `${path} is ${layoutTitle}: ${what}, not posts`,
    next: `songwright import ${path}, then ${verbs}`,
  });
  if (layout?.fans) return is("a list of people", "songwright fans export EMAIL (what is kept of one person)");
  if (layout?.item === "ad") return is("results of ads", "songwright campaign plan or songwright campaign measure");
  if (layout?.item === "account") return is("figures of a whole account", "songwright audience");
  if (layout?.item === "link") return is("clicks on links", "songwright audience");
  return is("figures of recordings", "songwright audience");
}
