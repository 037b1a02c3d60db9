/** Tempo, key and mode heard in sound whose tempo and key are known, beside programs that tell the tempo. */
import { execFileSync } from "node:child_process";
import { createMusicAnalyser } from "../../production/index.ts";
import { findPulse, onsetRate, tempoLevels } from "../../production/measure/music/find-tempo.ts";
import type { OnsetStrength } from "../../production/measure/music/onset-meter.ts";
import { createOnsetMeter } from "../../production/measure/music/onset-meter.ts";
import { tempogramOf } from "../../production/measure/music/tempogram.ts";
import { openSound } from "../../runtime/codecs/open-sound.ts";
import { inFolder } from "../master/songs.ts";
import { median, type Part, table } from "../table.ts";
import { fitLevels, type LevelChoice } from "./music-levels.ts";
import { canPlayMidi, composedPieces, type KnownPiece, metalPieces, popPieces } from "./music-material.ts";

const COMPOSED = 24;
/** So that sets of few songs are heard when weights are chosen. */
const SET_WEIGHT: Readonly<Record<string, number>> = { "POP909, piano": 1, "written here": 1.5, "metal, recorded": 4 };
const PITCH: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

interface Judged {
  readonly piece: KnownPiece;
  readonly tempo: number | null;
  readonly key: number | null;
  readonly tempoSure: number;
  readonly tempoWithin: number;
  readonly tonicSure: number;
  readonly modeSure: number;
  readonly aubio: number | null;
  readonly bpmTools: number | null;
  /** Milliseconds of listening for a minute of sound. */
  readonly cost: number;
  readonly choice: LevelChoice | null;
}

/** Within 4 %, as tempo contests count (F. Gouyon et al., IEEE TASLP 14(5), 2006): accuracy 1; accuracy 2 with 2, 3, 1/2, 1/3. */
const near = (told: number | null, known: number, factors: readonly number[]): boolean =>
  told !== null && factors.some((factor) => Math.abs(told / (known * factor) - 1) < 0.04);
const ONE = [1];
const LEVELS = [1, 2, 3, 1 / 2, 1 / 3];

/** MIREX, audio key detection: 1; a fifth 0.5; relative 0.3; parallel 0.2. */
function mirexScore(told: number, known: number): number {
  if (told === known) return 1;
  const sameMode = told < 12 === known < 12;
  const up = (told - known + 36) % 12;
  if (sameMode) return up === 7 || up === 5 ? 0.5 : 0;
  if (up === 0) return 0.2;
  return up === (known < 12 ? 9 : 3) ? 0.3 : 0;
}

export const musicPart: Part = {
  name: "music",
  title: "Tempo, key and mode of finished sound, beside aubio and bpm-tools",
  run: async (data) => {
    const pieces = [...(canPlayMidi() ? popPieces(data) : []), ...composedPieces(COMPOSED), ...metalPieces(data)];
    const judged: Judged[] = [];
    for (const piece of pieces) judged.push(await inFolder(async (folder) => judge(piece, await piece.make(folder))));
    const sets = [...new Set(judged.map(({ piece }) => piece.set))];
    const groups = sets.flatMap((set) =>
      [true, false].map((chosen) => ({
        name: `${set}${chosen ? " (chosen on)" : ""}`,
        list: judged.filter(({ piece }) => piece.set === set && piece.chosen === chosen),
      })),
    );
    const reported = judged.filter(({ piece }) => !piece.chosen);
    const share = (values: readonly boolean[]): string =>
      values.length === 0 ? "\u2013" : `${((100 * values.filter(Boolean).length) / values.length).toFixed(1)} %`;
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const tempoCells = (list: readonly Judged[], told: (each: Judged) => number | null): string[] =>
      [ONE, LEVELS].map((factors) =>
        list.every((each) => told(each) === null)
          ? "\u2013"
          : share(list.map((each) => near(told(each), each.piece.tempo as number, factors))),
      );
    const rows = [...groups, { name: "all that are reported", list: reported }].map(({ name, list }) => {
      const timed = list.filter(({ piece }) => piece.tempo !== null);
      const keyed = list.filter(({ piece }) => piece.key !== null);
      return [
        name,
        `${list.length}`,
        ...tempoCells(timed, ({ tempo }) => tempo),
        ...tempoCells(timed, ({ aubio }) => aubio),
        ...tempoCells(timed, ({ bpmTools }) => bpmTools),
        share(keyed.map(({ key, piece }) => key === piece.key)),
        keyed.length === 0
          ? "\u2013"
          : mean(keyed.map(({ key, piece }) => (key === null ? 0 : mirexScore(key, piece.key as number)))).toFixed(3),
        share(keyed.map(({ key, piece }) => key !== null && key < 12 === (piece.key as number) < 12)),
      ];
    });
    const level = reported.filter(({ tempo, piece }) => near(tempo, piece.tempo as number, ONE));
    const keyed = reported.filter(({ piece }) => piece.key !== null);
    const choices = judged.flatMap(({ choice, piece }) => (choice && piece.chosen ? [choice] : []));
    const weights = fitLevels(choices);
    return {
      lines: [
        ...table(["set", "pieces", "tempo 1", "2", "aubio 1", "2", "bpm-tools 1", "2", "key", "MIREX", "mode"], rows),
        "",
        `confidence (mean of all reported) beside what held: tempo ${mean(reported.map(({ tempoSure }) => tempoSure)).toFixed(2)} and ${share(reported.map(({ tempo, piece }) => near(tempo, piece.tempo as number, ONE)))}; tonic ${mean(keyed.map(({ tonicSure }) => tonicSure)).toFixed(2)} and ${share(keyed.map(({ key, piece }) => key !== null && key % 12 === (piece.key as number) % 12))}; mode ${mean(keyed.map(({ modeSure }) => modeSure)).toFixed(2)} and ${share(keyed.map(({ key, piece }) => key !== null && key < 12 === (piece.key as number) < 12))}`,
        `surer than 0.9 of the tempo: ${reported.filter(({ tempoSure }) => tempoSure > 0.9).length}, of which ${share(reported.filter(({ tempoSure }) => tempoSure > 0.9).map(({ tempo, piece }) => near(tempo, piece.tempo as number, ONE)))} held; less sure: ${share(reported.filter(({ tempoSure }) => tempoSure <= 0.9).map(({ tempo, piece }) => near(tempo, piece.tempo as number, ONE)))}`,
        `where the level is right: median error ${median(level.map(({ tempo, piece }) => 100 * Math.abs((tempo as number) / (piece.tempo as number) - 1))).toFixed(2)} %; known tempo within the stated interval: ${share(level.map(({ tempo, piece, tempoWithin }) => Math.abs((tempo as number) - (piece.tempo as number)) <= tempoWithin))}`,
        `listening: median ${median(judged.map(({ cost }) => cost)).toFixed(0)} ms for a minute of sound, one thread, decoding not counted`,
        `weights of levels, fitted again on the songs chosen on: ${Object.entries(weights)
          .map(([name, value]) => `${name} ${value.toFixed(2)}`)
          .join(", ")}`,
      ],
      figures: {
        rows,
        weights,
        songs: judged.map(({ choice, ...each }) => ({
          ...each,
          piece: `${each.piece.set} ${each.piece.name}`,
          known: [each.piece.tempo, each.piece.key],
        })),
      },
    };
  },
};

