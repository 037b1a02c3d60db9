/** A project's program killed with -9 at a moment drawn by chance, and what is there afterwards. */
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeDecision, makePlan, planText } from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { openJobs } from "../jobs/sqlite-jobs.ts";
import { openStore } from "../store/project-store.ts";
import { openHistory } from "./plan-history.ts";
import { removeUnfinished } from "./unfinished-files.ts";

export interface CrashReport {
  /** What had been told was lasting, and was not there. */
  readonly lost: readonly string[];
  /** Files that are neither the old nor the new. */
  readonly torn: readonly string[];
  /** Jobs and statements that are there twice. */
  readonly doubled: readonly string[];
  /** Opening all of it again, milliseconds. */
  readonly recoveryMs: number;
  /** What was under way: the last lines. */
  readonly told: Readonly<Record<string, number>>;
}

const ROWS = 60;
const WORKER = fileURLToPath(new URL("./crash-worker.testing.ts", import.meta.url));
const LEAST_MS = 5;
const MOST_MS = 1200;
const JOBS_MS = 30_000;

/** The nth statement of a made-up distributor: ROWS records of n streams each. */
export function statementText(n: number): string {
  const head =
    "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)";
  const month = `2025-${String(n).padStart(2, "0")}`;
  const rows = Array.from({ length: ROWS }, () =>
    [
      `${month}-28`,
      month,
      "Spotify",
      "Me",
      "Song",
      "QZSWR2600001",
      "198000000110",
      n,
      100,
      "Song",
      "US",
      0,
      "0.01",
    ].join("\t"),
  );
  return `${[head, ...rows].join("\n")}\n`;
}

export async function crashRun(seed: number): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), "songwright-crash-"));
  try {
    await prepare(folder);
    const told = await killAtRandom(folder, seed);
    return await examine(folder, told);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string): Promise<void> {
  for (const name of ["mixes", "masters", "data", "reports"]) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, "release.json"),
    JSON.stringify({ schema: "songwright.release/1", title: "T", artist: "A" }),
  );
  const plan = makePlan({
    craft: "mix",
    version: "0.1.0",
    material: [],
    seed: 1,
    brief: {},
    decisions: [makeDecision({ id: "pan@guitar", what: "Pan: guitar", value: 0 })],
  });
  writeFileSync(join(folder, "mixes", "plan.json"), planText(plan));
  const sink = await createSound(join(folder, "tone.wav"), { container: "wav", sampleRate: 48_000, channelCount: 1 });
  await sink.write([Float32Array.from({ length: 48_000 }, (_, t) => 0.3 * Math.sin(t / 20))]);
  await sink.finish();
}

interface Told {
  readonly saved: number;
  readonly accepted: readonly number[];
  readonly imported: number;
  readonly exported: number;
}

/** From when it is ready, after a time whose logarithm is even: short ones are as likely as long ones. */
async function killAtRandom(folder: string, seed: number): Promise<Told> {
  const random = createRandom(seed).split("moment");
  const child = spawn(process.execPath, [WORKER, folder, String(seed)], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const wait = LEAST_MS * (MOST_MS / LEAST_MS) ** random.uniform();
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (out === "") setTimeout(() => child.kill("SIGKILL"), wait);
      out += text;
    });
    child.once("close", (code, signal) =>
      signal === "SIGKILL" ? resolve() : reject(new Error(`it ended by itself (${code}): ${err}`)),
    );
  });
  // A line that is not whole was not told.
  const lines = out.slice(0, out.lastIndexOf("\n") + 1).split("\n");
  const numbers = (word: string): number[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.split(" ")[1]));
  return {
    saved: numbers("saved").at(-1) ?? 0,
    accepted: numbers("accepted"),
    imported: numbers("imported").at(-1) ?? 0,
    exported: numbers("exported").at(-1) ?? 0,
  };
}

async function examine(folder: string, told: Told): Promise<CrashReport> {
  const lost: string[] = [];
  const torn: string[] = [];
  const doubled: string[] = [];
  const begun = performance.now();
  removeUnfinished(folder, null);
  const history = openHistory(folder);
  await history.adopt();
  const engine = openJobs(join(folder, ".songwright", "jobs.sqlite"));
  (await openStore(folder)).close();
  const recoveryMs = performance.now() - begun;

  const present = await history.present("mixes/plan.json");
  const pan = present?.plan.decisions[0]?.value as number;
  if (!(pan === told.saved || pan === told.saved + 1)) lost.push(`saved ${told.saved}, there is ${pan}`);
  for (const version of history.rows.versions(null, 10_000))
    await history.plan(version.id).catch((error: Error) => torn.push(error.message));
  history.close();

  for (const path of filesOf(folder)) if (!isWhole(path)) torn.push(path);
  for (let n = 1; n <= told.exported; n++)
    if (!existsSync(join(folder, "masters", `master-${n}.wav`))) lost.push(`master ${n}`);

  // What was imported changes nothing when it comes again, and the sum is that of all of it, once.
  for (let n = 1; n <= told.imported + 1; n++) {
    const path = join(folder, "data", `statement-${n}.tsv`);
    if (!existsSync(path)) continue;
    writeFileSync(path, statementText(n));
    const { out } = await runWords(folder, ["import", path, "--project", ".", "--json"]);
    const status = (JSON.parse(out) as { files: { tables: { status: string }[] }[] }).files[0]?.tables[0]?.status;
    if (n <= told.imported && status !== "unchanged") lost.push(`statement ${n}: ${status}`);
  }
  const store = await openStore(folder);
  const rows = await store.facts.rows("select count(*) as n, sum(quantity) as streams from facts");
  const active = store.state.statements().filter(({ active: is }) => is === 1).length;
  store.close();
  const [{ n, streams } = { n: 0, streams: 0 }] = rows as { n: number | bigint; streams: number | bigint | null }[];
  const expected = (active * (active + 1)) / 2;
  if (Number(n) !== active * ROWS || Number(streams ?? 0) !== expected * ROWS)
    doubled.push(`${active} statements, ${n} facts, ${streams} streams`);

  const workers = runJobs(engine, 2, folder);
  const until = performance.now() + JOBS_MS;
  const states = (): string[] => told.accepted.map((id) => engine.job(id)?.state ?? "gone");
  while (states().some((state) => state === "queued" || state === "running") && performance.now() < until)
    await new Promise((done) => setTimeout(done, 20));
  for (const [at, state] of states().entries()) if (state !== "done") lost.push(`job ${told.accepted[at]}: ${state}`);
  const keys = engine.jobs(100).map(({ key }) => key);
  if (new Set(keys).size !== keys.length) doubled.push(`jobs ${keys.join(", ")}`);
  await workers.stop();
  engine.close();
  const { accepted, ...others } = told;
  return { lost, torn, doubled, recoveryMs, told: { ...others, accepted: accepted.length } };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/.songwright/"));
}

/** JSON that parses, WAV as long as it says, pages that are closed; nothing that was left unfinished. */
function isWhole(path: string): boolean {
  if (path.endsWith(".part")) return false;
  if (path.endsWith(".json")) return parses(readFileSync(path, "utf8"));
  if (path.endsWith(".html")) return readFileSync(path, "utf8").trimEnd().endsWith("</html>");
  if (path.endsWith(".wav")) return readFileSync(path).readUInt32LE(4) + 8 === statSync(path).size;
  return true;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
