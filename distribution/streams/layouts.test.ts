// Made-up exports in the layouts of real ones, one for each trap. What is expected is what a person reads in the text.
import { describe, expect, test } from "vitest";
import { readTable } from "../../foundation/tables/tables.testing.ts";
import { layouts } from "./index.ts";

const read = (text: string | Uint8Array, options: Parameters<typeof readTable>[2] = {}) =>
  readTable(text, layouts, options);
const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, little);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + 2 * at, text.charCodeAt(at), little);
  return bytes;
};
const accounted = ({ accounting }: ReturnType<typeof read>): readonly number[] => {
  const { records, accepted, rejectedCount, ignoredCount } = accounting!;
  expect(accepted + rejectedCount + ignoredCount).toBe(records);
  return [records, accepted, rejectedCount, ignoredCount];
};

describe("Spotify for Artists", () => {
  test("a byte order mark before the header is no letter of it", () => {
    const table = read("\ufeffdate,listeners,streams,followers\n2026-01-01,5,9,100\n2026-01-02,,8,101\n");
    expect(table.layout).toBe("spotify-audience");
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    // Missing is not zero: the second day has no listeners at all.
    expect(table.facts.map(({ from, unit, quantity }) => [from, unit, quantity])).toEqual([
      ["2026-01-01", "listeners", 5],
      ["2026-01-01", "streams", 9],
      ["2026-01-01", "followers", 100],
      ["2026-01-02", "streams", 8],
      ["2026-01-02", "followers", 101],
    ]);
  });

  test("one song: which one stands in the file's name, and is asked", () => {
    const text = "date,streams\n2026-01-01,9\n";
    const asked = read(text, { name: "Night_Drive-timeline.csv" });
    expect(asked.layout).toBe("spotify-song-timeline");
    expect(asked.questions).toMatchObject([{ id: "title:Night_Drive-timeline.csv", proposal: "Night Drive" }]);
    const told = read(text, {
      name: "Night_Drive-timeline.csv",
      answers: { "title:Night_Drive-timeline.csv": "Night/Drive?" },
    });
    expect(told.facts).toMatchObject([{ title: "Night/Drive?", quantity: 9, service: "Spotify" }]);
  });

  test("songs without a period: it is asked for", () => {
    const text = 'song,listeners,streams,saves,release_date\n"Song ""1"", pt. 1",100,250,7,2025-01-11\n';
    expect(read(text).questions).toMatchObject([{ id: "period:0123456789ab", proposal: null }]);
    const told = read(text, { answers: { "period:0123456789ab": "2025-01-01..2025-12-31" } });
    expect(told.facts[0]).toMatchObject({
      title: 'Song "1", pt. 1',
      from: "2025-01-01",
      until: "2025-12-31",
      quantity: 250,
    });
    expect(read(text, { answers: { "period:0123456789ab": "soon" } }).questions[0]?.why).toContain("soon");
  });

  test("playlists: a date of addition may be n/a, - or nothing", () => {
    const text = "title,author,listeners,streams,date_added\nFresh,Spotify,9,14,n/a\nNight,jo,2,3,-\n";
    const table = read(text, { answers: { "period:0123456789ab": "2026-01" } });
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts[0]?.context).toBe("playlist: Fresh; by: Spotify");
  });
});

describe("charts", () => {
  test("region and week stand in the file's name; a comma stands within artists", () => {
    const table = read(
      '\ufeffrank,uri,artist_names,track_name,source,peak_rank,previous_rank,weeks_on_chart,streams\n1,spotify:track:1,"A, B & C",One,L,1,-1,3,1991000\n',
      { name: "regional-de-weekly-2026-03-05.csv" },
    );
    expect(table.facts).toMatchObject([
      { unit: "chart rank", quantity: 1, from: "2026-02-27", until: "2026-03-05", territory: "DE" },
      { unit: "streams", quantity: 1_991_000 },
    ]);
  });

  test("until 2021 a note stands before the header", () => {
    const table = read(
      "Note that these figures are generated using a formula that protects against any artificial inflation.\nPosition,Track Name,Artist,Streams,URL\n1,One,D,896000,https://open.spotify.com/track/1\n",
      { name: "regional-global-daily-2020-12-25.csv" },
    );
    expect(table.layout).toBe("spotify-charts-legacy");
    expect(table.accounting?.lines.header).toBe(2);
    expect(table.facts[1]).toMatchObject({ quantity: 896_000, territory: "WORLD", from: "2020-12-25" });
  });

  test("a weekly chart with NA where a song is new", () => {
    const table = read(
      "chart_week,current_week,title,performer,last_week,peak_pos,wks_on_chart\n2023-07-08,1,Last,Me,NA,1,1\n",
    );
    expect(table.facts).toMatchObject([{ unit: "chart rank", quantity: 1, from: "2023-07-08", title: "Last" }]);
  });
});

