/** Time and memory of whole mixes: songs in many stems, beside ffmpeg decoding the same files; and songs that grow longer. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { cost } from "../master/cost.ts";
import { inFolder } from "../master/songs.ts";
import { median, type Part, table } from "../table.ts";
import { stemSongs } from "./songs.ts";

const launcher = resolve(import.meta.dirname, "../../songwright");
const RUNS = 3;

export const costPart: Part = {
  name: "speed",
  title: "Songs of 20 stems and more to mix, session, master and reports (whole command), and memory by length",
  run: async (data) => {
    const rows: (string | number)[][] = [];
    for (const { name, stems } of stemSongs(data).filter((song) => song.stems.length >= 20)) {
      await inFolder(async (folder) => {
        const runs = Array.from({ length: RUNS }, (_, at) =>
          cost([launcher, "mix", resolve(stems[0]?.path as string, ".."), "--out", join(folder, `${at}`), "--quiet"]),
        );
        const decode = stems
          .map(({ path }) => cost(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", "null", "-"]).seconds)
          .reduce((sum, each) => sum + each, 0);
        const seconds = runs.map((each) => each.seconds);
        rows.push([
          `${name}, ${stems.length} stems`,
          median(seconds),
          Math.min(...seconds),
          Math.max(...seconds),
          `${Math.max(...runs.map((each) => each.mebibytes)).toFixed(0)}`,
          decode,
        ]);
      });
    }
    const lengths: string[] = [];
    for (const minutes of [1, 10, 40]) {
      await inFolder(async (folder) => {
        const place = join(folder, "stems");
        mkdirSync(place);
        for (const hz of [110, 220, 330, 440])
          execFileSync("ffmpeg", [
            ...["-nostdin", "-v", "error", "-f", "lavfi"],
            ...["-i", `aevalsrc=0.2*sin(2*PI*${hz}*t)*exp(-3*mod(t\\,1)):s=44100:d=${60 * minutes}`],
            ...["-ac", "2", join(place, `${hz}.wav`)],
          ]);
        const run = cost([
          launcher,
          "mix",
          place,
          "--out",
          join(folder, "out"),
          "--no-master",
          "--session",
          "none",
          "--quiet",
        ]);
        lengths.push(
          `4 stems of ${minutes} min, mix alone: ${run.mebibytes.toFixed(0)} MiB, ${run.seconds.toFixed(1)} s`,
        );
      });
    }
    const head = [
      "song",
      "seconds (median)",
      "fastest",
      "slowest",
      "peak MiB",
      "ffmpeg decoding, one after the other, s",
    ];
    return { lines: [...table(head, rows), "", ...lengths], figures: { rows, lengths } };
  },
};
