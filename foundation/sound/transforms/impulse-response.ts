import { cos, exp, log, sin } from "../../numbers/elementary.ts";
import { createFft } from "./fft.ts";

export type Phase = "minimum" | "linear";

/**
 * The impulse response (`taps` of them, a power of 2) of a filter with the magnitude given at taps/2 + 1 frequencies
 * from 0 to half the sample rate. Minimum phase: by the folded cepstrum (A. V. Oppenheim and R. W. Schafer,
 * Discrete-Time Signal Processing, section 13.5.4), 4 times oversampled in frequency, its tail faded over the last
 * eighth. Linear phase: symmetrical around taps/2, Hann-tapered.
 */
export function impulseResponse(magnitude: Float64Array, taps: number, phase: Phase): Float32Array {
  return phase === "minimum" ? minimumPhase(magnitude, taps) : linearPhase(magnitude, taps);
}

const LEAST_MAGNITUDE = 1e-6;

function minimumPhase(magnitude: Float64Array, taps: number): Float32Array {
  const size = 4 * taps;
  const { re, im, forward, inverse } = createFft(size);
  for (let k = 0; k <= size / 2; k++) {
    const at = (k * taps) / size;
    const low = Math.floor(at);
    const share = at - low;
    const a = log(Math.max(LEAST_MAGNITUDE, magnitude[low] as number));
    const b = share > 0 ? log(Math.max(LEAST_MAGNITUDE, magnitude[low + 1] as number)) : a;
    re[k] = a + (b - a) * share;
    if (k > 0 && k < size / 2) re[size - k] = re[k] as number;
  }
  im.fill(0);
  inverse();
  // Fold the even cepstrum into a causal one.
  for (let n = 0; n < size; n++) {
    const fold = n === 0 || n === size / 2 ? 1 : n < size / 2 ? 2 : 0;
    re[n] = ((re[n] as number) * fold) / size;
    im[n] = 0;
  }
  forward();
  for (let k = 0; k < size; k++) {
    const level = exp(re[k] as number);
    const angle = im[k] as number;
    re[k] = level * cos(angle);
    im[k] = level * sin(angle);
  }
  inverse();
  const response = new Float32Array(taps);
  const fade = taps / 8;
  for (let n = 0; n < taps; n++) {
    const left = taps - n;
    const window = left < fade ? 0.5 - 0.5 * cos((Math.PI * left) / fade) : 1;
    response[n] = ((re[n] as number) / size) * window;
  }
  return response;
}

function linearPhase(magnitude: Float64Array, taps: number): Float32Array {
  const { re, im, inverse } = createFft(taps);
  for (let k = 0; k <= taps / 2; k++) {
    // Half the length as delay: a factor of (-1)^k.
    const value = (magnitude[k] as number) * (k % 2 === 0 ? 1 : -1);
    re[k] = value;
    if (k > 0 && k < taps / 2) re[taps - k] = value;
  }
  im.fill(0);
  inverse();
  return Float32Array.from(re, (value, n) => (value / taps) * (0.5 - 0.5 * cos((2 * Math.PI * n) / taps)));
}
