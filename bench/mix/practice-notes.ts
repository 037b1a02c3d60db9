/** Basses, plucked and sustained instruments to practise on. */
import { pluck } from "../../foundation/sound/example/instruments.ts";
import { frequencyOf } from "../../foundation/sound/example/oscillators.ts";
import { SECONDS_PER_BEAT } from "../../foundation/sound/example/song.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { addSound, type Patch, saturated, skin, synthNote } from "./practice-instruments.ts";
import { echo, PRACTICE_SECONDS, room, SCALE, sixteenths } from "./practice-time.ts";
import { BENCH_RATE } from "./songs.ts";

export function patchOf(random: Random, of: "bass" | "plucked" | "sustained"): Patch {
  const held = random.uniform() < 0.5;
  return {
    wave: random.integer(0, 3),
    attack: of === "sustained" ? random.uniform(0.06, 1) : random.uniform(0.002, 0.015),
    decay:
      of === "sustained"
        ? random.uniform(3, 30)
        : of === "bass"
          ? random.uniform(0.25, 4)
          : held
            ? random.uniform(0.4, 2)
            : random.uniform(0.06, 0.4),
    release: of === "sustained" ? random.uniform(0.2, 1.5) : random.uniform(0.02, 0.3),
    bright: of === "bass" ? random.uniform(2, 12) : random.uniform(3, 24),
    dark: of === "bass" ? random.uniform(1, 3) : random.uniform(1.2, 6),
    closing: of === "sustained" ? random.uniform(0.3, 4) : random.uniform(0.04, 0.4),
    damping: random.uniform(0.3, 1.6),
    detuneCents: random.uniform() < 0.5 ? 0 : random.uniform(3, 20),
    vibratoCents: of === "sustained" && random.uniform() < 0.5 ? random.uniform(5, 30) : 0,
    ratio: random.pick([0.5, 1, 1, 2, 3, 3.5, 7]),
  };
}

export function layBass(out: Stereo, random: Random): void {
  const patch = patchOf(random, "bass");
  const root = random.integer(26, 38);
  const { step, bars, plays } = sixteenths(random, 0.2, 0.9);
  const pattern = random.pick([
    "X.X.X.X.X.X.X.X.",
    "X.....X...X.....",
    "X...............",
    "X..X..X.X..X..X.",
    "..X...X...X...X.",
  ]);
  const glides = random.uniform() < 0.3 ? 0.4 : 0;
  const length = random.uniform(0.5, 1);
  // The long kick of a drum machine, tuned.
  const drum = random.uniform() < 0.25;
  let last = root;
  for (let bar = 0; bar < bars; bar++)
    for (let at = 0; at < 16; at++) {
      if (!plays(bar) || pattern[at] === ".") continue;
      let gap = 1;
      while (gap < 16 && pattern[(at + gap) % 16] === ".") gap++;
      const pitch = root + (random.uniform() < 0.6 ? 0 : random.pick(SCALE));
      const glide = random.uniform() < glides ? { from: last, seconds: random.uniform(0.02, 0.12) } : null;
      const held = gap * step * length;
      const sound = drum
        ? skin(random, { low: frequencyOf(pitch), high: 200, fall: 0.02, decay: 0.3 + held, click: 0.2 }).subarray(
            0,
            Math.round(held * BENCH_RATE),
          )
        : synthNote(random, patch, pitch, held, glide);
      addSound(out, sound, (bar * 16 + at) * step, 0.3);
      last = pitch;
    }
  if (random.uniform() < 0.5) saturated(out, random.uniform(1, 6));
}

export function layPlucked(out: Stereo, random: Random): void {
  const patch = patchOf(random, "plucked");
  const root = random.integer(33, 67);
  const { step, bars, plays } = sixteenths(random, 0.2, 1);
  const chord = random.uniform() < 0.5;
  const strings = random.uniform() < 0.35;
  const pattern = random.pick(["X.X.X.X.", "X..X..X.", "X...X...", "XXXX", "X.......", "X..X...X"]);
  for (let bar = 0; bar < bars; bar++) {
    const key = root + random.pick([0, -4, 3, -2]);
    for (let at = 0; at < 16; at++) {
      if (!plays(bar) || pattern[at % pattern.length] === ".") continue;
      const seconds = (bar * 16 + at) * step;
      const pitches = chord ? [key, key + 3, key + 7, key + 12] : [key + random.pick(SCALE)];
      pitches.forEach((pitch, voice) => {
        const pan = random.uniform(-0.5, 0.5);
        const velocity = random.uniform(0.5, 1);
        if (strings) {
          const beat = (seconds + 0.012 * voice) / SECONDS_PER_BEAT;
          pluck({ beat, beats: 1, pitch, velocity }, out, BENCH_RATE, random, pan);
        } else addSound(out, synthNote(random, patch, pitch, step * 1.6), seconds, 0.2 * velocity, pan);
      });
    }
  }
  if (random.uniform() < 0.35) saturated(out, random.uniform(2, 20));
  echo(random, out, 0.4);
  room(random, out, 0.3);
}

export function laySustained(out: Stereo, random: Random): void {
  const patch = patchOf(random, "sustained");
  const root = random.integer(45, 64);
  const chord = random.uniform() < 0.7;
  // Pads and strings hold; brass plays riffs of long and short notes and rests.
  const riff = random.uniform() < 0.35;
  const length = riff ? random.uniform(0.2, 0.5) : random.uniform(1, 6);
  const swelling = riff ? { ...patch, attack: random.uniform(0.02, 0.08), release: random.uniform(0.05, 0.2) } : patch;
  const stretch = random.uniform(12, 40);
  const from = random.uniform(0, PRACTICE_SECONDS - stretch);
  for (let t = from; t < from + stretch; ) {
    const key = root + random.pick([0, -4, 3, -2, 5]);
    const held = length * (riff ? random.pick([1, 1, 2, 6]) : 1);
    for (const pitch of chord ? [key, key + 3, key + 7, key + 12] : [key, key + 12])
      out.forEach((_, side) => {
        const sound = synthNote(random, swelling, pitch + random.normal(0, 0.05), held * random.uniform(0.8, 1));
        addSound(out, sound, t, 0.12, side === 0 ? -0.8 : 0.8);
      });
    t += held + (riff && random.uniform() < 0.3 ? 2 * length : 0);
  }
  echo(random, out, 0.2);
  room(random, out, random.pick([0.2, 0.5, 1.5]));
}
