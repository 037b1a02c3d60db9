import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const onPosix = process.platform === "win32" ? test.skip : test;

function run(command: string, words: string[], options: { cwd?: string; path?: string } = {}) {
  const env = { ...process.env, ...(options.path === undefined ? {} : { PATH: options.path }) };
  return spawnSync(command, words, { cwd: options.cwd ?? tmpdir(), env, encoding: "utf8" });
}

/** A clone in which nothing is set up yet, and a folder with the tools of every POSIX system but no Node. */
function bareClone(): { clone: string; tools: string } {
  const folder = mkdtempSync(join(tmpdir(), "songwright-clone-"));
  const clone = join(folder, "clone");
  const tools = join(folder, "tools");
  mkdirSync(join(clone, ".ci"), { recursive: true });
  mkdirSync(tools);
  for (const file of ["songwright", "package-lock.json", ".ci/setup.sh"]) cpSync(join(root, file), join(clone, file));
  for (const tool of ["sh", "dirname", "readlink", "find", "cmp", "mkdir", "rm", "cat", "cp", "sleep"]) {
    const found = spawnSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).stdout.trim();
    symlinkSync(found, join(tools, tool));
  }
  return { clone, tools };
}

function pretend(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

onPosix("starts from another folder and through a relative link to a link", () => {
  const folder = mkdtempSync(join(tmpdir(), "songwright-links-"));
  symlinkSync(join(root, "songwright"), join(folder, "first"));
  symlinkSync("first", join(folder, "second"));
  const { status, stdout, stderr } = run(join(folder, "second"), ["version"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

onPosix("exit codes and arguments with spaces come through", () => {
  const { status, stderr } = run(join(root, "songwright"), ["make", "no such folder"]);
  expect(status).toBe(3);
  expect(stderr).toContain(`${join(tmpdir(), "no such folder")}: there is no such file`);
});

onPosix("without Node it says what is needed, exit 4", () => {
  const { clone, tools } = bareClone();
  const { status, stderr } = run(join(clone, "songwright"), ["help"], { path: tools });
  expect(status).toBe(4);
  expect(stderr).toContain("Node.js 20 or later is needed");
});

onPosix("with an old Node it says so, exit 4", () => {
  const { clone, tools } = bareClone();
  pretend(tools, "node", 'case "$1" in --version) echo v18.1.0;; *) echo 18;; esac');
  const { status, stderr } = run(join(clone, "songwright"), ["help"], { path: tools });
  expect(status).toBe(4);
  expect(stderr).toContain("this is v18.1.0");
});

onPosix("sets up once, in one line, and again when package-lock.json has changed", () => {
  const { clone, tools } = bareClone();
  pretend(tools, "node", "echo 20");
  // Stands in for npm: leaves what the launcher looks for, and a Node that shows its arguments.
  const node = 'mkdir -p node_modules/node/bin && cp "$0.node" node_modules/node/bin/node';
  pretend(tools, "npm", `${node} && : > node_modules/.package-lock.json`);
  pretend(tools, "npm.node", 'shift; echo "ran $*"');
  const first = run(join(clone, "songwright"), ["measure", "a b.wav"], { path: tools });
  expect(first).toMatchObject({ status: 0, stdout: "ran measure a b.wav\n" });
  expect(first.stderr).toMatch(/^songwright: setting up, once: npm ci in \S+\n$/);
  expect(run(join(clone, "songwright"), ["help"], { path: tools }).stderr).toBe("");
  writeFileSync(join(clone, "package-lock.json"), "{}\n");
  expect(run(join(clone, "songwright"), ["help"], { path: tools }).stderr).toContain("setting up");
});

onPosix("a set-up that fails shows npm's words, exit 4, and leaves no lock", () => {
  const { clone, tools } = bareClone();
  pretend(tools, "node", "echo 20");
  pretend(tools, "npm", "echo 'npm error network'; exit 1");
  for (let turn = 0; turn < 2; turn++) {
    const { status, stderr } = run(join(clone, "songwright"), ["help"], { path: tools });
    expect(status).toBe(4);
    expect(stderr).toContain("npm error network");
  }
});
