// Parts of uploads that lie, names that are not names, and what comes back.
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProjectFile } from "./api/project.ts";
import type { Upload } from "./api/uploads.ts";
import { fileIdOf } from "./project-files.ts";
import { safeName } from "./safe-name.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

const SCRIPT = "<img src=x onerror=alert(1)>.wav";
let home: TestStudio;
beforeAll(async () => {
  home = await testStudio({ "mixes/song.wav": wavBytes(1), [`data/${SCRIPT}`]: wavBytes(1) });
  writeFileSync(join(home.root, "secret.txt"), "secret");
  symlinkSync(join(home.root, "secret.txt"), join(home.folder, "data", "link.csv"));
  symlinkSync(home.root, join(home.folder, "outside"));
});
afterAll(() => home.close());

const zeros = (count: number): Uint8Array => new Uint8Array(count);
const wav = wavBytes(0.2);

describe("parts of uploads", () => {
  const declare = async (bytes: number, sha256: string | null = null): Promise<string> =>
    (await home.inProject("uploads", { body: { name: "a.wav", bytes, sha256 } })).json<Upload>().id;
  const put = (id: string, range: string | null, body: Uint8Array): Promise<string> =>
    home.refusal(`uploads/${id}`, { method: "PUT", body, headers: range === null ? {} : { "content-range": range } });

  test.each<[what: string, range: string | null, bytes: number, refused: string]>([
    ["without a range", null, 10, "416 wrong-range"],
    ["a range of no numbers", "bytes a-b/c", 10, "416 wrong-range"],
    ["below nothing", "bytes -5-4/100", 10, "416 wrong-range"],
    ["backwards", "bytes 9-0/100", 10, "416 wrong-range"],
    ["beginning later", "bytes 10-19/100", 10, "416 wrong-range"],
    ["of another whole", "bytes 0-9/200", 10, "416 wrong-range"],
    ["past the end", "bytes 0-100/100", 101, "416 wrong-range"],
    ["with numbers that no file has", "bytes 0-99999999999999999999/100", 10, "416 wrong-range"],
    ["more than said", "bytes 0-9/100", 50, "400 too-large"],
    ["less than said", "bytes 0-49/100", 10, "400 wrong-length"],
  ])("%s", async (_, range, bytes, refused) => {
    expect(await put(await declare(100), range, zeros(bytes))).toBe(refused);
  });

  test("another content than was declared", async () => {
    const id = await declare(10, "0".repeat(64));
    expect(await put(id, "bytes 0-9/10", zeros(10))).toBe("422 hash-mismatch");
    expect((await home.inProject(`uploads/${id}`)).json<Upload>().received).toBe(0);
  });

  test("kept before it came, and JSON as a part", async () => {
    const id = await declare(10);
    expect(await home.refusal(`uploads/${id}/keep`, { body: { place: "stems" } })).toBe("409 not-received");
    expect(await home.refusal(`uploads/${id}/keep`, { body: { place: "../.." } })).toBe("400 invalid");
    const json = { method: "PUT", body: { a: 1 }, headers: { "content-range": "bytes 0-9/10" } };
    expect(await home.refusal(`uploads/${id}`, json)).toBe("415 wrong-content-type");
  });
});

