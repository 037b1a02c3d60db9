/** The weights of tempo levels beside those that are held, fitted: multinomial logit with a penalty on squared weights (standardised traits). */
import { type LevelTraits, TEMPO_WEIGHTS } from "../../production/measure/music/find-tempo.ts";

export interface LevelChoice {
  readonly levels: readonly LevelTraits[];
  /** Which of them people count. */
  readonly right: number;
  readonly weight: number;
}

const PENALTY = 1;
const STEPS = 4000;

export function fitLevels(choices: readonly LevelChoice[]): Record<string, number> {
  const held = Object.entries(TEMPO_WEIGHTS) as [keyof LevelTraits, number][];
  const names = (Object.keys(choices[0]?.levels[0] ?? {}) as (keyof LevelTraits)[]).filter(
    (name) => !held.some(([other]) => other === name),
  );
  const all = choices.flatMap(({ levels }) => levels);
  const mean = names.map((name) => all.reduce((sum, level) => sum + level[name], 0) / all.length);
  const spread = names.map((name, k) =>
    Math.sqrt(all.reduce((sum, level) => sum + (level[name] - (mean[k] as number)) ** 2, 0) / all.length),
  );
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  const rows = choices.map(({ levels }) =>
    levels.map((level) => names.map((name, k) => (level[name] - (mean[k] as number)) / (spread[k] as number))),
  );
  const offsets = choices.map(({ levels }) =>
    levels.map((level) => held.reduce((sum, [name, weight]) => sum + weight * level[name], 0)),
  );
  const weights = names.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((value) => (PENALTY * value) / choices.length);
    for (const [at, { right, weight }] of choices.entries()) {
      const own = rows[at] as number[][];
      const worth = own.map((row, level) =>
        row.reduce((sum, value, k) => sum + value * (weights[k] as number), offsets[at]?.[level] as number),
      );
      const most = Math.max(...worth);
      const odds = worth.map((value) => Math.exp(value - most));
      const sum = odds.reduce((a, b) => a + b, 0);
      for (const [level, row] of own.entries()) {
        const pull = (weight / total) * ((odds[level] as number) / sum - (level === right ? 1 : 0));
        for (let k = 0; k < row.length; k++) slope[k]! += pull * (row[k] as number);
      }
    }
    for (let k = 0; k < weights.length; k++) weights[k]! -= 0.5 * (slope[k] as number);
  }
  return Object.fromEntries(names.map((name, k) => [name, (weights[k] as number) / (spread[k] as number)]));
}
