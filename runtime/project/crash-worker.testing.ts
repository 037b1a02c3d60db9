/**
 * A program that works on a project until it is killed: saves, jobs, imports, exports, in a seeded order. What it was
 * told is lasting it says on its output, a line each: that has to be there afterwards.
 *
 *   node crash-worker.testing.ts FOLDER SEED
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../foundation/statistics/random.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { createSound } from "../codecs/create-sound.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { openJobs } from "../jobs/sqlite-jobs.ts";
import { statementText } from "./crash-run.testing.ts";
import { moveInto, unfinishedPath, writeWhole } from "./files.ts";
import { openHistory } from "./plan-history.ts";

const [folder = "", seed = "0"] = process.argv.slice(2);
const random = createRandom(Number(seed));
const LINE = "mixes/plan.json";
const MOST_JOBS = 2;
const MOST_IMPORTS = 3;

const tell = (what: string, number: number): void => void process.stdout.write(`${what} ${number}\n`);
const history = openHistory(folder);
await history.adopt();
const engine = openJobs(join(folder, ".songwright", "jobs.sqlite"));
runJobs(engine, 1, folder);
const counts = { saved: 0, accepted: 0, imported: 0, exported: 0 };
tell("ready", 0);

async function save(): Promise<void> {
  const standing = await history.present(LINE);
  if (standing === null) throw new Error("the plan is gone");
  const next = counts.saved + 1;
  await history.change(LINE, standing.version.id, [{ id: "pan@guitar", change: { kind: "value", value: next } }]);
  counts.saved = next;
  tell("saved", next);
}

function accept(): void {
  const next = counts.accepted + 1;
  const words = ["measure", "tone.wav", "--report", `reports/measured-${next}.html`];
  const { id } = engine.enqueue({ kind: "verb", key: `job ${next}`, input: { words, folder } });
  counts.accepted = next;
  tell("accepted", id);
}

async function importOne(): Promise<void> {
  const next = counts.imported + 1;
  const path = join(folder, "data", `statement-${next}.tsv`);
  writeFileSync(path, statementText(next));
  const { code, err } = await runWords(folder, ["import", path, "--project", "."]);
  if (code !== 0) throw new Error(err);
  counts.imported = next;
  tell("imported", next);
}

async function exportOne(): Promise<void> {
  const next = counts.exported + 1;
  await writeWhole(
    join(folder, "reports", "list.json"),
    JSON.stringify({ next, rows: new Array(20_000).fill(next) }),
    true,
  );
  const path = join(folder, "masters", `master-${next}.wav`);
  const part = unfinishedPath(path);
  const sink = await createSound(part, { container: "wav", sampleRate: 48_000, channelCount: 2 });
  for (let n = 0; n < 10; n++) await sink.write([new Float32Array(4800).fill(0.1), new Float32Array(4800).fill(0.1)]);
  await sink.finish();
  await moveInto(part, path, true);
  counts.exported = next;
  tell("exported", next);
}

for (;;) {
  const drawn = random.uniform();
  if (drawn < 0.55) await save();
  else if (drawn < 0.65 && counts.accepted < MOST_JOBS) accept();
  else if (drawn < 0.75 && counts.imported < MOST_IMPORTS) await importOne();
  else await exportOne();
}
