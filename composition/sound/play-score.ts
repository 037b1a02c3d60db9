/** A score as sound: one stem for each part, the drums by groups. */
import { createClock, type Note, type Part, type Score } from "../../foundation/score/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type DrumGroup, drumGroup, drumSound, strokeGain } from "./drum-kit.ts";
import { bass, electricPiano, guitar, lead, type PlayedNote, pad, strings, type Voice } from "./voices.ts";

export interface StemSpec {
  /** For a file's name: "bass", "drums kick". */
  readonly name: string;
  /** Place of the part in the score. */
  readonly part: number;
  readonly group: DrumGroup | null;
}

export interface PlayedStem {
  readonly sampleRate: number;
  /** Planar, one channel or two. */
  readonly channels: readonly Float32Array[];
}

/** Silence after the last note, for what rings on. */
const END_SECONDS = 2;

/** The stems that a score has, in the order of its parts; parts without notes have none. */
export function stemsOf(score: Score): StemSpec[] {
  const used = new Map<string, number>();
  const named = (name: string): string => {
    const plain =
      name
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, "")
        .trim() || "part";
    const times = (used.get(plain) ?? 0) + 1;
    used.set(plain, times);
    return times > 1 ? `${plain} ${times}` : plain;
  };
  return score.parts.flatMap((part, at): StemSpec[] => {
    if (part.notes.length === 0) return [];
    if (!part.percussion) return [{ name: named(part.name), part: at, group: null }];
    const groups = (["kick", "snare", "hats", "toms", "cymbals"] as const).filter((group) =>
      part.notes.some((note) => drumGroup(note.pitch) === group),
    );
    return groups.map((group) => ({ name: named(group), part: at, group }));
  });
}

/** The built-in instrument for a General MIDI program. */
export function voiceOf(part: Pick<Part, "program">): Voice {
  const program = part.program ?? 0;
  if (program < 24) return electricPiano;
  if (program < 32) return guitar;
  if (program < 40) return bass;
  if (program < 56) return strings;
  if (program < 88) return lead;
  if (program < 96) return pad;
  return program < 112 ? guitar : lead;
}

/** Frames that every stem of a score has: the end of its last bar or note, and room to ring. */
export function framesOf(score: Score, sampleRate: number): number {
  const clock = createClock(score);
  const last = score.parts.reduce(
    (end, part) => part.notes.reduce((most, note) => Math.max(most, note.tick + note.duration), end),
    score.lengthTicks,
  );
  return Math.ceil((clock.secondsAt(last) + END_SECONDS) * sampleRate);
}

/** Plays one stem; the same score, spec and seed give the same samples. */
export function playStem(score: Score, spec: StemSpec, sampleRate: number, seed: number): PlayedStem {
  const part = score.parts[spec.part] as Part;
  const frames = framesOf(score, sampleRate);
  const random = createRandom(seed).split(`${spec.part} ${spec.group ?? ""}`);
  const clock = createClock(score);
  const played = (note: Note): PlayedNote => {
    const start = clock.secondsAt(note.tick) + note.shiftSeconds;
    const end = clock.secondsAt(note.tick + note.duration) + note.shiftSeconds;
    return {
      frame: Math.max(0, Math.round(start * sampleRate)),
      frames: Math.max(1, Math.round((end - start) * sampleRate)),
      pitch: note.pitch,
      velocity: note.velocity,
    };
  };
  if (spec.group !== null) {
    const out = new Float32Array(frames);
    const sounds = new Map<number, Float32Array>();
    for (const note of part.notes) {
      if (drumGroup(note.pitch) !== spec.group) continue;
      const sound = sounds.get(note.pitch) ?? drumSound(note.pitch, sampleRate, random.split(`drum ${note.pitch}`));
      sounds.set(note.pitch, sound);
      const { frame } = played(note);
      const gain = strokeGain(note.velocity);
      const end = Math.min(sound.length, frames - frame);
      for (let n = 0; n < end; n++) out[frame + n]! += gain * (sound[n] as number);
    }
    return { sampleRate, channels: [out] };
  }
  const voice = voiceOf(part);
  const channels = Array.from({ length: voice.channels }, () => new Float32Array(frames));
  for (const [at, note] of part.notes.entries())
    if (note.duration > 0) voice.play(played(note), channels, sampleRate, random.split(`note ${at}`));
  return { sampleRate, channels };
}
