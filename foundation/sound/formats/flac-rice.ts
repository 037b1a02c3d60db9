import type { FlacBitWriter } from "./flac-bit-writer.ts";

/** How residuals are to be coded. */
export interface RiceCoding {
  readonly partitionOrder: number;
  /** One for each partition. */
  readonly parameters: Uint8Array;
  /** 4 where all parameters are below 15, 5 otherwise. */
  readonly parameterBits: 4 | 5;
  /** About how many bits it takes, all told. */
  readonly bits: number;
}

const mostPartitionOrder = 6;
const sums = new Float64Array(1 << mostPartitionOrder);
const trial = new Uint8Array(1 << mostPartitionOrder);

/**
 * The partitions and parameters that take the fewest bits, by the usual estimate: `count` codes whose folded values sum
 * up to S take about count (k + 1) + (S - count / 2) / 2^k bits. Null where a residual is too large to be coded.
 */
export function chooseRice(residuals: Int32Array, order: number, frames: number): RiceCoding | null {
  let partitionOrder = mostPartitionOrder;
  while (
    partitionOrder > 0 &&
    (frames % (1 << partitionOrder) !== 0 || frames >> partitionOrder < Math.max(32, order + 1))
  ) {
    partitionOrder--;
  }
  let all = 0;
  for (let partition = 0, from = order; partition < 1 << partitionOrder; partition++) {
    const to = (partition + 1) * (frames >> partitionOrder);
    let sum = 0;
    for (let n = from; n < to; n++) {
      const residual = residuals[n]!;
      const code = (residual << 1) ^ (residual >> 31);
      all |= code;
      sum += code >>> 0;
    }
    sums[partition] = sum;
    from = to;
  }
  if (all >>> 0 >= 2 ** 30) return null;
  let best: RiceCoding | null = null;
  for (; partitionOrder >= 0; partitionOrder--) {
    const partitions = 1 << partitionOrder;
    let bits = 0;
    let most = 0;
    for (let partition = 0; partition < partitions; partition++) {
      const count = (frames >> partitionOrder) - (partition === 0 ? order : 0);
      const k = riceParameter(sums[partition]!, count);
      trial[partition] = k;
      if (k > most) most = k;
      bits += riceBits(sums[partition]!, count, k);
    }
    const parameterBits = most > 14 ? 5 : 4;
    bits += 6 + partitions * parameterBits;
    if (best === null || bits < best.bits) {
      best = { partitionOrder, parameters: trial.slice(0, partitions), parameterBits, bits };
    }
    for (let partition = 0; partition < partitions / 2; partition++) {
      sums[partition] = sums[2 * partition]! + sums[2 * partition + 1]!;
    }
  }
  return best;
}

/** The parameter for `count` codes whose folded values sum up to `sum`. */
export function riceParameter(sum: number, count: number): number {
  if (count === 0) return 0;
  const mean = Math.floor(sum / count);
  // 2^k is near ln 2 times the mean: the bit length of 0.7 x mean, then the better neighbour.
  let k = Math.max(0, 31 - Math.clz32((mean * 0.7) | 1));
  if (k < 30 && riceBits(sum, count, k + 1) < riceBits(sum, count, k)) k++;
  return Math.min(k, 30);
}

/** About how many bits `count` codes take with parameter `k` (0 to 30). */
export function riceBits(sum: number, count: number, k: number): number {
  const step = 1 << k;
  const above = sum - count * 0.5 * (step - 1);
  return count * (k + 1) + (above > 0 ? above / step : 0);
}

export function putResiduals(
  bits: FlacBitWriter,
  residuals: Int32Array,
  order: number,
  frames: number,
  coding: RiceCoding,
): void {
  const { partitionOrder, parameters, parameterBits } = coding;
  bits.put(parameterBits - 4, 2);
  bits.put(partitionOrder, 4);
  for (let partition = 0, from = order; partition < parameters.length; partition++) {
    const to = (partition + 1) * (frames >> partitionOrder);
    bits.put(parameters[partition]!, parameterBits);
    bits.putRice(residuals, from, to, parameters[partition]!);
    from = to;
  }
}