test("YouTube Studio: the row of totals is no video, dates are words, the newer header has other names", () => {
  const head = "Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Estimated revenue (USD)";
  const rows =
    'Total,,,,1500,10.5,5,3.2,20000,5.1\nv1,Night Drive,"Jan 13, 2026",161,300,2.1,1,1.7999999999999998,4000,5.1\n';
  const name = "Content 2026-01-01_2026-02-01 Me.zip";
  for (const [first, impressions] of [
    ["Content", "Thumbnail impressions"],
    ["Video", "Impressions"],
  ]) {
    const rate = `${impressions} click-through rate (%)`.replace("impressions click", "click");
    const table = read(`${first},${head},${impressions},${rate}\n${rows}`, { name });
    expect(table.layout).toBe("youtube-table");
    expect(accounted(table)).toEqual([2, 1, 0, 1]);
    expect(table.accounting?.ignored).toEqual([{ at: 2, why: "a total of the other rows" }]);
    expect(table.facts).toMatchObject([
      { unit: "video views", quantity: 300, amount: 179_999_999_999_999_980_000n, currency: "USD", from: "2026-01-01" },
      { unit: "watch time", amount: 210_000_000_000_000_000_000n, currency: "hours" },
      { unit: "subscribers gained", quantity: 1 },
      { unit: "thumbnail impressions", quantity: 4000 },
    ]);
  }
});

const distrokidHead =
  "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";

test("DistroKid: tabs, twelve decimals, albums without ISRC, new shops, quotes that are letters", () => {
  const table = read(
    `${distrokidHead}2026-03-15\t2026-01\tSpotify\tMe\t"Heroes" (live)\tqz-abc-25-00001\t198000000011\t884\t100\tSong\tUS\t0\t1.404009620672\n` +
      "2026-03-15\t2026-01\tiTunes\tMe\tLong Play\t\t198000000011\t2\t50\tAlbum\tGB\t0\t0.000000000001\n" +
      "2026-03-15\t2026-01\tBrand New Shop\tMe\tNight\tQZABC2500002\t198000000011\t-3\t50\tSong\tOU\t0\t-0.5\n",
  );
  expect(accounted(table)).toEqual([3, 3, 0, 0]);
  expect(table.facts).toMatchObject([
    {
      title: '"Heroes" (live)',
      isrc: "QZABC2500001",
      quantity: 884,
      amount: 140_400_962_067_200_000_000n,
      until: "2026-01-31",
    },
    { title: "Long Play", isrc: "", unit: "downloads", amount: 100_000_000n },
    { service: "Brand New Shop", quantity: -3, territory: "ZZ", amount: -50_000_000_000_000_000_000n },
  ]);
  // A place that is no country is kept as one that is not known, and said.
  expect(table.accounting?.doubts).toMatchObject([{ column: "Country of Sale", found: '"OU"', records: 1, at: 4 }]);
});

