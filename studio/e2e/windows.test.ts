/** What happens around the work: wrong files, cancelling, reloading, two windows, a server that goes away. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verbs } from "../../runtime/cli/verbs.ts";
import { startStudio } from "../../runtime/server/start-studio.ts";
import { studioSettings } from "../../runtime/server/studio-settings.ts";
import { pathOf } from "./screens.testing.ts";
import { writeSong } from "./sounds.testing.ts";
import { noChromium, openTestStudio, root, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
let id: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = mkdtempSync(join(tmpdir(), "songwright-windows-"));
  mkdirSync(join(folder, "mixes"));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/1", title: "Windows", artist: "Me", mixes: [] }),
  );
  writeFileSync(join(folder, "mixes/short.wav"), readFileSync(writeSong("short.wav", 6)));
  // Long enough that something is seen of the work.
  writeFileSync(join(folder, "mixes/long.wav"), readFileSync(writeSong("long.wav", 150)));
  studio = await openTestStudio(folder);
  id = studio.id as string;
});
afterAll(() => studio?.close());

const fileId = async (path: string): Promise<string> => {
  const { files } = await studio.ask<{ files: { id: string; path: string }[] }>(`/api/projects/${id}/files`);
  return files.find((each) => each.path === path)?.id as string;
};
const begin = async (path: string, more: object = {}): Promise<number> =>
  (
    await studio.ask<{ id: number }>(`/api/projects/${id}/jobs`, {
      verb: "master",
      material: [await fileId(path)],
      options: { force: true, ...more },
    })
  ).id;
const stateOf = async (job: number): Promise<string> =>
  (await studio.ask<{ state: string }>(`/api/projects/${id}/jobs/${job}`)).state;

test("Home: each file is named for what it is; what cannot be used says why, and nothing is lost", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window("/");
  const sound = readFileSync(writeSong("demo.wav", 6));
  const text = Buffer.from("Buy milk.\nCall the studio.\n");
  const files = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });
  const exports = readFileSync(join(root, "examples/first-light/data/bandcamp.csv"));
  await page
    .getByLabel("Files", { exact: true })
    .setInputFiles([
      files("demo.wav", sound),
      files("sales.csv", exports),
      files("setup.exe", Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0xff, 0xff])),
      files("nothing.wav", Buffer.alloc(0)),
      files("broken.wav", sound.subarray(0, 20)),
      files("shopping list.wav", text),
    ]);
  const item = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await item("demo.wav").getByText("WAV, 44.1 kHz").waitFor({ timeout: 30_000 });
  await item("sales.csv").getByRole("button", { name: "Import it" }).waitFor();
  for (const name of ["setup.exe", "nothing.wav", "broken.wav"]) {
    await item(name).getByRole("alert").waitFor();
    expect((await item(name).getByRole("alert").innerText()).length).toBeGreaterThan(15);
  }
  // A text is a text, whatever it is called: kept as one if one likes, never as sound.
  expect(await item("shopping list.wav").getByRole("button", { name: "Master it" }).count()).toBe(0);
  // More is dropped: what waits stays, in the same release.
  await page.getByLabel("Files", { exact: true }).setInputFiles(files("second.wav", sound));
  await item("second.wav").getByText("WAV, 44.1 kHz").waitFor();
  await item("demo.wav").getByRole("button", { name: "Compare with it" }).waitFor();
  await item("setup.exe").getByRole("button", { name: "Leave setup.exe out" }).click();
  expect(await item("setup.exe").count()).toBe(0);
  expect(readdirSync(studio.home).length).toBe(1);
  await page.close();
});

test("Jobs: a running one is cancelled, a failed one says why, and either is done again", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("jobs", id));
  const job = await begin("mixes/long.wav");
  const underWay = page.getByRole("region", { name: "Under way" });
  await underWay.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("cancelled").waitFor();
  expect(await stateOf(job)).toBe("cancelled");
  expect(existsSync(join(folder, "masters/long.master.wav"))).toBe(false);
  await studio.ask(`/api/projects/${id}/jobs`, { verb: "mix", material: ["stems"], options: {} });
  const failed = page.getByRole("listitem").filter({ hasText: "not done" });
  await failed.waitFor({ timeout: 30_000 });
  expect(await failed.locator("p").first().innerText()).toMatch(/stems/);
  await failed.getByRole("button", { name: "Again" }).click();
  const again = page.getByRole("region", { name: "Past" }).getByRole("listitem");
  await expect.poll(() => again.count(), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  await page.close();
});

test("a reload in the middle of the work: it goes on, and ends", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("jobs", id));
  const job = await begin("mixes/long.wav", { loudness: -16 });
  await page.getByRole("progressbar").waitFor();
  await page.reload();
  await page.getByRole("progressbar").waitFor();
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^master/ })
    .waitFor();
  await expect.poll(() => stateOf(job), { timeout: 60_000 }).toBe("done");
  await page.getByText("done", { exact: true }).first().waitFor();
  expect(existsSync(join(folder, "masters/long.master.wav"))).toBe(true);
  await page.close();
}, 90_000);

const ceiling = async (page: Page, value: string): Promise<void> => {
  const plan = page.getByRole("complementary", { name: "Plan" });
  const line = plan.getByRole("button", { name: /^True-peak ceiling/ }).first();
  if ((await line.getAttribute("aria-expanded")) !== "true") await line.click();
  const field = plan.getByRole("textbox", { name: /^Value/ }).first();
  await field.fill(value);
  await field.press("Enter");
};

test("two windows: one history, one list of jobs; a change of what is not so any more is refused politely", async ({
  skip,
}) => {
  if (noChromium) skip(noChromium);
  const made = await begin("mixes/short.wav");
  await expect.poll(() => stateOf(made), { timeout: 60_000 }).toBe("done");
  const first = await studio.window(pathOf("master", id));
  const second = await studio.window(pathOf("master", id));
  const deaf = await studio.window("/");
  // This one hears nothing of what the others do.
  await deaf.route("**/events", (route) => route.abort());
  await deaf.goto(`http://127.0.0.1:${studio.studio.port}${pathOf("master", id)}#token=${studio.studio.token}`);
  for (const page of [first, second, deaf]) {
    await page.getByRole("button", { name: /^short\.wav/ }).click();
    await page.getByText(/^\d+ decisions, all by the machine/).waitFor({ timeout: 30_000 });
  }
  await ceiling(first, "-2");
  await second.getByText(/1 of them yours/).waitFor();
  await second
    .getByRole("button", { name: /^True-peak ceiling/ })
    .filter({ hasText: "−2" })
    .waitFor();
  await ceiling(deaf, "-3");
  await deaf.locator(".notice.error").waitFor();
  expect(await deaf.locator(".notice.error").innerText()).not.toMatch(/409|undefined|stale-plan/);
  // It shows what is so now, and the change can be made to that.
  await deaf.getByText(/1 of them yours/).waitFor();
  await ceiling(deaf, "-3");
  await first
    .getByRole("button", { name: /^True-peak ceiling/ })
    .filter({ hasText: "−3" })
    .waitFor();
  await first.keyboard.press("Escape");
  await first.locator("main").click({ position: { x: 4, y: 4 } });
  await first.keyboard.press("Control+z");
  await second
    .getByRole("button", { name: /^True-peak ceiling/ })
    .filter({ hasText: "−2" })
    .waitFor();
  await begin("mixes/short.wav", { loudness: -18 });
  for (const page of [first, second]) await page.getByRole("progressbar").first().waitFor();
  for (const page of [first, second, deaf]) await page.close();
}, 90_000);

test("the connection breaks and comes back; a studio that was started anew says so", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("jobs", id));
  await page.getByRole("heading", { name: "Jobs" }).waitFor();
  const { port } = studio.studio;
  await studio.studio.close();
  await page.getByText("The server does not answer; trying again").waitFor({ timeout: 20_000 });
  const again = await startStudio({
    folder,
    port,
    verb: async (name) => (await (Object.hasOwn(verbs, name) ? verbs[name]?.() : null)) ?? null,
    settings: studioSettings(join(folder, "..", "settings-again")),
    studio: join(root, "dist", "studio"),
  });
  // The old window has the old token: what to do is said, instead of trying for ever.
  await page.getByText(/was started anew/).waitFor({ timeout: 20_000 });
  // With the new one it is all there.
  await page.goto("about:blank");
  await page.goto(`http://127.0.0.1:${port}${pathOf("jobs", id)}#token=${again.token}`);
  await page.getByRole("region", { name: "Past" }).getByRole("listitem").first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Export" }).click();
  await page.context().setOffline(false);
  await page.getByRole("heading", { name: "Export" }).waitFor({ timeout: 20_000 });
  await page.close();
  await again.close();
}, 90_000);
