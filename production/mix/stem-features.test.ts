import { expect, test } from "vitest";
import { createEqualiser, equaliserBiquad } from "../../foundation/sound/index.ts";
import { featuresOfSound, hits, kick, noise, RATE, sound, tone } from "./features.testing.ts";
import type { StemFeatures } from "./stem-features.ts";

const white = noise(1);
const hat = (t: number): number => 0.3 * white() * Math.exp(-t / 0.02);
const kickOnly = hits(12, 0.5, kick);
const kit = hits(12, 0.25, (t, turn) => (turn % 2 === 0 ? kick(t) : hat(t)));
const plucks = tone(
  12,
  (t) => 220 * 2 ** ([0, 3, 7, 12][Math.floor(t / 0.25) % 4]! / 12),
  (t) => Math.exp(-(t % 0.25) / 0.08),
);
const vibrato = tone(
  12,
  (t) => 220 * 2 ** ((0.5 * Math.sin(2 * Math.PI * 5.5 * t)) / 12),
  () => 1,
);
const steady = tone(
  12,
  () => 220,
  () => 1,
);

test("hits: a kick is low and always the same, a kit is neither", () => {
  const [one, many] = [featuresOfSound(kickOnly), featuresOfSound(kit)];
  expect(one.hitLow).toBeGreaterThan(0.9);
  expect(many.hitLow).toBeLessThan(0.7);
  expect(one.hitVariety).toBeLessThan(1);
  expect(many.hitVariety).toBeGreaterThan(3);
});

test("hits: noise reaches more bands than a note; highs of a kick die before its lows", () => {
  const hats = featuresOfSound(hits(12, 0.25, hat));
  const notes = featuresOfSound(plucks);
  expect(hats.hitBreadth).toBeGreaterThan(notes.hitBreadth);
  const booms = featuresOfSound(
    hits(12, 1, (t) => 0.5 * Math.sin(2 * Math.PI * 60 * t) * Math.exp(-t / 0.5) + 0.3 * white() * Math.exp(-t / 0.01)),
  );
  expect(booms.fallHighDb).toBeGreaterThan(booms.fallLowDb + 10);
});

test("attack skew: over 0 for what is struck, under 0 for the same backwards", () => {
  const struck = hits(12, 1, (t) => 0.5 * white() * Math.exp(-t / 0.2));
  expect(featuresOfSound(struck).attackSkew).toBeGreaterThan(0.5);
  expect(featuresOfSound(struck.slice().reverse()).attackSkew).toBeLessThan(-0.5);
});

test("pitch: vibrato bends and leaves the steps of the scale, a steady tone does neither", () => {
  const [bent, still] = [featuresOfSound(vibrato), featuresOfSound(steady)];
  expect(bent.pitchOctaves).toBeCloseTo(2, 1);
  expect(bent.bendCents).toBeGreaterThan(15);
  expect(bent.glide).toBeGreaterThan(0.5);
  expect(still.bendCents).toBeLessThan(2);
  expect(still.glide).toBe(0);
  expect(still.inTune).toBeGreaterThan(0.95);
  expect(bent.inTune).toBeLessThan(0.8);
});

test("pitch: notes that change have a spread and short stays", () => {
  const [arpeggio, still] = [featuresOfSound(plucks), featuresOfSound(steady)];
  expect(arpeggio.pitchSpread).toBeGreaterThan(0.15);
  expect(still.pitchSpread).toBeLessThan(0.01);
  expect(arpeggio.noteOctaves).toBeLessThan(still.noteOctaves - 2);
});

test("tonality: partials stand out of a tone, not of noise, whatever the tilt", () => {
  const hiss = sound(6, () => 0.2 * white());
  const tilted = [hiss.slice(), hiss.slice()] as const;
  createEqualiser([equaliserBiquad({ kind: "high-shelf", hz: 1500, gainDb: -12, q: Math.SQRT1_2 }, RATE)], 2, 0).apply([
    ...tilted,
  ]);
  const flat = featuresOfSound(hiss);
  expect(flat.tonalMid).toBeGreaterThan(1);
  expect(flat.tonalMid).toBeLessThan(1.7);
  expect(Math.abs(featuresOfSound(tilted[0]).tonalMid - flat.tonalMid)).toBeLessThan(0.05);
  expect(featuresOfSound(steady).tonalMid).toBeGreaterThan(3);
  expect(featuresOfSound(steady).tonalShare).toBeGreaterThan(0.9);
  expect(flat.tonalShare).toBe(0);
});

