// Downloads of oneself: posts out of them, nothing else.
import { expect, test } from "vitest";
import { createJsonScanner, type JsonRecord } from "../../foundation/json/json-fields.ts";
import { downloadChoices, downloadTable, isPostDownload, isPrivateFile } from "./downloads.ts";
import { accounted, read } from "./layouts.testing.ts";

function tableOf(json: string): string | null {
  const records: JsonRecord[] = [];
  const scanner = createJsonScanner("JSON", downloadChoices, (record) => records.push(record));
  scanner.push(new TextEncoder().encode(json));
  scanner.end();
  return downloadTable(records);
}

test("Instagram: a bare list, the first picture of each post, text of UTF-8 read as Latin-1", () => {
  const text = tableOf(
    `[{"media": [{"uri": "media/posts/a.jpg", "creation_timestamp": 1774591680, "title": "Caf\\u00c3\\u00a9 \\u00f0\\u009f\\u008e\\u00b9"}]},
{"title": "Two, \\"of\\" them\\nat once", "creation_timestamp": 1774691680, "media": [{"uri": "b.jpg"}, {"uri": "c.jpg"}]},
{"media": [{"uri": "d.jpg", "creation_timestamp": "never"}]}]`,
  );
  const table = read(text as string);
  expect(table.layout).toBe("meta-download");
  expect(accounted(table)).toEqual([3, 2, 1, 0]);
  expect(table.facts.map(({ item }) => item)).toMatchObject([
    { id: "media/posts/a.jpg", caption: "Café 🎹", published: "20539", minute: "368" },
    { id: "b.jpg", caption: 'Two, "of" them at once' },
  ]);
});

test("Instagram: reels", () => {
  expect(
    read(tableOf('{"ig_reels_media": [{"media": [{"uri": "r.mp4", "creation_timestamp": 1774591680}]}]}') as string)
      .facts,
  ).toHaveLength(1);
});

test("TikTok, old and new places; a bad cell has its line in the download; messages and names are skipped", () => {
  for (const [one, two, list] of [
    ["Video", "Videos", "VideoList"],
    ["Post", "Posts", "VideoList"],
  ]) {
    const text =
      tableOf(`{"Direct Messages": {"Chat History": {"ChatHistory": {"Chat History with janeroe:": [{"From": "janeroe", "Content": "PRIVATE", "Date": "2026-01-01", "Link": "x"}]}}},
 "Activity": {"Follower List": {"FansList": [{"Date": "2026-01-01 00:00:00", "UserName": "janeroe"}]}},
 "${one}": {"${two}": {"${list}": [
  {"Date": "2026-05-01 18:03:22", "Link": "https://www.tiktokv.com/share/video/7400000000000000001/", "Likes": "12", "Title": "hi, all"},
  {"Date": "2026-05-02 18:03:22", "Link": "https://www.tiktokv.com/share/video/7400000000000000002/", "Likes": "many"}]}}}`) as string;
    expect(text).not.toMatch(/jane|private/i);
    const table = read(text);
    expect(table.layout).toBe("tiktok-download");
    expect(accounted(table)).toEqual([2, 1, 1, 0]);
    expect(table.accounting?.rejected).toEqual([
      { at: 5, column: "Likes", expected: "a number", found: "text of 4 characters" },
    ]);
    expect(table.facts[0]).toMatchObject({ unit: "likes", quantity: 12, item: { id: "7400000000000000001" } });
  }
});

test("followers and messages hold no posts", () => {
  expect(
    tableOf('[{"title": "", "string_list_data": [{"href": "https://…/jane", "value": "jane", "timestamp": 1}]}]'),
  ).toBeNull();
  expect(tableOf('{"participants": [{"name": "Jane"}], "messages": [{"content": "PRIVATE"}]}')).toBeNull();
});

test.each([
  ["your_instagram_activity/messages/inbox/janeroe_123/message_1.json", true, false],
  ["connections/followers_and_following/followers_1.json", true, false],
  ["Direct Messages.txt", true, false],
  ["your_instagram_activity/media/posts_1.json", false, true],
  ["content/posts_1.json", false, true],
  ["user_data_tiktok.json", false, true],
  ["FollowerHistory.csv", false, false],
  ["Overview.csv", false, false],
  ["Message in a bottle-timeline.csv", false, false],
])("%s", (name, isPrivate, isPosts) => {
  expect([isPrivateFile(name), isPostDownload(name)]).toEqual([isPrivate, isPosts]);
});
