/** Sounds like stems, made from seeds, for tests of mixing. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { describeSong } from "./describe-stems.ts";
import type { SongFindings } from "./findings.ts";
import { mixKnowledge } from "./knowledge.ts";
import { createStemTracer, type StemTrace } from "./stem-trace.ts";

export const TEST_RATE = 44_100;
export type TestStereo = [Float32Array, Float32Array];

const frames = (seconds: number): number => Math.round(seconds * TEST_RATE);

export function stereo(seconds: number, of: (t: number, n: number) => number): TestStereo {
  const mono = Float32Array.from({ length: frames(seconds) }, (_, n) => of(n / TEST_RATE, n));
  return [mono, mono.slice()];
}

/** Falling sines at 55 Hz, twice a second. */
export const kick = (seconds = 12): TestStereo =>
  stereo(seconds, (t) => {
    const u = t % 0.5;
    return 0.6 * Math.sin(2 * Math.PI * (55 * u - 4 * Math.exp(-30 * u))) * Math.exp(-12 * u);
  });

/** Short noise, four times a second. */
export function hats(seconds = 12, seed = 1): TestStereo {
  const random = createRandom(seed);
  let before = 0;
  return stereo(seconds, (t) => {
    const white = random.uniform(-1, 1);
    const high = white - before;
    before = white;
    return 0.15 * high * Math.exp(-60 * (t % 0.25));
  });
}

/** A saw-like tone that changes its note every half second, low. */
export const bass = (seconds = 12): TestStereo =>
  stereo(seconds, (t) => {
    const hz = [55, 65.4, 49, 73.4][Math.floor(t * 2) % 4] as number;
    let sum = 0;
    for (let k = 1; k < 8; k++) sum += Math.sin(2 * Math.PI * k * hz * t) / (k * k);
    return 0.25 * sum;
  });

/** A chord held. */
export const pad = (seconds = 12): TestStereo =>
  stereo(seconds, (t) => 0.06 * [220, 277.2, 329.6, 440].reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0));

/** A sung line: harmonics under two formants, phrases with rests, vibrato. */
export const voice = (seconds = 12): TestStereo =>
  stereo(seconds, (t) => {
    const phrase = t % 4 < 2.6 ? Math.sin((Math.PI * (t % 4)) / 2.6) : 0;
    const hz = ([262, 294, 330, 349][Math.floor(t * 1.5) % 4] as number) * (1 + 0.01 * Math.sin(2 * Math.PI * 5.5 * t));
    let sum = 0;
    for (let k = 1; k < 12; k++) {
      const at = k * hz;
      const formant = Math.exp(-(((at - 700) / 300) ** 2)) + 0.5 * Math.exp(-(((at - 2600) / 500) ** 2)) + 0.05;
      sum += formant * Math.sin(2 * Math.PI * at * t);
    }
    return 0.25 * phrase * sum;
  });

export function gained(sound: TestStereo, db: number): TestStereo {
  return sound.map((samples) => samples.map((sample) => sample * 10 ** (db / 20))) as TestStereo;
}

export function traced(sound: TestStereo): StemTrace {
  const tracer = createStemTracer(TEST_RATE, 2);
  for (let at = 0; at < sound[0].length; at += 10_000) tracer.push(sound.map((x) => x.subarray(at, at + 10_000)));
  return tracer.finish();
}

/** A song of stems under these names. */
export function songOf(stems: Readonly<Record<string, TestStereo>>): SongFindings {
  return describeSong(
    Object.entries(stems).map(([name, sound]) => ({ name, trace: traced(sound) })),
    mixKnowledge,
  );
}

export const band = (): Record<string, TestStereo> => ({
  "kick.wav": kick(),
  "hats.wav": hats(),
  "bass.wav": bass(),
  "pad.wav": pad(),
  "lead vox.wav": voice(),
});
