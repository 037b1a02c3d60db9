import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { createSound } from "../codecs/create-sound.ts";
import { removeUnfinished } from "../project/unfinished-files.ts";
import type { JobEngine } from "./job-engine.ts";
import { conformance } from "./jobs.conformance.testing.ts";
import { runJobs } from "./run-jobs.ts";
import { openJobs } from "./sqlite-jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-jobs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

describe("jobs in SQLite", () => {
  conformance(() => {
    const path = join(folder, `${files++}.sqlite`);
    let clock = 1_000_000;
    const now = (): number => clock;
    return {
      engine: openJobs(path, now),
      reopen: () => openJobs(path, now),
      wait: (ms) => {
        clock += ms;
      },
    };
  });

  test("a file of a newer version is refused politely", () => {
    const path = join(folder, "newer.sqlite");
    const database = new DatabaseSync(path);
    database.exec("pragma user_version = 99");
    database.close();
    expect(() => openJobs(path)).toThrow(/newer Songwright.*update first/);
  });
});

/** A sound of some seconds, to be measured. */
async function sound(name: string, seconds: number): Promise<string> {
  const path = join(folder, name);
  const sink = await createSound(path, { container: "wav", sampleRate: 48_000, channelCount: 2 });
  const block = Float32Array.from({ length: 48_000 }, (_, t) => 0.3 * Math.sin(t / 20));
  for (let at = 0; at < seconds; at++) await sink.write([block.slice(), block.slice()]);
  await sink.finish();
  return path;
}

const ended = async (engine: JobEngine, id: number, timeout = 20_000): Promise<void> => {
  await expect.poll(() => engine.job(id)?.endedAt ?? null, { timeout, interval: 20 }).not.toBeNull();
};

test("a verb is done in a process: its document is the result, what is wrong is told", async () => {
  const engine = openJobs(join(folder, "verbs.sqlite"));
  const workers = runJobs(engine, 2);
  const path = await sound("short.wav", 4);
  const good = engine.enqueue({ kind: "verb", key: "good", input: { words: ["measure", path], folder } });
  writeFileSync(join(folder, "no.wav"), "no sound");
  const bad = engine.enqueue({ kind: "verb", key: "bad", input: { words: ["measure", "no.wav"], folder } });
  await ended(engine, good.id);
  await ended(engine, bad.id);
  expect(JSON.stringify(engine.job(good.id)?.result)).toContain("integratedLufs");
  expect(engine.job(bad.id)).toMatchObject({ state: "failed", error: { code: 3 } });
  await workers.stop();
  engine.close();
}, 40_000);

test("cancelling takes effect within 200 ms of the worker's hearing, and nothing half made is left", async () => {
  const engine = openJobs(join(folder, "cancel.sqlite"));
  const workers = runJobs(engine, 1);
  const path = await sound("long.wav", 240);
  const out = join(folder, "cancelled");
  const job = engine.enqueue({ kind: "verb", key: "long", input: { words: ["master", path, "--out", out], folder } });
  await expect
    .poll(() => engine.job(job.id)?.progress?.doing ?? null, { timeout: 20_000, interval: 20 })
    .not.toBeNull();
  expect(engine.job(job.id)?.progress?.total).toBeGreaterThan(0);
  const asked = performance.now();
  engine.cancel(job.id);
  await ended(engine, job.id);
  const took = performance.now() - asked;
  expect(engine.job(job.id)?.state).toBe("cancelled");
  // 80 ms to hear of it, 60 to stop by itself, then it is ended; on a loaded machine timers come late.
  expect(took).toBeLessThan(1000);
  expect(existsSync(join(out, "long.master.wav"))).toBe(false);
  await workers.stop();
  engine.close();
}, 60_000);

test("kill -9 of the process that works: another takes the job up and does it once", async () => {
  const path = join(folder, "killed.sqlite");
  const engine = openJobs(path);
  const song = await sound("song.wav", 60);
  const out = join(folder, "masters");
  const job = engine.enqueue({ kind: "verb", key: "m", input: { words: ["master", song, "--out", out], folder } });
  const script = join(folder, "worker.ts");
  const here = import.meta.dirname;
  writeFileSync(
    script,
    `import { openJobs } from ${JSON.stringify(join(here, "sqlite-jobs.ts"))};\nimport { runJobs } from ${JSON.stringify(join(here, "run-jobs.ts"))};\nrunJobs(openJobs(${JSON.stringify(path)}), 1);\n`,
  );
  const child = spawn(process.execPath, [script], { stdio: "ignore" });
  await expect.poll(() => engine.job(job.id)?.progress ?? null, { timeout: 30_000, interval: 20 }).not.toBeNull();
  child.kill("SIGKILL");
  expect(engine.job(job.id)?.state).toBe("running");
  const workers = runJobs(engine, 1);
  await ended(engine, job.id, 60_000);
  expect(engine.job(job.id)).toMatchObject({ state: "done", attempt: 2 });
  expect(engine.jobs().length).toBe(1);
  await workers.stop();
  engine.close();
}, 120_000);

test("kill -9 of a studio with one job under way and one waiting: both are done after the restart, once", async () => {
  const project = join(folder, "studio");
  const [long, short] = [await sound("long-one.wav", 45), await sound("short-one.wav", 3)];
  mkdirSync(join(project, ".songwright"), { recursive: true });
  const path = join(project, ".songwright", "jobs.sqlite");
  const engine = openJobs(path);
  const words = ["master", `--out=${join(project, "masters")}`, "--", long];
  const running = engine.enqueue({ kind: "verb", key: "long", input: { words, folder } });
  const waiting = engine.enqueue({ kind: "verb", key: "short", input: { words: ["measure", short], folder } });
  const script = join(folder, "studio.ts");
  const here = import.meta.dirname;
  writeFileSync(
    script,
    `import { openJobs } from ${JSON.stringify(join(here, "sqlite-jobs.ts"))};\nimport { runJobs } from ${JSON.stringify(join(here, "run-jobs.ts"))};\nrunJobs(openJobs(${JSON.stringify(path)}), 1);\n`,
  );
  const child = spawn(process.execPath, [script], { stdio: "ignore" });
  await expect.poll(() => engine.job(running.id)?.progress ?? null, { timeout: 30_000, interval: 20 }).not.toBeNull();
  child.kill("SIGKILL");
  // What it was doing ends with it, and does not write beside the one that takes it up.
  await expect.poll(() => verbProcesses(long), { timeout: 3000 }).toBe(0);
  expect(engine.job(running.id)?.state).toBe("running");
  expect(engine.job(waiting.id)?.state).toBe("queued");
  const workers = runJobs(engine, 2);
  await ended(engine, running.id, 60_000);
  await ended(engine, waiting.id, 60_000);
  expect(engine.job(running.id)).toMatchObject({ state: "done", attempt: 2, interrupted: true });
  expect(engine.job(waiting.id)).toMatchObject({ state: "done", attempt: 1, interrupted: false });
  expect(engine.jobs().length).toBe(2);
  expect(readdirSync(join(project, "masters")).filter((name) => name.endsWith(".master.wav"))).toHaveLength(1);
  removeUnfinished(project, null);
  expect(readdirSync(join(project, "masters")).filter((name) => name.endsWith(".part"))).toEqual([]);
  await workers.stop();
  engine.close();
}, 120_000);

/** Processes of verbs that have the file open. */
function verbProcesses(file: string): number {
  if (process.platform !== "linux") return 0;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
        return words.includes("verb-process") && open.includes(file);
      } catch {
        return false;
      }
    }).length;
}
