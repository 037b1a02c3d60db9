/** Loudness delivered and true peak kept, measured on the files by instruments of others and an oracle of 64 times. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { masterSong } from "../../runtime/master/master-song.ts";
import { plainRequest } from "../../runtime/master/plain-request.testing.ts";
import { median, type Part, table } from "../table.ts";
import { oracleTruePeakDb } from "./oracle.ts";
import { inFolder, loudnessTarget, shortName, songsIn } from "./songs.ts";

const TARGETS = [-9, -11, -14, -16, -23];

export const loudnessParts: readonly Part[] = [
  {
    name: "loudness",
    title: "Loudness delivered and true peak, 24-bit WAV, ceiling -1 dBTP",
    run: async (data) => {
      const rows: (string | number)[][] = [];
      const errors: number[] = [];
      const overs: number[] = [];
      let stopped = 0;
      let stopErrors = 0;
      for (const path of songsIn(data)) {
        await inFolder(async (out) => {
          const request = {
            ...plainRequest,
            workers: 2,
            path,
            out,
            targets: TARGETS.map((lufs) => loudnessTarget(lufs)),
          };
          const { deliveries } = await masterSong({ ...request, maxLimitingDb: 30 });
          const row: (string | number)[] = [shortName(path)];
          for (const [at, delivery] of deliveries.entries()) {
            const measured = ffmpegLoudness(delivery.path);
            const error = measured - (TARGETS[at] as number);
            errors.push(Math.abs(error));
            overs.push((await oracleTruePeakDb(delivery.path)) + 1);
            row.push(`${error >= 0 ? "+" : ""}${error.toFixed(2)}`);
            rmSync(delivery.path);
          }
          row.push(Math.max(...overs.slice(-TARGETS.length)).toFixed(3));
          const usual = await masterSong(request);
          const stops = usual.deliveries.filter(({ solution }) => !solution.reached);
          stopped += stops.length;
          for (const [at, { solution, analysis }] of usual.deliveries.entries()) {
            const error = Math.abs((analysis.measurement.integratedLufs ?? 0) - (TARGETS[at] as number));
            if (solution.reached && error > 0.1) stopErrors++;
          }
          row.push(stops.length === 0 ? "none" : stops.map(({ target }) => target.replace("lufs", "\u2212")).join(" "));
          rows.push(row);
        });
      }
      const head = [
        "song",
        ...TARGETS.map((t) => `${t} LUFS`),
        "largest peak over ceiling, dB",
        "stops by default (6 dB)",
      ];
      const within = errors.filter((error) => error <= 0.1).length;
      return {
        lines: [
          ...table(head, rows),
          "",
          `within 0.1 LU (as ffmpeg ebur128 reads the file): ${within} of ${errors.length}; median error ${median(errors).toFixed(3)}, largest ${Math.max(...errors).toFixed(3)} LU`,
          `true peak at or under the ceiling (64x oracle): ${overs.filter((over) => over <= 0).length} of ${overs.length}; nearest ${Math.max(...overs).toFixed(4)} dB`,
          `with the default of 6 dB limiting: ${stopped} of ${errors.length} stop and say so; ${stopErrors} others are off by more than 0.1 LU`,
        ],
        figures: {
          within,
          cases: errors.length,
          largestErrorLu: Math.max(...errors),
          nearestToCeilingDb: Math.max(...overs),
          stopped,
          stopErrors,
        },
      };
    },
  },
];

/** Integrated loudness by ffmpeg's ebur128, with all its decimals. */
export function ffmpegLoudness(path: string): number {
  const text = execFileSync(
    "ffmpeg",
    [
      "-nostdin",
      "-v",
      "error",
      "-i",
      path,
      "-af",
      "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-",
      "-f",
      "null",
      "-",
    ],
    { maxBuffer: 1 << 28 },
  ).toString();
  return Number(/lavfi\.r128\.I=(-?[\d.]+)\s*$/.exec(text)?.[1]);
}
