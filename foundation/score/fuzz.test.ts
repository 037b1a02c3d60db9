import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { FormatError } from "../plan/errors.ts";
import { createRandom } from "../statistics/random.ts";
import { madeScore } from "./made-scores.testing.ts";
import { writeMidi } from "./midi/midi-from-score.ts";
import { writeMusicXml } from "./musicxml/write-musicxml.ts";
import { readScore, scoreFormat } from "./read-score.ts";
import { writeScoreFile } from "./score-file.ts";
import { validateScore } from "./validate-score.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const tunes = `X:1
T:Fuzz
M:6/8
L:1/8
Q:3/8=100
P:A2B
K:Gdor
%%MIDI program 40
P:A
|:"Gm"G>AB "D7/f+"[Ac]3|(3def g2- g^f|1 z2 {ab}c_de :|2 d6||
w:sing-ing *words go_ on
P:B
M:2/4
[K:D]A,2 B,/2C//|Z2|V:2
D2- D2:|
`;

const sources: Readonly<Record<string, Uint8Array>> = {
  midi: writeMidi(madeScore(3), { division: 12 }),
  musicxml: bytes(writeMusicXml(madeScore(5), { twoStaves: true })),
  mxl: zipSync({ "a.musicxml": bytes(writeMusicXml(madeScore(7))) }),
  abc: bytes(tunes),
  score: bytes(writeScoreFile(madeScore(9))),
};

/** Bytes changed, cut out, doubled and swapped with numbers that are awkward. */
function mutated(source: Uint8Array, seed: number): Uint8Array {
  const random = createRandom(seed);
  let out = [...source];
  for (let turn = random.integer(1, 4); turn > 0 && out.length > 0; turn--) {
    const at = random.integer(0, out.length - 1);
    const length = random.integer(1, 20);
    const kind = random.integer(0, 6);
    if (kind === 0)
      out[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, 0xf7, 0x2f, 0x3c, 0x22, 0x7c, 0x3a, 0x39, random.integer(0, 255)]);
    else if (kind === 1) out.splice(at, length);
    else if (kind === 2) out.splice(at, 0, ...out.slice(at, at + length));
    else if (kind === 3)
      out.splice(
        at,
        1,
        ...bytes(random.pick(["999999999", "-1", "0", "1e9", "0.5", "[", "]", "\n", "(9", "/////////", ":|"])),
      );
    else if (kind === 4) {
      if (random.uniform() < 0.2) out = out.slice(0, Math.max(1, at));
    } else {
      // Another digit leaves XML and JSON well-formed, so that damage goes deeper.
      const digit = out.findIndex((byte, n) => n >= at && byte >= 0x30 && byte <= 0x39);
      if (digit >= 0) out[digit] = random.integer(0x30, 0x39);
    }
  }
  return Uint8Array.from(out);
}

test.each(Object.keys(sources))("%s: damaged bytes give a valid score or a FormatError, soon", (name) => {
  const source = sources[name]!;
  expect(readScore(source, "a").length).toBeGreaterThan(0);
  const count = name === "abc" || name === "midi" ? 2000 : name === "musicxml" ? 150 : 300;
  let read = 0;
  for (let seed = 0; seed < count; seed++) {
    const damaged = mutated(source, seed);
    const from = performance.now();
    try {
      for (const score of readScore(damaged, "a")) validateScore(score);
      read++;
    } catch (error) {
      if (!(error instanceof FormatError)) throw new Error(`seed ${seed}`, { cause: error });
    }
    expect(performance.now() - from, `seed ${seed}`).toBeLessThan(2000);
  }
  // Damage is slight enough that both ways out are tried.
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(count);
});

test("formats are told apart by their content", () => {
  for (const [name, source] of Object.entries(sources))
    expect(scoreFormat(source)).toBe(name === "mxl" ? "musicxml" : name);
  expect(readScore(sources.midi!, "songs/My song.abc")[0]!.title).toBe("Made of 3");
  const untitled = writeMidi({ ...madeScore(3), title: null });
  expect(readScore(untitled, "songs/My song.abc")[0]!.title).toBe("My song");
  expect(() => readScore(bytes("RIFF"), "a.mid")).toThrow(FormatError);
  expect(() => readScore(new Uint8Array(0), "a.mid")).toThrow(FormatError);
});