test("sibilants between vowels part the highs from the middle; a kit's go together", () => {
  const vowels = tone(
    12,
    () => 180,
    (t) => (t % 0.4 < 0.25 ? 1 : 0.001),
  );
  const speech = vowels.map((value, n) => value + ((n / RATE) % 0.4 >= 0.27 ? 1 : 0) * 0.1 * white());
  expect(featuresOfSound(speech).highWithMid).toBeLessThan(0);
  expect(featuresOfSound(hits(12, 0.4, (t) => 0.4 * white() * Math.exp(-t / 0.05))).highWithMid).toBeGreaterThan(0.8);
  expect(featuresOfSound(speech).highAgainstMidDb).toBeGreaterThan(10);
});

test("syllables: level that moves four times a second has them, one that moves once in two seconds has few", () => {
  const moving = (hz: number): StemFeatures =>
    featuresOfSound(sound(12, (t) => 0.2 * white() * (0.55 + 0.45 * Math.sin(2 * Math.PI * hz * t))));
  expect(moving(4).syllables).toBeGreaterThan(0.5);
  expect(moving(4).syllables).toBeGreaterThan(moving(0.5).syllables);
});

test("formants: a resonance that moves while the pitch stands", () => {
  const sung = (moving: boolean): StemFeatures => {
    let turns = 0;
    return featuresOfSound(
      sound(8, (t) => {
        turns += 150 / RATE;
        const centre = moving ? 1500 + 1000 * Math.sin(2 * Math.PI * 2 * t) : 1500;
        let sum = 0;
        for (let k = 1; k < 30; k++) sum += Math.sin(2 * Math.PI * k * turns) / (1 + ((k * 150 - centre) / 150) ** 2);
        return 0.1 * sum;
      }),
    );
  };
  expect(sung(true).formants).toBeGreaterThan(5 * sung(false).formants);
});

test("drift: a riser goes one way in level and centre, a loop goes nowhere", () => {
  let turns = 0;
  const riser = sound(6, (t) => {
    turns += (200 * 2 ** t) / RATE;
    return 10 ** (-2.5 + 0.35 * t) * Math.sin(2 * Math.PI * turns);
  });
  const up = featuresOfSound(riser);
  expect(up.centreDrift).toBeGreaterThan(0.8);
  expect(up.centreRiseErb).toBeGreaterThan(5);
  const loop = featuresOfSound(kit);
  expect(loop.levelDrift).toBeLessThan(0.05);
  expect(loop.centreDrift).toBeLessThan(0.05);
});

test("repetition: a bar that comes again, against one that never does", () => {
  expect(featuresOfSound(kit).repetition).toBeGreaterThan(0.5);
  const never = noise(5);
  let level = 0;
  const free = sound(12, (t) => {
    if (Math.round(t * RATE) % 4410 === 0) level = 0.05 + 0.2 * Math.abs(never());
    return level * white();
  });
  expect(featuresOfSound(free).repetition).toBeLessThan(0.3);
});

test("pulse: a machine keeps time, speech does not", () => {
  expect(featuresOfSound(kit).pulse).toBeGreaterThan(0.8);
  const chance = noise(9);
  let next = 0;
  let since = 0;
  const free = sound(20, (t) => {
    if (t >= next) {
      next = t + 0.2 + 0.6 * Math.abs(chance());
      since = t;
    }
    return 0.3 * white() * Math.exp(-(t - since) / 0.05);
  });
  expect(featuresOfSound(free).pulse).toBeLessThan(0.6);
});

test("coherence: one sound in both channels has 1 wherever it is panned, two sounds near 0", () => {
  const left = sound(4, () => 0.2 * white());
  const panned = featuresOfSound(
    left,
    left.map((value) => 0.1 * value),
  );
  expect(panned.coherenceHigh).toBeGreaterThan(0.99);
  expect(panned.coherenceLow).toBeGreaterThan(0.99);
  const apart = featuresOfSound(
    left,
    sound(4, () => 0.2 * white()),
  );
  expect(apart.coherenceHigh).toBeLessThan(0.2);
});

test("stretches: pauses under four seconds part regions, not stretches", () => {
  const pausing = featuresOfSound(sound(20, (t) => (t % 4 < 2 ? 0.2 * white() : 0)));
  expect(pausing.regionOctaves).toBeLessThan(1.5);
  expect(pausing.stretchOctaves).toBeGreaterThan(3);
});

test("no feature changes with gain", () => {
  const loud = featuresOfSound(kit);
  const soft = featuresOfSound(kit.map((value) => 0.125 * value));
  for (const [name, value] of Object.entries(loud))
    expect([name, Math.abs(value - soft[name as keyof StemFeatures]) <= 0.05 + 0.05 * Math.abs(value)]).toEqual([
      name,
      true,
    ]);
});
