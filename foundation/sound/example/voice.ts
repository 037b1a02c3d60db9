/**
 * A voice made of a saw tooth (which falls with frequency as a voice at the lips does) and five resonances, moved from
 * vowel to vowel. Formants of a tenor: table in the Csound manual, appendix "Formant values".
 */
import { amplitudeFromDecibels } from "../../numbers/decibels.ts";
import { sin } from "../../numbers/elementary.ts";
import type { Random } from "../../statistics/random.ts";
import { createSaw, createStateVariable, frequencyOf, ramp } from "./oscillators.ts";
import { SECONDS_PER_BEAT, type SungNote, type Vowel } from "./song.ts";

const TWO_PI = 6.283185307179586;

/** Centres in Hz, gains in dB, bandwidths in Hz. */
const FORMANTS: Readonly<Record<Vowel, readonly [readonly number[], readonly number[], readonly number[]]>> = {
  a: [
    [650, 1080, 2650, 2900, 3250],
    [0, -6, -7, -8, -22],
    [80, 90, 120, 130, 140],
  ],
  e: [
    [400, 1700, 2600, 3200, 3580],
    [0, -14, -12, -14, -20],
    [70, 80, 100, 120, 120],
  ],
  i: [
    [290, 1870, 2800, 3250, 3540],
    [0, -15, -18, -20, -30],
    [40, 90, 100, 120, 120],
  ],
  o: [
    [400, 800, 2600, 2800, 3000],
    [0, -10, -12, -12, -26],
    [70, 80, 100, 130, 135],
  ],
  u: [
    [350, 600, 2700, 2900, 3300],
    [0, -20, -17, -14, -26],
    [40, 60, 100, 120, 120],
  ],
};

/** Samples between two moves of the resonances. */
const TURN = 16;

/**
 * Sings the notes into `out` (mono, added to what is there). Notes closer than 0.12 s are tied with a glide;
 * `detune` in cents and `late` in seconds make a second take of the same line.
 */
export function sing(
  notes: readonly SungNote[],
  out: Float32Array,
  sampleRate: number,
  random: Random,
  take: { readonly detune: number; readonly late: number; readonly gain: number },
): void {
  const saw = createSaw(sampleRate, random.uniform());
  const resonances = FORMANTS.a[0].map(() => createStateVariable(sampleRate));
  const hiss = createStateVariable(sampleRate);
  hiss.tune(6800, 0.8);
  const centres = [...FORMANTS.a[0]];
  const widths = [...FORMANTS.a[2]];
  const gains = FORMANTS.a[1].map(amplitudeFromDecibels);
  let pitch = notes[0]?.pitch ?? 60;
  let frequency = 0;
  let level = 0;
  let breath = 0;
  let drift = 0;
  const first = Math.floor((notes[0]?.beat ?? 0) * SECONDS_PER_BEAT * sampleRate) - sampleRate;
  let at = 0;
  for (let n = Math.max(0, first); n < out.length; n++) {
    const t = n / sampleRate - take.late;
    while (at + 1 < notes.length && t >= (notes[at + 1] as SungNote).beat * SECONDS_PER_BEAT) at += 1;
    const note = notes[at] as SungNote;
    const since = t - note.beat * SECONDS_PER_BEAT;
    const left = note.beats * SECONDS_PER_BEAT - since;
    const sounding = since >= 0 && left > 0;
    if (n % TURN === 0) {
      const glide = TURN / (sampleRate * 0.028);
      if (sounding) pitch += (note.pitch - pitch) * Math.min(1, glide);
      const [centre, decibels, width] = FORMANTS[note.vowel];
      for (let k = 0; k < resonances.length; k++) {
        centres[k] = (centres[k] as number) + ((centre[k] as number) - (centres[k] as number)) * glide * 0.8;
        widths[k] = (widths[k] as number) + ((width[k] as number) - (widths[k] as number)) * glide * 0.8;
        gains[k] = (gains[k] as number) + (amplitudeFromDecibels(decibels[k] as number) - (gains[k] as number)) * glide;
        resonances[k]?.tune(centres[k] as number, (1.25 * (widths[k] as number)) / (centres[k] as number));
      }
      drift += 0.02 * random.normal(0, 6) - 0.01 * drift;
      const vibrato = sounding ? 0.28 * ramp((since - 0.22) / 0.3) * sin(TWO_PI * 5.4 * t) : 0;
      frequency = frequencyOf(pitch + vibrato + (take.detune + drift) / 100);
    }
    const swell = 0.75 + 0.25 * ramp(since / 0.35);
    const target = sounding ? note.velocity * swell * ramp(left / 0.09) : 0;
    level += (target - level) * (target > level ? 0.0013 : 0.0011);
    const hissing =
      note.consonant && since > -0.07 && since < 0.02 ? ramp((since + 0.07) / 0.03) * ramp((0.02 - since) / 0.03) : 0;
    breath += (0.02 * level + 0.2 * hissing * note.velocity - breath) * 0.01;
    if (level < 1e-5 && breath < 1e-5) continue;
    const tone = saw(frequency);
    const noise = random.uniform(-1, 1);
    const source = tone * level + 0.02 * noise * level;
    let sum = 0;
    for (let k = 0; k < resonances.length; k++) {
      const resonance = resonances[k] as (typeof resonances)[number];
      resonance.next(source);
      sum += resonance.band * (gains[k] as number);
    }
    hiss.next(noise);
    out[n] = (out[n] as number) + take.gain * (sum + 0.06 * source + 0.7 * breath * hiss.band);
  }
}
