/** Bars that are about to be written, asked for elsewhere; and what is told of it afterwards. */
import type { Reason } from "../../../foundation/plan/index.ts";
import type { SongGrid } from "../../learn/song/song-grid.ts";
import type { SketchChord, SketchNote } from "../../learn/song/song-sketch.ts";
import type { Passage } from "../melody-wish.ts";
import { reason } from "../song-request.ts";
import { constrainProposals, type Refusal } from "./constrain-proposal.ts";
import type { PassageAsked, Propose } from "./proposal.ts";

/** What came for some bars. */
export interface AskedBars {
  /** Those that keep range, key and bars. */
  readonly proposals: readonly (readonly SketchNote[])[];
  readonly given: number;
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
}

export function askForBars(
  propose: Propose,
  bars: Omit<PassageAsked, "chords"> & { readonly chords: readonly SketchChord[] },
  grid: SongGrid,
): AskedBars {
  const from = bars.bar * grid.barSteps;
  const to = from + bars.bars * grid.barSteps;
  const asked: PassageAsked = {
    ...bars,
    notes: [...bars.notes],
    chords: bars.chords.filter(({ step, length }) => step < to && step + length > from),
  };
  const lines = propose(asked);
  const { kept, refused } = constrainProposals(lines, asked, grid);
  return { proposals: kept, given: lines.lines.length + lines.unreadable, refused };
}

/** Whose the bars are, what was proposed, what was refused for what, and both scores; nothing where nothing came. */
export function proposalReasons({ proposals, given, refused }: AskedBars, passage: Passage): Reason[] {
  if (given === 0) return [];
  const facts = { proposals: given, weighed: proposals.length, ...refused };
  const round = (value: number): number => Math.round(value * 100) / 100;
  const { proposed } = passage;
  if (!proposed) return [reason("melody.proposals-refused", facts)];
  const scores = { score: round(proposed.score), ownScore: round(proposed.ownScore) };
  return [
    proposed.taken
      ? reason("melody.proposed", { ...facts, ...scores, bitsPerNote: round(passage.bitsPerNote) })
      : reason("melody.proposals-weaker", { ...facts, ...scores }),
  ];
}
