import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refuseExisting, writeThrough, writeWhole } from "./files.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "songwright-files-"));

test("a file is written whole, in folders that are made for it, and nothing else is left", async () => {
  const root = folder();
  await writeWhole(join(root, "a/b/plan.json"), "{}\n");
  expect(readFileSync(join(root, "a/b/plan.json"), "utf8")).toBe("{}\n");
  expect(readdirSync(join(root, "a/b"))).toEqual(["plan.json"]);
});

test("what exists is kept unless forced", async () => {
  const path = join(folder(), "plan.json");
  await writeWhole(path, "first");
  await expect(writeWhole(path, "second")).rejects.toThrow("or --force to write over it");
  expect(readFileSync(path, "utf8")).toBe("first");
  await expect(refuseExisting(path)).rejects.toThrow(path);
  await refuseExisting(`${path}.other`);
  await writeWhole(path, "second", true);
  expect(readFileSync(path, "utf8")).toBe("second");
  expect(readdirSync(join(path, ".."))).toEqual(["plan.json"]);
});

test("a writer that fails halfway leaves nothing, and what was there stays", async () => {
  const path = join(folder(), "mix.wav");
  await writeWhole(path, "good");
  const failing = writeThrough(path, true, async (part) => {
    await writeFile(part, "half");
    throw new Error("the encoder stopped");
  });
  await expect(failing).rejects.toThrow("the encoder stopped");
  expect(readFileSync(path, "utf8")).toBe("good");
  expect(readdirSync(join(path, ".."))).toEqual(["mix.wav"]);
});
