// Lists of fans as a person imports them: what stays of each, and what never does.

import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runWords } from "./run-words.testing.ts";

let folder: string;
const before = process.env.XDG_CONFIG_HOME;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "songwright-fans-"));
  process.env.XDG_CONFIG_HOME = join(folder, "config");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  if (before === undefined) delete process.env.XDG_CONFIG_HOME;
  else process.env.XDG_CONFIG_HOME = before;
});

const keyFile = () => join(folder, "config", "songwright", "fan-key");
const hashOf = (email: string) =>
  createHmac("sha256", Buffer.from(readFileSync(keyFile(), "utf8").trim(), "hex"))
    .update(email)
    .digest("hex");

const head = "email,fullname,firstname,lastname,date added,country,postal code,num purchases\n";
const fan = (name: string, more: { country?: string; purchases?: string; when?: string } = {}) =>
  `${name}@example.org,${name} Roe,${name},Roe,${more.when ?? "Sep 23 2010"},${more.country ?? "Germany"},10115,${more.purchases ?? "0"}\n`;

async function put(name: string, text: string, ...words: string[]) {
  mkdirSync(join(folder, "data"), { recursive: true });
  writeFileSync(join(folder, "data", name), text);
  const { code, out, err } = await runWords(folder, ["import", `data/${name}`, "--project", "p", "--json", ...words]);
  return { code, err, text: out, answer: JSON.parse(out) };
}
const json = async (...words: string[]) => {
  const { code, out } = await runWords(folder, [...words, "--project", "p", "--json"]);
  return { code, text: out, answer: JSON.parse(out) };
};

/** All bytes of the project, its hidden store with them. */
function stored(): string {
  const files = readdirSync(join(folder, "p"), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1")).join("\n");
}

describe("a list", () => {
  test("of each fan a keyed hash, the country, a purchase class and a day stay, and nothing else", async () => {
    const { code, answer, text } = await put(
      "fans.csv",
      `${head}${fan("Jane", { purchases: "1" })}${fan("Bob", { country: "US", purchases: "12", when: "Jan 2 2026" })}`,
    );
    expect(code).toBe(0);
    expect(answer.files[0].tables[0]).toMatchObject({
      layout: "bandcamp-fans",
      records: 2,
      accepted: 2,
      status: "imported",
    });
    expect(`${text}${stored()}`).not.toMatch(/jane|roe@|example\.org|10115/i);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    const kept = await json("fans", "export", "  JANE@Example.org ");
    expect(kept.answer.lists).toMatchObject([
      {
        key: hashOf("jane@example.org"),
        country: "DE",
        purchases: "one",
        consent: "2010-09-23",
        layout: "bandcamp-fans",
      },
    ]);
    expect(Object.keys(kept.answer.lists[0]).sort()).toEqual(
      ["account", "consent", "country", "key", "layout", "member", "path", "purchases"].sort(),
    );
    expect(kept.text).not.toMatch(/jane/i);
    expect((await json("fans", "export", "bob@example.org")).answer.lists[0]).toMatchObject({
      purchases: "several",
      country: "US",
    });
    expect((await json("fans", "export", "nobody@example.org")).answer.status).toBe("nothing-kept");
  });

  test("what stands in a wrong column is refused, and told by kind and length", async () => {
    const { answer, text } = await put(
      "fans.csv",
      `${head}${fan("Jane", { country: "Jane Roe" })}${fan("Bob", { purchases: "Main Street 5" })}${fan("Eve", { when: "+49 30 5550199" })}Jane Roe,x,x,x,Sep 23 2010,DE,1,0\n${fan("Kim")}`,
    );
    expect(answer.files[0].tables[0]).toMatchObject({ records: 5, accepted: 1, rejectedCount: 4, ignoredCount: 0 });
    expect(answer.files[0].tables[0].rejected).toEqual([
      { at: 2, column: "country", expected: "a country code or name", found: "text of 8 characters" },
      { at: 3, column: "num purchases", expected: "a whole number", found: "text of 13 characters" },
      { at: 4, column: "date added", expected: "a date", found: "digits of 14 characters" },
      { at: 5, column: "email", expected: "an e-mail address", found: "text of 8 characters" },
    ]);
    expect(`${text}${stored()}`).not.toMatch(/jane|main street|5550199/i);
  });

  test("the same again changes nothing; the next takes its place, and who left it is gone", async () => {
    const text = head + fan("Jane") + fan("Bob");
    await put("fans.csv", text);
    expect((await put("fans again.csv", text)).answer.files[0].tables[0].status).toBe("unchanged");
    expect((await put("june.csv", head + fan("Bob") + fan("Kim"))).answer.files[0].tables[0].statements[0].status).toBe(
      "replaced",
    );
    expect((await json("fans", "export", "jane@example.org")).answer.status).toBe("nothing-kept");
    const other = head + fan("Ann");
    const asked = await put("other.csv", other);
    expect([asked.code, asked.answer.questions[0].choices]).toEqual([5, []]);
    writeFileSync(join(folder, "a.json"), JSON.stringify({ [asked.answer.questions[0].id]: "other list" }));
    await put("other.csv", other, "--answers", "a.json");
    for (const name of ["ann", "bob"])
      expect((await json("fans", "export", `${name}@example.org`)).answer.status).toBe("kept");
  });

  test("Mailchimp: confirmed before opted in; who has unsubscribed is not kept; further columns are not read", async () => {
    const { answer } = await put(
      "members.csv",
      "Email Address,First Name,Last Name,Favourite song,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,CC,REGION,UNSUB_TIME,NOTES,TAGS\n" +
        "jane@example.org,Jane,Roe,Secret,2,2020-01-02 03:04:05,10.0.0.1,2020-01-03 00:00:01,10.0.0.1,1.5,2.5,de,BE,,PRIVATE,\n" +
        "bob@example.org,Bob,Roe,x,2,2020-01-02 03:04:05,10.0.0.1,,,,,,,2021-01-01 00:00:00,,\n",
    );
    expect(answer.files[0].tables[0]).toMatchObject({
      layout: "mailchimp-fans",
      records: 2,
      accepted: 1,
      ignoredCount: 1,
      ignored: [{ at: 3, why: "unsubscribed: not kept" }],
    });
    expect((await json("fans", "export", "jane@example.org")).answer.lists[0]).toMatchObject({
      consent: "2020-01-03",
      country: "DE",
      purchases: null,
    });
    expect(stored()).not.toMatch(/jane|secret|private|10\.0\.0\.1/i);
  });
});

test("an erased fan is gone from all bytes, and does not come back with the next list", async () => {
  await put("fans.csv", head + fan("Jane") + fan("Bob"));
  const hash = hashOf("jane@example.org");
  expect(stored()).toContain(hash);
  const erased = await json("fans", "erase", "jane@example.org");
  expect(erased.answer).toMatchObject({ status: "erased", lists: 1, files: [join(folder, "data/fans.csv")] });
  expect(stored()).not.toContain(hash);
  const next = await put("june.csv", head + fan("Jane") + fan("Bob") + fan("Kim"));
  expect(next.answer.files[0].tables[0]).toMatchObject({ records: 3, accepted: 2, ignoredCount: 1 });
  expect((await json("fans", "export", "jane@example.org")).answer.status).toBe("nothing-kept");
  expect((await json("fans", "erase", "nobody@example.org")).answer.status).toBe("nothing-kept");
});

test("counts: no cell under ten, nor what would give one away", async () => {
  const many = (count: number, country: string, purchases: string) =>
    Array.from({ length: count }, (_, at) => fan(`${country}${purchases}${at}`, { country, purchases })).join("");
  await put("fans.csv", head + many(30, "DE", "0") + many(15, "US", "1") + many(4, "FR", "5"));
  const { answer } = await json("fans");
  expect(answer).toMatchObject({ status: "counted", people: 49 });
  expect(answer.byCountry).toEqual([
    { name: "DE", people: 30, shown: "30" },
    { name: "US", people: null, shown: "not shown" },
    { name: "FR", people: null, shown: "under 10" },
  ]);
  const { out } = await runWords(folder, ["fans", "--project", "p"]);
  expect(out).toBe(
    "49 fans\n  Germany: 30\n  United States: not shown\n  France: under 10\n  bought nothing: 30\n  bought once: not shown\n  bought several times: under 10\n",
  );
  await put("few.csv", head + many(3, "DE", "0"));
  expect((await json("fans")).answer).toMatchObject({ people: null, shown: "under 10" });
});

test("another key knows nobody: it is told, not taken", async () => {
  await put("fans.csv", head + fan("Jane"));
  rmSync(keyFile());
  const { code, err } = await runWords(folder, ["fans", "export", "jane@example.org", "--project", "p"]);
  expect(code).toBe(4);
  expect(err).toContain("fan-key");
  writeFileSync(keyFile(), "not a key");
  expect((await runWords(folder, ["fans", "export", "jane@example.org", "--project", "p"])).code).toBe(4);
});

test("wrong usage: the right one is told, the address is not repeated", async () => {
  await put("fans.csv", head + fan("Jane"));
  const wrong = await runWords(folder, ["fans", "erase", "Jane Roe", "--project", "p"]);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("one e-mail address");
  expect(wrong.err).not.toMatch(/jane/i);
  const none = await runWords(folder, ["fans", "--project", "nowhere"]);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("songwright import")]);
});

