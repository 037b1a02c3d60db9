/** Random briefs: what was asked for is read again from song.mid and song.musicxml, by a reader of its own. */

import type { Brief } from "../../composition/write/brief.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { readMidi, readMusicXml, type Score, writeMidi, writeMusicXml } from "../../foundation/score/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type Part, table } from "../table.ts";
import { defaultMaker } from "./maker.ts";

const NAMES = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const FORMS = ["song", "aaba", "strophic", "verse 8, chorus 8", "intro 2, verse 8, chorus 8, outro 2", "A 4, B 4, A 4"];
const INSTRUMENTS = ["lead", "piano", "guitar", "pad", "strings", "bass", "drums"] as const;

function randomBrief(seed: number): Brief {
  const random = createRandom(seed).split("brief");
  const some = (name: string): boolean => random.split(name).uniform() < 0.6;
  const form = random.split("form").pick(FORMS);
  const listed = /\d/.test(form);
  return {
    ...(some("k") ? { key: random.split("key").pick(NAMES) } : {}),
    ...(some("m") ? { mode: random.split("mode").pick(["major", "minor"] as const) } : {}),
    ...(some("t") ? { tempo: random.split("tempo").integer(40, 200) } : {}),
    ...(some("x") ? { metre: random.split("metre").pick(["4/4", "3/4", "6/8", "2/4", "5/4", "7/8", "12/8"]) } : {}),
    ...(some("f") ? { form } : {}),
    ...(some("b") && !listed ? { bars: random.split("bars").integer(4, 64) } : {}),
    ...(some("i")
      ? {
          instruments: [
            "lead" as const,
            ...random.split("inst").shuffle(INSTRUMENTS.slice(1)).slice(0, random.split("n").integer(1, 4)),
          ],
        }
      : {}),
    ...(some("v")
      ? { mood: { valence: random.split("v").uniform(-1, 1), energy: random.split("e").uniform(-1, 1) } }
      : {}),
  };
}

/** Tonic and mode as heard: the scale that holds most of the melodic notes' time among those whose tonic closes the song. */
function heardKey(score: Score): { tonic: number; mode: "major" | "minor" } {
  const notes = score.parts.filter(({ percussion }) => !percussion).flatMap(({ notes: list }) => list);
  const end = Math.max(...notes.map(({ tick, duration }) => tick + duration));
  const bar = score.bars.findLast(({ tick }) => tick < end)?.tick ?? 0;
  // A note of the bar before may be played late by a little.
  const closing = notes.filter(({ tick, duration }) => tick + duration > bar + score.division / 4);
  const bassNote = closing.reduce((low, note) => (note.pitch < low.pitch ? note : low));
  const tonic = bassNote.pitch % 12;
  const weight = (degree: number): number =>
    closing
      .filter(({ pitch }) => (pitch - tonic + 120) % 12 === degree)
      .reduce((sum, { duration }) => sum + duration, 0);
  const inScale = (scale: readonly number[]): number =>
    notes
      .filter(({ pitch }) => scale.includes((pitch - tonic + 120) % 12))
      .reduce((sum, { duration }) => sum + duration, 0);
  const third = weight(4) - weight(3);
  return {
    tonic,
    mode: third !== 0 ? (third > 0 ? "major" : "minor") : inScale(MAJOR) >= inScale(MINOR) ? "major" : "minor",
  };
}

/** Names of the fields of a brief that a score does not hold. */
function broken(brief: Brief, score: Score): string[] {
  const out: string[] = [];
  const key = heardKey(score);
  const signature = score.keys[0];
  if (brief.key !== undefined && NAMES[key.tonic] !== brief.key) out.push(`key: ${NAMES[key.tonic]} for ${brief.key}`);
  if (brief.mode !== undefined && (key.mode !== brief.mode || signature?.mode !== brief.mode))
    out.push(`mode: ${key.mode} for ${brief.mode}`);
  const tempo = 60_000_000 / (score.tempi[0]?.microsecondsPerQuarter ?? 0);
  if (brief.tempo !== undefined && Math.abs(tempo - brief.tempo) > 0.01) out.push(`tempo: ${tempo} for ${brief.tempo}`);
  const metre = score.metres[0];
  if (brief.metre !== undefined && `${metre?.beats}/${metre?.beatUnit}` !== brief.metre)
    out.push(`metre for ${brief.metre}`);
  if (brief.bars !== undefined && score.bars.length !== brief.bars)
    out.push(`bars: ${score.bars.length} for ${brief.bars}`);
  if (brief.form !== undefined && /\d/.test(brief.form)) {
    const asked = brief.form.split(",").map((part) => part.trim());
    const starts = score.bars.map(({ tick }) => tick);
    const found = score.sections.map(
      ({ label, from, to }) => `${label} ${starts.filter((tick) => tick >= from && tick < to).length}`,
    );
    if (found.join() !== asked.join()) out.push(`form: ${found.join()} for ${asked.join()}`);
  }
  if (brief.instruments !== undefined && score.parts.length !== brief.instruments.length)
    out.push(`instruments: ${score.parts.length} for ${brief.instruments.length}`);
  return out;
}

export const briefsPart: Part = {
  name: "briefs",
  title: "200 random briefs: hard fields read again from the files",
  run: async () => {
    const wrong: string[] = [];
    const maker = defaultMaker();
    let kept = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const brief = randomBrief(seed);
      const { plan } = writeSong(maker, { brief, seed, fixed: new Map(), redo: new Map(), version: "bench" });
      const score = performSong(plan);
      const faults = [
        ...broken(brief, readMidi(writeMidi(score))).map((text) => `midi ${text}`),
        ...broken(brief, readMusicXml(new TextEncoder().encode(writeMusicXml(score)))).map(
          (text) => `musicxml ${text}`,
        ),
      ];
      if (faults.length === 0) kept++;
      else wrong.push(`${seed}: ${faults.join("; ")}`);
    }
    return {
      figures: { kept, of: 200, wrong },
      lines: [...table(["briefs", "kept", "must"], [["200", `${kept}`, "200"]]), ...wrong.slice(0, 20)],
    };
  },
};
