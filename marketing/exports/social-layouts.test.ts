// Made-up exports in the layouts of real ones, one for each trap. What is expected is what a person reads in the text.
import { describe, expect, test } from "vitest";
import { accounted, figures, read, utf16 } from "./layouts.testing.ts";

describe("Instagram", () => {
  const head =
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves";
  const row = (id: string, time: string, day = "Lifetime", views = '"12,400"') =>
    `${id},17841400000000077,mila.music,Mila,"Chorus, take two 🎹\n#demo",44,${time},https://www.instagram.com/reel/${id.slice(-4)}/,IG reel,,${day},${views},9100,610,88,41,57,230`;

  test("a mark before the header, thousands with commas, a caption over two lines, long ids as text", () => {
    const table = read(`\ufeff${head}\n${row("18011111111111111", "03/27/2026 06:08")}\n`);
    expect(table.layout).toBe("instagram-content");
    expect(accounted(table)).toEqual([1, 1, 0, 0]);
    expect(figures(table)).toEqual([
      ["views", 12400],
      ["reach", 9100],
      ["likes", 610],
      ["shares", 88],
      ["follows", 41],
      ["comments", 57],
      ["saves", 230],
    ]);
    expect(table.facts[0]).toMatchObject({
      from: "2026-03-27",
      until: "2026-03-27",
      context: "",
      service: "Instagram",
    });
    expect(table.facts[0]?.item).toMatchObject({
      kind: "post",
      id: "18011111111111111",
      permalink: "https://www.instagram.com/reel/1111/",
      caption: "Chorus, take two 🎹\n#demo",
      format: "IG reel",
      published: "20539",
      minute: "368",
      seconds: "44",
      account: "mila.music",
    });
  });

  test("month or day first is asked where nothing tells", () => {
    const text = `${head}\n${row("18011111111111111", "03/04/2026 06:08")}\n`;
    expect(read(text).questions).toMatchObject([
      { id: "order:instagram-content:published", proposal: "month-first", choices: ["day-first", "month-first"] },
    ]);
    const told = read(text, { answers: { "order:instagram-content:published": "day-first" } });
    expect(told.facts[0]?.from).toBe("2026-04-03");
  });

  test("empty and undefined are missing, which is not zero; a row by day is told from one over a post's life", () => {
    const table = read(
      `${head}\n${row("18011111111111111", "03/27/2026 06:08", "Lifetime", "undefined")}\n${row("18011111111111111", "03/27/2026 06:08", "03/28/2026", "")}\n`,
    );
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts.filter(({ unit }) => unit === "views")).toEqual([]);
    expect(table.facts.filter(({ unit }) => unit === "likes").map(({ from, context }) => [from, context])).toEqual([
      ["2026-03-27", ""],
      ["2026-03-28", "by day"],
    ]);
  });

  test("older exports count impressions and plays: they are other units than views", () => {
    const table = read(
      "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Impressions,Reach,Likes,Shares,Follows,Comments,Saves,Plays\n" +
        "17900000000000001,1,mila.music,Mila,old,0,10/31/2023 18:00,https://www.instagram.com/p/B/,IG image,500,400,30,1,0,2,3,\n",
    );
    expect(figures(table)[0]).toEqual(["impressions", 500]);
    expect(figures(table).map(([unit]) => unit)).not.toContain("views");
  });

  test("columns in another order, and the least there is", () => {
    const table = read(
      "Post type,Reach,Publish time,Account username,Post ID\nIG carousel,7,12/31/2025 23:59,mila.music,18000000000000009\n",
    );
    expect(accounted(table)).toEqual([1, 1, 0, 0]);
    expect(table.facts[0]?.item).toMatchObject({ id: "18000000000000009", minute: "1439", permalink: "" });
  });

  test("a refused cell has its line and column, and shows kind and length only", () => {
    const table = read(
      `${head}\n${row("18011111111111111", "03/27/2026 06:08", "Lifetime", "mila@example.org")}\n${row("1801", "soon")}\n${row("1802", "03/27/2026", "Lifetime", "030-5550199")}\n`,
    );
    expect(accounted(table)).toEqual([3, 0, 3, 0]);
    // Each record is two lines long.
    expect(table.accounting?.rejected).toEqual([
      { at: 2, column: "Views", expected: "a number", found: "text of 16 characters" },
      { at: 4, column: "Publish time", expected: "a date", found: "text of 4 characters" },
      { at: 6, column: "Views", expected: "a number", found: "digits of 11 characters" },
    ]);
  });

  test("addresses and telephone numbers in captions are blanked", () => {
    const table = read(
      `${head}\n${row("18011111111111111", "03/27/2026 06:08").replace("take two", "book mila@example.org or +49 30 5550199")}\n`,
    );
    expect(table.facts[0]?.item?.caption).toBe("Chorus, book [e-mail] or [phone] 🎹\n#demo");
  });
});

