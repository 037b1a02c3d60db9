import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openMadeFrom } from "./made-from.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-made-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "a.txt");

test("a step is current until what went in or what came out is something else", async () => {
  writeFileSync(path, "one");
  const made = await openMadeFrom(folder);
  expect(await made.look("mix", ["x"])).toEqual({ state: "unknown", changed: [], unchanged: [] });
  await made.keep("mix", ["x"], [path]);
  const again = await openMadeFrom(folder);
  expect(await again.look("mix", ["x"])).toEqual({ state: "current", changed: [], unchanged: [path] });
  expect(await again.look("mix", ["x", "y"])).toMatchObject({ state: "outdated", unchanged: [path] });
  // Touched, but the same bytes.
  utimesSync(path, 1, 1);
  expect(await again.look("mix", ["x"])).toMatchObject({ state: "current", unchanged: [path] });
  writeFileSync(path, "two");
  expect(await again.look("mix", ["x"])).toMatchObject({ state: "current", changed: [path] });
  rmSync(path);
  expect(await again.look("mix", ["x"])).toMatchObject({ state: "missing" });
});

test("a record that is damaged is none", async () => {
  writeFileSync(join(folder, ".songwright", "made-from.json"), '{"schema":');
  expect((await (await openMadeFrom(folder)).look("mix", ["x"])).state).toBe("unknown");
});
