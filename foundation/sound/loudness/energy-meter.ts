import type { Block, Hertz } from "../audio.ts";
import type { Biquad } from "../filters/biquad.ts";
import { createKernels, type KernelMemory, type Region } from "../kernels/instance.ts";
import { kWeighting } from "./k-weighting.ts";

/** Energies of a sound in slices of 10 ms (rounded to whole frames); an unfinished last slice is in the totals only. */
export interface Energies {
  readonly frames: number;
  /** K-weighted power per slice: sum over channels of G times the mean square. */
  readonly weightedPower: Float64Array;
  /** Plain mean square per slice, averaged over channels. */
  readonly meanSquare: Float64Array;
  /** Over the whole sound, per channel: sum of squares, sum of samples. */
  readonly squares: Float64Array;
  readonly sums: Float64Array;
  /** Over the whole sound, of the first two channels: sum of L R, K-weighted sums of L L + R R and of L R. */
  readonly cross: number;
  readonly weightedPair: number;
  readonly weightedCross: number;
}

export interface EnergyMeter {
  push(block: Block): void;
  finish(): Energies;
}

export const SLICES_PER_SECOND = 100;
const CHUNK = 16_384;

/**
 * Weights G of BS.1770-5, table 3: 1 for left, right, centre, 1.41 for surrounds, 0 for LFE; channels in the order of
 * WAVE files (5: L R C Ls Rs, 6: L R C LFE Ls Rs). Other counts: 1 each.
 */
export function channelWeights(channelCount: number): readonly number[] {
  if (channelCount === 5) return [1, 1, 1, 1.41, 1.41];
  if (channelCount === 6) return [1, 1, 1, 0, 1.41, 1.41];
  return Array.from({ length: channelCount }, () => 1);
}

/**
 * One pass over the sound: everything that loudness, levels, balance and correlation are made of. `weighting`: the two
 * filters in front of the weighted energies, by default K-weighting.
 */
export function createEnergyMeter(
  sampleRate: Hertz,
  channelCount: number,
  weighting: readonly [Biquad, Biquad] = kWeightingPair(sampleRate),
): EnergyMeter {
  const weights = channelWeights(channelCount);
  const pairs = Array.from({ length: Math.ceil(channelCount / 2) }, () => createPair(weighting));
  const squares = new Float64Array(channelCount);
  const sums = new Float64Array(channelCount);
  const pair = { cross: 0, weighted: 0, weightedCross: 0 };
  let weightedPower = new Float64Array(4096);
  let meanSquare = new Float64Array(4096);
  let slices = 0;
  let frames = 0;
  let sliceStart = 0;
  let sliceEnd = Math.round(sampleRate / SLICES_PER_SECOND);
  let weightedSum = 0;
  let plainSum = 0;

  const closeSlice = (): void => {
    if (slices === weightedPower.length) {
      weightedPower = grown(weightedPower);
      meanSquare = grown(meanSquare);
    }
    weightedPower[slices] = weightedSum / (sliceEnd - sliceStart);
    meanSquare[slices] = plainSum / ((sliceEnd - sliceStart) * channelCount);
    slices++;
    weightedSum = 0;
    plainSum = 0;
    sliceStart = sliceEnd;
    sliceEnd = Math.round(((slices + 1) * sampleRate) / SLICES_PER_SECOND);
  };

  const run = (from: number, count: number): void => {
    for (let p = 0; p < pairs.length; p++) {
      const { kernels, left, right, coefficients, state, out } = pairs[p] as Pair;
      kernels.energies(left.at + from * 4, right.at + from * 4, count, coefficients.at, state.at, out.at);
      const o = out.view;
      const a = 2 * p;
      const weightRight = weights[a + 1] ?? 0;
      weightedSum += (weights[a] as number) * (o[0] as number) + weightRight * (o[1] as number);
      plainSum += o[3] as number;
      squares[a] = (squares[a] as number) + (o[3] as number);
      sums[a] = (sums[a] as number) + (o[6] as number);
      if (a + 1 < channelCount) {
        plainSum += o[4] as number;
        squares[a + 1] = (squares[a + 1] as number) + (o[4] as number);
        sums[a + 1] = (sums[a + 1] as number) + (o[7] as number);
      }
      if (p === 0) {
        pair.weighted += (o[0] as number) + (channelCount > 1 ? (o[1] as number) : 0);
        pair.weightedCross += o[2] as number;
        pair.cross += o[5] as number;
      }
    }
  };

  return {
    push: (block) => {
      const total = block[0]?.length ?? 0;
      for (let start = 0; start < total; start += CHUNK) {
        const count = Math.min(CHUNK, total - start);
        for (let p = 0; p < pairs.length; p++) {
          const { left, right } = pairs[p] as Pair;
          left.view.set((block[2 * p] as Float32Array).subarray(start, start + count));
          const second = block[2 * p + 1];
          if (second) right.view.set(second.subarray(start, start + count));
        }
        for (let done = 0; done < count; ) {
          const step = Math.min(count - done, sliceEnd - frames);
          run(done, step);
          done += step;
          frames += step;
          if (frames === sliceEnd) closeSlice();
        }
      }
    },
    finish: () => ({
      frames,
      weightedPower: weightedPower.slice(0, slices),
      meanSquare: meanSquare.slice(0, slices),
      squares,
      sums,
      cross: pair.cross,
      weightedPair: pair.weighted,
      weightedCross: pair.weightedCross,
    }),
  };
}

interface Pair {
  readonly kernels: KernelMemory["kernels"];
  readonly left: Region<Float32Array>;
  readonly right: Region<Float32Array>;
  readonly coefficients: Region<Float64Array>;
  readonly state: Region<Float64Array>;
  readonly out: Region<Float64Array>;
}

function kWeightingPair(sampleRate: Hertz): [Biquad, Biquad] {
  const { shelf, highPass } = kWeighting(sampleRate);
  return [shelf, highPass];
}

function createPair([shelf, highPass]: readonly [Biquad, Biquad]): Pair {
  const { kernels, floats, doubles } = createKernels(CHUNK * 8 + 1024);
  const coefficients = doubles(10);
  coefficients.view.set([shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2]);
  coefficients.view.set([highPass.b0, highPass.b1, highPass.b2, highPass.a1, highPass.a2], 5);
  return { kernels, left: floats(CHUNK), right: floats(CHUNK), coefficients, state: doubles(8), out: doubles(8) };
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
