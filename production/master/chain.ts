import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import type { Decision } from "../../foundation/plan/index.ts";
import {
  type Block,
  chained,
  createBandDynamics,
  createMidSideFilter,
  createSoftClip,
  impulseResponse,
  type Processor,
} from "../../foundation/sound/index.ts";
import { bandCompressor } from "./decide-dynamics.ts";
import { phaseOf } from "./decide-rendering.ts";
import { toneCurve } from "./tone-match.ts";

/** Values of a plan by id, with their types checked where they are used. */
export function numberOf(decisions: readonly Decision[], id: string): number {
  const value = decisions.find((decision) => decision.id === id)?.value;
  if (typeof value !== "number") throw new RangeError(`the plan has no number for ${id}`);
  return value;
}

export function numbersOf(decisions: readonly Decision[], id: string): readonly number[] {
  const value = decisions.find((decision) => decision.id === id)?.value;
  if (!Array.isArray(value)) throw new RangeError(`the plan has no list for ${id}`);
  return value as readonly number[];
}

/** Whether the plan leaves the sound in front of the limiter as it is. */
export function chainIsNeutral(decisions: readonly Decision[]): boolean {
  const none = (id: string): boolean => numbersOf(decisions, id).every((value) => value === 0);
  return (
    none("repair.dc") &&
    none("tone.mid") &&
    none("tone.side") &&
    none("tone.adjust") &&
    ["repair.subsonic", "width.side", "width.low-mono", "saturation.drive", "dynamics.low", "dynamics.high"].every(
      (id) => numberOf(decisions, id) === 0,
    )
  );
}

/**
 * Everything in front of the limiter, as the plan says, for a stereo sound: offset, soft clipping, then one filter each
 * for mid and side that holds subsonic repair, tone, width and low mono together, then dynamics in bands. As many
 * frames come out as go in, none late.
 */
export function createChain(decisions: readonly Decision[], sampleRate: number): Processor {
  const phase = phaseOf(decisions);
  const offsets = numbersOf(decisions, "repair.dc");
  const taps = filterTaps(sampleRate);
  const [mid, side] = chainMagnitudes(decisions, sampleRate, taps / 2 + 1);
  const filter = createMidSideFilter(
    impulseResponse(mid, taps, phase),
    impulseResponse(side, taps, phase),
    phase === "linear" ? taps / 2 : 0,
  );
  const still = offsets.every((offset) => offset === 0);
  const nothing = (): Block => [new Float32Array(0), new Float32Array(0)];
  const stages: Processor[] = [];
  if (!still) {
    const centred = (block: Block): Block =>
      block.map((samples, c) => samples.map((sample) => sample - (offsets[c] ?? offsets[0] ?? 0)));
    stages.push({ push: centred, flush: nothing });
  }
  const drive = numberOf(decisions, "saturation.drive");
  if (drive > 0) {
    const threshold = amplitudeFromDecibels(numberOf(decisions, "saturation.peak") - drive);
    stages.push(createSoftClip(sampleRate, 2, threshold));
  }
  stages.push(filter);
  for (const end of ["low", "high"] as const) {
    const threshold = numberOf(decisions, `dynamics.${end}`);
    if (threshold < 0) stages.push(createBandDynamics(sampleRate, bandCompressor(end, threshold)));
  }
  return chained(stages);
}

/** About a third of a second: 25 Hz and its third octave can be told apart. */
function filterTaps(sampleRate: number): number {
  let taps = 16_384;
  while (taps * 2.2 > sampleRate && taps > 1024) taps /= 2;
  while (taps * 4.4 < sampleRate) taps *= 2;
  return taps;
}

/** Magnitudes for mid and side at `bins` frequencies from 0 to half the sample rate. */
export function chainMagnitudes(
  decisions: readonly Decision[],
  sampleRate: number,
  bins: number,
): [Float64Array, Float64Array] {
  const adjust = numbersOf(decisions, "tone.adjust");
  const curve = (id: string): Float64Array =>
    toneCurve(
      numbersOf(decisions, id).map((gain, b) => gain + (adjust[b] ?? 0)),
      bins,
      sampleRate,
    );
  const subsonicHz = numberOf(decisions, "repair.subsonic");
  const lowMonoHz = numberOf(decisions, "width.low-mono");
  const width = amplitudeFromDecibels(numberOf(decisions, "width.side"));
  const hertz = (k: number): number => (k * sampleRate) / (2 * (bins - 1));
  const mid = curve("tone.mid").map((gain, k) => amplitudeFromDecibels(gain) * highPass(hertz(k), subsonicHz));
  const side = curve("tone.side").map(
    (gain, k) => amplitudeFromDecibels(gain) * highPass(hertz(k), subsonicHz) * width * highPass(hertz(k), lowMonoHz),
  );
  return [mid, side];
}

/** Magnitude of a fourth-order Butterworth high-pass; 1 where there is none. */
function highPass(hz: number, cutoffHz: number): number {
  if (cutoffHz <= 0) return 1;
  if (hz <= 0) return 0;
  const ratio = cutoffHz / hz;
  const eighth = (ratio * ratio * ratio * ratio) ** 2;
  return 1 / Math.sqrt(1 + eighth);
}
