/**
 * The built-in instruments. A voice plays one note into a buffer (mono or stereo, added to what is there), from its frame
 * on for as long as it sounds; notes do not know of each other. Levels: a note of velocity 100 peaks near -12 dBFS.
 */
import { pow } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { createLowPass } from "./low-pass.ts";
import { fallPerSample, frequencyOf, sawFor, sineAt, tableAt } from "./waves.ts";

export interface PlayedNote {
  /** Frame at which it begins; may lie outside the buffer. */
  readonly frame: number;
  /** Frames until it is let go. */
  readonly frames: number;
  /** MIDI key. */
  readonly pitch: number;
  /** 1 to 127. */
  readonly velocity: number;
}

export interface Voice {
  readonly channels: 1 | 2;
  /** How long a note may sound after it was let go. */
  readonly tailSeconds: number;
  play(note: PlayedNote, out: readonly Float32Array[], sampleRate: number, random: Random): void;
}

/** Samples between two moves of filters and vibrato. */
const BLOCK = 32;

/** Velocity as a gain: 40 dB from 1 to 127 (Dannenberg, "The Interpretation of MIDI Velocity", ICMC 2006: square law). */
function gainOf(velocity: number): number {
  const m = 0.1 + (0.9 * velocity) / 127;
  return m * m;
}

/** Rise to 1, then down after the note's end: a level for sample n. */
function shaped(n: number, frames: number, attack: number, release: number): number {
  const rise = n < attack ? n / attack : 1;
  return n < frames ? rise : rise * Math.max(0, 1 - (n - frames) / release);
}

interface SawSettings {
  /** Cents of each saw against the pitch, with its place from -1 (left) to 1. */
  readonly saws: readonly (readonly [cents: number, place: number])[];
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
  /** Cut-off at velocity 0 and 127, as multiples of the note's frequency, and what the beginning adds. */
  readonly brightness: readonly [low: number, high: number, strike: number];
  readonly strikeSeconds: number;
  readonly q: number;
  /** Vibrato in cents and Hz, coming in after a while. */
  readonly vibrato: readonly [cents: number, rate: number, afterSeconds: number];
  /** Share of a sine an octave below. */
  readonly sub: number;
  readonly gain: number;
}

function sawVoice(settings: SawSettings, channels: 1 | 2): Voice {
  const { saws, attackSeconds, releaseSeconds, brightness, strikeSeconds, q, vibrato, sub, gain } = settings;
  return {
    channels,
    tailSeconds: releaseSeconds,
    play(note, out, sampleRate, random) {
      const base = frequencyOf(note.pitch);
      const table = sawFor(base * 1.02, sampleRate);
      const filters = Array.from({ length: channels }, () => createLowPass(sampleRate));
      const phases = saws.map(() => random.uniform());
      const speeds = saws.map(([cents]) => pow(2, cents / 1200));
      const gains = saws.map(([, place]) =>
        channels === 1 ? [1] : [Math.sqrt((1 - place) / 2), Math.sqrt((1 + place) / 2)],
      );
      const attack = Math.max(1, attackSeconds * sampleRate);
      const release = releaseSeconds * sampleRate;
      const level = (gain * gainOf(note.velocity)) / Math.sqrt(saws.length);
      const fall = fallPerSample(strikeSeconds, sampleRate);
      let strike = 1;
      let subPhase = 0;
      let step = base / sampleRate;
      const top = brightness[0] + ((brightness[1] - brightness[0]) * note.velocity) / 127;
      const total = note.frames + release;
      const turn = random.uniform();
      for (let n = 0; n < total; n++) {
        if (n % BLOCK === 0) {
          for (const filter of filters) filter.tune(base * (top + brightness[2] * strike) + 120, q);
          const since = n / sampleRate - vibrato[2];
          const depth = since <= 0 ? 0 : vibrato[0] * Math.min(1, since * 2.5);
          step = (base / sampleRate) * (1 + (depth / 1731) * sineAt(turn + (vibrato[1] * n) / sampleRate));
        }
        strike *= fall;
        let left = 0;
        let right = 0;
        for (let k = 0; k < phases.length; k++) {
          let phase = (phases[k] as number) + step * (speeds[k] as number);
          if (phase >= 1) phase -= 1;
          phases[k] = phase;
          const x = tableAt(table, phase);
          left += x * ((gains[k] as number[])[0] as number);
          if (channels === 2) right += x * ((gains[k] as number[])[1] as number);
        }
        if (sub > 0) {
          subPhase += step / 2;
          if (subPhase >= 1) subPhase -= 1;
          left += sub * sineAt(subPhase);
        }
        const at = note.frame + n;
        const height = level * shaped(n, note.frames, attack, release);
        const first = (filters[0] as ReturnType<typeof createLowPass>).next(left) * height;
        const second = channels === 2 ? (filters[1] as ReturnType<typeof createLowPass>).next(right) * height : 0;
        if (at < 0 || at >= (out[0] as Float32Array).length) continue;
        (out[0] as Float32Array)[at]! += first;
        if (channels === 2) (out[1] as Float32Array)[at]! += second;
      }
    },
  };
}

export const lead: Voice = sawVoice(
  {
    saws: [
      [-4, 0],
      [4, 0],
    ],
    attackSeconds: 0.012,
    releaseSeconds: 0.09,
    brightness: [2, 7, 4],
    strikeSeconds: 0.5,
    q: 0.9,
    vibrato: [14, 5.3, 0.25],
    sub: 0,
    gain: 0.5,
  },
  1,
);

