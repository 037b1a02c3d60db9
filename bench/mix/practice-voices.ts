/** Lead and backing voices to practise on. */
import { addRoom } from "../../foundation/sound/example/room.ts";
import { SECONDS_PER_BEAT, type SungNote, type Vowel } from "../../foundation/sound/example/song.ts";
import { sing } from "../../foundation/sound/example/voice.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { addSound, noiseHit, saturated } from "./practice-instruments.ts";
import { echo, PRACTICE_SECONDS, room, SCALE } from "./practice-time.ts";
import { BENCH_RATE } from "./songs.ts";

/** Notes of phrases with rests between, in the beats that the singer of the example counts in. */
function phrases(random: Random, sounding: number, long: boolean): SungNote[] {
  const notes: SungNote[] = [];
  const middle = random.uniform(50, 72);
  const vowels: readonly Vowel[] = ["a", "e", "i", "o", "u"];
  const one = random.pick(vowels);
  const stretch = random.uniform(8, 40);
  const from = random.uniform(0.2, PRACTICE_SECONDS - stretch);
  for (let t = from; t < from + stretch - 1; ) {
    const end = Math.min(from + stretch - 0.5, t + random.uniform(1.2, 5));
    const begun = t;
    let pitch = middle + random.pick(SCALE) - 5;
    while (t < end) {
      const seconds = long ? random.uniform(0.7, 2.5) : random.uniform(0.09, 0.5);
      pitch += random.pick([-5, -2, -2, 0, 0, 0, 2, 3, 5]);
      pitch += 0.15 * (middle - pitch);
      notes.push({
        beat: t / SECONDS_PER_BEAT,
        beats: (seconds * random.uniform(0.7, 1)) / SECONDS_PER_BEAT,
        pitch: Math.round(pitch) + random.normal(0, 0.15),
        velocity: random.uniform(0.5, 1),
        vowel: long ? one : random.pick(vowels),
        consonant: !long && random.uniform() < 0.55,
      });
      t += seconds;
    }
    t += ((t - begun) * (1 - sounding)) / sounding;
  }
  return notes;
}

/** Sibilants and plosives at the beginnings of notes, which the singer of the example has few of. */
function layConsonants(out: Stereo, random: Random, notes: readonly SungNote[]): void {
  const strength = random.uniform(0.02, 0.35);
  for (const { beat, consonant } of notes) {
    if (!consonant) continue;
    const plosive = random.uniform() < 0.4;
    const sound = noiseHit(random, {
      hz: plosive ? random.uniform(1500, 5000) : random.uniform(4500, 9000),
      damping: random.uniform(0.4, 1.5),
      decay: plosive ? 0.012 : random.uniform(0.03, 0.08),
    });
    addSound(out, sound, beat * SECONDS_PER_BEAT - 0.05, strength * random.uniform(0.5, 1));
  }
}

export function layLead(out: Stereo, random: Random): void {
  const [left, right] = out;
  const notes = phrases(random, random.uniform(0.5, 0.9), false);
  sing(notes, left, BENCH_RATE, random, { detune: 0, late: 0, gain: 0.34 });
  right.set(left);
  layConsonants(out, random, notes);
  room(random, out, 0.12);
  echo(random, out, 0.3);
  if (random.uniform() < 0.5) saturated(out, random.uniform(1, 5));
}

/** Harmonies, doubles, oohs; and what is made of them: throws into an echo, washes, reversed and chopped pieces. */
export function layBacking(out: Stereo, random: Random): void {
  const [left, right] = out;
  const long = random.uniform() < 0.5;
  const notes = phrases(random, random.uniform(0.15, 0.7), long);
  const parts = random.pick([[0], [0], [0, 4], [0, 3, 7], [-12, 0], [0, 7, 12]]);
  const single = parts.length === 1 && random.uniform() < 0.5;
  for (const part of parts)
    for (const side of single ? [left] : out) {
      const take = { detune: random.normal(0, 12), late: random.uniform(0, 0.04), gain: 0.2 };
      const line = notes.map((note) => ({ ...note, pitch: note.pitch + part }));
      sing(line, side, BENCH_RATE, random, take);
    }
  if (single) right.set(left);
  layConsonants(out, random, notes);
  const made = random.uniform();
  if (made < 0.12) for (const channel of out) channel.reverse();
  else if (made < 0.24) chopped(out, random);
  echo(random, out, 0.5);
  if (made > 0.75) {
    addRoom(out, BENCH_RATE, random.uniform(1, 4), random.uniform(2, 8));
    addRoom(out, BENCH_RATE, random.uniform(0.5, 2), random.uniform(2, 6));
  } else room(random, out, 0.5);
}

/** One piece again and again, as a sampler plays it. */
function chopped(out: Stereo, random: Random): void {
  const piece = Math.round(random.uniform(0.1, 0.6) * BENCH_RATE);
  const start = loudest(out[0], piece);
  const step = Math.round(piece * random.pick([1, 1, 1.5, 2]));
  const pieces = out.map((channel) => channel.slice(start, start + piece));
  const [from, to] = [random.uniform(0, 0.4), random.uniform(0.5, 1)];
  out.forEach((channel, side) => {
    channel.fill(0);
    for (let at = Math.round(from * channel.length); at + piece < to * channel.length; at += step)
      channel.set(pieces[side] as Float32Array, at);
  });
}

function loudest(samples: Float32Array, length: number): number {
  let best = 0;
  let most = -1;
  for (let at = 0; at + length < samples.length; at += length >> 1) {
    let sum = 0;
    for (let n = at; n < at + length; n += 8) sum += (samples[n] as number) ** 2;
    if (sum > most) {
      most = sum;
      best = at;
    }
  }
  return best;
}
