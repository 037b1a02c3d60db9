/** Learns from songs in stems what `production/mix/knowledge.ts` knows. */
import { fitRidge, predictRidge } from "../../foundation/statistics/ridge.ts";
import { activityOf } from "../../production/mix/activity.ts";
import {
  type KindExample,
  type KindModel,
  type LevelModel,
  learnKinds,
  levelVariables,
  type MixKnowledge,
  ROLE_KINDS,
  type RoleKind,
  type StemFeatures,
} from "../../production/mix/index.ts";
import { kindsFromName } from "../../production/mix/kind-model.ts";
import { stemFeatures } from "../../production/mix/stem-features.ts";
import { disturbed } from "./disturb.ts";
import { disturbedStem, type Excerpt, SEEDS, traceOf } from "./material.ts";
import { practiceStem } from "./practice-stems.ts";

/** A stem of an excerpt as it is (round 0) or disturbed. */
export interface LearnedStem {
  readonly song: string;
  readonly excerpt: number;
  readonly mixed: boolean;
  /** Kinds are learned from all excerpts, levels from these. */
  readonly judged: boolean;
  readonly name: string;
  readonly round: number;
  readonly stem: number;
  readonly features: StemFeatures;
  readonly kind: RoleKind | null;
  /** In the artist's mix, relative to the middle of the excerpt's stems, LU. */
  readonly levelLu: number;
}

/** Features of every stem, as it is and in `rounds` disturbances of its own; excerpts are counted from `first`. */
export function learnedStems(
  excerpts: readonly Excerpt[],
  rounds: readonly number[] = SEEDS,
  first: number = 0,
): LearnedStem[] {
  return excerpts.flatMap(({ song, mixed, judged, stems }, at) => {
    const excerpt = first + at;
    const middle = medianOf(stems.map(({ levelLufs }) => levelLufs));
    return stems.flatMap((each, stem) =>
      [0, ...rounds].flatMap((round) => {
        // Rounds of learning are others than those of judging.
        const features = round === 0 ? each.features : featuresOf(disturbedStem(each, excerpt, stem, 100 + round));
        if (features === null) return [];
        const { name, kind, levelLufs } = each;
        return [{ song, excerpt, mixed, judged, name, round, stem, features, kind, levelLu: levelLufs - middle }];
      }),
    );
  });
}

/** Stems of each kind that were made for practice. */
export const PRACTICE_SEEDS: readonly number[] = Array.from({ length: 24 }, (_, n) => n + 1);

export function practiceExamples(seeds: readonly number[] = PRACTICE_SEEDS): KindExample[] {
  return seeds.flatMap((seed) =>
    ROLE_KINDS.flatMap((kind) => {
      const features = featuresOf(disturbed(practiceStem(kind, seed), seed));
      return features === null ? [] : [{ features, kind, weight: 1 }];
    }),
  );
}

/** Practice counts this much of what songs count. */
const PRACTICE_WEIGHT = 1.5;

/** Every stem of an excerpt counts the same. `without`: the song that is left out. */
export function learnKindsFrom(
  stems: readonly LearnedStem[],
  practice: readonly KindExample[],
  without: string | null = null,
): KindModel {
  const used = stems.filter(({ song, kind }) => song !== without && kind !== null);
  const keyOf = ({ excerpt, stem }: LearnedStem): number => excerpt * 1000 + stem;
  const rounds = new Map<number, number>();
  for (const each of used) rounds.set(keyOf(each), (rounds.get(keyOf(each)) ?? 0) + 1);
  const share = (PRACTICE_WEIGHT * rounds.size) / Math.max(1, practice.length);
  return learnKinds([
    ...used.map((each) => ({
      features: each.features,
      kind: each.kind as RoleKind,
      weight: 1 / (rounds.get(keyOf(each)) as number),
    })),
    ...practice.map((each) => ({ ...each, weight: share })),
  ]);
}

export function featuresOf(sound: Parameters<typeof traceOf>[0]): StemFeatures | null {
  const trace = traceOf(sound);
  return stemFeatures(trace, activityOf(trace.weightedPower));
}

const PENALTY = 1;

/** For levels every song counts the same, however many stems it has. `without`: the song that is left out. */
export function learn(
  stems: readonly LearnedStem[],
  without: string | null = null,
  practice: readonly KindExample[] = [],
): MixKnowledge {
  const share = (of: readonly LearnedStem[], song: string): number =>
    1 / of.filter((each) => each.song === song).length;
  const mixed = stems.filter((each) => each.song !== without && each.mixed && each.judged);
  const known = mixed.filter(({ kind }) => kind !== null);
  // What is known of one or two singers is known of them, not of singers.
  const common = new Set(
    ROLE_KINDS.filter((kind) => new Set(known.filter((each) => each.kind === kind).map(({ song }) => song)).size >= 3),
  );
  const regress = (of: readonly LearnedStem[], named: boolean) =>
    fitRidge(
      of.map(({ features, kind, levelLu, song }) => ({
        x: named && kind !== null ? kindVariables(features, kind, common) : levelVariables(features, null),
        y: levelLu,
        weight: share(of, song),
      })),
      PENALTY,
    );
  const sound = regress(mixed, false);
  return {
    levels: { sound, kind: regress(known, true), spreadDb: spreadOf(mixed, sound) },
    kinds: learnKindsFrom(stems, practice, without),
  };
}

function kindVariables(features: StemFeatures, kind: RoleKind, common: ReadonlySet<RoleKind>): number[] {
  const kinds = kindsFromName(kind);
  return levelVariables(
    features,
    Object.fromEntries(ROLE_KINDS.map((each) => [each, common.has(each) ? kinds[each] : 0])) as typeof kinds,
  );
}

/** Of people's levels around the model's, excerpts centred: standard deviation, from the middle of the differences. */
function spreadOf(stems: readonly LearnedStem[], model: LevelModel["sound"]): number {
  const byExcerpt = Map.groupBy(
    stems.filter(({ round }) => round === 0),
    ({ excerpt }) => excerpt,
  );
  const squares = [...byExcerpt.values()].flatMap((group) => {
    const differences = group.map(
      ({ features, levelLu }) => levelLu - predictRidge(model, levelVariables(features, null)),
    );
    const middle = medianOf(differences);
    return differences.map((difference) => (difference - middle) ** 2);
  });
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / Math.max(1, squares.length));
}

export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}

/** The two files of weights, as text. */
export function weightFiles({ levels, kinds }: MixKnowledge): { readonly levels: string; readonly kinds: string } {
  const head = "// Made by `npm run learn` from songs in stems; see bench/mix/learn.ts.\n";
  const rounded = (value: unknown, digits: number): string =>
    JSON.stringify(value, (_, each) => (typeof each === "number" ? Number(each.toPrecision(digits)) : each), 2);
  return {
    levels: `${head}import type { LevelModel } from "./knowledge.ts";\n\nexport const LEVEL_WEIGHTS: LevelModel = ${rounded(levels, 6)};\n`,
    kinds: `${head}// Classes: ${ROLE_KINDS.join(", ")}.\nimport type { KindModel } from "./kind-model.ts";\n\nexport const KIND_LEARNED: KindModel = ${rounded(kinds, 5)};\n`,
  };
}
