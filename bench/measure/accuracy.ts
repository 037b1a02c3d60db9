/** Loudness, range and true peak of finished songs, beside meters of others and an oracle. */
import { execFileSync } from "node:child_process";
import { oracleTruePeak } from "../../foundation/sound/loudness/true-peak-oracle.testing.ts";
import { analyseFile } from "../../runtime/sound/analyse-file.ts";
import { readWhole, shortName, songsIn } from "../master/songs.ts";
import { median, type Part, table } from "../table.ts";

const output = { maxBuffer: 1 << 28, encoding: "utf8" } as const;

/** ffmpeg's ebur128 with all its decimals: its ordinary log has one. */
function ffmpegLoudness(path: string): { integrated: number; range: number } {
  const filter = "ebur128=metadata=1,ametadata=print:file=-";
  const text = execFileSync(
    "ffmpeg",
    ["-nostdin", "-v", "error", "-i", path, "-af", filter, "-f", "null", "-"],
    output,
  );
  const last = (key: string): number =>
    Number.parseFloat(text.slice(text.lastIndexOf(`${key}=`) + key.length + 1, text.lastIndexOf(`${key}=`) + 40));
  return { integrated: last("lavfi.r128.I"), range: last("lavfi.r128.LRA") };
}

/** libebur128 through loudgain. "-s s": it must never write tags into the song. */
function libebur128Loudness(path: string): { integrated: number; range: number } {
  const lines = execFileSync("loudgain", ["-s", "s", "-O", path], { ...output, stdio: ["ignore", "pipe", "ignore"] });
  const cells = lines.trim().split("\n").at(-1)?.split("\t") ?? [];
  return { integrated: Number.parseFloat(cells[1] ?? ""), range: Number.parseFloat(cells[2] ?? "") };
}

const signed = (value: number, digits = 3): string =>
  `${value >= 0 ? "+" : "\u2212"}${Math.abs(value).toFixed(digits)}`;

export const accuracyPart: Part = {
  name: "accuracy",
  title: "Loudness, range and true peak of finished songs beside others",
  run: async (data) => {
    const rows: (string | number)[][] = [];
    const errors = {
      ffmpegLu: [] as number[],
      libebur128Lu: [] as number[],
      rangeLu: [] as number[],
      peakDb: [] as number[],
    };
    for (const path of songsIn(data)) {
      const { measurement } = (await analyseFile(path)).analysis;
      const { integratedLufs, loudnessRangeLu, truePeakDbtp } = measurement;
      if (integratedLufs === null || loudnessRangeLu === null || truePeakDbtp === null) continue;
      const ffmpeg = ffmpegLoudness(path);
      const other = libebur128Loudness(path);
      const oracle = 20 * Math.log10(oracleTruePeak((await readWhole(path)).channels));
      errors.ffmpegLu.push(integratedLufs - ffmpeg.integrated);
      errors.libebur128Lu.push(integratedLufs - other.integrated);
      errors.rangeLu.push(loudnessRangeLu - ffmpeg.range);
      errors.peakDb.push(truePeakDbtp - oracle);
      rows.push([
        shortName(path),
        integratedLufs,
        signed(integratedLufs - ffmpeg.integrated),
        signed(integratedLufs - other.integrated),
        loudnessRangeLu,
        signed(loudnessRangeLu - ffmpeg.range),
        signed(loudnessRangeLu - other.range, 2),
        truePeakDbtp,
        signed(truePeakDbtp - oracle, 4),
      ]);
    }
    const most = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
    const within = (values: readonly number[], limit: number): number =>
      values.filter((value) => Math.abs(value) <= limit).length;
    const count = rows.length;
    const say = (name: string, values: readonly number[], limit: number, unit: string): string =>
      `${name}: ${within(values, limit)} of ${count} within ${limit} ${unit}; median ${median(values.map(Math.abs)).toFixed(4)}, largest ${most(values).toFixed(4)} ${unit}`;
    return {
      lines: [
        ...table(
          [
            "song",
            "LUFS",
            "less ffmpeg",
            "less libebur128",
            "range LU",
            "less ffmpeg",
            "less libebur128 (hops 1 s)",
            "dBTP",
            "less 64x oracle",
          ],
          rows,
        ),
        "",
        say("integrated against ffmpeg", errors.ffmpegLu, 0.02, "LU"),
        say("integrated against libebur128 (two decimals)", errors.libebur128Lu, 0.02, "LU"),
        say("range against ffmpeg", errors.rangeLu, 0.2, "LU"),
        say("true peak against the oracle", errors.peakDb, 0.05, "dB"),
      ],
      figures: {
        songs: count,
        largestAgainstFfmpegLu: most(errors.ffmpegLu),
        largestAgainstLibebur128Lu: most(errors.libebur128Lu),
        largestRangeLu: most(errors.rangeLu),
        largestPeakDb: most(errors.peakDb),
      },
    };
  },
};