describe("names", () => {
  test.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\boot.ini", "boot.ini"],
    ["/absolute.wav", "absolute.wav"],
    ["..", "file"],
    ["", "file"],
    [".htaccess", "htaccess"],
    ["a\0b\r\n\x1b[31m.wav", "ab[31m.wav"],
    ["CON", "_CON"],
    ["con.wav", "_con.wav"],
    ["LPT1.txt", "_LPT1.txt"],
    ["COM¹", "_COM¹"],
    ["nul .wav", "nul .wav"],
    ["a.wav::$DATA", "a.wav__$DATA"],
    ["song.wav. . .", "song.wav"],
    ["--force.wav", "_force.wav"],
    ["safe\u202egpj.wav", "safegpj.wav"],
    ["e\u0301tude.wav", "\u00e9tude.wav"],
    ["\ud800.wav", "\ufffd.wav"],
    ['a<b>c:d|e?f*g".wav', "a_b_c_d_e_f_g_.wav"],
    ["//server/share/x.wav", "x.wav"],
  ])("%j is kept as %j", async (given, kept) => {
    expect(safeName(given)).toBe(kept);
  });

  test("long ones are cut between characters and keep their ending", () => {
    const name = safeName(`${"é".repeat(300)}.wav`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.endsWith("é.wav")).toBe(true);
  });

  test("one that names a file outside is kept inside, and nothing is written over", async () => {
    for (const expected of ["mixes/song 2.wav", "mixes/song 3.wav"]) {
      const { id } = await home.upload("../../mixes/song.wav", wav);
      const kept = (await home.inProject(`uploads/${id}/keep`, { body: { place: "mixes" } })).json<{
        file: ProjectFile;
      }>();
      expect(kept.file.path).toBe(expected);
    }
    expect(existsSync(join(home.root, "mixes"))).toBe(false);
  });

  test("a place that is a link is not written through", async () => {
    mkdirSync(join(home.root, "trap"));
    symlinkSync(join(home.root, "trap"), join(home.folder, "campaign"));
    const { id } = await home.upload("x.wav", wav);
    expect(await home.refusal(`uploads/${id}/keep`, { body: { place: "campaign" } })).toBe("400 outside-project");
    expect(readdirSync(join(home.root, "trap"))).toEqual([]);
  });
});

describe("what comes back", () => {
  test("links are no files, and what they lead to is in no list", async () => {
    const { files } = (await home.inProject("files")).json<{ files: ProjectFile[] }>();
    expect(files.map(({ path }) => path).filter((path) => /link|secret|outside/.test(path))).toEqual([]);
    expect(await home.refusal(`files/${fileIdOf("data/link.csv")}/content`)).toBe("404 no-such-file");
    expect(await home.refusal(`files/${fileIdOf("outside/secret.txt")}/content`)).toBe("404 no-such-file");
  });

  test("a file that becomes a link after the list was made", async () => {
    writeFileSync(join(home.folder, "data", "soon.csv"), "a,b\n");
    await home.inProject("files");
    const id = fileIdOf("data/soon.csv");
    expect((await home.inProject(`files/${id}/content`)).status).toBe(200);
    rmSync(join(home.folder, "data", "soon.csv"));
    symlinkSync(join(home.root, "secret.txt"), join(home.folder, "data", "soon.csv"));
    expect(await home.refusal(`files/${id}/content`)).toBe("404 no-such-file");
  });

  test("a script in a name is text in JSON, and a download that no browser runs", async () => {
    const answer = await home.inProject("files");
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    const file = answer.json<{ files: ProjectFile[] }>().files.find(({ name }) => name === SCRIPT);
    const { headers } = await home.inProject(`files/${file?.id}/content`);
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(SCRIPT)}`,
    );
    expect(headers).toMatchObject({ "content-type": "application/octet-stream", "x-content-type-options": "nosniff" });
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'wasm-unsafe-eval';.*object-src 'none'/);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  });

  test("ranges of a file that it has not", async () => {
    const at = `files/${fileIdOf("mixes/song.wav")}/content`;
    expect(await home.refusal(at, { headers: { range: "bytes=99999999-" } })).toBe("416 wrong-range");
    expect(await home.refusal(`files/${fileIdOf("mixes/song.wav")}/pcm?from=99999999&frames=10`)).toBe(
      "416 past-the-end",
    );
    expect(await home.refusal(`files/${fileIdOf("mixes/song.wav")}/pcm?frames=99999999`)).toBe("400 invalid");
    expect((await home.inProject(at, { headers: { range: "bytes=0-3" } })).body.toString()).toBe("RIFF");
  });

  test("every answer says what browsers may do with it", async () => {
    for (const path of ["/", "/api/start", "/api/nothing", `/api/projects/${home.project}/files`]) {
      const { headers } = await home.ask(path);
      expect(headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
    }
    const first = (await home.ask("/")).headers["content-security-policy"];
    const second = (await home.ask("/")).headers["content-security-policy"];
    expect(first).toMatch(/style-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(first).not.toBe(second);
  });
});
