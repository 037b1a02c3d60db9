import type { FlacBitWriter } from "./flac-bit-writer.ts";
import { chooseFixed, fixedResiduals } from "./flac-fixed.ts";
import { linearPredictor, linearResiduals } from "./flac-linear.ts";
import { chooseRice, putResiduals } from "./flac-rice.ts";

let shifted = new Int32Array(0);
let linear = new Int32Array(0);
let fixed = new Int32Array(0);

/** Writes one subframe: constant, fixed, linear or raw, whichever is shortest. RFC 9639, 9.2. */
export function putSubframe(out: FlacBitWriter, samples: Int32Array, frames: number, bits: number): void {
  const first = samples[0]!;
  let differing = 0;
  let any = 0;
  for (let n = 0; n < frames; n++) {
    const value = samples[n]!;
    differing |= value ^ first;
    any |= value;
  }
  if (differing === 0) {
    out.put(0, 8);
    out.put(first, bits);
    return;
  }
  const wasted = Math.min(31 - Math.clz32(any & -any), bits - 1);
  let used = samples;
  if (wasted > 0) {
    if (shifted.length < frames) shifted = new Int32Array(frames);
    for (let n = 0; n < frames; n++) shifted[n] = samples[n]! >> wasted;
    used = shifted;
  }
  const depth = bits - wasted;
  if (linear.length < frames) {
    linear = new Int32Array(frames);
    fixed = new Int32Array(frames);
  }
  const head = (type: number) => {
    out.put((type << 1) | (wasted > 0 ? 1 : 0), 8);
    if (wasted > 0) out.put(1, wasted);
  };

  const predictor = linearPredictor(used, frames, depth);
  const byLinear = predictor ? tryLinear() : null;
  function tryLinear() {
    linearResiduals(used, frames, depth, predictor!, linear);
    const { coefficients, precision } = predictor!;
    const coding = chooseRice(linear, coefficients.length, frames);
    return coding && { coding, bits: coding.bits + coefficients.length * (depth + precision) + 9 };
  }

  const fixedChoice = chooseFixed(used, frames);
  // The estimate knows no partitions: it may be some hundredths too high.
  const worthTrying = byLinear === null || fixedChoice.bits * 0.97 < byLinear.bits;
  const byFixed = worthTrying && frames >= 5 ? tryFixed() : null;
  function tryFixed() {
    fixedResiduals(used, frames, fixedChoice.order, fixed);
    const coding = chooseRice(fixed, fixedChoice.order, frames);
    return coding && { coding, bits: coding.bits + fixedChoice.order * depth };
  }

  const raw = frames * depth;
  if (byLinear && byLinear.bits < raw && (byFixed === null || byLinear.bits < byFixed.bits)) {
    const { coefficients, precision, shift } = predictor!;
    const order = coefficients.length;
    head(31 + order);
    for (let n = 0; n < order; n++) out.put(used[n]!, depth);
    out.put(precision - 1, 4);
    out.put(shift, 5);
    for (const coefficient of coefficients) out.put(coefficient, precision);
    putResiduals(out, linear, order, frames, byLinear.coding);
  } else if (byFixed && byFixed.bits < raw) {
    head(8 + fixedChoice.order);
    for (let n = 0; n < fixedChoice.order; n++) out.put(used[n]!, depth);
    putResiduals(out, fixed, fixedChoice.order, frames, byFixed.coding);
  } else {
    head(1);
    for (let n = 0; n < frames; n++) out.put(used[n]!, depth);
  }
}
