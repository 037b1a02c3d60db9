/** What the hook of a song is looked for in: four frames a second of pitch classes, tone colour, level and voice. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { log2 } from "../../foundation/numbers/elementary.ts";
import { createFft, type Hertz, hann } from "../../foundation/sound/index.ts";

export const FRAMES_PER_SECOND = 4;
/** Fluxes in one frame: where in it something begins. */
export const FLUXES_PER_FRAME = 8;
export const PITCH_CLASSES = 12;
/** Edges of the bands of tone colour, Hz. */
const EDGES = [60, 150, 300, 600, 1200, 2400, 4800, 9600] as const;
export const COLOURS: number = EDGES.length - 1;

export interface HookFrames {
  readonly count: number;
  /** PITCH_CLASSES a frame, of length 1 each: 200 Hz to 2 kHz. */
  readonly chroma: Float32Array;
  /** COLOURS a frame: level of each band, dB. */
  readonly colour: Float32Array;
  /** Level of each frame, dB. */
  readonly level: Float32Array;
  /** Of 300 Hz to 3.4 kHz how much stands in the middle rather than at the sides, dB: where a voice is mixed. */
  readonly middle: Float32Array;
  /** FLUXES_PER_FRAME a frame: how much louder it got, summed over bins. */
  readonly flux: Float32Array;
}

export interface HookAnalyser {
  /** Samples of both channels; the same array twice for mono. */
  push(left: Float32Array, right: Float32Array): void;
  finish(): HookFrames;
}

/** Power under which nothing is heard, dB. */
const FLOOR_DB = -90;

export function createHookAnalyser(sampleRate: Hertz): HookAnalyser {
  const hop = Math.round(sampleRate / FRAMES_PER_SECOND / FLUXES_PER_FRAME);
  const size = 2 ** Math.round(log2(sampleRate / 11));
  const fft = createFft(size);
  const window = hann(size);
  const half = size / 2;
  const hertz = (bin: number): number => (bin * sampleRate) / size;
  const classOf = Int8Array.from({ length: half }, (_, bin) => {
    const hz = hertz(bin);
    return hz < 200 || hz > 2000 ? -1 : ((Math.round(12 * log2(hz / 440)) % PITCH_CLASSES) + 21) % PITCH_CLASSES;
  });
  const bandOf = Int8Array.from({ length: half }, (_, bin) =>
    EDGES.findIndex((edge, at) => hertz(bin) >= edge && hertz(bin) < (EDGES[at + 1] ?? 0)),
  );
  const [voiceFrom, voiceTo] = [300, 3400].map((hz) => Math.round((hz * size) / sampleRate)) as [number, number];
  const past = [new Float32Array(size), new Float32Array(size)] as const;
  const before = new Float32Array(half);
  const frames = {
    chroma: [] as number[],
    colour: [] as number[],
    level: [] as number[],
    middle: [] as number[],
    flux: [] as number[],
  };
  const sums = {
    chroma: new Float64Array(PITCH_CLASSES),
    colour: new Float64Array(COLOURS),
    mid: 0,
    side: 0,
    parts: 0,
  };
  let fresh = 0;

  const step = (): void => {
    const [left, right] = past;
    // Middle and side in one transform: the real part becomes one spectrum, the imaginary part the other.
    for (let t = 0; t < size; t++) {
      const [l, r] = [left[t] as number, right[t] as number];
      fft.re[t] = (window[t] as number) * (l + r) * 0.5;
      fft.im[t] = (window[t] as number) * (l - r) * 0.5;
    }
    fft.forward();
    let flux = 0;
    for (let bin = 1; bin < half; bin++) {
      const [a, b] = [fft.re[bin] as number, fft.im[bin] as number];
      const [c, d] = [fft.re[size - bin] as number, fft.im[size - bin] as number];
      const mid = ((a + c) ** 2 + (b - d) ** 2) / 4;
      const side = ((a - c) ** 2 + (b + d) ** 2) / 4;
      const power = mid + side;
      const magnitude = Math.sqrt(power);
      const band = bandOf[bin] as number;
      if (band >= 0) {
        sums.colour[band]! += power;
        flux += Math.max(0, Math.sqrt(magnitude) - (before[bin] as number));
      }
      before[bin] = Math.sqrt(magnitude);
      const pitchClass = classOf[bin] as number;
      if (pitchClass >= 0) sums.chroma[pitchClass]! += magnitude;
      if (bin >= voiceFrom && bin < voiceTo) {
        sums.mid += mid;
        sums.side += side;
      }
    }
    frames.flux.push(flux);
    if (++sums.parts === FLUXES_PER_FRAME) closeFrame();
  };
  const decibels = (power: number): number =>
    Math.max(FLOOR_DB, decibelsFromPower(power / (size * size * FLUXES_PER_FRAME) + 1e-12));
  const closeFrame = (): void => {
    const length = Math.sqrt(sums.chroma.reduce((sum, value) => sum + value * value, 0)) + 1e-9;
    for (const value of sums.chroma) frames.chroma.push(value / length);
    let power = 0;
    for (const value of sums.colour) {
      frames.colour.push(decibels(value));
      power += value;
    }
    frames.level.push(decibels(power));
    frames.middle.push(decibels(sums.mid) - decibels(sums.side));
    sums.chroma.fill(0);
    sums.colour.fill(0);
    sums.mid = 0;
    sums.side = 0;
    sums.parts = 0;
  };

  return {
    push(left, right) {
      let at = 0;
      while (at < left.length) {
        const take = Math.min(hop - fresh, left.length - at);
        for (const [channel, samples] of [left, right].entries()) {
          const memory = past[channel] as Float32Array;
          memory.copyWithin(0, take);
          memory.set(samples.subarray(at, at + take), size - take);
        }
        at += take;
        fresh += take;
        if (fresh === hop) {
          fresh = 0;
          step();
        }
      }
    },
    finish() {
      const { chroma, colour, level, middle, flux } = frames;
      const of = (values: readonly number[]): Float32Array => Float32Array.from(values);
      return {
        count: level.length,
        chroma: of(chroma),
        colour: of(colour),
        level: of(level),
        middle: of(middle),
        flux: of(flux),
      };
    },
  };
}
