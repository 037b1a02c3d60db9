// What a page may have done: verbs, options, places and files that are not its to choose.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobView } from "./api/jobs.ts";
import { fileIdOf } from "./project-files.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

const SONG = fileIdOf("mixes/song.wav");
const DASHED = fileIdOf("mixes/--force.wav");
let home: TestStudio;
beforeAll(async () => {
  home = await testStudio({
    "mixes/song.wav": wavBytes(1),
    "mixes/--force.wav": wavBytes(1),
    "stems/bass.wav": wavBytes(1),
    "data/posts.csv": "post_id,label\n1,a\n",
  });
  writeFileSync(join(home.root, "secret.wav"), wavBytes(1));
  mkdirSync(join(home.root, "elsewhere"));
  symlinkSync(join(home.root, "secret.wav"), join(home.folder, "mixes", "linked.wav"));
  symlinkSync(join(home.root, "elsewhere"), join(home.folder, "away"));
});
afterAll(() => home.close());

const measure = (options: object, more: object = {}): object => ({
  verb: "measure",
  material: [SONG],
  options,
  ...more,
});
const master = (options: object, more: object = {}): object => ({ verb: "master", material: [SONG], options, ...more });

describe("refused", () => {
  test.each<[what: string, body: object, refused: string]>([
    ["a verb of objects", { verb: "constructor" }, "400 unknown-verb"],
    ["another", { verb: "__proto__" }, "400 unknown-verb"],
    ["a third", { verb: "hasOwnProperty" }, "400 unknown-verb"],
    ["a verb with options in it", { verb: "master --out /tmp" }, "400 unknown-verb"],
    ["an option as the verb", { verb: "--help" }, "400 unknown-verb"],
    ["fans", { verb: "fans" }, "403 verb-not-here"],
    ["one fan's data", { verb: "fans export" }, "403 verb-not-here"],
    ["erasing a fan", { verb: "fans erase", material: ["a@b.example"] }, "403 verb-not-here"],
    ["a studio in the studio", { verb: "studio", material: ["."] }, "403 verb-not-here"],
    ["an option that is none", measure({ "no-such": true }), "400 unknown-option"],
    ["an option of objects", master({ constructor: "x" }), "400 unknown-option"],
    ["an option with dashes", master({ "--out": "x" }), "400 unknown-option"],
    ["an option with its value", master({ "out=/tmp": true }), "400 unknown-option"],
    ["the frame's own option", measure({ json: true }), "403 option-not-here"],
    ["another project", { verb: "audience", options: { project: "/etc" } }, "403 option-not-here"],
    ["a secret from a file", { verb: "campaign plan", options: { "writer-key": SONG } }, "403 option-not-here"],
    [
      "another machine's address",
      { verb: "campaign plan", options: { writer: "http://169.254.169.254/" } },
      "403 option-not-here",
    ],
    ["a sound font by path", { verb: "compose", options: { "sound-font": "/etc/passwd" } }, "400 wrong-value"],
    ["a sound font beside", { verb: "compose", options: { "sound-font": "../secret.wav" } }, "400 wrong-value"],
    ["a found font by path", { verb: "compose", options: { "sound-font": "found:../secret.wav" } }, "400 wrong-value"],
    ["a found font of another system", { verb: "compose", options: { "sound-font": "found:a\\b" } }, "400 wrong-value"],
    [
      "another machine's melodies",
      { verb: "compose", options: { proposer: "http://127.0.0.1:8765/" } },
      "403 option-not-here",
    ],
    ["out upwards", master({ out: "../elsewhere" }), "400 outside-project"],
    ["out upwards from within", master({ out: "masters/../../elsewhere" }), "400 outside-project"],
    ["out absolute", master({ out: "/tmp/x" }), "400 outside-project"],
    ["out of another drive", master({ out: "C:\\x" }), "400 outside-project"],
    ["out of a network", master({ out: "\\\\server\\share" }), "400 outside-project"],
    ["out through a link", master({ out: "away/masters" }), "400 outside-project"],
    ["out into the program's state", master({ out: ".songwright/cache" }), "400 outside-project"],
    ["out with a zero byte", master({ out: "masters\0" }), "400 outside-project"],
    ["stems upwards", { verb: "compose", options: { stems: "../elsewhere" } }, "400 outside-project"],
    ["learned songs upwards", { verb: "master", options: { "learn-sound": "../elsewhere" } }, "400 outside-project"],
    ["a path as material", measure({}, { material: ["/etc/passwd"] }), "400 outside-project"],
    ["upwards as material", measure({}, { material: ["../secret.wav"] }), "400 outside-project"],
    ["a folder through a link as material", { verb: "mix", material: ["away"] }, "400 outside-project"],
    ["a link as material", measure({}, { material: [fileIdOf("mixes/linked.wav")] }), "404 no-such-file"],
    ["a file of nobody", measure({}, { material: ["0123456789abcdef"] }), "404 no-such-file"],
    ["a path where a file's id belongs", master({ keep: "/etc/passwd" }), "400 wrong-value"],
    ["a path in a list of files", master({ reference: ["../secret.wav"] }), "400 outside-project"],
    ["a number as a text", master({ loudness: "-14 --force" }), "400 wrong-value"],
    ["a number outside", master({ loudness: 1e9 }), "400 wrong-value"],
    ["no number", master({ loudness: [] }), "400 wrong-value"],
    ["a choice that is none", master({ target: ["spotify", "--out"] }), "400 wrong-value"],
    ["two values in one", master({ formats: ["wav24,wav16"] }), "400 wrong-value"],
    ["a list where a text belongs", master({ adjust: ["a", "b"] }), "400 wrong-value"],
    ["a text where a flag belongs", master({ album: "yes" }), "400 wrong-value"],
    ["a zero byte in a text", master({ adjust: "air\0" }), "400 wrong-value"],
    ["a document where a number belongs", master({}, { documents: { loudness: {} } }), "400 option-takes-no-document"],
    ["a document and a file", master({ keep: SONG }, { documents: { keep: {} } }), "400 given-twice"],
    ["material where there is none", { verb: "compose", material: [SONG] }, "400 wrong-material"],
    ["no material where some is needed", { verb: "measure" }, "400 wrong-material"],
    ["too much material", { verb: "mix", material: [".", "."] }, "400 wrong-material"],
    ["a text of megabytes", master({ adjust: "x".repeat(30_000) }), "400 invalid"],
    ["a thousand and one files", measure({}, { material: Array(1001).fill(SONG) }), "400 invalid"],
  ])("%s", async (_, body, refused) => {
    expect(await home.refusal("jobs", { body })).toBe(refused);
    expect((await home.inProject("jobs")).json<{ jobs: unknown[] }>().jobs).toEqual([]);
  });
});

