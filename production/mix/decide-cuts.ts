/** Cuts for moments as decisions: for each stem its bells and when they stand, and what they take given back. */
import { type Decision, type Json, makeDecision } from "../../foundation/plan/index.ts";
import type { HeardStem } from "./cover.ts";
import { cutLoss } from "./cut-loss.ts";
import type { BalanceMode } from "./decide-balance.ts";
import { findCuts } from "./find-cuts.ts";
import { CUT_IN_SECONDS, type MomentCut } from "./moment-cuts.ts";
import { TRACE_RATE } from "./stem-trace.ts";

/**
 * Depth of a cut at its centre, dB; over the zone it is 7 dB. What lies 6 dB and more under a stem's strongest band and
 * loses that is still part of its sound: no more than an equaliser that stands would take from a stem here.
 */
const DEPTH_DB = -9;

export interface CutStem extends HeardStem {
  readonly id: string;
  /** Left out, silent, or not to be touched. */
  readonly spared: boolean;
}

/** A decision for each stem: its cuts for moments. */
export function decideCuts(stems: readonly CutStem[], mode: BalanceMode): Decision[] {
  const gainDb = DEPTH_DB;
  const sounding = stems.filter(({ spared }) => !spared).length;
  const found =
    mode !== "keep" && sounding > 1
      ? findCuts(
          stems,
          gainDb,
          stems.map(({ spared }) => spared),
        )
      : null;
  return stems.map((stem, s) => {
    const cuts = found?.zones.flatMap(({ hz, q }, z): MomentCut[] => {
      const moments = momentsOf(found.steps[s]?.[z] as Uint8Array);
      return moments.length > 0 ? [{ hz, q, gainDb, moments }] : [];
    });
    const moments = cuts?.reduce((sum, each) => sum + each.moments.length, 0) ?? 0;
    return makeDecision<Json>({
      id: `unmask.dynamic@${stem.id}`,
      what: `Cuts in ${stem.id} for moments in which others need the band`,
      value: (cuts ?? []) as unknown as Json,
      unit: "dB",
      reasons: [
        found !== null && moments > 0
          ? {
              code: "masking.moments",
              facts: {
                moments,
                zones: cuts?.length ?? 0,
                mostDb: -gainDb,
                stemBeforePercent: 100 * (found.before.shares[s] as number),
                stemAfterPercent: 100 * (found.after.shares[s] as number),
                mixBeforePercent: 100 * found.before.share,
                mixAfterPercent: 100 * found.after.share,
              },
            }
          : { code: mode === "keep" ? "masking.kept" : "masking.no-moments", facts: {} },
      ],
      confidence: 0.6,
    });
  });
}

/** What the cuts take of the loudness, given back, dB. */
export function decideCutMakeUp(stem: CutStem, cuts: readonly MomentCut[]): Decision {
  const makeUpDb = stem.spared ? 0 : -cutLoss(stem.trace, stem.gainsDb, cuts);
  return makeDecision({
    id: `unmask.make-up@${stem.id}`,
    what: `Gain after the cuts in ${stem.id}`,
    value: makeUpDb === 0 ? 0 : Math.round(makeUpDb * 100) / 100,
    unit: "dB",
    reasons: [],
    confidence: 0.8,
  });
}

/** The cut is in at the centre of its first frame, and out when its last one has passed. */
function momentsOf(steps: Uint8Array): [number, number][] {
  const moments: [number, number][] = [];
  for (let at = 0; at < steps.length; at++) {
    if (steps[at] === 0) continue;
    const first = at;
    while (steps[at] !== 1 && at + 1 < steps.length) at++;
    const from = Math.max(0, first / TRACE_RATE - CUT_IN_SECONDS);
    moments.push([Math.round(from * 1000) / 1000, Math.round((at / TRACE_RATE + 0.025) * 1000) / 1000]);
  }
  return moments;
}
