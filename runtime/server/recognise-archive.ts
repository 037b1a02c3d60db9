/** What a ZIP archive is: a workbook, a score, tables, or sounds and scores that are put in their places one by one. */
import { readFileSync } from "node:fs";
import { unpackMember } from "../../foundation/archive/read-zip.ts";
import { readScore, scoreFormat } from "../../foundation/score/read-score.ts";
import { sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { openArchive } from "./archive-limits.ts";
import { foundFile, type Inspection, refusedFile, unreadable } from "./inspection.ts";
import { recogniseTable } from "./recognise-table.ts";

export function recogniseArchive(path: string, size: number): Inspection {
  const archive = openArchive(path, size);
  if ("kind" in archive) return archive;
  const { bytes, members } = archive;
  if (members.length === 0) return refusedFile("empty", "The archive is empty.");
  const has = (name: string): boolean => members.some((member) => member.name === name);
  if (has("xl/workbook.xml")) return recogniseTable(path);
  if (has("META-INF/container.xml")) return compressedScore(path);
  const kinds = { audio: [] as Member[], score: [] as Member[] };
  try {
    for (const [index, member] of members.entries()) {
      if (!/\.(?:wav|aiff?|flac|mp3|ogg|opus|mid|midi|musicxml|xml|abc)$/i.test(member.name)) continue;
      const whole = unpackMember(bytes, member);
      const head = whole.subarray(0, 65_536);
      if (sniffSound(head)) kinds.audio.push({ name: member.name, index });
      else if (scoreFormat(head) !== null) kinds.score.push({ name: member.name, index });
    }
  } catch (error) {
    return unreadable(error, "unreadable-archive");
  }
  const kind = kinds.audio.length >= kinds.score.length ? "audio" : "score";
  const chosen = kinds[kind];
  if (chosen.length === 0) return recogniseTable(path);
  const others = members.length - chosen.length;
  const rest = others > 0 ? `; ${others} other ${others === 1 ? "file stays" : "files stay"} out` : "";
  const what = kind === "audio" ? "sounds" : "scores";
  return foundFile(kind, `archive of ${chosen.length} ${what}${rest}`, { members: chosen });
}

interface Member {
  readonly name: string;
  readonly index: number;
}

function compressedScore(path: string): Inspection {
  try {
    const scores = readScore(readFileSync(path), "score");
    const notes = scores.reduce((sum, score) => sum + score.parts.reduce((all, part) => all + part.notes.length, 0), 0);
    return foundFile("score", `MusicXML (compressed), ${notes} notes`);
  } catch (error) {
    return unreadable(error, "unreadable-score");
  }
}
