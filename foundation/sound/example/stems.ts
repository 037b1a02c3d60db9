/** The stems of the example song, and their plain sum. */
import { tanh } from "../../numbers/elementary.ts";
import { createRandom, type Random } from "../../statistics/random.ts";
import type { Sound } from "../audio.ts";
import { drumPart, type Hit } from "./drum-part.ts";
import { hatSound, kickSound, snareSound } from "./drums.ts";
import { playBass, playKeys, playPad, pluck } from "./instruments.ts";
import { addEcho, addRoom } from "./room.ts";
import { BEATS_PER_BAR, barAt, bassPart, pluckPart, SECONDS_PER_BEAT, type SungNote, vocalPart } from "./song.ts";
import { sing } from "./voice.ts";

export const EXAMPLE_SAMPLE_RATE = 48_000;
/** 24 bars, and two seconds for the room to fall silent. */
export const EXAMPLE_SECONDS: number = 24 * BEATS_PER_BAR * SECONDS_PER_BEAT + 2;

export const STEM_NAMES = ["kick", "snare", "hats", "bass", "chords", "guitar", "vocal"] as const;
export type StemName = (typeof STEM_NAMES)[number];

const STEMS: Readonly<Record<StemName, (stem: readonly Float32Array[], random: Random) => void>> = {
  kick: (stem, random) => {
    strike(stem, drumPart("kick", random), [kickSound(RATE, random)], 0.25, 0);
    saturate(stem, 0.19);
  },
  snare: (stem, random) => {
    const sounds = [0, 1, 2, 3].map(() => snareSound(RATE, random));
    strike(stem, drumPart("snare", random), sounds, 0.19, 0.04);
    saturate(stem, 0.13);
    addRoom(stem, RATE, 0.09, 0.9);
  },
  hats: (stem, random) => {
    const closed = [0, 1, 2, 3].map(() => hatSound(RATE, random, false));
    const open = [hatSound(RATE, random, true)];
    const hits = drumPart("hats", random);
    strike(
      stem,
      hits.filter((hit) => !hit.open),
      closed,
      0.23,
      0.35,
    );
    strike(
      stem,
      hits.filter((hit) => hit.open),
      open,
      0.17,
      0.35,
    );
  },
  bass: (stem, random) => {
    const [left, right] = stem as [Float32Array, Float32Array];
    for (const note of bassPart(random)) playBass(note, left, RATE);
    for (let n = 0; n < left.length; n++) left[n] = right[n] = 0.15 * (left[n] as number);
  },
  chords: (stem, random) => {
    for (let bar = 0; bar < 24; bar++) chordsBar(bar, stem, random);
    scaleBy(stem, 0.026);
    saturate(stem, 0.09);
    addRoom(stem, RATE, 0.16, 1.9);
  },
  guitar: (stem, random) => {
    for (const [at, note] of pluckPart(random).entries()) pluck(note, stem, RATE, random, at % 2 === 0 ? 0.45 : -0.45);
    scaleBy(stem, 0.17);
    saturate(stem, 0.12);
    addEcho(stem, RATE, 0.75 * SECONDS_PER_BEAT, 0.4);
    addRoom(stem, RATE, 0.12, 1.6);
  },
  vocal: (stem, random) => {
    const [left, right] = stem as [Float32Array, Float32Array];
    const notes = vocalPart(random);
    sing(notes, left, RATE, random.split("lead"), { detune: 0, late: 0, gain: 0.34 });
    right.set(left);
    const chorus = notes.filter(
      ({ beat }) => barAt(Math.floor((beat + 0.1) / BEATS_PER_BAR)).section.name === "chorus",
    );
    sing(chorus, left, RATE, random.split("left"), { detune: 9, late: 0.021, gain: 0.085 });
    sing(chorus, right, RATE, random.split("right"), { detune: -8, late: 0.029, gain: 0.085 });
    const last = chorus.filter(({ beat }) => beat > 60).map((note): SungNote => ({ ...note, pitch: note.pitch - 12 }));
    sing(last, left, RATE, random.split("low left"), { detune: 5, late: 0.017, gain: 0.085 });
    sing(last, right, RATE, random.split("low right"), { detune: -6, late: 0.012, gain: 0.085 });
    saturate(stem, 0.13);
    addRoom(stem, RATE, 0.1, 1.7);
  },
};

