/** One stem of a score, played with a sound font: like the built-in ones in rate, length and format. */
import { finishStem } from "../../../composition/sound/finish-stem.ts";
import type { FontPreset } from "../../../composition/sound/font/sound-font.ts";
import { partEvents } from "../../../composition/sound/part-events.ts";
import { framesOf, type PlayedStem, type StemSpec } from "../../../composition/sound/play-score.ts";
import { FormatError } from "../../../foundation/plan/index.ts";
import type { Score } from "../../../foundation/score/index.ts";
import { FONT_GRID, openFontPlayer } from "./font-player.ts";

export interface FontStem {
  readonly stem: PlayedStem;
  /** Keys of the part that the font has no sound for, in ascending order. */
  readonly unplayed: readonly number[];
}

/** Throws FormatError for what in the font cannot be played. */
export type PlayFontStem = (score: Score, spec: StemSpec, preset: FontPreset, sampleRate: number) => FontStem;

/** @param bytes of a font that `readSoundFont` has read; throws FormatError for one that cannot be played */
export async function stemsOfFont(bytes: Uint8Array): Promise<PlayFontStem> {
  const player = await openFontPlayer(bytes);
  return (score, spec, preset, sampleRate) => {
    const events = partEvents(score, spec, sampleRate, FONT_GRID);
    const { channels, unplayed } = player.play(events, preset, framesOf(score, sampleRate), sampleRate);
    const stem = finishStem(channels[0], channels[1], sampleRate);
    if (stem === null)
      throw new FormatError("sound font", 0, `samples that are numbers, from the preset "${preset.name}"`, "others");
    return { stem, unplayed };
  };
}
