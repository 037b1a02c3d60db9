/** Lossy deliveries, decoded to float by ffmpeg: nothing over full scale. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { oracleTruePeak } from "../../foundation/sound/loudness/true-peak-oracle.testing.ts";
import { parseFormat } from "../../runtime/master/formats.ts";
import { masterSong } from "../../runtime/master/master-song.ts";
import { plainRequest } from "../../runtime/master/plain-request.testing.ts";
import { type Part, table } from "../table.ts";
import { inFolder, loudnessTarget, readWhole, shortName, songsIn } from "./songs.ts";

const FORMATS = ["mp3-128", "aac-128", "opus-96"];

export const lossyPart: Part = {
  name: "lossy",
  title: "Lossy deliveries at -14 LUFS, decoded to float (true peak, dBTP)",
  run: async (data) => {
    const rows: (string | number)[][] = [];
    const ours: number[] = [];
    const untouched: number[] = [];
    for (const path of songsIn(data)) {
      await inFolder(async (out) => {
        const request = { ...plainRequest, workers: 2, path, out, targets: [loudnessTarget(-14)], maxLimitingDb: 30 };
        const { deliveries } = await masterSong({ ...request, formats: FORMATS.map(parseFormat) });
        const { deliveries: lossless } = await masterSong(request);
        const row: (string | number)[] = [shortName(path)];
        for (const { path: file, format, ceilingDbtp } of deliveries) {
          const peak = await decodedPeakDb(file, out);
          ours.push(peak);
          const plain = join(out, `plain.${format.extension}`);
          encode(lossless[0]?.path as string, plain, format.name);
          const naive = await decodedPeakDb(plain, out);
          untouched.push(naive);
          row.push(peak, ceilingDbtp, naive);
        }
        rows.push(row);
      });
    }
    const over = (values: readonly number[]): number => values.filter((value) => value > 0).length;
    return {
      lines: [
        ...table(["song", ...FORMATS.flatMap((name) => [name, "its ceiling", "untouched -1 dBTP master"])], rows),
        "",
        `over 0 dBTP: ${over(ours)} of ${ours.length}; of the lossless -1 dBTP master encoded as it is: ${over(untouched)} of ${untouched.length}`,
      ],
      figures: { over: over(ours), untouchedOver: over(untouched), cases: ours.length },
    };
  },
};

function encode(from: string, to: string, name: string): void {
  const [kind, kilobits] = name.split("-") as [string, string];
  const codec = { mp3: ["libmp3lame"], aac: ["aac"], opus: ["libopus", "-ar", "48000"] }[kind] as string[];
  execFileSync("ffmpeg", [
    "-nostdin",
    "-v",
    "error",
    "-y",
    "-i",
    from,
    "-map",
    "0:a",
    "-c:a",
    ...codec,
    "-b:a",
    `${kilobits}k`,
    to,
  ]);
}

/** ffmpeg's own decoder, to float: independent of ours. */
async function decodedPeakDb(path: string, folder: string): Promise<number> {
  const wav = join(folder, "decoded.wav");
  execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", path, "-c:a", "pcm_f32le", wav]);
  return 20 * Math.log10(oracleTruePeak((await readWhole(wav)).channels));
}
