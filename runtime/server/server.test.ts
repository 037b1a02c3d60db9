// What the server does, through its own door.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSound } from "../codecs/open-sound.ts";
import type { JobView } from "./api/jobs.ts";
import type { ProjectDetails, ProjectFile, Start } from "./api/project.ts";
import { fileIdOf } from "./project-files.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

const hasFfmpeg = (() => {
  try {
    execFileSync("ffmpeg", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

let home: TestStudio;
beforeAll(async () => {
  home = await testStudio({ "mixes/song.wav": wavBytes(3, 44_100, 2) });
});
afterAll(() => home.close());

const ended = async (id: number, state = "done"): Promise<JobView> => {
  const view = async (): Promise<JobView> => (await home.inProject(`jobs/${id}`)).json<JobView>();
  await expect.poll(async () => (await view()).endedAt, { timeout: 60_000, interval: 50 }).not.toBeNull();
  expect(await view()).toMatchObject({ state });
  return view();
};

describe("projects", () => {
  test("the start says what is open, and what was", async () => {
    const start = (await home.ask("/api/start")).json<Start>();
    expect(start).toMatchObject({ opened: home.project, recent: [{ id: home.project, folder: home.folder }] });
    expect(start.examples.map(({ song }) => song)).toEqual(["first-light", "low-tide"]);
  });

  test("a new one is a folder of its own name; the same name again is another folder", async () => {
    const asked = { body: { title: "Night / Drive", artist: "A" } };
    const made = [await home.ask("/api/projects", asked), await home.ask("/api/projects", asked)];
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
    const [first, second] = made.map((answer) => answer.json<ProjectDetails>()) as [ProjectDetails, ProjectDetails];
    expect(first).toMatchObject({ title: "Night / Drive", artist: "A", date: null });
    expect(second.folder).not.toBe(first.folder);
    expect(first.folder.startsWith(join(home.root, "home"))).toBe(true);
    const changed = await home.ask(`/api/projects/${first.id}`, {
      method: "PATCH",
      body: { date: "2026-05-01", title: "Night" },
    });
    expect(changed.json()).toMatchObject({ title: "Night", artist: "A", date: "2026-05-01" });
    const release = JSON.parse(readFileSync(join(first.folder, "release.json"), "utf8"));
    expect(release).toMatchObject({ schema: "songwright.release/1", title: "Night", date: "2026-05-01" });
  });

  test("the example is copied once", async () => {
    const asked = { body: { song: "first-light" } };
    const [one, two] = [await home.ask("/api/projects/example", asked), await home.ask("/api/projects/example", asked)];
    expect(one.json<ProjectDetails>()).toEqual(two.json<ProjectDetails>());
    const { files } = (await home.ask(`/api/projects/${one.json<ProjectDetails>().id}/files`)).json<{
      files: ProjectFile[];
    }>();
    expect(files.map(({ path }) => path)).toContain("data/distrokid.tsv");
  });
});

describe("sound", () => {
  const kinds: [ending: string, words: string[] | null][] = [
    ["wav", null],
    ["flac", ["-c:a", "flac"]],
    ["mp3", ["-b:a", "192k"]],
    ["m4a", ["-c:a", "aac"]],
    ["aiff", ["-c:a", "pcm_s24be"]],
  ];
  test.each(kinds)("%s in stretches is what the file decodes to, in one piece", async (ending, words) => {
    if (words && !hasFfmpeg) return;
    const path = join(home.folder, "mixes", `kind.${ending}`);
    if (words) execFileSync("ffmpeg", ["-v", "error", "-y", "-i", join(home.folder, "mixes/song.wav"), ...words, path]);
    else writeFileSync(path, wavBytes(3, 44_100, 2));
    const source = await openSound(path);
    const channels: number[][] = Array.from({ length: source.format.channelCount }, () => []);
    for await (const block of source.blocks())
      for (const [c, samples] of block.entries()) channels[c]?.push(...samples);
    await source.close();
    const frames = channels[0]?.length ?? 0;
    const at = `files/${fileIdOf(`mixes/kind.${ending}`)}`;
    expect((await home.inProject(`${at}/sound`)).json()).toEqual({ sampleRate: 44_100, channels: 2, frames });
    for (const [from, wanted] of [
      [0, 1000],
      [65_000, 2000],
      [frames - 500, 4000],
    ] as const) {
      const { body } = await home.inProject(`${at}/pcm?from=${from}&frames=${wanted}`);
      const count = Math.min(wanted, frames - from);
      const got = new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
      expect(got.length).toBe(2 * count);
      expect([...got]).toEqual([0, 1].flatMap((c) => (channels[c] as number[]).slice(from, from + count)));
    }
    const { body } = await home.inProject(`${at}/peaks?buckets=3`);
    const peaks = new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
    expect(peaks.length).toBe(2 * 3 * 2);
    const left = channels[0] as number[];
    expect(Math.max(peaks[1] as number, peaks[3] as number, peaks[5] as number)).toBe(
      left.reduce((a, b) => Math.max(a, b)),
    );
    expect(Math.min(peaks[0] as number, peaks[2] as number, peaks[4] as number)).toBe(
      left.reduce((a, b) => Math.min(a, b)),
    );
  });
});

describe("files", () => {
  test("one that was taken out is put back, beside what stands there now", async () => {
    const path = join(home.folder, "mixes", "take.wav");
    writeFileSync(path, wavBytes(1));
    const removed = await home.inProject(`files/${fileIdOf("mixes/take.wav")}`, { method: "DELETE" });
    expect(removed.json()).toMatchObject({ path: "mixes/take.wav" });
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, wavBytes(2));
    const { id } = removed.json<{ id: string }>();
    const back = await home.inProject(`removed/${id}/restore`, { method: "POST" });
    expect(back.json()).toMatchObject({ path: "mixes/take 2.wav" });
    expect(readFileSync(join(home.folder, "mixes/take 2.wav"))).toEqual(wavBytes(1));
    expect(await home.refusal(`removed/${id}/restore`, { method: "POST" })).toBe("404 no-such-file");
  });

  test("formulas of a series' name come out as text", async () => {
    const name = '"=HYPERLINK(""http://evil.example"")"';
    const days = Array.from({ length: 120 }, (_, day) => {
      const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
      return `${name},${date},${500 + 40 * (day % 7) + ((day * 37) % 11)}`;
    });
    mkdirSync(join(home.folder, "data"), { recursive: true });
    writeFileSync(join(home.folder, "data/series.csv"), `id,date,value\n${days.join("\n")}\n`);
    const asked = {
      verb: "forecast",
      material: [fileIdOf("data/series.csv")],
      options: { out: "reports", horizon: 14 },
    };
    const { id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
    await ended(id);
    const { files } = (await home.inProject("files")).json<{ files: ProjectFile[] }>();
    const csv = files.filter(({ path }) => path.startsWith("reports/") && path.endsWith(".csv"));
    expect(csv.length).toBeGreaterThan(0);
    for (const file of csv) {
      const text = (await home.inProject(`files/${file.id}/content`)).body.toString();
      expect(text).not.toMatch(/(?:^|,|\n)"?=HYPERLINK/);
    }
  });
});
