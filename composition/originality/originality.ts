/**
 * How original a melody is against a corpus: what it shares with each piece, beside what the pieces share among
 * themselves. The measure is the one of Z. Yin, F. Reuben, S. Stepney and T. Collins, "Measuring When a Music Generation
 * Algorithm Copies Too Much" (SN Computer Science 3:340, 2022): inside the corpus' own range is as original as its pieces.
 */
import type { Run } from "../../foundation/plan/index.ts";
import { type CopiedPassage, copiedPassage } from "./copied-passages.ts";
import type { Line } from "./line.ts";
import { longestWithAny } from "./longest-with-any.ts";
import { longestRuns, type SharedRun, sharedGrams } from "./shared-runs.ts";

export interface CorpusBaseline {
  readonly pieces: number;
  /** The longest run that a piece shares with any other: median, 95th percentile, most. Null without pieces. */
  readonly run: { readonly median: number; readonly percentile95: number; readonly most: number } | null;
  /** Mean share of n-grams that a piece has in common with the others, by n. */
  readonly grams: Readonly<Record<number, number | null>>;
}

export interface OriginalityReport {
  readonly pieces: number;
  /** False where the corpus is too small to say what its pieces share. */
  readonly enough: boolean;
  /** The longest run shared with any piece. */
  readonly longest: (SharedRun & { readonly piece: string }) | null;
  readonly longestPlain: (SharedRun & { readonly piece: string }) | null;
  /** Passages with most of their notes in common, the nearest first, at most ten. */
  readonly passages: readonly (CopiedPassage & { readonly piece: string })[];
  readonly grams: Readonly<Record<number, number | null>>;
  readonly baseline: CorpusBaseline;
  /** Whether the longest run is within the 95th percentile of the corpus and no passage is a copy; null: cannot be said. */
  readonly original: boolean | null;
}

/** Fewer pieces than these say nothing about what is usual. */
export const FEWEST_PIECES = 8;
export function corpusBaseline(lines: readonly Line[], run?: Run): CorpusBaseline {
  const lengths = Array.from(longestWithAny(lines, run)).sort((a, b) => a - b);
  const of = sharedGrams(lines);
  const shares = lines.map(of);
  const mean = (n: number): number | null => {
    const values = shares.flatMap((share) => (share[n] === null || share[n] === undefined ? [] : [share[n] as number]));
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  };
  return {
    pieces: lines.length,
    run:
      lengths.length > 0
        ? {
            median: lengths[Math.floor(lengths.length / 2)] as number,
            percentile95: lengths[Math.floor(lengths.length * 0.95)] as number,
            most: lengths[lengths.length - 1] as number,
          }
        : null,
    grams: Object.fromEntries([4, 6, 8, 12].map((n) => [n, mean(n)])),
  };
}

export function originalityOf(line: Line, corpus: readonly Line[], baseline: CorpusBaseline): OriginalityReport {
  let longest: OriginalityReport["longest"] = null;
  let longestPlain: OriginalityReport["longestPlain"] = null;
  const passages: (CopiedPassage & { piece: string })[] = [];
  for (const piece of corpus) {
    const { run, plain } = longestRuns(line, piece);
    if (run && run.length > (longest?.length ?? 0)) longest = { ...run, piece: piece.name };
    if (plain && plain.length > (longestPlain?.length ?? 0)) longestPlain = { ...plain, piece: piece.name };
    const passage = copiedPassage(line, piece);
    if (passage) passages.push({ ...passage, piece: piece.name });
  }
  passages.sort((a, b) => b.matched - a.matched || (a.piece < b.piece ? -1 : 1));
  const enough = corpus.length >= FEWEST_PIECES;
  return {
    pieces: corpus.length,
    enough,
    longest,
    longestPlain,
    passages: passages.slice(0, 10),
    grams: sharedGrams(corpus)(line),
    baseline,
    original:
      enough && baseline.run ? (longest?.length ?? 0) <= baseline.run.percentile95 && passages.length === 0 : null,
  };
}
