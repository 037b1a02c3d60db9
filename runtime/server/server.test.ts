// What the server does, through its own door.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSound } from "../codecs/open-sound.ts";
import type { JobView, ProjectEvent } from "./api/jobs.ts";
import type { ProjectDetails, ProjectFile, Start } from "./api/project.ts";
import type { Upload } from "./api/uploads.ts";
import { zipOf } from "./archives.testing.ts";
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

describe("uploads", () => {
  test("50 MB, cut off twice and gone on with, arrive as they were sent", async () => {
    const bytes = Buffer.concat([wavBytes(1), randomBytes(50_000_000)]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const declared = await home.inProject("uploads", { body: { name: "stem.wav", bytes: bytes.length, sha256 } });
    const { id } = declared.json<Upload>();
    const before = process.memoryUsage().rss;
    // Cut in the middle of a part: the socket goes away.
    for (const cut of [7_000_000, 31_000_001]) {
      const { received } = (await home.inProject(`uploads/${id}`)).json<Upload>();
      await sendAndCut(id, bytes, received, cut);
      await expect
        .poll(async () => (await home.inProject(`uploads/${id}`)).json<Upload>().received)
        .toBeGreaterThan(received);
      await settled(id);
    }
    const { received, state } = (await home.inProject(`uploads/${id}`)).json<Upload>();
    expect(state).toBe("receiving");
    const wrong = await home.inProject(`uploads/${id}`, {
      method: "PUT",
      body: bytes.subarray(0, 10),
      headers: { "content-range": `bytes 0-9/${bytes.length}` },
    });
    expect(wrong.json()).toMatchObject({ reason: "wrong-range", offset: received });
    const done = await home.inProject(`uploads/${id}`, {
      method: "PUT",
      body: bytes.subarray(received),
      headers: { "content-range": `bytes ${received}-${bytes.length - 1}/${bytes.length}` },
    });
    expect(done.json<Upload>()).toMatchObject({
      state: "received",
      sha256,
      kind: "audio",
      about: "WAV, 8 kHz, mono, 0:01",
    });
    const kept = (await home.inProject(`uploads/${id}/keep`, { body: { place: "stems" } })).json<{
      file: ProjectFile;
    }>();
    const there = readFileSync(join(home.folder, kept.file.path));
    expect(createHash("sha256").update(there).digest("hex")).toBe(sha256);
    // The test's own buffers are in here too.
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 2 ** 20);
  });

  async function settled(id: string): Promise<void> {
    let last = -1;
    await expect
      .poll(
        async () => {
          const { received } = (await home.inProject(`uploads/${id}`)).json<Upload>();
          const same = received === last;
          last = received;
          return same;
        },
        { interval: 150 },
      )
      .toBe(true);
  }

  function sendAndCut(id: string, bytes: Buffer, from: number, cut: number): Promise<void> {
    return new Promise((resolve) => {
      const sent = request({
        host: "127.0.0.1",
        port: home.studio.port,
        path: `/api/projects/${home.project}/uploads/${id}`,
        method: "PUT",
        headers: {
          authorization: `Bearer ${home.studio.token}`,
          "content-type": "application/octet-stream",
          "content-length": bytes.length - from,
          "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
        },
      });
      sent.on("error", () => resolve());
      sent.write(bytes.subarray(from, cut), () => setTimeout(() => sent.destroy(), 50));
      sent.on("close", () => resolve());
    });
  }

  test("what a file is, is told by its content", async () => {
    const abc = Buffer.from("X:1\nT:Tune\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|\n");
    const found = await Promise.all([
      home.upload("no-ending", wavBytes(10)),
      home.upload("song.wav", abc),
      home.upload("a.bin", readFileSync(new URL("../../examples/first-light/data/distrokid.tsv", import.meta.url))),
      home.upload(
        "stems.zip",
        zipOf([
          { name: "a/kick.wav", data: wavBytes(6) },
          { name: "a/notes.txt", data: Buffer.from("x") },
          { name: "a/snare.wav", data: wavBytes(6) },
        ]),
      ),
    ]);
    expect(found.map(({ kind, about, uses }) => [kind, about, uses[0]?.verb])).toEqual([
      ["audio", "WAV, 8 kHz, mono, 0:10", "master"],
      ["score", "ABC, 1 part, 8 notes", "compose"],
      ["table", expect.stringMatching(/DistroKid/), "import"],
      ["audio", "archive of 2 sounds; 1 other file stays out", "mix"],
    ]);
    const archive = found[3] as Upload;
    const kept = (await home.inProject(`uploads/${archive.id}/keep`, { body: { place: "stems" } })).json<{
      files: ProjectFile[];
    }>();
    expect(kept.files.map(({ path }) => path)).toEqual(["stems/kick.wav", "stems/snare.wav"]);
    expect(readFileSync(join(home.folder, "stems/kick.wav"))).toEqual(wavBytes(6));
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

describe("jobs and events", () => {
  interface Heard {
    readonly ids: string[];
    readonly events: ProjectEvent[];
    stop(): void;
  }

  /** Listens as the studio does. */
  function listen(last: string | null): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const heard: Heard = { ids: [], events: [], stop: () => sent.destroy() };
      const sent = request(
        {
          host: "127.0.0.1",
          port: home.studio.port,
          path: `/api/projects/${home.project}/events`,
          headers: {
            authorization: `Bearer ${home.studio.token}`,
            ...(last === null ? {} : { "last-event-id": last }),
          },
        },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => {
            text += part;
            for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
              const id = /^id: (.+)$/m.exec(text.slice(0, end))?.[1];
              const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
              if (id && data) {
                heard.ids.push(id);
                heard.events.push(JSON.parse(data) as ProjectEvent);
              }
              text = text.slice(end + 2);
            }
          });
          answer.on("error", () => {});
          resolve(heard);
        },
      );
      sent.on("error", reject);
      sent.end();
    });
  }
  const jobStates = ({ events }: Heard, id: number): string[] =>
    events.flatMap((event) => (event.kind === "job" && event.job.id === id ? [event.job.state] : []));

  test("two windows hear the same; one that was away loses nothing", async () => {
    const [one, two] = [await listen(null), await listen(null)];
    const asked = { verb: "measure", material: [fileIdOf("mixes/song.wav")] };
    const { id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
    await expect.poll(() => jobStates(two, id)).toContain("running");
    const last = two.ids.at(-1) as string;
    const had = jobStates(two, id).length;
    two.stop();
    const done = await ended(id);
    await expect.poll(() => jobStates(one, id).at(-1)).toBe("done");
    const back = await listen(last);
    await expect.poll(() => jobStates(back, id).at(-1)).toBe("done");
    expect(jobStates(back, id)).toEqual(jobStates(one, id).slice(had));
    const views = await Promise.all([home.inProject(`jobs/${id}`), home.inProject(`jobs/${id}`)]);
    expect(views.map((answer) => answer.json())).toEqual([done, done]);
    expect((await home.inProject(`jobs/${id}/result`)).body.toString()).toContain("integratedLufs");
    one.stop();
    back.stop();
  });

  test("a file that comes, by whatever way, and a changed plan are told", async () => {
    const heard = await listen(null);
    await expect.poll(() => heard.events.length).toBeGreaterThan(0);
    const before = heard.events.filter(({ kind }) => kind === "files").length;
    writeFileSync(join(home.folder, "mixes", "came.wav"), wavBytes(1));
    await expect.poll(() => heard.events.filter(({ kind }) => kind === "files").length).toBeGreaterThan(before);
    const { events } = await home.studio.projects.find(home.project);
    events.historyChanged();
    await expect.poll(() => heard.events.at(-1)?.kind).toBe("history");
    heard.stop();
  });

  test.skipIf(!hasFfmpeg || process.platform !== "linux")(
    "a cancelled job stops within 200 ms, with its ffmpeg",
    async () => {
      const long = join(home.folder, "mixes", "long.wav");
      writeFileSync(long, wavBytes(120, 44_100, 2));
      const asked = {
        verb: "master",
        material: [fileIdOf("mixes/long.wav")],
        options: { formats: ["mp3-320"], out: "cancelled" },
      };
      const { id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
      const ffmpegs = (): string[] => {
        try {
          return execFileSync("pgrep", ["-f", `ffmpeg.*${home.folder}/cancelled`])
            .toString()
            .trim()
            .split("\n");
        } catch {
          return [];
        }
      };
      await expect.poll(ffmpegs, { timeout: 50_000, interval: 20 }).not.toEqual([]);
      const asked_ = performance.now();
      await home.inProject(`jobs/${id}/cancel`, { method: "POST" });
      await ended(id, "cancelled");
      // 200 ms, and what a loaded machine adds to timers and requests.
      expect(performance.now() - asked_).toBeLessThan(1000);
      await expect.poll(ffmpegs, { timeout: 1000 }).toEqual([]);
      const { readdirSync } = await import("node:fs");
      expect(existsSync(join(home.folder, "cancelled")) ? readdirSync(join(home.folder, "cancelled")) : []).toEqual([]);
      rmSync(long);
    },
  );
});
