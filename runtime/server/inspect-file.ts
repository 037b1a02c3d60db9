/**
 * A program. Without words it looks at files: each line of standard input is a path, each line of output what the file is.
 * With words FILE FOLDER NUMBERS it unpacks members of an archive into the folder, named by their numbers.
 */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { unpackMember } from "../../foundation/archive/read-zip.ts";
import { openArchive } from "./archive-limits.ts";
import { recogniseFile } from "./recognise-file.ts";

const [path, folder, numbers] = process.argv.slice(2);
if (path === undefined) await look();
else unpack(path, folder as string, (numbers as string).split(",").map(Number));

async function look(): Promise<void> {
  for await (const file of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await recogniseFile(file))}\n`);
}

function unpack(file: string, into: string, wanted: readonly number[]): void {
  const archive = openArchive(file, statSync(file).size);
  if ("kind" in archive) throw new Error(archive.about);
  for (const number of wanted) {
    const member = archive.members[number];
    if (member === undefined) throw new Error(`no member ${number}`);
    writeFileSync(join(into, String(number)), unpackMember(archive.bytes, member));
  }
}
