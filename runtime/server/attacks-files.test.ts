// Files that are not what they say, and names that are not names.
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProjectFile } from "./api/project.ts";
import type { Upload } from "./api/uploads.ts";
import { type Entry, zipOf } from "./archives.testing.ts";
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
const text = (words: string): Uint8Array => Buffer.from(words);
const wav = wavBytes(0.2);
const member = (name: string, data: Uint8Array = wav): Entry => ({ name, data });

/** A MIDI file whose one track holds these bytes; `length` as its header says. */
function midi(track: readonly number[], length: number = track.length): Buffer {
  const head = Buffer.from([..."MThd"].map((c) => c.charCodeAt(0)).concat([0, 0, 0, 6, 0, 0, 0, 1, 0, 96]));
  const chunk = Buffer.alloc(8);
  chunk.write("MTrk", 0);
  chunk.writeUInt32BE(length, 4);
  return Buffer.concat([head, chunk, Buffer.from(track)]);
}

function workbook(sheet: Entry): Buffer {
  const rels =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>';
  return zipOf([
    member(
      "xl/workbook.xml",
      text('<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'),
    ),
    member("xl/_rels/workbook.xml.rels", text(rels)),
    sheet,
  ]);
}

const score = (head: string, title: string): Uint8Array =>
  text(
    `<?xml version="1.0"?>${head}<score-partwise><work><work-title>${title}</work-title></work><part-list><score-part id="P1"><part-name>a</part-name></score-part></part-list><part id="P1"><measure number="1"/></part></score-partwise>`,
  );
const bomb = `<!DOCTYPE score-partwise [<!ENTITY a "aaaaaaaaaa">${["b", "c", "d", "e", "f", "g", "h", "i"].map((name, at) => `<!ENTITY ${name} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`).join("")}]>`;

