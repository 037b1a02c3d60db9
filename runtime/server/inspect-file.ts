/**
 * A program: looks at one file and says what it is, as a line of JSON. With a second word, a folder, it unpacks the members
 * of an archive that are wanted (by their numbers) into it, named by those numbers.
 */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackMember } from "../../foundation/archive/read-zip.ts";
import { openArchive } from "./archive-limits.ts";
import { recogniseFile } from "./recognise-file.ts";

const [path, folder, numbers] = process.argv.slice(2) as [string, string?, string?];
if (folder === undefined) process.stdout.write(`${JSON.stringify(await recogniseFile(path))}\n`);
else {
  const archive = openArchive(path, statSync(path).size);
  if ("kind" in archive) throw new Error(archive.about);
  for (const number of (numbers ?? "").split(",").map(Number)) {
    const member = archive.members[number];
    if (member === undefined) throw new Error(`no member ${number}`);
    writeFileSync(join(folder, String(number)), unpackMember(archive.bytes, member));
  }
}
