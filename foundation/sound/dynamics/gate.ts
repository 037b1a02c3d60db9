/** A gate: what lies under a threshold is turned down, with hysteresis and hold so that it does not chatter. */
import { amplitudeFromDecibels, powerFromDecibels } from "../../numbers/decibels.ts";
import { exp } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";

export interface GateSettings {
  /** Mean square over all channels and 5 ms, dBFS: over the first it opens, under the second it closes. */
  readonly openDbfs: number;
  readonly closeDbfs: number;
  /** How long it stays open after that. */
  readonly holdMs: number;
  /** Time in which 63 % of the way down is gone. */
  readonly releaseMs: number;
  /** What it takes when closed, dB. */
  readonly depthDb: number;
}

const WINDOW_MS = 5;
const ATTACK_MS = 2;

/** Changes blocks in place; it begins closed. */
export function createGate(
  sampleRate: Hertz,
  { openDbfs, closeDbfs, holdMs, releaseMs, depthDb }: GateSettings,
): (block: Block) => void {
  const pole = (ms: number): number => exp(-1000 / (ms * sampleRate));
  const [smooth, attack, release] = [pole(WINDOW_MS), pole(ATTACK_MS), pole(releaseMs)];
  const [opens, closes] = [powerFromDecibels(openDbfs), powerFromDecibels(closeDbfs)];
  const closed = amplitudeFromDecibels(-depthDb);
  const hold = Math.round((holdMs * sampleRate) / 1000);
  let power = 0;
  let open = false;
  let left = 0;
  let gain = closed;
  return (block) => {
    const frames = block[0]?.length ?? 0;
    for (let n = 0; n < frames; n++) {
      let square = 0;
      for (const samples of block) square += (samples[n] as number) ** 2;
      power = square / block.length + (power - square / block.length) * smooth;
      if (power > opens) open = true;
      if (power >= closes) left = hold;
      else if (left > 0) left--;
      else open = false;
      const goal = open ? 1 : closed;
      gain = goal + (gain - goal) * (goal > gain ? attack : release);
      for (const samples of block) samples[n] = (samples[n] as number) * gain;
    }
  };
}
