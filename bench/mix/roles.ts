/** What stems are, from their sound alone: each song is judged by what was learned from the others, and from all. */
import {
  type KindModel,
  kindProbabilities,
  ROLE_KINDS,
  type RoleKind,
  type StemFeatures,
} from "../../production/mix/index.ts";
import { type Part, type PartResult, table } from "../table.ts";
import { featuresOf, type LearnedStem, learnedStems, learnKindsFrom, practiceExamples } from "./learn.ts";
import { disturbedStem, excerptsOfSong, SEEDS } from "./material.ts";
import { stemSongs } from "./songs.ts";

/** What listeners never mistake, or seldom. */
const GROUPS: Readonly<Record<RoleKind, "drums" | "bass" | "vocal" | "other">> = {
  kick: "drums",
  drums: "drums",
  bass: "bass",
  lead: "vocal",
  backing: "vocal",
  plucked: "other",
  sustained: "other",
  effect: "other",
};

interface JudgedStem {
  readonly song: string;
  readonly name: string;
  readonly kind: RoleKind;
  readonly features: StemFeatures;
}

interface Score {
  readonly song: string;
  readonly count: number;
  readonly kinds: number;
  readonly groups: number;
}

export const rolesPart: Part = {
  name: "roles",
  title: "Kinds of stems without names, from sound alone",
  run: async (data) => judgeRoles(await learnAndJudge(data)),
};

interface Material {
  readonly learned: readonly LearnedStem[];
  readonly judged: readonly JudgedStem[];
}

/** A song at a time: sounds are large, features small. */
async function learnAndJudge(data: string): Promise<Material> {
  const learned: LearnedStem[] = [];
  const judged: JudgedStem[] = [];
  let first = 0;
  for (const song of stemSongs(data)) {
    if (song.stems.length <= 2) continue;
    const excerpts = await excerptsOfSong(song, true);
    learned.push(...learnedStems(excerpts, SEEDS, first));
    excerpts.forEach((excerpt, at) => {
      if (!excerpt.judged) return;
      excerpt.stems.forEach((stem, s) => {
        for (const round of SEEDS) {
          const features = featuresOf(disturbedStem(stem, first + at, s, round));
          if (stem.kind === null || features === null) continue;
          judged.push({ song: song.name, name: stem.name, kind: stem.kind, features });
        }
      });
    });
    first += excerpts.length;
  }
  return { learned, judged };
}

function judgeRoles({ learned, judged }: Material): PartResult {
  const practice = practiceExamples();
  const songs = [...new Set(judged.map(({ song }) => song))];
  const all = learnKindsFrom(learned, practice);
  const others = new Map(songs.map((song) => [song, learnKindsFrom(learned, practice, song)]));
  const guesses = judged.map((stem) => ({
    stem,
    apart: likeliest(others.get(stem.song) as KindModel, stem.features),
    known: likeliest(all, stem.features),
  }));
  const score = (song: string, of: readonly { stem: JudgedStem; guess: RoleKind }[]): Score => ({
    song,
    count: of.length,
    kinds: share(of, ({ stem, guess }) => guess === stem.kind),
    groups: share(of, ({ stem, guess }) => GROUPS[guess] === GROUPS[stem.kind]),
  });
  const scores = ["all", ...songs].map((song) => {
    const of = guesses.filter(({ stem }) => song === "all" || stem.song === song);
    return {
      apart: score(
        song,
        of.map(({ stem, apart }) => ({ stem, guess: apart })),
      ),
      known: score(
        song,
        of.map(({ stem, known }) => ({ stem, guess: known })),
      ),
    };
  });
  const confusion = ROLE_KINDS.map((kind) =>
    ROLE_KINDS.map((guess) => guesses.filter(({ stem, apart }) => stem.kind === kind && apart === guess).length),
  );
  const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
  const lines = [
    "Right of 8 kinds and of 4 groups (drums, bass, vocal, other); stems disturbed in gain, shelves and pan.",
    "",
    ...table(
      ["song", "cases", "8, song left out", "4, song left out", "8, song known", "4, song known"],
      scores.map(({ apart, known }) => [
        apart.song,
        `${apart.count}`,
        percent(apart.kinds),
        percent(apart.groups),
        percent(known.kinds),
        percent(known.groups),
      ]),
    ),
    "",
    ...table(
      ["is (down), taken for (across), song left out", ...ROLE_KINDS],
      ROLE_KINDS.map((kind, k) => [kind, ...(confusion[k] as number[]).map((count) => `${count}`)]),
    ),
    "",
    `Always wrong: ${alwaysWrong(guesses).join(", ") || "none"}`,
  ];
  return { lines, figures: { scores, confusion } };
}

function likeliest(model: KindModel, features: StemFeatures): RoleKind {
  const probabilities = kindProbabilities(model, features);
  return ROLE_KINDS.reduce((best, kind) => (probabilities[kind] > probabilities[best] ? kind : best));
}

function share<T>(of: readonly T[], right: (each: T) => boolean): number {
  return of.filter(right).length / Math.max(1, of.length);
}

/** Stems that are wrong however they are disturbed, with what they are most often taken for. */
function alwaysWrong(guesses: readonly { stem: JudgedStem; apart: RoleKind }[]): string[] {
  const byStem = Map.groupBy(guesses, ({ stem }) => `${stem.song}/${stem.name}`);
  return [...byStem].flatMap(([name, of]) => {
    if (of.some(({ stem, apart }) => stem.kind === apart)) return [];
    return [`${name} (${[...new Set(of.map(({ apart }) => apart))].join(" or ")})`];
  });
}
