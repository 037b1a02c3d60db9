/** Plays parts with a sound font: spessasynth_core, dry, one part at a time. Loaded only where a font is played. */
import { type BasicPreset, BasicSoundBank, SoundBankLoader, SpessaLog, SpessaSynthProcessor } from "spessasynth_core";
import type { FontPreset } from "../../../composition/sound/font/sound-font.ts";
import type { PartEvent } from "../../../composition/sound/part-events.ts";
import { FormatError } from "../../../foundation/plan/index.ts";
import { checkPitch } from "./check-pitch.ts";

/** Frames rendered at once: envelopes move in such steps, and notes begin on them (1.3 ms at 48 kHz). */
export const FONT_GRID = 64;

/** Brings General MIDI fonts to about the level of the built-in instruments: a hard note peaks near -3 dBFS. */
const GAIN = 3;

/** Controllers of MIDI 1.0. */
const BANK = 0;
const FINE_BANK = 32;
const PEDAL = 64;
const MELODIC = 0;
const PERCUSSION = 9;

export interface FontSound {
  /** Left and right, of the length asked for. */
  readonly channels: readonly [Float32Array, Float32Array];
  /** Keys that the preset has no sound for, in ascending order. */
  readonly unplayed: readonly number[];
}

export interface FontPlayer {
  /** Events lie on FONT_GRID. Throws FormatError for what in the font cannot be played. */
  play(events: readonly PartEvent[], preset: FontPreset, frames: number, sampleRate: number): FontSound;
}

/** @param bytes of a font that `readSoundFont` has read; throws FormatError where the player cannot read it */
export async function openFontPlayer(bytes: Uint8Array): Promise<FontPlayer> {
  // It tells on the console what it thinks of a font.
  SpessaLog.setLogLevel(false, false, false);
  await BasicSoundBank.isSF3DecoderReady;
  const bank = reading(() => SoundBankLoader.fromArrayBuffer(bytes.buffer as ArrayBuffer));
  return {
    play: (events, preset, frames, sampleRate) => reading(() => playPart(bank, events, preset, frames, sampleRate)),
  };
}

function playPart(
  bank: BasicSoundBank,
  events: readonly PartEvent[],
  wanted: FontPreset,
  frames: number,
  sampleRate: number,
): FontSound {
  // A synthesiser of its own for each part: what was played before leaves nothing behind.
  const synth = new SpessaSynthProcessor(sampleRate, {
    effectsEnabled: false,
    eventsEnabled: false,
    maxBufferSize: FONT_GRID,
  });
  synth.setSystemParameter("gain", GAIN);
  synth.soundBankManager.addSoundBank(bank, "font");
  const channel = wanted.drums ? PERCUSSION : MELODIC;
  synth.controllerChange(channel, BANK, wanted.bank);
  synth.controllerChange(channel, FINE_BANK, wanted.fineBank);
  synth.programChange(channel, wanted.program);
  const preset = synth.midiChannels[channel]?.preset as BasicPreset | undefined;
  if (preset?.program !== wanted.program || preset.isDrum !== wanted.drums)
    throw new FormatError("sound font", 0, `the preset "${wanted.name}"`, preset ? `"${preset.name}"` : "none");
  const left = new Float32Array(Math.ceil(frames / FONT_GRID) * FONT_GRID);
  const right = new Float32Array(left.length);
  const unplayed = new Set<number>();
  const known = new Map<number, number>();
  let next = 0;
  let sounding = false;
  for (let frame = 0; frame < frames; frame += FONT_GRID) {
    for (; next < events.length && (events[next] as PartEvent).frame <= frame; next++) {
      const { kind, pitch, value } = events[next] as PartEvent;
      if (kind === "off") synth.noteOff(channel, pitch);
      else if (kind === "pedal") synth.controllerChange(channel, PEDAL, value);
      else {
        const sounds = known.get(128 * pitch + value) ?? checkedVoices(preset, pitch, value, sampleRate);
        known.set(128 * pitch + value, sounds);
        if (sounds === 0) unplayed.add(pitch);
        else {
          synth.noteOn(channel, pitch, value);
          sounding = true;
        }
      }
    }
    // Silence costs as much as a few voices: it is left out, and the synthesiser's clock stands still.
    if (!sounding) continue;
    synth.process(left, right, frame, FONT_GRID);
    sounding = synth.voiceCount > 0;
  }
  return {
    channels: [left.subarray(0, frames), right.subarray(0, frames)],
    unplayed: [...unplayed].sort((a, b) => a - b),
  };
}

/** How many sounds a key has at a velocity. */
function checkedVoices(preset: BasicPreset, key: number, velocity: number, sampleRate: number): number {
  const voices = preset.getVoiceParameters(key, velocity);
  for (const voice of voices) checkPitch(voice, key, sampleRate);
  return voices.length;
}

/** What the synthesiser throws about a font is the font's fault. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      "sound font",
      0,
      "a font that can be played",
      error instanceof Error ? error.message : String(error),
    );
  }
}