async function judge(piece: KnownPiece, path: string): Promise<Judged> {
  const source = await openSound(path);
  const { sampleRate } = source.format;
  const listener = createMusicAnalyser(sampleRate);
  // For the weights of levels, which are fitted on what is chosen on.
  const meter = piece.chosen ? createOnsetMeter(sampleRate) : null;
  let frames = 0;
  let spent = 0;
  const timed = <T>(work: () => T): T => {
    const start = performance.now();
    const result = work();
    spent += performance.now() - start;
    return result;
  };
  for await (const block of source.blocks()) {
    timed(() => listener.push(block));
    const [left, right = left] = block as [Float32Array, Float32Array?];
    meter?.push(left.map((value, at) => (value + 0.7 * (right[at] as number)) / 1.7));
    frames += left.length;
  }
  await source.close();
  const { tempo, key, mode } = timed(() => listener.finish());
  return {
    piece,
    tempo: tempo.value,
    key: key.value === null ? null : codeOf(key.value, mode.value as string),
    tempoSure: tempo.confidence ?? 0,
    tempoWithin: tempo.uncertainty ?? 0,
    tonicSure: key.confidence ?? 0,
    modeSure: mode.confidence ?? 0,
    // Others are asked about what is reported.
    aubio: piece.chosen ? null : told("aubio", ["tempo", path]),
    bpmTools: piece.chosen ? null : bpmToolsTempo(path),
    cost: spent / (frames / sampleRate / 60),
    choice:
      piece.tempo === null || meter === null ? null : choiceOf(meter.finish(), piece.tempo, SET_WEIGHT[piece.set] ?? 1),
  };
}

function choiceOf(onsets: OnsetStrength, known: number, weight: number): LevelChoice | null {
  const tempogram = tempogramOf(onsets);
  const pulse = findPulse(tempogram);
  if (pulse === null) return null;
  const levels = tempoLevels(tempogram, pulse.bpm, onsetRate(onsets));
  const right = levels.findIndex(({ bpm }) => near(bpm, known, ONE));
  return right < 0 ? null : { levels: levels.map(({ traits }) => traits), right, weight };
}

const codeOf = (name: string, mode: string): number =>
  (((PITCH[name[0] as string] as number) + (name[1] === "#" ? 1 : name[1] === "b" ? -1 : 0) + 12) % 12) +
  (mode === "minor" ? 12 : 0);

/** The first number a program says; null where it is missing or says none. */
function told(program: string, words: readonly string[]): number | null {
  try {
    const text = execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const value = Number.parseFloat(text);
    return Number.isFinite(value) ? value : null;
  } catch {
    return null;
  }
}

/** bpm-tools reads raw mono floats at 44.1 kHz. */
function bpmToolsTempo(path: string): number | null {
  return told("sh", ["-c", 'ffmpeg -v error -i "$0" -ac 1 -ar 44100 -f f32le - | bpm', path]);
}
