/** Random plans for property tests. */
import { createRandom, type Random } from "../statistics/random.ts";
import { type Decision, decisionId, makeDecision, overrideDecision } from "./decision.ts";
import type { Json, Place, Reason } from "./finding.ts";
import { makePlan, type Plan } from "./plan.ts";

const STAGES = ["equaliser", "compressor", "limiter", "fader", "de-esser"] as const;
const NAMES = ["gain", "ceiling", "ratio", "threshold"] as const;
const TEXTS = ["warm", "", "\u00e9\u4e16\ud83c\udfb5", 'quote " and \\ and \n', "__proto__ of things", "-0"];

export function randomJson(random: Random, depth = 0): Json {
  switch (random.integer(0, depth > 2 ? 3 : 5)) {
    case 0:
      return null;
    case 1:
      return random.integer(0, 1) === 1;
    case 2:
      return random.pick([0, -1, 1e-300, 1e300, 0.1, random.normal(), random.integer(-1000, 1000)]);
    case 3:
      return random.pick(TEXTS);
    case 4:
      return Array.from({ length: random.integer(0, 3) }, () => randomJson(random, depth + 1));
    default:
      return Object.fromEntries(
        random
          .shuffle(["a", "b", "attack ms", "10", "9"])
          .slice(0, random.integer(0, 4))
          .map((key) => [key, randomJson(random, depth + 1)]),
      );
  }
}

function randomReason(random: Random): Reason {
  const facts = { levelDbfs: random.normal(-20, 6), name: random.pick(TEXTS), clipped: false, ratio: null };
  const places: Place[] = [{ from: 0, to: 1.5 }, { fromHz: 100, toHz: 200, channel: 1 }, { material: "lead" }, {}];
  const reason = { code: `test.${random.integer(0, 9)}`, facts };
  return random.integer(0, 1) === 1 ? { ...reason, where: random.pick(places) } : reason;
}

export function randomReasons(random: Random): Reason[] {
  return Array.from({ length: random.integer(0, 2) }, () => randomReason(random));
}

function randomDecision(random: Random, id: string): Decision {
  const decision = makeDecision({
    id,
    what: random.pick(TEXTS),
    value: randomJson(random),
    unit: random.pick(["dB", "", "Hz"]),
    reasons: randomReasons(random),
    confidence: random.pick([null, 0, 1, random.uniform()]),
    alternatives: Array.from({ length: random.integer(0, 2) }, () => ({
      value: randomJson(random),
      reasons: randomReasons(random),
    })),
  });
  const changed = random.integer(0, 2) === 0 ? overrideDecision(decision, randomJson(random)) : decision;
  return { ...changed, locked: random.integer(0, 3) === 0 };
}

/** A valid plan with 0 to 12 decisions. */
export function randomPlan(seed: number): Plan {
  const random = createRandom(seed);
  const ids = STAGES.flatMap((stage) => NAMES.map((name) => decisionId(stage, name)));
  return makePlan({
    craft: random.pick(["master", "mix"]),
    version: "0.1.0",
    material: [{ name: "mix.wav", sha256: random.integer(0, 9).toString().repeat(64) }],
    seed: random.integer(0, Number.MAX_SAFE_INTEGER - 1),
    brief: { target: random.pick(TEXTS), more: randomJson(random) },
    decisions: random
      .shuffle(ids)
      .slice(0, random.integer(0, 12))
      .map((id) => randomDecision(random, id)),
  });
}
