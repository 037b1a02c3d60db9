// Files that are not what they say.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyFont } from "../../composition/sound/font/tiny-font.testing.ts";
import { type Entry, zipOf } from "./archives.testing.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

let home: TestStudio;
beforeAll(async () => {
  home = await testStudio();
  mkdirSync(join(home.folder, "data"));
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
    ["a sound font cut short", "a.sf2", () => tinyFont().subarray(0, 9000), "unreadable-font"],
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
