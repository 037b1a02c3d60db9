/** Tempo, key and mode of finished sound, heard in one pass. */
import type { Block, Hertz } from "../../../foundation/sound/index.ts";
import { findKey } from "./find-key.ts";
import { findTempo } from "./find-tempo.ts";
import { type HeardMusic, untold } from "./heard.ts";
import { createOnsetMeter } from "./onset-meter.ts";
import { createPitchMeter } from "./pitch-meter.ts";

export interface MusicAnalyser {
  /** Blocks in order: arrays of one length, one per channel. They are not kept and not changed. */
  push(block: Block): void;
  finish(): HeardMusic;
}

const SHORTEST_SECONDS = 5;
/** Weight of the right channel: were it 1, what stands in both with opposite signs would vanish. */
const RIGHT = 0.7;

/** Channels after the second are not listened to. What is no number counts as silence. Memory: 16 kB a second. */
export function createMusicAnalyser(sampleRate: Hertz): MusicAnalyser {
  const onsets = createOnsetMeter(sampleRate);
  const pitch = createPitchMeter(sampleRate);
  let frames = 0;
  return {
    push([left, right = left]) {
      if (left === undefined || right === undefined) return;
      const mixed = new Float32Array(left.length);
      for (let at = 0; at < left.length; at++) {
        const value = ((left[at] as number) + RIGHT * (right[at] as number)) / (1 + RIGHT);
        mixed[at] = Number.isFinite(value) ? value : 0;
      }
      frames += mixed.length;
      onsets.push(mixed);
      pitch.push(mixed);
    },
    finish() {
      const seconds = frames / sampleRate;
      const strength = onsets.finish();
      const content = pitch.finish();
      if (seconds < SHORTEST_SECONDS) return nothing("music.too-short", { seconds, needed: SHORTEST_SECONDS });
      if (strength.loudest === Number.NEGATIVE_INFINITY) return nothing("music.silence", { seconds });
      const { key, mode } = findKey(content);
      return {
        tempo: findTempo(strength, seconds),
        key,
        mode,
        tuningCents: key.value === null ? null : content.tuningCents,
      };
    },
  };
}

function nothing(code: string, facts: Readonly<Record<string, number>>): HeardMusic {
  return {
    tempo: untold("bpm", code, facts),
    key: untold("", code, facts),
    mode: untold("", code, facts),
    tuningCents: null,
  };
}
