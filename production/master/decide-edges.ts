import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision, overrideDecision, type Reason } from "../../foundation/plan/index.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";

/** What a person wants done to both ends of a song. Nothing is trimmed or faded unless they say so. */
export interface AskedEdges {
  /** Digital silence, or steady noise under -70 dBFS, taken off both ends. */
  readonly trim: boolean;
  /** Seconds; null: no fade. */
  readonly fadeInSeconds: number | null;
  readonly fadeOutSeconds: number | null;
}

/** Ends at which another song joins on without a gap: they stay whole. */
export interface Joints {
  readonly start: boolean;
  readonly end: boolean;
}

/** Noise louder than this, dBFS RMS, is not taken for the silence around a song. */
const QUIET_DBFS = -70;
/** A level that rises by more than this from the outermost 0.3 s on is a fade or a room dying away, no steady noise. */
const STEADY_DB = 3;
const OUTERMOST_SLICES = 30;
const SMOOTH_SLICES = 5;
/** Left in front of the first sound, and behind the last. */
const HEAD_MARGIN_SECONDS = 0.05;
const TAIL_MARGIN_SECONDS = 0.2;

/**
 * Decisions for both ends, in seconds and by the person who asked for them; none where nothing was asked. `trim.head`
 * and `trim.tail` are what is taken off, `fade.in` and `fade.out` the lengths of fades.
 */
export function decideEdges(analysis: SoundAnalysis, asked: AskedEdges | undefined, joints?: Joints): Decision[] {
  if (!asked) return [];
  const { start = false, end = false } = joints ?? {};
  const decisions: Decision[] = [];
  if (asked.trim) {
    const head = quietEdge(analysis.meanSquare, HEAD_MARGIN_SECONDS);
    const tail = quietEdge(analysis.meanSquare.slice().reverse(), TAIL_MARGIN_SECONDS);
    decisions.push(
      edge("trim.head", "Taken off the start (0: nothing)", start ? joined("trim.joined") : head),
      edge("trim.tail", "Taken off the end (0: nothing)", end ? joined("trim.joined") : tail),
    );
  }
  const fade = (id: string, what: string, seconds: number | null, joint: boolean): void => {
    if (seconds === null) return;
    const value = joint ? joined("fade.joined") : { seconds, reason: { code: "fade.asked", facts: { seconds } } };
    decisions.push(edge(id, what, value));
  };
  fade("fade.in", "Fade-in (0: none)", asked.fadeInSeconds, start);
  fade("fade.out", "Fade-out (0: none)", asked.fadeOutSeconds, end);
  return decisions;
}

interface EdgeFinding {
  readonly seconds: number;
  readonly reason: Reason;
}

function edge(id: string, what: string, { seconds, reason }: EdgeFinding): Decision {
  const none = makeDecision({ id, what, value: 0, unit: "s", reasons: [reason], confidence: 1 });
  return overrideDecision(none, seconds);
}

const joined = (code: string): EdgeFinding => ({ seconds: 0, reason: { code, facts: {} } });

/** What can go from the start of `meanSquare` (per 10 ms): silence first, then noise for as long as it is steady. */
function quietEdge(meanSquare: Float64Array, marginSeconds: number): EdgeFinding {
  let silent = 0;
  while (silent < meanSquare.length && meanSquare[silent] === 0) silent++;
  const noise = steadyNoise(meanSquare.subarray(silent));
  const slices = silent + noise.slices;
  if (slices >= meanSquare.length) return { seconds: 0, reason: { code: "trim.all-quiet", facts: {} } };
  const seconds = Math.max(0, Math.round(slices - marginSeconds * 100)) / 100;
  const facts = {
    quietSeconds: slices / 100,
    silentSeconds: silent / 100,
    noiseDbfs: noise.slices > 0 ? noise.levelDbfs : null,
    limitDbfs: QUIET_DBFS,
    marginSeconds,
  };
  return { seconds, reason: { code: seconds > 0 ? "trim.quiet" : "trim.nothing", facts } };
}

function steadyNoise(meanSquare: Float64Array): { readonly slices: number; readonly levelDbfs: number } {
  const mean = (from: number, to: number): number =>
    meanSquare.subarray(from, to).reduce((sum, each) => sum + each, 0) / Math.max(1, to - from);
  const level = (power: number): number => (power > 1e-20 ? decibelsFromPower(power) : -200);
  const levelDbfs = level(mean(0, Math.min(OUTERMOST_SLICES, meanSquare.length)));
  const most = Math.min(QUIET_DBFS, levelDbfs + STEADY_DB);
  let slices = 0;
  while (slices + SMOOTH_SLICES <= meanSquare.length && level(mean(slices, slices + SMOOTH_SLICES)) <= most) slices++;
  // The last window ends in front of what is louder.
  if (slices > 0) slices += SMOOTH_SLICES - 1;
  return slices < OUTERMOST_SLICES ? { slices: 0, levelDbfs } : { slices, levelDbfs };
}
