/** The pitch of one frame from the autocorrelation of its compressed spectrum. */
import { cos, log, sin } from "../../foundation/numbers/elementary.ts";
import { createFft, type Hertz } from "../../foundation/sound/index.ts";

/** Pitches looked for. */
const LOWEST_HZ = 55;
const HIGHEST_HZ = 1100;
/** Partials over this say little more of the pitch. */
const TOP_HZ = 5000;

export interface FramePitch {
  /** From the powers of the bins under half the transform; the results stand in `cents` and `clarity`. */
  find(power: Float64Array): void;
  /** Over 55 Hz; 0 where there is no pitch. */
  readonly cents: number;
  /** Height of the peak, 0 to 1. */
  readonly clarity: number;
}

/**
 * T. Tolonen, M. Karjalainen, A computationally efficient multipitch analysis model, IEEE Trans. Speech and Audio
 * Processing 8(6), 2000: magnitudes in place of powers. The window's own autocorrelation is taken off as in P. Boersma,
 * Proc. Institute of Phonetic Sciences 17, Amsterdam 1993. Only bins under 5 kHz count, so the inverse transform is a
 * short one, at a rate just over 20 kHz. `size`: of the transform that the powers come from.
 */
export function createFramePitch(sampleRate: Hertz, size: number): FramePitch {
  const top = Math.min(size / 2, Math.floor((TOP_HZ * size) / sampleRate));
  let short = 64;
  while (short < 4 * top) short *= 2;
  const rate = (sampleRate * short) / size;
  const fft = createFft(short);
  const { re, im } = fft;
  const shortest = Math.floor(rate / HIGHEST_HZ);
  const longest = Math.min(short / 2 - 2, Math.ceil(rate / LOWEST_HZ));
  const least = Math.max(2, Math.round(rate / 5500));
  const shape = Float64Array.from({ length: longest + 2 }, (_, lag) => hannAutocorrelation(lag / short));
  const pitch = { cents: 0, clarity: 0 };

  const find = (power: Float64Array): void => {
    pitch.cents = 0;
    pitch.clarity = 0;
    re.fill(0);
    im.fill(0);
    for (let k = 1; k < top; k++) {
      const magnitude = Math.sqrt(power[k] as number);
      re[k] = magnitude;
      re[short - k] = magnitude;
    }
    fft.inverse();
    const zero = re[0] as number;
    if (!(zero > 0)) return;
    let best = -1;
    let bestValue = 0;
    let fallen = false;
    for (let lag = least; lag <= longest; lag++) {
      const value = (re[lag] as number) / (zero * (shape[lag] as number));
      if (value < 0.15) fallen = true;
      if (!fallen || lag < shortest) continue;
      // An octave lower has to be clearly better: sub-harmonics of a period are periods too.
      if (value > bestValue * (best > 0 && lag > best * 1.5 ? 1.12 : 1)) {
        best = lag;
        bestValue = value;
      }
    }
    if (best < 0) return;
    const y0 = re[best - 1] as number;
    const y1 = re[best] as number;
    const y2 = re[best + 1] as number;
    const bend = y0 - 2 * y1 + y2;
    const lag = best + (bend < 0 ? (0.5 * (y0 - y2)) / bend : 0);
    pitch.cents = Math.round((1200 / Math.LN2) * log(rate / lag / 55));
    pitch.clarity = Math.min(1, bestValue);
  };
  return {
    find,
    get cents() {
      return pitch.cents;
    },
    get clarity() {
      return pitch.clarity;
    },
  };
}

/** Boersma's equation 8; `part` of the window's length. */
function hannAutocorrelation(part: number): number {
  const angle = 2 * Math.PI * part;
  return Math.max(0.05, (1 - part) * (2 / 3 + cos(angle) / 3) + sin(angle) / (2 * Math.PI));
}
