import { type FlacBits, readRice } from "./flac-bits.ts";
import { addFixedPrediction, addLinearPrediction, addPredictionWide } from "./flac-prediction.ts";

/** A frame says something that no frame may say. */
export class FlacBadFrame extends Error {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.expected = expected;
    this.found = found;
  }
}

const fixedCoefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/**
 * One subframe: `frames` samples of `bits` bits (1 to 33) into `out`. Samples of 33 bits (the side of 32-bit stereo) go
 * into `wide` instead. RFC 9639, 9.2.
 */
export function readSubframe(bits: FlacBits, depth: number, frames: number, out: Int32Array, wide: Float64Array): void {
  const head = bits.unsigned(8);
  if (head >= 128) throw new FlacBadFrame("a zero bit before a subframe", "a one");
  const type = head >> 1;
  const wasted = (head & 1) === 1 ? bits.unary() + 1 : 0;
  const used = depth - wasted;
  if (used < 1) throw new FlacBadFrame(`fewer than ${depth} wasted bits`, `${wasted}`);
  const target = depth > 32 ? wide : out;
  if (type === 0) target.fill(bits.signed(used), 0, frames);
  else if (type === 1) for (let n = 0; n < frames; n++) target[n] = bits.signed(used);
  else if (type >= 8 && type <= 12) {
    const order = type - 8;
    if (order > frames) throw new FlacBadFrame(`a predictor of at most ${frames} samples`, `${order}`);
    for (let n = 0; n < order; n++) target[n] = bits.signed(used);
    readResidual(bits, order, frames, out);
    if (depth > 32) addPredictionWide(wide, out, frames, fixedCoefficients[order]!, 0);
    else addFixedPrediction(out, frames, order);
  } else if (type >= 32) {
    const order = type - 31;
    if (order > frames) throw new FlacBadFrame(`a predictor of at most ${frames} samples`, `${order}`);
    for (let n = 0; n < order; n++) target[n] = bits.signed(used);
    const precision = bits.unsigned(4) + 1;
    if (precision === 16) throw new FlacBadFrame("a coefficient precision of 1 to 15 bits", "the code for none");
    const shift = bits.signed(5);
    if (shift < 0) throw new FlacBadFrame("a shift of 0 to 15", `${shift}`);
    const coefficients = Array.from({ length: order }, () => bits.signed(precision));
    readResidual(bits, order, frames, out);
    if (depth > 32) addPredictionWide(wide, out, frames, coefficients, shift);
    else addLinearPrediction(out, frames, coefficients, shift, used + precision);
  } else throw new FlacBadFrame("a subframe type that exists", `${type}`);
  if (wasted > 0) {
    const factor = 2 ** wasted;
    for (let n = 0; n < frames; n++) target[n] = target[n]! * factor;
  }
}

function readResidual(bits: FlacBits, order: number, frames: number, out: Int32Array): void {
  const method = bits.unsigned(2);
  if (method > 1) throw new FlacBadFrame("residual coding 0 or 1", `${method}`);
  const parameterBits = method === 0 ? 4 : 5;
  const rawCode = method === 0 ? 15 : 31;
  const partitionOrder = bits.unsigned(4);
  const partitionFrames = frames >>> partitionOrder;
  if (partitionFrames << partitionOrder !== frames || (partitionOrder > 0 && partitionFrames < order)) {
    throw new FlacBadFrame(`partitions that divide ${frames} frames`, `2^${partitionOrder} of them`);
  }
  for (let partition = 0, from = order; partition < 1 << partitionOrder; partition++) {
    const to = (partition + 1) * partitionFrames;
    const parameter = bits.unsigned(parameterBits);
    if (parameter === rawCode) {
      const width = bits.unsigned(5);
      for (let n = from; n < to; n++) out[n] = bits.signed(width);
    } else readRice(bits, parameter, out, from, to);
    from = to;
  }
}
