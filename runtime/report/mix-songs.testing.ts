/** Small sessions for the report of a mix. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { plainMixBrief } from "../../production/mix/index.ts";
import type { MixRequest } from "../mix/mix-song.ts";
import { beats, writeSound } from "./report-songs.testing.ts";

/** Low, so that many stems are listened to fast. */
export const RATE = 16_000;

/** Writes sounds as stems of a folder. */
export async function session(
  folder: string,
  stems: Readonly<Record<string, readonly Float32Array[]>>,
  sampleRate = RATE,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, channels] of Object.entries(stems))
    await writeSound(join(folder, `${name}.wav`), channels, {}, sampleRate);
  return folder;
}

export function mixRequest(folder: string, out: string, more: Partial<MixRequest> = {}): MixRequest {
  return {
    name: "mix",
    folder,
    out,
    brief: plainMixBrief,
    references: [],
    asked: {},
    seed: 1,
    force: true,
    workers: 1,
    given: null,
    kept: null,
    printStems: false,
    session: "none",
    planOnly: true,
    ...more,
  };
}

/** A band with something for every decision: a voice in phrases with sharp ends, mono and wide, quiet and loud stems. */
export function band(seconds = 6): Record<string, Float32Array[]> {
  return {
    kick: tones(seconds, [60], (t) => Math.exp(-12 * (t % 0.5))),
    snare: beats(seconds, 0.2, 0.18, RATE),
    "bass di": tones(seconds, [55, 110], () => 0.7),
    "lead vocal": phrases(seconds),
    "bg vox": phrases(seconds).map((samples) => samples.map((x) => 0.4 * x)),
    guitar: tones(seconds, [330, 660, 990, 2600], (t) => Math.exp(-6 * (t % 0.5))).slice(0, 1),
    keys: tones(seconds, [440, 880, 3100], (t) => Math.exp(-5 * (t % 0.25))).slice(0, 1),
    pad: tones(seconds, [220, 277, 330], () => 0.3),
    thing: tones(seconds, [700], (t) => (t > 2 && t < 4 ? 0.5 : 0)),
    leaning: beats(seconds, 0.3, 0.1, RATE),
    silence: [new Float32Array(seconds * RATE), new Float32Array(seconds * RATE)],
  };
}

function tones(seconds: number, pitches: readonly number[], envelope: (t: number) => number): Float32Array[] {
  return [0, 1].map(() =>
    Float32Array.from({ length: seconds * RATE }, (_, n) => {
      const t = n / RATE;
      return 0.2 * envelope(t) * pitches.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0);
    }),
  );
}

/** A second of voice, half a second of rest; each phrase at a level of its own, with a hiss at its start. */
function phrases(seconds: number): Float32Array[] {
  let state = 1;
  const voice = Float32Array.from({ length: seconds * RATE }, (_, n) => {
    const t = n / RATE;
    const inside = t % 1.5;
    if (inside > 1) return 0;
    state = (state * 16_807) % 2_147_483_647;
    const hiss = inside < 0.15 ? state / 2_147_483_647 - 0.5 : 0;
    const level = 0.1 + 0.3 * (Math.floor(t / 1.5) % 3);
    return level * (hiss + 0.5 * Math.sin(2 * Math.PI * 250 * t) + 0.3 * Math.sin(2 * Math.PI * 1250 * t));
  });
  return [voice, voice.slice()];
}
