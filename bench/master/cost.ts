/** Time, memory and sameness of whole commands. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { median, type Part, table } from "../table.ts";
import { inFolder, songsIn } from "./songs.ts";

const launcher = resolve(import.meta.dirname, "../../songwright");

/** Wall seconds and peak resident MiB of one command, as its parent sees them (wait4's rusage through GNU time's maths). */
export function cost(words: readonly string[]): { seconds: number; mebibytes: number } {
  const script =
    "import resource,subprocess,sys,time\nt=time.monotonic()\nr=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)\n" +
    "if r.returncode: sys.exit(r.stderr.decode())\nprint(time.monotonic()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
  const result = spawnSync("python3", ["-c", script, ...words], { encoding: "utf8" });
  if (result.status !== 0) throw new Error(result.stderr);
  const [seconds, kibibytes] = result.stdout.trim().split(" ").map(Number) as [number, number];
  return { seconds, mebibytes: kibibytes / 1024 };
}

/** A song cut or repeated to `seconds` as 16-bit stereo WAV at 44.1 kHz. */
export function wavOf(
  song: string,
  seconds: number,
  to: string,
  format: readonly string[] = ["-c:a", "pcm_s16le", "-ar", "44100"],
): void {
  execFileSync("ffmpeg", [
    "-nostdin",
    "-v",
    "error",
    "-y",
    "-stream_loop",
    "-1",
    "-i",
    song,
    "-t",
    `${seconds}`,
    "-ac",
    "2",
    ...format,
    to,
  ]);
}

function filesHash(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

export const costParts: readonly Part[] = [
  {
    name: "speed",
    title: "A song of 240 s with a reference, WAV 16 in, WAV 24 and report out (whole command)",
    run: async (data) =>
      inFolder(async (folder) => {
        const songs = songsIn(data);
        const song = join(folder, "song.wav");
        const reference = join(folder, "reference.wav");
        wavOf(songs[0] as string, 240, song);
        wavOf(songs[1] as string, 240, reference);
        const words = [
          launcher,
          "master",
          song,
          "--reference",
          reference,
          "--out",
          join(folder, "out"),
          "--force",
          "--json",
        ];
        cost(words);
        const runs = Array.from({ length: 5 }, () => cost(words));
        const peers = Array.from({ length: 3 }, () =>
          cost([
            "ffmpeg",
            "-nostdin",
            "-y",
            "-i",
            song,
            "-af",
            "loudnorm=I=-14:TP=-1:LRA=11",
            "-ar",
            "44100",
            "-c:a",
            "pcm_s24le",
            join(folder, "loudnorm.wav"),
          ]),
        );
        const meters = Array.from({ length: 3 }, () => cost(["loudgain", "-s", "s", "-O", song]));
        const meter = median(meters.map((run) => run.seconds));
        const seconds = median(runs.map((run) => run.seconds));
        const peer = median(peers.map((run) => run.seconds));
        const mebibytes = Math.max(...runs.map((run) => run.mebibytes));
        return {
          lines: [
            ...table(
              ["command", "seconds (median of 5)", "fastest", "slowest", "peak MiB"],
              [
                [
                  "songwright master --reference",
                  seconds,
                  Math.min(...runs.map((r) => r.seconds)),
                  Math.max(...runs.map((r) => r.seconds)),
                  mebibytes.toFixed(0),
                ],
                [
                  "ffmpeg loudnorm, one pass",
                  peer,
                  Math.min(...peers.map((r) => r.seconds)),
                  Math.max(...peers.map((r) => r.seconds)),
                  Math.max(...peers.map((r) => r.mebibytes)).toFixed(0),
                ],
              ],
            ),
            "",
            `${(seconds / peer).toFixed(2)} times loudnorm's time and ${(seconds / meter).toFixed(2)} times that of loudgain measuring the song (${meter.toFixed(2)} s) in the same run`,
          ],
          figures: { seconds, mebibytes, loudnormSeconds: peer, loudgainSeconds: meter },
        };
      }),
  },
  {
    name: "long",
    title: "A file of 60 minutes, 44.1 kHz, 16 bits",
    run: async (data) =>
      inFolder(async (folder) => {
        const song = join(folder, "hour.wav");
        wavOf(songsIn(data)[0] as string, 3600, song);
        const run = cost([launcher, "master", song, "--loudness", "-14", "--out", join(folder, "out"), "--json"]);
        return {
          lines: [`${run.seconds.toFixed(1)} s, peak ${run.mebibytes.toFixed(0)} MiB`],
          figures: run,
        };
      }),
  },
  {
    name: "same",
    title: "The same input with 1 and 2 workers, twice",
    run: async (data) =>
      inFolder(async (folder) => {
        const [song, reference] = songsIn(data).slice(1, 3) as [string, string];
        const hashes = ["1", "2", "1", "2"].map((workers, at) => {
          const out = join(folder, "out");
          rmSync(out, { recursive: true, force: true });
          mkdirSync(out);
          execFileSync(launcher, [
            "master",
            song,
            "--reference",
            reference,
            "--formats",
            "wav24,flac24,wav16@48000",
            "--workers",
            workers,
            "--out",
            out,
            "--quiet",
          ]);
          const hash = filesHash(out);
          return `run ${at + 1}, ${workers} worker${workers === "1" ? "" : "s"}: ${hash}`;
        });
        const same = new Set(hashes.map((line) => line.split(": ")[1])).size === 1;
        return { lines: [...hashes, same ? "identical: audio, plan and report" : "NOT identical"], figures: { same } };
      }),
  },
];
