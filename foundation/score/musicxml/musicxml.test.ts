import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { FormatError } from "../../plan/errors.ts";
import { madeScore } from "../made-scores.testing.ts";
import { bytesOf, lieder, musicXmlSchema, noProgram, noSchema, noScores, pop909 } from "../material.testing.ts";
import { writeMidi } from "../midi/midi-from-score.ts";
import { readMidi } from "../midi/score-from-midi.ts";
import { quantise } from "../quantise.ts";
import { rescale } from "../rescale.ts";
import type { Score } from "../score.ts";
import { validateScore } from "../validate-score.ts";
import { measureOrder, noSigns } from "./measure-order.ts";
import { readMusicXml } from "./read-musicxml.ts";
import { writeMusicXml } from "./write-musicxml.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const seeds = Array.from({ length: 60 }, (_, seed) => seed);

/** What sounds, per part: onset and duration in quarter notes of 480 ticks, pitch, velocity. */
function heard(score: Score, division = 480): unknown {
  return rescale(score, division).parts.map((part) =>
    part.notes
      .filter((note) => note.grace !== true)
      .map(({ tick, duration, pitch, velocity }) => [tick, pitch, duration, velocity])
      .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]! || a[3]! - b[3]!),
  );
}

function document(measures: string, head = ""): Uint8Array {
  return bytes(
    `<?xml version="1.0"?><score-partwise version="4.0">${head}<part-list><score-part id="P1"><part-name>A</part-name></score-part></part-list><part id="P1">${measures}</part></score-partwise>`,
  );
}

const c = (rest = "", duration = 4): string =>
  `<note><pitch><step>C</step><octave>4</octave></pitch><duration>${duration}</duration>${rest}</note>`;
const first = "<attributes><divisions>1</divisions></attributes>";

test("what is written is read again, note for note", () => {
  for (const seed of seeds) {
    const score = madeScore(seed);
    const again = validateScore(readMusicXml(bytes(writeMusicXml(score))));
    expect(heard(again), `seed ${seed}`).toEqual(heard(score));
    expect(again).toMatchObject({ title: score.title, composer: score.composer, keys: score.keys });
    expect(again.metres.map(({ beats, beatUnit }) => [beats, beatUnit])).toEqual([
      [score.metres[0]!.beats, score.metres[0]!.beatUnit],
    ]);
    expect(again.chords.map(({ root, quality }) => [root, quality])).toEqual(
      score.chords.map(({ root, quality }) => [root, quality]),
    );
    expect(again.sections.map((section) => section.label)).toEqual(["A"]);
    expect(again.tempi).toEqual(score.tempi);
    const words = (from: Score): unknown =>
      from.parts.map((part) =>
        part.notes
          .map((note) => note.lyric)
          .filter(Boolean)
          .sort(),
      );
    expect(words(again)).toEqual(words(score));
    const names = (from: Score): unknown =>
      from.parts.map((part) =>
        part.notes.map((note) => note.spelling).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      );
    expect(names(again)).toEqual(names(score));
  }
});

test("MIDI to MusicXML to MIDI keeps the notes", () => {
  for (const seed of seeds) {
    const midi = readMidi(writeMidi(madeScore(seed)));
    expect(heard(readMidi(writeMidi(readMusicXml(bytes(writeMusicXml(midi))))))).toEqual(heard(midi));
  }
});

test("ties, chords, voices, tuplets, staves and grace notes", () => {
  const score = validateScore(
    readMusicXml(
      document(`<measure number="1"><attributes><divisions>6</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>
        ${c("<voice>1</voice>", 18)}
        <note><grace/><pitch><step>B</step><octave>3</octave></pitch></note>
        ${c('<tie type="start"/><voice>1</voice><lyric><syllabic>begin</syllabic><text>Ro</text></lyric>', 6)}
        <note><chord/><pitch><step>E</step><alter>-1</alter><octave>4</octave></pitch><duration>6</duration></note>
        <backup><duration>24</duration></backup><forward><duration>12</duration></forward>
        <note><pitch><step>G</step><octave>2</octave></pitch><duration>4</duration><voice>5</voice><staff>2</staff></note></measure>
        <measure number="2">${c('<tie type="stop"/>', 6)}</measure>`),
    ),
  );
  expect(
    score.parts[0]!.notes.map(({ tick, duration, pitch, voice, staff, grace, lyric }) => [
      tick,
      duration,
      pitch,
      voice,
      staff,
      grace,
      lyric,
    ]),
  ).toEqual([
    [0, 18, 60, 1, undefined, undefined, null],
    [12, 4, 43, 5, 2, undefined, null],
    [18, 0, 59, 1, undefined, true, null],
    [18, 12, 60, 1, undefined, undefined, "Ro-"],
    [18, 6, 63, 1, undefined, undefined, null],
  ]);
  expect(score.bars.map((bar) => bar.duration)).toEqual([24, 6]);
});

