/** Which posts an advertising account names: those need no guessing. */
import type { AdResult } from "../campaign/ad-result.ts";
import type { Post } from "./post.ts";

/** Letters of a caption that an ad's name must begin with: shorter ones fit by chance. */
const LEAST_LETTERS = 10;
/** A name that the platform gives an advertised post: Instagram post: First take of ... */
const NAMED = /^(?:instagram |facebook )?post:?\s*["“'«]?(.+?)["”'»]?(?:…|\.\.\.)?$/iu;

/** Ids of posts whose id, permalink or caption stands in the name of an ad that was paid for. */
export function advertisedPosts(posts: readonly Post[], ads: readonly AdResult[]): Set<string> {
  const names = new Set(
    ads.filter(({ spend }) => spend === null || spend > 0).flatMap(({ campaign, adSet, ad }) => [campaign, adSet, ad]),
  );
  const begins = [...names].flatMap((name) => {
    const start = plain(NAMED.exec(name)?.[1] ?? "");
    return start.length >= LEAST_LETTERS ? [start] : [];
  });
  return new Set(
    posts
      .filter(({ id, permalink, caption }) => {
        const code = /\/(?:p|reel|status|video|shorts)\/([\w-]{6,})/.exec(permalink)?.[1];
        const told = [...names].some((name) => (id.length >= 6 && name.includes(id)) || (code && name.includes(code)));
        return told || begins.some((start) => plain(caption).startsWith(start));
      })
      .map(({ id }) => id),
  );
}

const plain = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
