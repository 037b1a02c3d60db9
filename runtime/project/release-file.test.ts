import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRelease } from "./release-file.ts";

function project(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "songwright-release-"));
  writeFileSync(join(folder, "release.json"), text);
  return folder;
}

const least = { schema: "songwright.release/1", title: "First Light", artist: "Songwright" };

test("the shipped example is a release", async () => {
  const release = await readRelease(join(import.meta.dirname, "../../examples/first-light"));
  expect(release).toMatchObject({ title: "First Light", example: { song: "first-light", seed: 1 } });
  expect(release.mixes).toHaveLength(1);
});

test("paths are absolute, with the usual places where none are given", async () => {
  const folder = project(JSON.stringify({ ...least, mixes: ["a/b.wav"] }));
  expect(await readRelease(folder)).toMatchObject({
    stems: join(folder, "stems"),
    mixes: [join(folder, "a/b.wav")],
    masters: join(folder, "masters"),
    example: null,
  });
});

test("a release that somebody wrote without a schema is one of the first version", async () => {
  const { schema: _, ...rest } = least;
  expect(await readRelease(project(JSON.stringify(rest)))).toMatchObject({ title: "First Light" });
});

test("a song may say what plays it: a font of the machine, or one of the project", async () => {
  const song = { brief: {}, seed: 1 };
  const read = async (soundFont?: string): Promise<string | undefined> => {
    const folder = project(JSON.stringify({ ...least, song: { ...song, ...(soundFont ? { soundFont } : {}) } }));
    return (await readRelease(folder)).song?.soundFont.replace(folder, "");
  };
  expect([await read(), await read("found:FluidR3_GM"), await read("fonts/own.sf2")]).toEqual([
    "built-in",
    "found:FluidR3_GM",
    join("/", "fonts", "own.sf2"),
  ]);
  await expect(read("../own.sf2")).rejects.toThrow("$.song.soundFont: expected a path inside");
});

test.each([
  ["{", "release.json at byte 1"],
  ["[]", "$: expected an object"],
  [JSON.stringify({ ...least, schema: "x" }), "$.schema"],
  [JSON.stringify({ ...least, title: "" }), "$.title: expected a text"],
  [JSON.stringify({ ...least, mixes: ["../../etc/passwd"] }), "$.mixes[0]: expected a path inside"],
  [JSON.stringify({ ...least, towards: "/etc/hosts" }), "$.towards: expected a path inside"],
  [JSON.stringify({ ...least, masters: "." }), "$.masters: expected a path inside"],
  [JSON.stringify({ ...least, example: { song: "first-light", seed: -1 } }), "$.example.seed"],
])("%s is refused with its place", async (text, message) => {
  await expect(readRelease(project(text))).rejects.toThrow(message);
});

test("a release of a newer program is refused politely", async () => {
  const folder = mkdtempSync(join(tmpdir(), "songwright-newer-"));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/2", title: "T", artist: "A" }),
  );
  await expect(readRelease(folder)).rejects.toThrow("a newer Songwright wrote this: update first");
});