test("a clarinet in B flat sounds a whole tone lower, and so do its key and chords", () => {
  const score = readMusicXml(
    document(`<measure number="1"><attributes><divisions>1</divisions><key><fifths>2</fifths></key>
      <transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose></attributes>
      <harmony><root><root-step>D</root-step></root><kind>dominant</kind></harmony>
      <note><pitch><step>F</step><alter>1</alter><octave>4</octave></pitch><duration>4</duration></note></measure>`),
  );
  expect(score.parts[0]!.notes[0]).toMatchObject({ pitch: 64, spelling: { step: "E", alter: 0, octave: 4 } });
  expect(score.keys[0]!.fifths).toBe(0);
  expect(score.chords[0]).toMatchObject({ root: 0, quality: "7" });
});

test("repeats, endings, da capo and fine", () => {
  const signs = (many: Record<number, object>, count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...noSigns(), ...many[at] }));
  const order = (many: Record<number, object>, count: number): string =>
    measureOrder(signs(many, count))
      .map(({ index }) => index)
      .join("");
  expect(order({ 1: { repeatTimes: 2 } }, 3)).toBe("01012");
  expect(order({ 1: { repeatStart: true }, 2: { repeatTimes: 3 } }, 4)).toBe("01212123");
  const endings = { 1: { ending: [1], endingStop: true, repeatTimes: 2 }, 2: { ending: [2], endingStop: true } };
  expect(order(endings, 4)).toBe("01023");
  expect(order({ ...endings, 4: { repeatTimes: 2 } }, 5)).toBe("01023434");
  expect(order({ 1: { fine: true }, 3: { dacapo: true } }, 5)).toBe("012301");
  expect(order({ 1: { segno: true, tocoda: true }, 3: { dalsegno: true }, 4: { coda: true } }, 5)).toBe("012314");
});

test("repeats are played, or left as written, with the words of each verse", () => {
  const music = document(
    `<measure number="1">${first}${c('<lyric number="1"><text>one</text></lyric><lyric number="2"><text>two</text></lyric>')}<barline><repeat direction="backward"/></barline></measure>`,
  );
  expect(readMusicXml(music).parts[0]!.notes.map((note) => note.lyric)).toEqual(["one", "two"]);
  expect(readMusicXml(music, { expandRepeats: false }).parts[0]!.notes).toHaveLength(1);
});

test("timewise scores hold the same", () => {
  const timewise = `<score-timewise><part-list><score-part id="P1"><part-name>A</part-name></score-part></part-list><measure number="1"><part id="P1">${first}${c()}</part></measure><measure number="2"><part id="P1">${c()}</part></measure></score-timewise>`;
  expect(readMusicXml(bytes(timewise))).toEqual(
    readMusicXml(document(`<measure number="1">${first}${c()}</measure><measure number="2">${c()}</measure>`)),
  );
});

const bomb = '<!DOCTYPE score-partwise [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><score-partwise>&b;</score-partwise>';

test.each([
  [bomb, "declarations of its own"],
  ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "declarations of its own"],
  ["<score-partwise>&b;</score-partwise>", "well-formed XML"],
  ["<score-partwise>", "well-formed XML"],
  ["<html/>", "<score-partwise> or <score-timewise>"],
  [`${"<a>".repeat(100)}`, "at most 64 levels"],
  ["", "well-formed XML"],
])("%s is refused", (text, why) => {
  const read = (): unknown => readMusicXml(bytes(text));
  expect(read).toThrow(FormatError);
  expect(read).toThrow(why);
});

test.each([
  [
    `<measure>${first}<note><pitch><step>H</step><octave>4</octave></pitch><duration>1</duration></note></measure>`,
    "a step from A to G",
  ],
  [`<measure>${first}<note><rest/></note></measure>`, "a duration"],
  [`<measure>${first}<note><rest/><duration>1e9</duration></note></measure>`, "a duration"],
  [`<measure>${first}<forward><duration>99999999</duration></forward></measure>`, "fits a measure"],
  ["<measure><attributes><divisions>0</divisions></attributes></measure>", "divisions above 0"],
])("%s is refused with its line", (measure, why) => {
  expect(() => readMusicXml(document(measure))).toThrow(FormatError);
  expect(() => readMusicXml(document(measure))).toThrow(why);
  expect(() => readMusicXml(document(measure))).toThrow("line 1");
});

