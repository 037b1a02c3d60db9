/** Hooks as a document: written by `measure`, edited by a person, cut by a campaign. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Plan } from "../../foundation/plan/index.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { type HooksDocument, readHooks } from "./hooks-file.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-hooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Quiet but for 15 s from 40 s on, and again from 80 s: what the hook is cannot be doubted. */
const song = join(folder, "masters", "song.wav");
mkdirSync(join(folder, "masters"));
const RATE = 22_050;
const notes = [220, 277.18, 329.63, 440, 369.99, 329.63];
const sink = await createSound(song, {
  container: "wav",
  sampleRate: RATE,
  channelCount: 1,
  samples: { kind: "integer", bits: 16 },
});
await sink.write([
  Float32Array.from({ length: 110 * RATE }, (_, n) => {
    const second = n / RATE;
    const loud = (second >= 40 && second < 55) || (second >= 80 && second < 95);
    const note = loud ? notes[Math.floor((second % 40) * 2) % notes.length] : 110;
    return (loud ? 0.5 : 0.05) * Math.sin(2 * Math.PI * (note as number) * second);
  }),
]);
await sink.finish();
writeFileSync(join(folder, "release.json"), JSON.stringify({ title: "Song", artist: "Somebody" }));
const streams = ["date,city,streams,service"];
for (let day = 0; day < 90; day++)
  for (const city of ["Oslo", "Bergen", "Trondheim", "Gent", "Lyon", "Graz"])
    streams.push(
      `${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)},${city},${200 + ((day * 7) % 13)},Spotify`,
    );
writeFileSync(join(folder, "cities.csv"), streams.join("\n"));

const run = (...words: string[]): ReturnType<typeof runWords> => runWords(folder, words);
const path = join(folder, "reports", "hooks.json");
const campaign = join(folder, "campaign");

test("measure --hooks writes where the hook is, for one song", async () => {
  const { code, out } = await run("measure", song, "--hooks", path, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out).hooks).toBe(path);
  const { sound, hooks } = await readHooks(path);
  expect(sound.name).toBe("song.wav");
  expect(hooks.map(({ from, to }) => Math.round(to - from))).toEqual([15, 30]);
  const [short] = hooks as [HooksDocument["hooks"][number]];
  const within = [40, 80].map((loud) => Math.min(short.to, loud + 15) - Math.max(short.from, loud));
  expect(Math.max(...within)).toBeGreaterThan(12);
  expect((await run("measure", song, "--hooks", path)).code).toBe(2);
  const two = await run("measure", song, song, "--hooks", path, "--force");
  expect([two.code, two.err]).toEqual([2, expect.stringContaining("--hooks")]);
});

test("a campaign shows the parts that a person wrote there; of another song they are left", async () => {
  expect(await run("import", join(folder, "cities.csv"), "--project", folder)).toMatchObject({ code: 0 });
  const known = await readHooks(path);
  const write = (more: Partial<HooksDocument>): void => writeFileSync(path, JSON.stringify({ ...known, ...more }));
  const planned = async (): Promise<{ hook: unknown; err: string; code: number }> => {
    const { out, err, code } = await run(
      "campaign",
      "plan",
      "--project",
      folder,
      "--out",
      campaign,
      "--dry-run",
      "--json",
    );
    const plan = code === 0 ? (JSON.parse(out).plan as Plan) : null;
    return { hook: plan?.decisions.find(({ id }) => id.startsWith("clips.hook@"))?.value, err, code };
  };
  write({ hooks: [{ from: 3, to: 15, repetition: 0, level: 0, voice: 0, again: null }] });
  expect((await planned()).hook).toEqual({ from: 3, to: 15 });
  write({ sound: { name: "old.wav", sha256: "0" }, hooks: known.hooks });
  const anew = await planned();
  expect(anew.err).toContain("is of old.wav as it was before");
  expect(anew.hook).toEqual({
    from: expect.closeTo(known.hooks[0]?.from as number, 1),
    to: expect.closeTo(known.hooks[0]?.to as number, 1),
  });
  write({ hooks: [{ from: 9, to: 10, repetition: 0, level: 0, voice: 0, again: null }] });
  expect(await planned()).toMatchObject({ code: 2, err: expect.stringContaining("$.hooks.0: expected hooks") });
  writeFileSync(path, "{");
  expect((await planned()).err).toContain("hooks at byte 0");
});
