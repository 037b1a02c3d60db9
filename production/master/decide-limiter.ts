import { type Decision, InputError, makeDecision } from "../../foundation/plan/index.ts";
import { type LimiterSettings, limiterDefaults } from "../../foundation/sound/index.ts";

interface Movement {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly setting: keyof LimiterSettings;
  readonly code: string;
  readonly least: number;
  readonly most: number;
}

const movements: readonly Movement[] = [
  {
    id: "limiter.look-ahead",
    what: "Look-ahead of the limiter: the window in which the gain goes down before a peak and starts back up",
    unit: "ms",
    setting: "lookAheadMs",
    code: "limiter.smooth-dip",
    least: 0.5,
    most: 50,
  },
  {
    id: "limiter.release",
    what: "Release of the limiter: time constant of the way back from a single peak",
    unit: "ms",
    setting: "releaseMs",
    code: "limiter.short-dip",
    least: 1,
    most: 2000,
  },
  {
    id: "limiter.held-share",
    what: "Share of the usual reduction held between peaks (0: none)",
    unit: "",
    setting: "heldShare",
    code: "limiter.no-pumping",
    least: 0,
    most: 1,
  },
  {
    id: "limiter.held-from",
    what: "Usual reduction from which something is held between peaks",
    unit: "dB",
    setting: "heldFromDb",
    code: "limiter.sparse-peaks",
    least: 0,
    most: 24,
  },
];

/** How the limiter moves. The same for every song: nothing measured in a song has been found to ask for other times. */
export function decideLimiter(): Decision[] {
  return movements.map(({ id, what, unit, setting, code }) =>
    makeDecision({
      id,
      what,
      value: limiterDefaults[setting],
      unit,
      reasons: [{ code, facts: { value: limiterDefaults[setting] } }],
      confidence: 0.7,
    }),
  );
}

/** What a plan says of it; plans that do not say get what is usual. Throws InputError for what is out of range. */
export function limiterSettings(decisions: readonly Decision[]): LimiterSettings {
  const chosen = movements.map(({ id, unit, setting, least, most }): [string, number] => {
    const value = decisions.find((decision) => decision.id === id)?.value ?? limiterDefaults[setting];
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      throw new InputError(id, `${least} to ${most} ${unit}`.trim(), JSON.stringify(value));
    }
    return [setting, value];
  });
  return { ...limiterDefaults, ...Object.fromEntries(chosen) };
}
