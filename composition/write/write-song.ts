/** Plans a song and looks whether it is its own; bars that are somebody else's are written anew. */
import type { Json, Plan, Run } from "../../foundation/plan/index.ts";
import { createSongModel, type SongModel, type SongWeights } from "../learn/song/song-model.ts";
import type { SongSketch } from "../learn/song/song-sketch.ts";
import type { Line } from "../originality/line.ts";
import { lineOfNotes, lineOfSong } from "../originality/line-of-song.ts";
import {
  type CorpusBaseline,
  corpusBaseline,
  type OriginalityReport,
  originalityOf,
} from "../originality/originality.ts";
import { planSong } from "./plan-song.ts";
import { melodyOfPlan } from "./planned-melody.ts";
import type { Propose } from "./propose/proposal.ts";
import { isSung, type SongRequest } from "./song-request.ts";

/** What songs are written from. */
export interface SongMaker {
  readonly songs: readonly SongSketch[];
  readonly model: SongModel;
  readonly baseline: CorpusBaseline;
  /** Whom to ask for bars, beside drawing them. */
  readonly propose?: Propose;
}

export function createSongMaker(songs: readonly SongSketch[], weights: SongWeights, run?: Run): SongMaker {
  return { songs, model: createSongModel(songs, weights), baseline: corpusBaseline(sungLines(songs), run) };
}

function sungLines(songs: readonly SongSketch[]): Line[] {
  return songs.filter(({ melody }) => melody.length > 1).map(lineOfSong);
}

export interface WrittenSong {
  readonly plan: Plan;
  readonly originality: OriginalityReport;
  /** Bars that were written again because they were too near to a piece: `label.bar`. */
  readonly rewritten: readonly string[];
}

const MOST_ROUNDS = 6;

/** Writes a song; what the request fixes is never written anew, however near it is to a piece. */
export function writeSong(maker: SongMaker, request: Omit<SongRequest, "model" | "songs">): WrittenSong {
  const corpus = sungLines(maker.songs);
  const redo = new Map(request.redo);
  const rewritten = new Set<string>();
  const propose = maker.propose;
  let fixed: ReadonlyMap<string, Json> = request.fixed;
  let before: Plan | null = null;
  for (let round = 0; ; round++) {
    const planned = planSong({
      ...request,
      model: maker.model,
      songs: maker.songs,
      fixed,
      redo,
      // What is written again is our own: whoever proposed bars that are somebody else's is not asked twice.
      ...(propose && round === 0 ? { propose } : {}),
    });
    const plan: Plan = before === null ? planned : withReasonsOf(before, planned);
    before = plan;
    const { melody, barSteps, sections, instruments } = melodyOfPlan(plan);
    const originality = originalityOfPlan(maker, plan, corpus);
    if (originality.original !== false || round === MOST_ROUNDS)
      return { plan, originality, rewritten: [...rewritten] };
    const near = new Set<number>();
    if (originality.longest && originality.longest.length > (maker.baseline.run?.percentile95 ?? 0)) {
      const { at, length } = originality.longest;
      for (const note of melody.slice(at, at + length + 1)) near.add(Math.floor(note.step / barSteps));
    }
    for (const { bar } of originality.passages) for (let k = 0; k < 4; k++) near.add(bar - 1 + k);
    const names = [...near].flatMap((bar) => {
      const section = sections.find((each) => bar >= each.bar && bar < each.bar + each.bars);
      const name = section ? `${section.label}.${bar - section.bar + 1}` : "";
      return section && isSung(section.label, instruments) && !request.fixed.has(`melody.bar@${name}`) ? [name] : [];
    });
    if (names.length === 0) return { plan, originality, rewritten: [...rewritten] };
    for (const name of names) {
      redo.set(name, (redo.get(name) ?? 0) + 1);
      rewritten.add(name);
    }
    fixed = new Map(plan.decisions.map(({ id, value }) => [id, value]));
  }
}

/** What a later round only kept was decided in an earlier one, for reasons of its own. */
function withReasonsOf(before: Plan, plan: Plan): Plan {
  const known = new Map(before.decisions.map((decision) => [decision.id, decision]));
  const decisions = plan.decisions.map((decision) => {
    const earlier = known.get(decision.id);
    return earlier && JSON.stringify(earlier.value) === JSON.stringify(decision.value)
      ? { ...decision, reasons: earlier.reasons }
      : decision;
  });
  return { ...plan, decisions };
}

/** How near the melody of a plan is to the songs of the style. */
export function originalityOfPlan(
  maker: SongMaker,
  plan: Plan,
  corpus: readonly Line[] = sungLines(maker.songs),
): OriginalityReport {
  const { melody, barSteps } = melodyOfPlan(plan);
  return originalityOf(lineOfNotes("the song", melody, barSteps), corpus, maker.baseline);
}
