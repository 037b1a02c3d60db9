/** A song played with a sound font: how fast, and how near to FluidSynth, which plays each part of the same MIDI. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { choosePreset } from "../../composition/sound/font/choose-preset.ts";
import { framesOf, type PlayedStem, playStem, type StemSpec, stemsOf } from "../../composition/sound/play-score.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { type Score, type Part as ScorePart, writeMidi } from "../../foundation/score/index.ts";
import { bandPowers, THIRD_OCTAVES_HZ } from "../../foundation/sound/transforms/third-octaves.ts";
import { createMidSideAnalyser } from "../../foundation/sound/transforms/welch.ts";
import { openSound } from "../../runtime/codecs/open-sound.ts";
import { openFont } from "../../runtime/composition/sound-font/open-font.ts";
import { stemsOfFont } from "../../runtime/composition/sound-font/play-font-stem.ts";
import { median, type Part, table } from "../table.ts";

const RATE = 48_000;
/** Bands below this part of the loudest say nothing of a part. */
const HEARD_DB = -40;

/** Power by third octaves, of mid and side together. */
function powersOf(blocks: readonly (readonly Float32Array[])[]): Float64Array {
  const analyser = createMidSideAnalyser(RATE, 8192);
  for (const block of blocks) analyser.push([...block]);
  const { mid, side } = analyser.finish();
  return bandPowers(
    mid.map((value, at) => value + (side[at] as number)),
    RATE,
  );
}

function sumOf(stems: readonly PlayedStem[]): Float32Array[] {
  const frames = stems[0]?.channels[0]?.length ?? 0;
  const sum = [new Float32Array(frames), new Float32Array(frames)];
  for (const { channels } of stems)
    for (const [side, out] of sum.entries()) {
      const channel = channels[side] ?? (channels[0] as Float32Array);
      for (let n = 0; n < frames; n++) out[n]! += channel[n] as number;
    }
  return sum;
}

const db = (power: number): number => 10 * Math.log10(power);
const total = (powers: Float64Array): number => powers.reduce((sum, value) => sum + value, 0);

export const soundFontPart: Part = {
  name: "sound-font",
  title: "A song's parts played with a sound font",
  run: async (_, { font: path }) => {
    if (path === null) return { figures: null, lines: ["skipped: give a font with --font FILE"] };
    const work = mkdtempSync(join(tmpdir(), "songwright-bench-font-"));
    const compose = ["compose", "--seed", "3", "--no-sound", "--quiet", "--out", join(work, "song")];
    execFileSync(process.execPath, ["runtime/cli/main.ts", ...compose], { stdio: ["ignore", "ignore", "inherit"] });
    const score = performSong(readPlan(readFileSync(join(work, "song", "plan.json"), "utf8")));
    const specs = stemsOf(score);
    const seconds = framesOf(score, RATE) / RATE;
    const timed = async <T>(perform: () => T | Promise<T>): Promise<readonly [T, number]> => {
      const start = performance.now();
      const result = await perform();
      return [result, (performance.now() - start) / 1000];
    };
    const [play, opening] = await timed(async () => stemsOfFont((await openFont(path)).bytes));
    const { font } = await openFont(path);
    const presetOf = (spec: StemSpec) => {
      const { program, percussion } = score.parts[spec.part] as ScorePart;
      const preset = choosePreset(font, program ?? 0, percussion);
      if (preset === null) throw new Error(`no preset for ${spec.name}`);
      return preset;
    };
    const [stems, playing] = await timed(() => specs.map((spec) => play(score, spec, presetOf(spec), RATE).stem));
    const [, builtIn] = await timed(() => specs.map((spec) => playStem(score, spec, RATE, 1)));
    const peer = spawnSync("fluidsynth", ["--version"]).error === undefined;
    const [, peerTime] = peer ? await timed(() => fluidSynth(path, score, work)) : [null, null];
    const figures: Record<string, unknown> = { font: basename(path), seconds, opening, playing, builtIn, peerTime };
    const rows: (readonly (string | number)[])[] = [];
    for (const [at, part] of peer ? [...score.parts.entries()] : []) {
      const ours = powersOf([sumOf(stems.filter((_each, n) => specs[n]?.part === at))]);
      const theirs = powersOf(await blocksOf(fluidSynth(path, { ...score, parts: [part] }, work)));
      const level = db(total(ours) / total(theirs));
      const loudest = Math.max(...theirs);
      const heard = [...theirs.keys()].filter((band) => db((theirs[band] as number) / loudest) > HEARD_DB);
      const apart = heard.map((band) => Math.abs(db((ours[band] as number) / (theirs[band] as number)) - level));
      const worst = heard[apart.indexOf(Math.max(...apart))] as number;
      rows.push([part.name, level, median(apart), Math.max(...apart), `${THIRD_OCTAVES_HZ[worst]} Hz`]);
    }
    rmSync(work, { recursive: true, force: true });
    const times = (took: number): string => `${took.toFixed(2)} s (${(seconds / took).toFixed(0)} times real time)`;
    return {
      figures: { ...figures, rows },
      lines: [
        ...table(
          [`${basename(path)}, ${specs.length} stems of ${seconds.toFixed(0)} s, one thread`, "measured"],
          [
            ["reading the font", `${opening.toFixed(2)} s`],
            ["playing", times(playing)],
            ["built-in instruments", times(builtIn)],
            ["FluidSynth, reading and playing to one file", peerTime === null ? "not there" : times(peerTime)],
            ["time of ours to that of FluidSynth", peerTime === null ? null : (opening + playing) / peerTime],
          ],
        ),
        "",
        ...table(["part", "level to FluidSynth, dB", "third octaves apart, median", "at most", "at"], rows),
      ],
    };
  },
};

/** Plays a score without effects; the path of what it wrote. */
function fluidSynth(font: string, score: Score, work: string): string {
  const [midi, sound] = [join(work, "peer.mid"), join(work, "peer.wav")];
  writeFileSync(midi, writeMidi(score));
  const words = ["-ni", "-q", "-R", "0", "-C", "0", "-r", `${RATE}`, "-F", sound, "-O", "float", font, midi];
  execFileSync("fluidsynth", words, { stdio: "ignore" });
  return sound;
}

async function blocksOf(path: string): Promise<Float32Array[][]> {
  const sound = await openSound(path);
  const blocks: Float32Array[][] = [];
  for await (const block of sound.blocks()) blocks.push(block.map((channel) => channel.slice()));
  await sound.close();
  return blocks;
}
