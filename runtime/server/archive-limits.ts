/** What is read of archives from outside; anything beyond is taken for an attack or a mistake. */
import { readFileSync } from "node:fs";
import { readZipDirectory, type ZipMember } from "../../foundation/archive/read-zip.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import { type Inspection, refusedFile } from "./inspection.ts";

const MOST_ENTRIES = 1000;
/** Of the archive itself, of one member, and of all together, in bytes. */
const LARGEST = { archive: 2 ** 30, member: 2 ** 30, total: 4 * 2 ** 30 } as const;
/** Unpacked to packed: silence in WAV files reaches some hundreds, a bomb a thousand and more. */
const HIGHEST_RATIO = 400;
/** Below this a ratio says nothing, in bytes. */
const SMALL = 4 * 2 ** 20;

export interface OpenArchive {
  readonly bytes: Uint8Array;
  /** Without folders and what systems put in. */
  readonly members: readonly ZipMember[];
}

/** The archive's directory, or why it is refused. */
export function openArchive(path: string, size: number): OpenArchive | Inspection {
  if (size > LARGEST.archive) return refusedFile("archive-too-large", "Archives of more than 1 GiB are not opened.");
  const bytes = readFileSync(path);
  let all: ZipMember[];
  try {
    all = readZipDirectory(bytes, { members: MOST_ENTRIES, size: LARGEST.member });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const reason = /members$/.test(error.expected)
      ? "archive-too-many-entries"
      : /password/.test(error.expected)
        ? "archive-locked"
        : /at most .* bytes/.test(error.expected)
          ? "archive-too-large"
          : "unreadable-archive";
    return refusedFile(reason, `${error.message}.`);
  }
  for (const { name } of all) {
    if (leadsOut(name))
      return refusedFile(
        "archive-leads-out",
        "An entry of the archive names a place outside it. Nothing of it is unpacked.",
      );
  }
  const total = all.reduce((sum, member) => sum + member.size, 0);
  if (total > LARGEST.total) return refusedFile("archive-too-large", "Unpacked it would be more than 4 GiB.");
  if (total > SMALL && total > HIGHEST_RATIO * Math.max(1, size))
    return refusedFile("archive-ratio", "Unpacked it would be hundreds of times as large: it is not opened.");
  const overlapping = all.reduce((sum, member) => sum + member.packed, 0) > size;
  if (overlapping) return refusedFile("archive-overlaps", "Its entries share the same bytes: it is not opened.");
  const members = all.filter(({ name }) => !name.endsWith("/") && !/(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$)/i.test(name));
  const nested = members.find(({ name }) => /\.(?:zip|gz|tgz|tar|rar|7z|bz2|xz|jar)$/i.test(name));
  if (nested)
    return refusedFile("archive-nested", "It holds archives in turn: unpack it first, then drop what is in it.");
  return { bytes, members };
}

/** Absolute, upwards, of another drive, or with characters that no name has. */
function leadsOut(name: string): boolean {
  const plain = name.replaceAll("\\", "/");
  return plain.startsWith("/") || /^[a-z]:/i.test(plain) || plain.split("/").includes("..") || /\p{Cc}/u.test(name);
}
