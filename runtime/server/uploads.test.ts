// Uploads through the server's door: cut off, gone on with, told by their content.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyFont } from "../../composition/sound/font/tiny-font.testing.ts";
import type { ProjectFile } from "./api/project.ts";
import type { Upload } from "./api/uploads.ts";
import { zipOf } from "./archives.testing.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

let home: TestStudio;
beforeAll(async () => {
  home = await testStudio();
});
afterAll(() => home.close());

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
      home.upload("sound.dat", tinyFont()),
    ]);
    expect(found.map(({ kind, about, uses }) => [kind, about, uses[0]?.verb])).toEqual([
      ["audio", "WAV, 8 kHz, mono, 0:10", "master"],
      ["score", "ABC, 1 part, 8 notes", "compose"],
      ["table", expect.stringMatching(/DistroKid/), "import"],
      ["audio", "archive of 2 sounds; 1 other file stays out", "mix"],
      ["sound-font", "sound font (SF2) Tiny, 7 presets, with drums", "compose"],
    ]);
    const archive = found[3] as Upload;
    const kept = (await home.inProject(`uploads/${archive.id}/keep`, { body: { place: "stems" } })).json<{
      files: ProjectFile[];
    }>();
    expect(kept.files.map(({ path }) => path)).toEqual(["stems/kick.wav", "stems/snare.wav"]);
    expect(readFileSync(join(home.folder, "stems/kick.wav"))).toEqual(wavBytes(6));
  });
});