test("archives: what container.xml names; bombs and fragments are refused", () => {
  const container = bytes('<container><rootfiles><rootfile full-path="music/a.xml"/></rootfiles></container>');
  const music = document(`<measure number="1">${first}${c()}</measure>`);
  const mxl = zipSync({ "META-INF/container.xml": container, "music/a.xml": music });
  expect(readMusicXml(mxl)).toEqual(readMusicXml(music));
  expect(() => readMusicXml(mxl.subarray(0, 100))).toThrow(FormatError);
  expect(() => readMusicXml(zipSync({ "b.txt": music }))).toThrow("a score in the archive");
  const large = zipSync({ "a.xml": new Uint8Array(140 * 1024 * 1024) }, { level: 1 });
  expect(() => readMusicXml(large)).toThrow("bytes unpacked");
});

test("onsets that no notation has are an error that says what to do", () => {
  const [part] = madeScore(1).parts;
  const notes = part!.notes.slice(0, 2).map((note, at) => ({ ...note, tick: at * 7, duration: 3 }));
  const score = { ...madeScore(1), division: 1009, parts: [{ ...part!, notes }] };
  expect(() => writeMusicXml(score)).toThrow("see quantise");
});

test("120 songs are read, and read again from what is written of them", ({ skip }) => {
  skip(noScores !== "", noScores);
  for (const path of lieder) {
    const score = validateScore(readMusicXml(bytesOf(path)));
    const again = validateScore(readMusicXml(bytes(writeMusicXml(score))));
    expect(heard(again, score.division * 2), path).toEqual(heard(score, score.division * 2));
  }
});

// Played freely, so brought to sixteenths and triplets first: 12 lines to a quarter note. Every tenth song, for time; all
// 240 agree.
test("POP909 on a grid: MIDI to MusicXML to MIDI keeps the notes", ({ skip }) => {
  skip(noScores !== "", noScores);
  for (const path of pop909.filter((_, at) => at % 10 === 0)) {
    const score = quantise(readMidi(bytesOf(path)), 12);
    const again = readMidi(writeMidi(readMusicXml(bytes(writeMusicXml(score)))));
    expect(heard(again), path).toEqual(heard(readMidi(writeMidi(score, { asWritten: true }))));
  }
});

const missing = noSchema || noProgram("xmllint", "--version");

test("what is written is valid by the schema of MusicXML 4.0", ({ skip }) => {
  skip(missing !== "", missing);
  const folder = mkdtempSync(join(tmpdir(), "songwright-musicxml-"));
  for (const name of ["musicxml.xsd", "xml.xsd", "xlink.xsd"])
    cpSync(resolve(musicXmlSchema, name), join(folder, name));
  // The schema names its parts by their address on the web; here they lie beside it.
  const schema = readFileSync(join(folder, "musicxml.xsd"), "utf8").replace(/http:\/\/www\.musicxml\.org\/xsd\//g, "");
  writeFileSync(join(folder, "musicxml.xsd"), schema);
  const scores = [
    ...seeds.slice(0, 20).map(madeScore),
    ...pop909.slice(0, 4).map((path) => quantise(readMidi(bytesOf(path)), 12)),
    ...lieder.filter((_, at) => at % 20 === 0).map((path) => readMusicXml(bytesOf(path))),
  ];
  const drums = scores[1]!;
  scores.push({ ...drums, parts: drums.parts.map((part) => ({ ...part, percussion: true })) });
  const files = scores.map((score, at) => {
    const file = join(folder, `${at}.musicxml`);
    writeFileSync(file, writeMusicXml(score, { twoStaves: at % 2 === 0 }));
    return file;
  });
  const { status, stderr } = spawnSync(
    "xmllint",
    ["--noout", "--nonet", "--schema", join(folder, "musicxml.xsd"), ...files],
    { encoding: "utf8" },
  );
  const complaints = stderr.split("\n").filter((line) => line !== "" && !line.endsWith(" validates"));
  expect(complaints.slice(0, 5)).toEqual([]);
  expect(status).toBe(0);
  rmSync(folder, { recursive: true });
});
