// Made-up exports of advertising, web analytics and links, one for each trap.
import { describe, expect, test } from "vitest";
import { accounted, figures, read, utf16 } from "./layouts.testing.ts";

const amounts = ({ facts }: ReturnType<typeof read>) =>
  facts
    .filter(({ amount }) => amount !== null)
    .map(({ unit, amount, currency }) => [unit, Number(amount) / 1e20, currency]);

describe("Meta Ads Manager", () => {
  const head =
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Amount spent (EUR),Impressions,Reach,Frequency,Link clicks,Clicks (all),Results,Result indicator,Attribution setting,CPM (cost per 1 000 impressions) (EUR),Quality ranking";

  test("the currency of the header, the row of totals, clicks of two kinds, columns that are not known", () => {
    const table = read(
      `${head}\n2026-08-01,2026-08-01,Single,Berlin,Video A,12.50,"3,000",2500,1.2,40,55,20,actions:link_click,7-day click,4.1,Average\n2026-08-01,2026-08-01,,,,12.50,3000,2500,1.2,40,55,20,,,,\n`,
    );
    expect(table.layout).toBe("meta-ads");
    expect(accounted(table)).toEqual([2, 1, 0, 1]);
    expect(table.facts[0]).toMatchObject({
      from: "2026-08-01",
      context: "kind: actions:link_click",
      item: { kind: "ad", campaign: "Single", adSet: "Berlin", ad: "Video A", group: "" },
    });
    expect(figures(table).filter(([, count]) => count !== null)).toEqual([
      ["ad impressions", 3000],
      ["reach", 2500],
      ["link clicks", 40],
      ["clicks of any kind", 55],
    ]);
    expect(amounts(table)).toEqual([
      ["ad impressions", 12.5, "EUR"],
      ["results", 20, "results"],
    ]);
  });

  test("a campaign may be called Total Eclipse", () => {
    const row = "2026-08-01,2026-08-01,Total Eclipse,A,B,1,1,1,1,1,1,1,,,,";
    expect(accounted(read(`${head}\n${row}\n`))).toEqual([1, 1, 0, 0]);
  });

  test("breakdowns are kept with their group; a day column", () => {
    const table = read(
      "Day,Campaign name,Age,Gender,Country,Amount spent (USD),Impressions,Reach\n2026-08-01,Single,25-34,female,DE,1.00,10,9\n2026-08-01,Single,Unknown,unknown,,1.00,10,9\n",
    );
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts.map(({ item, territory }) => [item?.group, territory])).toContainEqual(["25-34, female", "DE"]);
  });

  test("German: day first where a date tells, decimal commas", () => {
    const table = read(
      "Berichtsstart;Berichtsende;Kampagnenname;Name der Anzeigengruppe;Ausgegebener Betrag (EUR);Impressionen;Reichweite;Link-Klicks\n01.08.2026;31.08.2026;Lied;Köln;1.234,56;45.000;9.000;12\n",
    );
    expect(accounted(table)).toEqual([1, 1, 0, 0]);
    expect(table.facts[0]).toMatchObject({ from: "2026-08-01", until: "2026-08-31", quantity: 45000, currency: "EUR" });
    expect(amounts(table)).toEqual([["ad impressions", 1234.56, "EUR"]]);
  });

  test("without a currency anywhere it is asked", () => {
    const table = read("Day,Campaign name,Amount spent,Impressions\n2026-08-01,Single,1,10\n");
    expect(table.questions).toMatchObject([{ id: "currency:meta-ads" }]);
  });
});

test("TikTok Ads: clicks to the destination are not clicks of any kind; totals; the currency is asked", () => {
  const text =
    "Date,Campaign name,Ad group name,Ad name,Cost,Impressions,Reach,Frequency,CPM,CTR,Video views,2-second video views,6-second video views,Video views at 25%,Video views at 50%,Video views at 75%,Video views at 100%,Results,Cost per result,Paid likes,Paid shares,Paid comments,Paid follows,Clicks (all),Clicks (destination),CPC (destination)\n" +
    "2026-05-01,Push,Group,Clip,10.25,1000,900,1.1,10.25,1.2,800,500,300,400,200,100,50,12,0.85,7,1,0,2,30,12,0.85\n" +
    "Total of 1 results,-,-,-,10.25,1000,900,1.1,10.25,1.2,800,500,300,400,200,100,50,12,0.85,7,1,0,2,30,12,0.85\n";
  expect(read(text).questions).toMatchObject([{ id: "currency:tiktok-ads" }]);
  const table = read(text, { answers: { "currency:tiktok-ads": "gbp" } });
  expect(table.layout).toBe("tiktok-ads");
  expect(accounted(table)).toEqual([2, 1, 0, 1]);
  expect(figures(table)).toContainEqual(["destination clicks", 12]);
  expect(figures(table)).toContainEqual(["clicks of any kind", 30]);
  expect(amounts(table)).toEqual([
    ["ad impressions", 10.25, "GBP"],
    ["results", 12, "results"],
  ]);
});

