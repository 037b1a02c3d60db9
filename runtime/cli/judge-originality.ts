/** `songwright originality`. */
import { basename, resolve } from "node:path";
import type { Line } from "../../composition/originality/line.ts";
import { lineOfSong } from "../../composition/originality/line-of-song.ts";
import { corpusBaseline, FEWEST_PIECES, originalityOf } from "../../composition/originality/originality.ts";
import { InputError } from "../../foundation/plan/index.ts";
import { filesOfNotes, lineOf, readNotesFile } from "../composition/song-files.ts";
import { loadStyle } from "../composition/style-file.ts";
import type { Context } from "./verb.ts";

interface OriginalityOptions {
  readonly against: readonly string[];
  readonly style: string | null;
}

export async function judgeOriginality(given: Context): Promise<void> {
  const context = given as unknown as Omit<Context, "options"> & { readonly options: OriginalityOptions };
  const { against, style } = context.options;
  const path = context.material[0] as string;
  if (against.length === 0 && style === null)
    throw new InputError("--against", "files or folders to compare with, or --style", "nothing");
  const [piece] = await readNotesFile(path);
  if (!piece) throw new InputError(path, "a piece", "none");
  const line = lineOf(piece);
  const files = (await filesOfNotes(against.map((each) => resolve(each)))).filter((file) => file !== path);
  const { done } = await context.each(files, async (file) => (await readNotesFile(file)).map((each) => lineOf(each)));
  const corpus: Line[] = done.flatMap(({ result }) => result).filter(({ notes }) => notes.length > 1);
  if (style !== null)
    corpus.push(
      ...((await loadStyle(style)).songs?.pieces ?? [])
        .filter(({ song }) => song.melody.length > 1)
        .map(({ song }) => lineOfSong(song)),
    );
  const report = originalityOf(line, corpus, corpusBaseline(corpus, context.run));
  const { longest, passages, baseline, enough } = report;
  context.say(`${basename(path)}: ${line.notes.length} notes of melody against ${corpus.length} pieces`);
  context.say(
    longest
      ? `  longest shared run: ${longest.length} moves, bar ${longest.bar} here, bar ${longest.otherBar} of ${longest.piece}`
      : "  no shared run",
  );
  if (enough) context.say(`  the pieces share up to ${baseline.run?.percentile95} with another (95 in 100 of them)`);
  else context.say(`  fewer than ${FEWEST_PIECES} pieces: what is usual among them cannot be said`);
  for (const passage of passages)
    context.say(
      `  ${passage.matched} of ${passage.of} notes of ${passage.piece}, bar ${passage.otherBar}, are found in bar ${passage.bar}`,
    );
  context.say(
    `  ${report.original === null ? "Cannot be said whether it is original." : report.original ? "Within what the pieces share among themselves." : "Nearer to a piece than the pieces are to each other."} Only melodies were compared, with these pieces only. This is not legal advice.`,
  );
  context.write({ file: path, notes: line.notes.length, ...report });
}