describe("Facebook", () => {
  test("a spreadsheet has spoilt the id: the permalink takes its place", () => {
    const table = read(
      "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Is crosspost,Post type,Custom labels,Views,Reach,Reactions,Comments,Shares,Average Seconds viewed\n" +
        "1.22158E+17,6.1571E+13,Mila,Live,Live at home,27,11/19/2025 21:00,,https://www.facebook.com/reel/901,0,Reels,session,1500,1200,40,3,undefined,6.25\n" +
        "122158000000000002,6.1571E+13,Mila,,Words only,0,11/20/2025 21:00,,https://www.facebook.com/902,0,Text,,,300,5,0,0,\n",
    );
    expect(table.layout).toBe("facebook-content");
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts[0]?.item).toMatchObject({
      id: "https://www.facebook.com/reel/901",
      caption: "Live at home",
      label: '{"label":"session"}',
      account: "Mila",
    });
    expect(table.facts.at(-1)?.item).toMatchObject({ id: "122158000000000002", caption: "Words only" });
    expect(figures(table)).toEqual([
      ["views", 1500],
      ["reach", 1200],
      ["reactions", 40],
      ["comments", 3],
      ["average watch time", null],
      ["reach", 300],
      ["reactions", 5],
      ["comments", 0],
      ["shares", 0],
    ]);
  });

  test("the report of videos", () => {
    const table = read(
      "Video asset ID,Page ID,Page name,Title,Duration (sec),Publish time,Reach,3-second video views,1-minute video views,Reactions,Comments,Shares\n" +
        "1234567890,987,Mila,Clip,180,2023-01-15T14:30:00,5243,1423,852,35,12,8\n",
    );
    expect(table.layout).toBe("facebook-videos");
    expect(figures(table)[0]).toEqual(["3-second video views", 1423]);
    expect(table.facts[0]?.item).toMatchObject({ minute: "870", caption: "Clip" });
  });
});

describe("Meta, one figure a file", () => {
  const text = (title: string) =>
    `sep=,\r\n"${title}"\r\n"Date","Primary"\r\n"2026-08-22T00:00:00","8226"\r\n"2026-08-23T00:00:00",""\r\n`;

  test("UTF-16, a separator line, the figure's name on a line of its own", () => {
    const table = read(utf16(text("Views")), { name: "Instagram views.csv" });
    expect(table.layout).toBe("meta-metric");
    expect(accounted(table)).toEqual([2, 1, 0, 1]);
    expect(table.facts).toMatchObject([{ unit: "views", quantity: 8226, from: "2026-08-22", service: "Instagram" }]);
  });

  test("which service is asked where nothing says; Facebook visits says", () => {
    expect(read(utf16(text("Views"))).questions).toMatchObject([
      { id: "service:0123456789ab", choices: ["Instagram", "Facebook"], proposal: null },
    ]);
    expect(read(utf16(text("Facebook visits"))).facts).toMatchObject([{ unit: "profile visits", service: "Facebook" }]);
  });

  test("a figure that is not known is asked", () => {
    const asked = read(utf16(text("Sparkles")), { name: "facebook.csv" });
    expect(asked.questions).toMatchObject([{ id: "metric:0123456789ab" }]);
    const told = read(utf16(text("Sparkles")), { name: "facebook.csv", answers: { "metric:0123456789ab": "Viewers" } });
    expect(told.facts).toMatchObject([{ unit: "viewers" }]);
  });
});

