/** Spectra of the frames of a trace: excitation, pitch, flatness, and sums over the whole sound. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { log, log2 } from "../../foundation/numbers/elementary.ts";
import { createFft, type Hertz, hann, THIRD_OCTAVES_HZ, thirdOctaves } from "../../foundation/sound/index.ts";
import { ERB_BANDS, erbWeights, excitation } from "./erb.ts";
import { createFramePitch } from "./frame-pitch.ts";

/** Levels are kept in half decibels over this one, dB (a full-scale sine has 0). */
export const TRACE_FLOOR_DB = -110;
/** Frames whose power is under this are taken for silence, dB. */
const SILENT_DB = -90;

export interface FrameTraces {
  /** Excitation, `ERB_BANDS` values a trace frame, half decibels over TRACE_FLOOR_DB; 0: nothing. */
  readonly excitation: Uint8Array;
  /** Pitch of each trace frame in cents over 55 Hz, and how clear it is (0 to 255). */
  readonly cents: Int16Array;
  readonly clarity: Uint8Array;
  /** Spectral flatness 500 Hz to 8 kHz of each trace frame, 0 (a tone) to 255 (white). */
  readonly flatness: Uint8Array;
  /** Two values a trace frame, 215 Hz to 2.6 kHz and 3 to 8 kHz: how far partials stand out, in eighths of a decibel. */
  readonly tonality: Uint8Array;
  /** Power of the whole sound per third octave, left, right, and what both share (the cross power). */
  readonly leftPower: Float64Array;
  readonly rightPower: Float64Array;
  readonly crossPower: Float64Array;
  /** Magnitudes of 200 Hz to 2 kHz by pitch class, C first. */
  readonly chroma: Float64Array;
  /** Highest sample. */
  readonly peak: number;
}

export interface FrameSpectra {
  frame(left: Float32Array, right: Float32Array): void;
  finish(count: number): FrameTraces;
}

export function createFrameSpectra(sampleRate: Hertz, size: number): FrameSpectra {
  const fft = createFft(size);
  const { re, im } = fft;
  const window = hann(size);
  const half = size / 2;
  // A sine of amplitude 1 in both channels has power 1.
  const scale = 2 / (window.reduce((sum, w) => sum + w, 0) / 2) ** 2 / 4;
  const quarter = scale / 4;
  const weights = erbWeights(sampleRate, size);
  const power = new Float64Array(half);
  const bands = new Float64Array(ERB_BANDS);
  const bandOf = Int32Array.from({ length: half }, (_, k) => {
    const hz = (k * sampleRate) / size;
    return thirdOctaves.findIndex(({ fromHz, toHz }) => hz >= fromHz && hz < toHz);
  });
  const edges = [1];
  for (let k = 2; k < half; k++) if (bandOf[k] !== bandOf[k - 1]) edges.push(k);
  edges.push(half);
  const classOf = Int8Array.from({ length: half }, (_, k) => {
    const hz = (k * sampleRate) / size;
    return hz < 200 || hz > 2000 ? -1 : ((Math.round(12 * log2(hz / 440)) % 12) + 21) % 12;
  });
  const firstClass = classOf.findIndex((pitchClass) => pitchClass >= 0);
  const lastClass = classOf.findLastIndex((pitchClass) => pitchClass >= 0) + 1;
  const chroma = new Float64Array(12);
  const pitch = createFramePitch(sampleRate, size);
  const [flatFrom, flatTo] = [Math.ceil((500 * size) / sampleRate), Math.floor((8000 * size) / sampleRate)];
  const [midFrom, midTo] = [Math.ceil((215 * size) / sampleRate), Math.floor((2600 * size) / sampleRate)];
  const [highFrom, highTo] = [Math.ceil((3000 * size) / sampleRate), Math.floor((8000 * size) / sampleRate)];
  let room = 1024;
  let excitations = new Uint8Array(room * ERB_BANDS);
  let cents = new Int16Array(room);
  let clarity = new Uint8Array(room);
  let flatness = new Uint8Array(room);
  let tonality = new Uint8Array(room * 2);
  const leftPower = new Float64Array(THIRD_OCTAVES_HZ.length);
  const rightPower = new Float64Array(THIRD_OCTAVES_HZ.length);
  const crossPower = new Float64Array(THIRD_OCTAVES_HZ.length);
  let count = 0;
  let peak = 0;

  const grow = (): void => {
    room *= 2;
    const bigger = <T extends Uint8Array | Int16Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    excitations = bigger(excitations, new Uint8Array(room * ERB_BANDS));
    cents = bigger(cents, new Int16Array(room));
    clarity = bigger(clarity, new Uint8Array(room));
    flatness = bigger(flatness, new Uint8Array(room));
    tonality = bigger(tonality, new Uint8Array(room * 2));
  };

  const frame = (left: Float32Array, right: Float32Array): void => {
    if (count === room) grow();
    const at = count++;
    let most = 0;
    for (let n = 0; n < size; n++) {
      const a = left[n] as number;
      const b = right[n] as number;
      if (a > most) most = a;
      else if (-a > most) most = -a;
      if (b > most) most = b;
      else if (-b > most) most = -b;
    }
    // Windows overlap: every sample is in one.
    if (most > peak) peak = most;
    if (most < 3e-5) return;
    for (let n = 0; n < size; n++) {
      re[n] = (left[n] as number) * (window[n] as number);
      im[n] = (right[n] as number) * (window[n] as number);
    }
    fft.forward();
    let total = 0;
    // One stretch of bins after the other, each of one third octave or of none: sums stay in registers.
    for (let piece = 0; piece + 1 < edges.length; piece++) {
      const to = edges[piece + 1] as number;
      let ofLeft = 0;
      let ofRight = 0;
      let ofBoth = 0;
      for (let k = edges[piece] as number; k < to; k++) {
        const p = re[k] as number;
        const q = im[k] as number;
        const r = re[size - k] as number;
        const s = im[size - k] as number;
        // Twice the spectra of left and right.
        const lr = p + r;
        const li = q - s;
        const rr = q + s;
        const ri = r - p;
        const a = (lr * lr + li * li) * quarter;
        const b = (rr * rr + ri * ri) * quarter;
        power[k] = a + b;
        total += a + b;
        ofLeft += a;
        ofRight += b;
        ofBoth += lr * rr + li * ri;
      }
      const band = bandOf[edges[piece] as number] as number;
      if (band < 0) continue;
      leftPower[band] = (leftPower[band] as number) + ofLeft;
      rightPower[band] = (rightPower[band] as number) + ofRight;
      crossPower[band] = (crossPower[band] as number) + ofBoth * quarter;
    }
    if (!(decibelsFromPower(total) > SILENT_DB)) return;
    excitation(weights, power, bands);
    for (let b = 0; b < ERB_BANDS; b++) {
      const value = 2 * (decibelsFromPower((bands[b] as number) + 1e-20) - TRACE_FLOOR_DB);
      excitations[at * ERB_BANDS + b] = Math.max(0, Math.min(255, Math.round(value)));
    }
    flatness[at] = flatnessOf(power, flatFrom, flatTo);
    tonality[2 * at] = tonalityOf(power, midFrom, midTo);
    tonality[2 * at + 1] = tonalityOf(power, highFrom, highTo);
    for (let k = firstClass; k < lastClass; k++) {
      const pitchClass = classOf[k] as number;
      chroma[pitchClass] = (chroma[pitchClass] as number) + Math.sqrt(power[k] as number);
    }
    pitch.find(power);
    cents[at] = pitch.cents;
    clarity[at] = Math.max(0, Math.round(pitch.clarity * 255));
  };
  return {
    frame,
    finish: (wanted) => ({
      excitation: excitations.slice(0, wanted * ERB_BANDS),
      cents: cents.slice(0, wanted),
      clarity: clarity.slice(0, wanted),
      flatness: flatness.slice(0, wanted),
      tonality: tonality.slice(0, 2 * wanted),
      leftPower,
      rightPower,
      crossPower,
      chroma,
      peak,
    }),
  };
}

