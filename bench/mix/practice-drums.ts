/** Kicks, kits and percussion to practise on. */
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { addSound, noiseHit, saturated, skin } from "./practice-instruments.ts";
import { eachStep, room } from "./practice-time.ts";

const KICKS = ["X...X...X...X...", "X.....X...X.....", "X..X..X.X..X....", "X.......X.X.....", "X.....XX..X..x.."];
const BACKBEATS = ["....X.......X...", "....X..x.x..X..x", "........X.......", "....X.......X.x."];
const HATS = [
  "X.x.X.x.X.x.X.x.",
  "Xxxx",
  "XxXx",
  "xxXx",
  "X.Xx",
  "..X...X...X...X.",
  "X.xxX.xxX.xXX.x.",
  "XxX.xXx.XxX.xxXx",
];
const TOMS = ["X..X..X.....X.X.", "..x...X..x.X....", "X.xX.xX.X.xX.xxx", "......X...X..X.X"];

export function kickSound(random: Random): Float32Array {
  return skin(random, {
    low: random.uniform(38, 72),
    high: random.uniform(110, 420),
    fall: random.uniform(0.008, 0.05),
    decay: random.uniform(0.05, 0.22),
    click: random.uniform(0, 0.7),
  });
}

export function snare(random: Random): Float32Array {
  const hz = random.uniform(140, 320);
  const body = skin(random, { low: hz, high: hz * 1.6, fall: 0.01, decay: random.uniform(0.03, 0.12), click: 0.3 });
  const clap = random.uniform() < 0.4;
  const noise = noiseHit(random, {
    hz: random.uniform(1000, 5000),
    damping: random.uniform(0.7, 2),
    decay: random.uniform(0.04, 0.22),
    bursts: clap ? 4 : 1,
  });
  const gain = clap ? 0.05 : random.uniform(0.2, 1);
  return noise.map((value, n) => 0.7 * value + gain * (body[n] ?? 0));
}

export const hat = (random: Random, open: boolean): Float32Array =>
  noiseHit(random, {
    hz: random.uniform(3500, 10_500),
    damping: random.uniform(0.4, 1.8),
    decay: open ? random.uniform(0.1, 0.5) : random.uniform(0.01, 0.07),
  });

function layHats(out: Stereo, random: Random, gain: number): void {
  const closed = hat(random, false);
  const open = hat(random, true);
  const opens = random.uniform(0, 0.25);
  const pan = random.uniform(-0.4, 0.4);
  eachStep(random, HATS, (seconds, velocity) =>
    addSound(out, random.uniform() < opens ? open : closed, seconds, gain * velocity, pan),
  );
}

function layPercussion(out: Stereo, random: Random): void {
  for (let voice = random.integer(1, 3); voice > 0; voice--) {
    const low = random.uniform(70, 700);
    const sound = skin(random, {
      low,
      high: low * random.uniform(1, 2),
      fall: random.uniform(0.01, 0.06),
      decay: random.uniform(0.03, 0.25),
      click: random.uniform(0.1, 1),
    });
    const pan = random.uniform(-0.7, 0.7);
    eachStep(random, TOMS, (seconds, velocity) => addSound(out, sound, seconds, 0.3 * velocity, pan));
  }
}

export function layKick(out: Stereo, random: Random): void {
  const sound = kickSound(random);
  eachStep(random, KICKS, (seconds, velocity) => addSound(out, sound, seconds, 0.5 * velocity));
  if (random.uniform() < 0.5) saturated(out, random.uniform(1, 8));
  if (random.uniform() < 0.3) room(random, out, 0.15);
}

export function layDrums(out: Stereo, random: Random): void {
  const what = random.pick(["hats", "hats", "snare", "kit", "kit", "kit", "tops", "percussion"]);
  if (what === "kit") {
    const kick = kickSound(random);
    eachStep(random, KICKS, (seconds, velocity) => addSound(out, kick, seconds, random.uniform(0.4, 0.6) * velocity));
  }
  if (what === "snare" || what === "kit" || what === "tops") {
    const sound = snare(random);
    const gain = random.uniform(0.2, 0.5);
    eachStep(random, BACKBEATS, (seconds, velocity) => addSound(out, sound, seconds, gain * velocity));
  }
  if (what !== "snare" && what !== "percussion")
    layHats(out, random, what === "hats" ? 0.3 : random.uniform(0.05, 0.3));
  if (what === "percussion") layPercussion(out, random);
  if (random.uniform() < 0.5) saturated(out, random.uniform(1, 8));
  room(random, out, 0.3);
}