describe("TikTok Studio", () => {
  const overview = (...days: string[]) =>
    `"Date","Video Views","Profile Views","Likes","Comments","Shares"\n${days.map((day, at) => `"${day}","${at}","1","0","0","0"`).join("\n")}\n`;
  const daysOf = (text: string, year: string) => [
    ...new Set(read(text, { answers: { "year:0123456789ab": year } }).facts.map(({ from }) => from)),
  ];

  test("dates without a year: the year is asked, and turns once on the way", () => {
    const text = overview("December 30", "December 31", "January 1");
    expect(read(text).questions).toMatchObject([
      { id: "year:0123456789ab", what: expect.stringContaining("December 30") },
    ]);
    expect(daysOf(text, "2025")).toEqual(["2025-12-30", "2025-12-31", "2026-01-01"]);
    expect(daysOf(overview("January 1", "December 31"), "2026")).toEqual(["2026-01-01", "2025-12-31"]);
    expect(read(text, { answers: { "year:0123456789ab": "last" } }).questions[0]?.why).toContain("no year");
  });

  test("a day that the year does not have is refused", () => {
    const table = read(overview("February 28", "February 29"), { answers: { "year:0123456789ab": "2025" } });
    expect(accounted(table)).toEqual([2, 1, 1, 0]);
    expect(table.accounting?.rejected).toMatchObject([{ at: 3, column: "Date", found: "text of 11 characters" }]);
  });

  test("the newer overview", () => {
    const table = read(
      "\ufeffDate,Video views,Reached audience,Profile views,Likes,Shares,Comments,Website clicks,Net growth,New followers,Lost followers\n2026/05/10,88,70,3,9,1,0,2,-1,2,3\n",
    );
    expect(table.layout).toBe("tiktok-overview");
    expect(figures(table)).toEqual([
      ["video views", 88],
      ["reached audience", 70],
      ["profile views", 3],
      ["likes", 9],
      ["comments", 0],
      ["shares", 1],
      ["website clicks", 2],
      ["net followers", -1],
      ["followers gained", 2],
      ["followers lost", 3],
    ]);
    expect(table.facts[0]?.item).toMatchObject({ kind: "account", id: "" });
  });

  test("followers and viewers by day", () => {
    const followers = read("Date,Followers,Difference in followers from previous day\n2026-05-10,251,-2\n");
    expect([followers.layout, figures(followers)]).toEqual([
      "tiktok-followers",
      [
        ["followers", 251],
        ["net followers", -2],
      ],
    ]);
    const viewers = read("Date,Total Viewers,New Viewers,Returning Viewers\n2026-05-10,90,80,\n");
    expect([viewers.layout, figures(viewers)]).toEqual([
      "tiktok-viewers",
      [
        ["viewers", 90],
        ["new viewers", 80],
      ],
    ]);
  });

  test("content: the id stands in the link", () => {
    const table = read(
      "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,Total play time,Average watch time,Watched full video,Add to favorites\n" +
        "Chair song,https://www.tiktok.com/@mila/video/7400000000000000001,2026-10-03 09:10,300,22,15,5000,,12.5,0.31,40\n" +
        "No link,,2026-10-04 09:10,3,0,0,50,,1.5,0.1,0\n",
    );
    expect(table.layout).toBe("tiktok-content");
    expect(accounted(table)).toEqual([2, 1, 1, 0]);
    expect(table.accounting?.rejected).toEqual([
      { at: 3, column: "Video link", expected: "an id or a link", found: "nothing" },
    ]);
    expect(table.facts[0]?.item).toMatchObject({ id: "7400000000000000001", minute: "550", caption: "Chair song" });
    expect(figures(table).map(([unit]) => unit)).toEqual([
      "video views",
      "likes",
      "comments",
      "shares",
      "saves",
      "average watch time",
    ]);
  });
});

describe("X", () => {
  test("answers are kept and told by their @; the day of the week in a date", () => {
    const table = read(
      "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n" +
        '2074000000000000011,"Tue, Jul 14, 2026",out friday,https://x.com/mila/status/2074000000000000011,1229,12,30,4,5,1,2,3,12,20,6,0,0\n' +
        '2074000000000000012,"Tue, Jul 14, 2026","@vesna thanks, all",https://x.com/mila/status/2074000000000000012,10,1,1,0,0,0,0,0,0,0,0,0,0\n',
    );
    expect(table.layout).toBe("x-content");
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts[0]).toMatchObject({ from: "2026-07-14", item: { id: "2074000000000000011", format: "" } });
    expect(table.facts.at(-1)?.item?.format).toBe("reply");
    expect(figures(table).slice(0, 8)).toEqual([
      ["impressions", 1229],
      ["likes", 12],
      ["engagements", 30],
      ["bookmarks", 4],
      ["link shares", 5],
      ["follows", 1],
      ["replies", 2],
      ["reposts", 3],
    ]);
  });

  test("classic: a spoilt id is taken from its link", () => {
    const table = read(
      "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,user profile clicks,url clicks,hashtag clicks,detail expands,permalink clicks,app opens,follows,media views\n" +
        '1.25E+18,https://twitter.com/mila/status/1250000000000000123,"Hello, ""world""",2020-04-14 21:05 +0000,1000,50,0.05,3,2,40,1,4,0,5,0,0,1,9\n',
    );
    expect(table.layout).toBe("x-classic");
    expect(accounted(table)).toEqual([1, 1, 0, 0]);
    expect(table.facts[0]?.item).toMatchObject({
      id: "1250000000000000123",
      caption: 'Hello, "world"',
      minute: "1265",
    });
  });
});

test("labels: any of their columns, and no other", () => {
  const table = read("post_id,content_label,hook\n18011111111111111,Reel: live,question\n18022222222222222,,\n");
  expect(table.layout).toBe("post-labels");
  expect(accounted(table)).toEqual([2, 1, 0, 1]);
  expect(table.facts[0]?.item).toMatchObject({
    id: "18011111111111111",
    label: '{"label":"Reel: live","hook":"question"}',
  });
  expect(read("post_id,content_label,mood\n1,a,b\n").layout).toBeNull();
});
