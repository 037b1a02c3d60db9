import { expect, test } from "vitest";
import { featuresOfSound, hits, kick, noise, tone } from "./features.testing.ts";
import { doubt, KIND_FEATURES, KIND_WEIGHTS, kindProbabilities, kindsFromName } from "./kind-model.ts";
import { LEVEL_FEATURES } from "./knowledge.ts";
import { ROLE_KINDS, type RoleKind } from "./roles.ts";
import { FEATURES, type StemFeatures } from "./stem-features.ts";

const likeliest = (features: StemFeatures): RoleKind => {
  const kinds = kindProbabilities(KIND_WEIGHTS, features);
  return ROLE_KINDS.reduce((best, kind) => (kinds[kind] > kinds[best] ? kind : best));
};

test("the weights fit the features of today", () => {
  expect(KIND_WEIGHTS.mean).toHaveLength(KIND_FEATURES.length);
  expect(KIND_WEIGHTS.pairs).toHaveLength((ROLE_KINDS.length * (ROLE_KINDS.length - 1)) / 2);
  for (const name of LEVEL_FEATURES) expect(FEATURES).toContain(name);
});

test("plain sounds are told by what was learned", () => {
  const white = noise(2);
  expect(likeliest(featuresOfSound(hits(20, 0.5, kick)))).toBe("kick");
  expect(likeliest(featuresOfSound(hits(20, 0.125, (t) => 0.3 * white() * Math.exp(-t / 0.03))))).toBe("drums");
  const bassLine = tone(
    20,
    (t) => 55 * 2 ** ([0, 0, 3, 5][Math.floor(t / 0.5) % 4]! / 12),
    (t) => Math.exp(-(t % 0.5) / 0.6),
  );
  let held = 0;
  const dull = bassLine.map((value) => {
    held += 0.02 * (value - held);
    return held;
  });
  expect(likeliest(featuresOfSound(dull))).toBe("bass");
});

test("probabilities add up to 1, whatever the features", () => {
  const odd = Object.fromEntries(FEATURES.map((name) => [name, 1e6])) as StemFeatures;
  const kinds = kindProbabilities(KIND_WEIGHTS, odd);
  expect(ROLE_KINDS.reduce((sum, kind) => sum + kinds[kind], 0)).toBeCloseTo(1, 10);
});

test("doubt: 1 where nothing is known, little where the name says it", () => {
  const even = Object.fromEntries(ROLE_KINDS.map((kind) => [kind, 1 / 8])) as ReturnType<typeof kindsFromName>;
  expect(doubt(even)).toBeCloseTo(1, 10);
  expect(doubt(kindsFromName("bass"))).toBeLessThan(0.2);
});
