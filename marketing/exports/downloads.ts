/**
 * What Meta and TikTok give people of themselves ("download your information"), as tables: posts only. Messages, followers and all
 * else in there are skipped unread.
 */
import type { JsonChoice, JsonRecord } from "../../foundation/json/json-fields.ts";
import { isoDay } from "../../foundation/tables/date-cells.ts";
import { repairMojibake } from "../../foundation/tables/mojibake.ts";

const META = ["creation_timestamp", "title", "media/*/uri", "media/*/creation_timestamp", "media/*/title"];
const TIKTOK = ["Date", "Link", "Likes", "Title"];

/** Where posts stand in them. */
export const downloadChoices: readonly JsonChoice[] = [
  { records: [], fields: META },
  { records: ["ig_reels_media"], fields: META },
  { records: ["Video", "Videos", "VideoList"], fields: TIKTOK },
  { records: ["Post", "Posts", "VideoList"], fields: TIKTOK },
];

/** Files of messages and of people: never opened. */
const PRIVATE =
  /(?:^|[\\/])(?:messages?|inbox|direct[ _-]?messages?|chats?(?:[ _-]history)?|followers?|following|followers_and_following|contacts|friends|connections|close_friends|blocked[^\\/.]*)(?:[ _-]?\d+)?(?:[\\/]|\.(?:json|txt|html?)$)/i;
const POSTS = /(?:^|[\\/])(?:posts|reels|user_data)[^\\/]*\.json$/i;

/** True where a file or a member of an archive is of messages or people by its name. */
export function isPrivateFile(name: string): boolean {
  return PRIVATE.test(name);
}

/** True where a member of an archive may hold posts. */
export function isPostDownload(name: string): boolean {
  return POSTS.test(name) && !isPrivateFile(name);
}

/** Header lines of the tables that downloads become. */
export const META_COLUMNS: readonly string[] = ["media uri", "creation time", "post text"];
export const TIKTOK_COLUMNS: readonly string[] = TIKTOK;

/**
 * A table of the posts in a download, each on the line on which it begins there, where that is below the one before.
 *
 * @returns null where there are none
 */
export function downloadTable(records: readonly JsonRecord[]): string | null {
  const meta = records.flatMap(({ line, fields }) => {
    const uri = fields["media/*/uri"] ?? "";
    const time = fields.creation_timestamp ?? fields["media/*/creation_timestamp"];
    if (uri === "" && time === undefined) return [];
    const text = fields.title || fields["media/*/title"] || "";
    return [{ line, cells: [repairMojibake(uri), timeText(time), repairMojibake(text)] }];
  });
  if (meta.length > 0) return tableText(META_COLUMNS, meta);
  const tiktok = records
    .filter(({ fields }) => fields.Date !== undefined || fields.Link !== undefined)
    .map(({ line, fields }) => ({ line, cells: TIKTOK.map((key) => fields[key] ?? "") }));
  return tiktok.length > 0 ? tableText(TIKTOK_COLUMNS, tiktok) : null;
}

function tableText(
  header: readonly string[],
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
): string {
  const parts = [rowText(header)];
  let next = 2;
  for (const { line, cells } of rows) {
    if (line > next) parts.push("\n".repeat(line - next));
    // A cell over two lines would move all below it.
    parts.push(rowText(cells.map((cell) => cell.replace(/\s*[\r\n]\s*/g, " "))));
    next = Math.max(next, line) + 1;
  }
  return parts.join("");
}

const rowText = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`;

/** "2026-03-27 06:08" from seconds since 1970, UTC; the text itself where it is no such number, to be refused. */
function timeText(seconds: string | undefined): string {
  if (seconds === undefined || seconds === "" || seconds === "0") return "";
  if (!/^\d{9,11}$/.test(seconds)) return seconds;
  const minutes = Math.floor(Number(seconds) / 60);
  const minute = minutes % 1440;
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return `${isoDay((minutes - minute) / 1440)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
