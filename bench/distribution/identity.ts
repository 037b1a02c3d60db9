/** Recordings matched without ISRC: a made-up catalogue, mentions of it with everything that sources do to names. */
import { createRecordingMatcher } from "../../foundation/catalogue/match-recordings.ts";
import { type Part, table } from "../table.ts";
import { catalogueWorld } from "./catalogue-world.ts";

const SIZE = 5000;
/** Worlds that were not looked at while the weights were set. */
const SEEDS = [101, 102, 103];

export const identity: Part = {
  name: "identity",
  title: "Recordings matched across sources without ISRC",
  async run() {
    const rows: string[][] = [];
    const figures: unknown[] = [];
    for (const seed of SEEDS) {
      const result = scoreWorld(seed);
      figures.push(result);
      rows.push([
        `${seed}`,
        `${(100 * result.hardShare).toFixed(1)} %`,
        `${result.mentions}`,
        result.f1.toFixed(4),
        `${(100 * result.wrong).toFixed(3)} %`,
        `${(100 * result.asked).toFixed(2)} %`,
        `${(100 * result.askedRight).toFixed(1)} %`,
        `${result.milliseconds.toFixed(2)} ms`,
      ]);
    }
    return {
      lines: table(
        [
          "world",
          "near neighbours",
          "mentions",
          "F1 (asked counts as missed)",
          "wrong merges of all",
          "asked",
          "first proposal right",
          "time each",
        ],
        rows,
      ),
      figures,
    };
  },
};

export interface IdentityScore {
  readonly seed: number;
  readonly hardShare: number;
  readonly mentions: number;
  readonly f1: number;
  readonly wrong: number;
  readonly asked: number;
  readonly askedRight: number;
  readonly milliseconds: number;
  readonly mistakes: readonly Readonly<Record<string, string>>[];
}

export function scoreWorld(seed: number, size: number = SIZE): IdentityScore {
  const { catalogue, hard, mentions } = catalogueWorld(size, seed);
  const start = performance.now();
  const matcher = createRecordingMatcher(catalogue);
  let right = 0;
  let wrong = 0;
  let asked = 0;
  let askedRight = 0;
  const mistakes: {
    readonly how: string;
    readonly mention: string;
    readonly found: string;
    readonly truth: string;
    readonly decision: string;
  }[] = [];
  for (const mention of mentions) {
    const { decision, matches } = matcher.match(mention);
    const best = matches[0]?.at ?? null;
    const note = (): void => {
      const shown = (at: number | null): string =>
        at === null ? "none" : `${catalogue[at]?.title} / ${catalogue[at]?.artist} / ${catalogue[at]?.seconds}`;
      mistakes.push({
        how: mention.how,
        mention: `${mention.title} / ${mention.artist} / ${mention.seconds}`,
        found: `${shown(best)} ${matches[0]?.probability.toFixed(3)}`,
        truth: shown(mention.truth),
        decision,
      });
    };
    if (decision === "same" && best === mention.truth) right++;
    else if (decision === "same") {
      wrong++;
      note();
    } else if (decision === "ask") {
      asked++;
      if (best === mention.truth) askedRight++;
      note();
    } else if (mention.truth !== null) note();
  }
  const truths = mentions.filter(({ truth }) => truth !== null).length;
  const precision = right / (right + wrong);
  const recall = right / truths;
  return {
    seed,
    hardShare: hard / size,
    mentions: mentions.length,
    f1: (2 * precision * recall) / (precision + recall),
    wrong: wrong / mentions.length,
    asked: asked / mentions.length,
    askedRight: asked > 0 ? askedRight / asked : 1,
    milliseconds: (performance.now() - start) / mentions.length,
    mistakes,
  };
}
