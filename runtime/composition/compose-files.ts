/** Writes what a composed song consists of: MIDI, MusicXML, a lead sheet in ABC, its plan and a report. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { performSong } from "../../composition/write/perform-song.ts";
import type { WrittenSong } from "../../composition/write/write-song.ts";
import { planText } from "../../foundation/plan/index.ts";
import { leadSheet, type Score, writeAbc, writeMidi, writeMusicXml } from "../../foundation/score/index.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";

export interface ComposedFiles {
  readonly score: Score;
  readonly midi: string;
  readonly musicXml: string;
  /** The lead sheet. */
  readonly abc: string;
  readonly plan: string;
  readonly report: string;
}

const NAMES = {
  midi: "song.mid",
  musicXml: "song.musicxml",
  abc: "song.abc",
  plan: "plan.json",
  report: "report.html",
} as const;

/** Throws before anything is written where a file is there and `force` is not given. */
export async function refuseComposed(out: string, force: boolean): Promise<void> {
  for (const name of Object.values(NAMES)) await refuseExisting(join(out, name), force);
}

export async function writeComposed(
  song: Pick<WrittenSong, "plan" | "rewritten"> & { readonly originality: WrittenSong["originality"] | null },
  out: string,
  force: boolean,
): Promise<ComposedFiles> {
  const { plan } = song;
  const score = performSong(plan);
  await mkdir(out, { recursive: true });
  const path = (name: keyof typeof NAMES): string => join(out, NAMES[name]);
  await writeWhole(path("midi"), writeMidi(score), force);
  await writeWhole(path("musicXml"), writeMusicXml(score), force);
  await writeWhole(path("abc"), writeAbc(leadSheet(score)), force);
  await writeWhole(path("plan"), planText(plan), force);
  const { composeReport } = await import("../report/compose-report.ts");
  await writeWhole(path("report"), composeReport({ ...song, score }), force);
  return {
    score,
    report: path("report"),
    midi: path("midi"),
    musicXml: path("musicXml"),
    abc: path("abc"),
    plan: path("plan"),
  };
}
