/**
 * Recordings that files name without an ISRC, linked to those that have one: surely the same are linked at once, doubtful
 * ones are asked, and answers are remembered. Facts stay as they were read; answers look through the link.
 */
import { createRecordingMatcher, type RecordingDescription } from "../../foundation/catalogue/match-recordings.ts";
import type { Question } from "../../foundation/tables/index.ts";
import type { ProjectStore } from "./project-store.ts";

interface Row {
  readonly id: number;
  readonly isrc: string;
  readonly title: string;
  readonly version: string;
  readonly artist: string;
  readonly same_as: number | null;
}

export interface LinkedRecordings {
  /** Recordings that were linked now. */
  readonly linked: number;
  readonly questions: readonly Question[];
}

const described = ({ title, version, artist, isrc }: Row): RecordingDescription => ({
  title,
  version,
  artist,
  seconds: null,
  isrc: isrc === "" ? null : isrc,
});

/** Links what is not linked yet. One recording under several spellings, all with one ISRC, is one by its ISRC. */
export async function linkRecordings({ state, facts }: ProjectStore): Promise<LinkedRecordings> {
  const rows = (await facts.rows(
    "select id, isrc, title, version, artist, same_as from recordings order by id",
  )) as unknown as Row[];
  const known = new Map<string, Row>();
  for (const row of rows) if (row.isrc !== "" && !known.has(row.isrc)) known.set(row.isrc, row);
  const catalogue = [...known.values()];
  const matcher = createRecordingMatcher(catalogue.map(described));
  const answers = state.answers();
  const questions: Question[] = [];
  const links: [number, number][] = [];
  for (const row of rows) {
    if (row.same_as !== null) continue;
    if (row.isrc !== "") {
      links.push([row.id, (known.get(row.isrc) as Row).id]);
      continue;
    }
    if (row.title === "" || catalogue.length === 0) continue;
    const { decision, matches } = matcher.match(described(row));
    const best = matches[0] && catalogue[matches[0].at];
    if (!best || decision === "new") continue;
    const id = `same:${row.title} / ${row.artist}:${best.isrc}`;
    if (decision === "same" || answers[id] === "yes") links.push([row.id, best.id]);
    else if (answers[id] !== "no") {
      questions.push({
        id,
        file: "catalogue",
        what: `Is "${row.title}"${row.artist === "" ? "" : ` by ${row.artist}`} the recording ${best.isrc}, "${best.title}" by ${best.artist}?`,
        choices: ["yes", "no"],
        proposal: "yes",
        why: `${Math.round(100 * (matches[0]?.probability ?? 0))} % likely by title, version and artist`,
      });
    }
  }
  for (const [id, same] of links)
    await facts.connection.run("update recordings set same_as = $2 where id = $1", [id, same]);
  return { linked: links.filter(([id, same]) => id !== same).length, questions };
}
