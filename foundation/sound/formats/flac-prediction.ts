/**
 * Turns residuals into samples in place: the first samples stay, each later one is its residual plus what a polynomial
 * of that order through its predecessors foretells. RFC 9639, 9.2.5. Sums wrap at 32 bits, as samples fit them.
 */
export function addFixedPrediction(out: Int32Array, frames: number, order: number): void {
  if (order === 1) {
    let a = out[0]!;
    for (let n = 1; n < frames; n++) {
      a = (a + out[n]!) | 0;
      out[n] = a;
    }
  } else if (order === 2) {
    let b = out[0]!;
    let a = out[1]!;
    for (let n = 2; n < frames; n++) {
      const x = (out[n]! + 2 * a - b) | 0;
      b = a;
      a = x;
      out[n] = x;
    }
  } else if (order === 3) {
    let c = out[0]!;
    let b = out[1]!;
    let a = out[2]!;
    for (let n = 3; n < frames; n++) {
      const x = (out[n]! + 3 * (a - b) + c) | 0;
      c = b;
      b = a;
      a = x;
      out[n] = x;
    }
  } else if (order === 4) {
    for (let n = 4; n < frames; n++) {
      out[n] = (out[n]! + 4 * (out[n - 1]! + out[n - 3]!) - 6 * out[n - 2]! - out[n - 4]!) | 0;
    }
  }
}

/**
 * As addFixedPrediction, by linear prediction: x[n] = r[n] + floor(sum of c[j] x[n-1-j] / 2^shift). RFC 9639, 9.2.6.
 *
 * @param productBits bits of a sample plus bits of a coefficient: tells whether the sum fits 32 bits
 */
export function addLinearPrediction(
  out: Int32Array,
  frames: number,
  coefficients: readonly number[],
  shift: number,
  productBits: number,
): void {
  const order = coefficients.length;
  if (productBits + (32 - Math.clz32(order - 1)) <= 32) {
    const c = Int32Array.from(coefficients);
    if (order === 8) {
      addOrder8(out, frames, c, shift);
      return;
    }
    for (let n = order; n < frames; n++) {
      let sum = 0;
      for (let j = 0, at = n - 1; j < order; j++, at--) sum = (sum + Math.imul(c[j]!, out[at]!)) | 0;
      out[n] = out[n]! + (sum >> shift);
    }
    return;
  }
  // 33-bit samples x 15-bit coefficients x 32 terms stay below 2^53: doubles are exact here.
  const c = Float64Array.from(coefficients);
  const scale = 2 ** -shift;
  for (let n = order; n < frames; n++) {
    let sum = 0;
    for (let j = 0, at = n - 1; j < order; j++, at--) sum += c[j]! * out[at]!;
    out[n] = (out[n]! + Math.floor(sum * scale)) | 0;
  }
}

/** The order most encoders use, its history in registers. */
function addOrder8(out: Int32Array, frames: number, c: Int32Array, shift: number): void {
  const [c0, c1, c2, c3, c4, c5, c6, c7] = c as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  let [x7, x6, x5, x4, x3, x2, x1, x0] = out as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let n = 8; n < frames; n++) {
    const near = (Math.imul(c0, x0) + Math.imul(c1, x1) + Math.imul(c2, x2) + Math.imul(c3, x3)) | 0;
    const far = (Math.imul(c4, x4) + Math.imul(c5, x5) + Math.imul(c6, x6) + Math.imul(c7, x7)) | 0;
    const x = (out[n]! + (((near + far) | 0) >> shift)) | 0;
    x7 = x6;
    x6 = x5;
    x5 = x4;
    x4 = x3;
    x3 = x2;
    x2 = x1;
    x1 = x0;
    x0 = x;
    out[n] = x;
  }
}

/** As addLinearPrediction for samples of 33 bits: the first `coefficients.length` of `wide` are samples already. */
export function addPredictionWide(
  wide: Float64Array,
  residual: Int32Array,
  frames: number,
  coefficients: readonly number[],
  shift: number,
): void {
  const order = coefficients.length;
  const scale = 2 ** -shift;
  for (let n = order; n < frames; n++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum += coefficients[j]! * wide[n - 1 - j]!;
    wide[n] = residual[n]! + Math.floor(sum * scale);
  }
}
