import { pow, tan } from "../../numbers/elementary.ts";
import type { Hertz } from "../audio.ts";
import type { Biquad } from "../filters/biquad.ts";

/**
 * The two filters of K-weighting at any sample rate (Hz): a shelf for the head, then a high-pass.
 * ITU-R BS.1770-5, Annex 1, tables 1 and 2, which give 48 kHz only; here by bilinear transform of the analogue
 * prototypes that give exactly these tables at 48 kHz (f, G, Q below).
 */
export function kWeighting(sampleRate: Hertz): { readonly shelf: Biquad; readonly highPass: Biquad } {
  return { shelf: shelf(sampleRate), highPass: highPass(sampleRate) };
}

function shelf(sampleRate: Hertz): Biquad {
  const k = tan((Math.PI * Math.min(1681.974450955533, 0.49 * sampleRate)) / sampleRate);
  const q = 0.7071752369554196;
  const high = pow(10, 3.999843853973347 / 20);
  const band = pow(high, 0.4996667741545416);
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPass(sampleRate: Hertz): Biquad {
  const k = tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
