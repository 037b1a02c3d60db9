/** Kick, snare and hi-hats, each struck once into an array; the song lays these down. Mono. */
import { exp, sin } from "../../numbers/elementary.ts";
import type { Random } from "../../statistics/random.ts";
import { createStateVariable, decayFactor, ramp } from "./oscillators.ts";

const TWO_PI = 6.283185307179586;

/** A sine that falls from 190 to 48 Hz, with a knock of the beater. */
export function kickSound(sampleRate: number, random: Random): Float32Array {
  const sound = new Float32Array(Math.round(0.42 * sampleRate));
  const knock = createStateVariable(sampleRate);
  knock.tune(3200, 1.2);
  let phase = 0;
  for (let n = 0; n < sound.length; n++) {
    const t = n / sampleRate;
    phase += (48 + 142 * exp(-t / 0.022)) / sampleRate;
    if (phase >= 1) phase -= 1;
    knock.next(random.uniform(-1, 1) * exp(-t / 0.004));
    const body = sin(TWO_PI * phase) * exp(-t / 0.16);
    sound[n] = (body + 0.35 * knock.band) * ramp(t / 0.001) * ramp((0.42 - t) / 0.05);
  }
  return sound;
}

/** Two modes of the skin and the rattle of the wires. */
export function snareSound(sampleRate: number, random: Random): Float32Array {
  const length = 0.34;
  const sound = new Float32Array(Math.round(length * sampleRate));
  const wires = createStateVariable(sampleRate);
  wires.tune(random.uniform(4200, 5200), 1.5);
  const body = random.uniform(182, 190);
  for (let n = 0; n < sound.length; n++) {
    const t = n / sampleRate;
    wires.next(random.uniform(-1, 1));
    const skin = sin(TWO_PI * body * t) * exp(-t / 0.07) + 0.5 * sin(TWO_PI * body * 1.78 * t) * exp(-t / 0.04);
    const rattle = (0.75 * wires.band + 0.35 * wires.high) * exp(-t / 0.085);
    sound[n] = (0.6 * skin + 0.75 * rattle) * ramp(t / 0.0008) * ramp((length - t) / 0.05);
  }
  return sound;
}

// Ratios of the partials of a struck cymbal as six square waves, after the Roland TR-808's circuit.
const CYMBAL = [205.3, 304.4, 369.6, 522.7, 540, 800];

/** Noise and six squares above 7 kHz; open ones ring four times as long. */
export function hatSound(sampleRate: number, random: Random, open: boolean): Float32Array {
  const length = open ? 0.5 : 0.13;
  const sound = new Float32Array(Math.round(length * sampleRate));
  const above = createStateVariable(sampleRate);
  const again = createStateVariable(sampleRate);
  above.tune(7200, 1.3);
  again.tune(6500, 1.4);
  const fall = decayFactor(open ? 0.14 : 0.034, sampleRate);
  const phases = CYMBAL.map(() => random.uniform());
  let level = 1;
  for (let n = 0; n < sound.length; n++) {
    const t = n / sampleRate;
    let metal = 0;
    for (let partial = 0; partial < CYMBAL.length; partial++) {
      const phase = (phases[partial] as number) + (4.1 * (CYMBAL[partial] as number)) / sampleRate;
      phases[partial] = phase - Math.floor(phase);
      metal += (phases[partial] as number) < 0.5 ? 1 : -1;
    }
    above.next(0.12 * metal + 0.6 * random.uniform(-1, 1));
    again.next(above.high);
    level *= fall;
    sound[n] = again.high * level * ramp(t / 0.0007) * ramp((length - t) / 0.03);
  }
  return sound;
}
