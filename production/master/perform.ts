import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { checkpoint, type Decision, InputError, type Run } from "../../foundation/plan/index.ts";
import {
  type Block,
  createCurveApplier,
  createEnergyMeter,
  createPeakEnvelopeMeter,
  type LimiterCurve,
  type PeakEnvelope,
} from "../../foundation/sound/index.ts";
import { chainIsNeutral, createChain, numberOf } from "./chain.ts";
import { type Fade, fadedBlock } from "./edges.ts";
import type { BeforeLimiter } from "./loudness-model.ts";

/** Where the sound in front of the limiter waits for the next pass: memory or a file, runtime decides. */
export interface Scratch {
  write(block: Block): Promise<void>;
  /** From the beginning, as often as wanted. A block may be changed, and is good until the next is asked for. */
  blocks(signal?: AbortSignal): AsyncIterable<Block>;
}

/** The meter of peaks for the limiter, which may be in another thread. */
export type MeterEnvelope = (
  sampleRate: number,
  channelCount: number,
  threshold: number,
) => { push(block: Block): void | Promise<void>; finish(): PeakEnvelope | Promise<PeakEnvelope> };

const meterHere: MeterEnvelope = createPeakEnvelopeMeter;

export interface Incoming {
  readonly blocks: AsyncIterable<Block>;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** For progress; null where unknown. */
  readonly frames: number | null;
  /** Behind the chain, in front of the limiter. */
  readonly fades?: readonly Fade[];
}

/**
 * Runs the chain in front of the limiter over a mono or stereo sound into `scratch`, and measures on the way what the
 * limiter and the loudness need. `least`: see leastOfInterest; the least of all targets that the sound is for. NaN and
 * infinite samples become 0. Throws InputError for more than two channels.
 */
export async function renderBeforeLimiter(
  incoming: Incoming,
  decisions: readonly Decision[],
  least: number,
  scratch: Scratch,
  run?: Run,
  meterEnvelope: MeterEnvelope = meterHere,
): Promise<BeforeLimiter> {
  const { sampleRate, channelCount, frames } = incoming;
  if (channelCount > 2) throw new InputError("channels", "1 or 2 to be mastered", `${channelCount}`);
  const chain = chainIsNeutral(decisions) ? null : createChain(decisions, sampleRate);
  const energy = createEnergyMeter(sampleRate, channelCount);
  const envelope = meterEnvelope(sampleRate, channelCount, least);
  let done = 0;
  let taken = 0;
  const take = async (whole: Block): Promise<void> => {
    if (whole[0]?.length === 0) return;
    const block = fadedBlock(whole, taken, incoming.fades ?? []);
    taken += block[0]?.length ?? 0;
    energy.push(block);
    await envelope.push(block);
    await scratch.write(block);
  };
  for await (const given of incoming.blocks) {
    const block = finiteBlock(given);
    const count = block[0]?.length ?? 0;
    await take(chain ? throughChain(block, (stereo) => chain.push(stereo)) : block);
    done += count;
    checkpoint(run, { done, total: frames ?? done, doing: "shaping" });
  }
  if (chain) {
    const rest = chain.flush();
    await take(rest.slice(0, channelCount));
  }
  const { weightedPower, frames: counted } = energy.finish();
  return { weightedPower, envelope: await envelope.finish(), frames: counted };
}

function throughChain(block: Block, push: (stereo: Block) => Block): Block {
  const [left, right] = block as [Float32Array, Float32Array | undefined];
  return push([left, right ?? left]).slice(0, block.length);
}

function finiteBlock(block: Block): Block {
  return block.map((samples) => {
    let sum = 0;
    for (let n = 0; n < samples.length; n++) sum += (samples[n] as number) * 0;
    return sum === 0 ? samples : samples.map((sample) => (Number.isFinite(sample) ? sample : 0));
  });
}

/**
 * Peaks between samples matter only where a limiter could meet them: well under the ceiling at the gain expected, which
 * is what the loudness lacks, or more where a plan already has its gain. An amplitude; 0: all peaks matter.
 */
export function leastOfInterest(decisions: readonly Decision[], ownLufs: number | null): number {
  if (ownLufs === null) return 0;
  const given = decisions.find(({ id }) => id === "loudness.gain")?.value;
  const lacking = numberOf(decisions, "loudness.target") - ownLufs;
  const gainDb = typeof given === "number" ? Math.max(lacking, given) : lacking;
  return amplitudeFromDecibels(numberOf(decisions, "limiter.ceiling") - gainDb - 18);
}

/**
 * The scratch through gain and limiter, in order; a block is good until the next is asked for. `onControls` hears the
 * gains of the curve on the way.
 */
export async function* limitedBlocks(
  scratch: Scratch,
  curve: LimiterCurve,
  signal?: AbortSignal,
  onControls?: (controls: Float32Array, at: number) => void,
): AsyncGenerator<Block> {
  const applier = createCurveApplier(curve, onControls);
  for await (const block of scratch.blocks(signal)) {
    applier.apply(block);
    yield block;
  }
}
