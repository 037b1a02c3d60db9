/** `songwright analyse`: a few lines for each piece, everything as JSON, and what is typical of all as a report. */
import { resolve } from "node:path";
import { analyseScore, type CorpusPiece, corpusPatterns, type ScoreAnalysis } from "../../composition/analyse/index.ts";
import { filesOfNotes, readNotesFile } from "../composition/song-files.ts";
import { writeWhole } from "../project/files.ts";
import type { Context } from "./verb.ts";

export type AnalyseContext = Omit<Context, "options"> & { readonly options: { readonly report: string | null } };

export async function analyseMusic(context: AnalyseContext): Promise<void> {
  const { report } = context.options;
  const files = await filesOfNotes(context.material);
  const { done, failed } = await context.each(files, async (path) => {
    const pieces = await readNotesFile(path);
    return pieces.map(({ name, score }): CorpusPiece => ({ name, score, analysis: analyseScore(score) }));
  });
  const pieces = done.flatMap(({ path, result }) => result.map((piece) => ({ path, piece })));
  for (const { piece } of pieces) {
    context.say(sentence(piece));
    for (const warning of piece.score.warnings) context.warn(`${piece.name}: ${warning}`);
  }
  const corpus = corpusPatterns(pieces.map(({ piece }) => piece));
  let reportPath: string | null = null;
  if (report !== null && pieces.length > 0) {
    reportPath = resolve(report);
    const { corpusReport } = await import("../report/corpus-report.ts");
    await writeWhole(
      reportPath,
      corpusReport(
        pieces.map(({ piece }) => piece),
        corpus,
      ),
      context.force,
    );
    context.say(`report: ${reportPath}`);
  }
  context.write({
    pieces: pieces.map(({ path, piece }) => ({ file: path, name: piece.name, ...piece.analysis })),
    corpus,
    ...(reportPath ? { report: reportPath } : {}),
    ...(failed.length > 0 ? { failed } : {}),
  });
}

function sentence({ name, analysis }: CorpusPiece): string {
  const { key, metre, tempo, melody, sections } = analysis;
  if (melody.value.length === 0 && analysis.ranges.value.all === null) return `${name}\n  no notes`;
  return [
    name,
    `  ${key.value.name} (${percent(key.confidence)}), ${metre.value.beats}/${metre.value.beatUnit} ${metre.value.source}, ` +
      `${tempo.value.toFixed(0)} quarter notes a minute, ${metre.value.barLines.length - 1} bars, ` +
      `melody of ${melody.value.length} notes (${percent(melody.confidence)})`,
    `  ${sections.value.map(({ label, from, to }) => `${label}${to - from}`).join(" ")}`,
    `  ${firstChords(analysis)}`,
    ...movedRepeat(analysis),
  ].join("\n");
}

/** The longest stretch that comes again on other pitches, as people count bars. */
function movedRepeat({ repeats }: ScoreAnalysis): string[] {
  const moved = repeats.value.find(({ transposition }) => transposition !== 0);
  if (!moved) return [];
  const { of, at, transposition } = moved;
  const bars = ({ from, to }: typeof of): string => `${from + 1}-${to}`;
  const semitones = Math.abs(transposition) === 1 ? "semitone" : "semitones";
  return [
    `  bars ${bars(of)} come again as ${bars(at)}, ${Math.abs(transposition)} ${semitones} ${transposition > 0 ? "up" : "down"}`,
  ];
}

function firstChords({ chords }: ScoreAnalysis): string {
  const sounding = chords.value.filter(({ root }) => root !== null);
  const first = sounding.slice(0, 8).map(({ text, roman }) => `${text} (${roman})`);
  return `${first.join(" ")}${sounding.length > 8 ? ` \u2026 ${sounding.length} chords` : ""}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
