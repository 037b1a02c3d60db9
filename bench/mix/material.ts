/** Excerpts of songs in stems, as they are and disturbed, with what is known of every stem. */

import { activityOf } from "../../production/mix/activity.ts";
import {
  createStemTracer,
  type RoleKind,
  roleFacts,
  roleFromName,
  type StemTrace,
} from "../../production/mix/index.ts";
import { type StemFeatures, stemFeatures } from "../../production/mix/stem-features.ts";
import { disturbed, type Stereo } from "./disturb.ts";
import { BENCH_RATE, excerptsOf, furtherExcerptsOf, readStereo, type StemSong } from "./songs.ts";

export const SEEDS: readonly number[] = [1, 2, 3, 4, 5];
/** A stem that sounds for less is no part of an excerpt, s. */
const LEAST_ACTIVE_SECONDS = 3;

export interface ExcerptStem {
  readonly name: string;
  readonly sound: Stereo;
  /** In the artist's mix: K-weighted, over its active blocks, LUFS. */
  readonly levelLufs: number;
  readonly features: StemFeatures;
  readonly kind: RoleKind | null;
}

export interface Excerpt {
  readonly song: string;
  readonly label: string;
  readonly mixed: boolean;
  /** False: only for learning kinds from. */
  readonly judged: boolean;
  readonly stems: readonly ExcerptStem[];
}

/** Whole stems are read once; excerpts are cut from them. `further`: also what is not judged of long songs. */
export async function excerptsOfSong(song: StemSong, further = false): Promise<Excerpt[]> {
  const whole = await Promise.all(song.stems.map(async ({ name, path }) => ({ name, sound: await readStereo(path) })));
  const seconds = Math.max(...whole.map(({ sound }) => sound[0].length)) / BENCH_RATE;
  const judged = excerptsOf(seconds).map((part) => ({ ...part, judged: true }));
  const rest = further ? furtherExcerptsOf(seconds).map((part) => ({ ...part, judged: false })) : [];
  return [...judged, ...rest].map(({ from, seconds: length, judged: counts }) => ({
    song: song.name,
    label: Number.isFinite(length) ? `${song.name} ${from} s` : song.name,
    mixed: song.mixed,
    judged: counts,
    stems: whole.flatMap(({ name, sound }) => {
      const part = sound.map((samples) =>
        samples.slice(
          Math.round(from * BENCH_RATE),
          Math.round(Math.min(samples.length, (from + length) * BENCH_RATE)),
        ),
      ) as unknown as Stereo;
      const described = describe(part);
      if (described === null || described.activeSeconds < LEAST_ACTIVE_SECONDS) return [];
      const role = roleFromName(name);
      return [{ name, sound: part, ...described, kind: role === null ? null : roleFacts[role].kind }];
    }),
  }));
}

export function traceOf(sound: Stereo): StemTrace {
  const tracer = createStemTracer(BENCH_RATE, 2);
  for (let at = 0; at < sound[0].length; at += 65_536)
    tracer.push(sound.map((samples) => samples.subarray(at, at + 65_536)));
  return tracer.finish();
}

function describe(sound: Stereo): { levelLufs: number; features: StemFeatures; activeSeconds: number } | null {
  if (sound[0].length === 0) return null;
  const trace = traceOf(sound);
  const activity = activityOf(trace.weightedPower);
  const features = stemFeatures(trace, activity);
  if (features === null || activity.levelLufs === null) return null;
  return { levelLufs: activity.levelLufs, features, activeSeconds: activity.activeSeconds };
}

/** One number for each stem, excerpt and round, so that every stem is disturbed in its own way. */
export function disturbSeed(excerpt: number, stem: number, round: number): number {
  return round * 1_000_000 + excerpt * 1000 + stem;
}

export function disturbedStem({ sound }: ExcerptStem, excerpt: number, stem: number, round: number): Stereo {
  return disturbed(sound, disturbSeed(excerpt, stem, round));
}