/** Geometric over arithmetic mean of the powers of bins `from` to `to`, as 0 to 255; logarithms of products of 8. */
function flatnessOf(power: Float64Array, from: number, to: number): number {
  let sum = 1e-20;
  for (let k = from; k < to; k++) sum += power[k] as number;
  const scale = (to - from) / sum;
  let logs = 0;
  let product = 1;
  let held = 0;
  for (let k = from; k < to; k++) {
    product *= (power[k] as number) * scale + 1e-7;
    if (++held === 8 || k === to - 1) {
      logs += log(product);
      product = 1;
      held = 0;
    }
  }
  // exp() of a mean logarithm, kept as decibels under the arithmetic mean: 0 dB white, -40 dB and less tones.
  const underDb = ((10 / Math.LN10) * logs) / (to - from);
  return Math.max(0, Math.min(255, Math.round((1 + underDb / 40) * 255)));
}

/** Bins of a piece: wide enough for one partial or more, narrow enough that the slope of the spectrum matters little. */
const PIECE = 32;

/**
 * Mean, over pieces of the spectrum, of how far the geometric mean of the powers lies under the arithmetic one, in
 * eighths of a decibel: near 20 (2.5 dB) for noise, over 100 for partials. No equaliser changes it much.
 */
function tonalityOf(power: Float64Array, from: number, to: number): number {
  let sum = 0;
  let pieces = 0;
  for (let first = from; first + PIECE <= to; first += PIECE) {
    let total = 1e-30;
    for (let k = first; k < first + PIECE; k++) total += power[k] as number;
    const scale = PIECE / total;
    let logs = 0;
    for (let k = first; k < first + PIECE; k += 8) {
      let product = 1;
      for (let n = k; n < k + 8; n++) product *= (power[n] as number) * scale + 1e-6;
      logs += log(product);
    }
    sum -= logs / PIECE;
    pieces++;
  }
  return pieces > 0 ? Math.min(255, Math.round((80 / Math.LN10) * (sum / pieces))) : 0;
}
