/** Compose: a song written, some of its bars written anew, a section locked, and on to the mix. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyFont } from "../../composition/sound/font/tiny-font.testing.ts";
import type { Plan } from "../../foundation/plan/index.ts";
import { pathOf } from "./screens.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = mkdtempSync(join(tmpdir(), "songwright-song-"));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/1", title: "A Song", artist: "Me", mixes: [] }),
  );
  writeFileSync(join(folder, "tiny.sf2"), tinyFont());
  studio = await openTestStudio(folder);
});
afterAll(() => studio?.close());

/** The melody, bar by bar, as the plan has it. */
function melody(): Map<string, string> {
  const { decisions } = JSON.parse(readFileSync(join(folder, "scores/plan.json"), "utf8")) as Plan;
  return new Map(
    decisions.filter(({ id }) => id.startsWith("melody.bar@")).map(({ id, value }) => [id, JSON.stringify(value)]),
  );
}

test("a song is written; bars are written anew and the others stay; it goes on to the mix", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("compose", studio.id as string));
  await page.getByRole("combobox", { name: "Key" }).selectOption("D");
  const form = page.getByRole("textbox", { name: "Form" });
  await form.fill("verse 4, chorus 4");
  await page.getByRole("textbox", { name: "Tempo (bpm)" }).fill("140");
  await page.getByRole("checkbox", { name: "lead" }).check();
  await page.getByRole("checkbox", { name: "piano" }).check();
  await page.getByRole("checkbox", { name: "bass" }).check();
  await page.getByRole("button", { name: "Write a song" }).click();
  await page.getByText("A song is written.").waitFor({ timeout: 60_000 });
  await page.getByRole("img", { name: /notes.*over 8 bars/ }).waitFor();
  await page.getByRole("region", { name: "Originality" }).waitFor();
  const written = melody();
  expect(written.size).toBe(8);

  // Two bars, chosen by dragging over the notes.
  const roll = page.locator("canvas.notes");
  const box = (await roll.boundingBox()) as { x: number; y: number; width: number };
  const bar = (n: number): number => box.x + 32 + ((n - 0.5) / 8) * (box.width - 32);
  await page.mouse.move(bar(2), box.y + 60);
  await page.mouse.down();
  await page.mouse.move(bar(3), box.y + 60);
  await page.mouse.up();
  await page.getByRole("button", { name: "chorus", exact: true }).click();
  await page.getByRole("button", { name: "Write bars 2 to 3 anew" }).click();
  await page.getByText("Written anew; all else is as it was.").waitFor({ timeout: 60_000 });
  const anew = melody();
  const changed = [...written].filter(([id, value]) => anew.get(id) !== value).map(([id]) => id);
  expect(changed.every((id) => id === "melody.bar@verse.2" || id === "melody.bar@verse.3")).toBe(true);
  expect(changed.length).toBeGreaterThan(0);
  const { decisions } = JSON.parse(readFileSync(join(folder, "scores/plan.json"), "utf8")) as Plan;
  expect(decisions.filter(({ id }) => /melody\.bar@chorus/.test(id)).every(({ locked }) => locked)).toBe(true);

  // Another sound: the notes stay as they are, and the plan says which font plays them.
  const own = readFileSync(join(folder, "stems/lead.wav"));
  await page.getByRole("combobox", { name: "Sound" }).selectOption({ label: "tiny.sf2" });
  await page.getByRole("button", { name: "Play it with this sound" }).click();
  await page.getByText("The song has another sound.").waitFor({ timeout: 60_000 });
  expect(readFileSync(join(folder, "stems/lead.wav")).equals(own)).toBe(false);
  expect(melody()).toEqual(anew);
  const played = JSON.parse(readFileSync(join(folder, "scores/plan.json"), "utf8")) as Plan;
  expect(played.decisions.find(({ id }) => id === "sound.font")?.value).toMatchObject({ file: "tiny.sf2" });

  await page.getByText("Lead sheet").click();
  await page.locator(".paper svg").waitFor();
  await page.getByRole("button", { name: "Send to mix" }).click();
  await page.getByRole("button", { name: "Mix them" }).waitFor();
  expect(readdirSync(join(folder, "stems")).length).toBeGreaterThanOrEqual(3);
  expect(existsSync(join(folder, "scores/song.mid"))).toBe(true);
  expect(studio.complaints).toEqual([]);
  await page.close();
}, 150_000);
