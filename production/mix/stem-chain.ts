/** One stem as the plan has it: repaired and shaped, then moved to its place. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import {
  type Block,
  createEqualiser,
  createGainFollower,
  createGate,
  equaliserBiquad,
  type Hertz,
} from "../../foundation/sound/index.ts";
import { createMomentCuts } from "./moment-cuts.ts";
import type { AutomationPoint, StemSettings } from "./stem-settings.ts";

/** Works on stereo blocks of whole steps, in order; blocks are changed in place. */
export interface StemChain {
  /** Repair, equaliser, dynamics, cuts for moments: what a session gets as the stem's sound. `frame`: as below. */
  shape(block: Block, frame: number): void;
  /** Automation, fader and pan. `frame`: of the song, where the block begins. */
  place(block: Block, frame: number): void;
}

export function createStemChain(settings: StemSettings, sampleRate: Hertz): StemChain {
  const { equaliser, compressor, makeUpDb, channelGainsDb, offsets, flipped, mono, sideDb } = settings;
  const filters = equaliser.map((band) => equaliserBiquad(band, sampleRate));
  const filter = filters.length > 0 || makeUpDb !== 0 ? createEqualiser(filters, 2, makeUpDb) : null;
  const follower = compressor ? createGainFollower(sampleRate, compressor) : null;
  const gate = settings.gate ? createGate(sampleRate, settings.gate) : null;
  const deEsser = settings.deEsser ? createDeEsser(settings.deEsser, sampleRate) : null;
  const gains = channelGainsDb.map((db) => amplitudeFromDecibels(db) * (flipped ? -1 : 1)) as [number, number];
  const plain = gains[0] === 1 && gains[1] === 1 && offsets.every((offset) => offset === 0);
  const side = mono ? 0 : amplitudeFromDecibels(sideDb);
  const cuts = settings.momentCuts.length > 0 ? createMomentCuts(settings.momentCuts, sampleRate) : null;
  const cutsMakeUp = amplitudeFromDecibels(settings.momentMakeUpDb);
  let curve = new Float32Array(0);

  return {
    shape: (block, frame) => {
      const [left, right] = block as [Float32Array, Float32Array];
      if (!plain) {
        for (let n = 0; n < left.length; n++) {
          left[n] = ((left[n] as number) - (offsets[0] ?? 0)) * gains[0];
          right[n] = ((right[n] as number) - (offsets[1] ?? offsets[0] ?? 0)) * gains[1];
        }
      }
      if (side !== 1) {
        for (let n = 0; n < left.length; n++) {
          const middle = ((left[n] as number) + (right[n] as number)) / 2;
          const half = (((left[n] as number) - (right[n] as number)) / 2) * side;
          left[n] = middle + half;
          right[n] = middle - half;
        }
      }
      gate?.(block);
      filter?.apply(block);
      deEsser?.(block);
      if (follower) {
        if (curve.length < left.length) curve = new Float32Array(left.length);
        if (follower.follow(block, curve)) {
          for (const samples of block)
            for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * (curve[n] as number);
        }
      }
      cuts?.(block, frame);
      if (cutsMakeUp !== 1)
        for (const samples of block)
          for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * cutsMakeUp;
    },
    place: (block, frame) => {
      const [left, right] = panGains(settings.pan);
      const fader = settings.muted ? 0 : amplitudeFromDecibels(settings.faderDb);
      for (const [c, samples] of block.entries()) {
        const gain = fader * (c === 0 ? left : right);
        if (settings.automation.length === 0)
          for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * gain;
        else applyAutomation(samples, settings.automation, frame, sampleRate, gain);
      }
    },
  };
}

/** Stereo balance: 0 dB at the centre for both channels, the far channel falls in a straight line to nothing. */
export function panGains(pan: number): [number, number] {
  return [Math.min(1, 1 - pan), Math.min(1, 1 + pan)];
}

/** Straight lines of amplitude between the points, the first and last value beyond them. */
function applyAutomation(
  samples: Float32Array,
  points: readonly AutomationPoint[],
  frame: number,
  sampleRate: Hertz,
  gain: number,
): void {
  let next = points.findIndex(([seconds]) => seconds * sampleRate > frame);
  if (next < 0) next = points.length;
  for (let n = 0; n < samples.length; ) {
    const before = points[next - 1];
    const after = points[next];
    const until = after ? Math.min(samples.length, Math.ceil(after[0] * sampleRate) - frame) : samples.length;
    const from = amplitudeFromDecibels((before ?? (after as AutomationPoint))[1]) * gain;
    const to = amplitudeFromDecibels((after ?? (before as AutomationPoint))[1]) * gain;
    const start = before ? before[0] * sampleRate : 0;
    const length = before && after ? (after[0] - before[0]) * sampleRate : 1;
    const step = before && after ? (to - from) / length : 0;
    for (; n < until; n++) samples[n] = (samples[n] as number) * (from + step * (frame + n - start));
    next++;
  }
}

/** The band above `hz` by a compressor of its own; it delays nothing, since what it needs to see lies in the block. */
function createDeEsser(
  { hz, thresholdDbfs, mostDb }: NonNullable<StemSettings["deEsser"]>,
  sampleRate: Hertz,
): (block: Block) => void {
  const high = createEqualiser([equaliserBiquad({ kind: "high-pass", hz, gainDb: 0, q: Math.SQRT1_2 }, sampleRate)], 2);
  const follower = createGainFollower(sampleRate, {
    thresholdDbfs,
    ratio: 4,
    kneeDb: 4,
    attackMs: 1,
    releaseMs: 60,
    mostDb,
  });
  let curve = new Float32Array(0);
  return (block) => {
    const band = block.map((samples) => samples.slice());
    high.apply(band);
    if (curve.length < (band[0] as Float32Array).length) curve = new Float32Array((band[0] as Float32Array).length);
    if (!follower.follow(band, curve)) return;
    for (const [c, samples] of block.entries()) {
      const over = band[c] as Float32Array;
      for (let n = 0; n < samples.length; n++)
        samples[n] = (samples[n] as number) + ((curve[n] as number) - 1) * (over[n] as number);
    }
  };
}
