/** How long things last when some have not ended yet: E. L. Kaplan, P. Meier, JASA 53 (1958) 457-481. */
import { exp, log } from "../numbers/elementary.ts";

export interface Lifetime {
  /** Over 0. */
  readonly time: number;
  /** False: it was still there at `time`. */
  readonly ended: boolean;
}

export interface SurvivalStep {
  readonly time: number;
  /** Share that lasts longer. */
  readonly share: number;
  /** Ends of the 95 % interval: Greenwood's variance on the scale of log(-log). */
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
}

const TWO_SIDED_95 = 1.959963984540054;

/** One step for each time at which something ended, rising. */
export function survivalCurve(lives: readonly Lifetime[]): SurvivalStep[] {
  const sorted = [...lives].sort((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let share = 1;
  let greenwood = 0;
  for (let at = 0; at < sorted.length; ) {
    const time = (sorted[at] as Lifetime).time;
    const atRisk = sorted.length - at;
    let ended = 0;
    for (; at < sorted.length && (sorted[at] as Lifetime).time === time; at++) ended += Number(sorted[at]?.ended);
    if (ended === 0) continue;
    share *= 1 - ended / atRisk;
    greenwood += ended < atRisk ? ended / (atRisk * (atRisk - ended)) : 0;
    const reach = share > 0 && share < 1 ? (TWO_SIDED_95 * Math.sqrt(greenwood)) / Math.abs(log(share)) : 0;
    const power = (factor: number): number => (share > 0 ? exp(log(share) * factor) : 0);
    steps.push({ time, share, low: power(exp(reach)), high: power(exp(-reach)), atRisk });
  }
  return steps;
}

/**
 * The time by which half have ended, with the 95 % interval of R. Brookmeyer and J. Crowley, Biometrics 38 (1982) 29-41;
 * null where the curve (or an end of its interval) does not come down to one half.
 */
export function medianLife(steps: readonly SurvivalStep[]): {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
} {
  const first = (of: (step: SurvivalStep) => number): number | null =>
    steps.find((step) => of(step) <= 0.5)?.time ?? null;
  return { value: first(({ share }) => share), low: first(({ low }) => low), high: first(({ high }) => high) };
}
