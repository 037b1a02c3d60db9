/** Instruments to practise on, each with its ways of sounding drawn by chance. */
import { exp, log, tanh } from "../../foundation/numbers/elementary.ts";
import {
  createSaw,
  createStateVariable,
  frequencyOf,
  ramp,
  sineOfTurns,
} from "../../foundation/sound/example/oscillators.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { BENCH_RATE } from "./songs.ts";

const RATE = BENCH_RATE;

export function addSound(out: Stereo, sound: Float32Array, seconds: number, gain: number, pan = 0): void {
  const start = Math.round(seconds * RATE);
  out.forEach((channel, side) => {
    const level = gain * (side === 0 ? Math.min(1, 1 - pan) : Math.min(1, 1 + pan));
    const end = Math.min(sound.length, channel.length - start);
    for (let n = Math.max(0, -start); n < end; n++)
      channel[start + n] = (channel[start + n] as number) + level * (sound[n] as number);
  });
}

export function saturated(out: Stereo, drive: number): void {
  for (const channel of out)
    for (let n = 0; n < channel.length; n++) channel[n] = tanh(drive * (channel[n] as number)) / drive;
}

/** A sine that falls in pitch, with noise of its beater: kicks (low), toms, congas, blips. */
export function skin(
  random: Random,
  { low, high, fall, decay, click }: Readonly<Record<"low" | "high" | "fall" | "decay" | "click", number>>,
): Float32Array {
  const sound = new Float32Array(Math.round(Math.min(2, 5 * decay) * RATE));
  const knock = createStateVariable(RATE);
  knock.tune(random.uniform(1500, 7000), 1.2);
  let turns = 0;
  for (let n = 0; n < sound.length; n++) {
    const t = n / RATE;
    turns += (low + (high - low) * exp(-t / fall)) / RATE;
    knock.next(random.uniform(-1, 1) * exp(-t / 0.004));
    sound[n] = (sineOfTurns(turns) * exp(-t / decay) + click * knock.band) * ramp(t / 0.001);
  }
  return sound;
}

/** Noise in a band, struck: hats, shakers, snares, claps (in bursts), cymbals. */
export function noiseHit(
  random: Random,
  { hz, damping, decay, bursts = 1 }: { hz: number; damping: number; decay: number; bursts?: number },
): Float32Array {
  const sound = new Float32Array(Math.round(Math.min(3, 5 * decay + 0.05) * RATE));
  const filter = createStateVariable(RATE);
  filter.tune(hz, damping);
  const edge = random.uniform(0.0005, 0.006);
  for (let n = 0; n < sound.length; n++) {
    const t = n / RATE;
    filter.next(random.uniform(-1, 1));
    const burst = Math.min(bursts - 1, Math.floor(t / 0.011));
    const since = t - burst * 0.011;
    const level = burst < bursts - 1 ? exp(-since / 0.004) : exp(-since / decay);
    sound[n] = (filter.band + 0.6 * filter.high) * level * ramp(t / edge);
  }
  return sound;
}

export interface Patch {
  /** 0 sine, 1 saw, 2 frequency modulation, 3 square. */
  readonly wave: number;
  readonly attack: number;
  /** To 1/e while held; Infinity: an organ. */
  readonly decay: number;
  readonly release: number;
  /** Corner of the low-pass in multiples of the pitch, at the start and later, and how fast it moves, s. */
  readonly bright: number;
  readonly dark: number;
  readonly closing: number;
  readonly damping: number;
  readonly detuneCents: number;
  readonly vibratoCents: number;
  readonly ratio: number;
}

/** A note of a synthesiser; `from` (semitones) glides into it. */
export function synthNote(
  random: Random,
  patch: Patch,
  pitch: number,
  held: number,
  glide: { from: number; seconds: number } | null = null,
): Float32Array {
  const sound = new Float32Array(Math.round((held + patch.release) * RATE));
  const filter = createStateVariable(RATE);
  const near = createSaw(RATE, random.uniform());
  const far = createSaw(RATE, random.uniform());
  const other = createSaw(RATE, random.uniform());
  let turns = random.uniform();
  let modulator = 0;
  for (let n = 0; n < sound.length; n++) {
    const t = n / RATE;
    const bend = glide ? (glide.from - pitch) * exp(-t / glide.seconds) : 0;
    const vibrato = (patch.vibratoCents / 100) * sineOfTurns(5.2 * t) * ramp((t - 0.2) / 0.3);
    const hz = frequencyOf(pitch + bend + vibrato);
    if (n % 16 === 0)
      filter.tune(
        Math.min(18_000, hz * (patch.dark + (patch.bright - patch.dark) * exp(-t / patch.closing))),
        patch.damping,
      );
    turns += hz / RATE;
    modulator += (patch.ratio * hz) / RATE;
    const apart = 1 + patch.detuneCents / 1731;
    const body =
      patch.wave === 0
        ? sineOfTurns(turns) + 0.1 * sineOfTurns(2 * turns)
        : patch.wave === 1
          ? near(hz) + (patch.detuneCents > 0 ? far(hz * apart) + other(hz / apart) : 0)
          : patch.wave === 2
            ? sineOfTurns(turns + 0.4 * exp(-t / patch.closing) * sineOfTurns(modulator))
            : near(hz) - far(hz * apart);
    filter.next(body);
    const level = ramp(t / patch.attack) * exp(-t / patch.decay) * ramp((held + patch.release - t) / patch.release);
    sound[n] = filter.low * level;
  }
  return sound;
}

/** Noise and a tone whose pitch goes from one frequency to another: risers, falls, sweeps, reversed cymbals. */
export function sweep(
  random: Random,
  { from, to, seconds, tone, shape }: Readonly<Record<"from" | "to" | "seconds" | "tone" | "shape", number>>,
): Float32Array {
  const sound = new Float32Array(Math.round(seconds * RATE));
  const filter = createStateVariable(RATE);
  const saw = createSaw(RATE, 0);
  const damping = random.uniform(0.3, 1.6);
  const pulse = random.uniform() < 0.3 ? random.uniform(2, 9) : 0;
  for (let n = 0; n < sound.length; n++) {
    const part = n / sound.length;
    // Straight in octaves.
    const hz = from * exp(part * log(to / from));
    if (n % 16 === 0) filter.tune(hz, damping);
    filter.next(random.uniform(-1, 1));
    const level = shape > 0 ? part ** shape : (1 - part) ** -shape;
    const beat = pulse > 0 ? 0.5 + 0.5 * sineOfTurns((pulse * n) / RATE) : 1;
    sound[n] =
      (filter.band * (1 - tone) + 0.4 * tone * saw(hz / 4)) * level * beat * ramp((1 - part) * 40) * ramp(part * 200);
  }
  return sound;
}
