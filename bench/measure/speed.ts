/** Time and memory of measuring 240 s of stereo, in the process and as a command, beside meters of others. */
import { join, resolve } from "node:path";
import { analyseFile } from "../../runtime/sound/analyse-file.ts";
import { cost, wavOf } from "../master/cost.ts";
import { inFolder, songsIn } from "../master/songs.ts";
import { median, type Part, table } from "../table.ts";

const launcher = resolve(import.meta.dirname, "../../songwright");
const SECONDS = 240;

interface Runs {
  readonly seconds: readonly number[];
  readonly mebibytes: readonly number[];
}

/** The commands in turn, so that a busy machine is busy for all of them. */
function inTurn(commands: Readonly<Record<string, readonly string[]>>, rounds: number): Record<string, Runs> {
  const runs: Record<string, { seconds: number[]; mebibytes: number[] }> = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, words] of Object.entries(commands)) {
      const { seconds, mebibytes } = cost(words);
      runs[name] ??= { seconds: [], mebibytes: [] };
      if (round < 0) continue; // the first warms the disk
      runs[name].seconds.push(seconds);
      runs[name].mebibytes.push(mebibytes);
    }
  }
  return runs;
}

export const speedPart: Part = {
  name: "speed",
  title: `Measuring ${SECONDS} s of stereo, 44.1 kHz, 16-bit WAV`,
  run: async (data) =>
    inFolder(async (folder) => {
      const song = join(folder, "song.wav");
      wavOf(songsIn(data)[0] as string, SECONDS, song);

      const inProcess: number[] = [];
      for (let round = 0; round < 9; round++) {
        const start = performance.now();
        // As the command does for a file of this length.
        await analyseFile(song, undefined, { wholeSpectrumHop: true });
        if (round > 1) inProcess.push((performance.now() - start) / 1000);
      }

      const commands = inTurn(
        {
          "songwright measure --json": [launcher, "measure", song, "--json"],
          "loudgain -s s -O (libebur128)": ["loudgain", "-s", "s", "-O", song],
          "ffmpeg ebur128=peak=true": ["ffmpeg", "-nostdin", "-i", song, "-af", "ebur128=peak=true", "-f", "null", "-"],
        },
        5,
      );
      const warm = median(inProcess);
      const rows = Object.entries(commands).map(([name, { seconds, mebibytes }]) => [
        name,
        median(seconds),
        Math.min(...seconds),
        Math.max(...seconds),
        Math.max(...mebibytes).toFixed(0),
      ]);
      const [own, loudgain, ffmpeg] = Object.values(commands).map(({ seconds }) => median(seconds)) as [
        number,
        number,
        number,
      ];
      const mebibytes = Math.max(...(commands["songwright measure --json"] as Runs).mebibytes);
      return {
        lines: [
          ...table(
            ["", "seconds (median)", "fastest", "slowest", "peak MiB"],
            [
              ["songwright, in the process, warm", warm, Math.min(...inProcess), Math.max(...inProcess), "\u2013"],
              ...rows,
            ],
          ),
          "",
          `the command takes ${(own / loudgain).toFixed(2)} times loudgain's time and ${(own / ffmpeg).toFixed(2)} times ffmpeg's, in the process ${(warm / loudgain).toFixed(2)} and ${(warm / ffmpeg).toFixed(2)}`,
        ],
        figures: {
          inProcessSeconds: warm,
          commandSeconds: own,
          mebibytes,
          loudgainSeconds: loudgain,
          ffmpegSeconds: ffmpeg,
        },
      };
    }),
};
