/** A title as catalogues write it, taken apart: the song, the version, who is featured. */
import { editDistance, plainName } from "./plain-name.ts";

export interface RecordingTitle {
  /** Plain name of the song itself. */
  readonly song: string;
  /** Kinds of the version, sorted: "live", "remix"; [] for the original. */
  readonly kinds: readonly string[];
  /** What else the version says, plain: the remixer, the year, the place. */
  readonly detail: string;
  readonly featured: readonly string[];
}

/** Words that make a version, and the kind that they stand for. "" is the original by another name. */
const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["", /\b(?:original (?:mix|version)|album version|single version|main version|original)\b/],
  ["remix", /\b(?:remix|rmx|rework|re-?work|bootleg|mix|flip|vip|dub|re-?edit)\b/],
  ["live", /\b(?:live|en vivo|ao vivo|unplugged|session|sessions|concert|na zhivo)\b/],
  ["remaster", /\b(?:re-?master(?:ed|izado|isé)?|anniversary edition)\b/],
  ["edit", /\b(?:radio edit|radio version|edit|radio mix|short version)\b/],
  ["extended", /\b(?:extended|club mix|12 inch|long version|full length)\b/],
  ["acoustic", /\b(?:acoustic|acustico|acoustique|stripped|piano version)\b/],
  ["instrumental", /\b(?:instrumental|karaoke|backing track|off vocal)\b/],
  ["demo", /\b(?:demo|rough mix|outtake|alternate take|alternate)\b/],
  ["tempo", /\b(?:sped up|speed up|slowed|nightcore|reverb)\b/],
  ["acapella", /\b(?:a ?cappella|acapella)\b/],
  ["rerecorded", /\b(?:re-?recorded|taylors version|new version|20\d\d version|\d+ version)\b/],
  ["explicit", /\b(?:clean|explicit|censored)\b/],
];
const FEATURED = /^(?:feat|ft|featuring|with|con|avec)\b\.?\s*/i;

/** Takes "Song (feat. X) - Live at Y" apart. @param version a version column, if the source has one */
export function readTitle(title: string, version = ""): RecordingTitle {
  const featured: string[] = [];
  const versions: string[] = version === "" ? [] : [version];
  let song = title.normalize("NFKC");
  // What stands in brackets, then what stands behind a spaced dash.
  song = song.replace(/[([{]([^()[\]{}]*)[)\]}]/g, (whole: string, inner: string) => take(inner) ?? whole);
  const parts = song.split(/\s+[-–—]\s+|\s*[~|]\s*/);
  song = parts.filter((part, at) => at === 0 || take(part) === null).join(" - ");
  song = song.replace(/\s(?:feat|ft|featuring)\b\.?\s+(.+)$/i, (_, names: string) => {
    featured.push(names);
    return "";
  });
  const kinds = new Set<string>();
  let detail = "";
  for (const text of versions) {
    let rest = plainName(text);
    for (const [kind, pattern] of KINDS) {
      if (!pattern.test(rest)) continue;
      if (kind !== "") kinds.add(kind);
      rest = rest.replace(pattern, " ");
      if (kind === "") break;
    }
    detail += ` ${rest}`;
  }
  // An edit of a remix is a remix; an extended mix is no remix.
  if (kinds.has("extended") || kinds.has("edit") || kinds.has("instrumental")) {
    if (detail.replace(/\b(?:version|mix|the)\b/g, "").trim() === "") kinds.delete("remix");
  }
  return {
    song: plainName(song),
    kinds: [...kinds].sort(),
    detail: detail
      .replace(/\b(?:version|mix|the|at|in|from|by|edition|bonus|track)\b/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
    featured: featured.flatMap(artistNames),
  };

  /** Puts a part where it belongs; null: it is of the song. */
  function take(text: string): string | null {
    if (FEATURED.test(text.trim())) {
      featured.push(text.trim().replace(FEATURED, ""));
      return " ";
    }
    const plain = mended(plainName(text));
    if (!KINDS.some(([, pattern]) => pattern.test(plain))) return null;
    versions.push(plain);
    return " ";
  }
}

const VERSION_WORDS = [
  "remix",
  "remaster",
  "remastered",
  "acoustic",
  "instrumental",
  "extended",
  "karaoke",
  "unplugged",
  "acapella",
];

/** Version words with one slip of the keyboard set right: "Rmix" is a remix. */
function mended(plain: string): string {
  return plain
    .split(" ")
    .map((word) =>
      word.length < 4 ? word : (VERSION_WORDS.find((right) => editDistance(word, right, 1) === 1) ?? word),
    )
    .join(" ");
}

const SEPARATORS =
  /\s*[,;/&+×]\s*|\s+(?:and|und|et|y|e|x|vs\.?|versus|meets|presents|feat\.?|ft\.?|featuring|with)\s+/i;

/** Plain names of the artists in a credit: "A, B & C feat. D" has four. */
export function artistNames(credit: string): string[] {
  return credit
    .split(SEPARATORS)
    .map((name) => plainName(name).replace(/^the /, ""))
    .filter((name) => name !== "");
}
