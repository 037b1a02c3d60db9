/** A planted person, looked for in all that the program writes and says; and whether it asked the network for anything. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { type Part, table } from "../table.ts";
import { PLANTS, writePlantedExports } from "./privacy-world.ts";

const main = new URL("../../runtime/cli/main.ts", import.meta.url).pathname;
const refusal = new URL("./refuse-network.ts", import.meta.url).href;

/** What a plant may look like, in lower case: as it is, without its signs, behind a percent sign, as an unkeyed hash. */
function formsOf(plant: string): string[] {
  const plain = plant.toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{N}@.]/gu, "");
  const hashes = ["sha256", "sha1", "md5"].flatMap((kind) =>
    [plant, plain].map((text) => createHash(kind).update(text).digest("hex")),
  );
  return [...new Set([plain, bare, encodeURIComponent(plain).toLowerCase(), ...hashes])];
}

/** How often any form of a plant stands in the bytes: as UTF-8, as UTF-16 in both orders, in any case. */
function count(bytes: Uint8Array, plant: string): number {
  const text = Buffer.from(bytes).toString("latin1").toLowerCase();
  let found = 0;
  for (const form of formsOf(plant)) {
    const utf16 = [...form].map((letter) => `${letter}\0`).join("");
    for (const needle of [Buffer.from(form).toString("latin1"), utf16, `\0${utf16.slice(0, -1)}`]) {
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) found++;
    }
  }
  return found;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
}

export const privacy: Part = {
  name: "privacy",
  title: "A planted person, looked for in all that is written and said",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "songwright-privacy-"));
    try {
      const names = writePlantedExports(join(folder, "data"));
      const logs = join(folder, "logs");
      mkdirSync(logs);
      const calls = join(folder, "network.log");
      writeFileSync(calls, "");
      const isolated = spawnSync("unshare", ["-n", "true"]).status === 0;
      const env = { ...process.env, XDG_CONFIG_HOME: join(folder, "config"), HOME: folder, REFUSED_NETWORK_LOG: calls };
      const node = (words: readonly string[]) => {
        const line = ["--import", refusal, ...words];
        const [program, rest] = isolated ? ["unshare", ["-n", process.execPath, ...line]] : [process.execPath, line];
        return spawnSync(program as string, rest as string[], { cwd: folder, env, maxBuffer: 1 << 28 });
      };
      // The refusal refuses: a program that asks is written down.
      node(["-e", "fetch('http://127.0.0.1:8099/').catch(() => {})"]);
      const control = readFileSync(calls, "utf8").split("\n").length - 1;
      writeFileSync(calls, "");

      const runs: string[][] = [
        ["import", ...names.map((name) => join("data", name)), "--project", "p", "--accept-proposals"],
        ["import", ...names.map((name) => join("data", name)), "--project", "p", "--accept-proposals", "--json"],
        ...names.map((name) => ["import", join("data", name), "--project", "q", "--json"]),
        ["import", "data", "--project", "r"],
        ["import", join("data", "fans.csv"), "--as", "bandcamp-fans", "--project", "p"],
        ["import", join("data", "notes.csv"), "--as", "mailchimp-fans", "--project", "p"],
        ["fans", "--project", "p"],
        ["fans", "--project", "p", "--json"],
        ["fans", "export", PLANTS.email, "--project", "p", "--json"],
        ...["views", "link clicks", "ad impressions", "sessions", "money", "likes", "reach", "downloads"].flatMap(
          (figure) => [
            ["trace", figure, "--project", "p"],
            ["trace", figure, "--project", "p", "--json"],
          ],
        ),
        ["audience", "--project", "p", "--out", "out/audience"],
        ["integrity", "--project", "p", "--out", "out/integrity", "--json"],
        ["content", "--project", "p", "--out", "out/content"],
        ["campaign", "plan", "--project", "p", "--out", "out/plan"],
        ["campaign", "measure", "--project", "p", "--out", "out/measured"],
        ["fans", "erase", PLANTS.email, "--project", "p"],
      ];
      const codes = new Map<number, number>();
      for (const [at, words] of runs.entries()) {
        const { stdout, stderr, status } = node([main, ...words]);
        writeFileSync(join(logs, `${at}.out`), stdout);
        writeFileSync(join(logs, `${at}.err`), stderr);
        codes.set(status ?? -1, (codes.get(status ?? -1) ?? 0) + 1);
      }
      const places = ["p", "q", "r", "out", "logs", "config"].filter((place) => existsSync(join(folder, place)));
      const searched = places.map((place) => ({ place, files: filesUnder(join(folder, place)) }));
      let bytes = 0;
      const found: Record<string, number> = {};
      for (const { files } of searched) {
        for (const file of files) {
          const content = readFileSync(file);
          bytes += content.length;
          for (const [key, plant] of Object.entries(PLANTS)) {
            const hits = count(content, plant) + count(Buffer.from(file), plant);
            if (hits > 0 && process.env.SHOW_PLACES) console.error(key, file);
            found[key] = (found[key] ?? 0) + hits;
          }
        }
      }
      // The search finds: the same in the exports themselves, archives unpacked, and in UTF-16.
      const planted: Record<string, number> = {};
      for (const file of filesUnder(join(folder, "data"))) {
        const content = readFileSync(file);
        const parts = file.endsWith(".zip") ? Object.values(unzipSync(content)) : [content];
        for (const [key, plant] of Object.entries(PLANTS)) {
          for (const part of [...parts, Buffer.from(file)]) {
            const there = count(part, plant);
            const wide = count(Buffer.from(Buffer.from(part).toString("utf8"), "utf16le"), plant);
            if (wide < there) throw new Error(`${file}: ${key} is there ${there} times, found ${wide} times in UTF-16`);
            planted[key] = (planted[key] ?? 0) + there;
          }
        }
      }
      const network = readFileSync(calls, "utf8").split("\n").length - 1;
      const files = searched.reduce((sum, each) => sum + each.files.length, 0);
      const ended = [...codes].map(([code, runsWith]) => `${runsWith} × ${code}`).join(", ");
      return {
        lines: [
          `${runs.length} runs of the program over ${names.length} files; exit codes ${ended}; ${isolated ? "in a network namespace of their own" : "no namespace permitted here"}, every call to the network refused and counted.`,
          `Searched: ${files} files, ${bytes} bytes (${places.join(", ")}), as UTF-8 and UTF-16, in any case, without signs, percent-encoded, as unkeyed hashes.`,
          "",
          ...table(
            ["planted", "in data", "elsewhere (must be 0)"],
            Object.entries(PLANTS).map(([key, plant]) => [
              `${key}: ${plant}`,
              `${planted[key] ?? 0}`,
              `${found[key] ?? 0}`,
            ]),
          ),
          "",
          `Calls to the network: ${network} (must be 0); by a program that asks, to prove the counting: ${control}.`,
        ],
        figures: { files, bytes, planted, found, network, control, isolated, codes: Object.fromEntries(codes) },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