test("names and values that look like options stay what they are", async () => {
  const asked = { verb: "measure", material: [DASHED], options: {} };
  const { line, id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
  expect(line).toBe("songwright measure -- mixes/--force.wav");
  await expect
    .poll(async () => (await home.inProject(`jobs/${id}`)).json<JobView>().state, { timeout: 20_000 })
    .toBe("done");
  const titled = {
    verb: "compose",
    options: { title: "--force", "no-sound": true, bars: 4, form: "-rm", out: "scores" },
  };
  const composed = (await home.inProject("jobs", { body: titled })).json<JobView>();
  expect(composed.line).toBe("songwright compose --title=--force --no-sound --bars=4 --form=-rm --out=scores");
  await home.inProject(`jobs/${composed.id}/cancel`, { method: "POST" });
  expect(await home.refusal(`jobs/${composed.id}/result`)).toBe("409 not-done");
});

test("a document is written beside the project's state, by its content", async () => {
  const asked = { verb: "compose", options: { "no-sound": true }, documents: { brief: { key: "D", "../x": 1 } } };
  const { line, id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
  const path = /--brief=(\S+)/.exec(line)?.[1] ?? "";
  expect(path).toMatch(/^\.songwright\/given\/[0-9a-f]{64}\.json$/);
  expect(JSON.parse(readFileSync(join(home.folder, path), "utf8"))).toEqual({ key: "D", "../x": 1 });
  await home.inProject(`jobs/${id}/cancel`, { method: "POST" });
});

test("the same on the same files is the same job; on a changed file another", async () => {
  const once = (await home.inProject("jobs", { body: measure({}) })).json<JobView>();
  const twice = (await home.inProject("jobs", { body: measure({}) })).json<JobView>();
  expect(twice.id).toBe(once.id);
  await expect
    .poll(async () => (await home.inProject(`jobs/${once.id}`)).json<JobView>().state, { timeout: 20_000 })
    .toBe("done");
  const again = (await home.inProject(`jobs/${once.id}/again`, { method: "POST" })).json<JobView>();
  expect(again.id).not.toBe(once.id);
  writeFileSync(join(home.folder, "mixes", "song.wav"), wavBytes(2));
  expect((await home.inProject("jobs", { body: measure({}) })).json<JobView>().id).not.toBe(once.id);
  expect(existsSync(join(home.root, "elsewhere", "masters"))).toBe(false);
});

test("a folder's work is the same until something in it changes", async () => {
  const body = { verb: "mix", material: ["stems"], options: { "dry-run": true } };
  const once = (await home.inProject("jobs", { body })).json<JobView>();
  expect((await home.inProject("jobs", { body })).json<JobView>().id).toBe(once.id);
  writeFileSync(join(home.folder, "stems", "another.wav"), wavBytes(1));
  const other = (await home.inProject("jobs", { body })).json<JobView>();
  expect(other.id).not.toBe(once.id);
  for (const { id } of [once, other]) await home.inProject(`jobs/${id}/cancel`, { method: "POST" });
});

describe("lines of plans that lead elsewhere", () => {
  const change = (line: string): object => ({ line, from: 1, changes: [{ id: "x", change: { kind: "lock" } }] });
  test.each<[what: string, path: string, body: object | undefined, refused: string]>([
    ["upwards", "plans/changes", change("../../etc/plan.json"), "400 invalid"],
    ["absolute", "plans/changes", change("/etc/plan.json"), "400 invalid"],
    ["upwards, to be undone", "plans/moves", { kind: "undo", line: "../plan.json" }, "400 invalid"],
    ["upwards, to be read", "plans?line=..%2F..%2Fplan.json", undefined, "404 no-such-plan"],
    [
      "a branch named like a path",
      "plans/moves",
      { kind: "switch", line: "mixes/plan.json", name: "../x" },
      "400 invalid",
    ],
    ["a version of nobody", "plans?line=mixes%2Fplan.json&version=99", undefined, "404 no-such-version"],
  ])("%s", async (_, path, body, refused) => {
    expect(await home.refusal(path, body === undefined ? {} : { body })).toBe(refused);
  });
});
