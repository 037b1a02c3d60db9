/** What is done with the levels that came in, and where each fader ends. */
import { type Decision, type Json, makeDecision, overrideDecision, type Reason } from "../../foundation/plan/index.ts";
import type { Aimed } from "./aim-mix.ts";
import type { balanceStems } from "./decide-balance.ts";
import type { StemFindings } from "./findings.ts";
import type { Lift } from "./lift-leads.ts";
import type { MixBrief } from "./plan-mix.ts";

export function decideMode(
  { mode, plausibility, trust, reasons }: ReturnType<typeof balanceStems>,
  brief: MixBrief,
): Decision {
  const machine = plausibility >= 0.5 ? "refine" : "new";
  const facts = { plausibility, trust };
  const decision = makeDecision<Json>({
    id: "balance.mode",
    what: "What is done with the levels that came in",
    value: machine,
    reasons: [...reasons, { code: `balance.${machine}`, facts }],
    confidence: Math.max(plausibility, 1 - plausibility),
    alternatives: (["keep", "refine", "new"] as const)
      .filter((each) => each !== machine)
      .map((value) => ({ value, reasons: [{ code: `balance.${value}`, facts }] })),
  });
  return brief.balance !== null && mode !== machine ? overrideDecision(decision, mode) : decision;
}

export function decideFader(
  stem: StemFindings,
  s: number,
  balance: ReturnType<typeof balanceStems>,
  faderDb: number,
  lift: Lift | null,
  aimed: Aimed | null,
): Decision {
  const expected = balance.expectedLu[s] ?? null;
  const difference = balance.differenceDb[s] ?? null;
  const reasons: Reason[] = [
    expected === null
      ? { code: "fader.never-sounds", facts: {} }
      : {
          code: `fader.${balance.mode}`,
          facts: {
            levelLufs: stem.activity.levelLufs,
            expectedLu: expected,
            differenceDb: difference,
            trust: balance.trust,
            moveDb: balance.movesDb[s] ?? 0,
          },
        },
  ];
  if (lift !== null && lift.liftDb > 0) {
    const { liftDb, freeBefore, freeAfter } = lift;
    reasons.push({
      code: "fader.lead-lifted",
      facts: { liftDb, freeBeforePercent: 100 * freeBefore, freeAfterPercent: 100 * freeAfter },
    });
  }
  const aimedDb = aimed?.movesDb[s] ?? 0;
  if (aimed !== null && aimedDb !== 0)
    reasons.push({
      code: "fader.aimed",
      facts: { moveDb: aimedDb, bandsBeforeDb: aimed.bandsDb[0], bandsAfterDb: aimed.bandsDb[1] },
    });
  return makeDecision({
    id: `fader@${stem.id}`,
    what: `Fader of ${stem.id}`,
    value: Math.round((faderDb + (lift?.liftDb ?? 0)) * 100) / 100,
    unit: "dB",
    reasons,
    confidence: balance.mode === "new" ? 0.5 : 0.8,
  });
}
