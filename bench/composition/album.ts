/** An album of ten songs from fifty files, by the command line: learn, compose, render; and the same bytes twice. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, readMidi } from "../../foundation/score/index.ts";
import { type Part, table } from "../table.ts";

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort())
    hash.update(entry.slice(folder.length)).update(readFileSync(entry));
  return hash.digest("hex");
}

export const albumPart: Part = {
  name: "album",
  title: "An album of ten songs from 50 files, by the command line",
  run: async (data) => {
    const work = mkdtempSync(join(tmpdir(), "songwright-album-"));
    const run = (...words: string[]): number => {
      const start = performance.now();
      execFileSync(process.execPath, ["runtime/cli/main.ts", ...words, "--quiet"], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      return (performance.now() - start) / 1000;
    };
    try {
      const root = join(data, "scores/pop909");
      const files = readdirSync(root)
        .sort()
        .slice(0, 50)
        .map((id) => join(root, id, `${id}.mid`));
      const style = join(work, "style.json");
      const learn = run("learn", ...files, "--out", style);
      const notes = join(work, "notes");
      const compose = run("compose", "--album", "10", "--style", style, "--no-sound", "--out", notes);
      const first = join(work, "first");
      const all = run("compose", "--album", "10", "--style", style, "--out", first, "--workers", "2");
      const again = join(work, "again");
      run("compose", "--album", "10", "--style", style, "--out", again, "--workers", "1");
      const same = hashOf(first) === hashOf(again);
      const frames = readdirSync(first, { recursive: true, withFileTypes: true }).filter(
        (each) => each.name === "song.mid",
      ).length;
      const seconds = songSeconds(first);
      const render = all - compose;
      const figures = { learn, compose, render, seconds, songs: frames, same, timesRealTime: seconds / render };
      return {
        figures,
        lines: table(
          ["what", "measured", "must"],
          [
            ["learn 50 files", `${learn.toFixed(1)} s`, "5 s"],
            ["compose 10 songs", `${compose.toFixed(1)} s`, "10 s"],
            [
              `render ${(seconds / 60).toFixed(1)} minutes to stems, 2 workers`,
              `${render.toFixed(1)} s (${(seconds / render).toFixed(0)} times real time; 30 minutes: ${((1800 * render) / seconds).toFixed(0)} s)`,
              "60 s for 30 minutes",
            ],
            ["same bytes with 1 and 2 workers", same ? "yes" : "no", "yes"],
          ],
        ),
      };
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

/** Length of all songs, by their notes. */
function songSeconds(album: string): number {
  let seconds = 0;
  for (const song of readdirSync(album, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const score = readMidi(readFileSync(join(album, song.name, "song.mid")));
    seconds += createClock(score).secondsAt(score.lengthTicks);
  }
  return seconds;
}
