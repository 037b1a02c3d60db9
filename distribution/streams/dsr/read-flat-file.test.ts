import { describe, expect, test } from "vitest";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { createRecordSplitter, type FactBatch, isoDay } from "../../../foundation/tables/index.ts";
import { expectedAfter, nextState, readContentModel } from "./content-model.ts";
import { splitValues } from "./flat-cells.ts";
import { flatProfile, profileNames } from "./profile.ts";
import { createFlatReader, isFlatFile } from "./read-flat-file.ts";

const head =
  "HEAD\tdsrf/3.0\tBasicAudioProfile\t1.2\tM1\t2026-02-03T10:20:30Z\t1\t1\t2026-01-01\t2026-01-31\tPADPIDA2014A\tSpotify\tPremium";
const summary = "SY02.02\tS1\t\t\tSubscriptionModel\tOnDemandStream\tDE\tPremium\t100\t\tEUR\t9.50\t\t\t\t\t\t\tMusic";
const resource = (block: number, isrc = "QZABC2500001") =>
  `AS02.02\t${block}\tA1\tR${block}\t${isrc}\tNight\t\tMe\t\tPT3M20S\tSoundRecording`;
const usage = (block: number, streams: string | number = 7) => `SU02\t${block}\tS1\tT1\t\tR${block}\ttrue\t${streams}`;
const foot = (lines: number, summaries: number, blocks: number) => `FOOT\t${lines}\t\t${summaries}\t${blocks}`;

function read(lines: readonly string[]) {
  const splitter = createRecordSplitter(9, false);
  const batches: FactBatch[] = [];
  const reader = createFlatReader((batch) => batches.push(batch));
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  for (let at = 0; at < bytes.length; at += 11) reader.add(splitter.push(bytes.slice(at, at + 11)));
  reader.add(splitter.end());
  const { accounting, header } = reader.end(splitter.lines);
  expect(accounting.accepted + accounting.rejectedCount + accounting.ignoredCount).toBe(accounting.records);
  return {
    accounting,
    header,
    batch: batches[0] as FactBatch,
    rejected: accounting.rejected.map(({ at, column, found }) => [at, column, found]),
  };
}

const good = [head, "#SY02.02\tcomment", summary, resource(1), usage(1), resource(2), usage(2, 5), foot(8, 1, 2)];

describe("a file", () => {
  test("good: usages of recordings in the place of their summary", () => {
    const { accounting, header, batch, rejected } = read(good);
    expect(rejected).toEqual([]);
    expect(header).toMatchObject({ profile: "BasicAudioProfile", version: "1.2", sender: "Spotify" });
    expect(accounting).toMatchObject({ records: 7, accepted: 7, lines: { total: 8, comment: 1 } });
    expect(batch.units).toEqual(["usages of the service", "streams"]);
    expect([...batch.quantity.slice(0, batch.count)]).toEqual([100, 7, 5]);
    expect(batch.recordings.map(({ isrc, title, artist }) => [isrc, title, artist])).toEqual([
      ["QZABC2500001", "Night", "Me"],
      ["QZABC2500001", "Night", "Me"],
    ]);
    expect(batch.territories).toEqual(["DE"]);
    expect(isoDay(batch.from[0] as number)).toBe("2026-01-01");
  });

  test.each([
    ["letters in a count", 4, usage(1, "7x"), [5, "NumberOfStreams", "7x"]],
    ["an ISRC too short", 3, resource(1, "QZABC250000"), [4, "ISRC", "QZABC250000"]],
    ["no such territory", 2, summary.replace("\tDE\t", "\tQQ\t"), [3, "Territory", "QQ"]],
    ["no such model", 2, summary.replace("SubscriptionModel", "Barter"), [3, "CommercialModel", "Barter"]],
    ["an empty title", 3, resource(1).replace("Night", ""), [4, "Title", "nothing"]],
    ["another block's usage", 4, usage(3), [5, "BlockId", "3"]],
    ["an unknown record", 4, "XX01\t1", [5, "RecordType", "XX01"]],
    ["a wrong count of blocks", 7, foot(8, 1, 3), [8, "NumberOfBlocksInFile", "3"]],
    ["a wrong count of lines", 7, foot(9, 1, 2), [8, "NumberOfLinesInFile", "9"]],
  ])("%s is refused at its line and cell", (_, at, line, expected) => {
    const lines = good.map((each, index) => (index === at ? (line as string) : each));
    expect(read(lines).rejected[0]).toEqual(expected);
  });

  test("what is out of order, and an end that is missing", () => {
    expect(read([head, resource(1), summary, usage(1), foot(5, 1, 1)]).rejected[0]).toEqual([
      2,
      "RecordType",
      "AS02.02",
    ]);
    expect(read(good.slice(0, -1)).rejected).toEqual([[8, "RecordType", "the end of the file"]]);
    expect(read(["HEAD\tdsrf/3.0\tNoProfile\t9"]).rejected).toEqual([[1, "Profile", "NoProfile 9"]]);
  });

  test("seeded noise: nothing breaks, every record is accounted for", () => {
    const random = createRandom(9);
    const letters = ["\t", "|", "\\", "#", "1", "A", "\n", "S"];
    for (let round = 0; round < 400; round++) {
      const lines = [...good];
      const at = random.integer(0, lines.length - 1);
      const line = lines[at] as string;
      const cut = random.integer(0, line.length);
      lines[at] = line.slice(0, cut) + random.pick(letters) + line.slice(cut + random.integer(0, 2));
      read(lines);
    }
  });
});

test("content models: order, choices, repetition and blocks", () => {
  const model = readContentModel("HEAD (SY01 | SY02)+ {RE01? AS01+ SU01+}* FOOT");
  const walk = (text: string): string => {
    let state = 0;
    for (const type of text.split(" ")) {
      const next = nextState(model, state, type, true);
      if (next < 0) return `${type} after ${model.types[state]}: ${expectedAfter(model, state)}`;
      state = next;
    }
    return model.last.has(state) ? "whole" : "open";
  };
  expect(walk("HEAD SY01 SY02 FOOT")).toBe("whole");
  expect(walk("HEAD SY01 RE01 AS01 SU01 SU01 AS01 SU01 FOOT")).toBe("whole");
  expect(walk("HEAD SY01 RE01 SU01")).toBe("SU01 after RE01: AS01");
  expect(walk("HEAD FOOT")).toBe("FOOT after HEAD: SY01, SY02");
  expect(walk("HEAD SY01 AS01")).toBe("open");
});

test("all profiles are ready: every record of a model is defined", () => {
  expect(profileNames()).toHaveLength(16);
  for (const name of profileNames()) {
    const [profile = "", version = ""] = name.split(" ");
    const found = flatProfile(profile, version);
    for (const type of found?.model.types ?? [])
      if (type !== "") expect(found?.records[type], `${name} ${type}`).toBeDefined();
  }
});

test("bars and escapes", () => {
  expect(splitValues("a|b")).toEqual(["a", "b"]);
  expect(splitValues("a\\|b|c\\\\")).toEqual(["a|b", "c\\"]);
  expect(isFlatFile("#note\nHEAD\tdsrf")).toBe(true);
  expect(isFlatFile("date,streams\n")).toBe(false);
});
