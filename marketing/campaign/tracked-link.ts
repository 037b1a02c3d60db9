/** Links that say where a click came from (Google's campaign parameters, "UTM"). */

export interface LinkOrigin {
  readonly source: string;
  readonly medium: "paid_social" | "paid_video" | "social";
  readonly campaign: string;
  /** Creative or post. */
  readonly content: string;
  /** Place. */
  readonly term: string;
}

/**
 * The landing page with its origin; parameters that it has stay, its own campaign parameters are replaced.
 * Throws TypeError where the link is no absolute http(s) address.
 */
export function trackedLink(landing: string, { source, medium, campaign, content, term }: LinkOrigin): string {
  const parts = /^(https?:\/\/[^\s?#]+)(\?[^\s#]*)?(#\S*)?$/iu.exec(landing);
  if (!parts) throw new TypeError(`expected an address with http:// or https://, given ${landing}`);
  const [, address = "", query = "", fragment = ""] = parts;
  const kept = query
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !/^utm_/i.test(pair));
  const added = Object.entries({ source, medium, campaign, content, term })
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `utm_${key}=${encodeURIComponent(plainName(value))}`);
  return `${address}?${[...kept, ...added].join("&")}${fragment}`;
}

/** Lower case, words joined with hyphens: analytics tell "Meta" from "meta". */
export function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, "-")
    .replace(/^-|-$/g, "");
}
