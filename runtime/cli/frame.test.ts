import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FormatError, InputError, NeedError } from "../../foundation/plan/errors.ts";
import { checkpoint } from "../../foundation/plan/run.ts";
import { QuestionsError } from "./exit-codes.ts";
import { runCommandLine, runVerb, type Surroundings } from "./frame.ts";
import { type Context, defineVerb, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

interface World extends Surroundings {
  readonly outText: () => string;
  readonly errText: () => string;
}

function world(change: Partial<Surroundings> = {}): World {
  let out = "";
  let err = "";
  let clock = 0;
  return {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    columns: 80,
    folder: tmpdir(),
    signal: new AbortController().signal,
    now: () => {
      clock += 600;
      return clock;
    },
    ...change,
    outText: () => out,
    errText: () => err,
  };
}

function verbThat(perform: (context: Context) => Promise<void>): Verb {
  return defineVerb({
    name: "try",
    craft: "all",
    summary: "for tests",
    material: { shown: "FILE...", kind: "path", min: 0, max: Number.POSITIVE_INFINITY },
    standard: ["out", "force", "plan", "dry-run", "seed", "workers"],
    options: {},
    example: "songwright try",
    perform,
  });
}

async function ends(error: unknown, words: string[] = []): Promise<{ code: number; err: string; out: string }> {
  const around = world();
  const code = await runVerb(
    verbThat(() => Promise.reject(error)),
    words,
    around,
  );
  return { code, err: around.errText(), out: around.outText() };
}

// The exit codes that the command line promises (README.md): scripts depend on them.
test.each([
  ["a damaged file", new FormatError("WAV", 12, '"fmt "', "end of file"), 3, "WAV at byte 12: expected"],
  ["a plan that is not one", new InputError("$.seed", "a whole number", '"x"'), 3, "$.seed"],
  [
    "a wrong option value",
    new InputError("--ceiling", "-20 to 0 dBTP", "3"),
    2,
    "--ceiling: expected -20 to 0 dBTP, given 3",
  ],
  [
    "a missing program",
    new NeedError("ffmpeg, to read AAC,", "sudo apt-get install ffmpeg"),
    4,
    "sudo apt-get install ffmpeg",
  ],
  ["questions", new QuestionsError([]), 5, ""],
  ["Ctrl-C", new DOMException("stopped", "AbortError"), 130, "cancelled"],
  ["anything else", new TypeError("x is not a function"), 1, "This is a bug in Songwright"],
])("%s ends with its own exit code and words", async (_, error, expected, words) => {
  const { code, err, out } = await ends(error);
  expect(code).toBe(expected);
  expect(err).toContain(words);
  if (expected !== 5) expect(out).toBe("");
});

test("with --json a failed run is one JSON document too", async () => {
  const { out } = await ends(new FormatError("WAV", 12, "a", "b"), ["--json"]);
  expect(JSON.parse(out)).toEqual({
    error: {
      kind: "format",
      message: "WAV at byte 12: expected a, found b",
      format: "WAV",
      offset: 12,
      expected: "a",
      found: "b",
    },
  });
});

test("several files, one bad: the good are done, the bad listed, exit 3", async () => {
  const around = world();
  const verb = verbThat(async (context) => {
    const result = await context.each(context.material, async (path) => {
      if (path.endsWith("bad.wav")) throw new FormatError("WAV", 0, '"RIFF"', '"OggS"');
      if (path.endsWith("gone.wav"))
        throw Object.assign(new Error("ENOENT"), { code: "ENOENT", syscall: "open", path });
      return path.length;
    });
    context.write(result);
  });
  expect(await runVerb(verb, ["a.wav", "bad.wav", "gone.wav", "b.wav", "--json"], around)).toBe(3);
  const document = JSON.parse(around.outText());
  expect(document.done.map(({ path }: { path: string }) => path)).toEqual([
    join(tmpdir(), "a.wav"),
    join(tmpdir(), "b.wav"),
  ]);
  expect(document.failed).toMatchObject(
    [{ error: { kind: "format" } }, { error: { message: /gone.wav: there is no such file/ } }].map(({ error }) => ({
      error: "message" in error ? { message: expect.stringMatching(error.message) } : error,
    })),
  );
  expect(around.errText()).toContain('bad.wav: WAV at byte 0: expected "RIFF", found "OggS"');
});

test("a bug in one file is a bug, not a bad file", async () => {
  const verb = verbThat(async (context) => {
    await context.each(context.material, () => Promise.reject(new TypeError("oops")));
  });
  expect(await runVerb(verb, ["a.wav", "b.wav"], world())).toBe(1);
});

test("Ctrl-C between two files ends the run with 130", async () => {
  const controller = new AbortController();
  const around = world({ signal: controller.signal });
  const seen: string[] = [];
  const verb = verbThat(async (context) => {
    await context.each(context.material, async (path) => {
      seen.push(path);
      controller.abort();
    });
  });
  expect(await runVerb(verb, ["a.wav", "b.wav"], around)).toBe(130);
  expect(seen).toHaveLength(1);
  expect(around.errText()).toContain("cancelled");
});

test("a verb gets what was typed, with the promised defaults", async () => {
  let got: Context | null = null;
  const verb = verbThat(async (context) => {
    got = context;
  });
  await runVerb(verb, ["a.wav", "--out", "results", "--dry-run"], world());
  expect(got).toMatchObject({
    material: [join(tmpdir(), "a.wav")],
    out: join(tmpdir(), "results"),
    dryRun: true,
    seed: 1,
    force: false,
  });
  expect(got!.workers).toBeGreaterThan(0);
});

test("progress goes to standard error: a bar on a terminal, lines elsewhere, nothing with --quiet", async () => {
  const verb = verbThat(async ({ run, say }) => {
    for (let done = 0; done <= 40; done++) checkpoint(run, { done, total: 40, doing: "measuring" });
    say("done");
  });
  const terminal = world({ terminal: true });
  await runVerb(verb, [], terminal);
  expect(terminal.errText()).toContain("\r\x1b[2K[############............]  50 %, 0:13 left: measuring");
  expect(terminal.errText().endsWith("\r\x1b[2K")).toBe(true);
  const pipe = world();
  await runVerb(verb, [], pipe);
  expect(pipe.errText()).toMatch(/^ {1,2}\d+ %, \d:\d\d left: measuring\n/);
  expect(pipe.errText()).not.toContain("\x1b");
  const quiet = world({ terminal: true });
  await runVerb(verb, ["--quiet"], quiet);
  expect(quiet.errText()).toBe("");
  for (const each of [terminal, pipe, quiet]) expect(each.outText()).toBe("done\n");
});

test("a wrong verb gets a suggestion and exit 2", async () => {
  const around = world();
  expect(await runCommandLine(["docter"], around)).toBe(2);
  expect(around.errText()).toContain("`songwright doctor`, perhaps");
});

test("help names every verb, and each verb's help its example", async () => {
  const around = world();
  expect(await runCommandLine([], around)).toBe(0);
  for (const [name, load] of Object.entries(verbs)) {
    expect(around.outText()).toContain(`  ${name}`);
    const verb = await load();
    expect(verb.name).toBe(name);
    expect(verb.example).toMatch(new RegExp(`^songwright ${name}\\b`));
    const own = world();
    expect(await runCommandLine(["help", ...name.split(" ")], own)).toBe(0);
    expect(own.outText()).toContain(verb.example);
    const asked = world();
    expect(await runCommandLine([...name.split(" "), "--help"], asked)).toBe(0);
    expect(asked.outText()).toBe(own.outText());
  }
});

test("one folder that is not there is bad material", async () => {
  const around = world();
  expect(await runCommandLine(["make", "no-such-folder"], around)).toBe(3);
  expect(around.errText()).toContain(`${join(tmpdir(), "no-such-folder")}: there is no such file`);
});

test("doctor gives one JSON document", async () => {
  const around = world();
  expect(await runCommandLine(["doctor", "--json"], around)).toBe(0);
  const document = JSON.parse(around.outText());
  expect(document.machine.cores).toBeGreaterThan(0);
  expect(document.checks[0]).toMatchObject({ name: "Node.js", state: "good", found: process.version });
});

test("a key file is read, and its path is not given away", async () => {
  const folder = mkdtempSync(join(tmpdir(), "songwright-key-"));
  writeFileSync(join(folder, "key"), "  secret \n");
  let got = "";
  const verb = defineVerb({
    ...verbThat(async () => {}),
    options: { key: { kind: "key-file", about: "the key" } },
    perform: async ({ options }) => {
      got = options.key ?? "";
    },
  });
  expect(await runVerb(verb, ["--key", "key"], world({ folder }))).toBe(0);
  expect(got).toBe("secret");
});