export const bass: Voice = sawVoice(
  {
    saws: [[0, 0]],
    attackSeconds: 0.006,
    releaseSeconds: 0.06,
    brightness: [2, 5, 6],
    strikeSeconds: 0.7,
    q: 0.8,
    vibrato: [0, 1, 9],
    sub: 0,
    gain: 0.65,
  },
  1,
);

export const pad: Voice = sawVoice(
  {
    saws: [
      [-7, -0.8],
      [0, 0],
      [7, 0.8],
    ],
    attackSeconds: 0.3,
    releaseSeconds: 0.7,
    brightness: [2, 4, 0],
    strikeSeconds: 1,
    q: 0.6,
    vibrato: [3, 0.4, 0],
    sub: 0,
    gain: 0.28,
  },
  2,
);

/** A section of bowed strings: many saws, a slow bow, vibrato. */
export const strings: Voice = sawVoice(
  {
    saws: [
      [-9, -0.7],
      [-3, 0.4],
      [4, -0.3],
      [10, 0.7],
    ],
    attackSeconds: 0.14,
    releaseSeconds: 0.3,
    brightness: [3, 9, 1],
    strikeSeconds: 0.6,
    q: 0.55,
    vibrato: [9, 5.6, 0.2],
    sub: 0,
    gain: 0.3,
  },
  2,
);

/**
 * Electric piano by frequency modulation (J. Chowning, "The Synthesis of Complex Audio Spectra by Means of Frequency
 * Modulation", JAES 21, 1973): a body at the note's own frequency, a tine at fourteen times it. Harder is brighter.
 */
export const electricPiano: Voice = {
  channels: 1,
  tailSeconds: 0.25,
  play(note, out, sampleRate) {
    const buffer = out[0] as Float32Array;
    const frequency = frequencyOf(note.pitch);
    const step = frequency / sampleRate;
    const hard = note.velocity / 127;
    const seconds = Math.min(6, 900 / frequency + 1.2);
    const fall = fallPerSample(seconds, sampleRate);
    const bodyFall = fallPerSample(seconds * 0.6, sampleRate);
    const tineFall = fallPerSample(0.35, sampleRate);
    const release = 0.22 * sampleRate;
    let level = 0.42 * gainOf(note.velocity);
    let body = 0.25 * (0.35 + 1.4 * hard * hard);
    // The tine stays below half the sampling rate.
    let tine = frequency * 15 < 0.45 * sampleRate ? 0.05 * hard : 0;
    let phase = 0;
    const total = Math.min(note.frames + release, seconds * 1.2 * sampleRate);
    for (let n = 0; n < total; n++) {
      phase += step;
      if (phase >= 1) phase -= 1;
      level *= fall;
      body *= bodyFall;
      tine *= tineFall;
      const x = sineAt(phase + 2 + body * sineAt(phase)) + tine * 6 * sineAt(phase * 14);
      const at = note.frame + n;
      if (at >= 0 && at < buffer.length) buffer[at]! += x * level * shaped(n, note.frames, 0.002 * sampleRate, release);
    }
  },
};

/**
 * A plucked string (K. Karplus and A. Strong, CMJ 7, 1983; D. Jaffe and J. Smith, "Extensions of the Karplus-Strong
 * Plucked-String Algorithm", same issue): a delay as long as a period, with a loss in its loop. An all-pass takes the
 * fraction of a sample, so that it is in tune; the pluck is softer for soft notes, and at a seventh of the string.
 */
export const guitar: Voice = {
  channels: 1,
  tailSeconds: 0.15,
  play(note, out, sampleRate, random) {
    const buffer = out[0] as Float32Array;
    const frequency = frequencyOf(note.pitch);
    const hard = note.velocity / 127;
    const loss = 0.5 * Math.min(0.9, 0.25 + 120 / frequency);
    const period = sampleRate / frequency - loss;
    const whole = Math.max(2, Math.floor(period - 0.3));
    const fraction = period - whole;
    const allPass = (1 - fraction) / (1 + fraction);
    const line = new Float32Array(whole);
    const place = Math.max(1, Math.floor(whole / 7));
    let soft = 0;
    const cut = 0.25 + 0.7 * hard;
    const burst = Float32Array.from({ length: whole }, () => {
      soft += cut * (random.uniform(-1, 1) - soft);
      return soft;
    });
    for (let n = 0; n < whole; n++) line[n] = (burst[n] as number) - (burst[(n + whole - place) % whole] as number);
    const seconds = Math.min(5, 1.2 + 500 / frequency);
    const hold = pow(10, (-3 * (period + loss)) / (seconds * sampleRate));
    const release = 0.12 * sampleRate;
    const level = 0.5 * gainOf(note.velocity);
    let at = 0;
    let lastIn = 0;
    let lastX = 0;
    let lastY = 0;
    const total = Math.min(note.frames + release, seconds * sampleRate);
    for (let n = 0; n < total; n++) {
      const x = line[at] as number;
      const lost = hold * ((1 - loss) * x + loss * lastIn);
      lastIn = x;
      const y = allPass * (lost - lastY) + lastX;
      lastX = lost;
      lastY = y;
      line[at] = y;
      at = at + 1 === whole ? 0 : at + 1;
      const frame = note.frame + n;
      if (frame >= 0 && frame < buffer.length) buffer[frame]! += x * level * shaped(n, note.frames, 1, release);
    }
  },
};