test("TuneCore: thousands in a quantity, Of or of, the account's own currency", () => {
  const head =
    "Sales Period,Posted Date,Store Name,Country of Sale,Artist,Release Type,Release Title,Song Title,Label,UPC,Optional UPC,TC Song ID,Optional ISRC,Sales Type,# Units Sold,Per Unit Price,Net Sales,Net Sales Currency,Exchange Rate,Total Earned,Currency";
  const row = (kind: string, quantity: string) =>
    `2026-04-01,2026-06-01,Pandora,GB,Me,Single,Night,Night,,198000000011,,123,QZABC2500001,${kind},${quantity},0.0003,0.36,USD,0.79,0.2844,GBP`;
  const table = read(`${head}\n${row("Streaming", '"1,200"')}\n${row("Download", "3")}\n`);
  expect(table.facts).toMatchObject([
    { unit: "streams", quantity: 1200, currency: "GBP", amount: 28_440_000_000_000_000_000n, until: "2026-04-30" },
    { unit: "downloads", quantity: 3 },
  ]);
});

test("Believe: semicolons, decimal commas, no-break spaces between thousands", () => {
  const head =
    "Reporting month;Sales Month;Platform;Country / Region;Label Name;Artist Name;Release title;Track title;UPC;ISRC;Release Catalog nb;Streaming Subscription Type;Release type;Sales Type;Quantity;Client Payment Currency;Unit Price;Mechanical Fee;Gross Revenue;Client share rate;Net Revenue";
  const row = (quantity: string, net: string) =>
    `2026/05/01;2026/03/01;Spotify;Côte d'Ivoire;L;Me;Night;Night;198000000011;QZABC2500001;T1;Premium;Music Release;Stream;${quantity};EUR;0,003000;0,000000;0,150000;0,800000;${net}`;
  const table = read(
    `\ufeff${head}\n${row("1\u00a0051", "0,120000")}\n${row("1.234", "1.234,5")}\n${row("7", "abc")}\n`,
  );
  expect(accounted(table)).toEqual([3, 2, 1, 0]);
  expect(table.facts).toMatchObject([
    { quantity: 1051, amount: 12_000_000_000_000_000_000n, territory: "CI", context: "subscription: Premium" },
    { quantity: 1234, amount: 123_450_000_000_000_000_000_000n },
  ]);
  expect(table.accounting?.rejected).toEqual([{ at: 4, column: "Net Revenue", expected: "an amount", found: '"abc"' }]);
});

