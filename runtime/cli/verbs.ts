/** The verbs there are, each loaded only when it is wanted. */
import type { Verb } from "./verb.ts";

type Load = () => Promise<Verb>;

export const verbs: Readonly<Record<string, Load>> = {
  measure: async () => (await import("./verbs/measure.ts")).verb,
  master: async () => (await import("./verbs/master.ts")).verb,
  mix: async () => (await import("./verbs/mix.ts")).verb,
  analyse: async () => (await import("./verbs/analyse.ts")).verb,
  compose: async () => (await import("./verbs/compose.ts")).verb,
  learn: async () => (await import("./verbs/learn.ts")).verb,
  surprise: async () => (await import("./verbs/surprise.ts")).verb,
  originality: async () => (await import("./verbs/originality.ts")).verb,
  import: async () => (await import("./verbs/import.ts")).verb,
  audience: async () => (await import("./verbs/audience.ts")).verb,
  integrity: async () => (await import("./verbs/integrity.ts")).verb,
  markets: async () => (await import("./verbs/markets.ts")).verb,
  popularity: async () => (await import("./verbs/popularity.ts")).verb,
  trace: async () => (await import("./verbs/trace.ts")).verb,
  forecast: async () => (await import("./verbs/forecast.ts")).verb,
  content: async () => (await import("./verbs/content.ts")).verb,
  "campaign plan": async () => (await import("./verbs/campaign-plan.ts")).verb,
  "campaign measure": async () => (await import("./verbs/campaign-measure.ts")).verb,
  "campaign creatives": async () => (await import("./verbs/campaign-creatives.ts")).verb,
  "effect geo": async () => (await import("./verbs/effect-geo.ts")).verb,
  "effect geo-plan": async () => (await import("./verbs/effect-geo-plan.ts")).verb,
  "effect counterfactual": async () => (await import("./verbs/effect-counterfactual.ts")).verb,
  "effect mix": async () => (await import("./verbs/effect-mix.ts")).verb,
  "effect variants": async () => (await import("./verbs/effect-variants.ts")).verb,
  fans: async () => (await import("./verbs/fans.ts")).verb,
  "fans erase": async () => (await import("./verbs/fans-erase.ts")).verb,
  "fans export": async () => (await import("./verbs/fans-export.ts")).verb,
  make: async () => (await import("./verbs/make.ts")).verb,
  studio: async () => (await import("./verbs/studio.ts")).verb,
  doctor: async () => (await import("./verbs/doctor.ts")).verb,
};

/** The verb that the words begin with, and the words after it; null where there is none. */
export function findVerb(words: readonly string[]): { readonly name: string; readonly rest: readonly string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(" ");
    if (words.length >= length && Object.hasOwn(verbs, name)) return { name, rest: words.slice(length) };
  }
  return null;
}
