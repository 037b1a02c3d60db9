/** The mix heard live in the browser: 28 stems of four minutes, their chains and the mixer in real time. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleStem, STEM_NAMES } from "../../foundation/sound/example/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "../../runtime/cli/run-words.testing.ts";
import type {} from "../../studio/e2e/lab/lab.ts";
import type { LiveFigures } from "../../studio/e2e/lab/live-figures.ts";
import { buildLab } from "../../studio/e2e/lab.testing.ts";
import { openTestStudio } from "../../studio/e2e/studio.testing.ts";
import { type Part, table } from "../table.ts";

const STEMS = 28;
const SECONDS = 240;
const PLAYED_SECONDS = 70;

export const parts: readonly Part[] = [
  {
    name: "mix",
    title: `The mix live in Chromium: ${STEMS} stems of ${SECONDS} s`,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "songwright-live-"));
      try {
        writeStems(folder);
        const words = ["mix", "stems", "--out", "mixes", "--no-master", "--session", "none"];
        const { code, err } = await runWords(folder, words);
        if (code !== 0) throw new Error(err);
        const studio = await openTestStudio(folder, await buildLab());
        try {
          const page = await studio.window();
          const watcher = watchMemory();
          const live: LiveFigures = await page.evaluate(
            ([id, seconds]) => window.lab.live(id as string, seconds as number),
            [studio.id, PLAYED_SECONDS] as const,
          );
          const memoryMiB = watcher.stop();
          const fader = [...live.faderMs].sort((a, b) => a - b);
          const lines = table(
            ["figure", "measured", "must"],
            [
              ["stems", String(live.stems), "28"],
              ["first sound after play", `${live.firstSoundMs.toFixed(0)} ms`, "1,500 ms"],
              ["a fader heard, median", `${(fader[Math.floor(fader.length / 2)] ?? 0).toFixed(0)} ms`, ""],
              ["a fader heard, slowest of 8", `${(fader.at(-1) ?? 0).toFixed(0)} ms`, "100 ms"],
              ["of the sound card, not in these", `${live.outputLatencyMs.toFixed(0)} ms`, ""],
              [`drop-outs in ${live.seconds.toFixed(0)} s`, `${live.missed} of 2.7 ms`, "0"],
              ["rendering over real time, at most", live.load.toFixed(2), ""],
              ["memory of the tab's process, at most", `${memoryMiB.toFixed(0)} MiB`, "400 MiB"],
            ],
          );
          return { lines, figures: { ...live, memoryMiB } };
        } finally {
          await studio.close();
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];

/** The example's stems four times over, each time later and of another level, round and round for four minutes. */
function writeStems(folder: string): void {
  mkdirSync(join(folder, "stems"));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/1", title: "Large", artist: "Bench", mixes: ["mixes/mix.wav"] }),
  );
  for (let n = 0; n < STEMS - 1; n++) {
    const name = STEM_NAMES[n % STEM_NAMES.length] as (typeof STEM_NAMES)[number];
    const { channels, sampleRate } = exampleStem(name, 1);
    const gain = 0.7 * 0.8 ** Math.floor(n / STEM_NAMES.length);
    const later = Math.floor(n / STEM_NAMES.length) * sampleRate * 3;
    const random = createRandom(n);
    writeWav(join(folder, "stems", `${name} ${Math.floor(n / STEM_NAMES.length) + 1}.wav`), sampleRate, (f, c) => {
      const source = channels[Math.min(c, channels.length - 1)] as Float32Array;
      return gain * (source[(f + later) % source.length] as number) + random.uniform(-2e-5, 2e-5);
    });
  }
  // Whose fader is moved: it is always there, so that its going is not taken for a rest of the music.
  writeWav(join(folder, "stems", "tone.wav"), 48_000, (f) => 0.5 * Math.sin((2 * Math.PI * 3000 * f) / 48_000));
}

function writeWav(path: string, sampleRate: number, sample: (frame: number, channel: number) => number): void {
  const frames = SECONDS * sampleRate;
  const bytes = Buffer.alloc(44 + frames * 4);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + frames * 4, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(frames * 4, 40);
  for (let f = 0; f < frames; f++)
    for (let c = 0; c < 2; c++)
      bytes.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, sample(f, c)))), 44 + f * 4 + c * 2);
  writeFileSync(path, bytes);
}

/** The largest resident set of Chromium's tab processes while it is watched, MiB. */
function watchMemory(): { stop(): number } {
  let most = 0;
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        if (!line.includes("--type=renderer")) continue;
        const anonymous = Number(/^RssAnon:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
        const shared = Number(/^RssShmem:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
        most = Math.max(most, (anonymous + shared) / 1024);
      } catch {
        // It ended meanwhile.
      }
    }
  };
  const timer = setInterval(look, 250);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}
