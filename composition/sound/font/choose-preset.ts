/** Which preset of a font plays a part. */
import type { FontPreset, SoundFont } from "./sound-font.ts";

/**
 * The preset of a General MIDI program: of the main bank, or else of the lowest bank that has it. For percussion the
 * program is a kit's (0: the standard kit); a font without that kit plays its first. Null where there is none.
 */
export function choosePreset(font: SoundFont, program: number, percussion: boolean): FontPreset | null {
  const fitting = font.presets.filter((preset) => preset.drums === percussion);
  const found = lowest(fitting.filter((preset) => preset.program === program));
  return found ?? (percussion ? lowest(fitting) : null);
}

function lowest(presets: readonly FontPreset[]): FontPreset | null {
  const order = ({ bank, fineBank, program }: FontPreset): number => (bank * 128 + fineBank) * 128 + program;
  return presets.reduce<FontPreset | null>(
    (best, preset) => (best === null || order(preset) < order(best) ? preset : best),
    null,
  );
}
