/** What a sound font holds: read and checked before anything plays it. SF2, SF3 (SF2 with Vorbis inside) and DLS. */
import { FormatError } from "../../../foundation/plan/index.ts";
import { asciiAt, viewOf } from "../../../foundation/sound/formats/bytes.ts";
import { FORMAT, quoted } from "./font-chunks.ts";
import { readDls } from "./read-dls.ts";
import { readSf2 } from "./read-sf2.ts";

export interface FontPreset {
  readonly name: string;
  /** 0 to 127. */
  readonly program: number;
  /** Of melodic presets: bank select, coarse (controller 0) and fine (controller 32). */
  readonly bank: number;
  readonly fineBank: number;
  /** A drum kit: keys are those of the General MIDI drum map. */
  readonly drums: boolean;
}

export interface SoundFont {
  readonly kind: "SF2" | "SF3" | "DLS";
  /** As the font calls itself; "" where it does not. */
  readonly name: string;
  /** At least one. */
  readonly presets: readonly FontPreset[];
  /** The byte at which their list begins. */
  readonly presetsAt: number;
}

/** Whether a file that begins so calls itself a sound font. */
export function looksLikeFont(head: Uint8Array): boolean {
  const type = asciiAt(head, 8, 4);
  return asciiAt(head, 0, 4) === "RIFF" && (type === "sfbk" || type === "DLS ");
}

/** Throws FormatError with the byte for what is no sound font, is cut short, or points where there is nothing. */
export function readSoundFont(bytes: Uint8Array): SoundFont {
  const type = asciiAt(bytes, 8, 4);
  if (!looksLikeFont(bytes))
    throw new FormatError(
      FORMAT,
      0,
      'SF2, SF3 or DLS: "RIFF", and "sfbk" or "DLS " at byte 8',
      bytes.length === 0 ? "an empty file" : `${quoted(asciiAt(bytes, 0, 4))} and ${quoted(type)}`,
    );
  const end = 8 + viewOf(bytes).getUint32(4, true);
  if (end > bytes.length) throw new FormatError(FORMAT, 4, `${end} bytes`, `${bytes.length}: the file is cut short`);
  return type === "sfbk" ? readSf2(bytes, end) : readDls(bytes, end);
}