describe("Bandcamp", () => {
  const head =
    "date,item type,item name,artist,currency,quantity,net amount,buyer name,buyer email,country,country code,city";
  const row = (day: string, kind: string, quantity = "1") =>
    `${day} 10:00am,${kind},Night,Me,EUR,${quantity},0.82,Jane Roe,jane@example.org,Germany,DE,Köln`;

  test.each([true, false])("UTF-16 with its mark (little endian: %s), payouts between sales", (little) => {
    const text = `${head}\r\n${row("1/13/26", "track")}\r\n${row("1/14/26", "payout")}\r\n${row("1/2/26", "album")}\r\n`;
    const table = read(utf16(text, little));
    expect(accounted(table)).toEqual([3, 2, 0, 1]);
    expect(table.facts).toMatchObject([
      { from: "2026-01-13", unit: "downloads", territory: "DE" },
      { from: "2026-01-02", unit: "album downloads" },
    ]);
  });

  test("nothing about a buyer leaves the reader, wherever it stands", () => {
    const shifted = `${head}\n${row("1/13/26", "track", "jane@example.org")}\n${row("Jane Roe", "track")}\n`;
    const table = read(shifted);
    expect(accounted(table)).toEqual([2, 0, 2, 0]);
    expect(table.accounting?.rejected).toEqual([
      { at: 2, column: "quantity", expected: "a number", found: "text of 16 characters" },
      { at: 3, column: "date", expected: "a date", found: "text of 16 characters" },
    ]);
    const good = read(`${head}\n${row("1/13/26", "track")}\n`);
    expect(JSON.stringify([table, good], (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      /jane|roe|köln/i,
    );
  });

  test("month or day first is asked where no date tells", () => {
    const text = `${head}\n${row("1/2/26", "track")}\n${row("1/3/26", "track")}\n`;
    expect(read(text).questions).toMatchObject([
      { id: "order:bandcamp:day", choices: ["day-first", "month-first"], proposal: "month-first" },
    ]);
    expect(read(text, { answers: { "order:bandcamp:day": "day-first" } }).facts[0]?.from).toBe("2026-02-01");
  });
});

test("a distributor of records: returns are negative", () => {
  const head =
    "Internal Invoice Number,Customer,Catalog Number,Title_Description,UPC,Product ID,Artist,Product Title,Digital Service Provider_Subdescription,Country Code,Transaction Type,Quantity,Gross Unit Price,Total Gross Income,Distribution Fee Total,Label Net Unit Price,Label Net Total";
  const text = `${head}\n77,Shop,C1,LP,198000000011,P1,Me,Night,,DE,Vinyl,(2),20,-40,8,16,(32.00)\n`;
  expect(read(text).questions.map(({ id }) => id)).toEqual(["period:0123456789ab", "currency:physical-distributor"]);
  const answers = { "period:0123456789ab": "2026-01", "currency:physical-distributor": "eur" };
  expect(read(text, { answers }).facts).toMatchObject([
    { unit: "physical sales", quantity: -2, amount: -3_200_000_000_000_000_000_000n, currency: "EUR" },
  ]);
});

describe("any table", () => {
  const generic = "date,isrc,territory,service,streams,revenue (EUR)\n";

  test("identical rows are all real; ragged, broken and blank ones are told apart", () => {
    const row = "2026-01-01,QZABC2500001,DE,Spotify,5,0.01\n";
    const table = read(`${generic}${row}${row}\n,,,,,\n2026-01-01,QZABC2500001,DE\n${row.replace("DE", '"DE')}`);
    expect(accounted(table)).toEqual([4, 2, 2, 0]);
    expect(table.accounting?.lines).toEqual({ total: 7, header: 1, comment: 0, blank: 2 });
    expect(table.accounting?.rejected).toEqual([
      { at: 6, column: null, expected: "6 cells", found: "3" },
      { at: 7, column: null, expected: "a closing quote", found: "none to the end of the file" },
    ]);
  });

  test("every refusal has its line, its column, what was expected and what was found", () => {
    const good = ["2026-01-01", "QZABC2500001", "DE", "Spotify", "5", "0.01"];
    const faults: [number, string, string, string][] = [
      [0, "yesterday", "date", "a date"],
      [0, "", "date", "a date"],
      [4, "5.5", "streams", "a whole number"],
      [4, "five", "streams", "a number"],
      [5, "1.2.3", "revenue (EUR)", "an amount"],
      [5, "0.123456789012345678901", "revenue (EUR)", "at most 20 decimals"],
    ];
    const rows = faults.map(([at, text]) => good.map((cell, i) => (i === at ? text : cell)).join(","));
    const table = read(generic + [good.join(","), ...rows].join("\n"));
    expect(accounted(table)).toEqual([faults.length + 1, 1, faults.length, 0]);
    expect(table.accounting?.rejected.map(({ at, column, expected }) => [at, column, expected])).toEqual(
      faults.map(([, , column, expected], i) => [i + 3, column, expected]),
    );
  });

  test("a currency that nothing says is asked for", () => {
    const text = "date,isrc,streams,revenue\n2026-01-01,QZABC2500001,5,0.01\n";
    expect(read(text).questions).toMatchObject([{ id: "currency:generic" }]);
    expect(read(text, { answers: { "currency:generic": "EUR" } }).facts[0]?.currency).toBe("EUR");
  });

  test("1,234 beside nothing that tells is asked about; beside 0.5 it is not", () => {
    const text = (amount: string) =>
      `date;isrc;streams;revenue (EUR)\n2026-01-01;QZABC2500001;5;1,234\n2026-01-02;QZABC2500001;5;${amount}\n`;
    expect(read(text("5,678")).questions).toMatchObject([{ id: "mark:generic:revenue", choices: [".", ","] }]);
    expect(read(text("0.5")).facts[0]?.amount).toBe(123_400_000_000_000_000_000_000n);
    expect(read(text("0,5")).facts[0]?.amount).toBe(123_400_000_000_000_000_000n);
  });

  test("what has no table in it has no layout", () => {
    for (const text of ["", "\n\n", "hello", "PK", "{}"]) expect(read(text).layout).toBeNull();
  });
});
