/** A stem's chain with silence left out: what a thread of Node and a worker of a browser play stems with. */
import { type Block, type Hertz, isSilent } from "../../foundation/sound/index.ts";
import { createStemChain, type StemChain } from "./stem-chain.ts";
import type { StemSettings } from "./stem-settings.ts";

export interface StemPlayer {
  /**
   * Repair, equaliser, dynamics, in place. `silent`: there is nothing in the step. False where nothing is to be heard: then
   * the block is not to be placed.
   */
  shape(block: Block, frame: number, silent: boolean): boolean;
  /** Automation, fader and pan; false where all of it is silence. */
  place(block: Block, frame: number): boolean;
}

/** What still rings at less than this after a pause is silence. */
const RUNG_OUT = 1e-7;
/** Steps of silence before a chain is let be. */
const QUIET_STEPS = 2;

/** @param chain made from the settings unless given: so that a place can change while the shape goes on */
export function createStemPlayer(
  settings: StemSettings,
  sampleRate: Hertz,
  chain: StemChain = createStemChain(settings, sampleRate),
): StemPlayer {
  /** Steps since the last sound went in, and the largest sample that came out since. */
  let quiet = 0;
  let rest = 0;
  return {
    shape(block, frame, silent) {
      if (silent) quiet++;
      else quiet = 0;
      if (quiet > QUIET_STEPS && rest < RUNG_OUT) return false;
      for (const samples of block) keepFinite(samples);
      chain.shape(block, frame);
      rest = Math.max(...block.map(largest));
      return true;
    },
    place(block, frame) {
      chain.place(block, frame);
      return !block.every(isSilent);
    },
  };
}

function largest(samples: Float32Array): number {
  let most = 0;
  for (let n = 0; n < samples.length; n++) most = Math.max(most, Math.abs(samples[n] as number));
  return most;
}

/** What is no number becomes silence. */
export function keepFinite(samples: Float32Array): void {
  let sum = 0;
  for (let n = 0; n < samples.length; n++) sum += (samples[n] as number) * 0;
  if (sum === 0) return;
  for (let n = 0; n < samples.length; n++) if (!Number.isFinite(samples[n])) samples[n] = 0;
}