test("a file with an address and a number in its name: kept and printed without, traced all the same", async () => {
  const name = "jane@example.org +49 30 5550199.csv";
  const { text } = await put(
    name,
    "Post ID,Account username,Publish time,Post type,Views,Owner\n18011111111111111,mila,2026-03-27 06:08,IG reel,12,Jane Roe\n",
  );
  expect(`${text}${stored()}`).not.toMatch(/jane|5550199/i);
  expect(text).toContain("data/[e-mail] [phone].csv");
  const { answer, text: traced } = await json("trace", "views");
  expect(answer.files[0]).toMatchObject({
    file: "unchanged",
    definition: expect.stringContaining("2025"),
    lines: [{ line: 2, cells: { Views: "12" } }],
  });
  expect(traced).not.toMatch(/jane|roe/i);
  writeFileSync(join(folder, "data", "bob@example.org.csv"), "hello");
  const bad = await runWords(folder, [
    "import",
    "data/bob@example.org.csv",
    "data/kim@example.org.csv",
    "--project",
    "p",
  ]);
  expect(`${bad.out}${bad.err}`).not.toMatch(/bob|kim/);
});

test("what one list does not say does not undo what another says, in either order", async () => {
  const names = Array.from({ length: 12 }, (_, at) => `fan${at}`);
  const bandcamp = `${head}${names.map((name) => fan(name, { purchases: "3" })).join("")}`;
  const mailchimp = `Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n${names
    .map(
      (name) => `${name}@example.org,A,B,2,2026-01-02 03:04:05,,2026-01-02 03:04:05,,,,,,,,,2026-01-02 03:04:05,1,x,,`,
    )
    .join("\n")}\n`;
  await put("bandcamp.csv", bandcamp);
  await put("mailchimp.csv", mailchimp);
  const { answer } = await json("fans");
  expect(answer).toMatchObject({
    people: 12,
    byCountry: [{ name: "DE", people: 12 }],
    byPurchases: [{ name: "several", people: 12 }],
  });
});
