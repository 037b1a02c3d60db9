/**
 * Stems of every kind made by chance, to practise on: few songs in stems are free, and none has every kind. What is
 * drawn (tempo, pattern, timbre, register, room) spans what is usual; nothing of it is taken from a song.
 */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { createEqualiser, type EqualiserBand, equaliserBiquad } from "../../foundation/sound/index.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import type { RoleKind } from "../../production/mix/index.ts";
import type { Stereo } from "./disturb.ts";
import { layDrums, layKick } from "./practice-drums.ts";
import { layEffect } from "./practice-effects.ts";
import { layBass, layPlucked, laySustained } from "./practice-notes.ts";
import { PRACTICE_SECONDS } from "./practice-time.ts";
import { layBacking, layLead } from "./practice-voices.ts";
import { BENCH_RATE } from "./songs.ts";

export function practiceStem(kind: RoleKind, seed: number): Stereo {
  const random = createRandom(seed).split(kind);
  const frames = PRACTICE_SECONDS * BENCH_RATE;
  const out: Stereo = [new Float32Array(frames), new Float32Array(frames)];
  makers[kind](out, random);
  toned(out, random, kind);
  grain(out, random, kind);
  return out;
}

const LOW_KINDS: readonly RoleKind[] = ["kick", "bass"];

/** Noise that follows the sound, as preamplifiers, tape, codecs and worn samples add it; low sounds are cleaner. */
function grain(out: Stereo, random: Random, kind: RoleKind): void {
  const clean = LOW_KINDS.includes(kind);
  const gain = amplitudeFromDecibels(clean ? random.uniform(-70, -30) : random.uniform(-46, -8));
  const apart = random.uniform() < 0.25;
  const [left, right] = out;
  for (let n = 0; n < left.length; n++) {
    const noise = random.uniform(-1.7, 1.7);
    left[n] = (left[n] as number) * (1 + gain * noise);
    right[n] = (right[n] as number) * (1 + gain * (apart ? random.uniform(-1.7, 1.7) : noise));
  }
}

/** An engineer's equaliser: voices lose their lows and gain presence, everything has a band up or down. */
function toned(out: Stereo, random: Random, kind: RoleKind): void {
  const voice = kind === "lead" || kind === "backing";
  const bands: EqualiserBand[] = [{ kind: "bell", hz: random.uniform(250, 5000), gainDb: random.normal(0, 4), q: 0.8 }];
  if (voice) {
    bands.push({ kind: "high-pass", hz: random.uniform(60, kind === "lead" ? 250 : 700), gainDb: 0, q: 0.7 });
    bands.push({ kind: "bell", hz: random.uniform(1000, 3500), gainDb: random.uniform(0, 12), q: 0.7 });
  }
  createEqualiser(
    bands.map((band) => equaliserBiquad(band, BENCH_RATE)),
    2,
    0,
  ).apply(out);
}

const makers: Readonly<Record<RoleKind, (out: Stereo, random: Random) => void>> = {
  kick: layKick,
  drums: layDrums,
  bass: layBass,
  lead: layLead,
  backing: layBacking,
  plucked: layPlucked,
  sustained: laySustained,
  effect: layEffect,
};
