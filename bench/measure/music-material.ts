/** Music whose tempo and key are known, as sound. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { playStem, stemsOf } from "../../composition/sound/play-score.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { writeSong } from "../../composition/write/write-song.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { createSound } from "../../runtime/codecs/create-sound.ts";
import { defaultMaker } from "../composition/maker.ts";
import { linesOf, popKey, popSongs } from "../composition/score-material.ts";
import { readWhole } from "../master/songs.ts";
import { median } from "../table.ts";

export interface KnownPiece {
  readonly set: string;
  readonly name: string;
  /** Whether parameters were chosen on it: then it is not reported. */
  readonly chosen: boolean;
  /** Beats a minute, and tonic (12 more for minor); null where not known. */
  readonly tempo: number | null;
  readonly key: number | null;
  /** Puts the sound into the folder and says where it is. */
  make(folder: string): Promise<string>;
}

const SOUND_FONT = "/usr/share/sounds/sf2/TimGM6mb.sf2";
const RATE = 44_100;
const TONICS = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

export const canPlayMidi = (): boolean => existsSync(SOUND_FONT) && existsSync("/usr/bin/fluidsynth");

/** POP909 001-240 with one key, played by FluidSynth: arrangements for piano. Tempo: the median beat of the annotation. */
export function popPieces(data: string): KnownPiece[] {
  return popSongs(data).flatMap((song): KnownPiece[] => {
    const key = popKey(song);
    if (key === null) return [];
    const beats = linesOf(join(song.folder, "beat_midi.txt")).map((line) => Number.parseFloat(line));
    const tempo = 60 / median(beats.slice(1).map((beat, at) => beat - (beats[at] as number)));
    return [
      {
        set: "POP909, piano",
        name: song.name,
        chosen: song.chosen,
        tempo,
        key,
        make: async (folder) => {
          const path = join(folder, "song.wav");
          const midi = join(song.folder, `${song.name}.mid`);
          const words = ["-ni", "-q", "-F", path, "-r", `${RATE}`, "-O", "s16", "-g", "0.7", SOUND_FONT, midi];
          execFileSync("fluidsynth", words, { stdio: "ignore" });
          return path;
        },
      },
    ];
  });
}

/** Songs that Songwright writes and plays itself, with lead, chords, bass and drums, at any tempo in any key. */
export function composedPieces(each: number): KnownPiece[] {
  return Array.from({ length: 2 * each }, (_, at): KnownPiece => {
    const chosen = at < each;
    const seed = chosen ? 1 + at : 101 + at - each;
    const random = createRandom(seed);
    const tempo = random.split("tempo").integer(60, 175);
    const tonic = random.split("key").integer(0, 11);
    const mode = random.split("mode").pick(["major", "minor"] as const);
    const form = random
      .split("form")
      .pick(["verse 8, chorus 8", "intro 4, verse 8, chorus 8", "verse 8, chorus 8, verse 8"]);
    const brief = { tempo, key: TONICS[tonic] as string, mode, form, metre: "4/4" };
    return {
      set: "written here",
      name: `seed ${seed}`,
      chosen,
      tempo,
      key: tonic + (mode === "minor" ? 12 : 0),
      make: async (folder) => {
        const { plan } = writeSong(defaultMaker(), {
          brief,
          seed,
          fixed: new Map(),
          redo: new Map(),
          version: "bench",
        });
        const score = performSong(plan);
        const stems = stemsOf(score).map((spec) => playStem(score, spec, RATE, seed).channels);
        return sumOf(stems, join(folder, "song.wav"));
      },
    };
  });
}

/**
 * Metal as it was recorded, in two stems. Tempo: the MIDI files that the game Frets on Fire plays beside them (Debian
 * packages fretsonfire-songs-muldjord and -sectoid); songs that are not on this machine are left out.
 */
const METAL: Readonly<Record<string, readonly [folders: readonly string[], tempo: number, chosen: boolean]>> = {
  armygeddon: [["muldjord_armygeddon", "muldjord/armygeddon"], 170, true],
  "chaos god": [["muldjord/chaos_god"], 170, true],
  "internal degeneration": [["muldjord/internal_degeneration"], 190, true],
  "mutilated mime": [["muldjord/mutilated_mime"], 180, true],
  feelings: [["sectoid_Feelings", "sectoid/Feelings"], 95, false],
  "metal madness": [["sectoid_Metal_madness", "sectoid/Metal madness"], 150, false],
  "war of freedom": [["sectoid/War of freedom"], 140, false],
  "escape from chaosland": [["sectoid/Escape from chaosland"], 135, false],
};

export function metalPieces(data: string): KnownPiece[] {
  const roots = [join(data, "sound/stems/two-stem-metal"), "/usr/share/games/fretsonfire/data/songs"];
  return Object.entries(METAL).flatMap(([name, [folders, tempo, chosen]]): KnownPiece[] => {
    const found = roots.flatMap((root) => folders.map((each) => join(root, each))).find((path) => existsSync(path));
    if (found === undefined) return [];
    return [
      {
        set: "metal, recorded",
        name,
        chosen,
        tempo,
        key: null,
        make: async (folder) => {
          const stems = [];
          for (const stem of ["guitar.ogg", "song.ogg"]) stems.push((await readWhole(join(found, stem))).channels);
          return sumOf(stems, join(folder, "song.wav"));
        },
      },
    ];
  });
}

async function sumOf(stems: readonly (readonly ArrayLike<number>[])[], path: string): Promise<string> {
  const frames = Math.max(...stems.map(([left]) => left?.length ?? 0));
  const sum = [new Float32Array(frames), new Float32Array(frames)];
  for (const stem of stems) {
    for (const [channel, out] of sum.entries()) {
      const samples = stem[Math.min(channel, stem.length - 1)] as ArrayLike<number>;
      for (let at = 0; at < samples.length; at++) out[at]! += 0.4 * (samples[at] as number);
    }
  }
  const samples = { kind: "float", bits: 32 } as const;
  const sink = await createSound(path, { container: "wav", sampleRate: RATE, channelCount: 2, samples });
  for (let from = 0; from < frames; from += 65_536)
    await sink.write(sum.map((part) => part.subarray(from, from + 65_536)));
  await sink.finish();
  return path;
}
