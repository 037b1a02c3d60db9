/** What Meta counts. Views took the place of impressions and plays in 2025: a number of the one is none of the other. */
export const metaDefinitions: Readonly<Record<string, string>> = {
  views:
    "times a post was played or shown, again included; Meta's figure since 2025 (in its interfaces from 21 April 2025), not comparable with impressions or plays before",
  impressions: "times a post was on a screen; Meta's figure until spring 2025, when views took its place",
  plays: "times a reel began to play, without replays; Meta's figure until 2025, when views took its place",
  reach: "accounts that saw it at least once, estimated; never added over posts, days or groups",
  viewers: "accounts that saw anything of the account at least once that day, estimated; never added over days",
  likes: "likes, less those taken back",
  reactions: "likes and other reactions, less those taken back",
  comments: "comments and replies to them, less those deleted",
  shares: "times it was sent on or posted again",
  saves: "times it was saved, less those taken back",
  follows: "accounts that began to follow from it",
  "3-second video views": "plays of at least three seconds, or of nearly all of a shorter video",
  "1-minute video views": "plays of at least one minute",
  "average watch time": "seconds watched over plays",
  "link clicks": "clicks on links that lead away or to another place of the service",
  "clicks of any kind": "clicks on links, pictures, names, see more and anything else",
};
