/** The verb `integrity` on a made-up project: bought streams and a playlist of a service, a fault in a statement. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Integrity } from "../../distribution/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { faultsOf } from "../report/well-formed.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-integrity-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 2025-01-01. */
const FIRST = 20_089;
const PLACES: readonly (readonly [string, number])[] = [
  ["DE", 0.4],
  ["US", 0.3],
  ["GB", 0.2],
  ["NL", 0.1],
];
const isrc = (n: number): string => `QZABC250000${n}`;

/** Counts of 240 days: recording 1 with 900 streams a day out of Vietnam for 14 days, recording 2 on a playlist. */
function counts(): string {
  const random = createRandom(3);
  const lines = ["date,isrc,territory,service,streams,listeners,saves,counted by"];
  for (let n = 1; n <= 6; n++)
    for (let day = 0; day < 240; day++) {
      const week = (FIRST + day + 3) % 7 >= 4 ? 1.15 : 0.9;
      const listed = n === 2 && day >= 150 ? 1.8 : 1;
      for (const [place, share] of PLACES) {
        const streams = Math.round(120 * n * share * week * listed * (1 + 0.08 * random.normal()));
        lines.push(
          `${isoDay(FIRST + day)},${isrc(n)},${place},Spotify,${streams},${Math.round(streams / 1.8)},${Math.round(0.05 * streams)},Spotify`,
        );
      }
      if (n === 1 && day >= 120 && day < 134)
        lines.push(`${isoDay(FIRST + day)},${isrc(1)},VN,Spotify,${900 + (day % 3)},40,0,Spotify`);
    }
  return `${lines.join("\n")}\n`;
}

/** Statements of five months; recording 3 is not paid in April, and three months are still to come. */
function statements(): string {
  const lines = ["month,isrc,territory,service,streams,revenue (EUR)"];
  for (let month = 1; month <= 5; month++)
    for (let n = 1; n <= 6; n++) {
      if (n === 3 && month === 4) continue;
      for (const [place, share] of PLACES) {
        const streams = Math.round(120 * n * share * 30 * 0.97);
        lines.push(`2025-0${month},${isrc(n)},${place},Spotify,${streams},${(streams * 0.003).toFixed(4)}`);
      }
    }
  return `${lines.join("\n")}\n`;
}

beforeAll(async () => {
  writeFileSync(join(folder, "counts.csv"), counts());
  writeFileSync(join(folder, "statements.csv"), statements());
  const { code, out, err } = await runWords(folder, [
    "import",
    "counts.csv",
    "statements.csv",
    "--project",
    folder,
    "--json",
  ]);
  expect(code, out + err).toBe(0);
});

async function answerOf(words: readonly string[]): Promise<Integrity> {
  const { code, out, err } = await runWords(folder, ["integrity", "--project", folder, ...words, "--json"]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

test("bought streams are evidence, with days, place and reasons; a page goes to the distributor", async () => {
  const answer = await answerOf(["--out", "out"]);
  const evidence = answer.findings.filter(({ level }) => level === "evidence");
  expect(evidence).toMatchObject([{ recording: isrc(1), from: "2025-05-01", until: "2025-05-14" }]);
  expect(evidence[0]?.territories[0]?.name).toBe("VN");
  expect(evidence[0]?.innocent.every(({ refused }) => refused)).toBe(true);
  const names = readdirSync(join(folder, "out")).sort();
  expect(names).toEqual([
    `evidence-${isrc(1)}.html`,
    "findings.csv",
    "integrity.html",
    "integrity.json",
    "statements.csv",
  ]);
  const page = readFileSync(join(folder, "out", `evidence-${isrc(1)}.html`), "utf8");
  expect(page).toMatch(/SHA-256 [0-9a-f]{64}/);
  expect(page).toMatch(/counts\.csv/);
  expect(page).toMatch(/territory VN/);
  for (const name of names.filter((each) => each.endsWith(".html")))
    expect(faultsOf(readFileSync(join(folder, "out", name), "utf8")), name).toEqual([]);
});

test("a recording that a statement leaves out is told with its month, against what was counted", async () => {
  const { audit } = await answerOf([]);
  expect(audit?.findings).toMatchObject([
    {
      kind: "unpaid recording",
      service: "Spotify",
      recording: isrc(3),
      from: "2025-04",
      until: "2025-04",
      against: "counted",
    },
  ]);
});

test("a playlist's effect is judged against recordings without it", async () => {
  const { playlists } = await answerOf(["--added", `${isrc(2)}=2025-05-31`]);
  const [answer] = playlists;
  expect(answer?.effect.status).toBe("done");
  if (answer?.effect.status !== "done") return;
  expect(answer.effect.lift).toBeCloseTo(0.8, 1);
  expect(answer.effect.found).toBe(true);
});

test("too little is an answer, not an error", async () => {
  const small = mkdtempSync(join(tmpdir(), "songwright-integrity-small-"));
  try {
    writeFileSync(join(small, "a-timeline.csv"), "date,streams\n2026-01-01,5\n2026-01-02,6\n");
    await runWords(small, ["import", "a-timeline.csv", "--accept-proposals", "--project", small, "--json"]);
    const { code, out } = await runWords(small, ["integrity", "--project", small, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: "not-enough-data", cheapestNextStep: expect.any(String) });
  } finally {
    rmSync(small, { recursive: true, force: true });
  }
});