describe("Google Ads", () => {
  const head = "Campaign,Campaign status,Currency code,Cost,Impr.,Clicks,Conversions";

  test("two lines before the header, with the span of days; parts of conversions; totals at the end", () => {
    const table = read(
      `Campaign report\n"January 1, 2026 - January 31, 2026"\n${head}\nVideo push,Enabled,EUR,"1,012.50","30,000",210,3.50\nQuiet,Paused,EUR, --,0,0,0.00\nTotal: Account, --,EUR,"1,012.50","30,000",210,3.50\n`,
    );
    expect(table.layout).toBe("google-ads");
    expect(accounted(table)).toEqual([3, 2, 0, 1]);
    expect(table.accounting?.lines.header).toBe(3);
    expect(table.facts[0]).toMatchObject({
      from: "2026-01-01",
      until: "2026-01-31",
      service: "Google",
      quantity: 30000,
    });
    expect(amounts(table)).toEqual([
      ["ad impressions", 1012.5, "EUR"],
      ["results", 3.5, "conversions"],
      ["results", 0, "conversions"],
    ]);
  });

  test("UTF-16 with tabs; a span that cannot be read is asked", () => {
    const text = `Campaign report\nAll time\n${head.replaceAll(",", "\t")}\nPush\tEnabled\tEUR\t5.00\t100\t3\t0\n`;
    expect(read(utf16(text)).questions).toMatchObject([{ id: "period:0123456789ab" }]);
    const table = read(utf16(text), { answers: { "period:0123456789ab": "2026-01" } });
    expect(accounted(table)).toEqual([1, 1, 0, 0]);
  });
});

describe("Google Analytics", () => {
  const comments =
    "# ----------------------------------------\n# Traffic acquisition\n# Account: Me\n# ----------------------------------------\n#\n# Start date: 20260101\n# End date: 20260131\n\n";

  test("comments before the header have the span of days", () => {
    const table = read(
      `${comments}Session source / medium,Sessions,Engaged sessions,Engagement rate,Key events\ngoogle / organic,10,7,0.7,1.5\nnews@example.org / email,4,2,0.5,0\n`,
    );
    expect(table.layout).toBe("ga4-source-medium");
    expect(accounted(table)).toEqual([2, 2, 0, 0]);
    expect(table.facts[0]).toMatchObject({
      from: "2026-01-01",
      until: "2026-01-31",
      context: "source-medium: google / organic",
    });
    expect(table.facts.at(-1)?.context).toBe("source-medium: [e-mail] / email");
  });

  test("revenue is money, so its currency is asked", () => {
    const text = `${comments}Session source / medium,Sessions,Total revenue\ngoogle / organic,10,1.50\n`;
    expect(read(text).questions).toMatchObject([{ id: "currency:ga4-source-medium" }]);
  });

  test("days counted from the first; one outside the span is refused", () => {
    const table = read(`${comments}Nth day,Active users\n0000,5\n0030,7\n0031,1\nx,1\n`);
    expect(table.layout).toBe("ga4-days");
    expect(accounted(table)).toEqual([4, 2, 2, 0]);
    expect(table.facts.map(({ from }) => from)).toEqual(["2026-01-01", "2026-01-31"]);
    expect(table.accounting?.rejected[0]).toMatchObject({ column: "Nth day", found: "digits of 4 characters" });
  });

  test("days counted from nowhere are asked about", () => {
    expect(read("Nth day,Active users\n0000,5\n").questions).toMatchObject([{ id: "period:0123456789ab" }]);
  });

  test("cities", () => {
    const table = read(`${comments}City,Active users\nBerlin,3\n(not set),2\n`);
    expect(table.layout).toBe("ga4-places");
    expect(table.facts.map(({ context, quantity }) => [context, quantity])).toEqual([
      ["city: Berlin", 3],
      ["city: (not set)", 2],
    ]);
  });
});

describe("links", () => {
  test("any of the columns of its own", () => {
    const table = read(
      "date,link,country,city,source,service,visits,clicks\n2026-03-01,https://lnk.example/night,Germany,Berlin,instagram,Spotify,10,4\n2026-03-01,https://lnk.example/night,DE,Köln,,Apple Music,,3\n2026-03-01,https://lnk.example/night,,,,,,\n",
    );
    expect(table.layout).toBe("links");
    expect(accounted(table)).toEqual([3, 2, 0, 1]);
    expect(
      table.facts.map(({ unit, quantity, territory, service, context }) => [
        unit,
        quantity,
        territory,
        service,
        context,
      ]),
    ).toEqual([
      ["link visits", 10, "DE", "Spotify", "source: instagram; city: Berlin"],
      ["link clicks", 4, "DE", "Spotify", "source: instagram; city: Berlin"],
      ["link clicks", 3, "DE", "Apple Music", "city: Köln"],
    ]);
    expect(table.facts[0]?.item).toMatchObject({ kind: "link", id: "https://lnk.example/night" });
  });

  test("without dates the period is asked; another column makes it another table", () => {
    expect(read("link,clicks\nhttps://lnk.example/night,4\n").questions).toMatchObject([{ id: "period:0123456789ab" }]);
    expect(read("link,clicks,owner\nhttps://lnk.example/night,4,me\n").layout).toBeNull();
  });
});
