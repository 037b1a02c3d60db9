/**
 * A mix as the plan has it, step by step: the same chains and mixer as on the command line, so the same samples. While it
 * plays, settings may change: what a change does not touch goes on undisturbed.
 */
import type { Block } from "../../foundation/sound/audio.ts";
import {
  createMixer,
  createStemChain,
  createStemPlayer,
  type Mixer,
  type MixSettings,
  type StemPlayer,
  type StemSettings,
} from "../../production/mix/index.ts";

export interface MixRender {
  /**
   * The next step. `sound`: for each stem a stereo block, which is changed; null where it is silent. Gives the input of
   * the mix bus, good until the next step.
   */
  step(sound: readonly (Block | null)[], frame: number, frames: number): Block;
  change(settings: MixSettings): void;
}

interface Voice {
  settings: StemSettings;
  player: StemPlayer;
  /** The place before the last change: the next step goes from it to the present one. */
  before: StemPlayer | null;
}

/** What is done after the stem's shape, by the fader: a change of it lets the shape go on. */
const placed = ({ automation, faderDb, pan, muted }: StemSettings): string =>
  JSON.stringify([automation, faderDb, pan, muted]);
const shaped = ({
  automation: _,
  faderDb: __,
  pan: ___,
  muted: ____,
  reverbDb: _____,
  echoDb: ______,
  ...rest
}: StemSettings): string => JSON.stringify(rest);
const mixed = ({ stems, buses, reverb, echo }: MixSettings): string =>
  JSON.stringify([stems.map(({ bus, reverbDb, echoDb }) => [bus, reverbDb, echoDb]), buses, reverb, echo]);

export function createMixRender(first: MixSettings, sampleRate: number): MixRender {
  let settings = first;
  let mixer: Mixer = createMixer(settings, sampleRate);
  const voices: Voice[] = settings.stems.map((stem) => ({
    settings: stem,
    player: createStemPlayer(stem, sampleRate),
    before: null,
  }));
  let scratch: Block = [new Float32Array(0), new Float32Array(0)];
  const silence = (frames: number): Block => [new Float32Array(frames), new Float32Array(frames)];

  return {
    step(sound, frame, frames) {
      if ((scratch[0]?.length ?? 0) < frames) scratch = silence(frames);
      const out = voices.map((voice, s): Block | null => {
        if (voice.settings.muted && voice.before === null) return null;
        const block = sound[s] ?? silence(frames);
        if (!voice.player.shape(block, frame, sound[s] === null)) return null;
        if (voice.before === null) return voice.player.place(block, frame) ? block : null;
        // From the old place to the new one within the step.
        const old = scratch.map((samples) => samples.subarray(0, frames));
        for (const [c, samples] of old.entries()) samples.set(block[c] as Float32Array);
        voice.before.place(old, frame);
        voice.player.place(block, frame);
        voice.before = null;
        for (const [c, samples] of block.entries()) {
          const from = old[c] as Float32Array;
          for (let n = 0; n < frames; n++) {
            const share = n / frames;
            samples[n] = share * (samples[n] as number) + (1 - share) * (from[n] as number);
          }
        }
        return block;
      });
      return mixer.step(out, frames).mix;
    },
    change(next) {
      next.stems.forEach((stem, s) => {
        const voice = voices[s] as Voice;
        if (shaped(stem) !== shaped(voice.settings)) {
          voice.player = createStemPlayer(stem, sampleRate);
          voice.before = null;
        } else if (placed(stem) !== placed(voice.settings)) {
          const chain = createStemChain(stem, sampleRate);
          const { player } = voice;
          voice.before = player;
          voice.player = { shape: player.shape, place: createStemPlayer(stem, sampleRate, chain).place };
        }
        voice.settings = stem;
      });
      if (mixed(next) !== mixed(settings)) mixer = createMixer(next, sampleRate);
      settings = next;
    },
  };
}