describe("content is refused with a reason", () => {
  test.each<[what: string, name: string, bytes: () => Uint8Array, reason: string]>([
    ["nothing", "a.wav", () => zeros(0), "empty"],
    ["zeros", "a.wav", () => zeros(5000), "not-recognised"],
    ["a program", "a.wav", () => Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01\0"), zeros(300)]), "not-recognised"],
    ["a page", "a.csv", () => text("<!doctype html><script>alert(1)</script>"), "not-recognised"],
    [
      "a picture with a script",
      "a.svg",
      () => text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      "not-recognised",
    ],
    ["an entry above the archive", "a.zip", () => zipOf([member("../../evil.wav")]), "archive-leads-out"],
    ["the same with backward strokes", "a.zip", () => zipOf([member("..\\..\\evil.wav")]), "archive-leads-out"],
    ["an absolute entry", "a.zip", () => zipOf([member("/etc/cron.d/evil.wav")]), "archive-leads-out"],
    ["an entry of a drive", "a.zip", () => zipOf([member("C:/evil.wav")]), "archive-leads-out"],
    ["an entry with a zero byte", "a.zip", () => zipOf([member("a\0.wav")]), "archive-leads-out"],
    ["a bomb of a thousandfold", "a.zip", () => zipOf([member("a.wav", zeros(30_000_000))]), "archive-ratio"],
    [
      "many small bombs",
      "a.zip",
      () => zipOf(Array.from({ length: 40 }, (_, n) => member(`${n}.wav`, zeros(1_000_000)))),
      "archive-ratio",
    ],
    ["an archive in an archive", "a.zip", () => zipOf([member("b.zip", zipOf([member("c.wav")]))]), "archive-nested"],
    ["a compressed one in an archive", "a.zip", () => zipOf([member("b.tar.gz", zeros(10))]), "archive-nested"],
    [
      "two thousand entries",
      "a.zip",
      () => zipOf(Array.from({ length: 2000 }, (_, n) => member(`${n}.wav`, zeros(1)))),
      "archive-too-many-entries",
    ],
    ["more entries than there are", "a.zip", () => zipOf([member("a.wav")], 900), "unreadable-archive"],
    [
      "an entry of two gigabytes, it says",
      "a.zip",
      () => zipOf([{ ...member("a.wav"), size: 2 ** 31 }]),
      "archive-too-large",
    ],
    ["an entry smaller than it is", "a.zip", () => zipOf([{ ...member("a.wav"), size: 10 }]), "unreadable-archive"],
    [
      "entries that share their bytes",
      "a.zip",
      () =>
        zipOf([member("a.wav"), ...Array.from({ length: 50 }, (_, n) => ({ ...member(`${n}.wav`), shared: true }))]),
      "archive-overlaps",
    ],
    ["a locked archive", "a.zip", () => zipOf([{ ...member("a.wav"), encrypted: true }]), "archive-locked"],
    ["half an archive", "a.zip", () => zipOf([member("a.wav")]).subarray(0, 200), "unreadable-archive"],
    ["an archive of programs", "a.zip", () => zipOf([member("setup.exe", text("MZ"))]), "not-recognised"],
    [
      "a workbook that is a bomb",
      "a.xlsx",
      () => workbook(member("xl/worksheets/sheet1.xml", zeros(30_000_000))),
      "archive-ratio",
    ],
    [
      "a workbook of entities",
      "a.xlsx",
      () =>
        workbook(
          member(
            "xl/worksheets/sheet1.xml",
            text(`${bomb.replace("score-partwise", "worksheet")}<worksheet>&i;</worksheet>`),
          ),
        ),
      "unreadable-table",
    ],
    ["a table that is a bomb", "a.csv.gz", () => gzipSync(zeros(50_000_000)), "not-recognised"],
    [
      "half a compressed table",
      "a.csv.gz",
      () => gzipSync(text("a,b\n1,2\n".repeat(100_000))).subarray(0, 60),
      "unreadable-table",
    ],
    [
      "a score that names a file",
      "a.musicxml",
      () => score('<!DOCTYPE score-partwise [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
      "unreadable-score",
    ],
    [
      "a score that names an address",
      "a.musicxml",
      () => score('<!DOCTYPE score-partwise [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]>', "&x;"),
      "unreadable-score",
    ],
    ["a score of entities in entities", "a.musicxml", () => score(bomb, "&i;"), "unreadable-score"],
    ["a score of a hundred thousand levels", "a.musicxml", () => score("", "<b>".repeat(100_000)), "unreadable-score"],
    ["half a score", "a.musicxml", () => score("", "x").subarray(0, 90), "unreadable-score"],
    [
      "a compressed score without one",
      "a.mxl",
      () => zipOf([member("META-INF/container.xml", text("<container/>"))]),
      "unreadable-score",
    ],
    ["a track of four gigabytes, it says", "a.mid", () => midi([], 0xffffffff), "unreadable-score"],
    [
      "a wait of a length that no number has",
      "a.mid",
      () => midi([0xff, 0xff, 0xff, 0xff, 0xff, 0x90, 60, 64]),
      "unreadable-score",
    ],
    [
      "a name of 256 megabytes, it says",
      "a.mid",
      () => midi([0, 0xff, 0x03, 0xff, 0xff, 0xff, 0x7f, 65]),
      "unreadable-score",
    ],
    ["a sound without sound", "a.wav", () => wavBytes(0), "unreadable-sound"],
    ["a sound of no channels", "a.wav", () => Buffer.from(wav).fill(0, 22, 24), "unreadable-sound"],
    ["a rate of no hertz", "a.wav", () => Buffer.from(wav).fill(0, 24, 28), "unreadable-sound"],
    [
      "FLAC with a head only",
      "a.flac",
      () => Buffer.concat([text("fLaC"), Buffer.from([0x80, 0, 0, 34]), zeros(34)]),
      "unreadable-sound",
    ],
    ["Ogg with nothing in it", "a.ogg", () => Buffer.concat([text("OggS"), zeros(60)]), "unreadable-sound"],
    [
      "M4A with nothing in it",
      "a.m4a",
      () => Buffer.concat([Buffer.from([0, 0, 0, 16]), text("ftypM4A "), zeros(40)]),
      "unreadable-sound",
    ],
    ["a playlist", "a.wav", () => text("#EXTM3U\n#EXTINF:1,x\nfile:///etc/passwd\n"), "list-of-files"],
    [
      "a playlist of streams",
      "a.m4a",
      () => text('#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="http://127.0.0.1/x"\nhttp://127.0.0.1/a.ts\n'),
      "list-of-files",
    ],
    ["a list for ffmpeg", "a.mp3", () => text("ffconcat version 1.0\nfile /etc/passwd\n"), "list-of-files"],
    ["an old playlist", "a.mp3", () => text("[playlist]\nFile1=/etc/passwd\n"), "list-of-files"],
    ["half a plan", "plan.json", () => text('{"schema":"songwright.plan/1","decisions":['), "unreadable-json"],
    [
      "a plan that is none",
      "plan.json",
      () => text('{"schema":"songwright.plan/1","decisions":[1]}'),
      "unreadable-plan",
    ],
    [
      "messages of people",
      "messages.json",
      () => text('{"participants":[{"name":"A"}],"messages":[]}'),
      "private-file",
    ],
  ])("%s", async (_, name, bytes, reason) => {
    const found = await home.upload(name, bytes());
    expect(found).toMatchObject({ reason, kind: null, uses: [], state: "received" });
    expect(found.refused).not.toBe("");
    const before = readdirSync(join(home.folder, "data")).length;
    expect(await home.refusal(`uploads/${found.id}/keep`, { body: { place: "data" } })).toBe(`422 ${reason}`);
    expect(readdirSync(join(home.folder, "data")).length).toBe(before);
    await home.inProject(`uploads/${found.id}`, { method: "DELETE" });
  });
});

describe("sizes that lie are cut to what is there", () => {
  test.each<[what: string, bytes: () => Uint8Array, about: string]>([
    [
      "WAV of four gigabytes, it says",
      () => {
        const b = Buffer.from(wavBytes(1));
        b.writeUInt32LE(0xffffffff, 40);
        return b;
      },
      "WAV, 8 kHz, mono, 0:01",
    ],
    [
      "a RIFF of no bytes, it says",
      () => {
        const b = Buffer.from(wavBytes(1));
        b.writeUInt32LE(0, 4);
        return b;
      },
      "WAV, 8 kHz, mono, 0:01",
    ],
  ])("%s", async (_, bytes, about) => {
    const found = await home.upload("long.wav", bytes());
    expect(found).toMatchObject({ kind: "audio", about, refused: null });
  });

  test("an ID3 tag of 256 megabytes, it says, in front of nothing", async () => {
    const tag = Buffer.concat([text("ID3"), Buffer.from([4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f]), zeros(100)]);
    expect((await home.upload("a.mp3", tag)).reason).toBe("not-recognised");
  });
});

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
    const { rmSync } = await import("node:fs");
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
