/** `make` a second time: only what is out of date is made again, and nothing that a person changed is written over. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beats, writeSound } from "../report/report-songs.testing.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-make-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]): string => join(folder, ...names);
const text = (...names: string[]): string => readFileSync(at(...names), "utf8");

async function make(...more: string[]): Promise<{ json: Record<string, never>; err: string }> {
  const { code, out, err } = await runWords(folder, ["make", folder, "--json", ...more]);
  expect(code, err).toBe(0);
  return { json: JSON.parse(out), err };
}

/** Files that were written between two looks. */
function written(before: ReadonlyMap<string, number>): string[] {
  return [...times()].filter(([name, time]) => before.get(name) !== time).map(([name]) => name);
}

function times(): Map<string, number> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => !name.startsWith(".songwright") && statSync(at(name)).isFile());
  return new Map(files.map((name) => [name, statSync(at(name)).mtimeMs]));
}

beforeAll(async () => {
  // Without ffmpeg no clips are made: they are tested where they are made, and take most of the time here.
  process.env.PATH = dirname(process.execPath);
  cpSync(new URL("../../examples/first-light/data/", import.meta.url).pathname, at("data"), { recursive: true });
  const release = { schema: "songwright.release/1", title: "T", artist: "A", mixes: ["t.wav"] };
  writeFileSync(at("release.json"), JSON.stringify(release));
  await writeSound(at("t.wav"), beats(4, 0.4, 0.35));
  await make();
}, 60_000);

test("nothing has changed: nothing is made", async () => {
  expect(existsSync(at("masters"))).toBe(true);
  expect(existsSync(at("reports", "audience.html"))).toBe(true);
  const before = times();
  const { json } = await make();
  expect(written(before)).toEqual([]);
  expect(json).toMatchObject({
    masters: { state: "kept" },
    data: { audience: { state: "kept" }, campaign: { state: "kept" } },
  });
});

test("another mix: masters and what is cut from them are made again, reports are not", async () => {
  await writeSound(at("t.wav"), beats(4, 0.3, 0.35));
  const before = times();
  const { json } = await make();
  expect(json).toMatchObject({ masters: { state: "made" }, data: { audience: { state: "kept" } } });
  const names = written(before);
  expect(names.some((name) => name.startsWith("masters"))).toBe(true);
  expect(names).not.toContain(join("reports", "audience.html"));
}, 60_000);

test("a person moves the hook: the campaign's clips follow, and it stays", async () => {
  const hooks = JSON.parse(text("reports", "hooks.json")) as { hooks: { from: number; to: number }[] };
  const moved = { ...hooks, hooks: [{ from: 0.5, to: 3.5 }] };
  writeFileSync(at("reports", "hooks.json"), JSON.stringify(moved));
  const before = times();
  await make();
  expect(written(before)).toContain(join("campaign", "plan.json"));
  expect(JSON.parse(text("reports", "hooks.json"))).toEqual(moved);
  const plan = JSON.parse(text("campaign", "plan.json")) as { decisions: { id: string; value: unknown }[] };
  expect(plan.decisions.find(({ id }) => id.startsWith("clips.hook@"))?.value).toEqual({ from: 0.5, to: 3.5 });
}, 60_000);

test("masters go towards the profile that the release names, and are made again with another", async () => {
  const ask = (towards: string | null): void => {
    const release = JSON.parse(text("release.json")) as object;
    writeFileSync(at("release.json"), JSON.stringify({ ...release, towards }));
  };
  const loudness = { attribute: "loudness", low: -19, middle: -18, high: -17, entries: 40, trend: null };
  const [territory, from, until] = ["NO", "2026-01-01", "2026-06-30"];
  const profile = {
    schema: "songwright.target-profile/1",
    territory,
    from,
    until,
    ranges: [loudness],
    shares: [],
    unknown: [],
  };
  writeFileSync(at("profile.json"), JSON.stringify(profile));
  ask("profile.json");
  const { json } = await make();
  expect(json).toMatchObject({ masters: { state: "made" } });
  const [master] = readdirSync(at("masters")).filter((name) => name.endsWith(".wav"));
  const { out } = await runWords(folder, ["measure", at("masters", master as string), "--json"]);
  expect(JSON.parse(out).files[0].integratedLufs).toBeCloseTo(-18, 1);
  ask(null);
  expect((await make()).json).toMatchObject({ masters: { state: "made" } });
}, 60_000);

test("other data: reports follow, a page with a person's own words stays and is named; the plan is made around decisions", async () => {
  appendFileSync(at("reports", "audience.html"), "<!-- mine -->");
  const plan = JSON.parse(text("campaign", "plan.json")) as {
    decisions: { id: string; value: unknown; by: string; locked: boolean; proposed: unknown }[];
  };
  const spend = plan.decisions.find(({ id }) => id.startsWith("spend."));
  if (!spend) throw new Error("no ad set");
  Object.assign(spend, { proposed: spend.value, value: 33, by: "person", locked: true });
  writeFileSync(at("campaign", "plan.json"), JSON.stringify(plan));
  const timeline = text("data", "songwright-audience-timeline.csv").trimEnd().split(/\r?\n/);
  writeFileSync(at("data", "songwright-audience-timeline.csv"), `${timeline.slice(0, -1).join("\n")}\n`);
  const before = times();
  const { err } = await make();
  const names = written(before);
  expect(err).toContain("reports/audience.html was changed after it was made: nothing of it is written over");
  expect(text("reports", "audience.html")).toContain("<!-- mine -->");
  expect(names).toContain(join("reports", "markets.html"));
  expect(names.some((name) => name.startsWith("masters"))).toBe(false);
  const anew = JSON.parse(text("campaign", "plan.json")) as typeof plan;
  expect(anew.decisions.find(({ id }) => id === spend.id)).toMatchObject({ value: 33, by: "person" });
  const [earlier = ""] = readdirSync(at("campaign", "earlier"));
  expect(earlier).toMatch(/^\d{4}-\d\d-\d\d\.plan\.json$/);
  expect(JSON.parse(text("campaign", "earlier", earlier))).toEqual(plan);
  const again = times();
  await make();
  expect(written(again)).toEqual([]);
}, 60_000);

test("measurements of other data are not taken for the markets", async () => {
  writeFileSync(
    at("reports", "measured.json"),
    JSON.stringify([{ territory: "US", effect: 900, low: 800, high: 1000 }]),
  );
  const { err, json } = await make();
  expect(err).toContain("measured.json was not made from the present data");
  expect(json).toMatchObject({ data: { markets: { state: "kept" } } });
}, 60_000);

test("--force makes all of it anew", async () => {
  const before = times();
  await make("--force");
  expect(written(before)).toContain(join("reports", "audience.html"));
  expect(text("reports", "audience.html")).not.toContain("<!-- mine -->");
}, 60_000);