const RATE = EXAMPLE_SAMPLE_RATE;
/** Leaves the sum of seed 1 a peak of -5.6 dBFS. */
const HEADROOM = 0.92;

/** One stem, stereo, at the level it has in the mix. The same samples for the same seed, everywhere. */
export function exampleStem(name: StemName, seed: number): Sound {
  const frames = Math.round(EXAMPLE_SECONDS * RATE);
  const stem = [new Float32Array(frames), new Float32Array(frames)];
  STEMS[name](stem, createRandom(seed).split(name));
  scaleBy(stem, HEADROOM);
  return { sampleRate: RATE, channels: stem };
}

/** Adds a stem to a mix of the same length; a mix is the plain sum of its stems. */
export function addStem(mix: Sound, stem: Sound): void {
  mix.channels.forEach((channel, side) => {
    const added = stem.channels[side] as Float32Array;
    for (let n = 0; n < channel.length; n++) channel[n] = (channel[n] as number) + (added[n] as number);
  });
}

function scaleBy(stem: readonly Float32Array[], gain: number): void {
  for (const channel of stem) for (let n = 0; n < channel.length; n++) channel[n] = gain * (channel[n] as number);
}

/** Rounds peaks off as tape does: never above `ceiling`, unchanged far below it. */
function saturate(stem: readonly Float32Array[], ceiling: number): void {
  for (const channel of stem) {
    for (let n = 0; n < channel.length; n++) channel[n] = ceiling * tanh((channel[n] as number) / ceiling);
  }
}

/** Lays struck sounds down, one after the other in turn; `pan` from -1 (left) to 1. */
function strike(
  stem: readonly Float32Array[],
  hits: readonly Hit[],
  sounds: readonly Float32Array[],
  gain: number,
  pan: number,
): void {
  hits.forEach(({ beat, velocity }, turn) => {
    const sound = sounds[turn % sounds.length] as Float32Array;
    const start = Math.round(beat * SECONDS_PER_BEAT * RATE);
    stem.forEach((channel, side) => {
      const level = gain * velocity * (side === 0 ? 1 - pan : 1 + pan);
      const end = Math.min(sound.length, channel.length - start);
      for (let n = 0; n < end; n++) channel[start + n] = (channel[start + n] as number) + level * (sound[n] as number);
    });
  });
}

function chordsBar(bar: number, stem: readonly Float32Array[], random: Random): void {
  const { section, chord, within } = barAt(bar);
  const beat = bar * BEATS_PER_BAR;
  const chorus = section.name === "chorus";
  const ending = section.name === "outro" && within === 3;
  chord.voicing.forEach((pitch, voice) => {
    const pad = { beat, beats: 3.9, pitch, velocity: chorus ? 1 : ending ? 0.5 : 0.62 };
    playPad(pad, stem, RATE, random, chorus ? 3600 : 1500);
    const strokes = chorus ? [0, 1.5, 2.5] : section.name === "intro" ? [0] : [0, 2.5];
    for (const [turn, stroke] of strokes.entries()) {
      const length = (strokes[turn + 1] ?? 4) - stroke - 0.1;
      const keys = {
        beat: beat + stroke + 0.008 * voice,
        beats: length,
        pitch: pitch + 12,
        velocity: chorus ? 0.9 : 0.7,
      };
      playKeys({ ...keys, velocity: keys.velocity * random.uniform(0.85, 1) }, stem, RATE, 0.3 - 0.2 * voice);
    }
  });
}
